"""What the store keeps of actions and rewards, as figures take it: what stands of everything that was written down."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from danvan_metrics.metrics.actions import Action, ActionState, Deed, Happening
from danvan_metrics.metrics.rewards import Attendee, CouncilMeeting, Proposal, RecognisedModel, Rewards, RewardStep
from danvan_metrics.store.records import ActionRecord, ChangedAction
from danvan_metrics.store.rewarding.reward_records import CouncilRecord, ProposalRecord, RewardHistory


def read_action(record: ActionRecord) -> Action:
    """An action with all that happened to it."""
    closed_as = None if record.state == ActionState.OPEN else ActionState(record.state)
    names = ("id", "period", "school", "subject", "task", "person", "due", "agreed_on", "closed_on")
    kept = {name: getattr(record, name) for name in names}
    return Action(**kept, closed_as=closed_as, closing_note=record.note, history=tuple(_list_happenings(record)))


def _list_happenings(record: ActionRecord) -> Iterator[Happening]:
    if record.agreed_as is None:
        return
    reads = record.agreed_as
    yield Happening(reads.on_day, Deed.AGREED, reads.task, reads.person, reads.due, reads.actor)
    for one in record.happened:
        deed, note = (Deed.CHANGED, one.reason) if isinstance(one, ChangedAction) else (Deed(one.state), one.note)
        reads = one if isinstance(one, ChangedAction) else reads
        yield Happening(one.on_day, deed, reads.task, reads.person, reads.due, one.actor, note)


def read_rewards(history: RewardHistory) -> Rewards:
    """What stands of everything that was recognised, held and proposed."""
    last = {one.key: one for one in history.recognitions}
    recognised = tuple(
        RecognisedModel(key.school, key.period, key.model, one.level, one.exemplary, one.decision, one.decided_on)
        for key, one in last.items()
        if not one.withdrawn
    )
    return Rewards(recognised, tuple(map(_read_proposal, history.proposals)), tuple(map(_read_council, history.councils)))


def keep_rewards(rewards: Rewards, schools: Collection[str]) -> Rewards:
    """What of it is about these schools; the councils' meetings stay whole."""
    recognised = tuple(one for one in rewards.recognised if one.school in schools)
    return Rewards(recognised, tuple(one for one in rewards.proposals if one.school in schools), rewards.meetings)


def _read_council(record: CouncilRecord) -> CouncilMeeting:
    names = ("id", "period", "place", "held_on", "members", "chair", "secretary", "conclusion")
    present = tuple(Attendee(name, title) for name, title in record.present)
    return CouncilMeeting(**{name: getattr(record, name) for name in names}, present=present)


def _read_proposal(record: ProposalRecord) -> Proposal:
    """The proposal with its last vote and decision; what it was judged by then was kept with the vote."""
    names = ("id", "period", "owner", "school", "name", "title", "model", "form", "summary", "figures")
    voted = next((one for one in reversed(record.steps) if one.meeting is not None), None)
    decided = next((one for one in reversed(record.steps) if one.decided_on is not None), None)
    return Proposal(
        **{name: getattr(record, name) for name in names},
        step=RewardStep(record.step),
        meeting=voted.meeting if voted else None,
        votes_for=voted.votes_for if voted else None,
        votes_cast=voted.votes_cast if voted else None,
        passed=bool(voted.detail["passed"]) if voted else None,
        decision=decided.decision if decided else "",
        decided_on=decided.decided_on if decided else None,
        reason=record.steps[-1].reason if record.steps else "",
    )
