"""“Tải minh chứng”: a ZIP of a school's files renamed to their codes, and the list as XLSX (appraisal.md, “Evidence”).

Pictures and films are left out unless someone says so each time; the list says which were left out and why.
"""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

import pandas as pd

from danvan_metrics.formats.xlsx.plain_sheet import write_figures
from danvan_metrics.metrics.dataset import Dataset
from danvan_metrics.metrics.words import describe_source
from danvan_metrics.plan.evidence_codes import drop_leading_code
from danvan_metrics.topics.evidence.figures import EvidenceFile, EvidencePiece, EvidenceRecord, describe_counts, name_sightings
from danvan_metrics.topics.evidence.photographs import is_picture
from danvan_metrics.vietnamese import NOTHING

LIST_NAME: Final = "Danh sách minh chứng.xlsx"
NO_CODE: Final = "KHONG-MA"
LEFT_OUT: Final = "không kèm theo: ảnh, video chỉ gửi đi khi có người quyết định từng lần"
_NO_FILE: Final = "chưa có tệp"
_LONGEST_TITLE: Final = 60
_LONGEST_SUFFIX: Final = 6
_WRITTEN: Final = (1980, 1, 1, 0, 0, 0)  # equal packs are equal bytes
_COLUMNS: Final = (
    "Mã", "Tên", "Loại", "Số, ngày", "Nơi ban hành", "Nơi lưu hoặc liên kết", "Dùng cho", "Tệp trong gói", "Tệp gốc", "SHA-256",
    "Đã xem", "Ghi chú",
)  # fmt: skip
_WIDTHS: Final = (14, 32, 11, 18, 16, 20, 13, 24, 24, 18, 16, 26)  # characters: together what A4 lying takes at a size to read


@dataclass(frozen=True, slots=True)
class _Packed:
    """A file of a piece (None: of none): its name in the ZIP, “” where it is left out."""

    piece: EvidencePiece | None
    file: EvidenceFile
    name: str


def write_evidence_pack(
    record: EvidenceRecord, dataset: Dataset, load: Callable[[str], bytes], *, include_pictures: bool = False
) -> bytes:
    """Write the ZIP; `load` gives a file's bytes by its SHA-256. A school without a file gets its list alone."""
    written = io.BytesIO()
    packed: list[_Packed] = []
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        taken: set[str] = set()
        for piece, file in _list_files(record):
            content = load(file.sha256)
            kind = piece.kind if piece else ""
            left_out = not include_pictures and is_picture(file.name, content, kind)
            name = "" if left_out else _name_uniquely(file, drop_leading_code(file.name, dataset.plan), taken)
            packed.append(_Packed(piece, file, name))
            if name:
                _add(archive, name, content)
        _add(archive, LIST_NAME, _write_list(record, dataset, packed))
    return written.getvalue()


def _list_files(record: EvidenceRecord) -> Iterator[tuple[EvidencePiece | None, EvidenceFile]]:
    """Every file once, even where two rows bear one code."""
    told: set[str] = set()
    for piece in record.pieces:
        for file in piece.files:
            if file.sha256 not in told:
                told.add(file.sha256)
                yield piece, file
    yield from ((None, file) for file in record.loose)


def _add(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    member = zipfile.ZipInfo(name, _WRITTEN)
    member.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(member, content)


def _name_uniquely(file: EvidenceFile, title: str, taken: set[str]) -> str:
    """“MC-HP1.3-01 Bien ban hop.pdf”: ASCII, no folder, and no name twice however its case; `title`: its name without a code."""
    ending = PurePosixPath(file.name.replace("\\", "/")).suffix
    suffix = re.sub(r"[^a-z0-9]", "", _to_ascii(ending.casefold()))[:_LONGEST_SUFFIX]
    own = _to_ascii(file.code) or NO_CODE
    told = _to_ascii(title.removesuffix(ending))[:_LONGEST_TITLE].strip(" .-")
    stem = f"{own} {told}".strip()
    for number in range(1, len(taken) + 2):
        name = f"{stem}{f' ({number})' if number > 1 else ''}{f'.{suffix}' if suffix else ''}"
        if name.casefold() not in taken:
            taken.add(name.casefold())
            return name
    raise AssertionError("one more name than there are files is free")


def _to_ascii(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.replace("đ", "d").replace("Đ", "D"))
    kept = "".join(
        letter if letter.isascii() and (letter.isalnum() or letter in "._- ") else " " for letter in _drop_marks(plain)
    )
    return re.sub(r"\.{2,}", ".", " ".join(kept.split())).strip(" .")


def _drop_marks(text: str) -> str:
    return "".join(letter for letter in text if not unicodedata.combining(letter))


def _write_list(record: EvidenceRecord, dataset: Dataset, packed: list[_Packed]) -> bytes:
    rows = [row for piece in record.pieces for row in _list_rows(piece, packed)]
    rows += [_make_row(EvidencePiece(one.file.code), one) for one in packed if one.piece is None]
    table = pd.DataFrame(rows, columns=list(_COLUMNS))
    subtitle = f"{record.subtitle} · {describe_counts(record)}"
    return write_figures(record.title, subtitle, table, sample=record.sample, source=describe_source(dataset), widths=_WIDTHS)


def _list_rows(piece: EvidencePiece, packed: list[_Packed]) -> Iterator[tuple[str, ...]]:
    own = [one for one in packed if one.piece is piece]
    yield from (_make_row(piece, one) for one in own)
    if not own:
        yield _make_row(piece, None)


def _make_row(piece: EvidencePiece, one: _Packed | None) -> tuple[str, ...]:
    notes = [*piece.flags, *([LEFT_OUT] if one and not one.name else [])]
    file = (one.name or NOTHING, one.file.name, one.file.sha256) if one else (_NO_FILE, NOTHING, NOTHING)
    told = (piece.code, piece.title, piece.kind, piece.number, piece.issuer, piece.location, ", ".join(piece.lines))
    return (*(text or NOTHING for text in told), *file, name_sightings(piece.seen) or "chưa", "; ".join(notes) or NOTHING)
