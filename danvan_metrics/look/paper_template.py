"""What `report.docx` must hold: A4 upright, one part, styles, and nothing that runs or reaches outside."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any, Final, cast

import docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.section import Section
from docx.styles.style import ParagraphStyle

from danvan_metrics.formats.docx.styles import FACE
from danvan_metrics.formats.docx.template_document import OWN_STYLES, counts_pages, list_breaches
from danvan_metrics.look.look_faults import PAPER, LookFault
from danvan_metrics.look.template_package import DOCUMENT, WrongTemplate, judge_package
from danvan_metrics.settings import Limits
from danvan_metrics.spreadsheets.fonts.old_fonts import is_old
from danvan_metrics.vietnamese import format_number

_A4: Final = (210.0, 297.0)  # mm
_EXACT: Final = 1.0  # mm
_MARGINS: Final = {  # of the decree, in mm
    "top": ("trên", 20, 25), "bottom": ("dưới", 20, 25), "left": ("trái", 30, 35), "right": ("phải", 15, 20),
}  # fmt: skip
_USUAL: Final = "trên 20, dưới 20, trái 30, phải 15 mm"
_MOST_TOLD: Final = 4


def judge_paper(content: bytes, limits: Limits) -> list[LookFault]:
    """Everything that is wrong with a template for papers, or only noteworthy."""
    try:
        dangers = judge_package(content, DOCUMENT, limits)
        if dangers:  # no library is shown it
            return [_fault(danger) for danger in dangers]
        document = _open(content)
    except WrongTemplate as error:
        return [_fault(str(error))]
    return [
        *_judge_sections(document),
        *_judge_settings(document),
        *_judge_fonts(document),
        *_judge_styles(document),
    ]


def _open(content: bytes) -> Document:
    try:
        document: Document = docx.Document(io.BytesIO(content))
        sides = document.sections[0].page_width, document.sections[0].page_height
        list(document.styles)
    except Exception as error:  # the library raises a dozen kinds of error for a damaged file
        raise WrongTemplate("tệp hỏng hoặc thiếu khổ giấy, kiểu chữ; hãy mở bằng Word rồi lưu lại") from error
    if not all(sides):
        raise WrongTemplate("tệp không ghi khổ giấy; hãy đặt Layout › Size › A4 rồi lưu lại")
    return document


def _judge_sections(document: Document) -> Iterator[LookFault]:
    if len(document.sections) > 1:
        yield _fault(f"tệp chia thành {len(document.sections)} phần (section); hãy bỏ các dấu ngắt phần để còn một phần")
    section = document.sections[0]
    sides = [_measure(side) for side in (section.page_width, section.page_height)]
    if any(abs(side - usual) > _EXACT for side, usual in zip(sides, _A4, strict=True)):
        found = " × ".join(format_number(side) for side in sides)
        yield _fault(f"khổ giấy đang là {found} mm; hãy đặt Layout › Size › A4, chiều đứng (210 × 297 mm)")
    columns = section._sectPr.find(qn("w:cols"))
    if columns is not None and columns.get(qn("w:num"), "1") not in {"0", "1"}:
        yield _fault("trang chia nhiều cột; hãy đặt Layout › Columns › One")
    yield from _judge_margins(section)
    if not section.different_first_page_header_footer and counts_pages((section.header, section.footer)):
        yield _note("số trang hiện cả ở trang đầu; theo Nghị định 30/2020/NĐ-CP hãy chọn Different First Page")


def _judge_margins(section: Section) -> Iterator[LookFault]:
    found = {side: _measure(getattr(section, f"{side}_margin")) for side in _MARGINS}
    wrong = [
        f"{name} {format_number(found[side])} (cần {least}–{most})"
        for side, (name, least, most) in _MARGINS.items()
        if not least - _EXACT / 2 <= found[side] <= most + _EXACT / 2
    ]
    if wrong:
        told = ", ".join(wrong)
        yield _note(f"lề trang chưa theo Nghị định 30/2020/NĐ-CP: {told} mm; văn bản sẽ dùng lề {_USUAL}")


def _judge_settings(document: Document) -> Iterator[LookFault]:
    settings: Any = document.settings.element
    if settings.find(qn("w:documentProtection")) is not None or settings.find(qn("w:writeProtection")) is not None:
        yield _fault("tệp đang đặt bảo vệ chống sửa; hãy gỡ ở Review › Restrict Editing")
    if settings.find(qn("w:trackRevisions")) is not None:
        yield _fault("tệp đang bật theo dõi sửa đổi (Track Changes); hãy tắt ở thẻ Review rồi lưu lại")


def _judge_fonts(document: Document) -> Iterator[LookFault]:
    section = document.sections[0]
    stories = (section.header, section.footer, section.first_page_header, section.first_page_footer)
    roots: list[Any] = [document.styles.element, *(one._element for one in stories if not one.is_linked_to_previous)]
    names = {
        faces.get(qn(f"w:{script}"), "") for root in roots for faces in root.iter(qn("w:rFonts")) for script in ("ascii", "hAnsi")
    }
    for face in sorted(filter(is_old, names)):
        yield _fault(f"phông {face} là phông cũ (TCVN3, VNI) không hiện được chữ Việt Unicode; hãy đổi sang {FACE}")


def _judge_styles(document: Document) -> Iterator[LookFault]:
    """A style that does not keep to the decree is told, and the decree's takes its place; one that is missing is added."""
    styles = {style.name: style for style in document.styles}
    breaches = {name: list_breaches(cast("ParagraphStyle", styles[name])) for name in OWN_STYLES if name in styles}
    told = [f"{name} ({', '.join(said)})" for name, said in breaches.items() if said]
    if told:
        more = f" và {len(told) - _MOST_TOLD} kiểu khác" if len(told) > _MOST_TOLD else ""
        yield _note(
            f"kiểu chữ chưa theo Nghị định 30/2020/NĐ-CP: {'; '.join(told[:_MOST_TOLD])}{more}; "
            f"văn bản sẽ dùng {FACE} cỡ 13–14, màu đen cho các kiểu này"
        )


def _measure(side: Any) -> float:
    return float(side.mm) if side is not None else 0.0


def _fault(text: str) -> LookFault:
    return LookFault(PAPER, PAPER, text)


def _note(text: str) -> LookFault:
    return LookFault(PAPER, PAPER, text, grave=False)
