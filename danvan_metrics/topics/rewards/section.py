"""The annex of the report with what was recognised and who is proposed for which reward."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from danvan_metrics.formats.docx.paper import Paper
from danvan_metrics.formats.docx.sheets import start_page
from danvan_metrics.formats.table import Cell, Heading, Table, group_rows, name_columns
from danvan_metrics.metrics.dataset import Dataset, Scope
from danvan_metrics.topics.meeting import Meeting
from danvan_metrics.topics.rewards.figures import RewardList, collect_rewards, describe_step
from danvan_metrics.topics.rewards.table import BLOCKS, lay_out_rewards
from danvan_metrics.vietnamese import capitalise, format_date

_RECOGNISED: Final = (48, 78, 34, 24, 68)  # mm of a lying page
_PROPOSED: Final = (11, 38, 40, 58, 36, 32, 37)


def write_reward_annex(paper: Paper, meeting: Meeting) -> None:
    """Write the models recognised and the proposals with how far each has come; nothing where there is neither."""
    record = meeting.take(collect_rewards)
    models = lay_out_recognised(meeting.dataset, meeting.scope)
    if not (models.rows or record.rows):
        return
    start_page(paper.document, lying=True)
    paper.add_annex("Mô hình được công nhận và đề nghị khen thưởng")
    paper.add_text(f"{capitalise(record.subtitle)}.")
    paper.add_part("Mô hình được công nhận")
    if models.rows:
        paper.add_bare_table(models, _RECOGNISED)
    else:
        paper.add_text("Chưa có mô hình nào được công nhận.")
    paper.add_part("Đề nghị khen thưởng")
    if record.standing:
        paper.add_bare_table(_lay_proposals(record), _PROPOSED)
    else:
        paper.add_text("Chưa có đề nghị khen thưởng nào.")


def _lay_proposals(record: RewardList) -> Table:
    """The proposals that stand, with how far each has come in place of the votes alone."""
    table = lay_out_rewards(record, record.standing)
    ordered = [row for collective in BLOCKS for row in record.standing if row.collective is collective]
    steps = iter(Cell(describe_step(row.proposal)) for row in ordered)
    bands = tuple(replace(band, rows=tuple((*cells[:-1], next(steps)) for cells in band.rows)) for band in table.bands)
    return replace(table, headings=((*table.columns[:-1], Heading("Tình trạng")),), bands=bands)


def lay_out_recognised(dataset: Dataset, scope: Scope) -> Table:
    """Lay out the models of the schools in scope that were recognised for the period, in the order of the roster."""
    models = dataset.rewards.of_period(scope.period).recognised
    rows = (
        (
            school.short_name,
            one.model,
            one.level,
            "tiêu biểu" if one.exemplary else "",
            f"{one.decision}, {format_date(one.decided_on)}",
        )
        for school in scope.schools(dataset)
        for one in models
        if one.school == school.code
    )
    headings = name_columns("Trường", "Mô hình", "Cấp công nhận", "Ghi chú", "Quyết định")
    return Table("Mô hình được công nhận", headings, group_rows(rows), "lllll")
