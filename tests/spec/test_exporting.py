"""What leaves for a meeting comes from one set of figures, and a snapshot gives the same files whatever comes later (issue 4).

The commands `export`, `snapshot` and `snapshots` in an office of two returns of 9 months.
"""

import io
import json
import zipfile

import pytest
from docx import Document
from openpyxl import load_workbook
from pptx import Presentation

from danvan_metrics.plan.rules import Field
from tests.builders_cli import Office, fill_template

HALF = {Field.TO_DO: 4, Field.DONE: 2, Field.EVIDENCE_COUNT: 1, Field.EVIDENCE: "BB 01"}
ALL = HALF | {Field.DONE: 4}
READERS = {"pptx": Presentation, "docx": Document, "xlsx": load_workbook, "charts": zipfile.ZipFile}


@pytest.fixture
def office(tmp_path):
    """Two preschools have handed in; it is the day after the deadline of 9 months."""
    office = Office(tmp_path, today="2020-09-15")
    hand_in(office, "MN-DONDAC", HALF)
    hand_in(office, "MN-NAMSON", ALL)
    return office


class TestExport:
    @pytest.mark.parametrize("kind", READERS)
    def test_each_kind_is_written_and_opens(self, office, kind):
        out = office.folder / f"hop.{kind}"
        result = office.run("export", kind, "--period", "9m", "--level", "mam non", "--lens", "evidenced", "--out", out)
        assert result.exit_code == 0, result.output
        assert result.stdout.startswith(f"Đã ghi {out}: ")
        READERS[kind](io.BytesIO(out.read_bytes()))

    def test_it_overwrites_nothing_unasked(self, office):
        out = office.folder / "hop.pptx"
        out.write_bytes(b"other")
        result = office.run("export", "pptx", "--period", "9m", "--out", out)
        assert (result.exit_code, out.read_bytes()) == (2, b"other")
        assert "Đã có tệp" in result.stderr
        assert office.run("export", "pptx", "--period", "9m", "--out", out, "--force").exit_code == 0

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            (("pptx", "--period", "10m"), "Không có kỳ báo cáo “10m”"),
            (
                ("odp", "--period", "9m"),
                "không có loại “odp”; hãy chọn một trong: pptx, docx, xlsx, charts, minute, rewards",
            ),
            (("pptx", "--period", "9m", "--level", "Đại học"), "Không có cấp học “Đại học”"),
            (("pptx", "--period", "9m", "--snapshot", "Họp"), "Không có bản chốt “Họp”; đang có: chưa có bản chốt nào"),
        ],
    )
    def test_a_wrong_call_is_answered_in_a_sentence(self, office, arguments, said):
        result = office.run("export", *arguments, "--out", office.folder / "x")
        assert result.exit_code == 2
        assert said in result.stderr

    def test_an_empty_store_has_nothing_to_export(self, tmp_path):
        result = Office(tmp_path).run("export", "pptx", "--period", "9m", "--out", tmp_path / "x.pptx")
        assert (result.exit_code, (tmp_path / "x.pptx").exists()) == (2, False)
        assert "Chưa có báo cáo nào" in result.stderr


class TestSnapshot:
    @pytest.mark.parametrize("kind", ["pptx", "docx", "xlsx", "charts"])
    def test_it_gives_the_same_file_for_ever_whatever_comes_later(self, office, kind):
        office.run("snapshot", "Họp quý III", "--period", "9m", "--meeting", "2020-09-18")
        first = export(office, kind, "truoc", snapshot="họp quý iii")
        hand_in(office, "MN-DONDAC", ALL)
        hand_in(office, "MN-LUONGMONG", HALF)
        later = Office(office.folder, today="2020-12-30")
        assert export(later, kind, "sau", snapshot="Họp quý III") == first
        assert export(later, kind, "nay") != first

    def test_it_says_what_it_holds(self, office):
        result = office.run("snapshot", "Họp quý III", "--period", "9m", "--meeting", "2020-09-18")
        assert result.exit_code == 0
        assert result.stdout.startswith("Đã chốt “Họp quý III”: 2 báo cáo, số liệu tính đến 15/09/2020.")
        [told] = office.run_json("snapshots")
        assert (told["name"], told["period"], told["meeting_on"], told["as_of"], told["actor"]) == (
            "Họp quý III", "9m", "2020-09-18", "2020-09-15", "Nguyễn Thị Lan",
        )  # fmt: skip
        assert [(one["school"], one["revision"]) for one in told["submissions"]] == [("MN-DONDAC", 1), ("MN-NAMSON", 1)]
        assert {len(one["sha256"]) for one in told["submissions"]} == {64}
        assert told["figures_match"] is True
        assert told["figures_sha256"] in result.stdout

    def test_a_name_is_taken_once(self, office):
        office.run("snapshot", "Họp", "--period", "9m")
        result = office.run("snapshot", "HỌP", "--period", "9m")
        assert result.exit_code == 2
        assert "Đã có bản chốt tên “HỌP”" in result.stderr

    def test_without_json_it_is_a_line_to_read(self, office):
        assert office.run("snapshots").stdout == "Chưa có bản chốt nào.\n"
        office.run("snapshot", "Họp", "--period", "9m")
        assert office.run("snapshots").stdout.startswith(
            "Họp: họp ngày 15/09/2020, kỳ 9m, số liệu tính đến 15/09/2020, 2 báo cáo"
        )
        assert json.loads(office.run("snapshots", "--json").stdout)[0]["name"] == "Họp"


def export(office, kind, name, snapshot=None):
    """The bytes of an export of 9 months, of a snapshot or of what is in force."""
    out = office.folder / f"{name}.{kind}"
    chosen = ("--snapshot", snapshot) if snapshot else ()
    result = office.run("export", kind, "--period", "9m", *chosen, "--out", out)
    assert result.exit_code == 0, result.output
    return out.read_bytes()


def hand_in(office, school, answer):
    """A return of 9 months with one line answered, CT1.1, received on 10/9/2020."""
    path = fill_template(office.folder / f"{school}.xlsx", school, "9m", lines={"CT1.1": answer})
    result = office.run("import", path, "--received", "2020-09-10")
    assert result.exit_code == 0, result.output
