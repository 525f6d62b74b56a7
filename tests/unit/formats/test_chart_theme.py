"""Colours that can be read by everyone and on paper; text that fits and cannot break out."""

from __future__ import annotations

from itertools import pairwise

import pytest

from danvan_metrics.formats import theme
from danvan_metrics.formats.plotly.chart_rows import place_rows
from danvan_metrics.formats.plotly.chart_text import escape, measure, wrap, wrap_escaped
from danvan_metrics.formats.plotly.legend import Entry, count_rows, place_entries
from danvan_metrics.metrics.marks import Mark
from danvan_metrics.vietnamese import format_share, slug

FILLS = [
    *(fill.color for fill in theme.MARK_FILLS.values()), *theme.RUNG_COLORS, *theme.SHARE_COLORS,
    theme.COLLECTIVE.color, theme.INDIVIDUAL.color, theme.TRACK, theme.PAPER,
]  # fmt: skip
WITHOUT_VALUE = {Mark.NOT_REPORTED, Mark.SENT_BACK, Mark.NOT_DUE, Mark.INVALID, Mark.NOT_APPRAISED}


@pytest.mark.parametrize("fill", sorted(set(FILLS)))
def test_text_on_every_fill_has_a_contrast_of_four_and_a_half(fill):
    assert contrast(theme.INK, fill) >= 4.5


@pytest.mark.parametrize("color", [theme.MUTED, theme.ACCENT, theme.REFERENCE])
def test_coloured_text_on_paper_has_it_too(color):
    assert contrast(color, theme.PAPER) >= 4.5


@pytest.mark.parametrize("ramp", [theme.RUNG_COLORS, theme.SHARE_COLORS])
def test_a_ramp_darkens_step_by_step_so_that_it_survives_a_black_and_white_printer(ramp):
    lights = [luminance(color) for color in ramp]
    assert lights == sorted(lights, reverse=True)
    assert all(before - after > 0.03 for before, after in pairwise(lights))


def test_what_has_no_value_has_a_pattern_and_what_has_one_has_none():
    patterned = {mark for mark, fill in theme.MARK_FILLS.items() if fill.pattern}
    assert patterned == WITHOUT_VALUE
    assert set(theme.MARK_FILLS) == set(Mark)
    assert len({theme.MARK_FILLS[mark].pattern for mark in WITHOUT_VALUE}) == len(WITHOUT_VALUE)


@pytest.mark.parametrize("top", [3, 5, 8])
def test_a_ladder_of_any_height_goes_from_the_palest_to_the_darkest(top):
    colors = [theme.rung_fill(rung, top).color for rung in range(top + 1)]
    assert colors[0] == theme.RUNG_COLORS[0]
    assert [luminance(color) for color in colors] == sorted((luminance(color) for color in colors), reverse=True)


def test_text_is_escaped_after_it_is_broken():
    assert escape("<b>TH&THCS</b>") == "&lt;b&gt;TH&amp;THCS&lt;/b&gt;"
    assert wrap_escaped("TH&THCS Đạp Thanh", 8) == "TH&amp;THCS<br>Đạp<br>Thanh"


def test_what_does_not_fit_ends_in_an_ellipsis():
    assert wrap("một hai ba bốn năm", 8, 2) == ["một hai", "ba bốn…"]
    assert wrap("", 8) == [""]


def test_numbers_are_written_as_the_office_writes_them():
    assert format_share(1234, 2000) == "62\u00a0% · 1.234/2.000"
    assert format_share(0, 0).startswith("không áp dụng")
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
    channels = [int(color[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4 for channel in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)
