"""Say inside a workbook that everything in it is invented, where a person does not see it and every program keeps it."""

from __future__ import annotations

from typing import Any, Final

from openpyxl import Workbook
from openpyxl.packaging.custom import StringProperty

from danvan_metrics.workbook.layout import IDENTITY_KEYS, SAMPLE_KEY, SHEET_IDENTITY
from danvan_metrics.workbook.values import set_value

SAMPLE_WORDS: Final = "DỮ LIỆU MINH HỌA"


def mark_as_sample(workbook: Workbook) -> None:
    """Mark the template's hidden sheet and the document's properties."""
    row = len(IDENTITY_KEYS) + 1
    for column, text in enumerate((SAMPLE_KEY, SAMPLE_WORDS), start=1):
        cell: Any = workbook[SHEET_IDENTITY].cell(row, column)
        set_value(cell, text)
    properties: Any = workbook.custom_doc_props  # type: ignore[attr-defined]
    properties.append(StringProperty(name=SAMPLE_KEY, value=SAMPLE_WORDS))
