"""What a meeting does to a district: agree on what is to be done, and fix the figures it looked at."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import date
from functools import partial
from hashlib import sha256
from typing import Any, Final

from pydantic import TypeAdapter

from danvan_metrics.access.actor import Actor
from danvan_metrics.access.policies import check_can_fix_figures, check_can_give_tasks
from danvan_metrics.district import District
from danvan_metrics.errors import UserError
from danvan_metrics.metrics.actions import Action, ActionState
from danvan_metrics.metrics.dataset import Dataset, Scope, SnapshotLabel, iterate_rows
from danvan_metrics.metrics.rewards import Rewards
from danvan_metrics.metrics.summarising import summarise
from danvan_metrics.metrics.words import offer_lenses
from danvan_metrics.plan.loader import parse_plan
from danvan_metrics.store.appraising.appraisal_frames import AppraisalRow, AppraisalRows, VerdictRow
from danvan_metrics.store.records import Agreement, NewAction, NewSnapshot, SnapshotRecord
from danvan_metrics.units.roster import Roster
from danvan_metrics.vietnamese import format_date
from danvan_metrics.workbook.answers import SentBack

_ROSTER: Final = TypeAdapter(Roster)
_ACTIONS: Final = TypeAdapter(tuple[Action, ...])
_SENT_BACK: Final = TypeAdapter(tuple[SentBack, ...])
_REWARDS: Final = TypeAdapter(Rewards)
_APPRAISALS: Final = TypeAdapter(AppraisalRows)


def agree_action(district: District, agreement: Agreement, *, actor: Actor) -> int:
    """Keep an action; its number.

    NotAllowed for who may not. UserError for an unknown school or subject, a day past, or blank words; SameTaskOpen where the
    very task is open already.
    """
    check_can_give_tasks(actor)
    today = district.today()
    _refuse_past(agreement.due, today)
    if agreement.school not in district.roster.by_code:
        raise UserError(f"Không có trường “{agreement.school}” trong danh sách trường; hãy chọn trường trong danh sách.")
    asked = district.plan_of(agreement.school)
    if agreement.subject not in {*asked.indicator_by_code, *asked.group_by_code}:
        raise UserError(f"Không có nội dung “{agreement.subject}” trong kế hoạch; hãy chọn nội dung trong danh sách.")
    return district.repository.meetings.agree(
        NewAction(plan=district.plan.code, agreed_on=today, actor=actor.name, **asdict(agreement))
    )


def change_action(district: District, action: Action, agreement: Agreement, *, reason: str, actor: Actor) -> None:
    """Let an action have another task, person or day from today on.

    NotAllowed for who may not. UserError for a new day that is past, blank words or reason, nothing different, an action that
    has ended, or SameTaskOpen.
    """
    check_can_give_tasks(actor)
    today = district.today()
    if agreement.due != action.due:  # what is overdue may change hands without a new day
        _refuse_past(agreement.due, today)
    district.repository.meetings.change(action.id, agreement, today, reason=reason, actor=actor.name)


def close_action(district: District, action: int, state: ActionState | None, *, note: str = "", actor: Actor) -> None:
    """Keep that an action is done or dropped (which needs a note) today, or (None) taken up again; NotAllowed for who may not."""
    check_can_give_tasks(actor)
    kept = ActionState.OPEN if state is None else state
    district.repository.meetings.step(action, kept, district.today(), note=note, actor=actor.name)


def _refuse_past(due: date, today: date) -> None:
    if due < today:
        raise UserError(f"Hạn {format_date(due)} đã qua (hôm nay {format_date(today)}); hãy chọn ngày từ hôm nay trở đi.")


def fix_figures(
    district: District, name: str, period: str, *, actor: Actor, meeting_on: date | None = None, dataset: Dataset | None = None
) -> SnapshotRecord:
    """Fix what is in force (or the `dataset` that was looked at) under a name.

    NotAllowed for who may not; UserError where nothing is in force, or where the name is blank or taken.
    """
    check_can_fix_figures(actor)
    dataset = dataset or district.load_whole()
    if dataset.sums is not None:
        raise UserError("Bản chốt giữ số liệu từng trường; hãy chọn một đơn vị có trường trực thuộc rồi chốt.")
    if dataset.receipts.empty:
        raise UserError("Chưa có báo cáo nào nên chưa có số liệu để chốt; hãy nhận báo cáo trước.")
    received = dict(zip(dataset.receipts["submission"].astype(int), dataset.receipts["received_on"], strict=True))
    new = NewSnapshot(
        plan=district.plan.code,
        name=name,
        period=period,
        meeting_on=meeting_on or dataset.as_of,
        as_of=dataset.as_of,
        plan_document=dataset.plan.model_dump_json(by_alias=True, exclude_defaults=True),
        roster_document=_ROSTER.dump_json(dataset.roster).decode(),
        actions_document=_ACTIONS.dump_json(dataset.actions).decode(),
        sent_back_document=_SENT_BACK.dump_json(tuple(iterate_rows(dataset.sent_back))).decode(),
        appraisals_document=_APPRAISALS.dump_json(_list_found(dataset)).decode(),
        rewards_document=_REWARDS.dump_json(dataset.rewards).decode(),
        figures_sha256=digest_figures(dataset),
        received={int(number): day for number, day in received.items()},
        actor=actor.name,
    )
    district.repository.meetings.fix(new)
    return district.repository.meetings.find_snapshot(district.plan.code, name)


def _find_common_unit(roster: Roster, day: date) -> str:
    """The lowest unit above all schools of a roster; "" where there are no units."""
    paths = [roster.tree.path_to(roster.unit_of(school, day), day) for school in roster.select(on=day)]
    common = [units[0].code for units in zip(*paths, strict=False) if len(set(units)) == 1]
    return common[-1] if common else ""


def load_snapshot(district: District, name: str) -> Dataset:
    """Everything as it was in force when the snapshot was taken, whatever plan, roster and store say now.

    Only the office is called as its look calls it now: a paper made today bears the name it signs under today.

    UserError where there is no snapshot of this name.
    """
    record = district.repository.meetings.find_snapshot(district.plan.code, name)
    found = _APPRAISALS.validate_json(record.appraisals_document) if record.appraisals_document else AppraisalRows()
    sent_back = _SENT_BACK.validate_json(record.sent_back_document)
    frames = district.repository.meetings.load_frames(record.id, sent_back, found)
    roster = _ROSTER.validate_json(record.roster_document)
    return Dataset(
        plan=district.look.dress(parse_plan(json.loads(record.plan_document), name=f"bản chốt “{record.name}”")),
        roster=roster,
        unit=_find_common_unit(roster, record.as_of),
        **frames._asdict(),
        as_of=record.as_of,
        sample=district.sample,
        actions=_ACTIONS.validate_json(record.actions_document),
        rewards=_REWARDS.validate_json(record.rewards_document) if record.rewards_document else Rewards(),
        snapshot=SnapshotLabel(record.name, record.meeting_on, record.period, record.as_of, record.at),
    )


def open_dataset(district: District, snapshot: str = "", unit: str = "") -> Dataset:
    """What is in force of a unit, or the snapshot of this name; either knows the meeting before it (`Dataset.earlier`)."""
    dataset = load_snapshot(district, snapshot) if snapshot else district.load_dataset(unit)
    return replace(dataset, load_earlier=partial(_load_earlier, district, dataset))


def _load_earlier(district: District, dataset: Dataset) -> Dataset | None:
    """The snapshot of the meeting before a snapshot's, or of the last one held before the day of what is in force.

    Of a meeting about other units' schools nothing can be compared with.
    """
    if dataset.sums is not None:
        return None
    snapshots = district.repository.meetings.list_snapshots(district.plan.code)
    in_order = sorted(snapshots, key=lambda one: (one.meeting_on, one.id))
    if dataset.snapshot is None:
        before = [one.name for one in in_order if one.meeting_on <= dataset.as_of]
    else:
        names = [one.name for one in in_order]
        before = names[: names.index(dataset.snapshot.name)]
    own = {school.code for school in dataset.roster.schools}
    opened = (open_dataset(district, name) for name in reversed(before))
    return next((one for one in opened if own & {school.code for school in one.roster.schools}), None)


def digest_figures(dataset: Dataset) -> str:
    """SHA-256 of every figure of every period and lens: equal only where all of them are."""
    return sha256(json.dumps(list(_summarise_all(dataset)), sort_keys=True).encode()).hexdigest()


def _list_found(dataset: Dataset) -> AppraisalRows:
    """The office's word as rows, blanks as None: a later verdict moves nothing that was fixed."""
    appraisals, verdicts = (frame.astype(object).where(frame.notna(), None) for frame in (dataset.appraisals, dataset.verdicts))
    return AppraisalRows(
        tuple(AppraisalRow(*row) for row in appraisals.itertuples(index=False)),
        tuple(VerdictRow(*row) for row in verdicts.itertuples(index=False)),
    )


def _summarise_all(dataset: Dataset) -> Iterator[object]:
    for period in dataset.plan.periods:
        for lens in offer_lenses(dataset, period.code):
            figures = summarise(dataset, Scope(period.code, lens))
            yield _drop_appraisals(figures) if dataset.appraisals.empty else figures


def _drop_appraisals(figures: dict[str, Any]) -> dict[str, Any]:
    """Figures as they were told before there were appraisals: what was fixed then must still be found unmoved."""
    schools = [{name: told for name, told in school.items() if name != "appraisal"} for school in figures["schools"]]
    return figures | {"schools": schools}
