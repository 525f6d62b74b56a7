"""What a parser does not tell of cells, found in the file itself in every format: errors, number formats, merges, old fonts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from danvan_metrics.spreadsheets.cells.sheet_findings import SheetFindings
from danvan_metrics.spreadsheets.cells.xlsb_records import BOOK
from danvan_metrics.spreadsheets.cells.xlsx_cells import find_merged, find_percentages
from danvan_metrics.spreadsheets.container import MAIN_PART
from danvan_metrics.spreadsheets.containers.members import Package
from danvan_metrics.spreadsheets.fonts.decoding import find_old_fonts
from danvan_metrics.spreadsheets.fonts.written_text import Fonts
from danvan_metrics.spreadsheets.formulas import find_flaws


@dataclass(frozen=True, slots=True)
class Findings:
    """Of a workbook, by sheet."""

    sheets: Mapping[str, SheetFindings]
    fonts: Fonts

    def find(self, sheet: str) -> SheetFindings:
        """What was found on one sheet."""
        return self.sheets.get(sheet) or SheetFindings()


def list_parts(package: Package) -> dict[str, bytes]:
    """The parts to look into: XML, and of an .xlsb its records."""
    binary = {name: part for name, (part, _) in package.members.items() if name.endswith(".bin")} if _is_binary(package) else {}
    return package.find_xml() | binary


def _is_binary(package: Package) -> bool:
    return BOOK in package.members


def find_in_file(content: bytes, parts: Mapping[str, bytes], *, with_merged: bool = False) -> Findings:
    """Of a judged file: `parts` are its XML, or an .xlsb's records, by name; an .xls has none and is looked into whole.

    `with_merged` asks an .xlsx for its merged cells too, which the first parser tells by itself.
    """
    return Findings(_find_in_sheets(content, parts, with_merged=with_merged), find_old_fonts(content, parts))


def _find_in_sheets(content: bytes, parts: Mapping[str, bytes], *, with_merged: bool) -> Mapping[str, SheetFindings]:
    if MAIN_PART in parts:
        return _find_in_xlsx(parts, with_merged=with_merged)
    return _try(_choose_search(content, parts))


def _choose_search(content: bytes, parts: Mapping[str, bytes]) -> Callable[[], Mapping[str, SheetFindings]]:
    """The search of a rarer format, loaded only where one comes."""
    if BOOK in parts:
        from danvan_metrics.spreadsheets.cells.xlsb_cells import find_in_xlsb  # noqa: PLC0415

        return lambda: find_in_xlsb(parts)
    if parts:
        from danvan_metrics.spreadsheets.cells.ods_cells import find_in_ods  # noqa: PLC0415

        return lambda: find_in_ods(parts)
    from danvan_metrics.spreadsheets.cells.xls_cells import find_in_xls  # noqa: PLC0415

    return lambda: find_in_xls(content)


def _find_in_xlsx(parts: Mapping[str, bytes], *, with_merged: bool) -> dict[str, SheetFindings]:
    flaws, formats = find_flaws(parts), _try(lambda: find_percentages(parts))
    merged = _try(lambda: find_merged(parts)) if with_merged else {}
    names = {*flaws, *formats, *merged}
    return {name: SheetFindings(flaws.get(name, {}), formats.get(name, {}), merged.get(name, ())) for name in names}


def _try(search: Callable[[], Mapping[str, Any]]) -> Mapping[str, Any]:
    """What a search finds; nothing where the file is damaged in a place that its parser did not need."""
    try:
        return search()
    except Exception:  # noqa: BLE001 - a damaged part raises a dozen kinds of error
        return {}
