"""What no reader may find on a page or a paper: sentences and figures that a principal could rightly dispute."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

_NUMBER = r"(\d[\d.]*(?:,\d)?)"
_SHARE = r"(\d[\d.,]*)\s*%"
_RATIO_THEN_SHARE = re.compile(rf"(?<![\d/]){_NUMBER}/{_NUMBER} (?:· |\(){_SHARE}(?!\d)")
_SHARE_THEN_RATIO = re.compile(rf"(?<![–\d,]){_SHARE} · {_NUMBER}/{_NUMBER}(?![\d/])")
_BANNED = {
    "a ratio of nothing": re.compile(r"(?<![\d/])0/0(?![\d/])"),
    "one of one": re.compile(r"\b1 của 1\b"),
    "a word of another thing": re.compile(r"trung vị|\bsổ báo cáo|\bsố mục\b|\d mục\b", re.IGNORECASE),
    "thousands without a dot": re.compile(r"(?<![\w./,:–-])(?!20\d\d\b|0)\d{4,}(?![\w./:])"),
    "a mark inside a sentence": re.compile(r"^\w[^\n]*[●◐◔○▲▽▼✕⚠][^\n]*\.$", re.MULTILINE),
}
_MAY_NAME_MARKS = ("n/N:", "Chú giải")  # a legend is no sentence


def find_misleading(texts: Iterable[str]) -> list[tuple[str, str]]:
    """What is wrong, and the text it stands in."""
    return [(fault, text) for text in texts for fault in _find_faults(text)]


def _find_faults(text: str) -> Iterator[str]:
    legend = text.startswith(_MAY_NAME_MARKS)
    yield from (fault for fault, pattern in _BANNED.items() if pattern.search(text) and not (legend and "mark" in fault))
    pairs = [(n, total, share) for n, total, share in _RATIO_THEN_SHARE.findall(text)]
    pairs += [(n, total, share) for share, n, total in _SHARE_THEN_RATIO.findall(text)]
    for n, total, share in pairs:
        if share == "100" and n != total:
            yield "not all reads 100 %"
        if share == "0" and n != "0":
            yield "not nothing reads 0 %"
