"""The data dictionary: what every table and every column means, as a table and as a page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

import pandas as pd

from danvan_metrics.formats.tidy.tidy_table import Column, ColumnKind, TidyTable

_T, _W, _Y = ColumnKind.TEXT, ColumnKind.WHOLE, ColumnKind.YES_NO

DICTIONARY: Final = TidyTable(
    "tu_dien",
    "Từ điển dữ liệu",
    "một cột của một bảng",
    ("table_name", "column_name"),
    (
        Column("table_name", _T, "Tên bảng: cũng là tên tệp, tên sheet và địa chỉ."),
        Column("table_title", _T, "Tên bảng bằng tiếng Việt."),
        Column("row_meaning", _T, "Một dòng của bảng là gì."),
        Column("position", _W, "Cột thứ mấy."),
        Column("column_name", _T, "Tên cột."),
        Column("is_key", _Y, "Cột thuộc khóa: không có hai dòng giống nhau ở mọi cột khóa."),
        Column("kind", _T, "Loại giá trị."),
        Column("unit", _T, "Đơn vị tính."),
        Column("meaning", _T, "Nghĩa của cột."),
        Column("codes", _T, "Các mã có thể gặp, và nghĩa.", blank="không phải cột mã"),
        Column("blank_means", _T, "Ô trống nghĩa là gì.", blank="không có"),
    ),
    of_plan=False,
)


def write_dictionary(tables: Iterable[TidyTable]) -> pd.DataFrame:
    """A row per column, columns as DICTIONARY's own."""
    rows = [
        (
            table.name, table.title, table.row, position, column.name, is_key(table, column), str(column.kind), column.unit,
            column.meaning, describe_codes(column), column.blank,
        )
        for table in tables
        for position, column in enumerate(table.columns, start=1)
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=[column.name for column in DICTIONARY.own], dtype=object)


def is_key(table: TidyTable, column: Column) -> bool:
    """Whether a column is part of what a table's rows are told apart by."""
    return column.name in table.key or column.name == "plan_code"


def describe_codes(column: Column) -> str:
    """“value: đã báo cáo; not_due: chưa đến hạn”; "" where a column holds no codes."""
    return "; ".join(f"{code}: {word}" for code, word in column.words.items())


def write_table_page(tables: Iterable[TidyTable]) -> str:
    """The same as Markdown: a chapter per table."""
    return "\n".join(line for table in tables for line in _write_chapter(table)).rstrip("\n") + "\n"


def _write_chapter(table: TidyTable) -> Iterator[str]:
    yield f"### `{table.name}`: {table.title}"
    yield ""
    yield f"Mỗi dòng: {table.row}. Khóa: {', '.join(f'`{name}`' for name in _list_key(table))}."
    yield ""
    yield "| Cột | Loại | Nghĩa |"
    yield "|---|---|---|"
    for column in table.columns:
        kind = f"{column.kind}, {column.unit}" if column.unit else str(column.kind)
        yield f"| `{column.name}` | {kind} | {_describe(column)} |"
    yield ""


def _list_key(table: TidyTable) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*(("plan_code",) if table.of_plan else ()), *table.key)))


def _describe(column: Column) -> str:
    codes = "; ".join(f"`{code}` {word}" for code, word in column.words.items())
    blank = f"Ô trống: {column.blank}." if column.blank else ""
    told = (column.meaning, f"Mã: {codes}." if codes else "", blank)
    return " ".join(filter(None, told)).replace("|", "\\|")
