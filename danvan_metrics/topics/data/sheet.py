"""“Số liệu gốc”: one row per school and scored indicator, the figures every formula counts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from danvan_metrics.formats.xlsx import look as looks
from danvan_metrics.formats.xlsx.cell_writer import Content
from danvan_metrics.formats.xlsx.look import CellFormat
from danvan_metrics.formats.xlsx.page import TOP, Page
from danvan_metrics.formats.xlsx.print_setup import PaperFit, set_print
from danvan_metrics.metrics.dataset import iterate_rows
from danvan_metrics.metrics.marks import Mark
from danvan_metrics.metrics.material import Material
from danvan_metrics.metrics.words import STATES, format_figure
from danvan_metrics.plan.kinds import Kind
from danvan_metrics.plan.lens import Lens
from danvan_metrics.topics.data.counting import DataColumn, format_mark
from danvan_metrics.topics.meeting import Meeting

SHEET: Final = "Số liệu gốc"
TABLE: Final = "SoLieuGoc"
_COLUMNS: Final[tuple[tuple[str, float, DataColumn | None], ...]] = (
    ("Mã trường", 16, DataColumn.SCHOOL),
    ("Trường", 22, None),
    ("Cấp học", 10, DataColumn.LEVEL),
    ("Xã, thị trấn", 13, None),
    ("Trường điểm", 8, None),
    ("Nhóm", 7, DataColumn.GROUP),
    ("Nhóm lớn", 7, DataColumn.TOP_GROUP),
    ("Mã", 8, DataColumn.INDICATOR),
    ("Nội dung", 52, None),
    ("Loại", 12, None),
    ("Tình trạng", 15, DataColumn.STATE),
    ("Đã làm (n)", 9, DataColumn.DONE),
    ("Phải làm (N)", 9, DataColumn.TO_DO),
    ("Hoàn thành", 10, DataColumn.COMPLETION),
    ("Đạt (1/0)", 7, DataColumn.MET),
    ("Đã báo cáo (1/0)", 9, DataColumn.REPORTED),
    ("Còn để ngỏ (1/0)", 9, DataColumn.OPEN),
    ("Số vi phạm", 8, DataColumn.VIOLATIONS),
    ("Trọng số", 8, DataColumn.WEIGHT),
    ("Dấu", 22, DataColumn.MARK),
    ("Ghi nhận", 30, None),
)
YES_NO: Final = {True: "có", False: "không"}
_NOTE: Final = (
    "Mỗi dòng là một trường × một chỉ tiêu hoặc nội dung được chấm, như trong báo cáo; công thức ở các sheet khác đếm từ đây. "
    "Ô trống: không có số (xem cột Tình trạng), không phải 0. Còn để ngỏ: chưa đạt, nhưng sẽ đạt nếu {open}. "
    "Số vi phạm: số đã ghi, ở nơi vượt giới hạn. Bảng này để tính và tra cứu trên màn hình (bảng Excel tên SoLieuGoc), không in."
)
_OPEN: Final = {
    Lens.DECLARED: "phần để trống hoặc không hợp lệ đều làm đủ",
    Lens.EVIDENCED: "phần để trống hoặc không hợp lệ đều làm đủ",
    Lens.APPRAISED: "phần Phòng chưa kiểm đúng như tự khai",
}


def write_data(page: Page, meeting: Meeting) -> None:
    """Write the rows and name the columns that formulas count."""
    material = meeting.material
    page.set_widths([width for _, width, _ in _COLUMNS])
    page.write_head("Số liệu gốc: từng trường, từng nội dung", _NOTE.format(open=_OPEN[meeting.scope.lens]), len(_COLUMNS))
    row = TOP
    for row, score in enumerate(iterate_rows(material.scores), start=TOP + 1):
        page.write_row(row, list(_build_row(material, score)))
    _name_columns(page, row)
    _make_table(page, max(row, TOP + 1))
    # counted with, not read: on paper its head says where to look
    set_print(page, columns=len(_COLUMNS), repeat=TOP, freeze=f"C{TOP + 1}", fit=PaperFit(high=1, last=TOP))


def _make_table(page: Page, last: int) -> None:
    """An Excel Table: filters, banded rows, and a name that pivot tables and Power Query take."""
    heading = page.cells.find_format(looks.HEADING)
    columns = [{"header": text, "header_format": heading} for text, _, _ in _COLUMNS]
    options = {"name": TABLE, "columns": columns, "style": "Table Style Light 1", "banded_rows": False}
    page.sheet.add_table(TOP - 1, 0, last - 1, len(_COLUMNS) - 1, options)
    page.set_height(TOP, 34)


def _build_row(material: Material, score: Any) -> Iterator[tuple[Content, CellFormat]]:
    plan = material.dataset.plan
    school = material.dataset.roster.by_code[score.school]
    group = plan.group_by_code[score.group]
    for text in (school.code, school.short_name, school.level, school.commune, YES_NO[school.model]):
        yield text, looks.TEXT
    for text in (group.code, group.parent or group.code, score.indicator):
        yield text, looks.CENTRED
    for text in (plan.indicator_by_code[score.indicator].title, Kind(score.kind).definition.name, STATES[score.state]):
        yield text, looks.TEXT
    known = bool(score.reported)
    yield score.n if known else None, looks.TYPED
    yield score.N if known else None, looks.TYPED
    yield score.completion if known else None, looks.TYPED_SHARE
    yield int(score.met) if known else None, looks.TYPED
    yield int(known), looks.TYPED
    yield int(score.open), looks.TYPED
    yield score.done if score.mark == Mark.VIOLATED else None, looks.TYPED
    yield score.weight, looks.TYPED
    yield format_mark(Mark(score.mark), material.scope.lens), looks.TEXT
    yield format_figure(plan.indicator_by_code[score.indicator], score) if known else None, looks.TEXT


def _name_columns(page: Page, last: int) -> None:
    for number, (_, _, column) in enumerate(_COLUMNS, start=1):
        if column is not None:
            page.name_rows(column, number, TOP + 1, last)
