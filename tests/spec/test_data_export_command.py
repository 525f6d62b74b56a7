"""`export data`: tables for Power BI, Excel and R on the command line (issue 16, point 4)."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import pyarrow.parquet as pq
import pytest

from danvan_metrics.district import open_district
from danvan_metrics.plan.rules import Field
from danvan_metrics.settings import load_settings
from danvan_metrics.store.people.people_records import AttemptDeed
from danvan_metrics.topics.data_out.table_catalogue import BY_NAME
from tests.builders_cli import Office, fill_template
from tests.builders_data import read_rows, read_zip

HOSTILE = '=HYPERLINK("http://keo.example")'
ANSWER = {Field.TO_DO: 4, Field.DONE: 0, Field.EVIDENCE_COUNT: 1, Field.EVIDENCE: HOSTILE}


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """One preschool has handed in 6 months: nothing done of four, and a formula for evidence."""
    office = Office(tmp_path_factory.mktemp("phong"))
    path = fill_template(office.folder / "mn.xlsx", "MN-DONDAC", lines={"CT1.1": ANSWER})
    assert office.run("import", path, "--received", "2020-06-10").exit_code == 0
    return office


def export(office, out, *options):
    result = office.run("export", "data", *options, "--out", out)
    assert result.exit_code == 0, result.output
    return result


def test_a_zip_of_csv_with_the_dictionary_and_a_note(office, tmp_path):
    said = export(office, tmp_path / "a.zip", "--format", "csv")
    tables = read_zip((tmp_path / "a.zip").read_bytes())
    rows = sum(len(rows) for name, rows in tables.items() if name != "tu_dien")
    assert said.stdout.startswith(
        f"Đã ghi {tmp_path / 'a.zip'}: {len(BY_NAME)} bảng, {rows // 1000}.{rows % 1000:03} dòng, kèm từ điển"
    )
    assert set(tables) == {*BY_NAME, "tu_dien"}
    [done] = [row for row in tables["answers"] if (row["line_code"], row["field"]) == ("CT1.1", "done")]
    assert (done["value_number"], done["cell_state"]) == ("0", "value")
    [evidence] = [row for row in tables["answers"] if (row["line_code"], row["field"]) == ("CT1.1", "evidence")]
    assert evidence["value_text"] == f"'{HOSTILE}"
    assert {row["watermark"] for row in tables["scores"]} == {""}


def test_a_folder_holds_the_same_files(office, tmp_path):
    export(office, tmp_path / "a.zip")
    export(office, tmp_path / "bang")
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        assert {path.name: path.read_bytes() for path in (tmp_path / "bang").iterdir()} == {
            name: archive.read(name) for name in archive.namelist()
        }


def test_a_workbook_and_parquet_keep_a_text_as_it_was_written(office, tmp_path):
    export(office, tmp_path / "a.xlsx", "--table", "answers")
    export(office, tmp_path / "bang", "--format", "parquet", "--table", "answers")
    book = openpyxl.load_workbook(io.BytesIO((tmp_path / "a.xlsx").read_bytes()))
    assert book.sheetnames == ["Từ điển dữ liệu", "answers"]
    found = [cell for row in book["answers"] for cell in row if cell.value == HOSTILE]
    assert {(cell.data_type, cell.quotePrefix) for cell in found} == {("s", True)}
    assert len(found) == 1
    assert HOSTILE in pq.read_table(tmp_path / "bang" / "answers.parquet")["value_text"].to_pylist()


def test_a_lens_is_chosen_only_where_it_is_written(office, tmp_path):
    export(office, tmp_path / "moi", "--table", "scores")
    export(office, tmp_path / "mot", "--table", "scores", "--lens", "declared", "--period", "6m", "--level", "mam non")
    every, one = (read_rows((tmp_path / name / "scores.csv").read_bytes()) for name in ("moi", "mot"))
    assert {row["lens"] for row in every} == {"declared", "evidenced"}
    assert {(row["lens"], row["period_code"]) for row in one} == {("declared", "6m")}
    assert len({row["school_code"] for row in one}) < len({row["school_code"] for row in every})


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--out", "a.csv"), "Dạng csv gồm nhiều tệp; hãy ghi ở --out tên một thư mục, hoặc tên tệp có đuôi .zip."),
        (("--format", "xlsx", "--out", "a.zip"), "Bảng tính Excel cần tên tệp có đuôi .xlsx"),
        (("--format", "ods", "--out", "a.zip"), "không có dạng “ods”; hãy chọn một trong: csv, parquet, xlsx"),
        (("--table", "diem", "--out", "a.zip"), "Không có bảng “diem”; hãy chọn trong: about"),
        (("--period", "10m", "--out", "a.zip"), "Không có kỳ báo cáo “10m”"),
        (("--unit", "X", "--out", "a.zip"), "Không có đơn vị “X”"),
    ],
)
def test_a_wrong_call_is_answered_in_a_sentence(office, tmp_path, options, said):
    *before, out = options
    result = office.run("export", "data", *before, tmp_path / out)
    assert (result.exit_code, list(tmp_path.iterdir())) == (2, [])
    assert said in result.stderr


def test_nothing_is_overwritten_unasked(office, tmp_path):
    (tmp_path / "bang").mkdir()
    (tmp_path / "bang" / "scores.csv").write_text("cũ")
    (tmp_path / "a.zip").write_text("cũ")
    for out in ("bang", "a.zip"):
        result = office.run("export", "data", "--out", tmp_path / out)
        assert result.exit_code == 2
        assert "thêm --force để ghi đè" in result.stderr
    assert [path.read_text() for path in (tmp_path / "bang").iterdir()] == ["cũ"]
    export(office, tmp_path / "bang", "--force", "--table", "scores")
    assert (tmp_path / "bang" / "scores.csv").read_bytes().startswith(b"\xef\xbb\xbfplan_code")


def test_an_empty_store_has_nothing_to_take(tmp_path):
    result = Office(tmp_path).run("export", "data", "--out", tmp_path / "a.zip")
    assert (result.exit_code, (tmp_path / "a.zip").exists()) == (2, False)
    assert "Chưa có báo cáo nào" in result.stderr


def test_what_was_taken_is_kept(office, tmp_path):
    export(office, tmp_path / "hop.zip", "--table", "scores")
    district = open_district(load_settings(office.environment))
    last = district.repository.people.list_attempts()[-1]
    district.repository.close()
    assert (last.deed, last.act, last.target) == (AttemptDeed.DOWNLOADED, "take_data", "hop.zip")


def test_made_up_data_say_so(office, filled_sample, tmp_path):
    own = Office(filled_sample, today=office.today)
    result = own.run("--sample", "export", "data", "--table", "about", "--out", tmp_path / "a.zip")
    assert result.exit_code == 0, result.output
    assert "dữ liệu minh họa (số liệu bịa)" in result.stderr
    assert [row["watermark"] for row in read_zip((tmp_path / "a.zip").read_bytes())["about"]] == ["DỮ LIỆU MINH HỌA"]
