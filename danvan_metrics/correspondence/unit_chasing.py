"""Which units are to be asked once more for their schools' returns, and the courteous words for it; nothing is sent from here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from danvan_metrics.correspondence.chasing import DAYS_AHEAD
from danvan_metrics.correspondence.mail_drafts import write_draft
from danvan_metrics.correspondence.replies import Reply
from danvan_metrics.formats.package import NamedFile, pack_files
from danvan_metrics.formats.record import FigureRecord
from danvan_metrics.metrics.dataset import Dataset, Scope
from danvan_metrics.metrics.rollup.node_units import NodeUnit
from danvan_metrics.plan.model import Office, Period, Plan
from danvan_metrics.topics.unit_owner import find_owner
from danvan_metrics.topics.unit_timeliness.figures import UnitReturns, collect_unit_timeliness
from danvan_metrics.units.tree import UnitTree
from danvan_metrics.vietnamese import capitalise, fold, format_date, lower_first

_IN_CASE = "Trường nào đã gửi trong lúc lời nhắc này đến, xin bỏ qua."
_RULE = "─" * 60


@dataclass(frozen=True, slots=True)
class UnitChase:
    """One unit to ask: how many of its schools are waited for, in a few words, as a letter and as a short message."""

    row: UnitReturns
    unit: NodeUnit
    detail: str
    letter: Reply
    short: str


@dataclass(frozen=True, kw_only=True)
class UnitChaseList(FigureRecord):
    """Every unit to ask about one period, the most schools behind first; `direct`: what waits under the node itself."""

    chases: tuple[UnitChase, ...]
    direct: str = ""

    def table(self) -> pd.DataFrame:
        """A row per unit, with Vietnamese headings."""
        rows = [
            (
                one.unit.name,
                one.row.counts.schools,
                one.row.counts.missing,
                one.row.counts.sent_back,
                one.row.incomplete,
                one.short,
            )
            for one in self.chases
        ]
        headings = ["Đơn vị", "Số trường", "Quá hạn chưa nộp", "Trả lại, chờ sửa", "Thiếu dòng", "Lời nhắn"]
        return pd.DataFrame(rows, columns=headings)

    def text(self) -> str:
        """One list for all: a line per unit."""
        return "\n".join(f"- {one.unit.name}: {one.detail}" for one in self.chases)

    def write_letters(self) -> bytes:
        """All letters one after another, as the officer copies them."""
        parts = [f"Tiêu đề thư: {one.letter.subject}\r\n{_break_lines(one.letter.body)}" for one in self.chases]
        return f"\r\n{_RULE}\r\n".join([f"{self.title} · {self.subtitle}", *parts]).encode("utf-8-sig")

    def pack_drafts(self) -> bytes:
        """A draft per unit for a mail program, without an address: the officer knows whom to write to."""
        return pack_files(self._list_drafts())

    def _list_drafts(self) -> Iterator[NamedFile]:
        for one in self.chases:
            yield f"thu-{fold(one.unit.code).replace(' ', '-')}.eml", write_draft(one.letter)


def _break_lines(text: str) -> str:
    return "\r\n".join(text.splitlines())


def collect_unit_chasing(dataset: Dataset, scope: Scope) -> UnitChaseList:
    """Collect which unit lacks how much; one whose schools are all on time and complete is left in peace."""
    record, period = collect_unit_timeliness(dataset, scope), scope.find_period(dataset)
    details = [(row, detail) for row in record.rows if (detail := "; ".join(_list_lacks(row)))]
    details.sort(key=lambda pair: (-pair[0].behind, -pair[0].incomplete))
    writer = _Writer(dataset.plan, find_owner(dataset), period, dataset.roster.tree)
    return UnitChaseList(
        title="Đơn vị cần đôn đốc",
        subtitle=record.subtitle,
        file_name=record.file_name.replace("nop-bao-cao", "don-doc"),
        sample=dataset.sample,
        chases=tuple(writer.write(row, row.unit, detail) for row, detail in details if row.unit and not row.unit.own),
        direct=next((f"{row.unit.name}: {detail}" for row, detail in details if row.unit and row.unit.own), ""),
    )


def _list_lacks(row: UnitReturns) -> Iterator[str]:
    """What is waited for; a deadline far away is no reason to ask."""
    counts = row.counts
    if counts.missing:
        yield f"{counts.missing}/{counts.schools} trường quá hạn chưa nộp"
    if counts.sent_back:
        yield f"{counts.sent_back} báo cáo đã trả lại, chờ sửa"
    if row.incomplete:
        yield f"{row.incomplete} báo cáo còn thiếu dòng"
    if counts.not_due and counts.days_left <= DAYS_AHEAD:
        yield f"{counts.not_due}/{counts.schools} trường chưa nộp, sắp đến hạn"


@dataclass(frozen=True, slots=True)
class _Writer:
    """Who asks, about which period."""

    plan: Plan
    owner: Office
    period: Period
    tree: UnitTree

    def write(self, row: UnitReturns, unit: NodeUnit, detail: str) -> UnitChase:
        """The letter and the message to one unit."""
        addressed = self.tree.by_code[unit.code]
        name = lower_first(addressed.name)
        report = f"báo cáo {self.period.title.lower()}"
        named = f" Các trường: {unit.names}." if unit.named else ""
        where = f" về {addressed.send_to}" if addressed.send_to else ""
        due = f"hạn nộp: trước ngày {format_date(self.period.deadline)}"
        ask = (
            f"Đến nay {name} còn {detail} ({due}).{named} Kính đề nghị {name} đôn đốc các trường gửi{where} "
            f"{'đúng hạn' if row.counts.days_left >= 0 else 'trong thời gian sớm nhất'}."
        )
        parts = (
            f"Kính gửi: {addressed.name},",
            f"{capitalise(self.owner.short)} đang tổng hợp {report} theo {self.plan.title}. {ask}",
            f"Có gì vướng mắc, xin liên hệ {self.owner.reach}. {_IN_CASE}",
            f"Trân trọng cảm ơn.\n\n{self.owner.name}",
        )
        letter = Reply(f"[{self.plan.short_title}] Về {report} – {addressed.name}", "\n\n".join(parts))
        short = f"Kính gửi {addressed.name}: {ask} Trân trọng cảm ơn. – {self.owner.short}"
        return UnitChase(row, unit, detail, letter, short)
