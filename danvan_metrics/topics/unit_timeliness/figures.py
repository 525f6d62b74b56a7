"""The returns of every unit's schools, counted: on time, late, missing, not yet due; of those come, sent back or incomplete."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from danvan_metrics.formats.record import FigureRecord
from danvan_metrics.metrics.dataset import Dataset, Scope
from danvan_metrics.metrics.rollup.node_units import NodeUnit, add_counts, count_columns, find_node, list_node_units, load_sums
from danvan_metrics.metrics.timeliness import Timeliness
from danvan_metrics.metrics.words import NO_SCHOOL, describe_period, describe_schools, name_file
from danvan_metrics.plan.lens import Lens
from danvan_metrics.topics.timeliness.school_lines import describe_counts
from danvan_metrics.vietnamese import format_date, slug

_COUNTED: Final = ("schools", "received", "on_time", "late", "missing", "not_due", "sent_back", "incomplete", "complete")


@dataclass(frozen=True, slots=True)
class UnitReturns:
    """One unit, or the sum of all (`unit` is None): counts of schools.

    received = on_time + late: anything came, of which sent_back: nothing was taken yet, incomplete: some line has no answer.
    """

    unit: NodeUnit | None
    counts: Timeliness
    incomplete: int
    complete: int

    @property
    def behind(self) -> int:
        """Schools that somebody has to ask: overdue, or to mend what was sent back."""
        return self.counts.missing + self.counts.sent_back

    @property
    def by_timing(self) -> dict[str, int]:
        """Counts keyed as the series of a chart are."""
        return {name: getattr(self.counts, name) for name in ("on_time", "late", "missing", "not_due")}


@dataclass(frozen=True, kw_only=True)
class UnitTimeliness(FigureRecord):
    """The units in the office's order and their sum; `empty`: why there is nothing to show."""

    rows: tuple[UnitReturns, ...]
    total: UnitReturns
    last_day: str
    empty: str = ""

    @property
    def lagging(self) -> tuple[UnitReturns, ...]:
        """The units with a school behind, the most first; of as many the larger share, then the office's order."""
        behind = [row for row in self.rows if row.behind]
        return tuple(sorted(behind, key=lambda row: (-row.behind, -row.behind / row.counts.schools)))


def collect_unit_timeliness(dataset: Dataset, scope: Scope) -> UnitTimeliness:
    """Count the returns of every unit under the node; whatever the lens."""
    units = list_node_units(dataset, scope)
    counts = count_columns(load_sums(dataset, scope, Lens.DECLARED).counts, units, _COUNTED)
    days_left = (scope.find_period(dataset).last_day_on_time - dataset.as_of).days
    rows = tuple(_count(unit, counts[unit.code], days_left) for unit in units)
    total = _count(None, dict.fromkeys(_COUNTED, 0) | add_counts(counts.values()), days_left)
    period, last = describe_period(dataset, scope.period), format_date(scope.find_period(dataset).last_day_on_time)
    return UnitTimeliness(
        title=f"Nộp báo cáo {period} theo đơn vị",
        subtitle=f"{describe_counts(total.counts)} · ngày cuối còn đúng hạn {last} · {describe_schools(scope)}",
        file_name=slug(name_file("nop bao cao theo don vi", scope, lens=False), find_node(dataset).code),
        sample=dataset.sample,
        rows=rows,
        total=total,
        last_day=last,
        empty="" if rows else NO_SCHOOL,
    )


def _count(unit: NodeUnit | None, counts: dict[str, int], days_left: int) -> UnitReturns:
    names = ("schools", "received", "on_time", "late", "missing", "not_due", "sent_back")
    timeliness = Timeliness(**{name: counts[name] for name in names}, days_left=days_left)
    return UnitReturns(unit, timeliness, counts["incomplete"], counts["complete"])


def describe_lagging(record: UnitTimeliness) -> str:
    """“3/54 đơn vị còn trường phải đôn đốc: 5 trường quá hạn chưa nộp, 2 báo cáo trả lại, chờ sửa”."""
    lagging, counts = record.lagging, record.total.counts
    if not lagging:
        return "Không đơn vị nào còn trường quá hạn chưa nộp hoặc có báo cáo trả lại"
    parts = (
        f"{counts.missing} trường quá hạn chưa nộp" if counts.missing else "",
        f"{counts.sent_back} báo cáo trả lại, chờ sửa" if counts.sent_back else "",
    )
    return f"{len(lagging)}/{len(record.rows)} đơn vị còn trường phải đôn đốc: {_join(parts)}"


def _join(parts: Sequence[str]) -> str:
    return ", ".join(filter(None, parts))
