"""What `slides.pptx` must hold: the usual wide format, a layout for our slides, room on it, nothing that runs or reaches out."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any, Final

from pptx import Presentation
from pptx.presentation import Presentation as PresentationFile

from danvan_metrics.formats import theme
from danvan_metrics.formats.pptx.slide_layouts import COVER
from danvan_metrics.formats.pptx.slide_master import HEIGHT, KNOWN_FONTS, WIDTH, list_theme_fonts
from danvan_metrics.formats.pptx.template_deck import empty_template, find_cover_layout, find_title_layout, list_decor
from danvan_metrics.look.contrast import measure_contrast
from danvan_metrics.look.look_faults import SLIDES, LookFault
from danvan_metrics.look.look_words import LEAST_CONTRAST
from danvan_metrics.look.slide_background import find_background
from danvan_metrics.look.slide_room import list_obstacles, say_inches
from danvan_metrics.look.template_package import DECK, WrongTemplate, judge_package, judge_relation
from danvan_metrics.settings import Limits
from danvan_metrics.spreadsheets.fonts.old_fonts import is_old

_EXACT: Final = 0.01  # of a side: as another program rounds it
_SLIDE: Final = "/slide"


def judge_slides(content: bytes, limits: Limits) -> list[LookFault]:
    """Everything that is wrong with a template for slides, or only noteworthy."""
    try:
        dangers = judge_package(content, DECK, limits)
        if dangers:  # no library is shown it
            return [_fault(danger) for danger in dangers]
        presentation = _open(content)
    except WrongTemplate as error:
        return [_fault(str(error))]
    return [*_judge_relations(presentation), *_judge_size(presentation), *_judge_layouts(presentation)]


def _open(content: bytes) -> PresentationFile:
    try:
        presentation = Presentation(io.BytesIO(content))
        empty_template(presentation)
        empty_of_layouts = not any(len(master.slide_layouts) for master in presentation.slide_masters)
    except Exception as error:  # the library raises a dozen kinds of error for a damaged file
        raise WrongTemplate("tệp hỏng hoặc thiếu trang cái (slide master); hãy mở bằng PowerPoint rồi lưu lại") from error
    if empty_of_layouts:
        raise WrongTemplate("tệp thiếu trang cái và bố cục (slide master); hãy làm lại từ một tệp PowerPoint mới")
    return presentation


def _judge_relations(presentation: PresentationFile) -> Iterator[LookFault]:
    package: Any = presentation.part.package
    told: dict[str, None] = {}
    for relation in package.iter_rels():
        target = relation.target_ref if relation.is_external else relation.target_part.partname
        told |= dict.fromkeys(judge_relation(relation.reltype, str(target), outside=relation.is_external))
        if relation.reltype.endswith(_SLIDE):
            told["trang cái có nút dẫn tới một trang chiếu; hãy gỡ liên kết của nút đó"] = None
    yield from map(_fault, told)


def _judge_size(presentation: PresentationFile) -> Iterator[LookFault]:
    sides = [(side or 0) / 914_400 for side in (presentation.slide_width, presentation.slide_height)]
    if any(abs(side - usual) > usual * _EXACT for side, usual in zip(sides, (WIDTH, HEIGHT), strict=True)):
        found, asked = (" × ".join(say_inches(side) for side in pair) for pair in (sides, (WIDTH, HEIGHT)))
        text = f"khổ trang đang là {found} cm; hãy đặt Design › Slide Size › Widescreen (16:9), tức {asked} cm"
        yield _fault(text)


def _judge_layouts(presentation: PresentationFile) -> Iterator[LookFault]:
    layout = find_title_layout(presentation)
    if layout is None:
        held = "trong đó chỉ để ô tiêu đề, ngày, chân trang và số trang"
        yield _fault(f"thiếu bố cục chỉ có ô tiêu đề (Title Only); hãy thêm ở View › Slide Master, {held}")
        return
    yield from map(_fault, list_obstacles(list_decor(layout, WIDTH, HEIGHT)))
    yield from _judge_fonts(layout)
    yield from _judge_background(layout)
    cover = find_cover_layout(presentation)
    shown = list_decor(cover, WIDTH, HEIGHT) if cover is not None else []
    if over := next((one for one in shown if one.overlaps(COVER)), None):
        yield _note(f"hình “{over.name}” trên bố cục trang bìa đè vùng chữ; trang đầu sẽ dùng bố cục chỉ có tiêu đề")


def _judge_fonts(layout: Any) -> Iterator[LookFault]:
    master = layout.slide_master
    theme_fonts = list_theme_fonts(master)
    written = {face.get("typeface") for root in (master.element, layout.element) for face in root.iter("{*}latin", "{*}buFont")}
    faces = {*theme_fonts, *(face for face in written if face and not face.startswith("+"))}
    for face in sorted(face for face in faces if is_old(face)):
        yield _fault(f"phông {face} là phông cũ (TCVN3, VNI) không hiện được chữ Việt Unicode; hãy đổi sang {theme.SLIDE_FONT}")
    for face in sorted(face for face in set(theme_fonts) - KNOWN_FONTS if not is_old(face)):
        told = f"phông chủ đề {face or '(trống)'} chưa chắc đủ chữ Việt và vừa bề ngang"
        yield _note(f"{told}; bản trình chiếu sẽ dùng {theme.SLIDE_FONT}")


def _judge_background(layout: Any) -> Iterator[LookFault]:
    color = find_background(layout)
    if color is None:
        yield _note("nền trang là ảnh hoặc màu chuyển nên chưa đo được độ tương phản; hãy xem chữ màu đậm có đọc rõ trên nền đó")
    elif measure_contrast(color, theme.INK) < LEAST_CONTRAST:
        yield _fault(f"nền trang màu {color} quá đậm so với chữ của bản trình chiếu; hãy đổi sang nền trắng hoặc màu nhạt")


def _fault(text: str) -> LookFault:
    return LookFault(SLIDES, SLIDES, text)


def _note(text: str) -> LookFault:
    return LookFault(SLIDES, SLIDES, text, grave=False)
