"""The map: eight communes, n/N in each, labels that neither collide nor hide a small town."""

from __future__ import annotations

import json
from datetime import date
from itertools import combinations

import pytest

from danvan_metrics.errors import UserError
from danvan_metrics.folders import DATA
from danvan_metrics.formats import theme
from danvan_metrics.metrics.bands import BANDS
from danvan_metrics.metrics.dataset import Scope
from danvan_metrics.metrics.marks import Mark
from danvan_metrics.topics.spread.communes import describe_area
from danvan_metrics.topics.spread.label_places import find_bounds, place_labels
from danvan_metrics.topics.spread.map_chart import NOTE, collect_commune_map, draw_commune_map
from danvan_metrics.topics.spread.outlines import load_outlines
from danvan_metrics.topics.spread.table import lay_out_communes
from danvan_metrics.vietnamese import NBSP
from tests.builders import PLAN, ROSTER, PlainReturn, build_dataset, generate_returns, send_back

OUTLINES = load_outlines(DATA / "communes" / "ba_che_communes.geojson")
SCOPE = Scope("9m")
DAY = date(2020, 9, 10)
WITH_PLAN = {"CT3.1": {"choice": "yes"}}


def test_every_commune_of_the_roster_has_an_outline():
    record = collect_commune_map(build_dataset(generate_returns(1)), SCOPE, OUTLINES)
    assert len(OUTLINES) == 8
    assert [area.name for area in record.areas if area.outline is None] == []


def test_a_commune_counts_its_schools_on_or_above_the_rung():
    schools = ["MN-DONDAC", "TH-DONDAC"]  # two of the three schools of Đồn Đạc
    returns = [PlainReturn(school, "9m", date(2020, 9, 1), WITH_PLAN) for school in schools]
    area = find(collect_commune_map(build_dataset(returns), SCOPE, OUTLINES, rung=1), "Đồn Đạc")
    assert (area.n, area.N, area.label) == (2, 3, "2/3")
    assert area.absent == {"not_reported": 1, "sent_back": 0, "not_due": 0}


def test_a_school_sent_back_is_counted_apart_from_one_that_kept_silent():
    given = PlainReturn("MN-DONDAC", "9m", date(2020, 9, 1), WITH_PLAN)
    record = collect_commune_map(build_dataset([given], sent_back=(send_back("TH-DONDAC", "9m", DAY),)), SCOPE, OUTLINES, rung=1)
    assert "Đồn Đạc 1/3 (1 chưa báo cáo, 1 trả lại, chờ sửa)" in record.alt
    assert record.subtitle.startswith("1/19 trường ở bậc 1 trở lên, 17 chưa báo cáo, 1 trả lại, chờ sửa")
    row = record.table().set_index("Xã, thị trấn").loc["Đồn Đạc"]
    assert (row["Chưa báo cáo"], row["Trả lại, chờ sửa"]) == (1, 1)
    assert [cell.text for cell in find_row(lay_out_communes(record), "Đồn Đạc")[1:]] == ["1/3", f"33{NBSP}%", "1", "1", "0"]


def test_a_commune_without_figures_is_called_what_all_its_schools_are_or_neither():
    given = PlainReturn("MN-DAPTHANH", "9m", date(2020, 9, 1))
    dataset = build_dataset([given], sent_back=(send_back("TH-DONDAC", "9m", DAY), send_back("THTHCS-NAMSON", "9m", DAY)))
    scope = Scope("9m", level="TH&THCS")
    whole, mixed = find(collect_commune_map(dataset, scope, OUTLINES), "Nam Sơn"), find_dondac(dataset)
    assert (whole.label, whole.fill) == ("trả lại, chờ sửa", theme.SENT_BACK)
    assert (mixed.label, mixed.fill) == ("chưa có số liệu", theme.NOT_REPORTED)
    assert describe_area(whole) == "Nam Sơn trả lại, chờ sửa"
    assert describe_area(mixed) == "Đồn Đạc chưa có số liệu (2 chưa báo cáo, 1 trả lại, chờ sửa)"


def test_the_plans_notable_rung_is_the_default():
    record = collect_commune_map(build_dataset(generate_returns(1)), SCOPE, OUTLINES)
    assert record.rung == PLAN.thresholds.notable_rung.value
    assert f"bậc {record.rung} trở lên" in record.title


def test_nobody_reported_nobody_there_and_a_true_zero_are_three_things():
    returns = [PlainReturn("THTHCS-NAMSON", "9m", date(2020, 9, 1))]
    record = collect_commune_map(build_dataset(returns), Scope("9m", level="TH&THCS"), OUTLINES)
    assert find(record, "Nam Sơn").label == "0/1"
    assert find(record, "Thanh Lâm").label == "chưa báo cáo"
    assert find(record, "Minh Cầm").label == "–"
    assert [bool(find(record, name).fill.pattern) for name in ("Nam Sơn", "Thanh Lâm", "Minh Cầm")] == [False, True, False]


def test_sums_over_communes_are_the_district():
    record = collect_commune_map(build_dataset(generate_returns(2)), SCOPE, OUTLINES)
    assert sum(area.N for area in record.areas) == len(ROSTER.schools)
    total = f"{sum(area.n for area in record.areas)}/{len(ROSTER.schools)}"
    assert record.subtitle.startswith(total)
    assert total in record.alt


def test_name_and_figure_stand_in_the_drawing_and_the_sources_note_under_it():
    record = collect_commune_map(build_dataset(generate_returns(2)), SCOPE, OUTLINES)
    texts = [annotation.text for annotation in draw_commune_map(record).layout.annotations]
    assert all(f"{area.name}<br><b>{area.told}</b>" in texts for area in record.areas)
    assert any(NOTE in text.replace("<br>", " ") for text in texts)


def test_a_degree_is_drawn_as_long_eastwards_as_northwards():
    figure = draw_commune_map(collect_commune_map(build_dataset(generate_returns(2)), SCOPE, OUTLINES))
    assert figure.layout.yaxis.scaleanchor == "x"
    left, bottom, right, top = find_bounds(OUTLINES)
    assert 1.3 < (right - left) / (top - bottom) < 1.5  # the district is 37 km wide and 27 km high


@pytest.mark.parametrize("pixels", [60, 80, 100])
def test_labels_do_not_collide_and_what_stands_outside_covers_no_commune(pixels):
    left, _, right, _ = find_bounds(OUTLINES)
    unit = (right - left) / 470
    sizes = tuple((pixels * unit, 32 * unit) for _ in OUTLINES)
    places = place_labels(OUTLINES, sizes)
    for (one, (width, height)), (other, _) in combinations(zip(places, sizes, strict=True), 2):
        assert abs(one.x - other.x) >= width or abs(one.y - other.y) >= height
    for place in places:
        inside = [outline.name for outline in OUTLINES if outline.contains(place.x, place.y)]
        assert len(inside) == (0 if place.anchor else 1)


def test_the_town_too_small_for_its_label_gets_a_leader_from_within():
    record = collect_commune_map(build_dataset(generate_returns(2)), SCOPE, OUTLINES)
    town = next(outline for outline in OUTLINES if outline.name == "Ba Chẽ")
    leaders = [shape for shape in draw_commune_map(record).layout.shapes if shape.type == "line" and shape.xref is None]
    assert [town.contains(leader.x0, leader.y0) for leader in leaders] == [True]


@pytest.mark.parametrize("name", ["Ba Chẽ", "Thị trấn Ba Chẽ", "TT Ba Chẽ", "thị trấn ba chẽ"])
def test_a_commune_is_found_with_or_without_its_kind(name):
    assert any(outline.matches(name) for outline in OUTLINES)


@pytest.mark.parametrize(
    ("n", "mark", "told"),
    [
        # at nine months 75 % is expected, near from 0,8 × 75 = 60, behind from 0,5 × 75 = 37,5, that is 38
        (0, Mark.FAR_BEHIND, "▼▼ 0/3"),  # 0 %
        (1, Mark.FAR_BEHIND, "▼▼ 1/3"),  # 33 %
        (2, Mark.NEAR, "▽ 2/3"),  # 67 %
        (3, Mark.MET, "● 3/3"),
    ],
)
def test_a_commune_stands_in_the_band_of_its_share_in_its_fill_and_ink(n, mark, told):
    schools = ["MN-DONDAC", "TH-DONDAC", "THCS-DONDAC"]
    returns = [PlainReturn(school, "9m", date(2020, 9, 1), WITH_PLAN if at < n else {}) for at, school in enumerate(schools)]
    record = collect_commune_map(build_dataset(returns), SCOPE, OUTLINES, rung=1)
    area = find(record, "Đồn Đạc")
    assert (area.mark, area.told, area.fill) == (mark, told, theme.MARK_FILLS[mark])
    figure = draw_commune_map(record)
    (label,) = [one for one in figure.layout.annotations if one.text.startswith("Đồn Đạc<br>")]
    assert label.font.color == theme.MARK_FILLS[mark].ink
    assert theme.MARK_FILLS[mark].color in [trace.fillcolor for trace in figure.data]


def test_fewer_schools_that_far_are_never_lighter():
    record = collect_commune_map(build_dataset(generate_returns(5)), SCOPE, OUTLINES, rung=1)
    known = sorted((area for area in record.areas if area.state == "value"), key=lambda area: area.n / area.N)
    places = [BANDS.index(area.mark) for area in known]  # from well to worst
    assert places == sorted(places, reverse=True)
    assert len(set(places)) > 1


def test_the_legend_says_the_bands_with_the_limits_of_the_period_and_what_is_hatched():
    record = collect_commune_map(build_dataset([PlainReturn("TH-DONDAC", "9m", date(2020, 9, 1))]), SCOPE, OUTLINES)
    legend = [one.text.replace(NBSP, " ") for one in draw_commune_map(record).layout.annotations if one.name == "legend"]
    assert legend == [
        "● đạt trọn 100 %", "→ đúng tiến độ 75–99 %", "▽ hơi chậm 60–74 %", "▼ chậm 38–59 %", "▼▼ rất chậm dưới 38 %",
        "? các trường đều chưa có số liệu",
    ]  # fmt: skip
    assert find(record, "Minh Cầm").told == "chưa báo cáo 2/2"


def test_a_hole_and_islands_are_read(tmp_path):
    outer, hole = [[0, 0], [9, 0], [9, 9], [0, 9], [0, 0]], [[3, 3], [6, 3], [6, 6], [3, 6], [3, 3]]
    island = [[20, 0], [22, 0], [22, 2], [20, 2], [20, 0]]
    geometry = {"type": "MultiPolygon", "coordinates": [[outer, hole], [island]]}
    path = tmp_path / "communes.geojson"
    path.write_text(json.dumps({"features": [{"properties": {"ten": "Đảo"}, "geometry": geometry}]}), encoding="utf-8")
    (outline,) = load_outlines(path)
    assert [outline.contains(x, 1) for x in (1, 21)] == [True, True]
    assert not outline.contains(4.5, 4.5)


def test_a_map_that_cannot_be_read_is_one_sentence(tmp_path):
    path = tmp_path / "hong.geojson"
    path.write_text("{", encoding="utf-8")
    with pytest.raises(UserError, match=r"hong\.geojson"):
        load_outlines(path)


def find_row(table, name: str):
    return next(row for band in table.bands for row in band.rows if row[0].text == name)


def find_dondac(dataset):
    return find(collect_commune_map(dataset, SCOPE, OUTLINES), "Đồn Đạc")


def find(record, name: str):
    return next(area for area in record.areas if area.name == name)
