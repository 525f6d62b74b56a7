"""Which rule every cell of the report has, from the plan."""

from __future__ import annotations

from dataclasses import replace

from danvan_metrics.plan.choices import OWNERS, STATUSES, YES_NO
from danvan_metrics.plan.kinds import FactKind
from danvan_metrics.plan.model import Fact, Indicator, Line, Plan
from danvan_metrics.plan.rules import AnyRule, ChoiceRule, DateRule, Field, TextRule, WholeNumberRule, choice_rule

EVIDENCE_COUNT_RULE = WholeNumberRule(0, 10_000, ("minh chứng", "văn bản", "biên bản", "tài liệu", "ảnh"))
EVIDENCE_RULE = TextRule(2000)
EVIDENCE_CODE_RULE = TextRule(60)
EVIDENCE_TITLE_RULE = TextRule(500)
NOTE_RULE = TextRule(1000)
FACT_NUMBER_RULE = WholeNumberRule(0, 100_000, ("người",))
FACT_TEXT_RULE = TextRule(200)
MODEL_NAME_RULE = TextRule(200)
MODEL_LEADER_RULE = TextRule(100)
_LONGEST_MODEL = 20  # years that one may have gone on
_COUNTED = frozenset({Field.TO_DO, Field.DONE})


def rules_for(plan: Plan, indicator: Indicator) -> dict[Field, AnyRule]:
    """The rule of every cell a school fills in on a line of this indicator; empty where nothing is entered."""
    definition = indicator.kind.definition
    if definition.rule is None or not indicator.entered:
        return {}
    rules: dict[Field, AnyRule] = {Field.TO_DO: WholeNumberRule()} if definition.asks_to_do else {}
    rules[Field.DONE] = definition.rule(plan.first_day, plan.last_day)
    if indicator.needs_evidence:
        rules |= {Field.EVIDENCE_COUNT: EVIDENCE_COUNT_RULE, Field.EVIDENCE: EVIDENCE_RULE}
    return {field: _add_year(rule, plan) for field, rule in rules.items()} | {Field.NOTE: NOTE_RULE}


def _add_year(rule: AnyRule, plan: Plan) -> AnyRule:
    """The rule of a number that knows which numbers may be days of the plan's year."""
    return replace(rule, year=plan.first_day.year) if isinstance(rule, WholeNumberRule) else rule


def rules_of_line(plan: Plan, indicator: Indicator, line: Line) -> dict[Field, AnyRule]:
    """The same rules for one line of it, whose numbers may be followed by the line's own unit (“12 cuộc”)."""
    unit = line.unit or indicator.unit
    return {
        field: replace(rule, units=(unit,)) if field in _COUNTED and isinstance(rule, WholeNumberRule) and unit else rule
        for field, rule in rules_for(plan, indicator).items()
    }


def fact_rule(plan: Plan, fact: Fact) -> AnyRule:
    """The rule of a field of the sheet Thông tin."""
    rules: dict[FactKind, AnyRule] = {
        FactKind.TEXT: FACT_TEXT_RULE,
        FactKind.NUMBER: _add_year(FACT_NUMBER_RULE, plan),
        FactKind.DATE: DateRule(plan.first_day, plan.last_day),
    }
    return rules[fact.kind]


def evidence_rules(plan: Plan) -> dict[str, AnyRule]:
    """The rule of every column of the sheet Minh chứng; what does not fit is read all the same, and asked about."""
    kinds = plan.evidence_kinds
    return {
        "code": EVIDENCE_CODE_RULE,
        "title": EVIDENCE_TITLE_RULE,
        "kind": ChoiceRule(kinds, kinds) if kinds else FACT_TEXT_RULE,
        "number": FACT_TEXT_RULE,
        "issuer": FACT_TEXT_RULE,
        "location": EVIDENCE_TITLE_RULE,
        "used_for": EVIDENCE_TITLE_RULE,
    }


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
        "started_on": DateRule(plan.first_day, plan.last_day, _LONGEST_MODEL),
        "status": choice_rule(STATUSES),
        "beneficiaries": _add_year(WholeNumberRule(units=("người",)), plan),
        "result": EVIDENCE_RULE,
        "evidence_count": _add_year(EVIDENCE_COUNT_RULE, plan),
        "evidence": EVIDENCE_RULE,
        "proposed_for_award": choice_rule(YES_NO),
    }
