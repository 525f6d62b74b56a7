"""What a node's meeting is told first: at most seven sentences by fixed rules from the sums of its units, in order of gravity."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import pandas as pd

from danvan_metrics.metrics.bands import LATE, set_limits
from danvan_metrics.metrics.completion import top_groups
from danvan_metrics.metrics.dataset import Dataset, Scope, iterate_rows
from danvan_metrics.metrics.marks import Mark
from danvan_metrics.metrics.rollup.node_totals import NodeCounts, count_node, total_group_sums
from danvan_metrics.metrics.rollup.node_units import FEWEST, NodeUnit, list_node_units, load_sums, sum_columns
from danvan_metrics.metrics.words import name_asked
from danvan_metrics.plan.kinds import Reporter
from danvan_metrics.plan.lens import Lens
from danvan_metrics.topics.overview.rules.sentence import Sentence, Target
from danvan_metrics.topics.overview.rules.truth_rule import LEAD
from danvan_metrics.topics.scorecard.weakest import choose_ranked
from danvan_metrics.topics.unit_scorecard.figures import UnitScorecard, UnitScores, collect_unit_scorecard
from danvan_metrics.vietnamese import format_percent, format_quantity, format_ratio

_NAMED: Final = 3
_GRAVE: Final = (Mark.BEHIND, Mark.FAR_BEHIND)


def collect_node_sentences(dataset: Dataset, scope: Scope) -> tuple[Sentence, ...]:
    """Collect the sentences of the units under a node; a rule without anything to say is silent."""
    material = _NodeMaterial(dataset, scope)
    return tuple(sentence for rule in _RULES if (sentence := rule(material)))


@dataclass(frozen=True)
class _NodeMaterial:
    """What the rules are told from, each added up once."""

    dataset: Dataset
    scope: Scope

    @cached_property
    def units(self) -> tuple[NodeUnit, ...]:
        return list_node_units(self.dataset, self.scope)

    @cached_property
    def counts(self) -> NodeCounts:
        return count_node(self.dataset, self.scope)

    @cached_property
    def card(self) -> UnitScorecard:
        return collect_unit_scorecard(self.dataset, self.scope)

    def add_up(self, frame: pd.DataFrame, column: str) -> pd.Series:
        """A column by unit, in the units' order."""
        return sum_columns(frame, self.units, [column])[column]

    def name_most(self, counts: pd.Series, of: pd.Series | None = None) -> str:
        """“An Bình 3/4, Cù Mông 1/2 và 2 đơn vị khác”: those with most of it first; of as many, the larger share."""
        found = [unit for unit in self.units if counts[unit.code]]
        total = counts if of is None else of
        ordered = sorted(found, key=lambda unit: (-counts[unit.code], total[unit.code]))
        return _name_units([_tell(unit.name, counts[unit.code], None if of is None else of[unit.code]) for unit in ordered])


def _tell(name: str, count: float, total: float | None) -> str:
    return f"{name} {format_quantity(count) if total is None else format_ratio(count, total)}"


def _name_units(names: Sequence[str], most: int = _NAMED) -> str:
    more = len(names) - most
    return f"{', '.join(names[:most])} và {more} đơn vị khác" if more > 0 else ", ".join(names)


def _describe_violations(material: _NodeMaterial) -> Sentence | None:
    """Limits that were passed: how often, in how many units, and where most."""
    sums = load_sums(material.dataset, material.scope)
    tops = [group.code for group in top_groups(material.dataset.plan)]
    cases = material.add_up(sums.groups[sums.groups["group"].isin(tops)], "violations")
    if not cases.sum():
        return None
    passed = sums.marks[sums.marks["mark"].eq(Mark.VIOLATED) & sums.marks["schools"].gt(0)]
    schools = {str(code): float(count) for code, count in passed.groupby("subject", sort=False)["schools"].sum().items()}
    ordered, plan = sorted(schools, key=lambda code: -schools[code]), material.dataset.plan
    lead = f"{format_quantity(cases.sum())} vi phạm ở {int(cases.gt(0).sum())}/{len(material.units)} đơn vị"
    told = ", ".join(f"{plan.indicator_by_code[code].title} ({schools[code]:.0f} trường)" for code in ordered[:2])
    return Sentence(lead, f": {material.name_most(cases)}; {told}.", Target.INDICATOR, ordered[0], grave=True)


def _describe_absent(material: _NodeMaterial) -> Sentence | None:
    """Schools of whose return there is none that can be used, by unit; before the deadline, how many are left."""
    counts = material.counts
    absent = counts.missing + counts.sent_back
    if not absent:
        waited = f"{counts.not_due}/{counts.schools} trường chưa nộp"
        return Sentence(waited, " báo cáo, chưa đến hạn.", Target.TIMELINESS) if counts.not_due else None
    frame = load_sums(material.dataset, material.scope, Lens.DECLARED).counts
    behind = material.add_up(frame.assign(behind=frame["missing"] + frame["sent_back"]), "behind")
    what = "chưa nộp báo cáo" if not counts.sent_back else "chưa có báo cáo dùng được"
    where = material.name_most(behind, material.add_up(frame, "schools"))
    back = f"; {counts.sent_back} đã trả lại, chờ sửa" if counts.sent_back else ""
    text = f" ở {int(behind.gt(0).sum())}/{len(material.units)} đơn vị: {where}{back}."
    return Sentence(f"{absent}/{counts.schools} trường {what}", text, Target.TIMELINESS, grave=True)


def _describe_silent(material: _NodeMaterial) -> Sentence | None:
    """Units of which nothing is known yet, where something is known of others."""
    silent = [row for row in material.card.rows if not row.taken]
    if not silent or len(silent) == len(material.card.rows):
        return None
    names = _name_units([f"{row.name} (0/{row.schools})" for row in silent])
    lead = f"{len(silent)}/{len(material.card.rows)} đơn vị chưa trường nào có số liệu"
    return Sentence(lead, f": {names}.", Target.UNIT, _code(silent[0]), grave=True)


def _describe_slowest(material: _NodeMaterial) -> Sentence | None:
    """The units with the lowest percentage that is below what is expected by then."""
    codes = choose_ranked(material.dataset.plan)
    found = [(row, cell) for row in material.card.rows for cell in row.cells if cell.group in codes and cell.mark in LATE]
    behind = [(row, cell) for row, cell in found if cell.percent][:_NAMED]
    if not behind:
        return None
    limits, grave = set_limits(material.dataset.plan, material.scope.period), any(cell.mark in _GRAVE for _, cell in behind)
    lead = "Chậm nhất" if grave or not limits.at_end else "Còn thiếu nhiều nhất"
    asked = name_asked(material.dataset.plan, codes[0])
    told = [
        f"{row.name} {cell.percent} ({cell.ratio}{f' {asked}' if not place else ''}, {cell.told}/{cell.schools} trường)"
        for place, (row, cell) in enumerate(behind)
    ]
    return Sentence(lead, f": {', '.join(told)}.", Target.UNIT, _code(behind[0][0]), grave=grave)


def _describe_bare(material: _NodeMaterial) -> Sentence | None:
    """Items declared as met without a piece of evidence, n/N and most where."""
    items = [one.code for one in material.dataset.plan.indicators_for(Reporter.SCHOOL) if one.is_item]
    claimed, proven = (_count_met(material, lens, items) for lens in (Lens.DECLARED, Lens.EVIDENCED))
    bare = claimed - proven
    if not bare.sum():
        return None
    told = f"{format_ratio(bare.sum(), claimed.sum())} nội dung tự khai “Đạt” chưa có minh chứng"
    appraised = f"; Phòng thẩm định xong {format_ratio(material.counts.appraised, material.counts.schools)} trường"
    most = f", nhiều nhất ở {material.name_most(bare, claimed)}"
    return Sentence(LEAD, f": {told}{most}{appraised if material.dataset.plan.rounds else ''}.", Target.UNIT, _find_most(bare))


def _count_met(material: _NodeMaterial, lens: Lens, items: Sequence[str]) -> pd.Series:
    indicators = load_sums(material.dataset, material.scope, lens).indicators
    return material.add_up(indicators[indicators["indicator"].isin(items)], "met_n")


def _describe_models(material: _NodeMaterial) -> Sentence | None:
    """The model schools together, where they stand below the others."""
    codes = choose_ranked(material.dataset.plan)
    totals = total_group_sums(load_sums(material.dataset, material.scope).groups, ["model"])
    own = {bool(row.model): row for row in iterate_rows(totals) if row.group in codes[:1] and row.told >= FEWEST}
    if len(own) < len((True, False)) or own[True].mean >= own[False].mean:
        return None
    model, others = (f"{format_percent(own[flag].mean)} ({own[flag].told:.0f} trường)" for flag in (True, False))
    return Sentence("Trường điểm", f" cộng lại {model}, thấp hơn các trường khác: {others}.", Target.MODEL_SCHOOLS)


def _describe_spread(material: _NodeMaterial) -> Sentence | None:
    """Schools on or above the rung that the office set, and how many units have none there."""
    plan = material.dataset.plan
    if not plan.ladder:
        return None
    rungs = load_sums(material.dataset, material.scope).rungs
    standing = rungs["schools"].sum()
    reached = material.add_up(rungs[rungs["rung"].ge(plan.notable_rung)], "schools")
    if not standing or reached.sum() == material.counts.schools:
        return None
    told = f"{format_ratio(reached.sum(), material.counts.schools)} trường ở bậc {plan.notable_rung} trở lên"
    silent = material.counts.schools - standing
    absent = f", {silent:.0f} trường chưa xếp bậc" if silent else ""
    none = [unit.name for unit in material.units if not reached[unit.code]]
    where = f"; chưa có trường nào ở {_name_units(none)}" if none and reached.sum() else ""
    return Sentence("Lan tỏa", f": {told}{absent}{where}.", Target.SPREAD)


def _find_most(counts: pd.Series) -> str:
    return str(counts.idxmax())


def _code(row: UnitScores) -> str:
    return row.unit.code if row.unit else ""


_RULES: Final[tuple[Callable[[_NodeMaterial], Sentence | None], ...]] = (
    _describe_violations,
    _describe_absent,
    _describe_silent,
    _describe_slowest,
    _describe_bare,
    _describe_models,
    _describe_spread,
)
