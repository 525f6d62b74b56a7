"""Since the last meeting: who rose, who fell, whose return came in, who is silent, and what became of the tasks given."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Final

from danvan_metrics.formats.record import FigureRecord
from danvan_metrics.metrics.actions import Action, ActionState
from danvan_metrics.metrics.dataset import Dataset, Scope, SnapshotLabel, iterate_rows
from danvan_metrics.metrics.return_states import ReturnState, judge_returns
from danvan_metrics.metrics.words import describe_period, describe_schools, name_file, offer_lenses
from danvan_metrics.topics.since_meeting.moves import (
    LADDER,
    LADDER_NAME,
    Looked,
    SchoolChange,
    list_changes,
    list_columns,
    list_compared,
)
from danvan_metrics.vietnamese import NOTHING, format_date, format_ratio

TITLE: Final = "Từ cuộc họp trước đến nay"


@dataclass(frozen=True, slots=True)
class Move:
    """A school that rose or fell, and by what, in words."""

    school: str
    name: str
    words: str


@dataclass(frozen=True, slots=True)
class TaskStanding:
    """A task given by the meeting's day, or after it and before the day looked at; `state` on that day."""

    action: Action
    state: ActionState


@dataclass(frozen=True, kw_only=True)
class SinceMeeting(FigureRecord):
    """What changed since a meeting.

    since: “cuộc họp ngày 18/09/2020 (“Họp quý III”)”. changes: one per school and column, of which risen and fallen tell.
    came: codes of the schools with a return in the period now and none then; silent: those past their day without any.
    compared of `schools`: those with figures both then and now. agreed: tasks that were open at the meeting or given since,
    before today; of these done, overdue, dropped and still open. overdue_first: the one that waits longest ("": none).
    columns: what is compared, code and name. notes: what must be known to read it.
    """

    since: str
    meeting_on: date
    scope: Scope
    changes: tuple[SchoolChange, ...]
    risen: tuple[Move, ...]
    fallen: tuple[Move, ...]
    came: tuple[str, ...]
    silent: tuple[str, ...]
    compared: int
    schools: int
    tasks: tuple[TaskStanding, ...]
    overdue_first: str
    columns: tuple[tuple[str, str], ...]
    names: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]

    @property
    def agreed(self) -> int:
        """How many tasks."""
        return len(self.tasks)

    @property
    def done(self) -> int:
        """How many of them are done."""
        return self.count(ActionState.DONE)

    @property
    def overdue(self) -> int:
        """How many are past their day."""
        return self.count(ActionState.OVERDUE)

    def count(self, state: ActionState) -> int:
        """How many tasks stand so."""
        return sum(one.state is state for one in self.tasks)

    def name(self, school: str) -> str:
        """A school's short name."""
        return dict(self.names)[school]


def collect_since(dataset: Dataset, scope: Scope, earlier: Dataset | None = None) -> SinceMeeting | None:
    """Collect what changed since a snapshot: `earlier`, or that of the last meeting before these figures.

    None where there is none. The meeting's report is compared with the scope's, but never a later one with an earlier one:
    then both sides are of the scope's period.
    """
    earlier = earlier or dataset.earlier
    if earlier is None or earlier.snapshot is None:
        return None
    period = _choose_period(dataset, scope, earlier.snapshot)
    if period not in earlier.plan.period_by_code:
        return None
    then, now = Looked(earlier, scope.at(period)), Looked(dataset, scope)
    alike = scope.lens in offer_lenses(earlier, period)
    changes = tuple(list_changes(then, now)) if alike else ()
    return _build(then, now, earlier.snapshot, changes, len(list_compared(then, now)) if alike else 0)


def _build(then: Looked, now: Looked, snapshot: SnapshotLabel, changes: tuple[SchoolChange, ...], compared: int) -> SinceMeeting:
    dataset, scope = now.dataset, now.scope
    schools = scope.schools(dataset)
    since = name_meeting(snapshot)
    tasks = tuple(_judge_tasks(now, snapshot.meeting_on))
    return SinceMeeting(
        title=TITLE,
        subtitle=f"Từ {since} · {describe_period(dataset, scope.period)} · {scope.lens.words} · {describe_schools(scope)}",
        file_name=name_file("tu cuoc hop truoc", scope),
        sample=dataset.sample,
        since=since,
        meeting_on=snapshot.meeting_on,
        scope=scope,
        changes=changes,
        risen=tuple(_gather_moves(changes, rose=True)),
        fallen=tuple(_gather_moves(changes, rose=False)),
        came=tuple(_list_came(then, now)),
        silent=tuple(_list_silent(now)),
        compared=compared,
        schools=len(schools),
        tasks=tasks,
        overdue_first=_tell_first_overdue(dataset, tasks),
        columns=((LADDER, LADDER_NAME), *((group.code, group.short) for group in list_columns(dataset))),
        names=tuple((school.code, school.short_name) for school in schools),
        notes=tuple(_list_notes(then, now, compared, len(schools))),
    )


def name_meeting(snapshot: SnapshotLabel) -> str:
    """“cuộc họp ngày 18/09/2020 (“Họp quý III”)”."""
    return f"cuộc họp ngày {format_date(snapshot.meeting_on)} (“{snapshot.name}”)"


def _choose_period(dataset: Dataset, scope: Scope, snapshot: SnapshotLabel) -> str:
    codes = [period.code for period in dataset.plan.periods]
    up_to = codes[: codes.index(scope.period) + 1]
    return snapshot.period if snapshot.period in up_to else scope.period


def _gather_moves(changes: Iterable[SchoolChange], *, rose: bool) -> Iterator[Move]:
    """One move a school, all its changes in one direction told in it."""
    wanted = (change for change in changes if change.rose is rose)
    for (school, name), own in groupby(wanted, key=lambda change: (change.school, change.name)):
        yield Move(school, name, "; ".join(change.words for change in own))


def _list_came(then: Looked, now: Looked) -> Iterator[str]:
    before, after = (_list_received(side.dataset, now.scope.period) for side in (then, now))
    return (school.code for school in now.scope.schools(now.dataset) if school.code in after - before)


def _list_received(dataset: Dataset, period: str) -> set[str]:
    return set(dataset.receipts.loc[dataset.receipts["period"].eq(period), "school"])


def _list_silent(now: Looked) -> Iterator[str]:
    returns = judge_returns(now.dataset, now.scope)
    return (str(row.school) for row in iterate_rows(returns) if row.state == ReturnState.MISSING)


def _judge_tasks(now: Looked, meeting_on: date) -> Iterator[TaskStanding]:
    """Those given today are of the meeting that is going on."""
    today, schools = now.dataset.as_of, {school.code for school in now.scope.schools(now.dataset)}
    for action in now.dataset.actions:
        given = action.agreed_on <= meeting_on or action.agreed_on < today
        waited = action.closed_on is None or action.closed_on >= meeting_on
        if action.school in schools and given and waited:
            yield TaskStanding(action, action.judge(today))


def _tell_first_overdue(dataset: Dataset, tasks: Iterable[TaskStanding]) -> str:
    overdue = sorted((one.action for one in tasks if one.state is ActionState.OVERDUE), key=lambda one: (one.due, one.id))
    if not overdue:
        return ""
    first = overdue[0]
    return f"{dataset.roster.by_code[first.school].short_name}: {first.task} ({first.person}, hạn {format_date(first.due)})"


def _list_notes(then: Looked, now: Looked, compared: int, schools: int) -> Iterator[str]:
    dataset, scope = now.dataset, now.scope
    period = describe_period(then.dataset, then.scope.period)
    if scope.lens not in offer_lenses(then.dataset, then.scope.period):
        yield f"Tại cuộc họp ấy {period} chưa có số liệu thẩm định nên không so được ở góc nhìn này."
        return
    yield f"So {format_ratio(compared, schools)} trường có số liệu cả hai lần; “{NOTHING}” là không đổi bậc, mức."
    if then.scope.period != scope.period:
        yield (
            f"Cuộc họp ở {period}, nay {describe_period(dataset, scope.period)}: mỗi lần xếp mức theo ngưỡng của kỳ ấy; "
            "tỉ lệ tăng thì không tính là xuống."
        )
