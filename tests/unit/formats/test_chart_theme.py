"""Colours that can be read by everyone and on paper; text that fits and cannot break out."""

from __future__ import annotations

from itertools import pairwise

import pytest

from danvan_metrics.formats import theme
from danvan_metrics.formats.plotly.chart_rows import place_rows
from danvan_metrics.formats.plotly.chart_text import escape, measure, wrap, wrap_escaped
from danvan_metrics.formats.plotly.legend import Entry, count_rows, place_entries
from danvan_metrics.metrics.marks import SYMBOLS, Mark
from danvan_metrics.vietnamese import slug

MARKS = theme.MARK_FILLS
OTHERS = (
    theme.ON_TIME, theme.LATE, theme.CONFIRMED, theme.RAISED, theme.UNPROVEN, theme.LOWERED, theme.VALUE, theme.TOTAL,
    theme.COLLECTIVE, theme.INDIVIDUAL, *map(theme.Fill, (*theme.SHARE_COLORS, theme.TRACK, theme.PAPER)),
)  # fmt: skip
FILLS = {(fill.color, fill.ink) for fill in (*MARKS.values(), *theme.RUNGS, *OTHERS)}
WITHOUT_VALUE = {Mark.NOT_REPORTED, Mark.SENT_BACK, Mark.NOT_DUE, Mark.INVALID, Mark.NOT_APPRAISED}
WORSE = (Mark.MET, Mark.ON_PACE, Mark.NEAR, Mark.BEHIND, Mark.FAR_BEHIND, Mark.ZERO, Mark.VIOLATED)


@pytest.mark.parametrize(("fill", "ink"), sorted(FILLS))
def test_text_on_every_fill_has_a_contrast_of_four_and_a_half_in_its_own_ink(fill, ink):
    assert contrast(ink, fill) >= 4.5


@pytest.mark.parametrize("color", [theme.MUTED, theme.ACCENT, theme.REFERENCE])
def test_coloured_text_on_paper_has_it_too(color):
    assert contrast(color, theme.PAPER) >= 4.5


@pytest.mark.parametrize("look", ["seen", "deuteranopia"])
def test_worse_is_darker_step_by_step_in_steps_that_a_printer_keeps(look):
    lights = [lightness(MARKS[mark].color if look == "seen" else see_without_green(MARKS[mark].color)) for mark in WORSE]
    assert lights == sorted(lights, reverse=True)
    steps = dict(zip(WORSE[1:], (before - after for before, after in pairwise(lights)), strict=True))
    assert min(steps.values()) >= 3  # of 100; that of what is well and what is on pace needs no more
    assert min(steps[mark] for mark in (Mark.BEHIND, Mark.FAR_BEHIND, Mark.ZERO, Mark.VIOLATED)) >= 9
    assert lights[0] > 90  # nearly white where all is well
    assert max(lights[4:]) < 50  # and dark, with white letters, where little is


def test_what_is_begun_stands_between_near_and_behind_and_never_looks_like_either():
    near, doing, behind = (lightness(MARKS[mark].color) for mark in (Mark.NEAR, Mark.DOING, Mark.BEHIND))
    assert near - doing >= 3
    assert doing - behind >= 3


def test_every_value_has_a_symbol_of_its_own_whatever_its_colour():
    values = (*WORSE, Mark.DOING, Mark.ABOVE)
    assert len({SYMBOLS[mark] for mark in values}) == len(values)
    assert len({MARKS[mark].color for mark in values}) == len(values)


def test_no_fill_of_something_else_is_that_of_a_mark():
    marks = {fill.color for fill in MARKS.values()} - {theme.PAPER}
    assert not marks & {fill.color for fill in OTHERS}


def test_a_lower_rung_is_darker_by_a_step_that_a_printer_keeps():
    lights = [lightness(fill.color) for fill in theme.RUNGS]
    assert all(after - before >= 7 for before, after in pairwise(lights))
    assert lights[-1] > 95


def test_a_ramp_darkens_step_by_step_so_that_it_survives_a_black_and_white_printer():
    lights = [lightness(color) for color in theme.SHARE_COLORS]
    assert all(before - after >= 3 for before, after in pairwise(lights))


def test_what_has_no_value_has_a_pattern_and_what_has_one_has_none():
    patterned = {mark for mark, fill in theme.MARK_FILLS.items() if fill.pattern}
    assert patterned == WITHOUT_VALUE
    assert set(theme.MARK_FILLS) == set(Mark)
    assert len({theme.MARK_FILLS[mark].pattern for mark in WITHOUT_VALUE}) == len(WITHOUT_VALUE)


@pytest.mark.parametrize("top", [3, 5, 8])
def test_a_ladder_of_any_height_goes_from_the_darkest_to_nearly_white(top):
    fills = [theme.rung_fill(rung, top) for rung in range(top + 1)]
    assert (fills[0], fills[-1]) == (theme.RUNGS[0], theme.RUNGS[-1])
    lights = [lightness(fill.color) for fill in fills]
    assert lights == sorted(lights)


def test_text_is_escaped_after_it_is_broken():
    assert escape("<b>TH&THCS</b>") == "&lt;b&gt;TH&amp;THCS&lt;/b&gt;"
    assert wrap_escaped("TH&THCS Đạp Thanh", 8) == "TH&amp;THCS<br>Đạp<br>Thanh"


def test_what_does_not_fit_ends_in_an_ellipsis():
    assert wrap("một hai ba bốn năm", 8, 2) == ["một hai", "ba bốn…"]
    assert wrap("", 8) == [""]


def test_a_file_is_named_by_its_subject_without_tone_marks():
    assert slug("Bậc thang lan tỏa", "9m", "", "Có minh chứng") == "bac-thang-lan-toa_9m_co-minh-chung"


def test_a_legend_flows_within_its_width():
    entries = [Entry("chưa báo cáo", theme.NOT_REPORTED)] * 9
    places = place_entries(entries, 400)
    assert all(left + 13 + measure("chưa báo cáo", theme.LABEL_SIZE) <= 400 for left, _ in places)
    assert count_rows(entries, 400) == max(row for _, row in places) + 1
    assert count_rows([], 400) == 0


def test_headings_stand_above_their_first_row():
    rows = place_rows(["A", "A", "B"], row=20, heading=10)
    assert rows.headings == (("A", 5), ("B", 55))  # 10 + 20 + 20 + half of 10
    assert rows.places == (20, 40, 70)
    assert rows.height == 10 + 20 + 20 + 10 + 20


def luminance(color: str) -> float:
    linear = [decode(int(color[start : start + 2], 16) / 255) for start in (1, 3, 5)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def lightness(color: str) -> float:
    """L* of CIELAB, 0…100: equal steps look equal, and print equal."""
    return 116 * luminance(color) ** (1 / 3) - 16


def see_without_green(color: str) -> str:
    """As an eye without green cones sees it (Machado, Oliveira and Fernandes 2009, severity 1)."""
    linear = [decode(int(color[start : start + 2], 16) / 255) for start in (1, 3, 5)]
    rows = ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881))
    seen = [min(1.0, max(0.0, sum(a * b for a, b in zip(row, linear, strict=True)))) for row in rows]
    return "#" + "".join(f"{round(255 * encode(channel)):02x}" for channel in seen)


def decode(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def encode(channel: float) -> float:
    return 12.92 * channel if channel <= 0.0031308 else 1.055 * channel ** (1 / 2.4) - 0.055


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)
