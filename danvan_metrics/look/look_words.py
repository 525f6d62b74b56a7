"""`look.toml`: what the office is called, where it sits, and its colour."""

from __future__ import annotations

import re
import tomllib
from typing import Annotated, Any, Final

from pydantic import AfterValidator, BeforeValidator, Field, ValidationError

from danvan_metrics.look.contrast import measure_contrast
from danvan_metrics.plan.explain import explain_each, explain_syntax
from danvan_metrics.plan.model import Frozen, Office
from danvan_metrics.vietnamese import clean_text, format_quantity
from danvan_metrics.xml_text import make_xml_safe

LARGEST: Final = 64 * 1024  # bytes of the file
LEAST_CONTRAST: Final = 4.5  # to 1, of the colour's letters on white paper (WCAG 2.2, AA)
_COLOR: Final = re.compile(r"#[0-9a-f]{6}")
_WHITE: Final = "#ffffff"


def _clean(given: Any) -> Any:
    return clean_text(make_xml_safe(given)) if isinstance(given, str) else given


def _check_color(color: str) -> str:
    color = color.lower()
    if not color:
        return color
    if not _COLOR.fullmatch(color):
        raise ValueError(f"đang là “{color[:20]}”; hãy ghi màu dạng #0b5f8a")
    if (found := measure_contrast(color, _WHITE)) < LEAST_CONTRAST:
        told = format_quantity(int(found * 10) / 10)
        raise ValueError(f"màu {color} quá nhạt trên nền trắng (độ tương phản {told}:1, cần từ 4,5:1); hãy chọn màu đậm hơn")
    return color


def _written(most: int) -> Any:
    """A text of at most so many letters; "" where the file does not say it."""
    return Annotated[str, Field(max_length=most), BeforeValidator(_clean)]


class OfficeWords(Frozen):
    """What the office is called; whatever is "" is as the plan says it."""

    name: _written(120) = ""  # type: ignore[valid-type]
    short: _written(40) = ""  # type: ignore[valid-type]
    parent: _written(120) = ""  # type: ignore[valid-type]
    place: _written(40) = ""  # type: ignore[valid-type]
    contact: _written(200) = ""  # type: ignore[valid-type]
    phone: _written(60) = ""  # type: ignore[valid-type]
    email: _written(120) = ""  # type: ignore[valid-type]


class LookWords(Frozen):
    """The whole file. accent: “#rrggbb”, "" for the program's own."""

    office: OfficeWords = OfficeWords()
    accent: Annotated[str, BeforeValidator(_clean), AfterValidator(_check_color)] = ""


class WrongWords(ValueError):
    """The file cannot be used; `mistakes` are what is wrong with it, each without a full stop."""

    def __init__(self, *mistakes: str) -> None:
        super().__init__(*mistakes)
        self.mistakes = mistakes


def parse_words(content: bytes) -> LookWords:
    """Read the file; WrongWords tells every mistake."""
    try:
        document = tomllib.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise WrongWords("không phải UTF-8; hãy lưu lại tệp bằng mã UTF-8") from error
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        told = explain_syntax(error) if isinstance(error, tomllib.TOMLDecodeError) else "lồng quá nhiều lớp; hãy ghi lại theo mẫu"
        raise WrongWords(told) from error
    try:
        return LookWords.model_validate(document)
    except ValidationError as error:
        raise WrongWords(*explain_each(error, document)) from error


def name_office_anew(office: Office, words: OfficeWords) -> Office:
    """The office under these names; who is to be asked bears the new name too, where only the name is another."""
    said = {name: text for name, text in words.model_dump().items() if text}
    if "name" in said and "contact" not in said:
        said["contact"] = office.contact.replace(office.name, said["name"])
    return office.model_copy(update=said) if said else office
