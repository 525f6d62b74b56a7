"""One district at work: its plan, its schools and its store, real or sample."""

from __future__ import annotations

import logging
import tomllib
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

from danvan_metrics.errors import UserError
from danvan_metrics.metrics.actions import Action, ActionState, Deed, Happening
from danvan_metrics.metrics.dataset import Dataset
from danvan_metrics.metrics.rewards import Attendee, CouncilMeeting, Proposal, RecognisedModel, Rewards, RewardStep
from danvan_metrics.plan.kinds import MODEL_SOURCES, Source
from danvan_metrics.plan.loader import load_plan
from danvan_metrics.plan.model import Plan
from danvan_metrics.plan.roster import Roster, load_roster
from danvan_metrics.settings import DATA, Settings
from danvan_metrics.store.failures import StoreError
from danvan_metrics.store.founding import is_same_store
from danvan_metrics.store.records import ActionRecord, ChangedAction
from danvan_metrics.store.repository import Repository, open_repository
from danvan_metrics.store.rewarding.reward_records import CouncilRecord, ProposalRecord, RewardHistory
from danvan_metrics.workbook.answers import Return

_LOG = logging.getLogger(__name__)
SAMPLE_RECIPE = DATA / "sample" / "recipe.toml"
DAYS_FOR_LATE_RETURNS = timedelta(days=3)  # the sample's last late return is in by then, whatever year the plan is of


@dataclass(frozen=True)
class District:
    """What every verb of the program works on. The sample district has the same plan and schools, and its own store."""

    plan: Plan
    roster: Roster
    repository: Repository
    settings: Settings
    sample: bool = False

    def today(self) -> date:
        """The day on which deadlines are judged; the sample's is fixed by its recipe, and never before the plan's end."""
        if not self.sample:
            return self.settings.today()
        return max(read_sample_day(SAMPLE_RECIPE), self.plan.periods[-1].deadline + DAYS_FOR_LATE_RETURNS)

    def find_return_before(self, unit: str, period: str) -> Return | None:
        """The unit's return in force for the period before this one; None where there is no such period or return."""
        before = self.plan.period_before(period)
        return self.repository.find_return(self.plan.code, unit, before.code) if before else None

    def load_dataset(self) -> Dataset:
        """Everything in force, of one moment, as tables; StoreError where the store cannot be read."""
        frames = self.repository.load_frames(self.plan.code, list_model_sources(self.plan))
        return Dataset(
            plan=self.plan,
            roster=self.roster,
            **frames._asdict(),
            as_of=self.today(),
            sample=self.sample,
            actions=tuple(map(_read_action, self.repository.meetings.list_actions(self.plan.code))),
            rewards=read_rewards(self.repository.rewards.load_history(self.plan.code)),
        )


def list_model_sources(plan: Plan) -> dict[str, Source]:
    """The lines that the sheet Mô hình answers, by code."""
    return {one.code: one.source for one in plan.indicators if one.source in MODEL_SOURCES}


def _read_action(record: ActionRecord) -> Action:
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


def open_district(settings: Settings, *, sample: bool = False, create: bool = True) -> District:
    """Load plan and roster and open the store, made with `create` where none stands.

    A UserError names the file or address that is wrong. Where the address comes from a person, `create` is theirs to say
    (Settings.create_store); the sample's store holds nothing that could be missed and is always made.
    """
    plan = load_plan(settings.plan_path)
    roster = load_roster(settings.roster_path, plan)
    if not sample:
        district = District(plan, roster, open_repository(settings.database_url, create=create, copies=settings.copies), settings)
        blank_contacts(district)
        return district
    if is_same_store(settings.sample_database_url, settings.database_url):  # filling the sample's may begin it anew
        raise UserError(
            "DANVAN_SAMPLE_DATABASE_URL và DANVAN_DATABASE_URL đang chỉ cùng một kho dữ liệu; "
            "hãy ghi một tệp khác cho dữ liệu minh họa."
        )
    return District(plan, roster, open_repository(settings.sample_database_url), settings, sample=True)


def blank_contacts(district: District) -> int:
    """Empty whom to ask about returns of long ago (appraisal.md, “Privacy”); of how many. A busy store is left for next time."""
    end = find_contact_end(district)
    keys = [fact.key for fact in district.plan.facts if fact.contact]
    if end is None or not keys:
        return 0
    try:
        return district.repository.blank_facts(district.plan.code, keys, end)
    except StoreError:
        _LOG.warning("contact data could not be blanked now; it is tried again when the store is opened next")
        return 0


def find_contact_end(district: District) -> date | None:
    """What was received before this day tells no more whom to ask; None where the plan sets no time."""
    months = district.plan.thresholds.contact_months
    if months is None:
        return None
    today = district.today()
    back = today.year * 12 + today.month - 1 - round(months.value)
    year, month = divmod(back, 12)
    return date(year, month + 1, min(today.day, monthrange(year, month + 1)[1]))


@lru_cache(maxsize=4)
def read_sample_day(recipe: Path) -> date:
    """The day the sample district lives on: `as_of` in its recipe; UserError where the recipe has none."""
    try:
        day = tomllib.loads(recipe.read_text(encoding="utf-8")).get("as_of")
    except (OSError, ValueError) as error:
        raise UserError(f"Không đọc được công thức dữ liệu minh họa “{recipe.name}”; hãy tải lại chương trình.") from error
    if not isinstance(day, date):
        raise UserError(f"{recipe.name}: as_of phải là một ngày; hãy ghi dạng 2020-12-17, không có dấu nháy.")
    return day
