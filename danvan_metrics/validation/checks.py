"""Checks of a return: generators that yield everything they find, in one pass. A blank line is no issue."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import lru_cache

from danvan_metrics.plan.choices import Choice
from danvan_metrics.plan.entries import rules_for
from danvan_metrics.plan.kinds.definition import Trait
from danvan_metrics.plan.model import Indicator, Plan
from danvan_metrics.plan.rules import AnyRule, ChoiceRule, Field
from danvan_metrics.raw import format_raw
from danvan_metrics.same_object import SameObject
from danvan_metrics.validation.bounding import bound_issues
from danvan_metrics.validation.case import Case
from danvan_metrics.validation.day_checks import check_days
from danvan_metrics.validation.evidence_checks import check_evidence_list
from danvan_metrics.validation.identity import WHOLE_FILE, check_shown_identity, check_version
from danvan_metrics.validation.issues import ABSENT, BLANK, Issue
from danvan_metrics.validation.model_checks import COUNT_OF_EVIDENCE, EVIDENCE_IF_ANY, check_models
from danvan_metrics.validation.people_checks import check_parts, check_people
from danvan_metrics.validation.structure_checks import check_copies, check_facts_aside, check_lines_aside, check_models_aside
from danvan_metrics.vietnamese import format_quantity
from danvan_metrics.workbook.answering.models import LINE, TABLE
from danvan_metrics.workbook.answers import Answer, Place, State
from danvan_metrics.workbook.labels import QUESTION
from danvan_metrics.workbook.layout import SAME_QUESTIONS, TEMPLATE_VERSION

Check = Callable[[Case], Iterator[Issue]]

_CLAIMS = frozenset({Choice.YES, Choice.MET})
_LONGEST_FOUND = 120
_FIELD_NAMES = {Field.TO_DO: "Phải thực hiện", Field.DONE: "Đã thực hiện"}


def run_checks(case: Case) -> Iterator[Issue]:
    """Everything that every check finds, as far as a person reads it."""
    yield from bound_issues(issue for check in CHECKS for issue in check(case))


def check_presence(case: Case) -> Iterator[Issue]:
    """Every sheet, column and line that was sent out must be there."""
    fields = {fact.label for fact in case.plan.facts}
    for what, place in case.returned.missing:
        if what in case.plan.indicator_of_line:
            yield _miss_line(case, what, place)
        elif what in fields:
            yield Issue("missing_field", place, line=what, found=ABSENT, expected=f"mục “{what}”")
        elif what == QUESTION:
            yield Issue("missing_question", place, line=LINE, found=ABSENT, expected=f"câu “{what}” và câu trả lời Có hoặc Không")
        elif what == TABLE:
            yield Issue("missing_table", place, line=LINE, found=ABSENT, expected="hàng tiêu đề của bảng")
        elif place.cell:
            yield Issue("missing_column", place, found=ABSENT, expected=f"cột “{what}”")
        else:
            yield Issue("missing_sheet", place, found=ABSENT, expected=f"sheet “{what}”")


def _miss_line(case: Case, line: str, place: Place) -> Issue:
    """A template older than the plan or the layout may never have asked for it: not reported, then, as a blank is."""
    if _is_older(case):
        return Issue("line_not_in_template", Place(place.sheet), line=line, found=ABSENT, expected=f"dòng mang mã {line}")
    return Issue("missing_line", place, line=line, found=ABSENT, expected=f"dòng mang mã {line}")


def _is_older(case: Case) -> bool:
    said = case.returned.identity
    return said.template_version not in SAME_QUESTIONS or said.plan_version != case.plan.version


def check_template(case: Case) -> Iterator[Issue]:
    """The template may have another make than those sent out now; one that asks the same is not worth telling."""
    said = case.returned.identity.template_version
    if said not in SAME_QUESTIONS:
        found, expected = f"phiên bản {said}", f"phiên bản {TEMPLATE_VERSION}"
        yield Issue("template_version_differs", WHOLE_FILE, found=found, expected=expected)


def check_rules(case: Case) -> Iterator[Issue]:
    """Every cell that a rule refused."""
    for rejected in case.returned.rejected:
        refusal = rejected.refusal
        yield Issue(refusal.code, rejected.place, line=rejected.line, found=_shorten(refusal.found), expected=refusal.expected)


def check_facts(case: Case) -> Iterator[Issue]:
    """Fields the plan requires of the sheet Thông tin."""
    labels = {fact.key: fact.label for fact in case.plan.facts if fact.required}
    told = case.refused | {place for _, place in case.returned.missing}
    for answer in case.returned.facts:
        if answer.key in labels and answer.value is None and answer.place not in told:
            yield Issue("fact_missing", answer.place, line=labels[answer.key], found=BLANK, expected=labels[answer.key])


def check_ratios(case: Case) -> Iterator[Issue]:
    """A ratio has both its numbers, and no more is done than there was to do."""
    for indicator, answer in case.answers():
        if indicator.kind.definition.asks_to_do:
            yield from _check_ratio(case, answer)


def _check_ratio(case: Case, answer: Answer) -> Iterator[Issue]:
    to_do, done = answer.to_do, answer.done
    if to_do is not None and done is not None:
        if done > to_do:
            yield _issue("done_above_to_do", answer, Field.DONE, found=done, expected=f"không quá {format_quantity(to_do)}")
        return
    blank = Field.TO_DO if to_do is None else Field.DONE
    nothing_to_do = to_do == 0
    if (to_do, done) != (None, None) and not nothing_to_do and answer.cells[blank] not in case.refused:
        yield _issue("incomplete_ratio", answer, blank, found=BLANK, expected=f"số “{_FIELD_NAMES[blank]}”")


def check_reasons(case: Case) -> Iterator[Issue]:
    """What does not apply has a reason: Không áp dụng, and a ratio with nothing to do."""
    for _, answer in case.answers():
        if not case.note_is_blank(answer):
            continue
        if answer.choice == Choice.NOT_APPLICABLE:
            yield _miss_reason(answer, "chọn “Không áp dụng”")
        elif answer.to_do == 0 and not answer.done:
            # nothing may have arisen, as with complaints: the officer should know, the return need not go back
            yield replace(_miss_reason(answer, "ghi 0 ở cột Phải thực hiện"), mild=True)


def _miss_reason(answer: Answer, found: str) -> Issue:
    return _issue("not_applicable_without_reason", answer, Field.NOTE, found=found, expected="lý do không áp dụng")


def check_evidence(case: Case) -> Iterator[Issue]:
    """What is claimed has evidence, and evidence that is told of is counted."""
    for indicator, answer in case.answers():
        if not indicator.needs_evidence:
            continue
        if answer.evidence and case.evidence_is_blank(answer):
            yield _issue(
                "evidence_without_count", answer, Field.EVIDENCE_COUNT, found=answer.evidence, expected=COUNT_OF_EVIDENCE
            )
        elif _claims(answer) and (answer.evidence_count == 0 or case.evidence_is_blank(answer)):
            claimed = _format_answer(case, indicator, answer)
            yield _issue("claim_without_evidence", answer, Field.EVIDENCE_COUNT, found=claimed, expected=EVIDENCE_IF_ANY)


def _claims(answer: Answer) -> bool:
    return answer.state is State.VALUE and (answer.choice in _CLAIMS or bool(answer.done) or answer.dated is not None)


def _format_answer(case: Case, indicator: Indicator, answer: Answer) -> str:
    rule = _find_rule(SameObject(case.plan), SameObject(indicator))
    if isinstance(rule, ChoiceRule) and answer.choice:
        return rule.label(answer.choice)
    return format_raw(answer.dated or answer.done)


@lru_cache(maxsize=4096)
def _find_rule(plan: SameObject[Plan], indicator: SameObject[Indicator]) -> AnyRule:
    """Of what was done; the same for every return of a plan."""
    return rules_for(plan.it, indicator.it)[Field.DONE]


def check_against_neighbours(case: Case) -> Iterator[Issue]:
    """Counts run from 1 January: none is lower than in the return before, nor higher than in the one after."""
    for indicator, answer in case.answers():
        if Trait.CUMULATIVE not in indicator.kind.definition.traits or answer.done is None:
            continue
        earlier, later = case.previous.get(answer.line), case.later.get(answer.line)
        if earlier is not None and answer.done < earlier:
            expected = f"từ {format_quantity(earlier)} trở lên"
            yield _issue("count_below_previous", answer, Field.DONE, found=answer.done, expected=expected)
        if later is not None and answer.done > later:
            expected = f"không quá {format_quantity(later)}"
            yield _issue("count_above_later", answer, Field.DONE, found=answer.done, expected=expected)


def _issue(code: str, answer: Answer, field: Field, *, found: float | str, expected: str) -> Issue:
    return Issue(code, answer.cells[field], line=answer.line, found=_shorten(format_raw(found)), expected=expected)


def _shorten(text: str) -> str:
    return text if len(text) <= _LONGEST_FOUND else f"{text[:_LONGEST_FOUND]}…"


CHECKS: tuple[Check, ...] = (
    check_version,
    check_template,
    check_shown_identity,
    check_presence,
    check_rules,
    check_facts,
    check_ratios,
    check_people,
    check_parts,
    check_days,
    check_reasons,
    check_evidence,
    check_against_neighbours,
    check_models,
    check_evidence_list,
    check_copies,
    check_lines_aside,
    check_facts_aside,
    check_models_aside,
)
