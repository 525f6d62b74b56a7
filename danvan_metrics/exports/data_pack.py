"""The tables as files: a ZIP or a folder of CSV or Parquet, or one workbook; each beside the dictionary and what to know."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import pandas as pd

from danvan_metrics.formats.package import open_member
from danvan_metrics.formats.tidy.csv_text import write_csv
from danvan_metrics.formats.tidy.table_sheets import TableSheet, write_table_workbook
from danvan_metrics.formats.tidy.table_spool import SpooledTable
from danvan_metrics.formats.tidy.tidy_table import TidyTable
from danvan_metrics.topics.data_out.dictionary import DICTIONARY
from danvan_metrics.topics.data_out.table_catalogue import collect_dictionary

README: Final = "doc-truoc.txt"
_PIECE: Final = 1 << 20
_READ_ME: Final = """\ufeff{imprint}
{watermark}
Mỗi tệp là một bảng; tu_dien nói từng cột nghĩa là gì. Các bảng nối với nhau bằng các cột mã (school_code, period_code,
indicator_code, submission_id…).

Ô trống không phải 0: xem cột state, cell_state. Số 0 là 0 thật.
CSV: UTF-8 có BOM, ngăn bằng dấu phẩy, dấu thập phân là dấu chấm, ngày ghi năm-tháng-ngày, TRUE/FALSE.
Trong CSV, chữ bắt đầu bằng = + - @ (hoặc tab, xuống dòng) có thêm một dấu nháy đơn (') đứng trước để Excel không hiểu
là công thức; bỏ một dấu nháy ấy đi là đúng chữ trường đã ghi. Trong Parquet và Excel, chữ giữ nguyên.
"""


class DataFormat(StrEnum):
    """How tables are written."""

    CSV = "csv"
    PARQUET = "parquet"
    XLSX = "xlsx"


class DataPack:
    """Every table asked for, kept on disk until it is written as whichever file."""

    def __init__(self, folder: Path, tables: Sequence[TidyTable], imprint: str, watermark: str) -> None:
        self._folder, self._imprint, self._watermark = folder, imprint, watermark
        self._spools = {table: SpooledTable(table, folder / f"{table.name}.parquet", imprint) for table in (*tables, DICTIONARY)}
        self.add(DICTIONARY, collect_dictionary().assign(watermark=watermark))

    def add(self, table: TidyTable, frame: pd.DataFrame) -> None:
        """Keep some rows more of a table."""
        self._spools[table].add(frame)

    def close(self) -> None:
        """All rows are here."""
        for spool in self._spools.values():
            spool.close()

    def count_rows(self) -> dict[str, int]:
        """How many rows each table has, by name; the dictionary is left out."""
        return {table.name: spool.rows for table, spool in self._spools.items() if table is not DICTIONARY}

    def write_as(self, kind: DataFormat, path: Path) -> None:
        """One file: a workbook, or a ZIP of the tables; UserError where a table has more rows than a sheet."""
        if kind is DataFormat.XLSX:
            self._write_workbook(path)
            return
        with path.open("wb") as target, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, pieces in self.list_files(kind):
                with open_member(archive, name) as member:
                    member.writelines(pieces)

    def list_files(self, kind: DataFormat) -> Iterator[tuple[str, Iterable[bytes]]]:
        """The files of CSV or Parquet: the note first, then the dictionary, then the tables."""
        yield README, [_READ_ME.format(imprint=self._imprint, watermark=self._watermark).replace("\n", "\r\n").encode()]
        for table, spool in self._order():
            name = f"{table.name}.{kind}"
            yield name, _read_pieces(spool.path) if kind is DataFormat.PARQUET else write_csv(table, spool.list_rows())

    def _order(self) -> list[tuple[TidyTable, SpooledTable]]:
        """The dictionary first, as the first sheet."""
        return sorted(self._spools.items(), key=lambda one: one[0] is not DICTIONARY)

    def _write_workbook(self, path: Path) -> None:
        sheets = [
            TableSheet(DICTIONARY.title if table is DICTIONARY else table.name, table, spool.rows, spool.list_rows())
            for table, spool in self._order()
        ]
        told = {"title": "Dữ liệu để phân tích", "subject": self._imprint, "comments": self._watermark}
        write_table_workbook(path, sheets, folder=self._folder, properties=told)


@contextmanager
def gather_tables(
    tables: Sequence[TidyTable], fill: Callable[[DataPack], None], *, imprint: str, watermark: str
) -> Iterator[DataPack]:
    """The tables as `fill` adds them, on disk until the block ends."""
    with TemporaryDirectory(prefix="danvan-") as folder:
        pack = DataPack(Path(folder), tables, imprint, watermark)
        try:
            fill(pack)
        finally:
            pack.close()
        yield pack


def _read_pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            yield piece
