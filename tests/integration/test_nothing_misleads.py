"""Slides, report and sources of the sample and of a district made to mislead: no sentence that could rightly be disputed."""

from __future__ import annotations

import io
from datetime import date, timedelta

import pytest
from docx import Document

from danvan_metrics.exports.report import write_report
from danvan_metrics.exports.slides import write_slides
from danvan_metrics.metrics.dataset import Scope
from danvan_metrics.metrics.reference import Reference, Subject
from danvan_metrics.topics.meeting import Meeting
from danvan_metrics.topics.sources import collect_source
from tests.builders import PLAN, ROSTER, PlainReturn, build_dataset, send_back
from tests.builders_slides import read_slides, read_tables, read_texts
from tests.misleading import find_misleading

SCOPES = [Scope(period.code, lens) for period in PLAN.periods for lens in ("declared", "evidenced")]
EVERYBODY = [school.code for school in ROSTER.schools]


@pytest.fixture(scope="module")
def uneven():
    """One school nearly done with 1.000 papers, one hardly begun, one far above its target, one past a limit, one sent back."""
    answers = {
        EVERYBODY[0]: {"CT1.1": {"to_do": 1000, "done": 999}, "NV4.3": {"done": 2}},
        EVERYBODY[1]: {"CT1.1": {"to_do": 1000, "done": 1}, "NV2.3": {"done": 38}},
        EVERYBODY[3]: {"CT1.1": {"to_do": 2, "done": 0}, "NV2.3": {"done": 0}, "CT1.2.1": {"choice": "yes"}},
        EVERYBODY[4]: {},
    }
    returns = [
        PlainReturn(school, period.code, period.deadline - timedelta(days=3), given)
        for period in PLAN.periods[:2]
        for school, given in answers.items()
    ]
    return build_dataset(returns, sent_back=(send_back(EVERYBODY[5], "9m", date(2020, 9, 7)),))


@pytest.mark.parametrize("scope", SCOPES, ids=lambda scope: f"{scope.period}-{scope.lens}")
@pytest.mark.parametrize("district", ["meeting_dataset", "uneven"])
class TestExports:
    def test_slides(self, request, district, scope):
        slides = read_slides(write_slides(Meeting(request.getfixturevalue(district), scope)))
        cells = [cell for slide in slides for table in read_tables(slide) for row in table for cell in row]
        assert not find_misleading([*(text for slide in slides for text in read_texts(slide)), *cells])

    def test_report(self, request, district, scope):
        report = Document(io.BytesIO(write_report(Meeting(request.getfixturevalue(district), scope))))
        cells = [cell.text for table in report.tables for row in table.rows for cell in row.cells]
        assert not find_misleading([*(paragraph.text for paragraph in report.paragraphs), *cells])


@pytest.mark.parametrize("district", ["meeting_dataset", "uneven"])
@pytest.mark.parametrize("scope", SCOPES[2:4], ids=lambda scope: f"{scope.period}-{scope.lens}")
def test_sources(request, district, scope):
    dataset = request.getfixturevalue(district)
    subjects = [*Subject, *(group.code for group in PLAN.groups if group.code != "PH"), *PLAN.indicator_by_code]
    sources = [collect_source(dataset, Reference(str(subject), scope)) for subject in subjects]
    told = [text for source in sources for text in (source.title, source.subtitle, source.value, source.formula, *source.notes)]
    cells = [str(cell) for source in sources for row in source.rows for cell in row]
    assert not find_misleading([*told, *cells])


@pytest.mark.parametrize(
    "text", ["269/270 · 100 %", "4/1.000 (0 %)", "100 % · 269/270", "0/0 trường", "1 của 1", "đạt 1234 cuộc", "Trường ● đạt."]
)
def test_the_reader_sees_what_misleads(text):
    assert len(find_misleading([text])) == 1


@pytest.mark.parametrize(
    "text", ["270/270 · 100 %", "99,6 % · 269/270", "0/12 (0 %)", "kỳ 9 tháng 2020", "1.234 cuộc", "● 5/7 +2", "10/0/2020"]
)
def test_the_reader_lets_the_rest_pass(text):
    assert not find_misleading([text])
