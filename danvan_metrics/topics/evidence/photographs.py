"""Which files show people: pictures and films leave in no export unless someone says so each time (appraisal.md, “Evidence”)."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Final

from danvan_metrics.vietnamese import fold

PICTURES: Final = frozenset({".jpg", ".jpeg", ".png", ".gif", ".bmp", ".tif", ".tiff", ".webp", ".heic", ".heif"})
FILMS: Final = frozenset({".mp4", ".mov", ".avi", ".3gp"})
_STARTS: Final = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"BM", b"II*\x00", b"MM\x00*")
_BOXED: Final = b"ftyp"  # in bytes 4 to 8 of HEIC pictures and MP4 films
_WORDS: Final = frozenset({"anh", "video", "clip"})  # of a piece's kind


def is_picture(file_name: str, content: bytes, kind: str = "") -> bool:
    """Whether a file is a picture or a film by its name, by its first bytes, or by the kind of the piece it is."""
    if PurePosixPath(file_name).suffix.casefold() in PICTURES | FILMS:
        return True
    webp = content.startswith(b"RIFF") and content[8:12] == b"WEBP"
    shown = content.startswith(_STARTS) or content[4:8] == _BOXED or webp
    return shown or not _WORDS.isdisjoint(fold(kind).split())
