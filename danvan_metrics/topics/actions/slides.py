"""What is left to do: the schools that were late or are missing, and what was agreed in meetings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from danvan_metrics.formats.pptx.deck import Deck
from danvan_metrics.formats.pptx.slide_master import BOTTOM, MARGIN, TOP
from danvan_metrics.formats.pptx.slide_tables import Cell, Row, Table, add_table, make_cell, make_header
from danvan_metrics.formats.pptx.slide_text import Run, spell
from danvan_metrics.topics.actions.figures import ActionRow
from danvan_metrics.topics.meeting import Meeting
from danvan_metrics.topics.timeliness.school_lines import FILLS, SYMBOLS, WORDS, SchoolTimeliness
from danvan_metrics.vietnamese import format_date, format_quantity

LATE_TITLE: Final = "Trường nộp trễ và chưa nộp"
NO_ACTION: Final = "Chưa giao việc nào về các trường này, tính đến kỳ đang xem."
_TOLD: Final = ("late", "missing")
_LATE_WIDTHS: Final = (4.2, 1.8, 2.8, 1.8, 1.733)
_ACTION_WIDTHS: Final = (3.1, 1.75, 2.3, 1.6, 1.08, 1.3, 1.203)
_SIZE: Final = 14
_ACTION_SIZE: Final = 12


def add_late_slides(deck: Deck, meeting: Meeting) -> None:
    """Only the late and the missing ones, or a sentence that there are none."""
    record = meeting.timeliness
    schools = [school for school in record.schools if school.state in _TOLD]
    if record.empty or not schools:
        deck.add_sentence_slide(LATE_TITLE, record.subtitle, record.empty or _tell_none(meeting))
        return
    header = make_header("Trường", "Cấp học", "Tình trạng", "Ngày nhận", "Số ngày quá hạn", aligns="lllcc")
    rows = tuple(map(_write_school, schools))
    _add_table(deck, LATE_TITLE, record.subtitle, Table(_LATE_WIDTHS, header, rows, _SIZE, loose=0.1), record.alt)


def _tell_none(meeting: Meeting) -> str:
    counts = meeting.timeliness.counts
    told = f"{counts.received}/{counts.schools} trường đã nộp, {counts.on_time}/{counts.received} đúng hạn"
    if counts.not_due:
        return f"Chưa có trường nào trễ hạn: {told}; {counts.not_due} trường chưa nộp, chưa đến hạn."
    return f"Không có trường nào nộp trễ hoặc chưa nộp: {told}."


def _write_school(school: SchoolTimeliness) -> Row:
    received = format_date(school.received_on) if school.received_on else "chưa nhận"
    state = f"{SYMBOLS[school.state]} {WORDS[school.state]}"
    name, level = (
        make_cell(text, width=width, size=_SIZE) for text, width in zip((school.name, school.level), _LATE_WIDTHS, strict=False)
    )
    days = Cell((Run(format_quantity(school.days), bold=True),), align="ctr")
    return (name, level, Cell(spell(Run(state)), FILLS[school.state].color), Cell((Run(received),), align="ctr"), days)


def add_action_slides(deck: Deck, meeting: Meeting) -> None:
    """What was agreed, for whom and until when, and whether the figure has moved."""
    record = meeting.actions
    if not record.rows:
        deck.add_sentence_slide(record.title, record.subtitle, NO_ACTION)
        return
    titles = ("Việc cần làm", "Trường", "Nội dung", "Người phụ trách", "Hạn", "Tình trạng", "Số liệu khi giao → nay")
    table = Table(_ACTION_WIDTHS, make_header(*titles), tuple(map(_write_action, record.rows)), _ACTION_SIZE, loose=0.08)
    _add_table(deck, record.title, record.subtitle, table, f"{record.title}: {record.subtitle}")


def _write_action(row: ActionRow) -> Row:
    action = row.action
    texts: Sequence[str] = (
        action.task,
        row.school.short_name,
        row.subject,
        action.person,
        format_date(action.due),
        row.state_words,
        row.moved,
    )
    return tuple(
        make_cell(text, width=width, size=_ACTION_SIZE, bold=column == 0)
        for column, (text, width) in enumerate(zip(texts, _ACTION_WIDTHS, strict=True))
    )


def _add_table(deck: Deck, title: str, subtitle: str, table: Table, alt: str) -> None:
    for number, rows in enumerate(table.split(BOTTOM - TOP)):
        slide = deck.add_slide(title + (" (tiếp)" if number else ""), subtitle)
        add_table(slide, table, rows, left=MARGIN, top=TOP, alt=alt)
