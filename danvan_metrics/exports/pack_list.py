"""What lies in a pack of charts, as a text that any computer opens."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from danvan_metrics.formats.record import Chart
from danvan_metrics.formats.xlsx.plain_sheet import SAMPLE_LINE
from danvan_metrics.vietnamese import clean_text

LIST_NAME: Final = "doc-toi.txt"
_KINDS: Final = {
    "png": ".png: ảnh in, rộng 180 mm ở 300 điểm/inch; chèn vào văn bản hoặc trang chiếu.",
    "svg": ".svg: ảnh nét ở mọi cỡ; cho Word, PowerPoint bản mới và in khổ lớn.",
    "xlsx": ".xlsx: số liệu đứng sau biểu đồ.",
}


@dataclass(frozen=True, slots=True)
class PackedFiles:
    """One chart and its files in the pack, by name."""

    record: Chart
    files: tuple[str, ...]


def write_list(scope: str, entries: Sequence[PackedFiles], *, missing: str = "") -> bytes:
    """The list in UTF-8 with its mark, lines ended as Windows ends them; `missing` says why there are no pictures."""
    blocks = [_list_head(scope, entries, missing), *(_list_entry(number, entry) for number, entry in enumerate(entries, start=1))]
    return "\r\n\r\n".join("\r\n".join(block) for block in blocks).encode("utf-8-sig") + b"\r\n"


def _list_head(scope: str, entries: Sequence[PackedFiles], missing: str) -> Iterator[str]:
    yield f"BIỂU ĐỒ: {scope}"
    if any(entry.record.sample for entry in entries):
        yield SAMPLE_LINE
    yield from filter(None, [missing])
    yield from (line for kind, line in _KINDS.items() if _has(entries, kind))


def _has(entries: Iterable[PackedFiles], kind: str) -> bool:
    return any(name.endswith(f".{kind}") for entry in entries for name in entry.files)


def _list_entry(number: int, entry: PackedFiles) -> Iterator[str]:
    record = entry.record
    yield f"{number:02}. {clean_text(record.title)}"
    yield from (f"    {clean_text(line)}" for line in (record.subtitle, record.empty, record.source) if line)
    yield f"    Tệp: {', '.join(entry.files)}"
