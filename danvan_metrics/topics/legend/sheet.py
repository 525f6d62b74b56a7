"""“Chú giải và nguồn”: what every mark means, how every figure comes about, and where the figures are from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from danvan_metrics.formats import theme
from danvan_metrics.formats.xlsx import look as looks
from danvan_metrics.formats.xlsx.page import TOP, Page
from danvan_metrics.formats.xlsx.plain_sheet import SAMPLE_LINE
from danvan_metrics.formats.xlsx.print_setup import PaperFit, set_print
from danvan_metrics.metrics.bands import set_limits
from danvan_metrics.metrics.marking import describe_mark
from danvan_metrics.metrics.marks import LABELS, SYMBOLS, WITHOUT_VALUE, Mark
from danvan_metrics.metrics.material import Material
from danvan_metrics.metrics.words import (
    describe_extremes,
    describe_lens,
    describe_schools,
    describe_snapshot,
    describe_source,
    name_open,
)
from danvan_metrics.plan.descriptions import describe_formula, describe_rung, describe_target
from danvan_metrics.plan.kinds import Reporter
from danvan_metrics.plan.lens import Lens
from danvan_metrics.topics.data.counting import BEHIND, NEAR, PACE
from danvan_metrics.topics.meeting import Meeting
from danvan_metrics.topics.scorecard.figures import RATIO_NOTE
from danvan_metrics.vietnamese import format_date

SHEET: Final = "Chú giải và nguồn"
_COLUMNS: Final = 5
_CONVENTIONS: Final = (
    "Số chữ xanh là số ghi sẵn; số chữ đen là công thức, tự tính lại khi sửa sheet Số liệu gốc, ngày nhận, bậc hoặc mô hình.",
    f"Bảng điểm, {RATIO_NOTE}; {{open}} nằm trong N và tính là chưa đạt.",
    "Trường chưa có số liệu nào của một nhóm thì để trống ở nhóm đó, không phải 0, và không vào dòng cộng.",
    "Bình quân mức hoàn thành: của các chỉ tiêu, nội dung áp dụng, theo trọng số, {open} tính 0; dấu của nhóm theo số này.",
    "Tỉ lệ của nhiều trường là tỉ lệ của tổng (cộng n ÷ cộng N), không phải trung bình các tỉ lệ.",
    "Số đã làm cộng nguyên; khi tính tỉ lệ của tổng, mỗi trường được tính nhiều nhất bằng số phải làm của mình.",
    "Còn {open} thì nói khoảng: {extremes}.",
    "Phần trăm làm tròn; chưa đủ thì không bao giờ ghi 100 %, có chút ít thì không ghi 0 %: khi ấy ghi một số lẻ, như 99,6 %.",
    "Vượt giới hạn là vi phạm: sau dấu của nhóm ghi thêm dấu vi phạm với số vụ, cộng mọi chỉ tiêu của nhóm.",
    "Báo cáo của một trường: chưa đến hạn; chưa nộp; trả lại, chờ sửa (tính là đã nhận, chưa có số liệu); thiếu n dòng; đủ.",
    f"0 là số 0 thật; {', '.join(LABELS[mark] for mark in Mark if mark in WITHOUT_VALUE)} ghi riêng, không bao giờ là 0.",
)


def write_legend(page: Page, meeting: Meeting) -> None:
    """Write marks, sources, conventions, the ladder and the formula of every scored indicator."""
    material = meeting.material
    page.set_widths([14, 52, 20, 26, 78])
    page.write_head("Chú giải và nguồn", meeting.subtitle, _COLUMNS)
    row = _write_marks(page, material, TOP)
    row = _write_facts(page, meeting, material, row + 1)
    row = _write_conventions(page, material.scope.lens, row + 1)
    row = _write_rungs(page, meeting, row + 1)
    _write_formulas(page, meeting, row + 1)
    set_print(page, columns=_COLUMNS, repeat=TOP - 1, fit=PaperFit(high=1, upright=True, last=row))


def _write_marks(page: Page, material: Material, row: int) -> int:
    lens = material.scope.lens
    limits = set_limits(material.dataset.plan, material.scope.period)
    page.write_line(row, "Dấu", looks.SECTION, _COLUMNS)
    for row, mark in enumerate(Mark, start=row + 1):  # noqa: B020, PLR1704  the section goes on below
        page.write(row, 1, SYMBOLS[mark], replace(looks.MARK, fill=theme.MARK_FILLS[mark]))
        page.write(row, 2, describe_mark(mark, lens, limits), looks.TEXT)
    row += 1
    named = {PACE: ("đúng tiến độ", limits.on_pace), NEAR: (limits.name(Mark.NEAR), limits.near), BEHIND: ("chậm", limits.behind)}
    for row, (name, (words, limit)) in enumerate(named.items(), start=row):  # noqa: B020  the section goes on below
        page.write(row, 2, f"Ngưỡng của kỳ: {words} từ (%)", looks.TEXT)
        page.write(row, 3, limit, looks.TYPED)
        page.name_rows(name, 3, row, row)
    return row + 1


def _write_facts(page: Page, meeting: Meeting, material: Material, row: int) -> int:
    page.write_line(row, "Nguồn", looks.SECTION, _COLUMNS)
    for label, text in _list_facts(meeting, material):
        row += 1
        page.write(row, 1, label, looks.PLAIN)
        page.write_over(row, 2, text, looks.PLAIN, columns=_COLUMNS - 1)
    return row + 1


def _list_facts(meeting: Meeting, material: Material) -> Iterator[tuple[str, str]]:
    yield "Nguồn", describe_source(material.dataset)
    yield "Kế hoạch", f"{meeting.plan.title} ({meeting.plan.version})"
    yield "Kỳ", meeting.period
    yield "Tính đến", format_date(meeting.as_of)
    yield "Từ đâu", meeting.received
    yield "Cách xem", describe_lens(meeting.dataset, meeting.scope)
    yield "Các trường", describe_schools(meeting.scope)
    snapshot = meeting.dataset.snapshot
    if snapshot:
        yield "Bản chốt", f"{describe_snapshot(snapshot)}, chốt ngày {format_date(snapshot.taken_on)}; báo cáo đến sau không tính"
    if meeting.dataset.sample:
        yield "Lưu ý", SAMPLE_LINE


def _write_conventions(page: Page, lens: Lens, row: int) -> int:
    page.write_line(row, "Cách đọc", looks.SECTION, _COLUMNS)
    for row, text in enumerate(_CONVENTIONS, start=row + 1):  # noqa: B020, PLR1704  the section goes on below
        told = text.format(open=name_open(lens), extremes=describe_extremes(lens))
        page.write_line(row, told, looks.PLAIN, _COLUMNS)
    return row + 1


def _write_rungs(page: Page, meeting: Meeting, row: int) -> int:
    if not meeting.plan.ladder:
        return row
    page.write_line(row, "Bậc thang lan tỏa (đọc từ báo cáo tự khai; mỗi bậc cần cả các bậc dưới)", looks.SECTION, _COLUMNS)
    for rung in meeting.plan.ladder:
        row += 1
        page.write(row, 1, f"Bậc {rung.rung}", looks.CENTRED)
        page.write(row, 2, rung.title, looks.LONG_TEXT)
        page.write_over(row, 3, describe_rung(meeting.plan, rung), looks.LONG_TEXT, columns=_COLUMNS - 2)
    return row + 1


def _write_formulas(page: Page, meeting: Meeting, row: int) -> None:
    page.write_line(row, "Mức hoàn thành của từng chỉ tiêu, nội dung được chấm", looks.SECTION, _COLUMNS)
    row += 1
    page.write_headings(row, ["Mã", "Nội dung", "Loại", "Thế nào là đạt", "Cách tính"])
    for indicator in meeting.plan.indicators_for(Reporter.SCHOOL):
        if indicator.scored:
            row += 1
            page.write(row, 1, indicator.code, looks.CENTRED)
            texts = (indicator.title, indicator.kind.definition.name, describe_target(indicator), describe_formula(indicator))
            page.write_row(row, [(text, looks.LONG_TEXT) for text in texts], column=2)
