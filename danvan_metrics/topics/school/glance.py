"""A school's year at a glance: its groups over the periods in the three lenses, beside another school or its level's middle."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median
from typing import Final

from danvan_metrics.formats.record import FigureRecord
from danvan_metrics.metrics.bands import BANDS, set_limits
from danvan_metrics.metrics.completion import score_groups
from danvan_metrics.metrics.dataset import Dataset, Scope, iterate_rows
from danvan_metrics.metrics.marking import describe_legend
from danvan_metrics.metrics.marks import LABELS, Mark
from danvan_metrics.metrics.words import describe_period, name_file, offer_lenses
from danvan_metrics.plan.descriptions import describe_paces
from danvan_metrics.plan.lens import Lens
from danvan_metrics.plan.model import Group
from danvan_metrics.topics.scorecard.figures import (
    MEAN_NOTE,
    RATIO_NOTE,
    Score,
    Scorecard,
    choose_shown,
    collect_scorecard,
    describe_limits_note,
)
from danvan_metrics.units.roster import School

MIDDLE_FROM: Final = 3  # a middle of fewer schools would name them


@dataclass(frozen=True, slots=True)
class YearMoment:
    """One period through one lens: a cell per group (none where the school did not stand on the roster yet)."""

    scope: Scope
    title: str
    cells: tuple[Score, ...]


@dataclass(frozen=True, slots=True)
class Middle:
    """The middle share of other schools in one group; None where fewer than MIDDLE_FROM have a figure."""

    share: float | None
    schools: int


@dataclass(frozen=True, slots=True)
class MiddleMoment:
    """One period of the level's middle, a figure per group."""

    scope: Scope
    title: str
    cells: tuple[Middle, ...]


@dataclass(frozen=True, kw_only=True)
class YearGlance(FigureRecord):
    """One school's year: `moments` by lens, then period; beside them another school's, or (`other` None) its level's middle.

    The office's lens stands only in periods in which some line was appraised. What stands beside is looked at through the
    scope's lens; no_middle says why there is none (“” where some figure has one).
    """

    school: School
    scope: Scope
    groups: tuple[Group, ...]
    moments: tuple[YearMoment, ...]
    other: School | None
    others: tuple[YearMoment, ...]
    middles: tuple[MiddleMoment, ...]
    no_middle: str
    legend: tuple[tuple[Mark, str], ...]
    limits_note: str


def collect_year(dataset: Dataset, scope: Scope, school: str, other: str = "") -> YearGlance:
    """Collect the year of one school; of the scope only period and lens are used. `other`: the code of the school beside it."""
    unit, beside = dataset.roster.by_code[school], dataset.roster.by_code.get(other)
    looked = Scope(scope.period, scope.lens)
    moments = tuple(_follow(dataset, unit, list(_list_scopes(dataset))))
    same_lens = [one for one in _list_scopes(dataset) if one.lens is scope.lens]
    middles = () if beside else tuple(_collect_middles(dataset, unit, same_lens))
    others = tuple(_follow(dataset, beside, same_lens)) if beside else ()
    marks = {mark for moment in (*moments, *others) for cell in moment.cells for mark in cell.marks}
    return YearGlance(
        title=f"{unit.short_name}: nhìn cả năm",
        subtitle=f"{MEAN_NOTE} · {RATIO_NOTE}",
        school=unit,
        scope=looked,
        groups=choose_shown(dataset.plan),
        moments=moments,
        other=beside,
        others=others,
        middles=middles,
        no_middle="" if beside else explain_no_middle(unit, middles),
        legend=_describe_marks(dataset, looked, marks),
        limits_note=(
            f"ngưỡng ghi ở chú giải là của {describe_period(dataset, scope.period)}, kỳ khác theo phần việc đến kỳ ấy "
            f"({describe_paces(dataset.plan)}); {describe_limits_note(dataset.plan)}"
        ),
        file_name=name_file(f"ca nam {unit.short_name}", looked),
        sample=dataset.sample,
    )


def _describe_marks(dataset: Dataset, scope: Scope, marks: set[Mark]) -> tuple[tuple[Mark, str], ...]:
    """The legend in the scope's period; a band that only other periods have is named without limits."""
    told = dict(describe_legend(marks, scope.lens, set_limits(dataset.plan, scope.period)))
    order = dict.fromkeys((*BANDS, *Mark))
    return tuple((mark, told.get(mark, LABELS[mark])) for mark in order if mark in marks or mark in told)


def _list_scopes(dataset: Dataset) -> Iterator[Scope]:
    """Every period in each lens that has figures for it; without an appraisal the office's has none."""
    for lens in Lens:
        for period in dataset.plan.periods:
            if lens in offer_lenses(dataset, period.code):
                yield Scope(period.code, lens)


def _follow(dataset: Dataset, unit: School, scopes: list[Scope]) -> Iterator[YearMoment]:
    groups = [group.code for group in choose_shown(dataset.plan)]
    for scope in scopes:
        row = next((one for one in find_card(dataset, scope).rows if one.school == unit.code), None)
        own = {cell.group: cell for cell in row.cells} if row else {}
        cells = tuple(own[code] for code in groups) if own else ()
        yield YearMoment(scope, dataset.plan.find_period(scope.period).title, cells)


def find_card(dataset: Dataset, scope: Scope) -> Scorecard:
    """The scorecard, collected once for a set of data: a school's page needs those of the whole year."""
    return dataset.once(("scorecard", scope), lambda: collect_scorecard(dataset, scope))


def _collect_middles(dataset: Dataset, unit: School, scopes: list[Scope]) -> Iterator[MiddleMoment]:
    groups = [group.code for group in choose_shown(dataset.plan)]
    for scope in scopes:
        shares = _list_shares(dataset, scope, unit)
        cells = tuple(_find_middle(shares.get(code, [])) for code in groups)
        yield MiddleMoment(scope, dataset.plan.find_period(scope.period).title, cells)


def _list_shares(dataset: Dataset, scope: Scope, unit: School) -> dict[str, list[float]]:
    """By group, what the other schools of the unit's level reached."""
    others = {school.code for school in scope.schools(dataset) if school.level == unit.level} - {unit.code}
    shares: dict[str, list[float]] = {}
    for row in iterate_rows(score_groups(dataset, scope)):
        if row.school in others and row.state == "value":
            shares.setdefault(row.group, []).append(float(row.value))
    return shares


def _find_middle(shares: list[float]) -> Middle:
    return Middle(median(shares) if len(shares) >= MIDDLE_FROM else None, len(shares))


def explain_no_middle(unit: School, middles: tuple[MiddleMoment, ...]) -> str:
    """Why no period has a middle: “chưa có mức giữa: mới 2 trường khác cùng cấp THCS có số liệu, cần từ 3 trường”."""
    cells = [cell for moment in middles for cell in moment.cells]
    if any(cell.share is not None for cell in cells):
        return ""
    most = max((cell.schools for cell in cells), default=0)
    others = f"mới có {most} trường khác" if most else "chưa trường khác nào"
    told = f"{others} cùng cấp {unit.level} có số liệu"
    return f"chưa có mức giữa: {told}, cần từ {MIDDLE_FROM} trường"
