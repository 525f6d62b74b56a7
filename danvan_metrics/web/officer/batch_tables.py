"""A batch of files as tables to read and to download: a row per file, and a row per issue."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import pandas as pd

from danvan_metrics.correspondence.mending import describe_mended
from danvan_metrics.district import District
from danvan_metrics.intake.marked import turn_to_outcome
from danvan_metrics.intake.outcome import FileOutcome, Status
from danvan_metrics.intake.questions import Question
from danvan_metrics.validation.bounding import MOST_READINGS
from danvan_metrics.validation.issues import Issue, Severity
from danvan_metrics.vietnamese import format_date, format_quantity

SUMMARY: Final = {
    Status.ACCEPTED: "✔ Đã nhận",
    Status.RETURNED: "↩ Trả lại",
    Status.DUPLICATE: "≡ Trùng",
    Status.ASKED: "? Cần hỏi",
    Status.BLANK: "∅ Chưa điền",
    Status.UNREADABLE: "✕ Không đọc được",
    Status.NOT_ALLOWED: "⊘ Không được nộp",
}
_HEADINGS: Final = ("Mức độ", "Sheet", "Ô", "Vấn đề", "Đã thấy", "Cần ghi", "Cách sửa")
WHOLE_FILE: Final = "(cả tệp)"
SEVERITIES: Final = {Severity.ERROR: "✕ Lỗi", Severity.WARNING: "⚠ Cảnh báo"}


def tabulate_files(district: District, outcomes: Sequence[FileOutcome]) -> pd.DataFrame:
    """A row per file, with Vietnamese headings: what came of it, whose it is, by what it was recognised, and what to do."""
    return pd.DataFrame([_describe_file(district, outcome) for outcome in outcomes])


def tabulate_issues(district: District, outcomes: Sequence[FileOutcome]) -> pd.DataFrame:
    """Every question and every issue of the batch, a row each, with Vietnamese headings."""
    rows = [
        {"Tệp": outcome.file, "Trường": name_school(district, outcome), "Kỳ": name_period(district, outcome)} | told
        for outcome in outcomes
        for told in (*map(_describe_question, outcome.questions), *map(describe, outcome.issues))
    ]
    return pd.DataFrame(rows)


def describe(issue: Issue) -> dict[str, str]:
    """One issue as a row: how grave, where, what was found, what is expected, what to do."""
    return {
        "Mức độ": SEVERITIES[issue.severity],
        "Sheet": issue.place.sheet or WHOLE_FILE,
        "Ô": issue.place.cell,
        "Vấn đề": issue.message,
        "Đã thấy": issue.found,
        "Cần ghi": issue.expected,
        "Cách sửa": issue.remedy,
    }


def _describe_question(question: Question) -> dict[str, str]:
    """A question as a row among the issues: of the whole file."""
    told = {"Mức độ": SUMMARY[Status.ASKED], "Sheet": WHOLE_FILE, "Vấn đề": question.sentence}
    return dict.fromkeys(_HEADINGS, "") | told


def tabulate_normalised(outcome: FileOutcome) -> pd.DataFrame:
    """What was read as something other than what is written, a row for each of the first MOST_READINGS cells."""
    shown = outcome.normalised[:MOST_READINGS]
    rows = [(one.place.sheet or WHOLE_FILE, one.place.cell, one.line, one.found, one.taken) for one in shown]
    return pd.DataFrame(rows, columns=["Sheet", "Ô", "Dòng", "Trong tệp ghi", "Đã đọc là"])


def describe_status(outcome: FileOutcome) -> str:
    """What came of a file, in a word or two."""
    if outcome.put_in_force:
        return f"✔ Đưa vào hiệu lực lần {outcome.revision}"
    return f"{SUMMARY[outcome.status]} lần {outcome.revision}" if outcome.status is Status.ACCEPTED else SUMMARY[outcome.status]


def name_school(district: District, outcome: FileOutcome) -> str:
    """The school's short name; its code where the roster has none, nothing where it is unknown."""
    unit = district.roster.by_code.get(outcome.school or "")
    return unit.short_name if unit else outcome.school or ""


def name_period(district: District, outcome: FileOutcome) -> str:
    """The period's title, as `name_school`; with its plan where that is not the one looked at."""
    plan = turn_to_outcome(district, outcome).plan
    period = plan.period_by_code.get(outcome.period or "")
    title = period.title if period else outcome.period or ""
    return f"{title} ({plan.short_title})" if outcome.plan else title


def _describe_file(district: District, outcome: FileOutcome) -> dict[str, object]:
    warnings = len(outcome.issues) - len(outcome.errors)
    return {
        "Tệp": outcome.file,
        "Kết quả": SUMMARY[outcome.status],
        "Trường": name_school(district, outcome),
        "Kỳ": name_period(district, outcome),
        "Nhận ra": outcome.recognised_by,
        "Ngày nhận": format_date(outcome.received_on) if outcome.received_on else "",
        "Lần nộp": outcome.revision or "",
        "Đã trả lời": f"{outcome.answered}/{outcome.askable}" if outcome.askable else "",
        "Lỗi": len(outcome.errors),
        "Cảnh báo": warnings,
        "Ô đọc theo nghĩa": len(outcome.normalised),
        "Ghi chú": _note(outcome),
    }


def _describe_first(errors: Sequence[Issue]) -> str:
    """The first error and how many more there are."""
    if not errors:
        return ""
    place = errors[0].place
    where = f"{place.sheet}!{place.cell}: " if place.sheet and place.cell else ""
    more = f" (và {format_quantity(len(errors) - 1)} lỗi nữa)" if len(errors) > 1 else ""
    return f"{where}{errors[0].message}{more}"


def _note(outcome: FileOutcome) -> str:
    """What a reader of the list needs beside the counts: the question, the reason, or how much was mended."""
    if outcome.doubt:
        return outcome.doubt.why
    if outcome.questions:
        return " ".join(question.sentence for question in outcome.questions)
    if outcome.status in {Status.UNREADABLE, Status.NOT_ALLOWED} and outcome.issues:
        return f"{outcome.issues[0].message} {outcome.issues[0].remedy}"
    if outcome.status is Status.RETURNED and not outcome.mended:
        return _describe_first(outcome.errors)
    return describe_mended(outcome.mended) if outcome.mended else ""
