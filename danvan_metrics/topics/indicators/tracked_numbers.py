"""Numbers the plan asks for without a target: raw sums by period and level, each school's numbers, and who rose or fell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import pandas as pd

from danvan_metrics.formats.record import FigureRecord
from danvan_metrics.metrics.dataset import Dataset, Scope, iterate_rows
from danvan_metrics.metrics.derivation import total_tracked
from danvan_metrics.metrics.marks import Mark
from danvan_metrics.metrics.reference import Reference
from danvan_metrics.metrics.words import describe_period, describe_scope, name_file
from danvan_metrics.plan.kinds import Reporter
from danvan_metrics.plan.model import Indicator, Line
from danvan_metrics.units.roster import School
from danvan_metrics.vietnamese import format_change, format_quantity

NOBODY: Final = "không trường nào"
_NAMED: Final = 3


@dataclass(frozen=True, slots=True)
class TrackedSum:
    """What `reported` of `schools` schools wrote in one period, added up; None where nobody wrote anything."""

    scope: Scope
    total: float | None
    reported: int
    schools: int


@dataclass(frozen=True, slots=True)
class SumRow:
    """One line's sums, a period each, of the schools named by `name`; `title` is what the line asks, in short."""

    code: str
    title: str
    line: Line
    name: str
    sums: tuple[TrackedSum, ...]


@dataclass(frozen=True, slots=True)
class SchoolNumbers:
    """What one school wrote on one line, a period each: the number, or why there is none."""

    school: School
    line: Line
    numbers: tuple[float | Mark, ...]

    @property
    def change(self) -> float | None:
        """Since the period before; None where one of the two has no number."""
        if len(self.numbers) < 2:
            return None
        before, now = self.numbers[-2:]
        return None if isinstance(before, Mark) or isinstance(now, Mark) else now - before


@dataclass(frozen=True, kw_only=True)
class TrackedSums(FigureRecord):
    """Lines of tracked numbers over the selection (and its levels, of one indicator), up to the scope's period."""

    scope: Scope
    periods: tuple[str, ...]
    rows: tuple[SumRow, ...]


@dataclass(frozen=True, kw_only=True)
class TrackedSchools(FigureRecord):
    """One tracked number school by school, in the roster's order, each of its lines; `since` names the period before, or ""."""

    reference: Reference
    periods: tuple[str, ...]
    codes: tuple[str, ...]
    lines: tuple[Line, ...]
    rows: tuple[tuple[SchoolNumbers, ...], ...]
    since: str

    def list_changes(self) -> Iterator[str]:
        """Per line who rose, who fell and who wrote nothing this time, by name, against the period before."""
        for place, line in enumerate(self.lines):
            yield from _describe_changes(line, [row[place] for row in self.rows], self)


def list_tracked_indicators(dataset: Dataset, group: str) -> tuple[Indicator, ...]:
    """The tracked numbers asked of schools in a group and the groups under it."""
    return tuple(one for one in dataset.plan.indicators_in(group) if one.tracked and Reporter.SCHOOL in one.reporters)


def collect_tracked_sums(dataset: Dataset, scope: Scope, group: str) -> TrackedSums:
    """Collect the sums of every tracked number of a group over the schools in scope."""
    asked = list_tracked_indicators(dataset, group)
    rows = (row for item in asked for row in _sum_lines(dataset, scope, item, "cộng"))
    title = f"{dataset.plan.group_by_code[group].title}: số theo dõi, không chấm"
    return _make_sums(dataset, scope, title, f"so theo doi {group}", tuple(rows))


def collect_tracked_levels(dataset: Dataset, scope: Scope, code: str) -> TrackedSums:
    """Collect the sums of one tracked number: of each level in scope, and of all of them."""
    item = dataset.plan.indicator_by_code[code]
    levels = tuple(dict.fromkeys(school.level for school in scope.schools(dataset)))
    parts = [(level, replace(scope, level=level)) for level in levels] if len(levels) > 1 else []
    rows = (row for name, part in [*parts, ("cộng", scope)] for row in _sum_lines(dataset, part, item, name))
    order = {line.code: place for place, line in enumerate(item.rows)}
    ordered = tuple(sorted(rows, key=lambda row: order[row.line.code]))  # stable: the levels, then all
    return _make_sums(dataset, scope, f"{code} {item.title}: cộng theo kỳ và cấp học", f"cong {code}", ordered)


def _make_sums(dataset: Dataset, scope: Scope, title: str, name: str, rows: tuple[SumRow, ...]) -> TrackedSums:
    return TrackedSums(
        title=title,
        subtitle=f"{describe_scope(dataset, scope, lens=False)} · số đã ghi trong báo cáo, cộng dồn từ đầu năm",
        scope=scope,
        periods=tuple(dataset.plan.find_period(code).title for code in list_codes(dataset, scope)),
        rows=rows,
        file_name=name_file(name, scope, lens=False),
        sample=dataset.sample,
    )


def list_codes(dataset: Dataset, scope: Scope) -> tuple[str, ...]:
    """The periods up to the scope's."""
    codes = [period.code for period in dataset.plan.periods]
    return tuple(codes[: codes.index(scope.period) + 1])


def _sum_lines(dataset: Dataset, scope: Scope, item: Indicator, name: str) -> Iterator[SumRow]:
    for line in item.rows:
        sums = tuple(_sum_line(dataset, scope.at(code), item, line) for code in list_codes(dataset, scope))
        yield SumRow(item.code, line.text if item.lines else item.title, line, name, sums)


def _sum_line(dataset: Dataset, scope: Scope, item: Indicator, line: Line) -> TrackedSum:
    totals = dataset.once(("tracked", scope), lambda: total_tracked(dataset, scope))
    row: Any = next(iterate_rows(totals[totals["indicator"].eq(item.code) & totals["line"].eq(line.code)]))
    return TrackedSum(scope, float(row.done) if row.reported else None, int(row.reported), int(row.schools))


def collect_tracked_schools(dataset: Dataset, scope: Scope, code: str) -> TrackedSchools:
    """Collect what every school in scope wrote on one tracked number, up to the scope's period."""
    item, codes = dataset.plan.indicator_by_code[code], list_codes(dataset, scope)
    before, numbers = dataset.plan.period_before(scope.period), _index_answers(dataset, item)
    absences = {period: _name_absences(dataset, scope, period) for period in codes}
    rows = tuple(
        tuple(
            SchoolNumbers(school, line, tuple(_find_number(numbers, absences, school, line, period) for period in codes))
            for line in item.rows
        )
        for school in scope.schools(dataset)
    )
    return TrackedSchools(
        title=f"{code} {item.title}: từng trường",
        subtitle=describe_scope(dataset, scope, lens=False),
        reference=Reference(code, scope),
        periods=tuple(dataset.plan.find_period(period).title for period in codes),
        codes=codes,
        lines=item.rows,
        rows=rows,
        since=describe_period(dataset, before.code) if before else "",
        file_name=name_file(f"tung truong {code}", scope, lens=False),
        sample=dataset.sample,
    )


def _index_answers(dataset: Dataset, item: Indicator) -> dict[tuple[str, str, str], float | Mark]:
    """By school, line and period: the number of an answer, or its state."""
    answers = dataset.answers[dataset.answers["line"].isin([line.code for line in item.rows])]
    return {
        (row.school, row.line, row.period): float(row.done) if row.state == "value" and not pd.isna(row.done) else Mark(row.state)
        for row in iterate_rows(answers)
        if row.state != "value" or not pd.isna(row.done)
    }


def _name_absences(dataset: Dataset, scope: Scope, period: str) -> dict[str, Mark]:
    schools = [school.code for school in scope.schools(dataset)]
    named = dataset.name_absences(period, pd.Series(schools, dtype=object))
    return {school: Mark(state) for school, state in zip(schools, named, strict=True)}


def _find_number(
    numbers: dict[tuple[str, str, str], float | Mark],
    absences: dict[str, dict[str, Mark]],
    school: School,
    line: Line,
    period: str,
) -> float | Mark:
    return numbers.get((school.code, line.code, period), absences[period][school.code])


def _describe_changes(line: Line, numbers: Sequence[SchoolNumbers], record: TrackedSchools) -> Iterator[str]:
    compared = [one for one in numbers if one.change is not None]
    if not compared:
        return
    rose, fell = ([one for one in compared if (one.change or 0) * sign > 0] for sign in (1, -1))
    same = [one for one in compared if not one.change]
    silent = [one for one in numbers if isinstance(one.numbers[-1], Mark) and not isinstance(one.numbers[-2], Mark)]
    subject = f"{line.text}: s" if len(record.lines) > 1 else "S"
    lists = {
        "tăng": _name_most(rose),
        "giảm": _name_moved(fell),
        "không đổi": _name_all(same),
        "kỳ này chưa ghi": _name_all(silent),
    }
    told = "; ".join(f"{words}: {names}" for words, names in lists.items())
    yield f"{subject}o với {record.since}, trong {len(compared)} trường có số liệu ở cả hai kỳ: {told}."


def _name_most(moved: Sequence[SchoolNumbers]) -> str:
    """All of a few; of many, for numbers add up through the year, how many and who rose most."""
    if len(moved) <= _NAMED:
        return _name_moved(moved)
    most = sorted(moved, key=lambda one: -(one.change or 0))[:_NAMED]
    return f"{len(moved)} trường, nhiều nhất {_name_moved(most)}"


def _name_moved(moved: Sequence[SchoolNumbers]) -> str:
    return ", ".join(f"{one.school.short_name} ({format_change(one.change)})" for one in moved) or NOBODY


def _name_all(schools: Sequence[SchoolNumbers]) -> str:
    return ", ".join(one.school.short_name for one in schools) or NOBODY


def describe_sum(total: TrackedSum, unit: str) -> str:
    """“41 cuộc”; a dash of words where nobody wrote anything."""
    return "chưa trường nào ghi" if total.total is None else f"{format_quantity(total.total)} {unit}".strip()
