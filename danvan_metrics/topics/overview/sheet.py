"""“Tổng quan”: the key figures as live n, N and share, and the sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from danvan_metrics.formats.xlsx import look as looks
from danvan_metrics.formats.xlsx.cell_references import cell, quote
from danvan_metrics.formats.xlsx.cell_writer import Formula
from danvan_metrics.formats.xlsx.page import TOP, Page
from danvan_metrics.formats.xlsx.print_setup import PaperFit, set_print
from danvan_metrics.metrics.appraisal import judge_appraisals
from danvan_metrics.metrics.completion import find_item_totals, total_groups
from danvan_metrics.metrics.material import Material, count_reached
from danvan_metrics.metrics.words import STATES
from danvan_metrics.plan.verdicts import Stage
from danvan_metrics.topics.meeting import Meeting
from danvan_metrics.topics.overview.key_figures import KeyFigure, collect_key_figures, describe_deadline
from danvan_metrics.topics.overview.sentences import Sentence, collect_sentences
from danvan_metrics.topics.scorecard.school_grid import Part, SchoolGrid, lay_out_grid
from danvan_metrics.topics.spread.school_rows import count_schools, from_rung, of_model
from danvan_metrics.topics.spread.sheet import count_notable
from danvan_metrics.topics.timeliness.sheet import DeadlineRows, lay_out_deadlines

SHEET: Final = "Tổng quan"
_HEADINGS: Final = ("Chỉ số", "n", "N", "Tỉ lệ", "Đơn vị", "Ghi chú")


@dataclass(frozen=True)
class _Figure:
    """One live key figure: formulas and values of n and N, what is counted, and the formula of how many told it."""

    n: Formula
    total: Formula
    unit: str
    told: str = ""


def write_overview(page: Page, meeting: Meeting) -> None:
    """Write the deadline, the figures that open the meeting, and the sentences."""
    material, grid, deadlines = meeting.material, lay_out_grid(meeting), lay_out_deadlines(meeting)
    page.set_widths([32, 16, 10, 11, 14, 62])
    columns = len(_HEADINGS)
    page.write_head(f"{meeting.plan.short_title}: số liệu cuộc họp, {meeting.period}", meeting.subtitle, columns)
    page.write_line(TOP, describe_deadline(material), looks.SECTION, columns)
    page.write_headings(TOP + 1, _HEADINGS)
    row = TOP + 1
    figures = meeting.take(collect_key_figures)
    for figure, live in zip(figures, _list_figures(meeting, material, grid, deadlines), strict=True):
        row += 1
        _write_figure(page, row, figure, live)
    _write_sentences(page, meeting.take(collect_sentences), row + 2, columns)
    set_print(page, columns=columns, repeat=TOP - 1, fit=PaperFit(high=1))


def _list_figures(meeting: Meeting, material: Material, grid: SchoolGrid, deadlines: DeadlineRows) -> Iterator[_Figure]:
    """Live figures in the order of the key figures."""
    counts = material.counts
    yield _Figure(Formula(deadlines.received, counts.received), Formula(deadlines.schools, counts.schools), "trường")
    yield _Figure(Formula(deadlines.on_time, counts.on_time), Formula(deadlines.received, counts.received), "báo cáo")
    groups = find_item_totals(meeting.plan)
    if groups:
        sums = total_groups(material.groups).set_index("group").reindex(list(groups))
        parts = ((Part.N, int(sums["n"].sum())), (Part.TOTAL, int(sums["N"].sum())))
        n, total = (Formula(f"SUM({','.join(grid.total_place(code, part) for code in groups)})", value) for part, value in parts)
        yield _Figure(n, total, "nội dung")
    if meeting.plan.rounds:
        stages = judge_appraisals(meeting.dataset, meeting.scope)["stage"]
        concluded, schools = int(stages.eq(Stage.CONCLUDED).sum()), len(stages)
        yield _Figure(Formula(str(concluded), concluded), Formula(str(schools), schools), "trường")
    if meeting.plan.ladder:
        notable = meeting.plan.notable_rung
        n_text, total_text = count_notable(notable, meeting.scope.model)
        reached = count_reached(material.ladder, notable) if material.ladder["rung"].notna().any() else None
        standing = count_schools(from_rung(0), *of_model(meeting.scope.model))
        yield _Figure(Formula(n_text, reached), Formula(total_text, len(material.ladder)), "trường", standing)


def _write_figure(page: Page, row: int, figure: KeyFigure, live: _Figure) -> None:
    """Write n, N and their share; a word instead of n of nothing."""
    n, total = cell(row, 2), cell(row, 3)
    known = bool(live.total.value) and live.n.value is not None
    word = figure.value if figure.value in STATES.values() else STATES["not_reported"]
    counted = f"IF({live.told or live.total.text}=0,{quote(word)},{live.n.text})"
    page.write(row, 1, figure.label, looks.CellFormat(bold=True))
    page.write(row, 2, Formula(counted, live.n.value if known else word), looks.COUNT)
    page.write(row, 3, Formula(f'IF({live.total.text}=0,"",{live.total.text})', live.total.value or None), looks.COUNT)
    page.write(
        row, 4, Formula(f'IF(ISNUMBER({n}),{n}/{total},"")', live.n.value / live.total.value if known else None), looks.SHARE
    )
    page.write(row, 5, live.unit, looks.TEXT)
    page.write(row, 6, figure.note, looks.LONG_TEXT)


def _write_sentences(page: Page, sentences: Sequence[Sentence], row: int, columns: int) -> None:
    page.write_line(row, "Điều cần nói", looks.SECTION, columns)
    for place, sentence in enumerate(sentences, start=row + 1):
        page.write_sentence(place, sentence.lead, sentence.text, columns)
    if not sentences:
        page.write_line(row + 1, "Chưa có số liệu để nói.", looks.PLAIN, columns)
