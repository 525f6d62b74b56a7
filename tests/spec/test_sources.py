"""Every figure leads to what made it: formula in words, its rows, and the cells of a school's own workbook (issue 4, point 2).

The sample district in its report of 9 months; every value is counted again here, from the answers or from the workbook itself.
"""

import io
from dataclasses import replace
from datetime import date

import openpyxl
import pytest

from danvan_metrics.district import open_district
from danvan_metrics.errors import UserError
from danvan_metrics.metrics.dataset import Scope
from danvan_metrics.metrics.reference import Reference, Subject
from danvan_metrics.metrics.summarising import summarise
from danvan_metrics.plan.kinds import Reporter
from danvan_metrics.settings import load_settings
from danvan_metrics.spreadsheets.reader import read_workbook
from danvan_metrics.topics.completion.chart import collect_completion_by_level
from danvan_metrics.topics.indicators.figures import collect_indicator_tables
from danvan_metrics.topics.indicators.level_chart import collect_indicator_by_level
from danvan_metrics.topics.indicators.status_chart import collect_indicator_status
from danvan_metrics.topics.meeting import Meeting
from danvan_metrics.topics.model_schools.chart import collect_model_tracks
from danvan_metrics.topics.school.chart import collect_school_groups
from danvan_metrics.topics.school.source import trace_cells, trace_models
from danvan_metrics.topics.sources import collect_source
from danvan_metrics.topics.spread.ladder_chart import collect_ladder
from danvan_metrics.topics.spread.models_chart import collect_models_by_field
from danvan_metrics.topics.timeliness.chart import collect_timeliness
from danvan_metrics.topics.timeliness.counts_chart import collect_timeliness_counts

SCOPE = Scope("9m")
SCHOOL = "MN-MINHCAM"


@pytest.fixture(scope="module")
def told(meeting_dataset):
    """The summary of the same figures, by school and by indicator."""
    summary = summarise(meeting_dataset, SCOPE)
    schools = {one["school"]: one for one in summary["schools"]}
    return schools, {one["code"]: one for one in summary["indicators"]}, summary


class TestGroups:
    def test_of_the_district_it_is_the_sum_of_its_schools(self, meeting_dataset, told):
        schools, _, _ = told
        source = collect_source(meeting_dataset, Reference("CT", SCOPE))
        ratios = [str(row[2]) for row in source.rows]
        known = [one["groups"]["CT"] for one in schools.values() if one["groups"]["CT"]["value"] is not None]
        n, total = sum(one["n"] for one in known), sum(one["N"] for one in known)
        assert source.value.startswith(f"{n}/{total} đạt trọn · bình quân ")
        assert len(source.rows) == len(schools)
        assert sum(int(ratio.split()[1].split("/")[0]) for ratio in ratios if "/" in ratio) == n

    def test_a_school_without_a_return_stands_there_as_not_reported(self, meeting_dataset):
        source = collect_source(meeting_dataset, Reference("CT", SCOPE))
        [row] = [row for row in source.rows if row[0].text == "MN Lương Mông"]
        assert list(map(str, row[2:])) == ["? chưa báo cáo", "–", "–"]

    def test_of_a_school_it_is_its_indicators_met(self, meeting_dataset, told):
        schools, _, _ = told
        source = collect_source(meeting_dataset, Reference("CT", SCOPE, SCHOOL))
        own = schools[SCHOOL]["groups"]["CT"]
        met = sum(row[4].text.startswith("100") for row in source.rows)
        assert (met, len(source.rows)) == (own["n"], own["N"])
        assert source.value.startswith(f"{own['n']}/{own['N']} đạt trọn")
        assert source.rows[0][0].opens == Reference("CT1.1", SCOPE, SCHOOL)


class TestIndicators:
    @pytest.mark.parametrize("code", ["CT1.1", "NV2.3", "NV4.5", "HP1.1"])
    def test_the_rows_come_to_what_the_summary_says(self, meeting_dataset, told, code):
        _, indicators, _ = told
        source = collect_source(meeting_dataset, Reference(code, SCOPE))
        met = sum("100" in row[4].text for row in source.rows)
        assert source.value.startswith(f"{met}/{indicators[code]['schools_met']['N']} trường đạt")
        assert met == indicators[code]["schools_met"]["n"]

    def test_of_a_limit_the_sum_is_its_cases_and_the_formula_says_so(self, meeting_dataset):
        source = collect_source(meeting_dataset, Reference("NV4.3", SCOPE))
        answers = meeting_dataset.answers
        given = answers[answers["period"].eq("9m") & answers["line"].eq("NV4.3") & answers["school"].ne("PGDDT")]
        assert source.value.endswith(f" · cộng {given['done'].sum():.0f} vụ (giới hạn 0 mỗi trường)")
        assert source.formula.endswith("Cộng: số đã ghi của các trường có số liệu.")

    def test_returns_on_time_are_listed_school_by_school(self, meeting_dataset, told):
        _, indicators, _ = told
        source = collect_source(meeting_dataset, Reference("BC1.2", SCOPE))
        pairs = [tuple(map(int, row[2].text.split()[0].split("/"))) for row in source.rows]
        pooled = indicators["BC1.2"]["pooled"]
        assert (sum(n for n, _ in pairs), sum(total for _, total in pairs)) == (pooled["done"], pooled["todo"])

    def test_a_tracked_number_is_what_each_school_wrote(self, meeting_dataset, told):
        _, indicators, _ = told
        code = next(one.code for one in meeting_dataset.plan.indicators_for(Reporter.SCHOOL) if one.kind == "tracked")
        source = collect_source(meeting_dataset, Reference(code, SCOPE))
        line = indicators[code]["lines"][0]
        text = meeting_dataset.plan.indicator_by_code[code].rows[0].text
        written = [row[2].text for row in source.rows if row[1].text == text]
        assert sum(float(one.split()[0].replace(".", "")) for one in written if one[0].isdigit()) == line["done"]

    def test_of_one_school_whatever_schools_are_selected(self, meeting_dataset):
        narrowed = Reference("CT1.1", Scope("9m", level="THCS"), SCHOOL)
        assert [row[0].text for row in collect_source(meeting_dataset, narrowed).rows] == ["MN Minh Cầm"]


class TestUnitsOutsideTheSelection:
    """The office's own work, and a school closed since, lead to their source like any other's."""

    @pytest.mark.parametrize("code", ["CT1.1", "CT2.1", "CT3.1"])
    def test_of_the_office_it_is_what_the_office_answered(self, meeting_dataset, told, code):
        _, _, summary = told
        figure = next(one for one in summary["office"]["indicators"] if one["code"] == code)
        source = collect_source(meeting_dataset, Reference(code, SCOPE, meeting_dataset.roster.office.code))
        [row] = source.rows
        assert row[0].text == meeting_dataset.roster.office.short_name
        assert figure["state"] != "value" or f"{figure['n']:.0f}/{figure['N']:.0f}" in source.value

    def test_of_the_offices_own_list_each_indicator_has_one(self, meeting_dataset):
        office = meeting_dataset.roster.office
        for indicator in meeting_dataset.plan.indicators_for(Reporter.OFFICE):
            source = collect_source(meeting_dataset, Reference(indicator.code, SCOPE, office.code))
            assert source.rows, indicator.code
            assert "không áp dụng" not in source.value or "không áp dụng" in str(source.rows[0][2])

    def test_what_is_not_asked_of_the_office_is_said_so(self, meeting_dataset):
        source = collect_source(meeting_dataset, Reference("HP1.1", SCOPE, meeting_dataset.roster.office.code))
        assert source.value == f"HP1.1 không giao cho {meeting_dataset.roster.office.name}"

    def test_a_school_closed_since_keeps_its_figures_and_its_rung(self, meeting_dataset):
        roster = meeting_dataset.roster
        schools = tuple(replace(one, valid_to=date(2020, 7, 1)) if one.code == SCHOOL else one for one in roster.schools)
        closed = replace(meeting_dataset, roster=replace(roster, schools=schools))
        indicator, rung = (Reference(subject, Scope("9m"), SCHOOL) for subject in ("CT1.1", Subject.LADDER))
        before = [collect_source(meeting_dataset, reference).value for reference in (indicator, rung)]
        assert [collect_source(closed, reference).value for reference in (indicator, rung)] == before


class TestReceiptsLadderAndModels:
    def test_receipts_say_day_and_margin(self, meeting_dataset, told):
        _, _, summary = told
        source = collect_source(meeting_dataset, Reference(Subject.RECEIPTS, SCOPE))
        came = [row for row in source.rows if row[3].text != "–"]
        assert len(came) == summary["received"]["n"]
        assert sum("đúng hạn" in row[2].text for row in came) == summary["on_time"]["n"]
        assert "ngày 13/09/2020" in source.formula

    def test_the_ladder_says_where_every_school_stands(self, meeting_dataset, told):
        schools, _, _ = told
        source = collect_source(meeting_dataset, Reference(Subject.LADDER, SCOPE))
        for row in source.rows:
            rung = schools[row[0].opens.school]["rung"]
            assert row[3].text.startswith("chưa" if rung is None else f"bậc {rung}:")

    def test_of_a_school_every_rung_says_whether_it_is_held(self, meeting_dataset, told):
        schools, _, _ = told
        source = collect_source(meeting_dataset, Reference(Subject.LADDER, SCOPE, "MN-DAPTHANH"))
        held = [row[3].text for row in source.rows]
        above = [one.split(":")[0] for one in held].index("chưa có")  # the last rung also says who concluded
        assert above == schools["MN-DAPTHANH"]["rung"]  # the first rung not held is the one above

    def test_models_are_listed_and_narrowed_by_field(self, meeting_dataset):
        models = meeting_dataset.models[meeting_dataset.models["period"].eq("9m") & meeting_dataset.models["school"].ne("PGDDT")]
        everything = collect_source(meeting_dataset, Reference(Subject.MODELS, SCOPE))
        field = models["field"].dropna().iloc[0]
        narrowed = collect_source(meeting_dataset, Reference(Subject.MODELS, SCOPE, field=field))
        assert (len(everything.rows), len(narrowed.rows)) == (len(models), int(models["field"].eq(field).sum()))


class TestCells:
    def test_each_cell_of_an_indicator_holds_what_the_schools_file_holds(self, meeting_dataset, filled_sample):
        content, returned = load_original(meeting_dataset, filled_sample)
        traces = trace_cells(meeting_dataset.plan.indicator_by_code["CT1.1"], returned, read_workbook(content))
        book = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
        held = [book[one.place.sheet][one.place.cell].value for one in traces]
        assert [one.held for one in traces] == ["(để trống)" if value is None else str(value) for value in held]
        assert {one.field: one.read for one in traces}["Phải làm"] == str(held[0])

    def test_models_stand_by_the_cell_of_their_name(self, meeting_dataset, filled_sample):
        content, returned = load_original(meeting_dataset, filled_sample)
        traces = trace_models(returned, read_workbook(content))
        assert [one.held for one in traces] == [model.name for model in returned.models] != []


class TestLinksOfCharts:
    @pytest.mark.parametrize(
        "collect",
        [
            collect_completion_by_level,
            collect_timeliness,
            collect_timeliness_counts,
            lambda dataset, scope: collect_indicator_status(dataset, scope, "HP"),
            lambda dataset, scope: collect_indicator_by_level(dataset, scope, "CT1.1"),
            collect_ladder,
            lambda dataset, scope: collect_ladder(dataset, scope, by_level=True),
            collect_models_by_field,
            collect_model_tracks,
            lambda dataset, scope: collect_school_groups(dataset, scope, SCHOOL),
        ],
    )
    def test_every_row_of_a_charts_table_has_a_source_that_can_be_told(self, meeting_dataset, collect):
        record = collect(meeting_dataset, SCOPE)
        references = tuple(record.list_references(meeting_dataset.plan, SCOPE))
        assert len(references) == len(record.table())
        for reference in {*references}:
            assert collect_source(meeting_dataset, reference).value

    def test_the_bar_of_a_level_leads_to_the_sum_of_that_level(self, meeting_dataset):
        record = collect_completion_by_level(meeting_dataset, SCOPE)
        references = tuple(record.list_references(meeting_dataset.plan, SCOPE))
        for bar, reference in zip(record.bars, references, strict=True):
            mean, ratio = bar.label.split(" · ")
            named = record.limits.name(bar.mark)
            assert collect_source(meeting_dataset, reference).value == f"{ratio} đạt trọn · bình quân {mean} · {named}"


class TestRefusals:
    @pytest.mark.parametrize(
        ("reference", "said"),
        [
            (Reference("XX", SCOPE), "Không có số liệu “XX”"),
            (Reference("CT", SCOPE, "MN-KHAC"), "Không có trường"),
            (Reference("HP", SCOPE, "PGDDT"), "không được chấm"),
        ],
    )
    def test_an_unknown_figure_is_said_in_a_sentence(self, meeting_dataset, reference, said):
        with pytest.raises(UserError, match=said):
            collect_source(meeting_dataset, reference)


def load_original(dataset, folder):
    """The workbook one school sent, and the return read from it."""
    settings = load_settings({"DANVAN_SAMPLE_DATABASE_URL": f"sqlite:///{folder / 'minh-hoa.sqlite3'}"})
    repository = open_district(settings, sample=True).repository
    receipts = dataset.receipts
    number = int(receipts[receipts["school"].eq(SCHOOL) & receipts["period"].eq("9m")]["submission"].iloc[0])
    return repository.load_file(number), repository.load_return(number)


class TestNobody:
    """No school of level THCS stands in Đạp Thanh."""

    NOBODY = Scope("9m", level="THCS", commune="Đạp Thanh")

    def test_a_selection_without_schools_is_said_and_never_breaks(self, meeting_dataset):
        meeting = Meeting(meeting_dataset, self.NOBODY)
        assert meeting.received == "không có trường nào"
        assert {
            row.met.total for table in meeting.take(collect_indicator_tables) for row in table.rows if row.code.startswith("CT1")
        } == {0}
        assert collect_source(meeting_dataset, Reference("CT1.1", self.NOBODY)).value.startswith("Không có trường nào")

    def test_its_group_has_no_figure(self, meeting_dataset):
        source = collect_source(meeting_dataset, Reference("CT", self.NOBODY))
        assert source.value.startswith("Không có trường nào")
        assert source.rows == ()
