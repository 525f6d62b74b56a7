"""Every file that leaves is the same bytes for the same figures: no clock is read."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

import pytest
from defusedxml.ElementTree import fromstring

from danvan_metrics.exports.chart_pack import pack_charts
from danvan_metrics.exports.report import write_report
from danvan_metrics.exports.slides import write_slides
from danvan_metrics.exports.workbook import write_workbook
from danvan_metrics.folders import DATA
from danvan_metrics.metrics.dataset import Scope
from danvan_metrics.topics.meeting import Meeting
from danvan_metrics.topics.spread.outlines import load_outlines

SCOPE = Scope("9m")
OUTLINES = load_outlines(DATA / "communes" / "ba_che_communes.geojson")
OURS, XLSXWRITERS = (2020, 1, 1, 0, 0, 0), (1980, 1, 1, 0, 0, 0)
AS_OF, NO_DAY = "2020-12-17T00:00:00Z", "2020-01-01T00:00:00Z"
FILES = {  # how it is written, the dates of its members, and when it and the workbooks in it say they were made
    "slides": (lambda dataset: write_slides(Meeting(dataset, SCOPE)), {OURS, XLSXWRITERS}, {AS_OF, NO_DAY}),
    "report": (lambda dataset: write_report(Meeting(dataset, SCOPE)), {OURS}, {AS_OF}),
    "workbook": (lambda dataset: write_workbook(Meeting(dataset, SCOPE)), {XLSXWRITERS}, {AS_OF}),
    "charts": (lambda dataset: pack_charts(dataset, SCOPE, OUTLINES, pictures=False), {OURS, XLSXWRITERS}, {NO_DAY}),
}


@pytest.mark.parametrize(("write", "dates", "moments"), FILES.values(), ids=FILES)
def test_the_same_figures_are_the_same_bytes_and_no_clock_is_read(meeting_dataset, write, dates, moments):
    content = write(meeting_dataset)
    assert write(meeting_dataset) == content
    archives = list(open_archives(content))
    assert {member.date_time for archive in archives for member in archive.infolist()} == dates
    assert {said for archive in archives for said in read_moments(archive)} == moments


def open_archives(content: bytes) -> Iterator[zipfile.ZipFile]:
    """The file, and every workbook packed in it."""
    archive = zipfile.ZipFile(io.BytesIO(content))
    yield archive
    for name in archive.namelist():
        if name.endswith(".xlsx"):
            yield from open_archives(archive.read(name))


def read_moments(archive: zipfile.ZipFile) -> list[str | None]:
    """When a document says that it was made and changed."""
    if "docProps/core.xml" not in archive.namelist():
        return []
    core = fromstring(archive.read("docProps/core.xml"))
    return [core.findtext(f"{{http://purl.org/dc/terms/}}{name}") for name in ("created", "modified")]
