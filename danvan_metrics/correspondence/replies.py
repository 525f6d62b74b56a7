"""The letter that goes with a returned report: plain text, ready to copy into an e-mail."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from danvan_metrics.correspondence.mending import Mended, describe_mended
from danvan_metrics.plan.model import Period, Plan
from danvan_metrics.units.roster import School
from danvan_metrics.validation.issues import Issue, Severity
from danvan_metrics.vietnamese import format_date
from danvan_metrics.workbook.layout import SHEET_FIXES

MOST_LISTED: Final = 20


@dataclass(frozen=True, slots=True)
class Reply:
    """A letter: its subject, and its text in lines."""

    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class Addressee:
    """To whom about which report; a file whose school or period is unknown is answered all the same."""

    plan: Plan
    school: School | None = None
    period: Period | None = None


def write_reply(
    issues: Sequence[Issue], addressee: Addressee, *, today: date, attached: bool = True, mended: Mended | None = None
) -> Reply:
    """The letter about a file with these issues, errors first; `attached`: a marked copy goes with it."""
    ordered = sorted(issues, key=lambda issue: issue.severity is not Severity.ERROR)
    parts = (
        f"Kính gửi: {addressee.school.name if addressee.school else 'Quý nhà trường'},",
        _open(addressee, ordered, mended),
        "\n".join(_list_issues(ordered, attached=attached)),
        _ask(addressee, today=today, attached=attached),
        f"Trân trọng cảm ơn nhà trường.\n\n{addressee.plan.office.name}",
    )
    return Reply(_write_subject(addressee), "\n\n".join(parts))


def _write_subject(addressee: Addressee) -> str:
    whose = f" – {addressee.school.short_name}" if addressee.school else ""
    return f"[{addressee.plan.short_title}] Đề nghị sửa {_name_report(addressee)}{whose}"


def _name_report(addressee: Addressee) -> str:
    return f"báo cáo {addressee.period.title.lower()}" if addressee.period else "báo cáo"


def _open(addressee: Addressee, issues: Sequence[Issue], mended: Mended | None) -> str:
    errors = sum(issue.severity is Severity.ERROR for issue in issues)
    counts = ((errors, "chỗ cần sửa"), (len(issues) - errors, "chỗ nên xem lại"))
    told = " và ".join(f"{count} {words}" for count, words in counts if count)
    return (
        f"{addressee.plan.office.short} đã nhận {_name_report(addressee)} của nhà trường theo {addressee.plan.title}. "
        f"{f'{describe_mended(mended)} ' if mended else ''}Báo cáo còn {told}:"
    )


def _list_issues(issues: Sequence[Issue], *, attached: bool) -> Iterator[str]:
    for number, issue in enumerate(issues[:MOST_LISTED], start=1):
        yield f"{number}. {_place(issue)}{_advise(issue)}{issue.message} {issue.remedy}".rstrip()
    rest = len(issues) - MOST_LISTED
    if rest > 0:
        yield f"… và {rest} ô khác" + (f" trong sheet {SHEET_FIXES}." if attached else ".")


def _place(issue: Issue) -> str:
    where = " › ".join(filter(None, (issue.place.sheet, issue.place.cell)))
    return f"{where}: " if where else ""


def _advise(issue: Issue) -> str:
    return "" if issue.severity is Severity.ERROR else "(nên xem lại) "


def _ask(addressee: Addressee, *, today: date, attached: bool) -> str:
    copy = (
        f"Kèm thư là chính tệp của nhà trường đã đánh dấu: các ô trên được tô màu, có ghi chú; sheet {SHEET_FIXES} ở đầu tệp "
        "liệt kê đủ và dẫn đến từng ô. Các ô khác giữ nguyên. "
    )
    where = "ngay trong tệp đó" if attached else "ngay trong tệp đã nộp"
    by_when = _name_deadline(addressee, today)
    return f"{copy if attached else ''}Kính đề nghị nhà trường sửa {where}, lưu lại rồi gửi về Phòng{by_when}."


def _name_deadline(addressee: Addressee, today: date) -> str:
    if addressee.period is None:
        return ""
    deadline = addressee.period.deadline
    if today < deadline:
        return f" trước ngày {format_date(deadline)} (hạn nộp)"
    return f" trong thời gian sớm nhất, vì hạn nộp (trước ngày {format_date(deadline)}) đã qua"
