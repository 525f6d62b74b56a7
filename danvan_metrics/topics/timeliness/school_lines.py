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

WORDS: Final = {"on_time": "đúng hạn", "late": "trễ hạn", "missing": "quá hạn chưa nộp", "not_due": "chưa đến hạn, chưa nộp"}
MARKS: Final = {"on_time": Mark.MET, "late": Mark.BEHIND, "missing": Mark.NOT_REPORTED, "not_due": Mark.NOT_DUE}
SYMBOLS: Final = {state: marks.SYMBOLS[mark] for state, mark in MARKS.items()}
FILLS: Final = {state: theme.MARK_FILLS[mark] for state, mark in MARKS.items()}


@dataclass(frozen=True, slots=True)
class SchoolTimeliness:
    """One school: state on_time | late | missing | not_due; days after (before: negative) the last day on time."""

    school: str
    name: str
    level: str
    model: bool
    state: str
    received_on: date | None
    days: int
    revision: int | None

    @property
    def words(self) -> str:
        """“trễ 3 ngày · 16/09”."""
        if self.received_on is None:
            return f"chưa nộp · quá {self.days} ngày" if self.state == "missing" else "chưa nộp, chưa đến hạn"
        near = {True: "đúng ngày cuối", False: f"sớm {-self.days} ngày"}[self.days == 0]
        return f"{near if self.days <= 0 else f'trễ {self.days} ngày'} · {self.received_on:%d/%m}"


def describe_receipts(material: Material) -> dict[str, str]:
    """When each school's return came, in words: đúng hạn · trễ 2 ngày · quá hạn 3 ngày · còn 5 ngày."""
    left = f"còn {material.counts.days_left} ngày"
    words = {"on_time": "đúng hạn", "late": "trễ {} ngày", "missing": "quá hạn {} ngày", "not_due": left}
    return {row.school: words[row.state].format(row.days_late) for row in iterate_rows(material.receipts)}
