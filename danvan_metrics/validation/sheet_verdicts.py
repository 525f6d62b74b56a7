"""What the cells of one line of a phiếu mean: a verdict, or the issue that tells why they mean none."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from danvan_metrics.plan.verdicts import METHODS, OUTCOMES, WITH_VALUE, Outcome, Verdict
from danvan_metrics.validation.issues import BLANK, Issue
from danvan_metrics.validation.sheet_case import SheetCase
from danvan_metrics.vietnamese import fold, format_quantity
from danvan_metrics.workbook.answers import State
from danvan_metrics.workbook.appraisal_sheet.declared_words import describe_declared, describe_value
from danvan_metrics.workbook.appraisal_sheet.sheet_answers import FoundLine
from danvan_metrics.workbook.appraisal_sheet.sheet_request import SheetLine
from danvan_metrics.workbook.appraisal_sheet.sheet_rules import SheetField, rules_of_value
from danvan_metrics.workbook.outcomes import VALUE_FIELDS, derive_outcome, drop_value, has_value, is_outside, list_values

Settled = Verdict | Issue


def settle_line(case: SheetCase, line: SheetLine, found: FoundLine, base: Verdict | None) -> Settled:
    """The verdict that the cells mean; an issue where they mean none."""
    draft, said = _draft(case, found, base)
    if said is not None and said not in WITH_VALUE:
        return _settle_without_value(case, line, found, replace(draft, outcome=said))
    if not has_value(draft):
        return _settle_by_word(case, line, found, draft, said)
    if flaw := _find_flaw(line, found, draft):
        return flaw
    outcome = derive_outcome(line.indicator, line.declared, draft)
    if said is not None and said is not outcome:
        place = found.places[SheetField.OUTCOME]
        told = (OUTCOMES[said], OUTCOMES[outcome])
        return Issue("outcome_against_value", place, line=line.code, found=told[0], expected=told[1])
    return replace(draft, outcome=outcome) if outcome in WITH_VALUE else drop_value(draft, outcome)


def _draft(case: SheetCase, found: FoundLine, base: Verdict | None) -> tuple[Verdict, Outcome | None]:
    """The cells as a verdict, and the outcome chosen.

    Of a line that went out judged, what was changed goes before what was not: a new value leaves the outcome to be told anew,
    a new outcome takes away the value that went out.
    """
    to_do, done, choice, dated = found.to_do, found.done, found.choice, found.dated
    said = found.outcome
    if base and said is not base.outcome and found.values == list_values(base):
        to_do = done = choice = dated = None
    elif base and said is base.outcome and found.values != list_values(base) and any(one is not None for one in found.values):
        said = None
    draft = Verdict(
        line=found.code,
        outcome=Outcome.CONFIRMED,
        to_do=to_do,
        done=done,
        choice=choice,
        dated=dated,
        seen=found.seen,
        method=found.method,
        reason=found.reason,
        appraiser=_name_appraiser(case, found, base),
        judged_on=_choose_day(case, found, base),
    )
    return draft, said


def _settle_without_value(case: SheetCase, line: SheetLine, found: FoundLine, draft: Verdict) -> Settled:
    agrees = draft.outcome is Outcome.NOT_APPLICABLE and is_outside(line.indicator, draft)
    if has_value(draft) and not agrees:
        value = f"“{describe_value(case.now.plan, line.indicator, draft)}”"
        place = found.places[SheetField.OUTCOME]
        return Issue("value_beside_outcome", place, line=line.code, found=OUTCOMES[draft.outcome], expected=value)
    return drop_value(draft, draft.outcome)


def _settle_by_word(case: SheetCase, line: SheetLine, found: FoundLine, draft: Verdict, said: Outcome | None) -> Settled:
    """No value: “Xác nhận” takes the school's own, nothing chosen is no verdict yet."""
    place = found.places[SheetField.DONE]
    if said is None:
        noted, expected = _describe_noted(found), "Thẩm định hoặc Kết quả"
        return Issue("outcome_missing", place, line=line.code, found=noted, expected=expected)
    if said is not Outcome.CONFIRMED:
        words = "; ".join(rule.describe() for rule in rules_of_value(case.now.plan, line.indicator, line.code).values())
        return Issue("value_missing", place, line=line.code, found=OUTCOMES[said], expected=words)
    declared = line.declared
    if declared and declared.state is State.NOT_APPLICABLE:
        return drop_value(draft, Outcome.NOT_APPLICABLE)
    if declared is None or declared.state is not State.VALUE:
        told = describe_declared(case.now.plan, line.indicator, declared)
        return Issue("nothing_to_confirm", place, line=line.code, found=told, expected="giá trị thẩm định")
    return replace(draft, outcome=Outcome.CONFIRMED, **{name: getattr(declared, name) for name in VALUE_FIELDS})


def _find_flaw(line: SheetLine, found: FoundLine, draft: Verdict) -> Issue | None:
    """Half a ratio, and more done than there was to do."""
    if not line.indicator.kind.definition.asks_to_do:
        return None
    words = {SheetField.TO_DO: "số phải thực hiện", SheetField.DONE: "số đã thực hiện"}
    for half, value in ((SheetField.TO_DO, draft.to_do), (SheetField.DONE, draft.done)):
        if value is None:
            return Issue("incomplete_ratio", found.places[half], line=line.code, found=BLANK, expected=words[half])
    if (draft.done or 0) > (draft.to_do or 0):
        most = f"nhiều nhất là {format_quantity(draft.to_do or 0)}"
        place = found.places[SheetField.DONE]
        return Issue("done_above_to_do", place, line=line.code, found=format_quantity(draft.done or 0), expected=most)
    return None


def _name_appraiser(case: SheetCase, found: FoundLine, base: Verdict | None) -> str:
    """Whoever stands in the line, unless the phiếu went out with that name; else whoever stands on Thông tin."""
    prefilled = base is not None and fold(found.person) == fold(base.appraiser)
    return case.name_person(found.person if found.person and not prefilled else case.answers.person)


def _choose_day(case: SheetCase, found: FoundLine, base: Verdict | None) -> date:
    prefilled = base is not None and found.day == base.judged_on
    return (found.day if found.day and not prefilled else case.answers.day) or case.today


def say_the_same(one: Verdict, other: Verdict) -> bool:
    """Whether nothing but who and when differs; a confirmed value is the school's, be it written out or not."""
    same = (one.outcome, one.seen, one.method, one.reason) == (other.outcome, other.seen, other.method, other.reason)
    return same and (one.outcome is Outcome.CONFIRMED or list_values(one) == list_values(other))


def _describe_noted(found: FoundLine) -> str:
    seen = f"đã xem {format_quantity(found.seen)} minh chứng" if found.seen is not None else ""
    method = f"cách kiểm tra {METHODS[found.method]}" if found.method else ""
    return ", ".join(filter(None, (seen, method, "lý do" if found.reason else "")))
