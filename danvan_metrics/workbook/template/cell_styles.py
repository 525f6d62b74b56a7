"""The looks of the template: a few restrained, printable styles, each a cell style of the workbook."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Protection, Side
from openpyxl.styles.named_styles import NamedStyleList
from openpyxl.utils.indexed_list import IndexedList

from danvan_metrics.workbook.template.line_looks import Style

FONT_NAME: Final = "Times New Roman"
TEXT_FORMAT: Final = "@"  # what is typed stays text: 8/10 no date, 0912… keeps its 0, “=” no formula
NUMBER_FORMAT: Final = "#,##0"
DATE_FORMAT: Final = "dd/mm/yyyy"


_INK, _SOFT_INK, _FAINT_INK = "FF1F2933", "FF404B57", "FF5F6670"
_YELLOW, _GREY, _PALE_GREY = "FFFFF8D6", "FFE9EBEE", "FFF3F4F6"
_BLUE, _PALE_BLUE, _PALEST_BLUE = "FFD5E0EC", "FFE7EEF5", "FFF4F7FA"


@dataclass(frozen=True, slots=True)
class CellStyle:
    """What one style is made of; everything is locked but entry cells."""

    size: float = 12
    bold: bool = False
    italic: bool = False
    ink: str = _INK
    fill: str | None = None
    ruled: bool = True
    band: bool = False  # ruled above and below only
    across: str = "left"
    wrap: bool = True
    number_format: str = "General"
    locked: bool = True


_LOOKS: Final = {
    Style.PLAIN: CellStyle(ruled=False),
    Style.LETTERHEAD: CellStyle(ruled=False, across="center", wrap=False),
    Style.LETTERHEAD_BOLD: CellStyle(bold=True, ruled=False, across="center", wrap=False),
    Style.TITLE: CellStyle(16, bold=True, ruled=False, across="center"),
    Style.SUBTITLE: CellStyle(13, italic=True, ruled=False, across="center"),
    Style.SIGNATURE: CellStyle(12, bold=True, ruled=False, across="center"),
    Style.SHEET_TITLE: CellStyle(14, bold=True, ruled=False, wrap=False),
    Style.SUBJECT: CellStyle(ruled=False, wrap=False),
    Style.HELP: CellStyle(11, italic=True, ink=_SOFT_INK, ruled=False, wrap=False),
    Style.HEADER: CellStyle(11, bold=True, fill=_BLUE, across="center"),
    Style.GROUP: CellStyle(bold=True, fill=_PALE_BLUE, band=True, wrap=False),
    Style.SUBGROUP: CellStyle(bold=True, italic=True, fill=_PALEST_BLUE, band=True, wrap=False),
    Style.STEM: CellStyle(bold=True),
    Style.STEM_CODE: CellStyle(bold=True, across="center", wrap=False),
    Style.CODE: CellStyle(across="center", wrap=False),
    Style.WORDING: CellStyle(),
    Style.HINT: CellStyle(11, ink=_SOFT_INK),
    Style.UNIT: CellStyle(11, ink=_SOFT_INK, across="center"),
    Style.LABEL: CellStyle(bold=True),
    Style.FILLED: CellStyle(bold=True, fill=_PALE_GREY),
    Style.NOT_TAKEN: CellStyle(9, italic=True, ink=_FAINT_INK, fill=_GREY, across="center"),
    Style.PREVIOUS: CellStyle(11, ink=_SOFT_INK, fill=_PALE_GREY),
    Style.ENTRY_SAMPLE: CellStyle(fill=_YELLOW, across="center"),
    Style.ENTRY_TEXT: CellStyle(fill=_YELLOW, number_format=TEXT_FORMAT, locked=False),
    Style.ENTRY_NUMBER: CellStyle(fill=_YELLOW, across="center", number_format=NUMBER_FORMAT, locked=False),
    Style.ENTRY_DATE: CellStyle(fill=_YELLOW, across="center", number_format=DATE_FORMAT, locked=False),
    Style.ENTRY_CHOICE: CellStyle(fill=_YELLOW, across="center", locked=False),
}
_SIDE: Final = Side(style="thin", color="FF9AA5B1")
_RULED: Final = Border(left=_SIDE, right=_SIDE, top=_SIDE, bottom=_SIDE)
_BAND: Final = Border(top=_SIDE, bottom=_SIDE)
_BASE_FONT: Final = Font(name=FONT_NAME, size=12, family=1)


_TABLES: Final = ("_fonts", "_fills", "_borders", "_alignments", "_protections", "_number_formats")


def add_styles(workbook: Workbook) -> None:
    """Give a new workbook every look as a cell style, and Times New Roman 12, which also sets the unit of column widths."""
    inner, prepared = workbook, _prepare_styles()  # type: Any, Any
    for table in _TABLES:
        setattr(inner, table, IndexedList(getattr(prepared, table)))
    inner._named_styles = NamedStyleList(prepared._named_styles)


@cache
def _prepare_styles() -> Workbook:
    """A workbook with nothing but the looks: to make them takes as long as to write a sheet, and they are the same in all."""
    workbook = Workbook()
    inner: Any = workbook
    inner._fonts[0] = _BASE_FONT
    inner._named_styles["Normal"].font = _BASE_FONT
    complete_styles(workbook)
    return workbook


def complete_styles(workbook: Workbook) -> None:
    """Give a workbook the looks it does not have: one that came back may have lost some on its way."""
    known = set(workbook.named_styles)
    for style, look in _LOOKS.items():
        if style.value not in known:
            workbook.add_named_style(_make_style(style, look))


def _make_style(style: Style, look: CellStyle) -> NamedStyle:
    indent = 1 if look.ruled and look.across == "left" else 0
    return NamedStyle(
        name=style.value,
        font=Font(name=FONT_NAME, family=1, size=look.size, bold=look.bold, italic=look.italic, color=look.ink),
        fill=PatternFill("solid", fgColor=look.fill) if look.fill else None,
        border=_BAND if look.band else _RULED if look.ruled else None,
        alignment=Alignment(horizontal=look.across, vertical="center", wrap_text=look.wrap, indent=indent),
        number_format=look.number_format,
        protection=Protection(locked=look.locked),
        hidden=True,  # from the list of styles Excel offers
    )
