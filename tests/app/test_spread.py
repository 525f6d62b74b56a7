"""Lan tỏa: the ladder by period, level and commune, and the registered models."""

from tests.builders_cards import open_figures
from tests.builders_web import open_app, read_charts, read_component


def test_four_charts_each_with_a_table_and_an_alternative_text(sample):
    app = open_app("spread", minh_hoa="1", ky="9 tháng")

    assert len(read_charts(app)) == 4
    assert all(len(chart.proto.alt) > 40 for chart in app.get("plotly_chart"))
    keys = ("ladder", "ladder_by_level", "commune_map", "models_by_field")
    app = open_figures(app, *keys)
    for key in keys:
        assert read_component(app, f"figures_{key}")["bands"][0]["rows"]


def test_registered_models_are_counted_by_field(sample):
    table = read_figures("models_by_field")

    schools = {school.code for school in sample.roster.schools}
    fields = [one.field for one in sample.models.itertuples() if one.period == "9m" and one.school in schools]
    for row in table["bands"][0]["rows"]:
        texts = [cell["text"] for cell in row]
        field = next(text for text in texts if text in {one.name for one in sample.plan.fields_of_models})
        assert str(fields.count(field)) in texts


def test_every_commune_of_the_district_stands_in_the_table_under_the_map(sample):
    table = read_figures("commune_map")

    shown = {row[0]["text"] for row in table["bands"][0]["rows"]}
    assert {school.commune for school in sample.roster.schools} <= shown


def test_a_commune_chosen_in_the_address_narrows_the_ladder(sample):
    app = open_app("spread", minh_hoa="1", ky="9 tháng", xa="Đồn Đạc")

    expected = len(sample.roster.select(commune="Đồn Đạc", model=False))
    assert f"{expected} trường" in app.get("plotly_chart")[0].proto.alt
    assert app.selectbox(key="xa").value == "Đồn Đạc"


def read_figures(card):
    """The table under a chart, opened."""
    return read_component(open_figures(open_app("spread", minh_hoa="1", ky="9 tháng"), card), f"figures_{card}")
