"""At most seven sentences made by fixed rules from the figures, each with n/N and where its rows stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import pandas as pd

from danvan_metrics.metrics.actions import ActionState
from danvan_metrics.metrics.comparison import compare_rungs, count_gain
from danvan_metrics.metrics.completion import total_indicators
from danvan_metrics.metrics.dataset import Dataset, Scope, iterate_rows
from danvan_metrics.metrics.marks import LABELS, Mark, name_mark
from danvan_metrics.metrics.material import Material, count_reached, gather
from danvan_metrics.metrics.return_states import ReturnState, describe_return
from danvan_metrics.metrics.words import describe_period, format_figure
from danvan_metrics.plan.kinds import ITEM_KINDS
from danvan_metrics.plan.lens import Lens
from danvan_metrics.topics.actions.figures import select_actions
from danvan_metrics.topics.spread.ladder import describe_absent
from danvan_metrics.vietnamese import format_change, format_date, lower_first

_NAMED = 4


class Target(StrEnum):
    """Where the rows behind a sentence stand; `subject` says which of them."""

    TIMELINESS = "timeliness"
    INDICATOR = "indicator"
    MODEL_SCHOOLS = "model_schools"
    SCHOOL = "school"
    SPREAD = "spread"
    ACTIONS = "actions"


@dataclass(frozen=True, slots=True)
class Sentence:
    """`lead` is read first and printed bold, `text` goes on from it; `subject` is a school's or an indicator's code."""

    lead: str
    text: str
    target: Target
    subject: str = ""


def collect_sentences(dataset: Dataset, scope: Scope) -> tuple[Sentence, ...]:
    """Collect the sentences of the schools in scope, in fixed order; a rule without anything to say is silent."""
    material = gather(dataset, scope)
    return tuple(sentence for rule in RULES if (sentence := rule(material)))


def describe_violations(material: Material) -> Sentence | None:
    """Every limit that was passed, with its number and its school."""
    passed = list(iterate_rows(material.scores[material.scores["mark"].eq(Mark.VIOLATED)]))
    if not passed:
        return None
    schools = list(dict.fromkeys(row.school for row in passed))
    told = [_describe_violations(material, school, [row for row in passed if row.school == school]) for school in schools]
    more = f" và {len(told) - _NAMED} trường khác" if len(told) > _NAMED else ""
    lead = f"{len(schools)}/{material.counts.schools} trường có vi phạm giới hạn"
    return Sentence(lead, f": {'; '.join(told[:_NAMED])}{more}.", Target.INDICATOR, passed[0].indicator)


def _describe_violations(material: Material, school: str, rows: Sequence[Any]) -> str:
    asked = [(material.dataset.plan.indicator_by_code[row.indicator], row) for row in rows]
    passed = (f"{format_figure(indicator, row)} – {lower_first(indicator.title)}" for indicator, row in asked)
    return f"{material.name(school)} {' và '.join(passed)}"


def describe_receipts(material: Material) -> Sentence | None:
    """Who has not handed in, whose return was sent back, who was late, or how many days are left."""
    counts = material.counts
    if not counts.schools:
        return None
    period = describe_period(material.dataset, material.scope.period)
    late = _describe_late(material, material.receipts, counts.received)
    lead, named = _describe_absent(material)
    handed_in = f"{counts.received}/{counts.schools} trường đã nộp"
    if counts.not_due:
        told = "; ".join(filter(None, (_describe_days_left(counts.days_left), named)))
        return Sentence(handed_in, f" báo cáo {period}; {told}.", Target.TIMELINESS)
    if lead:
        of = period if material.counts.sent_back else f"báo cáo {period}"
        return Sentence(lead, f" {of}: {'; '.join(filter(None, (named, late)))}.", Target.TIMELINESS)
    return Sentence(handed_in, f" báo cáo {period}{f': {late}' if late else ', tất cả đúng hạn'}.", Target.TIMELINESS)


def _describe_absent(material: Material) -> tuple[str, str]:
    """How many schools have no figure though it is due, and who; each with its state where a return was sent back."""
    returns = material.returns
    absent = returns[returns["state"].isin([ReturnState.MISSING, ReturnState.SENT_BACK])]
    whole = f"{len(absent)}/{len(returns)} trường"
    if absent["state"].eq(ReturnState.MISSING).all():
        lead, names, sign = f"{whole} chưa nộp", list(map(material.name, absent["school"])), ", "
    else:
        lead, sign = f"{whole} chưa có báo cáo dùng được", "; "
        names = [f"{material.name(row.school)} {describe_return(row)}" for row in iterate_rows(absent)]
    named = sign.join(names[:_NAMED])
    more = f" và {len(names) - _NAMED} trường khác" if len(names) > _NAMED else ""
    return (lead if names else "", named + more)


def _describe_days_left(days: int) -> str:
    return f"còn {days} ngày đến hạn" if days else "hôm nay là hạn cuối"


def _describe_late(material: Material, judged: pd.DataFrame, received: int) -> str:
    late = list(iterate_rows(judged[judged["state"].eq("late")]))
    if not late:
        return ""
    worst = max(late, key=lambda row: row.days_late)
    return f"{len(late)}/{received} trường nộp trễ, lâu nhất {worst.days_late} ngày ({material.name(worst.school)})"


def describe_actions(material: Material) -> Sentence | None:
    """How much of what was agreed up to this report is overdue or done; what was dropped is left out."""
    actions = select_actions(material.dataset, material.scope)
    standing = [(action.judge(material.dataset.as_of), action) for action in actions]
    counted = [(state, action) for state, action in standing if state is not ActionState.DROPPED]
    if not counted:
        return None
    late = sorted((action for state, action in counted if state is ActionState.OVERDUE), key=lambda action: action.due)
    done = sum(state is ActionState.DONE for state, _ in counted)
    rest = f"{done}/{len(counted)} đã xong"
    if late:
        first = f"“{late[0].task}” ({material.name(late[0].school)}, hạn {format_date(late[0].due)})"
        return Sentence(f"{len(late)}/{len(counted)} việc đã giao quá hạn", f", lâu nhất {first}; {rest}.", Target.ACTIONS)
    return Sentence("Việc đã giao", f": {rest}, không việc nào quá hạn.", Target.ACTIONS)


def describe_weakest_indicator(material: Material) -> Sentence | None:
    """The indicator on which most schools are behind their pace or have done nothing; the plan's first of equals."""
    indicators = material.dataset.plan.indicator_by_code
    totals = total_indicators(material.dataset, material.scope)
    asked = [row for row in iterate_rows(totals) if not indicators[row.indicator].is_item]
    asked = [row for row in asked if not row.violated]  # a sentence of its own says so
    worst = max(asked, key=lambda row: row.behind + row.zero, default=None)
    if worst is None or not material.counts.received or not worst.behind + worst.zero:
        return None
    parts = [f"{worst.met_n}/{worst.met_N} trường đạt"]
    parts += [f"{worst.behind}/{worst.met_N} chậm tiến độ"] if worst.behind else []
    parts += [f"{worst.zero}/{worst.met_N} {name_mark(Mark.ZERO, material.scope.lens)}"] if worst.zero else []
    parts += [f"{worst.not_appraised}/{worst.met_N} {LABELS[Mark.NOT_APPRAISED]}"] if worst.not_appraised else []
    return Sentence(indicators[worst.indicator].title, f": {'; '.join(parts)}.", Target.INDICATOR, worst.indicator)


def describe_model_schools(material: Material) -> Sentence | None:
    """The model school furthest from its items, and where most of them are."""
    models = [school.code for school in material.scope.schools(material.dataset) if school.model]
    items = _items(material.scores)
    applicable = items[items["state"].ne("not_applicable")]
    by_school = {school: applicable[applicable["school"].eq(school)] for school in models}
    reported = {school: own for school, own in by_school.items() if own["reported"].any()}
    if not reported:
        return None
    worst = max(reported, key=lambda school: int((~reported[school]["met"]).sum()))
    if reported[worst]["met"].all():
        count = sum(map(len, reported.values()))
        text = f": {len(reported)}/{len(models)} trường đạt đủ {count}/{count} nội dung."
        return Sentence("Trường điểm", text, Target.MODEL_SCHOOLS)
    return Sentence("Trường điểm", _describe_missing_items(material, worst, reported[worst]), Target.MODEL_SCHOOLS, worst)


def _describe_missing_items(material: Material, school: str, own: pd.DataFrame) -> str:
    missing = list(own.loc[~own["met"], "group"])
    weakest = max(dict.fromkeys(missing), key=missing.count)
    group = material.dataset.plan.group_by_code[weakest].short
    unmet = "chưa được xác nhận đạt" if material.scope.lens is Lens.APPRAISED else "chưa đạt"
    count = f"{len(missing)}/{len(own)} nội dung {unmet}"
    return f": {material.name(school)} còn {count}, nhiều nhất ở {group} ({missing.count(weakest)})."


def describe_missing_evidence(material: Material) -> Sentence | None:
    """Items declared as met without a single piece of evidence."""
    declared = _items(material.through(Lens.DECLARED))
    evidenced = _items(material.through(Lens.EVIDENCED))
    claimed = declared[declared["met"]]
    bare = claimed[~evidenced.loc[claimed.index, "met"]]
    if bare.empty:
        return None
    schools = bare["school"].value_counts()
    most = f"nhiều nhất {material.name(schools.index[0])} ({schools.iloc[0]})"
    text = f", ở {len(schools)}/{claimed['school'].nunique()} trường, {most}."
    lead = f"{len(bare)}/{len(claimed)} nội dung “Đạt” chưa có minh chứng"
    return Sentence(lead, text, Target.SCHOOL, schools.index[0])


def describe_spread(material: Material) -> Sentence | None:
    """How many schools stand on or above the rung the office set, and how many more than in the period before.

    Where the scope chooses no kind of school, the model schools are left out: they show what is to spread.
    """
    plan = material.dataset.plan
    ladder = _keep_others(material, material.ladder)
    if not plan.ladder or ladder["rung"].isna().all():
        return None
    notable = plan.notable_rung
    title = plan.ladder[notable - 1].title
    reached = count_reached(ladder, notable)
    whom = "trường điểm" if material.scope.model else "trường ngoài trường điểm"
    rung = f"bậc {notable} ({lower_first(title)})"
    return Sentence(
        "Lan tỏa",
        f": {reached}/{len(ladder)} {whom} ở {rung} trở lên{_describe_rest(ladder)}{_describe_gain(material, notable)}.",
        Target.SPREAD,
    )


def _keep_others(material: Material, ladder: pd.DataFrame) -> pd.DataFrame:
    return ladder[~ladder["model"].astype(bool)] if material.scope.model is None else ladder


def _describe_rest(ladder: pd.DataFrame) -> str:
    return "".join(f", {absent}" for absent in describe_absent(Counter(ladder["state"])))


def _describe_gain(material: Material, rung: int) -> str:
    before = material.before
    compared = _keep_others(material, compare_rungs(material.dataset, material.scope))
    if before is None or compared.empty:
        return ""
    moved = format_change(count_gain(compared, rung), unchanged="không đổi")
    return f"; {moved} so với {describe_period(material.dataset, before.code)}, trong {len(compared)} trường so được"


def _items(scores: pd.DataFrame) -> pd.DataFrame:
    return scores[scores["kind"].isin(ITEM_KINDS)]


RULES: tuple[Callable[[Material], Sentence | None], ...] = (
    describe_violations,
    describe_receipts,
    describe_actions,
    describe_weakest_indicator,
    describe_model_schools,
    describe_missing_evidence,
    describe_spread,
)
