"""Annex II: one entry per school: its row of figures, when its return came, what it is behind on, and what was agreed."""

from __future__ import annotations

from dataclasses import replace

from danvan_metrics.formats.docx.paper import Paper
from danvan_metrics.formats.docx.sheets import WIDTH, start_page
from danvan_metrics.formats.table import Table, group_rows
from danvan_metrics.metrics.appraisal import sum_appraisals
from danvan_metrics.metrics.bands import set_limits
from danvan_metrics.metrics.dataset import iterate_rows
from danvan_metrics.metrics.marking import name_reading
from danvan_metrics.metrics.marks import LABELS, Mark, name_mark
from danvan_metrics.metrics.return_states import describe_return
from danvan_metrics.plan.lens import Lens
from danvan_metrics.topics.actions.figures import ActionRow, Standing, collect_actions
from danvan_metrics.topics.actions.table import lay_out_weak_lines
from danvan_metrics.topics.actions.weak_cells import WeakCell, collect_weak_cells
from danvan_metrics.topics.meeting import Meeting
from danvan_metrics.topics.school.figures import describe_appraisal
from danvan_metrics.topics.scorecard.figures import SchoolScores, collect_scorecard
from danvan_metrics.topics.scorecard.section import name_report, write_legend
from danvan_metrics.topics.scorecard.table import lay_out_scorecard
from danvan_metrics.topics.timeliness.chart import collect_timeliness
from danvan_metrics.topics.timeliness.school_lines import SchoolTimeliness
from danvan_metrics.vietnamese import format_date

_WEAK = "chưa đạt ở các nhóm dưới mức của kỳ hoặc có vi phạm"
_CODE, _SHORT_WORDS, _LONG_WORDS = 16, 44, 65  # mm


def write_school_annex(paper: Paper, meeting: Meeting) -> None:
    """Write an entry for every school of the scorecard, in its order."""
    start_page(paper.document, lying=False)
    paper.add_annex("Kết quả từng trường")
    name_report(paper, meeting)
    write_legend(paper, meeting)
    came = {school.school: school for school in meeting.take(collect_timeliness).schools}
    told = {row.school: describe_return(row) for row in iterate_rows(meeting.material.returns)}
    card = meeting.take(collect_scorecard)
    table = lay_out_scorecard(card).select(*range(1, len(card.shown) + 1))
    schools = (cells for band in table.bands if not band.total for cells in band.rows)
    for row, cells in zip(card.rows, schools, strict=True):
        own = replace(table, caption=f"{row.name}: kết quả theo nhóm", bands=group_rows([cells]))
        paper.add_part(row.name)
        receipt = f"; {row.receipt}" if came[row.school].received_on else ""
        paper.add_lead(f"{_describe_school(came[row.school])}; báo cáo {meeting.period}: {told[row.school]}{receipt}.")
        _write_school(paper, meeting, row, came[row.school], own)


def _write_school(paper: Paper, meeting: Meeting, row: SchoolScores, came: SchoolTimeliness, table: Table) -> None:
    if any(cell.ratio for cell in row.cells):  # without any the sentence below says it all
        paper.add_bare_table(table, [WIDTH / len(table.columns)] * len(table.columns), together=True)
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
        paper.add_lead(f"{len(cells)} chỉ tiêu, nội dung {_WEAK}:")
        _add_weak(paper, meeting, row.name, cells)
    elif not any(cell.ratio for cell in row.cells):
        paper.add_text(f"{_explain_absence(meeting, came)}.")
    elif any(group.school.code == row.school for group in meeting.take(collect_weak_cells).groups):
        paper.add_text("Phần còn lại của các nhóm dưới mức của kỳ Phòng chưa kiểm.")
    else:
        paper.add_text("Không nhóm nào dưới mức của kỳ hoặc có vi phạm.")


def _explain_absence(meeting: Meeting, came: SchoolTimeliness) -> str:
    """Why there is no figure: what the school has not handed in, or, of a return in force, what the office has yet to do."""
    if came.received_on and not came.waiting and meeting.scope.lens is Lens.APPRAISED:
        return "Phòng chưa thẩm định"
    return f"Chưa có số liệu: {came.waiting or ('báo cáo để trống' if came.received_on else 'chưa nhận báo cáo')}"


def _add_weak(paper: Paper, meeting: Meeting, name: str, cells: tuple[WeakCell, ...]) -> None:
    """Without what was agreed, which is told below them once."""
    table = lay_out_weak_lines(meeting.take(collect_weak_cells), cells[0].school.code, meeting.scope)
    own = replace(table, caption=f"{name}: chỉ tiêu, nội dung {_WEAK}")
    zero = name_mark(Mark.ZERO, meeting.scope.lens)
    result = _LONG_WORDS if len(zero) > len(LABELS[Mark.ZERO]) else _SHORT_WORDS
    paper.add_bare_table(own.select(0, 1, 2), (_CODE, WIDTH - _CODE - result, result))


def _write_actions(paper: Paper, meeting: Meeting, school: str) -> None:
    for row in meeting.take(collect_actions).rows:
        if row.school.code == school:
            action = row.action
            paper.add_dash(
                f"Việc giao ở {row.agreed_on}: {action.task} ({row.subject}); phụ trách: {action.person}; "
                f"hạn {format_date(action.due)}; {row.state_words}; {_describe_move(row, meeting)}."
            )


def _describe_move(row: ActionRow, meeting: Meeting) -> str:
    """The figure when it was agreed and now, without marks: they stand in a sentence, each by its own period's limits."""
    told = (("số liệu lúc giao", row.then, row.action.period), ("nay", row.now, meeting.scope.period))
    return "; ".join(f"{when}: {_describe_standing(one, period, meeting)}" for when, one, period in told if one)


def _describe_standing(standing: Standing, period: str, meeting: Meeting) -> str:
    named = name_reading(standing.mark, meeting.scope.lens, set_limits(meeting.plan, period))
    return ", ".join(filter(None, (standing.ratio, named)))
