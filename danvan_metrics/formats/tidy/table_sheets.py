"""Tables as one workbook: a sheet and an Excel Table each, rows written as they come, no formula anywhere."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from itertools import chain
from pathlib import Path
from typing import Any, Final

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_range
from xlsxwriter.worksheet import Worksheet

from danvan_metrics.errors import UserError
from danvan_metrics.formats.number_formats import DATE_FORMAT
from danvan_metrics.formats.tidy.tidy_table import ColumnKind, TidyTable
from danvan_metrics.workbook.values import FORMULA_STARTS
from danvan_metrics.xml_text import make_xml_safe

_MOST_ROWS: Final = 1_048_575  # of a sheet, less its heading
_LONGEST: Final = 32_767  # letters in a cell
_WIDTHS: Final = {ColumnKind.TEXT: 18, ColumnKind.MOMENT: 18}
_WRITTEN: Final = {"created": datetime(2020, 1, 1)}  # noqa: DTZ001 - equal tables are equal bytes, and Excel knows no time zones
_FORMATS: Final = {
    ColumnKind.DAY: {"num_format": DATE_FORMAT},
    ColumnKind.MOMENT: {"num_format": "dd/mm/yyyy hh:mm"},
    ColumnKind.SHARE: {"num_format": "0.0%"},
}


@dataclass(frozen=True)
class TableSheet:
    """A table to be written: how the sheet is called, how many rows there are, and the rows, some thousands at a time."""

    title: str
    table: TidyTable
    count: int
    rows: Iterable[Iterable[Sequence[Any]]]


def write_table_workbook(path: Path, sheets: Iterable[TableSheet], *, folder: Path, properties: dict[str, Any]) -> None:
    """Write the workbook into `path`; what does not fit into memory waits in `folder`. Equal tables are equal bytes.

    UserError where a table has more rows than a sheet.
    """
    options = {"constant_memory": True, "tmpdir": str(folder)}
    with Workbook(str(path), options) as workbook:
        workbook.set_properties(_WRITTEN | {name: make_xml_safe(str(text)) for name, text in properties.items()})
        formats = {kind: workbook.add_format(look) for kind, look in _FORMATS.items()}
        quoted = workbook.add_format({"quote_prefix": True})
        for sheet in sheets:
            _refuse_too_many(sheet)
            _write_sheet(workbook.add_worksheet(sheet.title), sheet, formats, quoted)


def _refuse_too_many(sheet: TableSheet) -> None:
    if sheet.count > _MOST_ROWS:
        raise UserError(
            f"Bảng {sheet.table.name} có hơn một triệu dòng nên không vừa một sheet Excel; "
            "hãy chọn csv hoặc parquet, hoặc chỉ xuất một kỳ, một đơn vị."
        )


def _write_sheet(written: Worksheet, sheet: TableSheet, formats: dict[ColumnKind, Format], quoted: Format) -> None:
    columns = sheet.table.columns
    _make_table(written, sheet)
    for place, column in enumerate(columns):
        written.set_column(place, place, max(_WIDTHS.get(column.kind, 11), len(column.name) + 3), formats.get(column.kind))
        written.write_string(0, place, column.name)
    written.freeze_panes(1, 0)
    for row, values in enumerate(chain.from_iterable(sheet.rows), start=1):
        for place, value in enumerate(values):
            if value is not None:
                _write_cell(written, row, place, value, (formats.get(columns[place].kind), quoted))


def _make_table(written: Worksheet, sheet: TableSheet) -> None:
    """The range as an Excel Table; the headings are written anew after this.

    XlsxWriter offers none where rows are written as they come: its headings would go into rows that are gone. Here none is yet.
    """
    columns = [{"header": column.name} for column in sheet.table.columns]
    options = {"name": sheet.table.name, "columns": columns, "style": "Table Style Light 1"}
    written.constant_memory = False
    written.add_table(0, 0, 1, len(columns) - 1, options)
    written.constant_memory = True
    # Its full height is said afterwards: XlsxWriter notes every cell of a table, 400 MB of them for 120,000 rows.
    reach = xl_range(0, 0, max(sheet.count, 1), len(columns) - 1)
    written.tables[-1].update(dict.fromkeys(("range", "a_range", "autofilter"), reach))


def _write_cell(written: Worksheet, row: int, place: int, value: Any, looks: tuple[Format | None, Format]) -> None:
    look, quoted = looks
    if isinstance(value, bool):
        written.write_boolean(row, place, value)
    elif isinstance(value, str):
        text = make_xml_safe(value)[:_LONGEST]
        text = f"{text[: _LONGEST - 1]}\u200b" if text.endswith("</r>") else text  # “<r>…</r>” is taken for XML of its own
        written.write_string(row, place, text, quoted if text.startswith(FORMULA_STARTS) else None)  # stays text when edited
    elif isinstance(value, datetime):
        written.write_datetime(row, place, value.astimezone(UTC).replace(tzinfo=None), look)
    elif isinstance(value, date):
        written.write_datetime(row, place, datetime.combine(value, time()), look)
    else:
        written.write_number(row, place, value, look)
