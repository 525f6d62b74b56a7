"""Which cells of an .ods are written in an old font: by the style of the cell, its row or column, or of a part of its text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final, NamedTuple
from xml.etree import ElementTree as ET

from danvan_metrics.spreadsheets.cells.ods_cells import MOST_CELLS, TABLE, TEXT, OdsCell, iterate_ods_cells
from danvan_metrics.spreadsheets.flaw_words import Position
from danvan_metrics.spreadsheets.fonts.written_text import FontRun, Fonts, Written

_PARTS: Final = ("styles.xml", "content.xml")
_STYLE, _SVG, _FO = (
    f"{{urn:oasis:names:tc:opendocument:xmlns:{name}:1.0}}" for name in ("style", "svg-compatible", "xsl-fo-compatible")
)
_MOST_COLUMNS: Final = 16_384
_DEEPEST: Final = 20  # styles that take after one another


class _Styled(NamedTuple):
    font: str
    parent: str


@dataclass(frozen=True, slots=True)
class _Styles:
    faces: Mapping[str, str]
    styles: Mapping[str, _Styled]

    def font(self, name: str) -> str:
        """The font a style says, or the one it takes after."""
        for _ in range(_DEEPEST):
            styled = self.styles.get(name)
            if styled is None:
                break
            if styled.font:
                return self.faces.get(styled.font, styled.font)
            name = styled.parent
        return ""


def find_fonts(parts: Mapping[str, bytes]) -> Fonts:
    """By sheet and position: each cell with an old font in it; may raise anything where the parts are damaged."""
    roots = [ET.fromstring(parts[name]) for name in _PARTS if name in parts]  # noqa: S314 - DOCTYPE is refused before
    styles = _read_styles(roots)
    tables = roots[-1].iter(f"{TABLE}table")
    return {table.get(f"{TABLE}name", ""): dict(islice(_find(table, styles), MOST_CELLS)) for table in tables}


def _read_styles(roots: list[ET.Element]) -> _Styles:
    faces, styles = {}, {}
    for root in roots:
        for face in root.iter(f"{_STYLE}font-face"):
            faces[face.get(f"{_STYLE}name", "")] = _read_family(face.get(f"{_SVG}font-family", ""))
        for style in root.iter(f"{_STYLE}style"):
            styles[style.get(f"{_STYLE}name", "")] = _read_style(style)
    return _Styles(faces, styles)


def _read_style(style: ET.Element) -> _Styled:
    text = style.find(f"{_STYLE}text-properties")
    font = "" if text is None else text.get(f"{_STYLE}font-name") or _read_family(text.get(f"{_FO}font-family", ""))
    return _Styled(font, style.get(f"{_STYLE}parent-style-name", ""))


def _read_family(family: str) -> str:
    return family.partition(",")[0].strip(" '\"")


def _find(table: ET.Element, styles: _Styles) -> Iterator[tuple[Position, Written]]:
    of_columns = _list_column_styles(table)
    for cell in iterate_ods_cells(table):
        if cell.kind != "string":
            continue
        written = Written(styles.font(_name_style(cell, of_columns)), _read_runs(cell.element, styles))
        if written.old_font:
            yield from ((position, written) for position in cell.positions)


def _name_style(cell: OdsCell, of_columns: Sequence[str]) -> str:
    """A cell's style: its own, or its row's, or its column's."""
    of_column = of_columns[cell.columns.start - 1] if cell.columns.start <= len(of_columns) else ""
    return cell.element.get(f"{TABLE}style-name") or cell.row.get(f"{TABLE}default-cell-style-name") or of_column


def _list_column_styles(table: ET.Element) -> list[str]:
    names: list[str] = []
    for column in table.iter(f"{TABLE}table-column"):
        repeated = min(int(column.get(f"{TABLE}number-columns-repeated", "1")), _MOST_COLUMNS)
        names += [column.get(f"{TABLE}default-cell-style-name", "")] * repeated
    return names


def _read_runs(cell: ET.Element, styles: _Styles) -> tuple[FontRun, ...]:
    """The runs of a text with spans of its own style; none where it has no spans."""
    if cell.find(f"{TEXT}p/{TEXT}span") is None:
        return ()
    runs: list[FontRun] = []
    for paragraph in cell.findall(f"{TEXT}p"):
        runs += [FontRun("\n", "")] if runs else []
        runs.append(FontRun(paragraph.text or "", ""))
        for span in paragraph:
            font = styles.font(span.get(f"{TEXT}style-name", ""))
            runs += [FontRun("".join(span.itertext()), font), FontRun(span.tail or "", "")]
    return tuple(run for run in runs if run.text)
