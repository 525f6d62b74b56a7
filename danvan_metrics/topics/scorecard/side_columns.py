"""What stands beside a school's groups on the scorecard: its returns on time so far, and the office's appraisal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from danvan_metrics.metrics.appraisal import sum_appraisals
from danvan_metrics.metrics.dataset import Scope, iterate_rows
from danvan_metrics.metrics.material import Material
from danvan_metrics.metrics.return_states import ReturnState, describe_standing
from danvan_metrics.metrics.timeliness import count_returns_on_time
from danvan_metrics.plan.verdicts import STAGES, Stage
from danvan_metrics.topics.timeliness.school_lines import describe_receipts
from danvan_metrics.vietnamese import NOTHING


@dataclass(frozen=True, slots=True)
class SideColumn:
    """A figure with what it means, and what else there is to say where there is room: “3/3”, “đúng hạn”, “thiếu 3 dòng”."""

    figure: str
    told: str = ""
    more: str = ""

    def __str__(self) -> str:
        return " · ".join(filter(None, (self.figure, self.told)))


@dataclass(frozen=True)
class Beside:
    """One such figure of every school, by code, and of all of them together."""

    schools: Mapping[str, SideColumn] = field(default_factory=dict)
    total: SideColumn = SideColumn("")

    def of(self, school: str) -> SideColumn:
        """One school's."""
        return self.schools[school]


def collect_returns_beside(material: Material) -> Beside:
    """“2/3 · trễ 1 ngày”: returns on time of those due so far, and how this period's came; of all, this period's on time n/N."""
    counted = {row.school: row for row in iterate_rows(count_returns_on_time(material.dataset, material.scope))}
    came, schools = describe_receipts(material), {}
    for row in iterate_rows(material.returns):
        own = counted[row.school]
        back = row.state == ReturnState.SENT_BACK
        told = describe_standing(row) if back else came[row.school]
        more = describe_standing(row) if row.state == ReturnState.INCOMPLETE else ""
        schools[row.school] = SideColumn(f"{own.n}/{own.N}" if own.N else NOTHING, told, more)
    counts = material.counts
    total = SideColumn(f"{counts.on_time}/{counts.received}", "đúng hạn") if counts.received else SideColumn(NOTHING)
    return Beside(schools, total)


def collect_appraisals_beside(material: Material) -> Beside:
    """“71/71 · hạ 2, nâng 1”: lines looked into of those that apply, and what became of them; of all, schools concluded n/N."""
    rows = list(iterate_rows(sum_appraisals(material.dataset, Scope(material.scope.period))))
    own = {school.code for school in material.scope.schools(material.dataset)}
    schools = {row.school: _describe_appraisal(row) for row in rows if row.school in own}
    concluded = sum(row.stage == Stage.CONCLUDED for row in rows if row.school in own)
    return Beside(schools, SideColumn(f"{concluded}/{len(own)}", "kết luận") if own else SideColumn(NOTHING))


def _describe_appraisal(row: Any) -> SideColumn:
    stage = Stage(row.stage)
    if stage is Stage.UNASSIGNED or not row.checked:
        return SideColumn("", "chưa thẩm định" if stage is Stage.UNASSIGNED else STAGES[stage])
    moved = [f"{words} {count}" for words, count in (("hạ", row.lowered), ("nâng", row.raised)) if count]
    found = ", ".join(moved) or "giữ nguyên"
    if stage is Stage.CONCLUDED:
        return SideColumn(f"{row.checked}/{row.L}", found)
    return SideColumn(f"{row.checked}/{row.L}", STAGES[stage], found)
