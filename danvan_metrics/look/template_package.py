"""A template's zip, judged before any library opens it: its size, what it is, and that nothing in it runs or reaches outside."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final
from zipfile import ZipInfo

from defusedxml.ElementTree import fromstring

from danvan_metrics.settings import MEGABYTE, Limits
from danvan_metrics.spreadsheets.containers.members import list_members, take_apart
from danvan_metrics.vietnamese import format_quantity

LARGEST: Final = 10 * MEGABYTE  # every file made on the template carries it along
_ZIP: Final = b"PK\x03\x04"
_OLE: Final = bytes.fromhex("D0CF11E0A1B11AE1")
_TYPES: Final = "[Content_Types].xml"
_MACROS: Final = re.compile(r"vbaproject|vbadata|macroenabled|activex|attachedtoolbars|customui|xlmacrosheet", re.IGNORECASE)
_EMBEDDED: Final = re.compile(r"/(oleObject|package|control|activeXControlBinary|aFChunk|subDocument|frame|mailMergeSource)$")
_MEDIA: Final = re.compile(r"/(audio|video|media)$")
_RELATIONS: Final = ".rels"
_REACHING: Final = re.compile(r"\b(DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|LINK|IMPORT|DATABASE|MACROBUTTON)\b")
_FIELD: Final = re.compile(rb"instrText[^>]*>([^<]*)<|instr=\"([^\"]*)\"")


@dataclass(frozen=True, slots=True)
class TemplateKind:
    """What a template must be: its main part and that part's type, how it is called, and whether all its relations are kept."""

    part: str
    type: str
    ending: str
    program: str
    whole: bool


#: Of a deck the slides are dropped, and what only they hold with them: its relations are judged once they are gone.
DECK: Final = TemplateKind("ppt/presentation.xml", "presentationml.presentation.main+xml", ".pptx", "PowerPoint", whole=False)
DOCUMENT: Final = TemplateKind("word/document.xml", "wordprocessingml.document.main+xml", ".docx", "Word", whole=True)


class WrongTemplate(ValueError):
    """The file is no template of this kind at all; the text says why and what to do, without a full stop."""


def judge_package(content: bytes, kind: TemplateKind, limits: Limits) -> list[str]:
    """Every danger found in a template's parts; WrongTemplate where it cannot be opened as one."""
    parts = _unpack(content, kind, limits)
    _check_kind(parts, kind)
    return list(dict.fromkeys(_list_dangers(parts, kind)))


def _unpack(content: bytes, kind: TemplateKind, limits: Limits) -> Mapping[str, bytes]:
    if content.startswith(_OLE):
        raise WrongTemplate(f"tệp đặt mật khẩu hoặc là dạng cũ; hãy bỏ mật khẩu rồi lưu lại (Save As) thành {kind.ending}")
    if not content.startswith(_ZIP):
        raise WrongTemplate(f"không phải tệp {kind.program} ({kind.ending}); hãy lưu lại từ {kind.program}")
    try:
        members = list_members(content)
        _judge_members(members, kind, limits)
        package = take_apart(content, members)
    except WrongTemplate:
        raise
    except Exception as error:  # a broken zip raises a dozen kinds of error, all meaning the same
        raise WrongTemplate(f"tệp hỏng hoặc chép chưa xong; hãy mở bằng {kind.program} rồi lưu lại") from error
    return {name: part for name, (part, _) in package.members.items()}


def _judge_members(members: list[ZipInfo], kind: TemplateKind, limits: Limits) -> None:
    if len(members) > limits.most_members or sum(one.file_size for one in members) > limits.largest_unpacked:
        most = format_quantity(limits.largest_unpacked // MEGABYTE)
        raise WrongTemplate(f"tệp bung ra quá {most} MB hoặc gồm quá nhiều phần; hãy làm lại tệp nhẹ hơn")
    if len({one.filename.casefold() for one in members}) < len(members):
        raise WrongTemplate(f"tệp hỏng (có hai phần trùng tên); hãy lưu lại từ {kind.program}")


def _check_kind(parts: Mapping[str, bytes], kind: TemplateKind) -> None:
    types = parts.get(_TYPES, b"").decode("utf-8", "replace")
    if kind.part in parts and kind.type in types:
        return
    if "macroEnabled" in types:
        raise WrongTemplate(f"tệp có macro (đổi tên từ dạng có macro); hãy lưu lại (Save As) thành {kind.ending} thường")
    if "template.main+xml" in types:
        raise WrongTemplate(f"tệp là mẫu .potx/.dotx đổi tên; hãy mở rồi lưu lại (Save As) thành {kind.ending}")
    raise WrongTemplate(f"không phải tệp {kind.program} ({kind.ending}); hãy lưu lại từ {kind.program}")


def _list_dangers(parts: Mapping[str, bytes], kind: TemplateKind) -> Iterator[str]:
    if any(_MACROS.search(name) for name in parts) or _MACROS.search(parts[_TYPES].decode("utf-8", "replace")):
        yield f"tệp có macro hoặc điều khiển ActiveX; hãy lưu lại (Save As) thành {kind.ending} không có macro"
    for name, part in parts.items():
        if name.endswith((".xml", _RELATIONS)):
            yield from _judge_xml(name, part, kind)


def _judge_xml(name: str, part: bytes, kind: TemplateKind) -> Iterator[str]:
    try:
        root = fromstring(part, forbid_dtd=True)
    except Exception:  # noqa: BLE001 - malformed, or with a DTD or entities: nothing an office program writes
        yield f"phần {name} không đọc được hoặc chứa khai báo lạ (DTD); hãy mở tệp rồi lưu lại (Save As)"
        return
    if name.endswith(_RELATIONS):
        for one in root if kind.whole else ():
            yield from judge_relation(one.get("Type", ""), one.get("Target", ""), outside=one.get("TargetMode") == "External")
    elif any(_REACHING.search((one or other).decode("utf-8", "replace")) for one, other in _FIELD.findall(part)):
        yield f"{posixpath.basename(name)} có trường (field) lấy dữ liệu từ tệp khác; hãy xóa trường đó (chọn rồi Ctrl+Shift+F9)"


def judge_relation(kind: str, target: str, *, outside: bool) -> Iterator[str]:
    """What is wrong with a part's relation to another part, or to something outside the file."""
    if kind.endswith("/attachedTemplate"):
        yield "tệp gắn với một mẫu khác trên máy (Document Template); hãy gỡ ở Developer › Document Template › Normal"
    elif outside:
        yield f"tệp có liên kết ra ngoài “{_shorten(target)}”; hãy gỡ liên kết, hoặc nhúng ảnh vào tệp"
    elif _EMBEDDED.search(kind):
        yield f"tệp có đối tượng nhúng “{_shorten(target)}”; hãy xóa đối tượng hoặc thay bằng ảnh"
    elif _MEDIA.search(kind):
        yield f"tệp có âm thanh hoặc phim “{_shorten(target)}”; hãy xóa khỏi tệp"


def _shorten(target: str) -> str:
    return target if len(target) <= 60 else f"{target[:59]}…"
