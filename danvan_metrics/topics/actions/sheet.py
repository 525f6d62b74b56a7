"""“Việc đã giao”: what meetings agreed on, and what has come of it."""

from __future__ import annotations

from typing import Final

from danvan_metrics.formats.xlsx import look as looks
from danvan_metrics.formats.xlsx.page import TOP, Page
from danvan_metrics.formats.xlsx.print_setup import PaperFit, set_print
from danvan_metrics.topics.actions.figures import collect_actions
from danvan_metrics.topics.actions.table import HEADINGS
from danvan_metrics.topics.meeting import Meeting

SHEET: Final = "Việc đã giao"
_NOTHING: Final = "Chưa giao việc nào cho các trường đang xem."


def write_actions(page: Page, meeting: Meeting) -> None:
    """Write one row per action, overdue ones first."""
    record = meeting.take(collect_actions)
    page.set_widths([22, 30, 42, 22, 12, 13, 26, 24])
    page.write_head(record.title, record.subtitle, len(HEADINGS))
    page.write_headings(TOP, HEADINGS)
    for row, one in enumerate(record.rows, start=TOP + 1):
        texts = (one.school.short_name, one.subject, one.action.task, one.action.person)
        page.write_row(row, [(text, looks.LONG_TEXT) for text in texts])
        page.write(row, 5, one.action.due, looks.DATE)
        page.write_row(row, [(text, looks.LONG_TEXT) for text in (one.agreed_on, one.state_words, one.moved)], column=6)
    if not record.rows:
        page.write_line(TOP + 1, _NOTHING, looks.PLAIN, len(HEADINGS))
    set_print(page, columns=len(HEADINGS), repeat=TOP, fit=PaperFit(high=1))
