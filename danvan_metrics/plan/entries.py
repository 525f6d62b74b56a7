"""Which rule every cell of the report has, from the plan."""

from __future__ import annotations

from danvan_metrics.plan.choices import CHECKLIST, LEVELS, OWNERS, STATUSES, YES_NO
from danvan_metrics.plan.kinds import FactKind, Kind
from danvan_metrics.plan.model import Fact, Indicator, Plan
from danvan_metrics.plan.rules import AnyRule, ChoiceRule, DateRule, Field, TextRule, WholeNumberRule, choice_rule

EVIDENCE_COUNT_RULE = WholeNumberRule(0, 10_000, ("minh chứng",))
EVIDENCE_RULE = TextRule(2000)
NOTE_RULE = TextRule(1000)
FACT_NUMBER_RULE = WholeNumberRule(0, 100_000, ("người", "em", "học sinh", "trẻ", "đồng chí"))
FACT_TEXT_RULE = TextRule(200)
MODEL_NAME_RULE = TextRule(200)
MODEL_LEADER_RULE = TextRule(100)


def rules_for(plan: Plan, indicator: Indicator) -> dict[Field, AnyRule]:
    """The rule of every cell a school fills in on a line of this indicator; empty where nothing is entered."""
    if not indicator.entered:
        return {}
    rules: dict[Field, AnyRule] = {Field.DONE: _answer_rule(plan, indicator)}
    if indicator.kind is Kind.RATIO:
        rules = {Field.TO_DO: _number_rule(indicator), **rules}
    if indicator.needs_evidence:
        rules |= {Field.EVIDENCE_COUNT: EVIDENCE_COUNT_RULE, Field.EVIDENCE: EVIDENCE_RULE}
    return {**rules, Field.NOTE: NOTE_RULE}


def _answer_rule(plan: Plan, indicator: Indicator) -> AnyRule:
    labels = {Kind.YES_NO: YES_NO, Kind.CHECKLIST: CHECKLIST, Kind.LEVEL: LEVELS}.get(indicator.kind)
    if labels is not None:
        return choice_rule(labels)
    return DateRule(plan.first_day, plan.last_day) if indicator.kind is Kind.DATE else _number_rule(indicator)


def _number_rule(indicator: Indicator) -> WholeNumberRule:
    """A whole number, after which people may write what they counted (“12 cuộc”)."""
    units = (indicator.unit, *(line.unit for line in indicator.lines))
    return WholeNumberRule(units=tuple(dict.fromkeys(filter(None, units))))


def fact_rule(plan: Plan, fact: Fact) -> AnyRule:
    """The rule of a field of the sheet Thông tin."""
    if fact.kind is FactKind.DATE:
        return DateRule(plan.first_day, plan.last_day)
    return FACT_NUMBER_RULE if fact.kind is FactKind.NUMBER else FACT_TEXT_RULE


def models_question_rule() -> ChoiceRule:
    """The rule of “Đơn vị có đăng ký mô hình không?”."""
    return choice_rule(YES_NO)


def model_rules(plan: Plan) -> dict[str, AnyRule]:
    """The rule of every column of the sheet Mô hình; the field is free text where the plan lists none."""
    names = tuple(model_field.name for model_field in plan.fields_of_models)
    return {
        "name": MODEL_NAME_RULE,
        "field": ChoiceRule(names, names) if names else FACT_TEXT_RULE,
        "owner": choice_rule(OWNERS),
        "leader": MODEL_LEADER_RULE,
        "started_on": DateRule(plan.first_day, plan.last_day),
        "status": choice_rule(STATUSES),
        "beneficiaries": WholeNumberRule(),
        "result": EVIDENCE_RULE,
        "evidence_count": EVIDENCE_COUNT_RULE,
        "evidence": EVIDENCE_RULE,
        "proposed_for_award": choice_rule(YES_NO),
    }
