"""Rule 3: the three weakest schools that are behind what is expected by then, and what they lack."""

from __future__ import annotations

from typing import Final

from danvan_metrics.metrics.bands import set_limits
from danvan_metrics.metrics.marks import Mark
from danvan_metrics.metrics.material import Material
from danvan_metrics.topics.overview.rules.school_lack import SchoolLack, collect_lacks, list_behind, name_lack
from danvan_metrics.topics.overview.rules.sentence import Sentence, Target
from danvan_metrics.topics.scorecard.weakest import rank_weakest
from danvan_metrics.vietnamese import capitalise

_MOST: Final = 3
_FAR: Final = (Mark.BEHIND, Mark.FAR_BEHIND)


def describe_weakest(material: Material) -> Sentence | None:
    """“Chậm nhất: TH Đồn Đạc 44 % (12/27 nội dung, thiếu nhiều nhất ở TC2 dạy và học), …”, in the order of the scorecard.

    Where only one school has a figure nobody is the weakest: then it stands with its band.
    """
    lacks = collect_lacks(material)
    behind = list_behind(material, [lacks[school] for school in rank_weakest(material).schools if school in lacks])[:_MOST]
    if not behind:
        return None
    limits = set_limits(material.dataset.plan, material.scope.period)
    bands = [one.band(limits) for one in behind]
    grave = any(band in _FAR for band in bands)
    lead = "Chậm nhất" if grave or not limits.at_end else "Còn thiếu nhiều nhất"
    if len(lacks) == 1:
        lead = capitalise(limits.name(bands[0]))
    told = [_describe(material, one, first=place == 0) for place, one in enumerate(behind)]
    return Sentence(lead, f": {', '.join(told)}.", Target.SCHOOL, behind[0].school, grave=grave)


def _describe(material: Material, lack: SchoolLack, *, first: bool) -> str:
    """What the first says of all is not said again."""
    ratio = lack.ratio if first else f"{lack.n}/{lack.N}"
    return f"{lack.name} {lack.percent} ({', '.join(filter(None, (ratio, _describe_where(material, lack, first=first))))})"


def _describe_where(material: Material, lack: SchoolLack, *, first: bool) -> str:
    if not lack.where:
        return ""
    verb = f"{name_lack(material.scope.lens)} " if first else ""
    how = f"chỉ {verb}ở" if lack.all_there else f"{verb}nhiều nhất ở"
    return f"{how} {' và '.join(lack.where)}"
