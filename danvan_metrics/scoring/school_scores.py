"""A school's scores of a period as a row of figures: computed as every page computes them, many schools at once."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

import numpy as np

from danvan_metrics.metrics.dataset import Dataset, Scope
from danvan_metrics.metrics.rollup.summing import sum_units
from danvan_metrics.plan.lens import Lens
from danvan_metrics.plan.model import Plan
from danvan_metrics.same_object import SameObject
from danvan_metrics.scoring.figure_layout import Figures, lay_out, round_figures
from danvan_metrics.store.frames import list_nothing
from danvan_metrics.store.records import Frames
from danvan_metrics.units.roster import Roster, School

_NOBODY: Final = School("-", "-", "-", level="", commune="")


def score_schools(
    plan: Plan, roster: Roster, frames: Frames, period: str, schools: Collection[str], lenses: Collection[Lens] = tuple(Lens)
) -> dict[str, dict[Lens, Figures]]:
    """The figures through each lens of those of these schools of which anything stands for the period.

    frames: everything in force of these schools. A school that was not there on the period's last day on time is left out, and
    so is one of which nothing came: what it adds is told by `score_absence`.
    """
    last = plan.find_period(period).deadline
    dataset = Dataset(plan=plan, roster=roster, **frames._asdict(), as_of=last)
    came = {code for frame in (dataset.receipts, dataset.sent_back) for code in frame.loc[frame["period"].eq(period), "school"]}
    there = [school for code in schools if (school := roster.by_code.get(code)) and school.code in came]
    told = Dataset(plan=plan, roster=Roster(tuple(there), roster.office), **frames._asdict(), as_of=last)
    rows = {lens: _score(told, period, lens) for lens in lenses}
    found = {code: {lens: own[code] for lens, own in rows.items()} for code in rows[next(iter(rows))]}
    return _count_silent_appraised(dataset, period, set(schools) - came, lenses) | found


def _score(dataset: Dataset, period: str, lens: Lens) -> dict[str, Figures]:
    scope = Scope(period, lens)
    codes = [school.code for school in scope.schools(dataset)]
    if not codes:
        return {}
    layout = lay_out(SameObject(dataset.plan))
    figures = layout.write_figures(sum_units(dataset, scope, dict(zip(codes, codes, strict=True))), codes)
    return dict(zip(codes, round_figures(figures), strict=True))


def _count_silent_appraised(
    dataset: Dataset, period: str, silent: Collection[str], lenses: Collection[Lens]
) -> dict[str, dict[Lens, Figures]]:
    """Of a school whose return was withdrawn after its appraisal was concluded only that is left."""
    concluded = sorted({school for school, own in dataset.appraised if own == period} & set(silent))
    layout = lay_out(SameObject(dataset.plan))
    figures = np.zeros(layout.size)
    figures[layout.find_column("counts", "appraised")] = 1.0
    return {code: dict.fromkeys(lenses, figures) for code in concluded}


def score_absence(plan: Plan, period: str, lens: Lens, as_of: date) -> Figures:
    """What a school adds of which nothing came by a day: the same for each."""
    last = plan.find_period(period).last_day_on_time
    return _score_absence(SameObject(plan), period, lens, overdue=as_of > last)


@lru_cache(maxsize=64)
def _score_absence(plan: SameObject[Plan], period: str, lens: Lens, *, overdue: bool) -> Figures:
    last = plan.it.find_period(period).last_day_on_time
    day = last + timedelta(days=1) if overdue else last
    roster = Roster((_NOBODY,), _NOBODY)
    dataset = Dataset(plan=plan.it, roster=roster, **list_nothing()._asdict(), as_of=day)
    return _score(dataset, period, lens)[_NOBODY.code]
