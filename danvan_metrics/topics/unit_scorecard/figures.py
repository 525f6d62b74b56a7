"""The scorecard of a node: every unit under it × every group of the plan, its returns, its spread and its appraisals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any, Final

import pandas as pd

from danvan_metrics.formats.record import FigureRecord
from danvan_metrics.metrics.bands import BandLimits, band_shares, set_limits
from danvan_metrics.metrics.completion import scored_groups
from danvan_metrics.metrics.dataset import Dataset, Scope, iterate_rows
from danvan_metrics.metrics.marking import describe_legend
from danvan_metrics.metrics.marks import Mark
from danvan_metrics.metrics.rollup.node_totals import total_group_sums
from danvan_metrics.metrics.rollup.node_units import NodeUnit, find_node, list_node_units, load_sums, sum_columns
from danvan_metrics.metrics.words import describe_scope, name_file, name_open
from danvan_metrics.plan.lens import Lens
from danvan_metrics.plan.model import Group, Plan
from danvan_metrics.topics.scorecard.figures import MEAN_NOTE, RATIO_NOTE, choose_shown, describe_limits_note
from danvan_metrics.topics.scorecard.side_columns import SideColumn
from danvan_metrics.topics.scorecard.weakest import choose_ranked
from danvan_metrics.topics.unit_scorecard.few_schools import FewSchools, is_few
from danvan_metrics.topics.unit_scorecard.unit_lacks import list_unit_lacks
from danvan_metrics.units.unit_sums import COUNTS
from danvan_metrics.vietnamese import NOTHING, capitalise, format_percent, format_quantity, format_range, format_ratio

_EQUAL: Final = 1e-9
_GRAVITY: Final = (Mark.NOT_REPORTED, Mark.SENT_BACK, Mark.INVALID, Mark.NOT_APPRAISED, Mark.NOT_DUE, Mark.NOT_APPLICABLE)


@dataclass(frozen=True, slots=True)
class UnitScore:
    """One unit in one group: of the schools that told it, Σ weighted ÷ Σ base in per cent with its band, and n/N.

    mark: the band, or where no school told it the state of most of them; None where fewer than three told: then percent is "" and
    few names them. span: “62–75 %”, where silent schools leave a range. told of schools have a figure. lacks: what is behind it.
    share: the value itself, NaN without one (said to nobody where few told).
    """

    group: str
    mark: Mark | None
    percent: str
    ratio: str
    span: str
    told: int
    schools: int
    words: str
    share: float
    violations: int = 0
    lacks: tuple[str, ...] = ()
    few: tuple[str, ...] = ()

    @property
    def marks(self) -> frozenset[Mark]:
        """Every mark it shows."""
        shown = {self.mark} if self.mark else set()
        return frozenset(shown | ({Mark.VIOLATED} if self.violations else set()))


@dataclass(frozen=True, slots=True)
class UnitScores:
    """One unit; taken: schools with a return that figures come from. The sum of all units has none (`unit` is None)."""

    unit: NodeUnit | None
    name: str
    schools: int
    taken: int
    cells: tuple[UnitScore, ...]
    on_time: SideColumn
    spread: SideColumn
    appraisal: SideColumn

    @property
    def ratio(self) -> str:
        """Schools with a figure of all, “3/4”."""
        return format_ratio(self.taken, self.schools)

    @property
    def reported(self) -> str:
        """“3/4 trường”."""
        return f"{self.ratio} trường"


@dataclass(frozen=True, kw_only=True)
class UnitScorecard(FigureRecord):
    """The units, the slowest first by the column named `ranked_by`; those without a percentage there after them, the silent last.

    groups: all that are scored. shown: those with a column. notable: the rung that spread is counted from; None without a ladder.
    """

    scope: Scope
    groups: tuple[Group, ...]
    shown: tuple[Group, ...]
    rows: tuple[UnitScores, ...]
    total: UnitScores
    ranked_by: str
    notable: int | None
    legend: tuple[tuple[Mark, str], ...]
    limits_note: str

    def find(self, code: str) -> UnitScores:
        """The row of a unit."""
        return next(row for row in self.rows if row.unit and row.unit.code == code)


def collect_unit_scorecard(dataset: Dataset, scope: Scope) -> UnitScorecard:
    """Collect the scorecard of the units under the node looked at, in one period and lens, of the schools in the filters."""
    return dataset.once(("unit scorecard", scope), partial(_collect, dataset, scope))


def _collect(dataset: Dataset, scope: Scope) -> UnitScorecard:
    builder, plan = _Builder(dataset, scope), dataset.plan
    rows = [builder.build(unit) for unit in list_node_units(dataset, scope)]
    total = builder.sum_up()
    marks = (mark for row in (*rows, total) for cell in row.cells for mark in cell.marks)
    return UnitScorecard(
        title="Bảng điểm theo đơn vị",
        subtitle=f"{describe_scope(dataset, scope)} · {MEAN_NOTE} · {RATIO_NOTE}",
        scope=scope,
        groups=builder.groups,
        shown=choose_shown(plan),
        rows=tuple(_rank(plan, rows)),
        total=total,
        ranked_by=" và ".join(plan.group_by_code[code].short for code in choose_ranked(plan)),
        notable=plan.notable_rung if plan.ladder else None,
        legend=tuple(describe_legend(marks, scope.lens, builder.limits)),
        limits_note=describe_limits_note(plan),
        file_name=name_file(f"bang diem don vi {find_node(dataset).code}", scope),
        sample=dataset.sample,
    )


def _rank(plan: Plan, rows: Sequence[UnitScores]) -> Iterator[UnitScores]:
    """The lowest share first in the column ranked by; ties by all others; then who is named, then who is silent."""
    codes = set(choose_ranked(plan))

    def place(row: UnitScores) -> tuple[int, float, float]:
        own, others = _average(row, codes), _average(row, {cell.group for cell in row.cells} - codes)
        known = [cell for cell in row.cells if cell.group in codes]
        silent = 0 if any(cell.percent for cell in known) else 1 if any(cell.told for cell in known) else 2
        return silent, own, others

    yield from sorted(rows, key=place)


def _average(row: UnitScores, codes: set[str]) -> float:
    shares = [cell.share for cell in row.cells if cell.group in codes and cell.told]
    return sum(shares) / len(shares) if shares else 0.0


@dataclass(frozen=True)
class _Builder:
    """The sums that rows are cut from, each added up once."""

    dataset: Dataset
    scope: Scope

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        return scored_groups(self.dataset.plan)

    @cached_property
    def limits(self) -> BandLimits:
        return set_limits(self.dataset.plan, self.scope.period)

    def build(self, unit: NodeUnit) -> UnitScores:
        cells = tuple(self._score(group, self._totals.get((unit.code, group.code)), unit) for group in self.groups)
        return self._row(unit, unit.name, cells, self._counts[unit.code], int(self._reached.get(unit.code, 0)))

    def sum_up(self) -> UnitScores:
        totals = {row.group: row for row in iterate_rows(self._total([]))}
        cells = tuple(self._score(group, totals.get(group.code), None) for group in self.groups)
        name = capitalise(self.scope.whole) if self.scope.level is None and self.scope.model is None else "Cộng"
        return self._row(None, name, cells, _add_up(self._counts.values()), int(self._reached.sum()))

    def _row(
        self, unit: NodeUnit | None, name: str, cells: tuple[UnitScore, ...], counts: Mapping[str, float], reached: int
    ) -> UnitScores:
        schools, taken = int(counts["schools"]), int(counts["incomplete"] + counts["complete"])
        spread = SideColumn(format_ratio(reached, schools) if taken else NOTHING)
        appraisal = SideColumn(format_ratio(counts["appraised"], schools))
        return UnitScores(unit, name, schools, taken, cells, _describe_returns(counts), spread, appraisal)

    def _score(self, group: Group, row: Any, unit: NodeUnit | None) -> UnitScore:
        schools = int(row.schools) if row is not None else 0
        if row is None or not row.told or not row.base:
            return self._tell_nothing(group, schools, unit)
        told, violations, ratio = int(row.told), int(row.violations), format_ratio(row.n, row.N)
        of = f"{group.short}, {told}/{schools} trường có số liệu"
        lacks = self._lacks.get((unit.code, group.code), ()) if unit else ()
        if unit and is_few(told):
            few = self._few.describe(unit, group.code)
            words = f"{of}: {'; '.join(few) or ratio}"
            return UnitScore(group.code, None, "", ratio, "", told, schools, words, row.mean, violations, lacks, few)
        span = format_range(row.low, row.high) if row.high - row.low > _EQUAL else ""
        words, percent = self._describe(of, row, span), format_percent(row.mean)
        return UnitScore(group.code, Mark(row.mark), percent, ratio, span, told, schools, words, row.mean, violations, lacks)

    def _describe(self, of: str, row: Any, span: str) -> str:
        opening = f"{of}: {self.limits.name(Mark(row.mark))}"
        words = [opening, f"bình quân {format_percent(row.mean)}", f"{row.n:.0f} trên {row.N:.0f} đạt trọn"]
        words += [f"khoảng {span} nếu tính cả {name_open(self.scope.lens)}"] if span else []
        words += [f"{format_quantity(row.violations)} vi phạm giới hạn"] if row.violations else []
        return "; ".join(words)

    def _tell_nothing(self, group: Group, schools: int, unit: NodeUnit | None) -> UnitScore:
        marks = self._marks.get((unit.code if unit else "", group.code), {})
        most = max(_GRAVITY, key=lambda mark: (marks.get(mark, 0), -_GRAVITY.index(mark))) if marks else Mark.NOT_REPORTED
        few = self._few.describe(unit, group.code) if unit is not None and unit.named else ()
        words = f"{group.short}: {'; '.join(few) or 'chưa trường nào có số liệu'}"
        return UnitScore(group.code, most, "", "", "", 0, schools, words, float("nan"), few=few)

    @cached_property
    def _few(self) -> FewSchools:
        return FewSchools(self.dataset, self.scope)

    @cached_property
    def _lacks(self) -> Mapping[tuple[str, str], tuple[str, ...]]:
        return list_unit_lacks(self.dataset, self.scope)

    @cached_property
    def _totals(self) -> Mapping[tuple[str, str], Any]:
        return {(row.unit, row.group): row for row in iterate_rows(self._total(["unit"]))}

    def _total(self, by: Sequence[str]) -> pd.DataFrame:
        """The groups added up, with the band of every mean."""
        totals = total_group_sums(load_sums(self.dataset, self.scope).groups, by)
        return totals.assign(mark=band_shares(totals["mean"], self.limits))

    @cached_property
    def _counts(self) -> Mapping[str, Mapping[str, float]]:
        units = list_node_units(self.dataset, self.scope)
        frame = sum_columns(load_sums(self.dataset, self.scope, Lens.DECLARED).counts, units, COUNTS)
        rows = zip(units, frame.to_numpy(dtype=float).tolist(), strict=True)
        return {unit.code: dict(zip(COUNTS, row, strict=True)) for unit, row in rows}

    @cached_property
    def _reached(self) -> pd.Series:
        """Schools on or above the rung that spread is counted from, by unit."""
        plan, rungs = self.dataset.plan, load_sums(self.dataset, self.scope).rungs
        return rungs[rungs["rung"].ge(plan.notable_rung if plan.ladder else 0)].groupby("unit")["schools"].sum()

    @cached_property
    def _marks(self) -> Mapping[tuple[str, str], dict[Mark, int]]:
        """Schools by the mark of a group, by unit, and under "" of all."""
        found: dict[tuple[str, str], dict[Mark, int]] = {}
        marks = load_sums(self.dataset, self.scope).marks
        for row in iterate_rows(marks[marks["subject"].isin([group.code for group in self.groups])]):
            for unit in (row.unit, ""):
                own = found.setdefault((unit, row.subject), {})
                own[Mark(row.mark)] = own.get(Mark(row.mark), 0) + int(row.schools)
        return found


def _add_up(rows: Iterable[Mapping[str, float]]) -> Mapping[str, float]:
    gathered = list(rows)
    return {name: sum(row[name] for row in gathered) for name in COUNTS}


def _describe_returns(counts: Mapping[str, float]) -> SideColumn:
    """“3/3 · 1 chưa nộp”: returns on time of those that came, and who is missing or has to mend his."""
    behind = {"chưa nộp": counts["missing"], "trả lại": counts["sent_back"]}
    told = ", ".join(f"{count:.0f} {words}" for words, count in behind.items() if count)
    if not counts["received"]:
        return SideColumn(NOTHING, told or "chưa đến hạn")
    return SideColumn(format_ratio(counts["on_time"], counts["received"]), told)
