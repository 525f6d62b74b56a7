"""Sections V and VI: what to look at, what was agreed about it, and the place where people write what they ask for."""

from __future__ import annotations

from collections.abc import Sequence

from danvan_metrics.formats.docx.grids import Column, Grid
from danvan_metrics.formats.docx.paper import Paper
from danvan_metrics.formats.docx.pieces import TO_WRITE, bold
from danvan_metrics.topics.actions.figures import ActionRow
from danvan_metrics.topics.meeting import Meeting
from danvan_metrics.vietnamese import format_date

_COLUMNS = (
    Column("Trường", 22, centred=False),
    Column("Nội dung", 29, centred=False),
    Column("Việc cần làm", 32, centred=False),
    Column("Người phụ trách", 22, centred=False),
    Column("Hạn", 22),
    Column("Tình trạng việc", 22, centred=False),
    Column("Số liệu", 16),
)


def write_attention(paper: Paper, meeting: Meeting) -> None:
    """Write the sentences made by fixed rules, how many cells are weak, and the actions."""
    paper.add_section("ĐIỂM CẦN CHÚ Ý VÀ VIỆC ĐÃ GIAO")
    paper.add_part("Điểm cần chú ý")
    for sentence in meeting.overview.sentences:
        paper.add_dash(bold(sentence.lead), sentence.text)
    weak = meeting.weak_cells
    paper.add_dash(bold(weak.title), f": {weak.subtitle}; từng trường xem Phụ lục II.")
    paper.add_part("Việc đã giao")
    actions = meeting.actions
    paper.add_text(f"{actions.subtitle[:1].upper()}{actions.subtitle[1:]}.")
    if actions.rows:
        paper.add_grid(lay_actions("Việc đã giao và tình trạng", actions.rows))


def lay_actions(caption: str, rows: Sequence[ActionRow]) -> Grid:
    """A row per action, with the figure when it was agreed and now."""
    return Grid(caption, _COLUMNS, tuple(_list_action(row) for row in rows))


def _list_action(row: ActionRow) -> tuple[str, ...]:
    action = row.action
    agreed = f"{row.state_words} (giao ở {row.agreed_on})"
    return row.school.short_name, row.subject, action.task, action.person, format_date(action.due), agreed, row.moved


def write_proposals(paper: Paper) -> None:
    """Leave room: what the office asks for is written by people, never made up."""
    paper.add_section("ĐỀ NGHỊ, KIẾN NGHỊ")
    paper.add_text(TO_WRITE)
