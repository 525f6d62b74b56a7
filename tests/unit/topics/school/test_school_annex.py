"""The annex of the report with an entry per school: its return in one state, and no mark inside a sentence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import docx
import pytest

from danvan_metrics.formats.docx.paper import Paper
from danvan_metrics.formats.docx.styles import set_styles
from danvan_metrics.metrics.actions import Action
from danvan_metrics.metrics.bands import set_limits
from danvan_metrics.metrics.dataset import Scope
from danvan_metrics.metrics.marking import name_reading
from danvan_metrics.metrics.marks import SYMBOLS, Mark
from danvan_metrics.topics.actions.figures import collect_actions
from danvan_metrics.topics.meeting import Meeting
from danvan_metrics.topics.school.section import write_school_annex
from danvan_metrics.topics.timeliness.section import write_receipts
from tests.builders import PlainReturn, build_dataset, send_back

SENTENCE_MARKS = {SYMBOLS[mark] for mark in Mark} - {"—", "?", "·"}  # these three are punctuation as well


@pytest.mark.parametrize("period", ["6m", "9m", "12m"])
def test_sentences_carry_no_marks(meeting_dataset, period):
    for text in write(write_school_annex, Meeting(meeting_dataset, Scope(period))):
        if not text.startswith(("Chú giải", "%: ")):
            assert not SENTENCE_MARKS & set(text), text


def test_an_action_tells_the_figure_then_and_now_in_words(meeting_dataset):
    meeting = Meeting(meeting_dataset, Scope("12m"))
    said = write(write_school_annex, meeting)
    for row in meeting.take(collect_actions).rows:
        [told] = [text for text in said if f": {row.action.task} (" in text]
        assert "; số liệu lúc giao: " in told
        limits = set_limits(meeting.plan, row.action.period)
        assert name_reading(row.then.mark, meeting.scope.lens, limits) in told
        assert row.now is None or f"; nay: {row.now.ratio}" in told


def test_a_return_sent_back_is_told_as_everywhere(meeting_dataset):
    meeting = Meeting(meeting_dataset, Scope("12m"))
    said = write(write_school_annex, meeting)
    place = find(said, "MN Thanh Lâm")
    assert said[place + 1] == "Mầm non; báo cáo kỳ cả năm: đã gửi 07/12, trả lại, chờ sửa 2 lỗi; đúng hạn."
    assert "Chưa có số liệu: trả lại, chờ sửa 2 lỗi." in said
    receipts = write(write_receipts, meeting)
    heading = find(receipts, "Trường có báo cáo trả lại, chờ sửa")
    assert "MN Thanh Lâm (Mầm non): sớm 6 ngày · 07/12 · trả lại, chờ sửa 2 lỗi." in receipts[heading + 2]
    assert not any("MN Thanh Lâm" in text for text in receipts[find(receipts, "Trường chưa nộp") :])


def test_an_empty_return_is_not_said_to_lack_nothing():
    given = build_dataset([PlainReturn("MN-DONDAC", "6m", date(2020, 6, 12))], as_of=date(2020, 6, 17))
    said = write(write_school_annex, Meeting(given, Scope("6m")))
    place = find(said, "MN Đồn Đạc")
    assert said[place + 1] == "Mầm non; báo cáo kỳ 6 tháng: đã nhận 12/06, thiếu 76 dòng; đúng hạn."
    assert said[place + 2] == "Chưa có số liệu: báo cáo để trống."


def test_a_return_nobody_has_appraised_is_not_said_to_be_blank():
    """Through the office's lens what is missing is the office's word, not the school's report."""
    day, done = date(2020, 6, 12), {"CT1.1": {"to_do": 5, "done": 5}}
    found = [{"school": "TH-DONDAC", "period": "6m", "line": "CT1.1", "outcome": "confirmed", "to_do": 5.0, "done": 5.0}]
    given = [PlainReturn("MN-DONDAC", "6m", day, done), PlainReturn("TH-DONDAC", "6m", day, done)]
    dataset = build_dataset(given, as_of=date(2020, 6, 17), verdicts=found)
    said = write(write_school_annex, Meeting(dataset, Scope("6m", "appraised")))
    place = find(said, "MN Đồn Đạc")
    assert said[place + 2] == "Phòng chưa thẩm định."
    assert said[find(said, "MN Nam Sơn") + 2] == "Chưa có số liệu: chưa nhận báo cáo."


@pytest.mark.parametrize(
    ("sent_back", "told"),
    [
        ((), "Chưa nhận báo cáo nào. "),
        (
            (send_back("MN-DONDAC", "6m", date(2020, 6, 14)),),
            "Đã nhận 1/19 báo cáo, trong đó 0/1 đúng hạn, 1 báo cáo trả lại, chờ sửa. ",
        ),
    ],
)
def test_what_came_is_counted_with_what_was_sent_back(sent_back, told):
    said = write(write_receipts, Meeting(build_dataset([], as_of=date(2020, 6, 17), sent_back=sent_back), Scope("6m")))
    assert any(text.startswith(told) for text in said)
    assert not any("0/0" in text for text in said)


def find(said: list[str], heading: str) -> int:
    """Where a numbered heading stands."""
    return next(place for place, text in enumerate(said) if text.partition(". ")[2] == heading)


def write(section, meeting) -> list[str]:
    document = docx.Document()
    set_styles(document)
    section(Paper(document), meeting)
    return [paragraph.text for paragraph in document.paragraphs]


def test_an_action_about_work_without_evidence_does_not_say_that_nothing_was_done():
    declared_only = PlainReturn("TH-MINHCAM", "6m", date(2020, 6, 1), {"CT3.1": {"choice": "yes"}})
    agreed = Action(1, "6m", "TH-MINHCAM", "CT3.1", "Gửi kế hoạch", "Cô Lan", date(2020, 7, 1), date(2020, 6, 20))
    dataset = replace(build_dataset([declared_only]), actions=(agreed,))
    said = write(write_school_annex, Meeting(dataset, Scope("6m", "evidenced")))
    [told] = [text for text in said if "Gửi kế hoạch (" in text]
    assert told.endswith("số liệu lúc giao: 0/1, chưa thực hiện hoặc chưa có minh chứng (0).")
