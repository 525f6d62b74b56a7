"""Tables as typed columns: frames put into their declared shape, and kept on disk a part at a time.

A file is written from what was kept: no format needs all rows of a table in memory, and how many there are is known before.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from danvan_metrics.formats.tidy.tidy_table import Column, ColumnKind, TidyTable

_TYPES: Final = {
    ColumnKind.TEXT: pa.string(),
    ColumnKind.WHOLE: pa.int64(),
    ColumnKind.NUMBER: pa.float64(),
    ColumnKind.SHARE: pa.float64(),
    ColumnKind.DAY: pa.date32(),
    ColumnKind.MOMENT: pa.timestamp("us", tz="UTC"),
    ColumnKind.YES_NO: pa.bool_(),
}
_GROUP: Final = 1 << 16  # rows of a group: small ones make a file slow to read
_BATCH: Final = 1 << 13  # rows that are Python objects at one time
Row = tuple[Any, ...]


def write_schema(table: TidyTable, imprint: str = "") -> pa.Schema:
    """Names and types of a table, with the dictionary as metadata: of the table and of every column, in Vietnamese."""
    fields = [pa.field(one.name, _TYPES[one.kind], metadata=_describe(one)) for one in table.columns]
    told = {"title": table.title, "row": table.row, "key": ",".join(table.key), "imprint": imprint}
    return pa.schema(fields, metadata=told)


def shape_frame(table: TidyTable, frame: pd.DataFrame, schema: pa.Schema) -> pa.Table:
    """A frame as the table's typed columns; KeyError where it lacks a column, ArrowInvalid where a value is of another kind."""
    arrays = [_shape_column(column, frame[column.name]) for column in table.columns]
    return pa.Table.from_arrays(arrays, schema=schema)


def list_rows(shaped: pa.Table) -> Iterator[list[Row]]:
    """The rows as Python values, None where a cell is empty, some thousands at a time."""
    for batch in shaped.to_batches(max_chunksize=_BATCH):
        yield list(zip(*(column.to_pylist() for column in batch.columns), strict=True))


class SpooledTable:
    """One table's rows on disk, as a Parquet file of a few large groups."""

    def __init__(self, table: TidyTable, path: Path, imprint: str = "") -> None:
        self.table, self.path, self.rows = table, path, 0
        self._schema = write_schema(table, imprint)
        self._writer = pq.ParquetWriter(path, self._schema, compression="zstd")
        self._waiting: list[pa.Table] = []
        self._waits = 0

    def add(self, frame: pd.DataFrame) -> None:
        """Keep some rows more."""
        shaped = shape_frame(self.table, frame, self._schema)
        self.rows += shaped.num_rows
        self._waits += shaped.num_rows
        self._waiting.append(shaped)
        if self._waits >= _GROUP:
            self._flush()

    def close(self) -> None:
        """End the file; nothing can be added any more."""
        self._flush()
        self._writer.close()

    def list_rows(self) -> Iterator[list[Row]]:
        """What was kept, some thousands of rows at a time; after `close`."""
        with pq.ParquetFile(self.path) as file:
            for batch in file.iter_batches(_BATCH):
                yield list(zip(*(column.to_pylist() for column in batch.columns), strict=True))

    def _flush(self) -> None:
        if self._waits:
            self._writer.write_table(pa.concat_tables(self._waiting), row_group_size=self._waits)
        self._waiting, self._waits = [], 0


def _shape_column(column: Column, values: pd.Series) -> pa.Array:
    if column.kind is ColumnKind.TEXT:
        return pa.array(_list_texts(values), pa.string())
    return pa.array(values.tolist() if values.dtype == object else values, _TYPES[column.kind], from_pandas=True)


def _list_texts(values: pd.Series) -> Sequence[str | None]:
    """Words of closed sets are plain text; an empty text is an empty cell, as in every other format."""
    return [None if value is None or value is pd.NA or value != value or value == "" else str(value) for value in values]  # noqa: PLR0124 - NaN alone differs from itself


def _describe(column: Column) -> dict[str, str]:
    words = "; ".join(f"{code}: {word}" for code, word in column.words.items())
    told = {"meaning": column.meaning, "kind": column.kind, "unit": column.unit, "words": words, "blank": column.blank}
    return {name: text for name, text in told.items() if text}
