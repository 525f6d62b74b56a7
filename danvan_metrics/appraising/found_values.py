"""The value an appraiser gives for a line: whether it fits the line's rule."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from danvan_metrics.appraising.appraisal_case import clean_words
from danvan_metrics.errors import UserError
from danvan_metrics.plan.model import Indicator, Line, Plan
from danvan_metrics.plan.rules import AnyRule, ChoiceRule, DateRule, Refusal
from danvan_metrics.plan.verdicts import OUTCOMES, WITH_VALUE, Outcome, Verdict
from danvan_metrics.vietnamese import format_quantity
from danvan_metrics.workbook.answers import Answer, State
from danvan_metrics.workbook.appraisal_sheet.sheet_rules import rules_of_value
from danvan_metrics.workbook.outcomes import VALUE_FIELDS, derive_outcome, drop_value, has_value, needs_reason

LONGEST_REASON: Final = 1000


def settle_verdict(plan: Plan, indicator: Indicator, line: Line, declared: Answer | None, found: Verdict) -> Verdict:
    """The verdict as it is kept: outcome derived, value checked or copied from what was declared, words cleaned.

    UserError where a value is missing or does not fit the line, or where a reason is due and none is given.
    """
    given = found.outcome in WITH_VALUE and has_value(found)
    if given:
        _check_value(plan, indicator, line, found)
    outcome = derive_outcome(indicator, declared, found)
    if outcome in WITH_VALUE and not given:
        found = _copy_declared(line, declared, found)
    reason = clean_words(found.reason)
    _check_reason(line, outcome, declared, reason)
    _check_seen(line, found.seen)
    settled = replace(found, line=line.code, outcome=outcome, reason=reason)
    return settled if outcome in WITH_VALUE else drop_value(settled, outcome)


def _copy_declared(line: Line, declared: Answer | None, found: Verdict) -> Verdict:
    """What is confirmed is what was declared; there must be something."""
    if found.outcome is not Outcome.CONFIRMED:
        raise UserError(
            f"Dòng {line.code} chọn “{OUTCOMES[found.outcome]}” nhưng chưa có giá trị thẩm định; hãy ghi giá trị tổ đã xác định."
        )
    if declared is None or declared.state is not State.VALUE:
        raise UserError(
            f"Dòng {line.code} trường chưa báo cáo nên chưa có gì để xác nhận; "
            "hãy ghi giá trị tổ đã xác định hoặc chọn kết quả khác."
        )
    return replace(found, **{name: getattr(declared, name) for name in VALUE_FIELDS})


def _check_value(plan: Plan, indicator: Indicator, line: Line, found: Verdict) -> None:
    asked = list_value_rules(plan, indicator, line)
    given = {name for name in VALUE_FIELDS if getattr(found, name) is not None}
    if given != set(asked):
        wanted = "; ".join(rule.describe() for rule in asked.values())
        raise UserError(f"Giá trị thẩm định của dòng {line.code} chưa đúng dạng; hãy ghi: {wanted}.")
    for name, rule in asked.items():
        _check_one(line, rule, getattr(found, name))
    if "to_do" in asked and (found.done or 0) > (found.to_do or 0):
        done, to_do = format_quantity(found.done or 0), format_quantity(found.to_do or 0)
        raise UserError(f"Dòng {line.code}: đã thực hiện {done} lớn hơn phải thực hiện {to_do}; hãy xem lại hai số.")


def _check_one(line: Line, rule: AnyRule, value: object) -> None:
    refused = rule.check(value) if not isinstance(rule, ChoiceRule) else _refuse_choice(rule, str(value))  # type: ignore[arg-type]
    if isinstance(refused, Refusal):
        raise UserError(f"Giá trị thẩm định “{refused.found}” của dòng {line.code} không dùng được; hãy ghi: {rule.describe()}.")


def _refuse_choice(rule: ChoiceRule, code: str) -> Refusal | None:
    return None if code in rule.codes else Refusal("not_a_choice", code, rule.describe())


def _check_reason(line: Line, outcome: Outcome, declared: Answer | None, reason: str) -> None:
    if needs_reason(outcome, declared) and not reason:
        raise UserError(f"Dòng {line.code} có kết quả “{OUTCOMES[outcome]}” nhưng chưa có lý do; hãy ghi lý do rồi lưu lại.")
    if len(reason) > LONGEST_REASON:
        raise UserError(f"Lý do của dòng {line.code} dài quá {format_quantity(LONGEST_REASON)} ký tự; hãy ghi ngắn lại.")


def _check_seen(line: Line, seen: float | None) -> None:
    if seen is not None and (seen < 0 or not float(seen).is_integer()):
        raise UserError(f"Số minh chứng đã xem của dòng {line.code} phải là số nguyên từ 0 trở lên; hãy ghi lại.")


def list_value_rules(plan: Plan, indicator: Indicator, line: Line) -> dict[str, AnyRule]:
    """The rule of each value an appraiser gives for a line, by the names of Verdict's fields: as the phiếu asks for them."""
    rules = rules_of_value(plan, indicator, line.code)
    names = {ChoiceRule: "choice", DateRule: "dated"}
    return {names.get(type(rule), field.value): rule for field, rule in rules.items()}
