"""Who is to be asked once more, about what, and the courteous words for it, ready to copy; nothing is sent from here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import pandas as pd

from danvan_metrics.correspondence.reception import Reception, SchoolReception
from danvan_metrics.correspondence.replies import Reply
from danvan_metrics.formats.record import FigureRecord
from danvan_metrics.metrics.return_states import ReturnState
from danvan_metrics.plan.model import Period, Plan
from danvan_metrics.vietnamese import format_date
from danvan_metrics.workbook.answers import MODELS_QUESTION

DAYS_AHEAD: Final = 7  # a reminder may go out this long before the last day on time
MOST_NAMED: Final = 10
_IN_CASE: Final = "Nếu nhà trường đã gửi trong lúc lời nhắc này đến, xin bỏ qua."


class Lack(StrEnum):
    """What is still waited for."""

    MISSING = "missing"
    SENT_BACK = "sent_back"
    PARTIAL = "partial"
    SOON = "soon"


LACKS: Final = {
    Lack.MISSING: "Chưa nộp, đã quá hạn",
    Lack.SENT_BACK: "Trả lại, chờ sửa",
    Lack.PARTIAL: "Đã nhận, còn thiếu dòng",
    Lack.SOON: "Chưa nộp, sắp đến hạn",
}
_LACK_OF: Final = {
    ReturnState.NOT_DUE: Lack.SOON,
    ReturnState.MISSING: Lack.MISSING,
    ReturnState.SENT_BACK: Lack.SENT_BACK,
    ReturnState.INCOMPLETE: Lack.PARTIAL,
}


@dataclass(frozen=True, slots=True)
class Chase:
    """One school to ask: what is waited for, in a few words and as a letter and a short message."""

    row: SchoolReception
    lack: Lack
    detail: str
    letter: Reply
    short: str


@dataclass(frozen=True, kw_only=True)
class ChaseList(FigureRecord):
    """Everybody to ask about one period, what is graver first, else in the roster's order."""

    chases: tuple[Chase, ...]

    def table(self) -> pd.DataFrame:
        """A row per school, with Vietnamese headings."""
        rows = [(chase.row.school.short_name, LACKS[chase.lack], chase.detail, chase.short) for chase in self.chases]
        return pd.DataFrame(rows, columns=["Trường", "Còn chờ", "Chi tiết", "Lời nhắn"])

    def text(self) -> str:
        """One list for all: a line per school, under what is waited for."""
        return "\n".join(_write_list(self.chases))


def collect_chasing(plan: Plan, period: Period, reception: Reception) -> ChaseList:
    """Collect who lacks what; a school that is on time, complete and without error is left in peace."""
    lacking = [(row, lack) for row in reception.rows if (lack := find_lack(row)) is not None]
    order = list(Lack)
    lacking.sort(key=lambda pair: order.index(pair[1]))
    return ChaseList(
        title="Danh sách cần đôn đốc",
        subtitle=reception.subtitle,
        file_name=reception.file_name.replace("tiep-nhan", "don-doc"),
        sample=reception.sample,
        chases=tuple(_make_chase(plan, period, row, lack) for row, lack in lacking),
    )


def find_lack(row: SchoolReception) -> Lack | None:
    """What is still waited for from a school; a deadline far away is no reason to ask."""
    if row.state is ReturnState.NOT_DUE and -row.days > DAYS_AHEAD:
        return None
    return _LACK_OF.get(row.state)


def _make_chase(plan: Plan, period: Period, row: SchoolReception, lack: Lack) -> Chase:
    report = f"báo cáo {period.title.lower()}"
    ask = _ASKS[lack](plan, period, row)
    parts = (
        f"Kính gửi: {row.school.name},",
        f"{plan.office.short} đang tổng hợp {report} theo {plan.title}. {ask}",
        f"Có gì vướng mắc, xin liên hệ {plan.office.reach}. {_IN_CASE}",
        f"Trân trọng cảm ơn nhà trường.\n\n{plan.office.name}",
    )
    letter = Reply(f"[{plan.short_title}] Về {report} – {row.school.short_name}", "\n\n".join(parts))
    short = f"Kính gửi {row.school.short_name}: {ask} Trân trọng cảm ơn nhà trường. – {plan.office.short}"
    return Chase(row, lack, row.told if row.handed_in else row.describe_receipt(), letter, short)


def _ask_for_return(plan: Plan, period: Period, row: SchoolReception) -> str:
    past, by_when = (", đã qua", "trong thời gian sớm nhất") if row.days > 0 else ("", "đúng hạn")
    return (
        f"Đến nay {plan.office.short} chưa nhận được báo cáo {period.title.lower()} của nhà trường "
        f"(hạn nộp: trước ngày {format_date(period.deadline)}{past}). "
        f"Kính đề nghị nhà trường gửi về {by_when}, bằng biểu mẫu {plan.office.short} đã phát."
    )


def _ask_for_mended(plan: Plan, period: Period, row: SchoolReception) -> str:
    sent = format_date(row.sent_back_on) if row.sent_back_on else ""
    return (
        f"Báo cáo {period.title.lower()} nhà trường gửi ngày {sent} còn {row.errors} chỗ cần sửa; "
        f"{plan.office.short} đã gửi lại bản có đánh dấu. Kính đề nghị nhà trường sửa ngay trong bản đó rồi gửi về "
        "trong thời gian sớm nhất."
    )


def _ask_for_rest(plan: Plan, period: Period, row: SchoolReception) -> str:
    named = ", ".join(_name_line(plan, code) for code in row.blank[:MOST_NAMED])
    rest = len(row.blank) - MOST_NAMED
    more = f" và {rest} dòng khác" if rest > 0 else ""
    return (
        f"{plan.office.short} đã nhận báo cáo {period.title.lower()}; còn thiếu {row.unanswered}/{row.asked} dòng: "
        f"{named}{more}. Kính đề nghị nhà trường bổ sung rồi gửi lại; không có thì ghi 0, chọn Không hoặc Không áp dụng."
    )


_ASKS: Final[dict[Lack, Callable[[Plan, Period, SchoolReception], str]]] = {
    Lack.MISSING: _ask_for_return,
    Lack.SOON: _ask_for_return,
    Lack.SENT_BACK: _ask_for_mended,
    Lack.PARTIAL: _ask_for_rest,
}


def _name_line(plan: Plan, code: str) -> str:
    if code == MODELS_QUESTION:
        return "sheet Mô hình"
    indicator = plan.indicator_of_line[code]
    return f"{code} ({indicator.title})" if code == indicator.code else code


def _write_list(chases: Iterable[Chase]) -> Iterator[str]:
    heading = None
    for chase in chases:
        if chase.lack is not heading:
            heading = chase.lack
            yield f"{LACKS[heading]}:"
        yield f"- {chase.row.school.short_name}: {chase.detail}"
