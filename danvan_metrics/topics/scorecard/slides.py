"""The scorecard as native tables: first the weakest schools, then every school and group, with the legend under each part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from danvan_metrics.formats.pptx.deck import Deck
from danvan_metrics.formats.pptx.slide_master import BOTTOM, MARGIN, ROOM, TOP
from danvan_metrics.formats.pptx.slide_tables import SlideTable, add_legend, add_table, set_legend, set_table
from danvan_metrics.formats.pptx.slide_text import measure_width
from danvan_metrics.formats.table import Table
from danvan_metrics.metrics.bands import BANDS, set_limits
from danvan_metrics.metrics.marks import Mark
from danvan_metrics.metrics.words import describe_emptiness, name_asked
from danvan_metrics.plan.lens import Lens
from danvan_metrics.topics.lowest import name_together
from danvan_metrics.topics.meeting import Meeting
from danvan_metrics.topics.scorecard.figures import MEAN_NOTE, SchoolScores, Score, Scorecard, collect_scorecard
from danvan_metrics.topics.scorecard.table import lay_out_scorecard
from danvan_metrics.topics.scorecard.weakest import choose_ranked

MOST_WEAKEST: Final = 8  # schools on the slide of the weakest
_SIZE: Final = 14
_LEGEND_SIZES: Final = (12, 11)  # the first in which it stands on one line
_NAME, _RETURNS, _APPRAISAL = 1.95, 1.3, 1.35  # inches
_GAP: Final = 0.06  # inches over the legend
_NO_FIGURE: Final = "Chưa trường nào có số liệu để chấm."
_TWO: Final = 2  # schools, of which one can be the weakest
_LOOSE: Final = 0.2  # inches added to a row where there is room
_SLOW: Final = (Mark.BEHIND, Mark.FAR_BEHIND)

Legend = Sequence[tuple[Mark, str]]


def add_weakest_slide(deck: Deck, meeting: Meeting) -> None:
    """The eight lowest; none where the scorecard itself has no more, or no school has a figure."""
    card = meeting.take(collect_scorecard)
    if len(card.rows) <= MOST_WEAKEST or len(card.weakest) < _TWO:
        return
    table = lay_out_scorecard(card, weakest_first=True)
    schools, *district = table.bands
    counts = range(min(MOST_WEAKEST, len(card.weakest)), 0, -1)
    parts = (_set(replace(table, bands=(replace(schools, rows=schools.rows[:count]), *district))) for count in counts)
    legend = _choose_legend(card, card.rows_by_gravity[:MOST_WEAKEST])
    drawn = next(part for part in parts if part.measure() <= _measure_room(card, legend))
    count = len(drawn.rows) - len(district)
    subtitle = f"{count}/{len(card.rows)} trường, thấp nhất trước · {meeting.subtitle} · {MEAN_NOTE}"
    _add_slide(deck, card, drawn, legend, (describe_weakest(meeting, card), subtitle))


def describe_weakest(meeting: Meeting, card: Scorecard) -> str:
    """“TH Đồn Đạc chậm nhất: 44 % nội dung Trường học hạnh phúc”: who shows the lowest percentage in the column ranked by.

    Slow only in a band that is called so; through the office's lens what it has not looked into keeps a school low, and is said.
    """
    codes = choose_ranked(meeting.plan)
    if len(codes) != 1:
        return f"{MOST_WEAKEST} trường thấp nhất theo {card.weakest_by}"
    rows = {row.school: row for row in card.rows}
    cells = [(rows[school], _find(rows[school], codes[0])) for school in card.weakest]
    told, first = f"{name_asked(meeting.plan, codes[0])} {card.weakest_by}", cells[0][1]
    if len(cells) == 1:
        return f"{cells[0][0].name}: {first.percent} {told}"
    if first.mark is Mark.MET:
        return f"Mọi trường có số liệu đạt trọn {told}"
    lowest = [(row.name, cell) for row, cell in cells if cell.percent == first.percent]
    appraised = meeting.scope.lens is Lens.APPRAISED
    slow = "chậm nhất" if first.mark in _SLOW and not appraised else "thấp nhất"
    left = ", chưa kể phần Phòng chưa kiểm" if appraised and any(cell.reach for _, cell in lowest) else ""
    together = "cùng " if len(lowest) > 1 else ""
    return f"{name_together([name for name, _ in lowest], 'trường')} {together}{slow}: {first.percent} {told}{left}"


def _find(row: SchoolScores, group: str) -> Score:
    return next(cell for cell in row.cells if cell.group == group)


def add_scorecard_slides(deck: Deck, meeting: Meeting) -> None:
    """As many slides as it takes to keep the text readable; the district's row closes the last."""
    card = meeting.take(collect_scorecard)
    if not any(cell.ratio for row in card.rows for cell in row.cells):
        deck.leave_out(card.title, describe_emptiness(meeting.dataset, meeting.scope) or _NO_FIGURE)
        return
    title = describe_slowness(meeting, card)
    drawn = _set(lay_out_scorecard(card))
    for number, rows in enumerate(drawn.split(_measure_room(card, card.legend))):
        heads = (title + (" (tiếp)" if number else ""), card.subtitle)
        _add_slide(deck, card, replace(drawn, rows=rows), card.legend, heads)


def describe_slowness(meeting: Meeting, card: Scorecard) -> str:
    """“5/17 trường có nhóm chậm hoặc rất chậm; 2 trường chưa có số liệu”: of the groups that have a column."""
    shown = {group.code for group in card.shown}
    marks = {row.name: {cell.mark for cell in row.cells if cell.group in shown and cell.ratio} for row in card.rows}
    known = {name: one for name, one in marks.items() if one}
    limits = set_limits(meeting.plan, meeting.scope.period)
    slow, near = (sum(bool(one & {*bands}) for one in known.values()) for bands in (_SLOW, (Mark.NEAR,)))
    whose = next(iter(known)) if len(known) == 1 else f"{slow or near}/{len(known)} trường"
    if slow:
        told = f"{whose} có nhóm {limits.name(Mark.BEHIND)} hoặc {limits.name(Mark.FAR_BEHIND)}"
    elif near:
        told = f"Không nhóm nào chậm hoặc rất chậm; {whose} có nhóm {limits.name(Mark.NEAR)}"
    else:
        told = f"Mọi trường có số liệu đều {'đạt trọn các nhóm' if limits.at_end else 'đúng tiến độ ở các nhóm'}"
    told += " theo thẩm định" if meeting.scope.lens is Lens.APPRAISED else ""
    silent = len(marks) - len(known)
    return f"{told}; {silent} trường chưa có số liệu" if silent else told


def _choose_legend(card: Scorecard, rows: Sequence[SchoolScores]) -> Legend:
    """The bands, and of the other marks those that these schools show."""
    shown = {mark for row in rows for cell in row.cells for mark in cell.marks}
    return tuple((mark, words) for mark, words in card.legend if mark in BANDS or mark in shown)


def _measure_room(card: Scorecard, legend: Legend) -> float:
    """Inches for a table over this legend."""
    size = _choose_size(card, legend)
    return BOTTOM - TOP - _GAP - 0.02 - set_legend(legend, [card.limits_note], size).measure()


def _choose_size(card: Scorecard, legend: Legend) -> float:
    lines = {size: sum(set_legend(legend, [card.limits_note], size).widths) for size in _LEGEND_SIZES}
    return next((size for size, wide in lines.items() if wide < ROOM), _LEGEND_SIZES[-1])


def _add_slide(deck: Deck, card: Scorecard, table: SlideTable, legend: Legend, heads: tuple[str, str]) -> None:
    """heads: title and subtitle."""
    slide = deck.add_slide(*heads)
    room = (_measure_room(card, legend) - table.measure()) / (len(table.rows) + 1)
    drawn = replace(table, loose=max(0.0, min(room, _LOOSE)))
    add_table(slide, drawn, drawn.rows, left=MARGIN, top=TOP, alt=f"{card.title}; {heads[1]}")
    add_legend(slide, legend, [card.limits_note], top=TOP + drawn.measure() + _GAP, size=_choose_size(card, legend))


def _set(table: Table) -> SlideTable:
    """In columns as wide as their longest cells need, as far as there is room; a violation's badge may take a second line."""
    groups = range(1, len(table.columns) - 2)
    needs = [
        max(measure_width(str(replace(row[place], alert="")), _SIZE) for row in table.rows if not row[place].joined)
        for place in groups
    ]
    scale = (ROOM - _NAME - _RETURNS - _APPRAISAL) / max(sum(needs), 1)
    return set_table(table, (_NAME, *(need * scale for need in needs), _RETURNS, _APPRAISAL), _SIZE, most=3)
