"""Section IV: how far the movement has spread: the ladder by period and level, the communes, the registered models."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from danvan_metrics.formats.docx.paper import Paper
from danvan_metrics.formats.docx.sheets import WIDTH, start_page
from danvan_metrics.formats.record import Chart
from danvan_metrics.formats.table import Table
from danvan_metrics.topics.meeting import Meeting
from danvan_metrics.topics.spread.ladder_chart import LadderChart, collect_ladder, format_rung
from danvan_metrics.topics.spread.map_chart import collect_commune_map
from danvan_metrics.topics.spread.model_list import collect_model_list, describe_list, lay_out_model_list
from danvan_metrics.topics.spread.models_chart import collect_models_by_field
from danvan_metrics.topics.spread.table import lay_out_communes, lay_out_fields, lay_out_ladder
from danvan_metrics.vietnamese import capitalise, lower_first

_MODELS = (31, 52, 44, 24, 18, 20, 45, 18)  # mm of a lying page
_NAME, _ABOVE, _STATE = 26, 24, 18  # mm of the ladder's columns; the rungs share the rest


def write_spread(paper: Paper, meeting: Meeting) -> None:
    """Write the four tables, each with what it counts; a table without figures is a sentence."""
    paper.add_section("LAN TỎA PHONG TRÀO")
    ladder = meeting.take(collect_ladder)
    paper.add_text(f"{'; '.join(_describe_rungs(ladder))}.")
    paper.add_part("Bậc thang lan tỏa qua các kỳ")
    now = meeting.plan.find_period(meeting.scope.period).title
    _write_ladder(paper, ladder, "Số trường ở từng bậc, theo kỳ", now=now)
    paper.add_part("Bậc thang lan tỏa theo cấp học")
    _write_ladder(paper, meeting.take(collect_ladder, by_level=True), f"Số trường ở từng bậc, theo cấp học, {meeting.period}")
    paper.add_part("Theo xã, thị trấn")
    communes, models = meeting.take(collect_commune_map, ()), meeting.take(collect_models_by_field)
    _write_table(paper, communes, lay_out_communes(communes), (50, 34, 18, 21, 21, 21), together=True)
    paper.add_part("Mô hình “Dân vận khéo” đăng ký theo lĩnh vực")
    _write_table(paper, models, lay_out_fields(models), (63, 17, 17, 17, 17, 17, 17))


def write_model_annex(paper: Paper, meeting: Meeting) -> None:
    """Write every registered model with its field, results and beneficiaries; nothing where there is none."""
    record = meeting.take(collect_model_list)
    if record.empty:
        return
    start_page(paper.document, lying=True)
    paper.add_annex("Mô hình “Dân vận khéo” đã đăng ký")
    paper.add_text(f"{capitalise(describe_list(record))}; {record.subtitle}. Mô hình đăng ký chưa phải mô hình được công nhận.")
    paper.add_bare_table(lay_out_model_list(record), _MODELS)


def _describe_rungs(record: LadderChart) -> Iterator[str]:
    for rung, title in enumerate(record.rungs):
        yield f"{'bậc' if rung else 'Bậc'} {rung}: {lower_first(title)}"


def _write_ladder(paper: Paper, record: LadderChart, caption: str, *, now: str = "") -> None:
    if record.empty:
        paper.add_text(record.empty)
        return
    paper.add_lead(f"{capitalise(record.subtitle)}.")
    table = lay_out_ladder(record, caption, strong=now)
    rungs, states = len(record.rungs), len(table.columns) - len(record.rungs) - 2
    width = (WIDTH - _NAME - _ABOVE - _STATE * states) / rungs
    paper.add_table(table, [_NAME, *[width] * rungs, *[_STATE] * states, _ABOVE], together=True)
    named = [f"{name} {format_rung(rung)}" for row in record.rows if now in {"", row.name} for name, rung in row.models]
    if named:
        paper.add_note(f"Trong đó trường điểm: {'; '.join(named)}.")


def _write_table(paper: Paper, record: Chart, table: Table, widths: Sequence[float], *, together: bool = False) -> None:
    if record.empty:
        paper.add_text(record.empty)
        return
    paper.add_lead(f"{record.subtitle}.")
    paper.add_table(table, widths, together=together)
