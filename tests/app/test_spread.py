"""Lan tỏa: the ladder by period, level and commune, who moved, how far the model schools are, and the registered models."""

from danvan_metrics.metrics.dataset import Scope
from danvan_metrics.metrics.spread import climb_ladder
from tests.builders_cards import open_figures
from tests.builders_web import open_app, read_charts, read_component, read_rows, read_words


def test_every_chart_has_a_table_and_an_alternative_text(sample):
    app = open_app("spread", minh_hoa="1", ky="9 tháng")

    keys = ("ladder", "ladder_by_level", "commune_map", "models_by_field", "funnel")
    assert len(read_charts(app)) == len(keys)
    assert all(len(chart.proto.alt) > 40 for chart in app.get("plotly_chart"))
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

    expected = len(sample.roster.select(commune="Đồn Đạc"))
    assert f", {expected} trường ·" in app.get("plotly_chart")[0].proto.alt
    assert app.selectbox(key="xa").value == "Đồn Đạc"


def test_who_moved_is_told_by_name_beside_how_many_could_be_compared(sample):
    table = read_component(open_app("spread", minh_hoa="1", ky="9 tháng"), "rung_moves")

    rungs = [climb_ladder(sample, Scope(period)).set_index("school")["rung"] for period in ("6m", "9m")]
    both = [code for code in rungs[1].index if rungs[1].notna()[code] and rungs[0].notna().get(code, default=False)]
    names = {school.short_name: school.code for school in sample.roster.schools}
    told = {band["title"].split(":")[0]: [row[0]["text"] for row in band["rows"]] for band in table["bands"]}
    assert {names[name] for name in told["Lên bậc"]} == {code for code in both if rungs[1][code] > rungs[0][code]}
    assert {names[name] for name in told["Chưa có số liệu"]} == set(rungs[1].index[rungs[1].isna()])
    assert f"so được {len(both)}/{len(rungs[1])} trường" in table["caption"]


def test_the_first_period_is_compared_with_nothing(sample):
    app = open_app("spread", minh_hoa="1", ky="6 tháng")

    assert "Kỳ 6 tháng là kỳ đầu của năm nên chưa có kỳ trước để so." in read_words(app)
    assert [band["title"].split(":")[0] for band in read_component(app, "rung_moves")["bands"]] == ["Chưa có số liệu"]


def test_every_other_school_is_told_how_far_it_is_from_the_model_school_of_its_level(sample):
    table = read_component(open_app("spread", minh_hoa="1", ky="9 tháng"), "distances")

    met = {}
    items = {item.code for item in sample.plan.indicators if item.kind == "level"}
    for one in sample.answers.itertuples():
        if one.period == "9m" and one.line in items and one.choice == "met":
            met.setdefault(one.school, set()).add(one.line)
    rows = {row[0]["text"]: row for band in table["bands"] for row in band["rows"]}
    assert set(rows) == {school.short_name for school in sample.roster.select(model=False)}
    left_out = {one.line for one in sample.answers.itertuples() if one.school == "MN-MINHCAM" and one.state == "not_applicable"}
    reached = met["MN-DAPTHANH"] - left_out
    far = rows[sample.roster.by_code["MN-MINHCAM"].short_name][-1]["text"]
    assert far.startswith(f"còn {len(reached - met['MN-MINHCAM'])}/{len(reached)} nội dung")


def test_the_registered_models_are_listed_and_chosen_by_field_and_status(sample):
    app = open_app("spread", minh_hoa="1", ky="9 tháng")

    schools = {school.code for school in sample.roster.schools}
    models = [one for one in sample.models.itertuples() if one.period == "9m" and one.school in schools]
    listed = read_rows(app, "model_list")[:-1]  # the last row sums up
    assert sorted(row[1] for row in listed) == sorted(one.name for one in models)
    assert {row[6] for row in listed} - {"chưa ghi"} == {one.result for one in models if one.result}

    field = models[0].field
    app.selectbox(key="linh-vuc").set_value(field).run()
    chosen = [row for row in read_rows(app, "model_list") if row[0] != "Cộng"]
    assert len(chosen) == sum(one.field == field for one in models)
    assert {row[2] for row in chosen} == {field}
    assert app.query_params["linh-vuc"] == field


def test_the_choice_stands_in_the_address(sample):
    app = open_app("spread", minh_hoa="1", ky="9 tháng", trang_thai="Dừng")

    stopped = [one for one in sample.models.itertuples() if one.period == "9m" and one.status == "stopped"]
    assert [row[3] for row in read_rows(app, "model_list")] == ["Dừng"] * len(stopped)


def test_a_commune_without_a_model_school_leaves_the_distances_standing(sample):
    app = open_app("spread", minh_hoa="1", ky="9 tháng", xa="Đồn Đạc")

    rows = read_rows(app, "distances")
    assert [row[0] for row in rows] == [one.short_name for one in sample.roster.select(commune="Đồn Đạc")]
    assert all("nội dung" in row[-1] for row in rows)


def test_only_model_schools_have_no_distance(sample):
    app = open_app("spread", minh_hoa="1", ky="9 tháng", truong="Trường điểm")

    assert "khoảng cách được tính cho các trường khác" in read_words(app)
    assert not [one for one in app.get("bidi_component") if one.proto.id.endswith("-distances")]


def test_on_a_wide_screen_the_charts_have_larger_letters(sample):
    app = open_app("spread", minh_hoa="1", ky="9 tháng")
    usual = [chart["layout"]["font"]["size"] for chart in read_charts(app)]
    app.session_state["wide_screen"] = True  # as the first chart's script tells
    app.run()

    assert [chart["layout"]["font"]["size"] for chart in read_charts(app)] == [1.25 * size for size in usual]


def read_figures(card):
    """The table under a chart, opened."""
    return read_component(open_figures(open_app("spread", minh_hoa="1", ky="9 tháng"), card), f"figures_{card}")
