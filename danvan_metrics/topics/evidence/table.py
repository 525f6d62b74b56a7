"""A school's evidence as a table, for its page, for print, and for the list beside the files."""

from __future__ import annotations

from dataclasses import replace

from danvan_metrics.formats.table import Cell, Row, Table, group_rows, name_columns
from danvan_metrics.metrics.dataset import Scope
from danvan_metrics.metrics.reference import Reference
from danvan_metrics.plan.model import Plan
from danvan_metrics.topics.evidence.figures import EvidenceFile, EvidencePiece, EvidenceRecord, describe_counts, name_sightings
from danvan_metrics.vietnamese import NOTHING, format_quantity

_HEADINGS = ("Mã", "Tên", "Loại", "Số, ngày", "Nơi ban hành", "Nơi lưu hoặc liên kết", "Dùng cho", "Tệp", "Đã xem", "Cần xem lại")
_USED = _HEADINGS.index("Dùng cho")


def lay_out_evidence(record: EvidenceRecord) -> Table:
    """Lay out the pieces, a row each."""
    return Table(
        caption=record.title,
        headings=name_columns(*_HEADINGS),
        bands=group_rows(map(_lay_piece, record.pieces)),
        align="nlnnlllcll",
        subtitle=f"{record.subtitle} · {describe_counts(record)}",
    )


def link_lines(record: EvidenceRecord, plan: Plan, scope: Scope) -> Table:
    """The same table, where the lines that a piece proves lead to the source of the first of them."""
    table = lay_out_evidence(record)
    source = Reference("", scope, record.school)
    rows = (_link(row, piece, plan, source) for row, piece in zip(table.rows, record.pieces, strict=True))
    return replace(table, bands=group_rows(rows))


def _link(row: Row, piece: EvidencePiece, plan: Plan, source: Reference) -> Row:
    asked = next((plan.indicator_of_line[line].code for line in piece.lines if line in plan.indicator_of_line), "")
    if not asked:
        return row
    used = row[_USED]
    linked = replace(used, opens=replace(source, subject=asked), words=f"Nguồn số liệu: {used.text}")
    return (*row[:_USED], linked, *row[_USED + 1 :])


def lay_out_loose(record: EvidenceRecord) -> Table:
    """Lay out the files that are of no piece in the list."""
    return Table(
        caption="Tệp chưa gắn với minh chứng nào trong danh mục",
        headings=name_columns("Tên tệp", "Mã", "Cỡ tệp"),
        bands=group_rows((Cell(one.name), Cell(one.code or NOTHING), Cell(_describe_size(one))) for one in record.loose),
        align="lnc",
    )


def _lay_piece(piece: EvidencePiece) -> Row:
    files = str(len(piece.files)) if piece.files else NOTHING
    return (
        Cell(piece.code or NOTHING, strong=True),
        Cell(piece.title),
        Cell(piece.kind),
        Cell(piece.number),
        Cell(piece.issuer),
        Cell(piece.location),
        Cell(", ".join(piece.lines) or NOTHING),
        Cell(files, words=", ".join(one.name for one in piece.files)),
        Cell(name_sightings(piece.seen) or "chưa"),
        Cell("; ".join(piece.flags)),
    )


def _describe_size(one: EvidenceFile) -> str:
    return f"{format_quantity(max(1, round(one.size / 1024)))} KB"
