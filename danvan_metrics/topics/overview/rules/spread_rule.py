"""Rule 7: how far the movement has spread, and who stands lowest."""

from __future__ import annotations

from collections import Counter

import pandas as pd

from danvan_metrics.metrics.dataset import iterate_rows
from danvan_metrics.metrics.material import Material, count_reached
from danvan_metrics.topics.overview.rules.sentence import Sentence, Target, name_some
from danvan_metrics.topics.spread.ladder import describe_absent, name_schools


def describe_spread(material: Material) -> Sentence | None:
    """Schools on or above the rung the office set, the model schools among them, as in the key figures; the lowest named.

    Silent where every school stands there, or none on any rung.
    """
    plan, ladder = material.dataset.plan, material.ladder
    if not plan.ladder or ladder["rung"].isna().all():
        return None
    rung = plan.notable_rung
    reached = count_reached(ladder, rung)
    if reached == len(ladder):
        return None
    if len(ladder) == 1:
        return Sentence("Lan tỏa", f": {material.name(ladder['school'].iloc[0])} ở bậc {ladder['rung'].iloc[0]}.", Target.SPREAD)
    counted = f"{reached}/{len(ladder)} {name_schools(material.scope.model)} ở bậc {rung} trở lên"
    absent = "".join(f", {told}" for told in describe_absent(Counter(ladder["state"])))
    return Sentence("Lan tỏa", f": {counted}{absent}{_describe_lowest(material, ladder)}.", Target.SPREAD)


def _describe_lowest(material: Material, ladder: pd.DataFrame) -> str:
    """Those on the lowest rung that anybody stands on, where that is below the rung to reach."""
    lowest = int(ladder["rung"].min())
    if lowest >= material.dataset.plan.notable_rung:
        return ""
    names = [material.name(row.school) for row in iterate_rows(ladder[ladder["rung"].eq(lowest)])]
    return f"; thấp nhất bậc {lowest}: {name_some(names)}"
