"""What was agreed on earlier reports and on this one: whose, until when, how it stands, and whether the figure has moved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from danvan_metrics.formats.record import FigureRecord
from danvan_metrics.metrics.actions import STATE_WORDS, Action, ActionState
from danvan_metrics.metrics.completion import score_groups, score_indicators
from danvan_metrics.metrics.dataset import Dataset, Scope, iterate_rows
from danvan_metrics.metrics.marks import LABELS, SYMBOLS, Mark
from danvan_metrics.metrics.words import describe_period, describe_schools, format_figure, name_file
from danvan_metrics.plan.model import Plan
from danvan_metrics.units.roster import School
from danvan_metrics.vietnamese import format_date, format_ratio

_ORDER = (ActionState.OVERDUE, ActionState.OPEN, ActionState.DONE, ActionState.DROPPED)


@dataclass(frozen=True, slots=True)
class Standing:
    """What the weak cell showed in one period: a mark and n/N (“” without a value)."""

    mark: Mark
    ratio: str = ""

    def __str__(self) -> str:
        return f"{SYMBOLS[self.mark]} {self.ratio or LABELS[self.mark]}"


@dataclass(frozen=True, slots=True)
class ActionRow:
    """One action; `then` is the cell on the report it was agreed on, `now` on the report looked at (None: that same report)."""

    action: Action
    school: School
    subject: str
    agreed_on: str
    state: ActionState
    state_words: str
    then: Standing
    now: Standing | None

    @property
    def moved(self) -> str:
        """“▼ 3/6 → ● 6/6”."""
        return " → ".join(str(standing) for standing in (self.then, self.now) if standing)


@dataclass(frozen=True, kw_only=True)
class ActionList(FigureRecord):
    """Actions agreed up to the period: overdue first, then open, done, dropped; each by due day."""

    rows: tuple[ActionRow, ...]

    def count(self, *states: ActionState) -> int:
        """How many stand so."""
        return sum(row.state in states for row in self.rows)


def collect_actions(dataset: Dataset, scope: Scope) -> ActionList:
    """Collect what was agreed about the schools in scope on the scope's report and those before it."""
    rows = sorted(_build_rows(dataset, scope), key=lambda row: (_ORDER.index(row.state), row.action.due, row.action.id))
    done, overdue = (sum(row.state is state for row in rows) for state in (ActionState.DONE, ActionState.OVERDUE))
    told = f"{done}/{len(rows)} việc đã xong" + (f", {overdue} quá hạn" if overdue else "") if rows else "chưa giao việc nào"
    return ActionList(
        title="Việc đã giao",
        subtitle=f"{told} · đến {describe_period(dataset, scope.period)} · {describe_schools(scope)}",
        rows=tuple(rows),
        file_name=name_file("viec da giao", scope),
        sample=dataset.sample,
    )


def select_actions(dataset: Dataset, scope: Scope) -> tuple[Action, ...]:
    """The actions about schools in scope, agreed on the scope's report or an earlier one."""
    codes = [period.code for period in dataset.plan.periods]
    periods = set(codes[: codes.index(scope.period) + 1])
    schools = {school.code for school in scope.schools(dataset)}
    return tuple(one for one in dataset.actions if one.period in periods and one.school in schools)


def list_above(plan: Plan, subject: str) -> tuple[str, ...]:
    """The subject itself and the groups it stands in, from below up: what is agreed about one of these is about it too."""
    indicator = plan.indicator_by_code.get(subject)
    group = plan.group_by_code[indicator.group if indicator else subject]
    groups = (group.code, *filter(None, (group.parent,)))
    return (subject, *groups) if indicator else groups


def name_subject(plan: Plan, code: str) -> str:
    """“CT1.2 Ký cam kết”, or a group's title."""
    indicator = plan.indicator_by_code.get(code)
    return f"{code} {indicator.title}" if indicator else plan.group_by_code[code].title


def _build_rows(dataset: Dataset, scope: Scope) -> Iterator[ActionRow]:
    actions = select_actions(dataset, scope)
    standings = {
        period: _read_standings(dataset, scope.at(period)) for period in {scope.period, *(one.period for one in actions)}
    }
    for action in actions:
        state = action.judge(dataset.as_of)
        key = (action.school, action.subject)
        yield ActionRow(
            action=action,
            school=dataset.roster.by_code[action.school],
            subject=name_subject(dataset.plan, action.subject),
            agreed_on=describe_period(dataset, action.period),
            state=state,
            state_words=_describe_state(dataset, action, state),
            then=_find(standings[action.period], key),
            now=None if action.period == scope.period else _find(standings[scope.period], key),
        )


def _describe_state(dataset: Dataset, action: Action, state: ActionState) -> str:
    if state is ActionState.OVERDUE:
        return f"{STATE_WORDS[state]} {(dataset.as_of - action.due).days} ngày"
    closed = f" {format_date(action.closed_on)}" if action.closed_on else ""
    note = f": {action.closing_note}" if action.closing_note else ""
    return f"{STATE_WORDS[state]}{closed}{note}"


def _find(standings: Mapping[tuple[str, str], Standing], key: tuple[str, str]) -> Standing:
    return standings.get(key, Standing(Mark.NOT_APPLICABLE))


def _read_standings(dataset: Dataset, scope: Scope) -> dict[tuple[str, str], Standing]:
    everyone = Scope(scope.period, scope.lens)
    scores = score_indicators(dataset, everyone)
    groups = score_groups(dataset, everyone, scores)
    by_group = {(row.school, row.group): _stand(row, format_ratio(row.n, row.N)) for row in iterate_rows(groups)}
    indicators = dataset.plan.indicator_by_code
    return by_group | {
        (row.school, row.indicator): _stand(row, format_figure(indicators[row.indicator], row) if row.reported else "")
        for row in iterate_rows(scores)
    }


def _stand(row: Any, figure: str) -> Standing:
    return Standing(Mark(row.mark), figure if row.state == "value" else "")
