"""How far the movement has spread, unit by unit: the ladder and the registered models."""

from __future__ import annotations

from collections.abc import Sequence

from danvan_metrics.formats.docx.paper import Paper
from danvan_metrics.formats.docx.sheets import WIDTH
from danvan_metrics.formats.table import Table
from danvan_metrics.topics.meeting import Meeting
from danvan_metrics.topics.unit_spread.chart import describe_lowest_unit
from danvan_metrics.topics.unit_spread.figures import collect_unit_models, collect_unit_spread
from danvan_metrics.topics.unit_spread.table import lay_out_unit_fields, lay_out_unit_ladder, lay_out_unit_models
from danvan_metrics.vietnamese import capitalise, lower_first

_NAME, _RATIO = 34, 19  # mm


def write_unit_spread(paper: Paper, meeting: Meeting) -> None:
    """Write the ladder by unit, the models by unit and by field; a table without figures is a sentence."""
    paper.add_section("LAN TỎA PHONG TRÀO")
    ladder, models = meeting.take(collect_unit_spread), meeting.take(collect_unit_models)
    rungs = "; ".join(f"bậc {rung}: {lower_first(title)}" for rung, title in enumerate(ladder.rungs))
    paper.add_text(f"{capitalise(rungs)}.")
    paper.add_part("Bậc thang lan tỏa theo đơn vị")
    if ladder.empty:
        paper.add_text(ladder.empty)
    else:
        paper.add_lead(f"{capitalise(ladder.subtitle)}. {describe_lowest_unit(ladder)}.")
        table = lay_out_unit_ladder(ladder)
        paper.add_table(table, _share_widths(table, _RATIO, _RATIO))
    paper.add_part("Mô hình “Dân vận khéo” đăng ký")
    if models.empty:
        paper.add_text(models.empty)
        return
    paper.add_lead(f"{capitalise(models.subtitle)}.")
    table = lay_out_unit_models(models)
    paper.add_table(table, _share_widths(table, _RATIO))
    paper.add_table(lay_out_unit_fields(models), (75, 20, 20, WIDTH - 115))


def _share_widths(table: Table, *fixed: float) -> Sequence[float]:
    """The names and the columns after them as wide as said, the rest in equal parts."""
    taken = (_NAME, *fixed)
    others = len(table.columns) - len(taken)
    return [*taken, *[(WIDTH - sum(taken)) / others] * others]
