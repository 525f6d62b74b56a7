"""What the writer of charts leaves out of the file: the number format of labels, and words for who cannot see a chart."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from typing import Final
from xml.sax.saxutils import quoteattr

_LABEL_FORMAT: Final = re.compile(rb'(<numFmt formatCode="[^"]*")\s*/>')
_CHART_NAME: Final = re.compile(r'(<cNvPr id="\d+" name="Chart \d+")\s*/>')


def finish_charts(content: bytes, alternatives: Sequence[Sequence[str]]) -> bytes:
    """The workbook with its charts finished; `alternatives` are the texts by chart, by sheet that has any, in their order."""
    finished = io.BytesIO()
    drawings = {f"xl/drawings/drawing{number}.xml": texts for number, texts in enumerate(filter(None, alternatives), start=1)}
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(finished, "w", zipfile.ZIP_DEFLATED) as target:
        for member in source.infolist():
            part = source.read(member)
            if member.filename in drawings:
                part = _name_charts(part, iter(drawings[member.filename]))
            elif member.filename.startswith("xl/charts/"):
                part = _LABEL_FORMAT.sub(rb'\1 sourceLinked="0"/>', part)
            target.writestr(member, part)
    return finished.getvalue()


def _name_charts(part: bytes, texts: Iterator[str]) -> bytes:
    def add(match: re.Match[str]) -> str:
        return f"{match.group(1)} descr={quoteattr(next(texts))}/>"

    return _CHART_NAME.sub(add, part.decode("utf-8")).encode("utf-8")
