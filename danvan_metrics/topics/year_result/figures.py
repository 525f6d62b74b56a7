"""How a year went for each school: a description from appraised figures; what was not appraised is said, never filled in.

The plan gives neither points nor pass marks. Where the office has set some in the plan file, they are used and named as its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

import pandas as pd

from danvan_metrics.formats.record import FigureRecord
from danvan_metrics.metrics.appraisal import judge_appraisals, sum_appraisals
from danvan_metrics.metrics.completion import score_groups, score_indicators, top_groups
from danvan_metrics.metrics.dataset import Dataset, Scope, iterate_rows
from danvan_metrics.metrics.marks import Mark
from danvan_metrics.metrics.rewards import RecognisedModel
from danvan_metrics.metrics.spread import climb_ladder
from danvan_metrics.metrics.words import describe_period, describe_schools, format_figure, name_file
from danvan_metrics.plan.lens import Lens
from danvan_metrics.plan.model import Plan, Rung, YearResult
from danvan_metrics.plan.verdicts import STAGES, Stage
from danvan_metrics.units.roster import School
from danvan_metrics.vietnamese import capitalise, format_date, format_percent, format_quantity, format_ratio, lower_first

NOT_APPRAISED: Final = "chưa thẩm định"
_MOST_CODES: Final = 8
_OWN: Final = "do Phòng đặt"
_ALMOST: Final = 1e-9  # two thirds out of thirds must not fall below a mark by rounding


@dataclass(frozen=True, slots=True)
class GroupResult:
    """A group as appraised: n met of N that apply; the codes found not met; how many nobody has checked."""

    name: str
    n: int
    total: int
    unmet: tuple[str, ...]
    unchecked: int

    @property
    def whole(self) -> bool:
        """Whether everything that applies was found met."""
        return self.total > 0 and self.n == self.total


@dataclass(frozen=True, slots=True)
class SchoolYear:
    """A school's year: lines checked of those that apply, met up to `high`; groups, violations in words, models, the rung.

    checked 0: nothing was appraised, and nothing else is told. value: the weighted mean (0…1) where the office has set how to
    sum a year up, and the appraisal is concluded; else None.
    """

    school: School
    stage: Stage
    checked: int = 0
    total: int = 0
    met: int = 0
    high: int = 0
    groups: tuple[GroupResult, ...] = ()
    violations: tuple[str, ...] = ()
    models: tuple[RecognisedModel, ...] = ()
    rung: Rung | None = None
    value: float | None = None

    @property
    def concluded(self) -> bool:
        """Whether the office's word is its last."""
        return self.stage is Stage.CONCLUDED

    @property
    def appraised(self) -> bool:
        """Whether the office has looked into anything."""
        return self.checked > 0

    @property
    def coverage(self) -> str:
        """“đã kiểm 21/27 dòng”."""
        return f"đã kiểm {format_ratio(self.checked, self.total)} dòng"

    @property
    def reached(self) -> str:
        """“18/27 (đến 22)”: the range where not everything was checked."""
        span = f" (đến {format_quantity(self.high)})" if self.high > self.met else ""
        return f"{format_ratio(self.met, self.total)}{span}"


@dataclass(frozen=True, kw_only=True)
class YearResults(FigureRecord):
    """Every school in scope, in the roster's order; `rule`: how the office sums a year up, None where it has not said."""

    rows: tuple[SchoolYear, ...]
    rule: YearResult | None

    @property
    def appraised(self) -> int:
        """In how many schools the office has looked into anything."""
        return sum(row.appraised for row in self.rows)


def collect_year_results(dataset: Dataset, scope: Scope) -> YearResults:
    """Collect the year of every school in scope, as appraised, whatever lens is looked through."""
    seen = replace(scope, lens=Lens.APPRAISED)
    rows = tuple(dataset.once(("school years", seen), lambda: list(_build_years(dataset, seen))))
    told = sum(row.appraised for row in rows)
    return YearResults(
        title="Kết quả năm của từng trường",
        subtitle=f"{describe_period(dataset, scope.period)} · đã thẩm định {told}/{len(rows)} trường · {describe_schools(scope)}",
        rows=rows,
        rule=dataset.plan.year_result,
        file_name=name_file("ket qua nam", scope, lens=False),
        sample=dataset.sample,
    )


def describe_year(dataset: Dataset, scope: Scope, school: str) -> str:
    """One school's year in sentences, for its page and for papers; “Chưa thẩm định.” where the office has not looked."""
    own = replace(scope, level=None, commune=None, model=None)
    row = next((one for one in collect_year_results(dataset, own).rows if one.school.code == school), None)
    if row is None or not row.appraised:
        return "Chưa thẩm định."
    return " ".join(_tell(dataset.plan, row))


def _tell(plan: Plan, row: SchoolYear) -> Iterator[str]:
    open_words = "" if row.concluded else ", chưa kết luận lại" if row.stage is Stage.REOPENED else ", chưa kết luận"
    yield f"{capitalise(STAGES[row.stage])}{open_words}: {row.coverage}, đạt {row.reached}."
    if whole := describe_strengths(row):
        yield f"Đạt trọn: {whole}."
    if unmet := describe_unmet(row):
        yield f"Chưa đạt: {unmet}."
    if row.total > row.checked:
        yield f"Chưa kiểm {format_ratio(row.total - row.checked, row.total)} dòng, không tính là đạt."
    yield f"Vi phạm giới hạn: {'; '.join(row.violations)}." if row.violations else "Không ghi nhận vi phạm trong phần đã kiểm."
    if row.models:
        yield f"Mô hình được công nhận: {describe_models(row)}."
    if row.rung:
        yield f"Bậc lan tỏa {row.rung.rung}: {lower_first(row.rung.title)}."
    if plan.year_result and row.value is not None:
        yield describe_result(plan.year_result, row.value)


def describe_strengths(row: SchoolYear) -> str:
    """“TC1 môi trường (7/7), TC3 quan hệ (8/8)”: groups in which everything was found met."""
    return ", ".join(f"{one.name} ({format_ratio(one.n, one.total)})" for one in row.groups if one.whole)


def describe_unmet(row: SchoolYear) -> str:
    """“TC2 dạy và học: HP2.4, HP2.7”: what the office looked into and did not find met, group by group."""
    return "; ".join(f"{one.name}: {_list_codes(one.unmet)}" for one in row.groups if one.unmet)


def _list_codes(codes: tuple[str, ...]) -> str:
    more = f" và {len(codes) - _MOST_CODES} mã khác" if len(codes) > _MOST_CODES else ""
    return f"{', '.join(codes[:_MOST_CODES])}{more}"


def describe_models(row: SchoolYear) -> str:
    """“Cổng trường an toàn” (Cấp huyện, tiêu biểu)."""
    return "; ".join(f"“{one.model}” ({one.level}{', tiêu biểu' if one.exemplary else ''})" for one in row.models)


def name_result(rule: YearResult, value: float) -> str:
    """The highest of the office's marks that a value reaches; "" where it has set none, or none is reached."""
    return next((mark.title for mark in rule.pass_marks if value >= mark.at_least - _ALMOST), "")


def describe_result(rule: YearResult, value: float) -> str:
    """What the office's own rule makes of the year, and that it is its own."""
    share, by = f"bình quân có hệ số {format_percent(value)}", name_rule(rule)
    if not rule.pass_marks:
        return f"Kết quả năm: {share} ({by})."
    lowest = rule.pass_marks[-1]
    reached = name_result(rule, value) or f"chưa đến mức “{lowest.title}” (từ {format_percent(lowest.at_least)})"
    return f"Kết quả năm: {reached}, {share} ({by})."


def name_rule(rule: YearResult) -> str:
    """“do Phòng đặt, ngày 02/12/2020: …”: the rule is the office's own, since when and why; a note may begin so itself."""
    return f"{_OWN}, ngày {format_date(rule.set_on)}: {rule.note.removeprefix(f'{_OWN}: ')}"


def _build_years(dataset: Dataset, scope: Scope) -> Iterator[SchoolYear]:
    sums = {row.school: row for row in iterate_rows(sum_appraisals(dataset, scope))}
    stages: dict[str, str] = dict(judge_appraisals(dataset, scope)[["school", "stage"]].itertuples(index=False))
    scores = dict(iter(score_indicators(dataset, scope).groupby("school", sort=False)))
    groups = dict(iter(score_groups(dataset, scope).groupby("school", sort=False)))
    rungs: dict[str, Any] = dict(climb_ladder(dataset, scope)[["school", "rung"]].itertuples(index=False))
    for school in scope.schools(dataset):
        stage, own = Stage(stages[school.code]), sums[school.code]
        if not own.checked:
            yield SchoolYear(school, stage)
            continue
        yield SchoolYear(
            school=school,
            stage=stage,
            checked=int(own.checked),
            total=int(own.L),
            met=int(own.met),
            high=int(own.high),
            groups=tuple(_build_groups(dataset.plan, scores[school.code])),
            violations=tuple(_tell_violations(dataset.plan, scores[school.code])),
            models=_find_models(dataset, scope.period, school.code),
            rung=_find_rung(dataset.plan, rungs[school.code]),
            value=weigh_groups(dataset.plan, groups[school.code]) if stage is Stage.CONCLUDED else None,
        )


def _build_groups(plan: Plan, scores: pd.DataFrame) -> Iterator[GroupResult]:
    for group in plan.groups:
        own = scores[scores["group"].eq(group.code) & scores["state"].ne("not_applicable")]
        if own.empty:
            continue
        left = own["state"].ne("value") | own["open"]  # of a checklist only part may have been checked: nothing found against it
        unmet = tuple(own.loc[~left & ~own["met"], "indicator"])
        yield GroupResult(group.short, int(own["met"].sum()), len(own), unmet, int(left.sum()))


def _tell_violations(plan: Plan, scores: pd.DataFrame) -> Iterator[str]:
    for row in iterate_rows(scores[scores["mark"].eq(Mark.VIOLATED)]):
        indicator = plan.indicator_by_code[row.indicator]
        yield f"{format_figure(indicator, row)} – {lower_first(indicator.title)}"


def _find_models(dataset: Dataset, period: str, school: str) -> tuple[RecognisedModel, ...]:
    return tuple(one for one in dataset.rewards.recognised if one.school == school and one.period == period)


def _find_rung(plan: Plan, rung: Any) -> Rung | None:
    return next((one for one in plan.ladder if not pd.isna(rung) and one.rung == rung), None)


def weigh_groups(plan: Plan, groups: pd.DataFrame) -> float | None:
    """The mean of the groups' appraised values by the office's weights; None where the office has set no rule.

    groups: rows of score_groups of one school. Without weights each top group counts once. A group in which nothing applies is
    left out; one that nobody has checked is worth 0.
    """
    if plan.year_result is None:
        return None
    weights = plan.year_result.weights or {group.code: 1.0 for group in top_groups(plan)}
    counted = groups[groups["group"].isin(list(weights)) & groups["N"].gt(0)]
    base = counted["group"].map(weights).astype(float)
    return float((counted["value"].fillna(0) * base).sum() / base.sum()) if len(counted) else None
