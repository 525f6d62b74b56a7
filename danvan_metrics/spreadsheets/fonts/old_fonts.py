"""Vietnamese written for fonts older than Unicode: which letters the codes of TCVN3 (“.VnTime”) and VNI (“VNI-Times”) stand for.

The tables are those of TCVN 5712:1993 (VN3) and of VNI for Windows. What a text is written in is told by its font's name
alone, for a short word may be good Vietnamese in all three ways of writing; a text that a way cannot spell stays as it is.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

OLD_FONTS: Final = (".Vn", "VNI-")  # what their names begin with

_TCVN3_LETTERS: Final = {
    0xA1: "ĂÂÊÔƠƯĐăâêôơưđ",  # ư is 0xAD, in Unicode an invisible hyphen: decode before text is cleaned
    0xB5: "àảãáạ",
    0xBB: "ằẳẵắ",
    0xC6: "ặầẩẫấậè",
    0xCE: "ẻẽéẹềểễếệìỉ",
    0xDC: "ĩíịò",
    0xE1: "ỏõóọồổỗốộờởỡớợù",
    0xF1: "ủũúụừửữứựỳỷỹýỵ",
}
_TCVN3: Final = {first + step: letter for first, letters in _TCVN3_LETTERS.items() for step, letter in enumerate(letters)}
# ° ± ² ³ ´ stay: VN3 has loose tones there, which no keyboard ever wrote into a spreadsheet.
_NOT_TCVN3: Final = re.compile(
    f"[{''.join(chr(code) for code in range(0xA1, 0x100) if code not in {*_TCVN3, *range(0xB0, 0xB5)})}]"
)

_VNI_LETTERS: Final = dict(zip("íìæóòîñôö", "íìỉĩịỵđơư", strict=True))
_VNI_MARKS: Final = {
    **dict(zip("ùøûõï", ("\u0301", "\u0300", "\u0309", "\u0303", "\u0323"), strict=True)),  # sắc huyền hỏi ngã nặng
    **dict(zip("âáàåãä", ("\u0302", *("\u0302" + tone for tone in "\u0301\u0300\u0309\u0303\u0323")), strict=True)),
    **dict(zip("êéèúüë", ("\u0306", *("\u0306" + tone for tone in "\u0301\u0300\u0309\u0303\u0323")), strict=True)),
}
_VNI: Final = re.compile("([aeouyôö])([ùøûõï])|([aeo])([âáàåãä])|(a)([êéèúüë])|([íìæóòîñôö])", re.IGNORECASE)
_NOT_VNI: Final = re.compile("[À-ÖØ-öø-ÿ]")

_UNICODE_VIETNAMESE: Final = re.compile("[ĂăĐđĨĩŨũƠơƯư\u0300-\u036f\u1ea0-\u1ef9]")
# What a program took for Latin-1 is Windows-1252 all the same: “ ” – … stand at 0x80 to 0x9F in these fonts too.
_WINDOWS: Final = {code: bytes([code]).decode("cp1252", "ignore") for code in range(0x80, 0xA0)}


def is_old(font: str) -> bool:
    """Whether a font of this name shows TCVN3 or VNI."""
    return font.casefold().startswith(tuple(map(str.casefold, OLD_FONTS)))


def decode(text: str, font: str) -> str:
    """A text written in this font as Unicode (NFC); as it is where the font is no old one, or the text is Unicode already.

    Fonts like “.VnTimeH” show small letters as capitals, and are the only way TCVN3 has of writing “Ấ”.
    """
    if text.isascii() or not is_old(font):
        return text
    return decode_vni(text) if font.casefold().startswith("vni-") else decode_tcvn3(text, capitals=font.endswith("H"))


def decode_tcvn3(text: str, *, capitals: bool = False) -> str:
    """TCVN3, kept as the letters of Latin-1 or Windows-1252, as Unicode in NFC."""
    if _UNICODE_VIETNAMESE.search(text) or _NOT_TCVN3.search(text):
        return text
    decoded = unicodedata.normalize("NFC", text.translate(_TCVN3 | _WINDOWS))
    return decoded.upper() if capitals and any(ord(letter) in _TCVN3 for letter in text) else decoded


def decode_vni(text: str) -> str:
    """VNI, a letter and its mark as two letters of Latin-1 or Windows-1252, as Unicode in NFC."""
    if _UNICODE_VIETNAMESE.search(text) or _NOT_VNI.search(_VNI.sub("", text)):
        return text
    return unicodedata.normalize("NFC", _VNI.sub(_spell, text.translate(_WINDOWS)))


def _spell(match: re.Match[str]) -> str:
    """One letter with its marks, a capital where its first half is one."""
    base, *mark = (half for half in match.groups() if half)
    letter = _VNI_LETTERS.get(base.lower(), base.lower())
    spelled = letter + "".join(_VNI_MARKS[one.lower()] for one in mark)
    return spelled.upper() if base.isupper() else spelled
