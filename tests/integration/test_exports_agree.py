"""One set of figures on both stores: every number of the slides, the report and the workbook is the summary's.

The summary itself is counted a second, slow way elsewhere (test_whole_way, test_completion).
"""

import io
import re
from contextlib import ExitStack
from dataclasses import replace
from functools import cache

import pandas as pd
import pytest
from docx import Document
from openpyxl import load_workbook
from pptx import Presentation

from danvan_metrics.district import open_district
from danvan_metrics.exports.report import write_report
from danvan_metrics.exports.slides import write_slides
from danvan_metrics.exports.workbook import write_workbook
from danvan_metrics.metrics.appraisal import compare_lines
from danvan_metrics.metrics.completion import scored_groups
from danvan_metrics.metrics.dataset import Scope
from danvan_metrics.metrics.summarising import summarise
from danvan_metrics.sample import fill_sample_store
from danvan_metrics.settings import load_settings
from danvan_metrics.topics.meeting import Meeting
from danvan_metrics.vietnamese import NBSP, format_percent, format_quantity
from tests.both_stores import KINDS
from tests.builders import build_dataset, generate_returns, generate_verdicts

SCOPES = [
    Scope("9m"),
    Scope("9m", "evidenced"),
    Scope("12m", level="Mầm non"),
    Scope("6m", model=False),
    Scope("12m", "appraised"),
]
MET = ("▲ vượt", "● đạt trọn")
RATIO = re.compile(r"\b(\d+)/(\d+)\b")


class Told:
    """The summary of a scope, by school and by indicator, with what is added up from it."""

    def __init__(self, dataset, scope):
        self.dataset, self.scope, self.summary = dataset, scope, summarise(dataset, scope)
        self.schools = {dataset.roster.by_code[one["school"]].short_name: one for one in self.summary["schools"]}
        self.indicators = {one["code"]: one for one in self.summary["indicators"]}

    def ratio(self, name, group):
        """“12/18” of a school's group; None without a value."""
        found = self.schools[name]["groups"][group]
        return None if found["value"] is None else f"{found['n']}/{found['N']}"

    def sum(self, group, level=None):
        """n and N of a group over the schools that reported, of one level or of all."""
        own = [one["groups"][group] for one in self.schools.values() if level in {None, one["level"]}]
        known = [one for one in own if one["value"] is not None]
        return sum(one["n"] for one in known), sum(one["N"] for one in known)

    def mean(self, group, level=None):
        """The mean of all their lines: every weight of the plan is 1, so a school's value is of its N lines; None of none."""
        own = [one["groups"][group] for one in self.schools.values() if level in {None, one["level"]}]
        known = [one for one in own if one["value"] is not None]
        total = sum(one["N"] for one in known)
        return sum(one["value"] * one["N"] for one in known) / total if total else None

    @property
    def shown(self):
        """The groups with a column on the scorecard: all but Tổ chức, which has one line."""
        return [group for group in next(iter(self.schools.values()))["groups"] if group != "BC"]

    def rungs(self, level=None):
        """How many schools stand on each rung."""
        own = [one for one in self.schools.values() if level in {None, one["level"]}]
        return [sum(one["rung"] == rung for one in own) for rung in range(len(self.dataset.plan.ladder) + 1)]


@pytest.fixture(scope="module")
def datasets(meeting_dataset, lend_store, tmp_path_factory):
    """Loads the sample from each store: SQLite's, and one filled on PostgreSQL, once it is asked for."""
    with ExitStack() as stack:

        @cache
        def load(kind):
            if kind == "sqlite":
                return meeting_dataset
            url = stack.enter_context(lend_store(kind, tmp_path_factory.mktemp("sample")))
            district = open_district(load_settings({"DANVAN_SAMPLE_DATABASE_URL": url}), sample=True)
            stack.callback(district.repository.close)
            fill_sample_store(district)
            return replace(district.load_dataset(), actions=meeting_dataset.actions)

        yield load


@pytest.fixture(
    scope="module",
    params=[(scope, kind) for scope in SCOPES for kind in KINDS if kind == "sqlite" or scope.lens != "appraised"],
    ids=lambda given: f"{given[0].period}-{given[0].lens}-{given[0].level or given[0].model}-{given[1]}",
)
def told(request, datasets):
    scope, kind = request.param
    if scope.lens != "appraised":
        return Told(datasets(kind), scope)
    returns = generate_returns(3)
    verdicts, concluded = generate_verdicts(103, returns)
    return Told(build_dataset(returns, verdicts=verdicts, appraised=concluded), scope)


@pytest.fixture(scope="module")
def slides(told):
    return Presentation(io.BytesIO(write_slides(Meeting(told.dataset, told.scope)))).slides


@pytest.fixture(scope="module")
def report(told):
    return Document(io.BytesIO(write_report(Meeting(told.dataset, told.scope))))


def test_both_stores_hold_the_same_sample(datasets):
    here, there = datasets("sqlite"), datasets("postgresql")
    for name in ("answers", "models", "receipts", "sent_back"):
        pd.testing.assert_frame_equal(getattr(here, name), getattr(there, name))
    assert here.rewards == there.rewards


class TestSlides:
    def test_the_scorecard_holds_every_school_with_its_percentage_and_n_of_n(self, told, slides):
        """The schools once on the scorecard, the weakest once more before it."""
        rows = [row for table in tables_of(slides) if is_scorecard(table) for row in table if row[0] in told.schools]
        assert [row[0] for row in rows][-len(told.schools) :] == list(told.schools)
        for row in rows:
            check_scores(told, row)

    def test_the_bars_of_the_levels_are_of_all_their_schools_lines(self, told, slides):
        """A chart per group, a bar per level; of one level alone, one chart with a bar per group."""
        titles = {group.title: group.code for group in scored_groups(told.dataset.plan) if group.code in {"CT", "NV", "HP"}}
        bars = []
        for slide in slides:
            charts = [shape.chart.plots[0] for shape in slide.shapes if shape.has_chart]
            means = [plot for plot in charts if plot.series[0].name == "Mức hoàn thành bình quân"]
            for place, plot in enumerate(means):
                pairs = zip(map(str, plot.categories), plot.series[0].values, strict=True)
                bars += [(titles.get(name, list(titles.values())[place]), name, share) for name, share in pairs]
        assert {group for group, _, _ in bars} == set(titles.values())
        for group, name, share in bars:
            mean = told.mean(group, name if name in told.dataset.plan.levels else None)
            assert share == (mean if mean is None else pytest.approx(mean)), (group, name)

    def test_the_bars_of_the_indicators_count_the_schools_that_meet_them(self, told, slides):
        found = {}
        for chart in charts_of(slides):
            for place, category in enumerate(chart.plots[0].categories):
                if code := re.match(r"((?:CT|NV|BC|HP)\d+\.\d+)\b", str(category)):
                    met = [series.values[place] or 0 for series in chart.plots[0].series if series.name.startswith(MET)]
                    found[code[1]] = (sum(met), RATIO.findall(str(category))[-1])
        scored = {item.code for item in told.dataset.plan.indicators if item.scored and "school" in item.reporters}
        assert set(found) == scored - {"BC1.1"}  # the one line of its group stands as a table
        for code, (met, written) in found.items():
            expected = told.indicators[code]["schools_met"]
            assert (met, written) == (expected["n"], (str(expected["n"]), str(expected["N"]))), code

    def test_the_ladder_counts_the_schools_by_rung(self, told, slides):
        title = told.dataset.plan.find_period(told.scope.period).title
        [counted] = [
            {int(one.name.split()[1]): one.values[place] or 0 for one in chart.plots[0].series if one.name.startswith("bậc")}
            for chart in charts_of(slides)
            for place, category in enumerate(chart.plots[0].categories)
            if str(category).startswith(f"{title} · bậc")
        ]
        assert [counted.get(rung, 0) for rung in range(len(told.rungs()))] == told.rungs()

    def test_received_and_on_time_stand_there_as_n_of_n(self, told, slides):
        received, on_time = told.summary["received"], told.summary["on_time"]
        words = " ".join(words_of(slide) for slide in slides)
        assert f"{received['n']}/{received['N']} trường" in words
        assert f"{on_time['n']}/{on_time['N']} báo cáo" in words


class TestReport:
    def test_every_indicator_has_its_schools_and_its_sums(self, told, report):
        tables = [table for table in report_tables(report) if table[0][2:3] == ["Trường đạt (n/N)"]]
        rows = {row[0]: row for table in tables for row in table if row[0] in told.indicators}
        asked = {one.code for one in told.dataset.plan.indicators if one.scored and "school" in one.reporters}
        assert asked <= set(rows)
        for code in asked:
            met, pooled = told.indicators[code]["schools_met"], told.indicators[code]["pooled"]
            assert rows[code][2] == (f"{met['n']}/{met['N']}" if met["N"] else "–"), code
            indicator = told.dataset.plan.indicator_by_code[code]
            if indicator.kind == "limit":  # its cases added up, not the schools that kept it
                assert rows[code][4] == f"{count_cases(told, code)} {indicator.unit} (giới hạn 0 mỗi trường)", code
            else:
                assert rows[code][4] == show_pooled(pooled), code

    def test_the_appendix_holds_every_school_with_its_percentage_and_n_of_n(self, told, report):
        rows = [row for table in report_tables(report) if is_scorecard(table) for row in table if row[0] in told.schools]
        assert [row[0] for row in rows] == list(told.schools)
        for row in rows:
            check_scores(told, row)

    def test_the_sums_by_level_are_those_of_the_schools(self, told, report):
        tops = {group.title: group.code for group in told.dataset.plan.groups if group.parent is None}
        wholes = {"toàn huyện", "cộng", *(level.lower() for level in told.dataset.plan.levels)}
        [table] = [table for table in report_tables(report) if table[0][0] == "Nhóm" and table[0][-1].lower() in wholes]
        for row in table[1:]:
            for level, cell in zip(table[0][1:], row[1:], strict=True):
                n, total = told.sum(tops[row[0]], level if level in told.dataset.plan.levels else None)
                if first_ratio(cell):
                    assert first_ratio(cell) == f"{n}/{total}", (row[0], level)
                else:
                    assert total == 0, (row[0], level)


class TestWorkbook:
    def test_what_stands_beside_each_formula_is_the_summarys(self, told):
        meeting = Meeting(told.dataset, told.scope)
        book = load_workbook(io.BytesIO(write_workbook(meeting)), data_only=True)
        cells = [cell.value for sheet in book for row in sheet.iter_rows() for cell in row]
        numbers = {round(float(value), 9) for value in cells if is_number(value)}
        for name, school in told.schools.items():
            assert name in cells
            for group in school["groups"].values():
                assert group["value"] is None or round(group["value"], 9) in numbers, (name, group)


def tables_of(slides):
    """The tables of the slides as rows of texts."""
    for slide in slides:
        for shape in slide.shapes:
            if shape.has_table:
                yield [[cell.text.strip() for cell in row.cells] for row in shape.table.rows]


def is_scorecard(table):
    """The one that says how many returns came on time."""
    return any("Báo cáo đúng hạn" in row for row in table[:2])


def check_scores(told, row):
    """A row of the scorecard: every group's percentage and n/N; a school without a figure has neither."""
    for group, cell in zip(told.shown, row[1 : len(told.shown) + 1], strict=True):
        assert first_ratio(cell) == told.ratio(row[0], group), (row[0], group)
        value = told.schools[row[0]]["groups"][group]["value"]
        assert value is None or f" {format_percent(value)} " in cell, (row[0], group)


def charts_of(slides):
    return [shape.chart for slide in slides for shape in slide.shapes if shape.has_chart]


def words_of(slide):
    return " ".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame).replace(NBSP, " ")


def report_tables(report):
    """The tables of the report as rows of texts."""
    for table in report.tables:
        yield [[cell.text.strip() for cell in row.cells] for row in table.rows]


def first_ratio(text):
    found = RATIO.search(text)
    return found[0] if found else None


def show_pooled(pooled):
    """“104/168 · 62 %”, as the pages write it: what is credited, and the raw sum where it is more."""
    if not pooled["todo"]:
        return "–"
    done, todo, credited = (format_quantity(pooled[name]) for name in ("done", "todo", "credited"))
    told = f"{credited}/{todo} · {format_percent(pooled['credited'] / pooled['todo'])}"
    return told if credited == done else f"{told} (cộng {done})"


def count_cases(told, code):
    if told.scope.lens == "appraised":  # what the office found, where it found something
        lines = compare_lines(told.dataset, told.scope)
        return format_quantity(lines.loc[lines["line"].eq(code) & lines["outcome"].ne("unproven"), "found_done"].sum())
    schools = [one["school"] for one in told.summary["schools"]]
    answers = told.dataset.answers
    given = answers[answers["period"].eq(told.scope.period) & answers["line"].eq(code) & answers["school"].isin(schools)]
    return format_quantity(given["done"].sum())


def is_number(value):
    return isinstance(value, int | float) and not isinstance(value, bool)
