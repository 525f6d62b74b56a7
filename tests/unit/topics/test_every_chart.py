"""What holds for every chart: it stands alone as a picture, says what it shows, and tells made-up figures apart."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache

import pytest

from danvan_metrics.folders import DATA
from danvan_metrics.formats.plotly.frame import WATERMARK, picture_config
from danvan_metrics.formats.record import SHARE_HEADING, Chart
from danvan_metrics.metrics.dataset import Dataset, Scope
from danvan_metrics.topics.completion.chart import collect_completion_by_level, draw_completion_by_level
from danvan_metrics.topics.indicators.level_chart import collect_indicator_by_level, draw_indicator_by_level
from danvan_metrics.topics.indicators.status_chart import collect_indicator_status, draw_indicator_status
from danvan_metrics.topics.model_schools.chart import collect_model_tracks, draw_model_tracks
from danvan_metrics.topics.school.chart import collect_school_groups, draw_school_groups
from danvan_metrics.topics.spread.ladder_chart import collect_ladder, draw_ladder
from danvan_metrics.topics.spread.map_chart import collect_commune_map, draw_commune_map
from danvan_metrics.topics.spread.models_chart import collect_models_by_field, draw_models_by_field
from danvan_metrics.topics.spread.outlines import load_outlines
from danvan_metrics.topics.timeliness.chart import collect_timeliness, draw_timeliness
from danvan_metrics.topics.timeliness.counts_chart import collect_timeliness_counts, draw_timeliness_counts
from danvan_metrics.units.roster import Roster
from tests.builders import ROSTER, build_dataset, generate_returns

SCOPE = Scope("9m", "evidenced")
OUTLINES = load_outlines(DATA / "communes" / "ba_che_communes.geojson")
ITEMS = "HP"
DRAW = {
    "completion_by_level": draw_completion_by_level,
    "indicator_status": draw_indicator_status,
    "indicator_by_level": draw_indicator_by_level,
    "model_tracks": draw_model_tracks,
    "ladder": draw_ladder,
    "ladder_by_level": draw_ladder,
    "commune_map": draw_commune_map,
    "timeliness": draw_timeliness,
    "timeliness_counts": draw_timeliness_counts,
    "models_by_field": draw_models_by_field,
    "school_groups": draw_school_groups,
}
COLLECT: dict[str, Callable[[Dataset, Scope], Chart]] = {
    "completion_by_level": collect_completion_by_level,
    "indicator_status": lambda dataset, scope: collect_indicator_status(dataset, scope, ITEMS),
    "indicator_by_level": lambda dataset, scope: collect_indicator_by_level(dataset, scope, "NV2.3"),
    "model_tracks": collect_model_tracks,
    "ladder": collect_ladder,
    "ladder_by_level": lambda dataset, scope: collect_ladder(dataset, scope, by_level=True),
    "commune_map": lambda dataset, scope: collect_commune_map(dataset, scope, OUTLINES),
    "timeliness": collect_timeliness,
    "timeliness_counts": collect_timeliness_counts,
    "models_by_field": collect_models_by_field,
    "school_groups": lambda dataset, scope: collect_school_groups(dataset, scope, "MN-DAPTHANH"),
}
NAMES = sorted(COLLECT)
NEEDS_A_RETURN = sorted(set(NAMES) - {"timeliness", "timeliness_counts", "model_tracks"})


@pytest.mark.parametrize("name", NAMES)
def test_a_watermark_stands_on_the_sample_and_on_nothing_else(name):
    made_up = COLLECT[name](replace(full_dataset(), sample=True), SCOPE)
    assert WATERMARK in texts_of(DRAW[name](made_up))
    assert WATERMARK not in texts_of(DRAW[name](record_of(name)))


@pytest.mark.parametrize("name", NAMES)
def test_the_picture_carries_title_subtitle_and_source_itself(name):
    record = record_of(name)
    drawn = {annotation.name: plain(annotation.text) for annotation in DRAW[name](record).layout.annotations}
    assert (drawn["title"], drawn["subtitle"]) == (record.title, record.subtitle)
    assert drawn["source"].endswith(record.source)


@pytest.mark.parametrize("name", NAMES)
def test_subtitle_and_alternative_text_tell_the_figures(name):
    record = record_of(name)
    assert not record.empty
    assert re.search(r"\d+/\d+|\d+ trường|\d+ mô hình", record.subtitle)
    assert re.search(r"\d+/\d+", record.alt)
    assert record.alt.endswith(".")


@pytest.mark.parametrize("name", NAMES)
def test_the_table_has_vietnamese_headings_and_shares_between_0_and_1(name):
    table = record_of(name).table()
    assert len(table) > 0
    assert not [heading for heading in table if "_" in str(heading)]
    for heading in table:
        if str(heading).startswith(SHARE_HEADING):
            assert table[heading].dropna().between(0, 1).all()


@pytest.mark.parametrize("name", NAMES)
def test_the_file_name_is_ascii_and_tells_charts_of_different_filters_apart(name):
    here, there = (COLLECT[name](full_dataset(), scope).file_name for scope in (SCOPE, Scope("6m", "evidenced")))
    assert re.fullmatch(r"[a-z0-9_-]+", here)
    assert here != there
    assert picture_config(record_of(name))["toImageButtonOptions"]["filename"] == here


@pytest.mark.parametrize("enlarged", [1, 2.4])
def test_a_picture_leaves_180_mm_wide_at_300_dots_an_inch_and_as_high_as_the_chart(enlarged):
    png = picture_config(record_of("ladder"), 431, enlarged=enlarged)["toImageButtonOptions"]
    assert round(png["width"] * png["scale"]) == round(180 / 25.4 * 300)
    assert (png["height"], png["format"]) == (431, "png")


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_fetched_from_the_internet(name):
    figure = DRAW[name](record_of(name)).to_dict()
    assert {trace["type"] for trace in figure["data"]} <= {"bar", "scatter"}
    assert "geo" not in figure["layout"]


@pytest.mark.parametrize("name", NAMES)
def test_names_reach_plotly_escaped(name):
    hostile = replace_names("<b>Trường</b> & <a href='x'>A</a>")
    drawn = json.dumps(DRAW[name](COLLECT[name](replace(full_dataset(), roster=hostile), SCOPE)).to_dict(), default=str)
    assert "<a href" not in drawn
    assert "<b>Trường" not in drawn


@pytest.mark.parametrize("name", NEEDS_A_RETURN)
def test_without_a_return_one_sentence_stands_instead_of_axes(name):
    record = COLLECT[name](build_dataset([], as_of=date(2020, 9, 20)), SCOPE)
    figure = DRAW[name](record)
    assert record.empty.endswith(".")
    assert record.empty == record.alt or record.empty in record.alt
    assert plain(record.empty) in [plain(text) for text in texts_of(figure)]
    assert len(figure.data) == 0
    assert not figure.layout.xaxis.visible


@pytest.mark.parametrize("name", sorted(set(NAMES) - {"school_groups"}))
def test_a_filter_no_school_matches_is_said(name):
    record = COLLECT[name](full_dataset(), Scope("9m", level="Mầm non", commune="Đồn Xã"))
    assert "khớp bộ lọc" in record.empty
    assert len(DRAW[name](record).data) == 0


@pytest.mark.parametrize("name", NAMES)
def test_an_early_day_says_not_due_and_never_not_reported(name):
    record = COLLECT[name](build_dataset([], as_of=date(2020, 5, 1)), SCOPE)
    said = f"{record.alt} {record.empty} {record.table().to_string()}"
    assert "chưa báo cáo" not in said.replace("Chưa báo cáo", "").replace("? chưa báo cáo", "")


@pytest.mark.parametrize("name", NAMES)
def test_labels_use_vietnamese_separators_and_our_fonts(name):
    layout = DRAW[name](record_of(name)).layout
    assert layout.separators == ",."
    assert "Noto Sans" in layout.font.family


@cache
def full_dataset() -> Dataset:
    return build_dataset(generate_returns(20))


@cache
def record_of(name: str) -> Chart:
    return COLLECT[name](full_dataset(), SCOPE)


def replace_names(name: str) -> Roster:
    return Roster(tuple(replace(school, name=name, short_name=name) for school in ROSTER.schools), ROSTER.office)


def texts_of(figure) -> list[str]:
    return [annotation.text for annotation in figure.layout.annotations]


def plain(text: str) -> str:
    broken = text.replace("<br>", " ")
    return re.sub(r"</?b>", "", broken).replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">")


@pytest.mark.parametrize("name", sorted(set(NAMES) - {"commune_map"}))
def test_a_point_names_its_own_row_of_the_table_for_a_reader_who_clicks_on_it(name):
    record = record_of(name)
    words = [[str(value) for value in row] for row in record.table().itertuples(index=False, name=None)]
    named = [
        (words[number], hover.replace("&amp;", "&"))
        for trace in DRAW[name](record).data
        if trace.customdata is not None
        for number, hover in zip(trace.customdata, trace.hovertext, strict=True)
    ]
    assert {tuple(row) for row, _ in named} <= {tuple(row) for row in words}
    assert named
    for row, hover in named:
        assert sum(word in hover for word in row[:3] if len(word) > 1) >= 1, (row, hover)
