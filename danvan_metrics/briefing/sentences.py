"""At most five sentences made by fixed rules from the figures, each with n/N and where its rows stand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

import pandas as pd

from danvan_metrics.charts.record import describe_period
from danvan_metrics.metrics.completion import score_indicators, total_indicators
from danvan_metrics.metrics.dataset import Dataset, Scope
from danvan_metrics.metrics.marks import Mark
from danvan_metrics.metrics.spread import climb_ladder
from danvan_metrics.metrics.timeliness import count_timeliness, judge_timeliness
from danvan_metrics.plan.model import Kind

_NAMED = 4


class Target(StrEnum):
    """Where the rows behind a sentence stand; `subject` says which of them."""

    TIMELINESS = "timeliness"
    INDICATOR = "indicator"
    MODEL_SCHOOLS = "model_schools"
    SCHOOL = "school"
    SPREAD = "spread"


@dataclass(frozen=True, slots=True)
class Sentence:
    """`lead` is read first and printed bold, `text` goes on from it; `subject` is a school's or an indicator's code."""

    lead: str
    text: str
    target: Target
    subject: str = ""


@dataclass(frozen=True)
class Material:
    """What every rule looks at."""

    dataset: Dataset
    scope: Scope

    @cached_property
    def scores(self) -> pd.DataFrame:
        """Every scored indicator of every school in scope, in the lens looked through."""
        return score_indicators(self.dataset, self.scope)

    @cached_property
    def returned(self) -> int:
        """How many schools in scope have a return."""
        return count_timeliness(self.dataset, self.scope).received

    def name(self, school: str) -> str:
        """A school's short name."""
        return self.dataset.roster.by_code[school].short_name


def tell(dataset: Dataset, scope: Scope) -> tuple[Sentence, ...]:
    """Tell the sentences of the schools in scope, in fixed order; a rule without anything to say is silent."""
    material = Material(dataset, scope)
    told = (rule(material) for rule in RULES)
    return tuple(sentence for sentence in told if sentence)


def tell_receipts(material: Material) -> Sentence | None:
    """Who has not handed in, who was late, or how many days are left."""
    counts = count_timeliness(material.dataset, material.scope)
    if not counts.schools:
        return None
    judged = judge_timeliness(material.dataset, material.scope)
    period = f"báo cáo {describe_period(material.dataset, material.scope.period)}"
    late = _describe_late(material, judged, counts.received)
    if counts.missing:
        names = _list_names(material, judged.loc[judged["state"].eq("missing"), "school"].tolist())
        text = f" {period}: {names}" + (f"; {late}" if late else "") + "."
        return Sentence(f"{counts.missing}/{counts.schools} trường chưa nộp", text, Target.TIMELINESS)
    if counts.not_due:
        text = f" {period}; còn {counts.days_left} ngày đến hạn."
        return Sentence(f"{counts.received}/{counts.schools} trường đã nộp", text, Target.TIMELINESS)
    text = f" {period}: {late}." if late else f" {period}, tất cả đúng hạn."
    return Sentence(f"{counts.received}/{counts.schools} trường đã nộp", text, Target.TIMELINESS)


def _describe_late(material: Material, judged: pd.DataFrame, received: int) -> str:
    late = judged[judged["state"].eq("late")]
    if late.empty:
        return ""
    worst = late.loc[late["days_late"].idxmax()]
    return f"{len(late)}/{received} trường nộp trễ, lâu nhất {worst['days_late']} ngày ({material.name(worst['school'])})"


def tell_weakest_indicator(material: Material) -> Sentence | None:
    """The indicator on which most schools are behind their pace or have done nothing."""
    totals = total_indicators(material.dataset, material.scope, material.scores)
    indicators = material.dataset.plan.indicator_by_code
    totals = totals[[indicators[code].kind is not Kind.LEVEL for code in totals["indicator"]]]
    lag = totals[Mark.BEHIND] + totals[Mark.ZERO]
    if not material.returned or not lag.max() > 0:
        return None
    worst = totals.loc[lag.idxmax()]
    asked = worst["met_N"]
    parts = [f"{worst['met_n']}/{asked} trường đạt"]
    parts += [f"{worst[Mark.BEHIND]}/{asked} chậm tiến độ"] if worst[Mark.BEHIND] else []
    parts += [f"{worst[Mark.ZERO]}/{asked} chưa làm (0)"] if worst[Mark.ZERO] else []
    return Sentence(indicators[worst["indicator"]].title, f": {'; '.join(parts)}.", Target.INDICATOR, worst["indicator"])


def tell_model_schools(material: Material) -> Sentence | None:
    """The model school furthest from its items, and where most of them are."""
    items = _items(material.scores)
    models = {school.code for school in material.scope.schools(material.dataset) if school.model}
    items = items[items["school"].isin(models) & items["state"].ne("not_applicable")]
    if items.empty or not items["reported"].any():
        return None
    reported = items[items["school"].isin(items.loc[items["reported"], "school"])]
    missing = (~reported["met"]).groupby(reported["school"], sort=False).sum()
    if missing.max() == 0:
        text = f": {len(missing)}/{len(models)} trường đạt đủ {len(reported)}/{len(reported)} nội dung."
        return Sentence("Trường điểm", text, Target.MODEL_SCHOOLS)
    school = missing.idxmax()
    own = reported[reported["school"].eq(school)]
    behind = own.loc[~own["met"], "group"].value_counts()
    group = material.dataset.plan.group_by_code[behind.index[0]].short
    text = (
        f": {material.name(school)} còn {missing[school]}/{len(own)} nội dung chưa đạt, nhiều nhất ở {group} ({behind.iloc[0]})."
    )
    return Sentence("Trường điểm", text, Target.MODEL_SCHOOLS, school)


def tell_missing_evidence(material: Material) -> Sentence | None:
    """Items declared as met without a single piece of evidence."""
    declared = _items(score_indicators(material.dataset, replace(material.scope, lens="declared")))
    evidenced = _items(score_indicators(material.dataset, replace(material.scope, lens="evidenced")))
    claimed = declared[declared["met"]]
    bare = claimed[~evidenced.loc[claimed.index, "met"]]
    if bare.empty:
        return None
    schools = bare["school"].value_counts()
    text = f", ở {len(schools)}/{material.returned} trường, nhiều nhất {material.name(schools.index[0])} ({schools.iloc[0]})."
    lead = f"{len(bare)}/{len(claimed)} nội dung “Đạt” chưa có minh chứng"
    return Sentence(lead, text, Target.SCHOOL, schools.index[0])


def tell_spread(material: Material) -> Sentence | None:
    """How many schools stand on or above the rung the office set, and how many more than in the period before."""
    dataset, scope = material.dataset, material.scope
    scope = replace(scope, model=False) if scope.model is None else scope
    notable = int(dataset.plan.thresholds.notable_rung.value)
    ladder = climb_ladder(dataset, scope)
    if ladder["rung"].notna().sum() == 0 or not dataset.plan.ladder:
        return None
    reached = _count_reached(ladder, notable)
    whom = "trường điểm" if scope.model else "trường ngoài trường điểm"
    title = dataset.plan.ladder[notable - 1].title
    rung = f"bậc {notable} ({title[:1].lower()}{title[1:]})"
    text = f": {reached}/{len(ladder)} {whom} ở {rung} trở lên{_describe_gain(dataset, scope, notable, reached)}."
    return Sentence("Lan tỏa", text, Target.SPREAD)


def _describe_gain(dataset: Dataset, scope: Scope, rung: int, reached: int) -> str:
    before = dataset.plan.period_before(scope.period)
    if before is None:
        return ""
    gain = reached - _count_reached(climb_ladder(dataset, scope.at(before.code)), rung)
    return f", {gain:+d} so với {describe_period(dataset, before.code)}".replace("-", "−")


def _count_reached(ladder: pd.DataFrame, rung: int) -> int:
    return int((ladder["rung"].dropna() >= rung).sum())


def _items(scores: pd.DataFrame) -> pd.DataFrame:
    return scores[scores["kind"].eq(Kind.LEVEL)]


def _list_names(material: Material, schools: Sequence[str]) -> str:
    names = ", ".join(material.name(school) for school in schools[:_NAMED])
    return f"{names} và {len(schools) - _NAMED} trường khác" if len(schools) > _NAMED else names


RULES: tuple[Callable[[Material], Sentence | None], ...] = (
    tell_receipts,
    tell_weakest_indicator,
    tell_model_schools,
    tell_missing_evidence,
    tell_spread,
)
