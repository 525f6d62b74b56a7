"""A chart on a whole screen: as large as fits, without what the screen itself says, or not at all."""

import pytest

from danvan_metrics.formats import theme
from danvan_metrics.formats.plotly.fit import fit_figure
from danvan_metrics.metrics.dataset import Scope
from danvan_metrics.topics.spread.ladder_chart import collect_ladder, draw_ladder
from danvan_metrics.topics.timeliness.chart import collect_timeliness, draw_timeliness
from tests.builders import build_dataset, generate_returns

SCOPE = Scope("9m")


@pytest.fixture
def ladder():
    return draw_ladder(collect_ladder(build_dataset(generate_returns(3)), SCOPE))


@pytest.mark.parametrize(("width", "height"), [(988, 614), (1318, 614), (1853, 864)])
def test_it_fills_the_place_in_letters_of_the_size_asked_for(ladder, width, height):
    smallest = height / 0.8 * 0.02
    drawn = fit_figure(ladder, width=width, height=height, smallest=smallest)
    assert height * 0.8 <= drawn.layout.height <= height
    assert min(one.font.size for one in drawn.layout.annotations) >= smallest
    factor = drawn.layout.margin.l / ladder.layout.margin.l
    assert theme.NARROWEST * factor <= width + 1e-6


def test_its_own_title_and_foot_are_left_out_with_their_room(ladder):
    drawn = fit_figure(ladder, width=1318, height=614, smallest=1)
    assert {"title", "subtitle", "source"} <= {one.name for one in ladder.layout.annotations}
    assert not {"title", "subtitle", "source"} & {one.name for one in drawn.layout.annotations}
    factor = drawn.layout.margin.l / ladder.layout.margin.l
    assert drawn.layout.margin.t < ladder.layout.margin.t * factor
    assert drawn.layout.margin.b < ladder.layout.margin.b * factor


def test_a_chart_of_many_rows_is_none_rather_than_too_small():
    """19 schools and their levels: some 550 pixels of letters of 11, which a screen of 768 would have to be 15."""
    tall = draw_timeliness(collect_timeliness(build_dataset(generate_returns(3)), SCOPE))
    assert fit_figure(tall, width=988, height=614, smallest=15.36) is None


def test_the_chart_on_its_page_stays_as_it_was(ladder):
    before = ladder.to_json()
    fit_figure(ladder, width=1318, height=614, smallest=1)
    assert ladder.to_json() == before
