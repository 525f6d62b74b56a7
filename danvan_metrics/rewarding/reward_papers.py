"""The papers of reward, made from what the district holds."""

from __future__ import annotations

from dataclasses import replace

from danvan_metrics.access.actor import Actor
from danvan_metrics.access.acts import Act
from danvan_metrics.access.policies import check_can_export_papers
from danvan_metrics.agreed_records import read_rewards
from danvan_metrics.district import District
from danvan_metrics.errors import UserError
from danvan_metrics.exports.papers import write_council_minute, write_rewards, write_submission_letter
from danvan_metrics.formats.package import NamedFile
from danvan_metrics.handing_out import SEVERAL, note_handed_out
from danvan_metrics.metrics.dataset import Dataset, Scope
from danvan_metrics.topics.rewards.council_minute import CouncilMinute
from danvan_metrics.topics.rewards.figures import collect_rewards


def make_council_minute(district: District, meeting: int, *, actor: Actor) -> NamedFile:
    """The minutes of a meeting, with the votes of that very meeting.

    NotAllowed for who may not have it; UserError where there is none of this number.
    """
    check_can_export_papers(actor)
    dataset = district.load_whole()
    held = dataset.rewards.find_meeting(meeting)
    if held is None:
        raise UserError(f"Không có phiên họp Hội đồng số {meeting}; hãy tải lại trang Khen thưởng.")
    history = district.repository.rewards.load_history(district.plan.code)
    # A later vote stands in the list; the minutes of an earlier meeting keep what was voted then.
    then = replace(
        history,
        proposals=tuple(
            replace(one, steps=tuple(step for step in one.steps if step.meeting == meeting)[-1:])
            for one in history.proposals
            if any(step.meeting == meeting for step in one.steps)
        ),
    )
    record = collect_rewards(replace(dataset, rewards=read_rewards(then)), Scope(held.period))
    minute = CouncilMinute(plan=district.plan, meeting=held, rows=record.rows, as_of=dataset.as_of, sample=dataset.sample)
    return _hand_out(district, write_council_minute(minute, district.look.take_paper()), actor)


def make_rewards(district: District, period: str | None, ending: str, *, actor: Actor) -> NamedFile:
    """The list of those proposed, “docx” or “xlsx”; without a period of the one that find_reward_period names.

    NotAllowed for who may not have it.
    """
    check_can_export_papers(actor)
    dataset = district.load_whole()
    record = collect_rewards(dataset, Scope(period or find_reward_period(dataset)))
    return _hand_out(district, write_rewards(record, ending, district.look.take_paper()), actor)


def find_reward_period(dataset: Dataset) -> str:
    """The last period of the plan with a proposal that stands, else the last with a return; the first where there is neither."""
    proposed = {one.period for one in dataset.rewards.standing}
    returned = set(dataset.receipts["period"])
    codes = [period.code for period in dataset.plan.periods]
    found = [code for code in codes if code in (proposed or returned)]
    return found[-1] if found else codes[0]


def make_submission_letter(district: District, period: str, *, actor: Actor) -> NamedFile:
    """The submission to the district; NotAllowed for who may not have it."""
    check_can_export_papers(actor)
    dataset = district.load_whole()
    record = collect_rewards(dataset, Scope(period))
    letter = write_submission_letter(record, dataset.rewards.meetings, district.look.take_paper())
    return _hand_out(district, letter, actor)


def _hand_out(district: District, paper: NamedFile, actor: Actor) -> NamedFile:
    note_handed_out(district, actor, Act.EXPORT_PAPERS, SEVERAL, paper[0])
    return paper
