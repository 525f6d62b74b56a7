"""Tables as Parquet and as a workbook: typed, whole, without a formula, and the same bytes for the same rows."""

from __future__ import annotations

import io
import math
import zipfile
from datetime import UTC, date, datetime, time
from pathlib import Path

import numpy as np
import openpyxl
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from danvan_metrics.errors import UserError
from danvan_metrics.formats.tidy.table_sheets import TableSheet, write_table_workbook
from danvan_metrics.formats.tidy.table_spool import SpooledTable, shape_frame, write_schema
from danvan_metrics.formats.tidy.tidy_table import Column, ColumnKind, TidyTable

KINDS = {kind.name.lower(): kind for kind in ColumnKind}
TABLE = TidyTable(
    "thu", "Thử", "một dòng", ("text",), tuple(Column(name, kind, f"Nghĩa của {name}.") for name, kind in KINDS.items())
)
MOMENT = datetime(2020, 6, 12, 3, 4, 5, tzinfo=UTC)
FULL = ("ke-hoach", "=1+1", 3, 0.0, 0.5, date(2020, 6, 14), MOMENT, True, "mẫu")
EMPTY = (*[None] * 9,)
ROWS = [FULL, EMPTY]


def build_frame(rows=ROWS):
    return pd.DataFrame(rows, columns=list(TABLE.names), dtype=object)


def spool(folder: Path, *frames: pd.DataFrame) -> SpooledTable:
    kept = SpooledTable(TABLE, folder / "thu.parquet", "của Phòng")
    for frame in frames:
        kept.add(frame)
    kept.close()
    return kept


def write_workbook(folder: Path, *, count: int, rows: object) -> bytes:
    path = folder / "thu.xlsx"
    write_table_workbook(path, [TableSheet("Thử", TABLE, count, rows)], folder=folder, properties={"title": "Thử"})
    return path.read_bytes()


def test_a_parquet_file_holds_typed_columns_and_says_what_they_mean(tmp_path):
    kept = spool(tmp_path, build_frame())
    table = pq.read_table(kept.path)
    assert [str(kind) for kind in table.schema.types] == [
        "string", "string", "int64", "double", "double", "date32[day]", "timestamp[us, tz=UTC]", "bool", "string",
    ]  # fmt: skip
    assert list(zip(*table.to_pydict().values(), strict=True)) == ROWS
    assert table.schema.metadata[b"row"].decode() == "một dòng"
    assert table.schema.metadata[b"imprint"].decode() == "của Phòng"
    assert table.schema.field("share").metadata[b"meaning"].decode() == "Nghĩa của share."


def test_a_missing_figure_is_empty_and_a_zero_is_a_zero(tmp_path):
    frame = build_frame([FULL] * 4).assign(number=[math.nan, 0.0, np.nan, None], whole=pd.array([1, None, 0, 2], dtype="Int64"))
    [rows] = spool(tmp_path, frame).list_rows()
    assert [row[3] for row in rows] == [None, 0.0, None, None]
    assert [row[2] for row in rows] == [1, None, 0, 2]


def test_a_value_of_another_kind_is_refused(tmp_path):
    with pytest.raises(pa.ArrowInvalid):
        shape_frame(TABLE, build_frame().assign(number=["một", None]), write_schema(TABLE))


def test_many_small_parts_are_a_few_large_groups(tmp_path):
    kept = spool(tmp_path, *[build_frame([FULL] * 900)] * 100)
    assert kept.rows == 90_000
    assert pq.ParquetFile(kept.path).num_row_groups == 2
    assert sum(len(batch) for batch in kept.list_rows()) == 90_000


def test_a_workbook_holds_an_excel_table_of_typed_cells_and_no_formula(tmp_path):
    kept = spool(tmp_path, build_frame())
    sheet = openpyxl.load_workbook(io.BytesIO(write_workbook(tmp_path, count=kept.rows, rows=kept.list_rows())))["Thử"]
    assert sheet.tables["thu"].ref == "A1:I3"
    assert [one.name for one in sheet.tables["thu"].tableColumns] == list(TABLE.names)
    assert [cell.value for cell in sheet[1]] == list(TABLE.names)
    assert [cell.value for cell in sheet[2]] == [
        "ke-hoach", "=1+1", 3, 0, 0.5, datetime.combine(FULL[5], time()), MOMENT.replace(tzinfo=None), True, "mẫu",
    ]  # fmt: skip
    assert [cell.value for cell in sheet[3]] == [None] * 9
    assert {cell.data_type for row in sheet for cell in row} == {"s", "n", "d", "b"}
    assert sheet["B2"].quotePrefix  # a text it stays when somebody edits the cell


def test_a_table_without_rows_is_a_table(tmp_path):
    sheet = openpyxl.load_workbook(io.BytesIO(write_workbook(tmp_path, count=0, rows=[])))["Thử"]
    assert (sheet.tables["thu"].ref, [cell.value for cell in sheet[1]]) == ("A1:I2", list(TABLE.names))


def test_hostile_letters_stay_text(tmp_path):
    texts = ["<r><t>x</t></r>", "_x0041_", "a\x0bb", "=cmd|'/c calc'!A1", "x" * 40_000]
    rows = [[("ke-hoach", text, *(None,) * 7) for text in texts]]
    sheet = openpyxl.load_workbook(io.BytesIO(write_workbook(tmp_path, count=len(texts), rows=rows)))["Thử"]
    read = [sheet.cell(row, 2).value for row in range(2, 7)]
    assert read[0].rstrip("\u200b") == "<r><t>x</t></r>"
    assert (read[2], read[3], len(read[4])) == ("ab", texts[3], 32_767)
    assert {sheet.cell(row, 2).data_type for row in range(2, 7)} == {"s"}


def test_more_rows_than_a_sheet_has_are_told(tmp_path):
    with pytest.raises(UserError, match="hơn một triệu dòng nên không vừa một sheet Excel; hãy chọn csv hoặc parquet"):
        write_workbook(tmp_path, count=1_048_576, rows=[])


def test_the_same_rows_are_the_same_bytes(tmp_path):
    folders = [tmp_path / name for name in ("a", "b")]
    made = []
    for folder in folders:
        folder.mkdir()
        kept = spool(folder, build_frame())
        made.append((kept.path.read_bytes(), write_workbook(folder, count=kept.rows, rows=kept.list_rows())))
    assert made[0] == made[1]
    assert {one.date_time[0] for one in zipfile.ZipFile(io.BytesIO(made[0][1])).infolist()} == {1980}
