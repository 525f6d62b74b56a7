"""Annex II: one entry per school: its row of figures, when its return came, what it is behind on, and what was agreed."""

from __future__ import annotations

from danvan_metrics.formats import theme
from danvan_metrics.formats.docx.grids import Cell, Column, Grid
from danvan_metrics.formats.docx.paper import Paper
from danvan_metrics.formats.docx.sheets import WIDTH, start_page
from danvan_metrics.metrics.marks import LABELS, SYMBOLS, Mark
from danvan_metrics.topics.actions.weak_cells import WeakCell
from danvan_metrics.topics.meeting import Meeting
from danvan_metrics.topics.scorecard.figures import Row
from danvan_metrics.topics.scorecard.section import name_report, show_cell, write_legend
from danvan_metrics.topics.timeliness.school_lines import SchoolTimeliness
from danvan_metrics.vietnamese import NOTHING, format_date

_CODE, _SHORT_WORDS, _LONG_WORDS, _ACTION = 16, 38, 65, 37  # mm


def write_school_annex(paper: Paper, meeting: Meeting) -> None:
    """Write an entry for every school of the scorecard, in its order."""
    start_page(paper.document, lying=False)
    paper.add_annex("Kết quả từng trường")
    name_report(paper, meeting)
    write_legend(paper, meeting)
    came = {school.school: school for school in meeting.timeliness.schools}
    for row in meeting.overview.scorecard.rows:
        _write_school(paper, meeting, row, came[row.school])


def _write_school(paper: Paper, meeting: Meeting, row: Row, came: SchoolTimeliness) -> None:
    paper.add_part(row.name)
    paper.add_lead(f"{_describe_school(came)}; báo cáo {meeting.period}: {_describe_return(came)}; trạng thái: {row.state}.")
    paper.add_bare_grid(_lay_figures(meeting, row))
    _write_weak(paper, meeting, row, came)
    _write_actions(paper, meeting, row.school)


def _describe_school(came: SchoolTimeliness) -> str:
    return f"{came.level}, trường điểm" if came.model else came.level


def _describe_return(came: SchoolTimeliness) -> str:
    if came.received_on is None:
        return came.words
    return f"nhận ngày {format_date(came.received_on)}, {came.words.split(' · ')[0]}, lần nộp {came.revision}"


def _lay_figures(meeting: Meeting, row: Row) -> Grid:
    groups = meeting.overview.scorecard.groups
    columns = tuple(Column(group.short, WIDTH / len(groups)) for group in groups)
    return Grid(f"{row.name}: kết quả theo nhóm", columns, (tuple(map(show_cell, row.cells)),), together=True)


def _write_weak(paper: Paper, meeting: Meeting, row: Row, came: SchoolTimeliness) -> None:
    cells = meeting.weak_cells.of(row.school)
    if cells:
        paper.add_lead(f"{len(cells)} nội dung chậm tiến độ hoặc chưa làm:")
        paper.add_bare_grid(_lay_weak(meeting, row.name, cells))
    elif came.received_on is None:
        paper.add_text("Chưa có báo cáo nên chưa có số liệu để nêu nội dung chậm.")
    else:
        paper.add_text("Không có nội dung nào chậm tiến độ hoặc chưa làm.")


def _lay_weak(meeting: Meeting, name: str, cells: tuple[WeakCell, ...]) -> Grid:
    """The column of actions stands only where something was agreed; a 0 reads as it does through the meeting's lens."""
    words = LABELS | {Mark.ZERO: meeting.statuses[0].legend[Mark.ZERO]}
    agreed = any(cell.actions for cell in cells)
    result = _LONG_WORDS if len(words[Mark.ZERO]) > len(LABELS[Mark.ZERO]) else _SHORT_WORDS
    title = WIDTH - _CODE - result - (_ACTION if agreed else 0)
    columns = [Column("Mã", _CODE), Column("Nội dung", title, centred=False), Column("Kết quả", result)]
    if agreed:
        columns.append(Column("Việc đang giao", _ACTION, centred=False))
    rows = tuple(_list_weak(cell, words[cell.mark], agreed=agreed) for cell in cells)
    return Grid(f"{name}: nội dung chậm tiến độ hoặc chưa làm", tuple(columns), rows)


def _list_weak(cell: WeakCell, words: str, *, agreed: bool) -> tuple[str | Cell, ...]:
    told = f"{SYMBOLS[cell.mark]} {cell.ratio}".strip()
    figures = (cell.code, cell.title, Cell(told, beside=words, fill=theme.MARK_FILLS[cell.mark]))
    return (*figures, "; ".join(action.task for action in cell.actions) or NOTHING) if agreed else figures


def _write_actions(paper: Paper, meeting: Meeting, school: str) -> None:
    for row in meeting.actions.rows:
        if row.school.code == school:
            action = row.action
            paper.add_dash(
                f"Việc giao ở {row.agreed_on}: {action.task} ({row.subject}); phụ trách: {action.person}; "
                f"hạn {format_date(action.due)}; {row.state_words}; số liệu: {row.moved}."
            )
