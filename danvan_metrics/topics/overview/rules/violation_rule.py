"""Rule 1: the limits that were passed, how often, and where."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from danvan_metrics.metrics.dataset import iterate_rows
from danvan_metrics.metrics.marks import Mark
from danvan_metrics.metrics.material import Material
from danvan_metrics.plan.model import Indicator
from danvan_metrics.topics.overview.rules.sentence import Sentence, Target, name_some
from danvan_metrics.vietnamese import format_quantity, lower_first


def describe_violations(material: Material) -> Sentence | None:
    """“2 vi phạm ở THCS Đồn Đạc: 1 vụ khiếu kiện vượt cấp; 1 hành vi …”; each indicator with its number, schools named."""
    passed = list(iterate_rows(material.scores[material.scores["mark"].eq(Mark.VIOLATED)]))
    if not passed:
        return None
    schools = list(dict.fromkeys(row.school for row in passed))
    indicators = [one for one in material.dataset.plan.indicators if one.code in {row.indicator for row in passed}]
    alone = len(schools) == 1
    where = material.name(schools[0]) if alone else f"{len(schools)}/{material.counts.schools} trường"
    told = [
        _describe_indicator(material, one, [row for row in passed if row.indicator == one.code], alone=alone)
        for one in indicators
    ]
    lead = f"{format_quantity(sum(row.done for row in passed))} vi phạm ở {where}"
    return Sentence(lead, f": {'; '.join(told)}.", Target.INDICATOR, indicators[0].code, grave=True)


def _describe_indicator(material: Material, indicator: Indicator, rows: Sequence[Any], *, alone: bool) -> str:
    count = format_quantity(sum(row.done for row in rows))
    title = lower_first(indicator.title)
    what = f"{count} {title}" if title.startswith(f"{indicator.unit} ") else f"{count} {indicator.unit} – {title}"
    limit = f" (giới hạn {format_quantity(indicator.target)})" if indicator.target else ""
    ordered = sorted(rows, key=lambda row: -row.done)
    where = name_some([f"{material.name(row.school)} {format_quantity(row.done)}" for row in ordered])
    return f"{what}{limit}" if alone else f"{what}{limit} ({where})"
