"""The files of a look to begin with: they pass the check, and change nothing until somebody changes them."""

from __future__ import annotations

import io
import json
from datetime import UTC, date, datetime, time
from typing import Final

import docx

from danvan_metrics.formats import theme
from danvan_metrics.formats.docx.sheets import set_upright
from danvan_metrics.formats.docx.styles import BODY, set_styles
from danvan_metrics.formats.imprint import Imprint
from danvan_metrics.formats.package import settle_package
from danvan_metrics.formats.pptx.deck import Deck
from danvan_metrics.formats.pptx.shapes import add_text
from danvan_metrics.formats.pptx.slide_master import MARGIN, ROOM, TOP
from danvan_metrics.formats.pptx.slide_text import Run, write_paragraph
from danvan_metrics.plan.model import Office

_DAY: Final = date(2020, 1, 1)  # fixed: the same office begins with the same files
_SLIDE_TITLE: Final = "Mẫu trình chiếu của Phòng"
_SLIDE_TOLD: Final = (
    "Trang này không vào bản trình chiếu. Hãy sửa trang cái ở View › Slide Master: thêm biểu trưng, dải màu, đổi phông.",
    "Giữ khổ 16:9, giữ bố cục chỉ có ô tiêu đề, và chừa trống vùng nội dung, dòng nguồn số liệu ở cuối trang.",
    "Sửa xong, chạy lệnh look check để biết mẫu dùng được chưa.",
)
_PAPER_TOLD: Final = (
    "Nội dung trên trang này không vào văn bản. Chương trình giữ đầu trang, chân trang và các kiểu chữ của tệp này.",
    "Khổ A4, lề và kiểu chữ theo Nghị định 30/2020/NĐ-CP; kiểu nào đổi khác nghị định thì văn bản vẫn dùng kiểu của nghị định.",
    "Sửa xong, chạy lệnh look check để biết mẫu dùng được chưa.",
)
_WORDS: Final = """\
# Diện mạo riêng của Phòng. Bỏ dấu # ở đầu dòng nào thì dòng đó thay giá trị trong kế hoạch.
# Biểu trưng: đặt tệp crest.png (hoặc crest.jpg) cạnh tệp này, mỗi cạnh từ 120 điểm ảnh.

# Màu của tiêu đề trang trình chiếu và tên Phòng trên trang; phải đủ đậm để đọc được trên nền trắng.
# accent = "{accent}"

[office]
# name = {name}  # tên đầy đủ, ở đầu văn bản, bìa trình chiếu, biểu mẫu
# short = {short}  # tên gọi tắt
# parent = {parent}  # cơ quan cấp trên, dòng đầu văn bản
# place = {place}  # địa danh ghi trước ngày tháng
# contact = {contact}  # trường cần hỏi thì gặp ai
# phone = {phone}
# email = {email}
"""


def make_words(office: Office) -> bytes:
    """`look.toml` with what the plan says today, every line of it still a comment."""
    said = {
        name: json.dumps(getattr(office, name), ensure_ascii=False)
        for name in ("name", "short", "parent", "contact", "phone", "email")
    }
    place = json.dumps(office.seat, ensure_ascii=False)
    return _WORDS.format(accent=theme.ACCENT, place=place, **said).encode()


def make_slides(office: Office) -> bytes:
    """The program's own master with one slide that says what to do with it."""
    deck = Deck(Imprint(_SLIDE_TITLE, "", office.name, "", _DAY, sample=False))
    slide = deck.add_slide(_SLIDE_TITLE)
    lines = [write_paragraph([Run(line)], 20, after=12) for line in _SLIDE_TOLD]
    add_text(slide, (MARGIN, TOP, ROOM, 4.0), lines, name="Hướng dẫn")
    return deck.write()


def make_paper(office: Office) -> bytes:
    """An A4 document with the decree's margins and styles, and what to do with it."""
    document = docx.Document()
    set_styles(document)
    set_upright(document)
    properties = document.core_properties
    properties.title, properties.author, properties.comments = "Mẫu văn bản của Phòng", office.name, ""
    properties.created = properties.modified = datetime.combine(_DAY, time(), UTC)
    for line in _PAPER_TOLD:
        document.add_paragraph(line, style=BODY)
    content = io.BytesIO()
    document.save(content)
    return settle_package(content.getvalue())
