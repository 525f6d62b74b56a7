"""What a school has met fully, and what it lacks: lines unmet, gravest first, proof missing, lines not answered, tasks given."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from danvan_metrics.formats.record import FigureRecord
from danvan_metrics.metrics.actions import Action
from danvan_metrics.metrics.bands import set_limits
from danvan_metrics.metrics.comparison import pair_scores
from danvan_metrics.metrics.completion import score_indicators, scored_groups
from danvan_metrics.metrics.dataset import Dataset, Scope, iterate_rows
from danvan_metrics.metrics.marking import name_reading
from danvan_metrics.metrics.marks import Mark
from danvan_metrics.metrics.return_states import list_unanswered
from danvan_metrics.metrics.words import describe_unit_scope, format_figure, name_file
from danvan_metrics.plan.lens import Lens
from danvan_metrics.plan.model import Group
from danvan_metrics.topics.actions.figures import list_above
from danvan_metrics.topics.actions.gravity import describe_result
from danvan_metrics.topics.actions.weak_cells import WEAK
from danvan_metrics.units.roster import School


@dataclass(frozen=True, slots=True)
class UnmetLine:
    """One scored line that is not met: how it stands in words, and the open actions about it or a group it stands in.

    named: the mark in words. figure: what stands beside it in `result` (“” where there is no more to say).
    """

    code: str
    title: str
    mark: Mark
    named: str
    figure: str
    actions: tuple[Action, ...] = ()

    @property
    def result(self) -> str:
        """“7/12 · 58 %, chậm”; of a limit that was passed only what was found."""
        return self.figure if self.mark is Mark.VIOLATED else ", ".join(filter(None, (self.figure, self.named)))


@dataclass(frozen=True, slots=True)
class MetLine:
    """One line met fully; `news`: not met in the period before; `above`: more than was asked for."""

    code: str
    title: str
    news: bool = False
    above: bool = False


@dataclass(frozen=True, slots=True)
class Strength:
    """A group with the lines met fully, what is new first, then what is above, and of how many that apply."""

    group: Group
    lines: tuple[MetLine, ...]
    asked: int


@dataclass(frozen=True, kw_only=True)
class SchoolNeeds(FigureRecord):
    """One school in one period and lens.

    unmet: the gravest first; what goes as it should (`on_pace` of them) or waits for the office (`waiting`) is not among them,
    and without any figure nothing is: what is missing is the return itself. unproven: met as declared, and not with evidence.
    unanswered: lines of the return without an answer (codes).
    """

    school: School
    scope: Scope
    unmet: tuple[UnmetLine, ...]
    on_pace: int
    waiting: int
    strengths: tuple[Strength, ...]
    unproven: tuple[MetLine, ...]
    unanswered: tuple[str, ...]


def collect_needs(dataset: Dataset, scope: Scope, school: str) -> SchoolNeeds:
    """Collect what one school has met and what it lacks; of the scope only period and lens are used."""
    unit, looked = dataset.roster.by_code[school], Scope(scope.period, scope.lens)
    scores = list(iterate_rows(_score(dataset, looked, unit)))
    return SchoolNeeds(
        title=f"{unit.short_name}: việc còn thiếu",
        subtitle=describe_unit_scope(dataset, looked, unit),
        school=unit,
        scope=looked,
        unmet=tuple(_list_unmet(dataset, looked, unit, scores)),
        on_pace=sum(row.mark == Mark.ON_PACE and not _waits(looked, row) for row in scores),
        waiting=sum(_waits(looked, row) for row in scores),
        strengths=tuple(_list_strengths(dataset, looked, unit, scores)),
        unproven=tuple(_list_unproven(dataset, looked, unit)),
        unanswered=list_unanswered(dataset, looked.period).get(unit.code, ()),
        file_name=name_file(f"viec con thieu {unit.short_name}", looked),
        sample=dataset.sample,
    )


def _score(dataset: Dataset, scope: Scope, unit: School) -> Any:
    return score_indicators(dataset, scope, (unit,))


def _waits(scope: Scope, row: Any) -> bool:
    """Whether the office has yet to look into it: then it is no weakness of the school's."""
    return scope.lens is Lens.APPRAISED and not row.met and bool(row.open)


def _list_unmet(dataset: Dataset, scope: Scope, unit: School, scores: list[Any]) -> Iterator[UnmetLine]:
    plan, limits = dataset.plan, set_limits(dataset.plan, scope.period)
    if not any(row.state == "value" for row in scores):
        return
    weak = [row for row in scores if not row.met and Mark(row.mark) in WEAK and not _waits(scope, row)]
    for row in sorted(weak, key=lambda row: WEAK.index(Mark(row.mark))):  # stable: in the plan's order
        indicator, mark = plan.indicator_by_code[row.indicator], Mark(row.mark)
        named, told = name_reading(mark, scope.lens, limits), describe_result(indicator, row, scope.lens, limits)
        figure = format_figure(indicator, row) if mark is Mark.VIOLATED else told.removesuffix(named).removesuffix(", ")
        yield UnmetLine(indicator.code, indicator.title, mark, named, figure, tuple(_list_open(dataset, unit, indicator.code)))


def _list_open(dataset: Dataset, unit: School, subject: str) -> Iterator[Action]:
    above = list_above(dataset.plan, subject)
    return (action for action in dataset.actions if action.school == unit.code and action.subject in above and action.is_open)


def _list_strengths(dataset: Dataset, scope: Scope, unit: School, scores: list[Any]) -> Iterator[Strength]:
    """Groups that hold lines themselves, those with something met."""
    news = _list_news(dataset, scope, unit)
    for group in scored_groups(dataset.plan, unit.reporter):
        own = [row for row in scores if row.group == group.code and row.state not in {"not_applicable", "not_due"}]
        met = [replace(_name_line(dataset, row), news=row.indicator in news) for row in own if row.met]
        if met:
            yield Strength(group, tuple(sorted(met, key=lambda line: (not line.news, not line.above))), len(own))


def _list_news(dataset: Dataset, scope: Scope, unit: School) -> set[str]:
    pairs = pair_scores(dataset, scope)
    own = pairs[pairs["school"].eq(unit.code) & pairs["comparable"]]
    return {row.indicator for row in iterate_rows(own) if row.met and not row.met_before}


def _name_line(dataset: Dataset, row: Any) -> MetLine:
    return MetLine(row.indicator, dataset.plan.indicator_by_code[row.indicator].title, above=bool(row.above))


def _list_unproven(dataset: Dataset, scope: Scope, unit: School) -> Iterator[MetLine]:
    declared, proven = (_score(dataset, Scope(scope.period, lens), unit) for lens in (Lens.DECLARED, Lens.EVIDENCED))
    shown = {row.indicator for row in iterate_rows(proven) if row.met}
    return (_name_line(dataset, row) for row in iterate_rows(declared) if row.met and row.indicator not in shown)
