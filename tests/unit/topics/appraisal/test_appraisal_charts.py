"""The pictures of the appraisal: each stands alone, names its rows, and shows what its table says; figures counted a slow way."""

from __future__ import annotations

import html
import json
import re
from dataclasses import replace
from functools import cache

import pytest

from danvan_metrics.formats.plotly.frame import WATERMARK
from danvan_metrics.metrics.appraisal import compare_lines
from danvan_metrics.metrics.dataset import Dataset, Scope
from danvan_metrics.topics.appraisal.dumbbell_chart import collect_dumbbells, draw_dumbbells
from danvan_metrics.topics.appraisal.figures import collect_appraisals
from danvan_metrics.topics.appraisal.funnel_chart import collect_funnel, draw_funnel
from danvan_metrics.topics.appraisal.outcome_chart import collect_outcomes, draw_outcomes
from danvan_metrics.topics.appraisal.verification_chart import collect_verification, draw_verification
from danvan_metrics.units.roster import Roster
from tests.builders import ROSTER, build_dataset
from tests.builders_findings import build_appraised_district

SCOPE = Scope("9m")
CHARTS = {
    "dumbbells": (collect_dumbbells, draw_dumbbells),
    "outcomes": (collect_outcomes, draw_outcomes),
    "verification": (collect_verification, draw_verification),
    "funnel": (collect_funnel, draw_funnel),
}
NAMES = sorted(CHARTS)
SEEDS = [3, 20, 41]


@cache
def district(seed: int = 20) -> Dataset:
    return build_appraised_district(seed)


def draw(name, dataset=None, scope=SCOPE):
    collect, paint = CHARTS[name]
    record = collect(dataset or district(), scope)
    return record, paint(record)


@pytest.mark.parametrize("name", NAMES)
def test_title_subtitle_and_source_stand_in_the_picture(name):
    record, figure = draw(name)
    drawn = {one.name: re.sub(r"</?b>", "", one.text.replace("<br>", " ")) for one in figure.layout.annotations}
    assert (drawn["title"], drawn["subtitle"]) == (record.title, record.subtitle)
    assert html.unescape(drawn["source"]).endswith(record.source)
    assert WATERMARK not in str(figure.layout.annotations)


@pytest.mark.parametrize("name", NAMES)
def test_made_up_figures_carry_the_watermark(name):
    _, figure = draw(name, replace(district(), sample=True))
    assert WATERMARK in [one.text for one in figure.layout.annotations]


@pytest.mark.parametrize("name", NAMES)
def test_every_point_names_its_own_row_of_the_table(name):
    record, figure = draw(name)
    words = [[str(value) for value in row] for row in record.table().itertuples(index=False, name=None)]
    pointed = [
        (words[number], hover.replace("&amp;", "&"))
        for trace in figure.data
        for number, hover in zip(trace.customdata, trace.hovertext, strict=True)
    ]
    assert pointed
    for row, hover in pointed:
        assert any(word.lower() in hover.lower() for word in row[:3] if len(word) > 1), (row, hover)


@pytest.mark.parametrize("name", NAMES)
def test_names_reach_plotly_escaped(name):
    hostile = tuple(
        replace(school, name="<b>Trường</b> & <a href='x'>A</a>", short_name="<a href='x'>A</a>") for school in ROSTER.schools
    )
    _, figure = draw(name, replace(district(), roster=Roster(hostile, ROSTER.office)))
    assert "<a href" not in json.dumps(figure.to_dict(), default=str)


@pytest.mark.parametrize("name", NAMES)
def test_a_filter_no_school_matches_is_said(name):
    record, figure = draw(name, scope=Scope("9m", level="Mầm non", commune="Đồn Xã"))
    assert "khớp bộ lọc" in record.empty
    assert len(figure.data) == 0


@pytest.mark.parametrize("name", NAMES)
def test_the_alternative_text_tells_the_figures(name):
    record, _ = draw(name)
    assert re.search(r"\d+/\d+", record.alt)
    assert record.alt.endswith(".")


@pytest.mark.parametrize("name", NAMES)
def test_a_row_of_the_table_for_every_reference(name):
    record, _ = draw(name)
    assert len(list(record.list_references(district().plan, SCOPE))) == len(record.table()) > 0


@pytest.mark.parametrize("seed", SEEDS)
def test_schools_are_summed_line_by_line(seed):
    dataset = district(seed)
    lines = [row for row in compare_lines(dataset, SCOPE).itertuples() if row.in_scope]
    for school in collect_appraisals(dataset, SCOPE).appraised:
        own = [row for row in lines if row.school == school.school]
        checked = [row for row in own if row.checked]
        assert school.applicable == len(own)
        assert school.checked == len(checked)
        assert school.met == sum(row.a == 1 for row in checked)
        assert school.high == school.met + sum(row.d == 1 for row in own if not row.checked)
        assert school.claimed == sum(row.d == 1 for row in checked)
        assert school.confirmed == sum(row.d == 1 and row.outcome == "confirmed" for row in checked)
        for name in ("lowered", "raised", "unproven"):
            assert getattr(school, name) == sum(row.outcome == name for row in checked)


@pytest.mark.parametrize("seed", SEEDS)
def test_groups_add_up_to_the_schools(seed):
    record, schools = collect_outcomes(district(seed), SCOPE), collect_appraisals(district(seed), SCOPE)
    assert sum(group.total for group in record.groups) == schools.add("applicable")
    assert sum(group.checked for group in record.groups) == schools.add("checked")
    for kind in ("raised", "lowered", "unproven"):
        assert sum(group.counts[kind] for group in record.groups) == schools.add(kind)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_bar_is_whole_and_its_parts_are_the_counts(seed):
    record, figure = draw("outcomes", district(seed))
    for place, group in enumerate(record.groups):
        assert sum(trace.x[place] or 0 for trace in figure.data) == pytest.approx(1)
        for trace in figure.data:
            key = next(kind for kind in group.counts if f"{kind}" == KEYS[trace.name])
            assert (trace.x[place] or 0) * group.total == pytest.approx(group.counts[key])


KEYS = {
    "xác nhận": "confirmed", "+ nâng": "raised", "− hạ": "lowered", "* chưa đủ minh chứng": "unproven", "chưa kiểm": "unchecked",
}  # fmt: skip


@pytest.mark.parametrize("seed", SEEDS)
def test_registered_models_are_all_in_the_funnel(seed):
    dataset = district(seed)
    codes = {school.code for school in SCOPE.schools(dataset)}
    own = [row for row in dataset.models.itertuples() if row.period == "9m" and row.school in codes]
    bars = {(bar.owner, bar.step): bar.count for bar in collect_funnel(dataset, SCOPE).bars}
    for owner in ("collective", "individual"):
        assert bars[owner, "registered"] == sum(row.owner == owner for row in own)
        assert bars[owner, "with_result"] == sum(row.owner == owner and row.has_result for row in own)
        assert bars[owner, "recognised"] == 0  # a registered model is never called recognised


def test_one_school_alone_can_be_looked_at():
    chosen = collect_appraisals(district(), SCOPE).appraised[0]
    unit = ROSTER.by_code[chosen.school]
    record, figure = draw("dumbbells", scope=Scope("9m", level=unit.level, commune=unit.commune, model=unit.model))
    assert [one.school for one in record.schools if one.appraised] == [chosen.school]
    assert len(figure.data) == 3


def test_a_period_in_which_nobody_looked_is_empty_without_a_drawing():
    record, figure = draw("dumbbells", scope=Scope("6m"))
    assert record.empty == "Chưa có trường nào được thẩm định ở kỳ 6 tháng."
    assert len(figure.data) == 0


def test_no_returns_at_all():
    for name in NAMES:
        record, figure = draw(name, build_dataset([]))
        assert record.empty.endswith(".")
        assert len(figure.data) == 0
