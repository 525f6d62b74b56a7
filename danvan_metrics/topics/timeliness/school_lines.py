"""One school's return against the deadline, and the words, symbols and fills of the four ways that can end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from danvan_metrics.formats import theme
from danvan_metrics.metrics import marks
from danvan_metrics.metrics.dataset import iterate_rows
from danvan_metrics.metrics.marks import Mark
from danvan_metrics.metrics.material import Material
from danvan_metrics.metrics.timeliness import Timeliness
from danvan_metrics.metrics.words import STATES

WORDS: Final = {"on_time": "đúng hạn", "late": "trễ hạn", "missing": "quá hạn chưa nộp", "not_due": "chưa đến hạn, chưa nộp"}
ABSENT: Final = {"missing": Mark.NOT_REPORTED, "not_due": Mark.NOT_DUE}  # when what came did come is told in words alone
SYMBOLS: Final = dict.fromkeys(WORDS, "") | {state: marks.SYMBOLS[mark] for state, mark in ABSENT.items()}
FILLS: Final = {"on_time": theme.ON_TIME, "late": theme.LATE} | {state: theme.MARK_FILLS[mark] for state, mark in ABSENT.items()}


@dataclass(frozen=True, slots=True)
class SchoolTimeliness:
    """One school: state on_time | late | missing | not_due; days after (before: negative) the last day on time.

    `revision` is of the return in force; `waiting` says what an absent one waits for where a file came and was sent back.
    """

    school: str
    name: str
    level: str
    model: bool
    state: str
    received_on: date | None
    days: int
    revision: int | None
    waiting: str = ""

    @property
    def words(self) -> str:
        """“trễ 3 ngày · 16/09”; “sớm 6 ngày · 07/12 · trả lại, chờ sửa 2 lỗi”."""
        if self.received_on is None:
            return f"chưa nộp · quá {self.days} ngày" if self.state == "missing" else "chưa nộp, chưa đến hạn"
        return " · ".join(filter(None, (self.near, f"{self.received_on:%d/%m}", self.waiting)))

    @property
    def sign(self) -> str:
        """Before the words: the mark of what did not come or was sent back; “” of what came."""
        return marks.SYMBOLS[Mark.SENT_BACK] if self.waiting else SYMBOLS[self.state]

    @property
    def near(self) -> str:
        """How near to the last day on time what came did come."""
        return describe_margin(self.days)

    @property
    def outcome(self) -> str:
        """“trễ hạn”; “đúng hạn · trả lại, chờ sửa 2 lỗi”."""
        return " · ".join(filter(None, (WORDS[self.state], self.waiting)))


def describe_margin(days: int) -> str:
    """“sớm 6 ngày”, “đúng ngày cuối”, “trễ 3 ngày”, from the days after (before: negative) the last day on time."""
    return f"trễ {days} ngày" if days > 0 else f"sớm {-days} ngày" if days else "đúng ngày cuối"


def describe_counts(counts: Timeliness) -> str:
    """“17/19 trường đã nộp, 15/17 đúng hạn, 1 báo cáo trả lại, chờ sửa”."""
    if not counts.received:
        return "chưa nhận báo cáo nào"
    told = f"{counts.received}/{counts.schools} trường đã nộp, {counts.on_time}/{counts.received} đúng hạn"
    return ", ".join((told, *describe_sent_back(counts)))


def describe_sent_back(counts: Timeliness) -> tuple[str, ...]:
    """“1 báo cáo trả lại, chờ sửa”, or nothing."""
    return (f"{counts.sent_back} báo cáo {STATES['sent_back']}",) if counts.sent_back else ()


def describe_receipts(material: Material) -> dict[str, str]:
    """When each school's return came, in words: đúng hạn · trễ 2 ngày · quá hạn 3 ngày · còn 5 ngày."""
    left = f"còn {material.counts.days_left} ngày"
    words = {"on_time": "đúng hạn", "late": "trễ {} ngày", "missing": "quá hạn {} ngày", "not_due": left}
    return {row.school: words[row.state].format(row.days_late) for row in iterate_rows(material.receipts)}
