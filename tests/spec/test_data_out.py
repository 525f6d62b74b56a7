"""Data for Power BI, Excel and R: every figure as pages show it, every answer with its cell, what is empty never 0 (issue 16)."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from fractions import Fraction

import openpyxl
import pyarrow.parquet as pq
import pytest

from danvan_metrics.access.actor import AccessRole
from danvan_metrics.access.policies import NotAllowed
from danvan_metrics.data_acts.data_files import name_data, take_tables
from danvan_metrics.data_acts.data_request import DataRequest, choose_tables
from danvan_metrics.district import open_district
from danvan_metrics.errors import UserError
from danvan_metrics.exports.data_pack import README, DataFormat
from danvan_metrics.meeting_acts import open_dataset
from danvan_metrics.metrics.dataset import Scope
from danvan_metrics.metrics.summarising import summarise
from danvan_metrics.metrics.words import offer_lenses
from danvan_metrics.plan.lens import Lens
from danvan_metrics.settings import load_settings
from danvan_metrics.topics.data_out.table_catalogue import BY_NAME, TABLES
from tests import slow_figures as slow
from tests.builders_access import GUEST, build_actor
from tests.builders_data import rebuild_returns, take_csv, take_file

PERIODS = ("6m", "9m", "12m")
OWN, OTHER = "MN-DAPTHANH", "TH-DONDAC"
CONTACTS = ("0203", "@", "0912")  # what a telephone number or an address holds


@pytest.fixture(scope="module")
def district(filled_sample):
    return open_district(
        load_settings({"DANVAN_SAMPLE_DATABASE_URL": f"sqlite:///{filled_sample / 'minh-hoa.sqlite3'}"}), sample=True
    )


@pytest.fixture(scope="module")
def tables(district, tmp_path_factory):
    """Every table of the sample district as a program reads the CSV."""
    return take_csv(district, tmp_path_factory.mktemp("du-lieu"))


def number(text):
    return float(text) if text else None


class TestFigures:
    """Every number equals what pages, papers and the summary tell."""

    def test_every_group_of_every_school_as_the_summary_tells_it(self, district, tables):
        dataset = district.load_dataset()
        told = {
            (row["period_code"], row["lens"], row["school_code"], row["group_code"]): (
                number(row["value"]),
                *(int(row[f"{name}_indicators"]) for name in ("met", "applicable", "reported")),
            )
            for row in tables["group_scores"]
        }
        shown = {}
        for period in PERIODS:
            for lens in offer_lenses(dataset, period):
                summary = summarise(dataset, Scope(period, lens))
                units = [(one["school"], one["groups"]) for one in summary["schools"]]
                for code, groups in [*units, (summary["office"]["unit"], summary["office"]["groups"])]:
                    shown |= {
                        (period, lens, code, group): (one["value"], one["n"], one["N"], one["reported"])
                        for group, one in groups.items()
                    }
        assert told == shown

    @pytest.mark.parametrize("lens", [Lens.DECLARED, Lens.EVIDENCED])
    def test_every_score_comes_out_again_from_the_answers_alone_by_plain_loops(self, district, tables, lens):
        returns, plan = rebuild_returns(tables), district.plan
        compared = 0
        for row in tables["scores"]:
            given = returns.get((row["school_code"], row["period_code"]))
            if row["lens"] != lens or given is None:
                continue
            indicator = plan.indicator_by_code[row["indicator_code"]]
            if indicator.source is not None and not given.models:
                continue  # “Không” of the sheet Mô hình stands in no table of answers
            state, completion, n, total = slow.score(indicator, given, lens)
            assert row["state"] == state, row
            if state == "value":
                told = [Fraction(row[name]) for name in ("numerator", "denominator")]
                assert told == [n, total], row
                assert float(row["credit"]) == pytest.approx(float(completion))
                assert (row["met"], row["above_target"]) == (
                    str(completion == 1).upper(),
                    str(indicator.kind == "count" and n > total).upper(),
                )
            compared += 1
        assert compared > 2_500

    def test_on_time_and_standing_as_the_summary_tells_them(self, district, tables):
        dataset = district.load_dataset()
        for period in PERIODS:
            told = {row["school_code"]: row for row in tables["receipts"] if row["period_code"] == period}
            for school in summarise(dataset, Scope(period))["schools"]:
                row, said = told[school["school"]], school["return"]
                assert (row["return_state"], row["received_on"] or None) == (said["state"], said["received_on"])
                assert (int(row["days_late"]), int(row["errors"])) == (school["days_late"], said["errors"])
                assert (int(row["lines_unanswered"]), int(row["lines_asked"])) == (
                    said["unanswered"]["n"],
                    said["unanswered"]["N"],
                )

    def test_the_rung_of_every_school(self, district, tables):
        rungs = {(row["period_code"], row["school_code"]): number(row["rung"]) for row in tables["spread"]}
        dataset = district.load_dataset()
        for period in PERIODS:
            assert {s["school"]: rungs[period, s["school"]] for s in summarise(dataset, Scope(period))["schools"]} == {
                s["school"]: s["rung"] for s in summarise(dataset, Scope(period))["schools"]
            }


class TestEmptyIsNotZero:
    def test_only_what_is_reported_has_a_figure_and_a_zero_is_one(self, tables):
        seen = {}
        for row in tables["scores"]:
            figures = [row[name] for name in ("numerator", "denominator", "credit", "met", "above_target", "figure")]
            assert all(figures) if row["state"] == "value" else not any(figures), row
            seen.setdefault(row["state"], []).append(row)
        assert {"value", "not_reported", "not_applicable", "sent_back", "not_appraised"} <= set(seen)
        assert any(row["numerator"] == "0" for row in seen["value"])
        assert any(row["above_target"] == "TRUE" and row["credit"] == "1" for row in seen["value"])

    def test_a_cell_is_blank_or_zero_or_not_applicable(self, tables):
        cells = {}
        for row in tables["answers"]:
            cells.setdefault(row["cell_state"], []).append(row)
        assert {"value", "blank", "not_applicable"} <= set(cells)
        assert not any(row["value_text"] or row["value_number"] or row["value_date"] for row in cells["blank"])
        assert any(row["value_number"] == "0" for row in cells["value"])
        assert {row["value_choice"] for row in cells["not_applicable"]} == {"not_applicable"}

    def test_a_school_without_a_return_stands_on_no_rung(self, tables):
        without = [row for row in tables["spread"] if row["state"] != "value"]
        assert without
        assert {row["rung"] for row in without} == {""}


class TestKeys:
    def test_no_two_rows_of_a_table_have_the_same_key(self, tables):
        for table in TABLES:
            keys = [tuple(row[name] for name in ("plan_code", *table.key)) for row in tables[table.name]]
            assert len(keys) == len(set(keys)), table.name

    def test_every_code_is_found_in_its_table(self, tables):
        known = {
            "school_code": {row["school_code"] for row in tables["schools"]},
            "period_code": {row["period_code"] for row in tables["periods"]},
            "indicator_code": {row["indicator_code"] for row in tables["indicators"]},
            "group_code": {row["group_code"] for row in tables["groups"]},
            "submission_id": {row["submission_id"] for row in tables["hand_ins"]} | {""},
        }
        for name, rows in tables.items():
            for column, codes in known.items():
                assert {row[column] for row in rows if column in row} <= codes, (name, column)

    def test_every_answer_stands_in_the_cell_of_the_file_that_it_names(self, district, tables):
        files = {}
        for row in [one for one in tables["answers"] if one["school_code"] == OWN and one["value_number"]]:
            number_of = int(row["submission_id"])
            if number_of not in files:
                content = district.repository.load_file(number_of)
                files[number_of] = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
            assert float(files[number_of][row["sheet"]][row["cell"]].value) == float(row["value_number"]), row
        assert len(files) == 3

    def test_a_model_stands_in_the_row_that_it_names(self, district, tables):
        own = [row for row in tables["models"] if row["school_code"] == OWN]
        for row in own:
            book = openpyxl.load_workbook(io.BytesIO(district.repository.load_file(int(row["submission_id"]))))
            assert book[row["sheet"]][row["cell"]].value == row["name"]
        assert len(own) > 3


class TestWhoMayHaveIt:
    def test_a_school_has_its_own_rows_alone(self, district, tmp_path):
        own = take_csv(district, tmp_path, actor=build_actor(AccessRole.SCHOOL, OWN))
        for name, rows in own.items():
            assert {row["school_code"] for row in rows if "school_code" in row} <= {OWN}, name
        assert [row["school_code"] for row in own["schools"]] == [OWN]
        assert {row["school_code"] for row in own["scores"]} == {OWN}

    def test_a_guest_and_an_administrator_have_none(self, district):
        for actor in (GUEST, build_actor(AccessRole.ADMIN)):
            with pytest.raises(NotAllowed, match="không có quyền lấy bảng số liệu để phân tích"):
                take_tables(district, DataRequest(), district.load_dataset, actor=actor)

    def test_whom_to_ask_and_who_sent_stand_in_no_table(self, district, tables):
        contacts = {fact.key for fact in district.plan.facts if fact.contact or fact.kind == "text"}
        assert contacts
        assert not contacts & {row["fact_key"] for row in tables["facts"]}
        names = {column.name for table in TABLES for column in table.columns}
        assert not names & {"sender", "person", "appraiser", "leader", "phone", "email", "prepared_by", "actor"}


class TestNarrowing:
    def test_one_period_lens_and_level(self, district, tmp_path):
        asked = DataRequest(choose_tables(["scores", "receipts"]), "6m", Lens.EVIDENCED, "Mầm non")
        tables = take_csv(district, tmp_path, asked)
        assert set(tables) == {"tu_dien", "scores", "receipts"}
        assert {(row["period_code"], row["lens"]) for row in tables["scores"]} == {("6m", "evidenced")}
        levels = {school.code: school.level for school in district.roster.schools}
        assert {levels[row["school_code"]] for row in tables["scores"]} == {"Mầm non"}
        assert len(tables["receipts"]) == sum(level == "Mầm non" for level in levels.values())

    def test_a_table_that_there_is_not_is_told_with_those_there_are(self):
        with pytest.raises(UserError, match="Không có bảng “diem”; hãy chọn trong: about, periods"):
            choose_tables(["diem"])

    def test_a_snapshot_gives_what_it_fixed(self, district, tmp_path):
        [record, *_] = district.repository.meetings.list_snapshots(district.plan.code)
        dataset = open_dataset(district, record.name)
        fixed = take_csv(district, tmp_path, dataset=dataset)
        assert {int(row["submission_id"]) for row in fixed["hand_ins"]} == {one.submission for one in record.submissions}
        assert {row["in_force"] for row in fixed["hand_ins"]} == {"TRUE"}
        assert (fixed["about"][0]["snapshot"], fixed["about"][0]["as_of"]) == (record.name, record.as_of.isoformat())
        assert len(fixed["answers"]) < len(take_csv(district, tmp_path)["answers"])


class TestFiles:
    def test_the_three_formats_hold_the_same_rows(self, district, tables, tmp_path):
        book = openpyxl.load_workbook(io.BytesIO(take_file(district, DataFormat.XLSX, tmp_path / "a.xlsx")), read_only=True)
        packed = zipfile.ZipFile(io.BytesIO(take_file(district, DataFormat.PARQUET, tmp_path / "b.zip")))
        assert book.sheetnames == ["Từ điển dữ liệu", *BY_NAME]
        for name, rows in tables.items():
            table = pq.read_table(io.BytesIO(packed.read(f"{name}.parquet")))
            assert table.num_rows == len(rows), name
            sheet = book["Từ điển dữ liệu" if name == "tu_dien" else name]
            read = [row for row in sheet.iter_rows(values_only=True) if any(value is not None for value in row)]
            assert len(read) == len(rows) + 1, name
            assert list(read[0]) == table.column_names == list(rows[0] if rows else read[0])
        scores = pq.read_table(io.BytesIO(packed.read("scores.parquet"))).to_pylist()
        assert [row["credit"] for row in scores] == [number(row["credit"]) for row in tables["scores"]]

    @pytest.mark.parametrize("kind", DataFormat)
    def test_the_same_data_are_the_same_bytes(self, district, tmp_path, kind):
        asked = DataRequest(choose_tables(["scores", "answers", "units"]))
        assert take_file(district, kind, tmp_path / "a", asked) == take_file(district, kind, tmp_path / "b", asked)

    def test_made_up_data_say_so_in_every_row_in_the_note_and_in_the_name(self, district, tables, tmp_path):
        assert {row["watermark"] for rows in tables.values() for row in rows} == {"DỮ LIỆU MINH HỌA"}
        content = take_file(district, DataFormat.CSV, tmp_path / "a.zip", DataRequest(("about",)))
        note = zipfile.ZipFile(io.BytesIO(content)).read(README).decode("utf-8-sig")
        assert "DỮ LIỆU MINH HỌA" in note
        assert "Phòng GD&ĐT Ba Chẽ · Dân vận khéo 2020" in note
        dataset = district.load_dataset()
        assert name_data(DataFormat.CSV, dataset, DataRequest(period="6m")) == "du-lieu-dan-van-kheo-2020_6m_minh-hoa.csv.zip"
        real = replace(dataset, sample=False)
        assert {row["watermark"] for row in take_csv(district, tmp_path, dataset=real)["scores"]} == {""}

    def test_the_dictionary_tells_every_column_there_is(self, tables):
        told = {(row["table_name"], row["column_name"]) for row in tables["tu_dien"]}
        assert told == {(name, column) for name, rows in tables.items() for column in _list_columns(name, rows)}
        assert all(row["meaning"] and row["kind"] for row in tables["tu_dien"])

    def test_codes_are_those_that_the_dictionary_lists(self, tables):
        for table in TABLES:
            for column in table.columns:
                if column.words:
                    assert {row[column.name] for row in tables[table.name]} <= {*column.words, ""}, (table.name, column.name)


def _list_columns(name, rows):
    return rows[0] if rows else BY_NAME[name].names


def test_nobody_else_is_taken_for_the_office(district, tmp_path):
    """The office's own rows stand beside the schools', and leave with them alone."""
    whole = take_csv(district, tmp_path, DataRequest(("schools", "scores")))
    office = district.plan.office.code
    assert [row["school_code"] for row in whole["schools"] if row["is_office"] == "TRUE"] == [office]
    assert any(row["school_code"] == office and row["state"] == "value" for row in whole["scores"])
