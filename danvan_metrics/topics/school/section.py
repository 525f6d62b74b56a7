"""Annex II: one entry per school: its row of figures, when its return came, what it is behind on, and what was agreed."""

from __future__ import annotations

from dataclasses import replace

from danvan_metrics.formats.docx.paper import Paper
from danvan_metrics.formats.docx.sheets import WIDTH, start_page
from danvan_metrics.formats.table import Table, group_rows
from danvan_metrics.metrics.appraisal import sum_appraisals
from danvan_metrics.metrics.dataset import iterate_rows
from danvan_metrics.metrics.marks import LABELS, Mark, name_mark
from danvan_metrics.metrics.return_states import describe_return
from danvan_metrics.metrics.words import name_weak
from danvan_metrics.plan.lens import Lens
from danvan_metrics.topics.actions.figures import ActionRow, collect_actions
from danvan_metrics.topics.actions.table import lay_out_weak
from danvan_metrics.topics.actions.weak_cells import WeakCell, collect_weak_cells
from danvan_metrics.topics.meeting import Meeting
from danvan_metrics.topics.school.figures import describe_appraisal
from danvan_metrics.topics.scorecard.figures import SchoolScores, collect_scorecard
from danvan_metrics.topics.scorecard.section import name_report, write_legend
from danvan_metrics.topics.scorecard.table import lay_out_scorecard
from danvan_metrics.topics.timeliness.chart import collect_timeliness
from danvan_metrics.topics.timeliness.school_lines import SchoolTimeliness
from danvan_metrics.vietnamese import format_date

_CODE, _SHORT_WORDS, _LONG_WORDS, _ACTION = 16, 38, 65, 37  # mm


def write_school_annex(paper: Paper, meeting: Meeting) -> None:
    """Write an entry for every school of the scorecard, in its order."""
    start_page(paper.document, lying=False)
    paper.add_annex("Kết quả từng trường")
    name_report(paper, meeting)
    write_legend(paper, meeting)
    came = {school.school: school for school in meeting.take(collect_timeliness).schools}
    told = {row.school: describe_return(row) for row in iterate_rows(meeting.material.returns)}
    card = meeting.take(collect_scorecard)
    table = lay_out_scorecard(card).select(*range(1, len(card.groups) + 1))
    for row, cells in zip(card.rows, table.rows, strict=True):
        own = replace(table, caption=f"{row.name}: kết quả theo nhóm", bands=group_rows([cells]))
        paper.add_part(row.name)
        receipt = f"; {row.receipt}" if came[row.school].received_on else ""
        paper.add_lead(f"{_describe_school(came[row.school])}; báo cáo {meeting.period}: {told[row.school]}{receipt}.")
        _write_school(paper, meeting, row, came[row.school], own)


def _write_school(paper: Paper, meeting: Meeting, row: SchoolScores, came: SchoolTimeliness, table: Table) -> None:
    paper.add_bare_table(table, [WIDTH / len(row.cells)] * len(row.cells), together=True)
    appraised = next(one for one in iterate_rows(sum_appraisals(meeting.dataset, meeting.scope)) if one.school == row.school)
    if told := describe_appraisal(appraised):
        paper.add_text(f"{told}.")
    _write_weak(paper, meeting, row, came)
    _write_actions(paper, meeting, row.school)


def _describe_school(came: SchoolTimeliness) -> str:
    return f"{came.level}, trường điểm" if came.model else came.level


def _write_weak(paper: Paper, meeting: Meeting, row: SchoolScores, came: SchoolTimeliness) -> None:
    cells = meeting.take(collect_weak_cells).of(row.school)
    if cells:
        paper.add_lead(f"{len(cells)} chỉ tiêu, nội dung {name_weak(meeting.scope.lens)}:")
        _add_weak(paper, meeting, row.name, cells)
    elif not any(cell.ratio for cell in row.cells):
        paper.add_text(f"{_explain_absence(meeting, came)}.")
    else:
        paper.add_text(f"Không có chỉ tiêu, nội dung nào {name_weak(meeting.scope.lens)} trong phần đã báo cáo.")


def _explain_absence(meeting: Meeting, came: SchoolTimeliness) -> str:
    """Why there is no figure: what the school has not handed in, or, of a return in force, what the office has yet to do."""
    if came.received_on and not came.waiting and meeting.scope.lens is Lens.APPRAISED:
        return "Phòng chưa thẩm định"
    return f"Chưa có số liệu: {came.waiting or ('báo cáo để trống' if came.received_on else 'chưa nhận báo cáo')}"


def _add_weak(paper: Paper, meeting: Meeting, name: str, cells: tuple[WeakCell, ...]) -> None:
    """The column of actions stands only where something was agreed."""
    table = lay_out_weak(replace(meeting.take(collect_weak_cells), cells=cells), meeting.scope)
    own = replace(table, caption=f"{name}: chỉ tiêu, nội dung {name_weak(meeting.scope.lens)}", bands=group_rows(table.rows))
    zero = name_mark(Mark.ZERO, meeting.scope.lens)
    result = _LONG_WORDS if len(zero) > len(LABELS[Mark.ZERO]) else _SHORT_WORDS
    if any(cell.actions for cell in cells):
        paper.add_bare_table(own, (_CODE, WIDTH - _CODE - result - _ACTION, result, _ACTION))
    else:
        paper.add_bare_table(own.select(0, 1, 2), (_CODE, WIDTH - _CODE - result, result))


def _write_actions(paper: Paper, meeting: Meeting, school: str) -> None:
    for row in meeting.take(collect_actions).rows:
        if row.school.code == school:
            action = row.action
            paper.add_dash(
                f"Việc giao ở {row.agreed_on}: {action.task} ({row.subject}); phụ trách: {action.person}; "
                f"hạn {format_date(action.due)}; {row.state_words}; {_describe_move(row, meeting.scope.lens)}."
            )


def _describe_move(row: ActionRow, lens: Lens) -> str:
    """The figure when it was agreed and now, without marks: they stand in a sentence."""
    standings = {"số liệu lúc giao": row.then, "nay": row.now}
    return "; ".join(
        f"{when}: {', '.join(filter(None, (one.ratio, name_mark(one.mark, lens))))}" for when, one in standings.items() if one
    )
