"""A chart for a meeting's screen: everything measured in pixels grows alike, and what is measured in data stays."""

import plotly.graph_objects as go
import pytest

from danvan_metrics.formats.plotly.enlarge import enlarge
from danvan_metrics.metrics.dataset import Scope
from danvan_metrics.topics.completion.chart import collect_completion_by_level, draw_completion_by_level
from danvan_metrics.topics.spread.ladder_chart import collect_ladder, draw_ladder

SCOPE = Scope("9m")
DRAWN = [(collect_completion_by_level, draw_completion_by_level), (collect_ladder, draw_ladder)]


@pytest.mark.parametrize(("collect", "draw"), DRAWN)
def test_height_margins_and_fonts_grow_by_the_factor(meeting_dataset, collect, draw):
    usual = draw(collect(meeting_dataset, SCOPE))
    large = enlarge(usual, 1.5)
    assert large.layout.height == 1.5 * usual.layout.height
    assert large.layout.margin.to_plotly_json() == {
        side: 1.5 * size for side, size in usual.layout.margin.to_plotly_json().items()
    }
    pairs = zip(large.layout.annotations, usual.layout.annotations, strict=True)
    assert all(one.font.size == pytest.approx(1.5 * other.font.size) for one, other in pairs)


@pytest.mark.parametrize(("collect", "draw"), DRAWN)
def test_no_figure_and_no_word_changes(meeting_dataset, collect, draw):
    usual = draw(collect(meeting_dataset, SCOPE))
    large = enlarge(usual, 1.5)
    for one, other in zip(large.data, usual.data, strict=True):
        assert (list(one.x), list(one.y), one.width, one.name) == (list(other.x), list(other.y), other.width, other.name)
    assert [(note.x, note.y) for note in large.layout.annotations] == [(note.x, note.y) for note in usual.layout.annotations]
    assert large.layout.yaxis.range == usual.layout.yaxis.range


def test_shapes_grow_in_their_own_pixels_and_stay_where_they_are_data():
    pixels = {"type": "path", "xsizemode": "pixel", "ysizemode": "pixel", "path": "M1,2L13.5,-4", "line": {"width": 2}}
    data = {"type": "rect", "x0": 1, "x1": 2, "y0": 3, "y1": 4}
    grown, kept = enlarge(go.Figure(layout={"shapes": [pixels, data]}), 2).layout.shapes
    assert (grown.path, grown.line.width) == ("M2,4L27,-8", 4)
    assert (kept.x0, kept.x1, kept.y0, kept.y1) == (1, 2, 3, 4)


def test_sizes_written_into_a_text_grow_too():
    figure = go.Figure(layout={"annotations": [{"text": '<span style="font-size:12px">5/7</span>', "x": 0, "y": 0}]})
    assert enlarge(figure, 1.25).layout.annotations[0].text == '<span style="font-size:15px">5/7</span>'
