"""The office's crest: a picture that is decoded, judged and written anew before any of it is shown or sent."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass, field
from typing import Final

from PIL import Image, ImageOps

LARGEST: Final = 2_000_000  # bytes of the file
LEAST_SIDE: Final = 120  # dots: printed 15 mm wide it is still sharp enough
LONGEST_SIDE: Final = 4_000
_MOST_DOTS: Final = LONGEST_SIDE * LONGEST_SIDE
_LONGEST_SHAPE: Final = 2.0  # sides: a banner has no room beside a title
_ON_SLIDES: Final = 512  # dots of the longer side
_ON_PAGES: Final = 96
_FORMATS: Final = ("PNG", "JPEG")


@dataclass(frozen=True, slots=True)
class Crest:
    """A picture as PNG, written by this program: for slides, and a small one for pages. shape: its width in heights."""

    png: bytes = field(repr=False)
    small: bytes = field(repr=False)
    shape: float


class WrongCrest(ValueError):
    """The picture cannot be used; the text says why and what to do, without a full stop."""


def read_crest(content: bytes) -> Crest:
    """Decode a picture and write it anew, without anything else that stood in the file; WrongCrest says what is wrong."""
    picture = _decode(content)
    return Crest(_write(picture, _ON_SLIDES), _write(picture, _ON_PAGES), picture.width / picture.height)


def _decode(content: bytes) -> Image.Image:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=_FORMATS) as picture:
                _judge_size(*picture.size)  # as the file says it; nothing is unpacked before
                picture.load()
                return ImageOps.exif_transpose(picture).convert("RGBA")
    except WrongCrest:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise WrongCrest(_tell_too_large()) from error
    except Exception as error:  # a damaged picture raises a dozen kinds of error, all meaning the same
        raise WrongCrest(
            "không đọc được như một ảnh PNG hoặc JPEG (tệp hỏng, hoặc là loại khác đổi tên); hãy xuất lại ảnh dạng PNG"
        ) from error


def _judge_size(width: int, height: int) -> None:
    if width * height > _MOST_DOTS or max(width, height) > LONGEST_SIDE:
        raise WrongCrest(f"{_tell_too_large()} (đang là {width} × {height})")
    if min(width, height) < LEAST_SIDE:
        raise WrongCrest(f"ảnh chỉ có {width} × {height} điểm ảnh; hãy dùng ảnh mỗi cạnh từ {LEAST_SIDE} điểm trở lên")
    if max(width, height) > _LONGEST_SHAPE * min(width, height):
        raise WrongCrest(f"ảnh dài quá khổ ({width} × {height}); hãy cắt để cạnh dài không quá hai lần cạnh ngắn")


def _tell_too_large() -> str:
    return f"ảnh lớn quá {LONGEST_SIDE} điểm ảnh mỗi cạnh; hãy thu nhỏ ảnh"


def _write(picture: Image.Image, side: int) -> bytes:
    small = picture.copy()
    small.thumbnail((side, side), Image.Resampling.LANCZOS)
    small.info = {}
    content = io.BytesIO()
    small.save(content, "PNG", optimize=True)
    return content.getvalue()
