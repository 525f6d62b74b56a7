"""What formulas came to, kept: openpyxl writes formulas without their results, and a reader of files has only those."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any, Final
from xml.sax.saxutils import escape

from openpyxl import Workbook, load_workbook
from openpyxl.utils.datetime import to_excel

from danvan_metrics.xml_text import make_xml_safe

# openpyxl leaves <v></v> where lxml is installed, <v /> where it is not.
_FORMULA_CELL: Final = re.compile(r'<c r="([A-Z]+\d+)"([^>]*)>(<f[ >].*?</f>|<f[^>]*/>)<v ?(?:/>|></v>)', re.DOTALL)
_TYPE: Final = re.compile(r' t="[^"]*"')


def keep_results(before: bytes, workbook: Workbook, after: bytes) -> bytes:
    """The workbook as written (`after`), each formula with the result it had in the file it was loaded from (`before`)."""
    places = {sheet.title: _list_formulas(sheet) for sheet in workbook.worksheets}
    if not any(places.values()):
        return after
    known = load_workbook(io.BytesIO(before), data_only=True)
    parts = {
        f"xl/worksheets/sheet{number}.xml": {cell: known[sheet.title][cell].value for cell in places[sheet.title]}
        for number, sheet in enumerate(workbook.worksheets, start=1)
        if places[sheet.title]
    }
    return _insert_results(after, parts)


def _list_formulas(sheet: Any) -> list[str]:
    return [cell.coordinate for cell in sheet._cells.values() if cell.data_type == "f"]


def _insert_results(content: bytes, parts: Mapping[str, Mapping[str, Any]]) -> bytes:
    """The workbook with these results in its formula cells; `parts` are results by cell, by the part the sheet stands in."""
    rewritten = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(rewritten, "w", zipfile.ZIP_DEFLATED) as target:
        for member in source.infolist():
            part = source.read(member)
            results = parts.get(member.filename)
            target.writestr(member, _fill_in(part, results) if results else part)
    return rewritten.getvalue()


def _fill_in(part: bytes, results: Mapping[str, Any]) -> bytes:
    return _FORMULA_CELL.sub(partial(_write_result, results), part.decode("utf-8")).encode("utf-8")


def _write_result(results: Mapping[str, Any], match: re.Match[str]) -> str:
    cell, attributes, formula = match.groups()
    kind, text = _express(results.get(cell))
    if text is None:
        return match.group()
    return f'<c r="{cell}"{_TYPE.sub("", attributes)}{kind}>{formula}<v>{escape(make_xml_safe(text))}</v>'


def _express(result: Any) -> tuple[str, str | None]:
    """A result's type and its text in the file; None where there is none."""
    if isinstance(result, bool):
        return ' t="b"', str(int(result))
    if isinstance(result, (datetime, date, time, timedelta)):
        return "", repr(to_excel(result))  # type: ignore[no-untyped-call]
    if isinstance(result, str):
        return (' t="e"' if result.startswith("#") else ' t="str"'), result
    return "", None if result is None else repr(result)
