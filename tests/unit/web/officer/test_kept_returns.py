"""What goes back to schools: names and the zip of marked copies."""

import io
import zipfile

import pytest

from danvan_metrics.district import open_district
from danvan_metrics.intake.archive import HandedIn
from danvan_metrics.intake.marked import name_marked
from danvan_metrics.intake.outcome import FileOutcome, Status
from danvan_metrics.plan.rules import Field
from danvan_metrics.settings import load_settings
from danvan_metrics.spreadsheets.reader import read_workbook
from danvan_metrics.validation.issues import Issue
from danvan_metrics.web.officer.kept_returns import FAILED_LIST, pack_marked
from danvan_metrics.workbook.answers import Place
from danvan_metrics.workbook.layout import SHEET_FIXES, SHEET_TASKS
from tests.builders_access import OFFICE
from tests.builders_officer import fill_workbook


@pytest.mark.parametrize(
    ("file", "marked"),
    [
        ("Báo cáo 6 tháng.xlsx", "Báo cáo 6 tháng_can-sua.xlsx"),
        ("mn/bao-cao.XLSM", "bao-cao_can-sua.xlsx"),
        ("..\\..\\bao-cao.xlsx", "bao-cao_can-sua.xlsx"),
        ("", "bao-cao_can-sua.xlsx"),
    ],
)
def test_a_marked_copy_is_named_after_the_school_s_own_file(file, marked):
    assert name_marked(file) == marked


def test_files_of_one_name_stand_beside_each_other(district):
    content = fill_workbook("MN-DONDAC", "6m", {("NV2.3", Field.DONE): "hai"})
    assert list(open_zip(district, [("a/bao-cao.xlsx", content), ("b/Bao-cao.xlsx", content)])) == [
        "bao-cao_can-sua.xlsx",
        "Bao-cao_can-sua-2.xlsx",
    ]


def test_every_copy_in_the_zip_is_marked(district):
    content = fill_workbook("MN-DONDAC", "6m", {("NV2.3", Field.DONE): "hai"})
    [marked] = open_zip(district, [("bao-cao.xlsx", content)]).values()
    assert read_workbook(marked).names[0] == SHEET_FIXES


def test_a_file_that_cannot_be_marked_stops_no_other(district):
    content = fill_workbook("MN-DONDAC", "6m", {("NV2.3", Field.DONE): "hai"})
    files = open_zip(district, [("hong.xlsx", b"PK\x03\x04 cut short"), ("bao-cao.xlsx", content)])
    assert list(files) == ["bao-cao_can-sua.xlsx", FAILED_LIST]
    assert "hong.xlsx" in files[FAILED_LIST].decode("utf-8-sig")


@pytest.fixture
def district(tmp_path):
    return open_district(load_settings({"DANVAN_DATABASE_URL": f"sqlite:///{tmp_path / 'kho.sqlite3'}"}))


def open_zip(district, files):
    issue = Issue("not_a_number", Place(SHEET_TASKS, "F33"), "NV2.3", found="hai", expected="Số nguyên")
    waiting = [(FileOutcome(name, None, None, Status.RETURNED, (issue,)), HandedIn(name, content)) for name, content in files]
    packed = pack_marked(district, waiting, actor=OFFICE)
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
