"""The report on one file: whose return it is, what it answers, and everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, NotRequired, TypedDict, Unpack

from danvan_metrics.errors import UnreadableWorkbook
from danvan_metrics.plan.model import Period, Plan
from danvan_metrics.spreadsheets.grid import Sheets
from danvan_metrics.spreadsheets.reader import read_workbook
from danvan_metrics.units.roster import Roster
from danvan_metrics.validation.case import Case
from danvan_metrics.validation.checks import run_checks
from danvan_metrics.validation.identity import WHOLE_FILE, find_stranger
from danvan_metrics.validation.issues import Issue, Severity
from danvan_metrics.validation.messages import UNREADABLE
from danvan_metrics.workbook.answering.form import Form
from danvan_metrics.workbook.answering.places import read_column, read_row
from danvan_metrics.workbook.answering.returns import interpret
from danvan_metrics.workbook.answers import Identity, Place, Return, State
from danvan_metrics.workbook.appraisal_sheet.sheet_identity import is_sheet
from danvan_metrics.workbook.recognising.recognise import Doubt, Told, recognise

# What may be said of a template that nobody has filled in.
_OF_THE_TEMPLATE: Final = frozenset(
    {"fact_missing", "plan_version_differs", "template_version_differs", "line_not_in_template", "identity_mismatch"}
)
Numbers = Mapping[str, float | None]  # of a return in force, by line: the number in “Đã thực hiện”, None where there is none
FindNumbers = Callable[[str, str], Numbers | None]  # of a school and period; None where nothing was handed in


class Context(TypedDict):
    """What a file is judged against; `find_previous` is asked for the unit's numbers in force in the periods before and after.

    `file_name` is a weak sign of whose it is; `told` is what the officer answered where the workbook left a doubt;
    `received_on` is the day the office received it. `plan_of` tells what a unit is asked, where units add lines to the plan.
    """

    plan: Plan
    roster: Roster
    find_previous: FindNumbers
    file_name: NotRequired[str]
    told: NotRequired[Told | None]
    received_on: NotRequired[date | None]
    plan_of: NotRequired[Callable[[str], Plan]]


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """What is known of one file; `returned` is None where it is no return of this plan.

    `answered` of `askable` lines hold a value or “không áp dụng”; the question on the sheet Mô hình counts as one line.
    `untouched`: nothing at all was written into the template.
    """

    identity: Identity | None
    returned: Return | None
    issues: tuple[Issue, ...]
    recognised_by: str = ""
    answered: int = 0
    askable: int = 0
    doubt: Doubt | None = None
    untouched: bool = False

    @property
    def errors(self) -> tuple[Issue, ...]:
        """What keeps the return out."""
        return tuple(issue for issue in self.issues if issue.severity is Severity.ERROR)

    @property
    def warnings(self) -> tuple[Issue, ...]:
        """What should be looked at again."""
        return tuple(issue for issue in self.issues if issue.severity is Severity.WARNING)

    @property
    def readable(self) -> bool:
        """Whether the file could be opened as a workbook at all."""
        return all(issue.code not in UNREADABLE for issue in self.issues)

    @property
    def complete(self) -> bool:
        """Whether every line that is asked is answered."""
        return self.returned is not None and self.answered == self.askable


def validate_file(content: bytes, **context: Unpack[Context]) -> CheckedFile:
    """Read and check one file; nothing in the file makes this raise."""
    try:
        sheets = read_workbook(content)
    except UnreadableWorkbook as error:
        return refuse_file(error)
    return validate_sheets(sheets, **context)


def refuse_file(error: UnreadableWorkbook) -> CheckedFile:
    """The report on a file that cannot be opened as a workbook."""
    return CheckedFile(None, None, (Issue(error.code, WHOLE_FILE, found=str(error)),))


def validate_sheets(sheets: Sheets, **context: Unpack[Context]) -> CheckedFile:
    """Recognise and check a workbook that was read; nothing in it makes this raise."""
    plan, roster = context["plan"], context["roster"]
    if is_sheet(sheets):
        return CheckedFile(None, None, (Issue("appraisal_sheet", WHOLE_FILE),))
    recognition = recognise(plan, roster, sheets, file_name=context.get("file_name", ""), told=context.get("told"))
    identity, reason = recognition.identity, recognition.reason
    if recognition.doubt:
        return CheckedFile(identity, None, (), reason, doubt=recognition.doubt)
    stranger = find_stranger(identity, plan, roster)
    if identity is None or stranger is not None:
        return CheckedFile(identity, None, (stranger,) if stranger else ())
    if "plan_of" in context:
        plan = context["plan_of"](identity.school)
    returned = interpret(plan, roster, sheets, identity)
    case = Case(
        plan,
        roster,
        roster.by_code[identity.school],
        sheets,
        returned,
        previous=_find_nearest(identity, plan.period_before, context["find_previous"]),
        later=_find_nearest(identity, plan.period_after, context["find_previous"]),
        received_on=context.get("received_on"),
    )
    answered, askable = count_answered(case.form, returned)
    issues = _sort(run_checks(case), sheets)
    untouched = not answered and _is_untouched(returned, issues)
    return CheckedFile(identity, returned, issues, reason, answered, askable, untouched=untouched)


def count_answered(form: Form, returned: Return) -> tuple[int, int]:
    """How many of the lines that are asked hold a value or “không áp dụng”, and how many are asked."""
    given = sum(answer.state in {State.VALUE, State.NOT_APPLICABLE} for answer in returned.answers)
    if form.layout.models is None:
        return given, len(form.questions)
    return given + (returned.models_declared is not None or bool(returned.models)), len(form.questions) + 1


def _is_untouched(returned: Return, issues: Iterable[Issue]) -> bool:
    """Whether no cell holds anything of the school's: no answer, note or field, nothing refused, nothing written aside."""
    written = any(answer.evidence_count is not None or answer.evidence or answer.note for answer in returned.answers)
    told = any(fact.value is not None for fact in returned.facts)
    return not (written or told or returned.rejected) and all(issue.code in _OF_THE_TEMPLATE for issue in issues)


def _find_nearest(identity: Identity, find_next: Callable[[str], Period | None], find_numbers: FindNumbers) -> Numbers:
    period = find_next(identity.period)
    while period:
        numbers = find_numbers(identity.school, period.code)
        if numbers is not None:
            return numbers
        period = find_next(period.code)
    return {}


def _sort(issues: Iterable[Issue], sheets: Sheets) -> tuple[Issue, ...]:
    """In the order a person walks through the workbook: the file, then sheet by sheet, row by row."""
    order = {name: position for position, name in enumerate(sheets.names, start=1)}
    # Stable: what is wrong with one cell stays in the order of CHECKS.
    return tuple(sorted(issues, key=lambda issue: _place_key(issue.place, order)))


def _place_key(place: Place, order: dict[str, int]) -> tuple[int, int, int]:
    if not place.cell:
        return 0, 0, 0
    return order.get(place.sheet, len(order) + 1), read_row(place), read_column(place)
