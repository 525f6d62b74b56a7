"""Every chart in one zip: names in the order of the pages, figures that equal the charts', a list to read."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from datetime import date

import openpyxl
import pandas as pd
import pytest
from defusedxml.ElementTree import fromstring

from danvan_metrics.exports.chart_pack import list_charts, pack_charts
from danvan_metrics.folders import DATA
from danvan_metrics.formats.pictures import NO_BROWSER
from danvan_metrics.formats.plotly.frame import WATERMARK
from danvan_metrics.metrics.dataset import Scope, SnapshotLabel
from danvan_metrics.topics.spread.outlines import load_outlines
from danvan_metrics.units.roster import Roster
from tests.builders import ROSTER, build_dataset, generate_returns

OUTLINES = load_outlines(DATA / "communes" / "ba_che_communes.geojson")
SCOPE = Scope("9m", "evidenced")
NOBODY = Scope("9m", level="Mầm non", commune="Đồn Xã")
OVERVIEW = ["hoan-thanh-theo-cap-hoc", "ngay-nhan-bao-cao", "nop-dung-han-qua-cac-ky"]
CRITERIA = ["trang-thai-ct", "trang-thai-nv", "trang-thai-bc", "trang-thai-hp"]
SPREAD = ["bac-thang-lan-toa", "bac-thang-lan-toa-theo-cap", "ban-do-xa-bac-4", "mo-hinh-theo-linh-vuc"]
MODEL_SCHOOLS = ["mn-dapthanh-qua-cac-ky", "th-minhcam-qua-cac-ky", "ptdtnt-qua-cac-ky"]
PAGES = [*OVERVIEW, *CRITERIA, "truong-diem-qua-cac-ky", *SPREAD, *MODEL_SCHOOLS]


def test_the_charts_stand_in_the_order_of_the_pages_one_per_model_school_at_the_end(meeting_dataset):
    names = [record.file_name.split("_")[0] for record, _ in list_charts(meeting_dataset, SCOPE, OUTLINES)]
    assert names == PAGES


def test_a_filter_leaves_only_the_model_schools_it_lets_through(meeting_dataset):
    def schools(scope):
        names = [record.file_name for record, _ in list_charts(meeting_dataset, scope, OUTLINES)]
        return [name.split("_")[0] for name in names[len(PAGES) - len(MODEL_SCHOOLS) :]]

    assert schools(Scope("9m", level="Mầm non")) == MODEL_SCHOOLS[:1]
    assert schools(Scope("9m", model=False)) == []


def test_every_file_is_numbered_ascii_and_there_once(figures_only):
    names = figures_only.namelist()
    assert names[0] == "doc-toi.txt"
    assert len(set(names)) == len(names) == 1 + len(PAGES)
    for number, (name, page) in enumerate(zip(names[1:], PAGES, strict=True), start=1):
        assert re.fullmatch(rf"{number:02}_{page}_[a-z0-9_-]+\.xlsx", name)


def test_the_numbers_in_every_workbook_are_the_charts_own(meeting_dataset, figures_only):
    files = figures_only.namelist()[1:]
    for file, (record, _) in zip(files, list_charts(meeting_dataset, SCOPE, OUTLINES), strict=True):
        rows, table = read_rows(figures_only.read(file)), record.table()
        head = [row[0] for row in rows[:4]]
        assert (*head[:3], head[3][: len(WATERMARK)]) == (record.title, record.subtitle, record.source, WATERMARK)
        assert list(rows[5]) == list(table.columns)
        assert len(rows[6:]) == len(table)
        for row, expected in zip(rows[6:], table.itertuples(index=False, name=None), strict=True):
            assert [value for value in row if is_number(value)] == pytest.approx([v for v in expected if is_number(v)])
            assert all(isinstance(value, str) and value for value, v in zip(row, expected, strict=True) if pd.isna(v))


def test_the_list_tells_of_every_chart_title_subtitle_source_and_files(meeting_dataset, figures_only):
    content = figures_only.read("doc-toi.txt")
    told = content.decode("utf-8-sig")
    assert content.startswith(b"\xef\xbb\xbf")
    assert told.count("\n") == told.count("\r\n")
    assert told.splitlines()[:2] == ["BIỂU ĐỒ: kỳ 9 tháng · có minh chứng · toàn huyện", f"{WATERMARK} — không phải số liệu thật"]
    for file, (record, _) in zip(figures_only.namelist()[1:], list_charts(meeting_dataset, SCOPE, OUTLINES), strict=True):
        entry = f"{file[:2]}. {record.title}\r\n    {record.subtitle}\r\n    {record.source}\r\n    Tệp: {file}\r\n"
        assert entry in told


def test_real_figures_carry_no_watermark():
    archive = unpack(pack_charts(build_dataset(generate_returns(5)), SCOPE, OUTLINES, pictures=False))
    assert WATERMARK not in archive.read("doc-toi.txt").decode("utf-8-sig")
    assert not [name for name in archive.namelist()[1:] if WATERMARK in str(read_rows(archive.read(name)))]


def test_a_meetings_snapshot_is_told(meeting_dataset):
    fixed = replace(meeting_dataset, snapshot=SnapshotLabel("Họp quý III", date(2020, 9, 15), "9m", date(2020, 9, 14)))
    told = unpack(pack_charts(fixed, SCOPE, OUTLINES, pictures=False)).read("doc-toi.txt").decode("utf-8-sig")
    assert told.count("bản chốt “Họp quý III” (họp ngày 15/09/2020)") == len(PAGES)


def test_where_no_school_matches_the_list_says_so_at_every_chart(meeting_dataset):
    archive = unpack(pack_charts(meeting_dataset, NOBODY, OUTLINES, pictures=False))
    assert len(archive.namelist()) == 1 + len(PAGES) - len(MODEL_SCHOOLS)
    assert archive.read("doc-toi.txt").decode("utf-8-sig").count("khớp bộ lọc") == len(archive.namelist()) - 1


def test_before_anybody_reported_there_is_a_pack_too():
    archive = unpack(pack_charts(build_dataset([], as_of=date(2020, 5, 1)), Scope("6m"), OUTLINES, pictures=False))
    assert "chưa đến hạn (trước 14/06/2020)" in archive.read("doc-toi.txt").decode("utf-8-sig")


def test_a_hostile_name_is_text_in_every_workbook_and_one_line_of_the_list(meeting_dataset):
    hostile = replace(meeting_dataset, roster=rename_schools('=HYPERLINK("http://x")\x01\r\n99. Giả'))
    archive = unpack(pack_charts(hostile, SCOPE, OUTLINES, pictures=False))
    sheets = [openpyxl.load_workbook(io.BytesIO(archive.read(name))).active for name in archive.namelist()[1:]]
    assert not [cell for sheet in sheets for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert not [line for line in archive.read("doc-toi.txt").decode("utf-8-sig").splitlines() if line.startswith("99.")]


def test_without_a_browser_the_figures_leave_alone_and_the_list_says_why(meeting_dataset, no_browser):
    archive = unpack(pack_charts(meeting_dataset, NOBODY, OUTLINES))
    assert {name.rsplit(".")[-1] for name in archive.namelist()} == {"txt", "xlsx"}
    assert NO_BROWSER in archive.read("doc-toi.txt").decode("utf-8-sig").splitlines()


def test_pictures_nobody_asked_for_are_not_missed(figures_only):
    assert "Chrome" not in figures_only.read("doc-toi.txt").decode("utf-8-sig")


def test_with_a_browser_each_chart_is_a_png_an_svg_and_a_workbook(chrome, meeting_dataset):
    content = pack_charts(meeting_dataset, NOBODY, OUTLINES)
    archive = unpack(content)
    records = [record for record, _ in list_charts(meeting_dataset, NOBODY, OUTLINES)]
    names = archive.namelist()[1:]
    assert [name.rsplit(".")[-1] for name in names] == ["png", "svg", "xlsx"] * len(records)
    assert len({name.rsplit(".")[0] for name in names}) == len(records)
    for png, svg, record in zip(names[0::3], names[1::3], records, strict=True):
        words = " ".join(fromstring(archive.read(svg)).itertext())
        assert archive.read(png).startswith(b"\x89PNG")
        assert record.title in words
        assert WATERMARK in words
    assert pack_charts(meeting_dataset, NOBODY, OUTLINES) == content


@pytest.fixture(scope="module")
def figures_only(meeting_dataset):
    return unpack(pack_charts(meeting_dataset, SCOPE, OUTLINES, pictures=False))


def unpack(content: bytes) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(content))


def read_rows(content: bytes) -> list[tuple]:
    return list(openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True))


def is_number(value: object) -> bool:
    return not isinstance(value, bool | str | date) and not pd.isna(value)


def rename_schools(name: str) -> Roster:
    return Roster(tuple(replace(school, name=name, short_name=name) for school in ROSTER.schools), ROSTER.office)
