"""The scorecard of a node as native tables, the slowest units first, with the legend under each part."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from danvan_metrics.formats.pptx.deck import Deck
from danvan_metrics.formats.pptx.slide_master import BOTTOM, MARGIN, ROOM, TOP
from danvan_metrics.formats.pptx.slide_tables import SlideTable, add_legend, add_table, set_legend, set_table
from danvan_metrics.formats.pptx.slide_text import measure_width
from danvan_metrics.formats.table import Table
from danvan_metrics.metrics.marks import Mark
from danvan_metrics.metrics.words import describe_emptiness, name_asked
from danvan_metrics.plan.model import Plan
from danvan_metrics.topics.meeting import Meeting
from danvan_metrics.topics.scorecard.weakest import choose_ranked
from danvan_metrics.topics.unit_scorecard.figures import UnitScorecard, collect_unit_scorecard
from danvan_metrics.topics.unit_scorecard.table import count_sides, lay_out_unit_scorecard

_SIZE: Final = 14
_LEGEND_SIZE: Final = 11
_NAME, _TOLD, _SIDE = 1.75, 0.95, 0.85  # inches
_GAP: Final = 0.08  # inches between table and legend
_HIGHER: Final = 1.12  # times as high as measured: two lines of which one has a symbol of another font
_SLOW: Final = (Mark.BEHIND, Mark.FAR_BEHIND)
_NOTHING: Final = "Chưa đơn vị nào có số liệu để chấm."


def add_unit_scorecard_slides(deck: Deck, meeting: Meeting) -> None:
    """As many slides as it takes to keep the text readable; the row of all units closes the last."""
    card = meeting.take(collect_unit_scorecard)
    if not any(cell.told for row in card.rows for cell in row.cells):
        deck.leave_out(card.title, describe_emptiness(meeting.dataset, meeting.scope) or _NOTHING)
        return
    title, drawn = describe_slowest_unit(meeting.plan, card), _set(lay_out_unit_scorecard(card, printed=True), card)
    legend = set_legend(card.legend, [card.limits_note], _LEGEND_SIZE).measure() + _GAP
    for number, rows in enumerate(drawn.split((BOTTOM - TOP - legend) / _HIGHER)):
        slide = deck.add_slide(title + (" (tiếp)" if number else ""), card.subtitle)
        part = replace(drawn, rows=rows)
        add_table(slide, part, rows, left=MARGIN, top=TOP, alt=f"{card.title}; {card.subtitle}")
        add_legend(slide, card.legend, [card.limits_note], top=TOP + part.measure() * _HIGHER + _GAP, size=_LEGEND_SIZE)


def describe_slowest_unit(plan: Plan, card: UnitScorecard) -> str:
    """“Hải Vân chậm nhất: 39 % nội dung Trường học hạnh phúc; 12/54 đơn vị chậm hoặc rất chậm”."""
    codes = choose_ranked(plan)
    told = [(row, cell) for row in card.rows for cell in row.cells if cell.group == codes[0] and cell.percent]
    if not told:
        return "Chưa đơn vị nào đủ 3 trường có số liệu để tính tỉ lệ"
    (first, lowest), asked = told[0], f"{name_asked(plan, codes[0])} {card.ranked_by}"
    if lowest.mark is Mark.MET:
        return f"Mọi đơn vị tính được tỉ lệ đều đạt trọn {asked}"
    slow = sum(cell.mark in _SLOW for _, cell in told)
    how = "chậm nhất" if lowest.mark in _SLOW else "thấp nhất"
    more = f"; {slow}/{len(told)} đơn vị chậm hoặc rất chậm" if slow and len(told) > 1 else ""
    return f"{first.name} {how}: {lowest.percent} {asked}{more}"


def _set(table: Table, card: UnitScorecard) -> SlideTable:
    """The groups in columns as wide as their longest cells need, as far as there is room."""
    sides, groups = count_sides(card), range(2, 2 + len(card.shown))
    needs = [max(measure_width(str(replace(row[place], alert="")), _SIZE) for row in table.rows) for place in groups]
    scale = (ROOM - _NAME - _TOLD - sides * _SIDE) / max(sum(needs), 1)
    return set_table(table, (_NAME, _TOLD, *(need * scale for need in needs), *[_SIDE] * sides), _SIZE, most=3)
