"""Rule 5: the model schools that stand below the others, or what is left to them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from danvan_metrics.metrics.comparison import compare_model_schools
from danvan_metrics.metrics.dataset import iterate_rows
from danvan_metrics.metrics.material import Material
from danvan_metrics.plan.lens import Lens
from danvan_metrics.topics.overview.rules.school_lack import SchoolLack, collect_lacks, list_behind, name_lack
from danvan_metrics.topics.overview.rules.sentence import Sentence, Target
from danvan_metrics.topics.scorecard.weakest import choose_ranked
from danvan_metrics.vietnamese import format_percent

_LEAD: Final = "Trường điểm"
_FEWEST: Final = 2  # others, for there to be a middle


class OthersMiddle(NamedTuple):
    """The middle of the other schools' shares, and of how many."""

    share: float
    schools: int


def describe_model_schools(material: Material) -> Sentence | None:
    """Those lower than the middle of the others; else the one with most left, where it is below what is expected by then."""
    lacks = collect_lacks(material)
    models = [lacks[one.code] for one in material.scope.schools(material.dataset) if one.model and one.code in lacks]
    models = sorted(models, key=lambda one: one.share)
    middle = _find_middle(material)
    if middle and (lower := [one for one in models if _is_lower(one, middle)]):
        return _describe_lower(material, lower, middle)
    left = list_behind(material, models)
    if not left or material.scope.model or len(lacks) == 1:  # then the sentence on the weakest has said so
        return None
    return Sentence(_LEAD, f": {_describe_left(material, left[0])}.", Target.MODEL_SCHOOLS, left[0].school)


def _find_middle(material: Material) -> OthersMiddle | None:
    codes = choose_ranked(material.dataset.plan)
    rows = [row for row in iterate_rows(compare_model_schools(material.dataset, material.scope)) if row.group in codes]
    told = [row for row in rows if row.rest_schools >= _FEWEST]
    return OthersMiddle(float(told[0].rest_median), int(told[0].rest_schools)) if len(codes) == 1 and told else None


def _is_lower(lack: SchoolLack, middle: OthersMiddle) -> bool:
    return max(lack.reach, lack.share) < middle.share and lack.percent != format_percent(middle.share)


def _describe_lower(material: Material, lower: Sequence[SchoolLack], middle: OthersMiddle) -> Sentence:
    names = " và ".join(f"{one.name} {one.percent} ({_describe_place(material, one)})" for one in lower)
    than = f"thấp hơn mức giữa của {middle.schools} trường khác ({format_percent(middle.share)})"
    return Sentence(_LEAD, f": {names}, {than}.", Target.MODEL_SCHOOLS, lower[0].school)


def _describe_place(material: Material, lack: SchoolLack) -> str:
    verb = name_lack(material.scope.lens)
    how = f"chỉ {verb} ở" if lack.all_there else f"{verb} nhiều nhất ở"
    return f"{lack.ratio}, {how} {' và '.join(lack.where)}" if lack.where else lack.ratio


def _describe_left(material: Material, lack: SchoolLack) -> str:
    unmet = "chưa được xác nhận đạt" if material.scope.lens is Lens.APPRAISED else "chưa đạt"
    where = f", {'đều' if lack.all_there else 'nhiều nhất'} ở {' và '.join(lack.where)}" if lack.where else ""
    return f"{lack.name} còn {lack.N - lack.n}/{lack.N} {lack.noun} {unmet}{where}"
