"""How far one school is in the column that the scorecard ranks by, and where most of what it lacks stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from danvan_metrics.metrics.bands import LATE, BandLimits, band_share, set_limits
from danvan_metrics.metrics.dataset import iterate_rows
from danvan_metrics.metrics.marks import Mark
from danvan_metrics.metrics.material import Material
from danvan_metrics.metrics.words import name_asked
from danvan_metrics.plan.lens import Lens
from danvan_metrics.topics.scorecard.weakest import choose_ranked
from danvan_metrics.vietnamese import format_percent


@dataclass(frozen=True, slots=True)
class SchoolLack:
    """One school: `share` as its cell shows it, n of N lines met; reach: the share if all the office has not checked were met.

    where: short names of the criteria with the most lines not met, () where they say nothing; all_there: no other has any.
    """

    school: str
    name: str
    share: float
    reach: float
    n: int
    N: int
    noun: str
    where: tuple[str, ...]
    all_there: bool

    @property
    def ratio(self) -> str:
        """“12/27 nội dung”."""
        return f"{self.n}/{self.N} {self.noun}"

    @property
    def percent(self) -> str:
        """“44 %”."""
        return format_percent(self.share)

    def band(self, limits: BandLimits) -> Mark:
        """The band its cell stands in."""
        return band_share(self.share, limits)


def collect_lacks(material: Material) -> dict[str, SchoolLack]:
    """Every school with a figure that the column applies to, by code."""
    codes = choose_ranked(material.dataset.plan)
    groups = material.groups[material.groups["state"].eq("value")]
    found = dict[str, list[Any]]()
    for row in iterate_rows(groups):
        found.setdefault(str(row.school), []).append(row)
    lacks = {school: _sum_up(material, rows, codes) for school, rows in found.items()}
    return {school: lack for school, lack in lacks.items() if lack is not None}


def list_behind(material: Material, lacks: Sequence[SchoolLack]) -> list[SchoolLack]:
    """Those below what is expected by then, whatever the office may still find."""
    limits = set_limits(material.dataset.plan, material.scope.period)
    return [one for one in lacks if one.band(limits) in LATE and band_share(one.reach, limits) in LATE]


def name_lack(lens: Lens) -> str:
    """What a line that is not met is, through a lens."""
    return {Lens.DECLARED: "thiếu", Lens.EVIDENCED: "thiếu", Lens.APPRAISED: "chưa được xác nhận"}[lens]


def _sum_up(material: Material, rows: Sequence[Any], codes: Sequence[str]) -> SchoolLack | None:
    own = [row for row in rows if row.group in codes]
    n, total, base = sum(row.n for row in own), sum(row.N for row in own), sum(row.base for row in own)
    if not total or not base:
        return None
    share = float(sum(row.weighted for row in own) / base)
    unchecked = sum(row.open for row in own) / total if material.scope.lens is Lens.APPRAISED else 0
    where, all_there = _find_most(material, rows, codes)
    school, noun = str(own[0].school), name_asked(material.dataset.plan, codes[0])
    names = (school, material.name(school))
    return SchoolLack(*names, share, min(1.0, share + unchecked), int(n), int(total), noun, where, all_there)


def _find_most(material: Material, rows: Sequence[Any], codes: Sequence[str]) -> tuple[tuple[str, ...], bool]:
    plan = material.dataset.plan
    parts = [row for row in rows if plan.group_by_code[row.group].parent in codes]
    left = {plan.group_by_code[row.group].short: row.N - row.n for row in parts}
    most = max(left.values(), default=0)
    where = tuple(name for name, count in left.items() if count == most and most)
    lacking = sum(count > 0 for count in left.values())
    return (where if len(where) == 1 or len(where) < len(parts) else ()), lacking == len(where)
