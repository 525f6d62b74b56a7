"""The report of a commune is the commune's paper: its name under the province's, its recipients, and who signs for it."""

from __future__ import annotations

import io

import docx
import pytest

from danvan_metrics.exports.report import write_report
from danvan_metrics.metrics.dataset import Scope
from danvan_metrics.roster_acts.roster_keeping import change_roster
from danvan_metrics.topics.meeting import Meeting
from danvan_metrics.units.changes.roster_change import RosterDeed
from tests.builders_access import OFFICER
from tests.builders_roster import change
from tests.builders_units import AS_OF, open_province

SIGNED = {"head": "Bà Trần Thị Mai", "signer": "Ông Lê Nam", "recipients": ["Sở GD&ĐT", "Các trường trên địa bàn", "Lưu: VT"]}


@pytest.fixture
def district(tmp_path):
    return open_province(tmp_path)


def read_report(district, unit):
    written = docx.Document(io.BytesIO(write_report(Meeting(district.load_dataset(unit), Scope("12m")))))
    cells = [cell.text for table in written.tables for row in table.rows for cell in row.cells]
    return cells, [paragraph.text for paragraph in written.paragraphs]


def test_its_head_and_end_are_the_commune_s_own(district):
    change_roster(district, [change(RosterDeed.CORRECTED, "SM-AB", AS_OF, **SIGNED)], actor=OFFICER)
    cells, paragraphs = read_report(district, "SM-AB")
    assert cells[0].split("\n")[:2] == ["TỈNH SÔNG MÂY", "XÃ AN BÌNH"]
    assert [text for text in paragraphs if "Xã An Bình báo cáo kết quả kỳ" in text]
    [recipients] = [text for text in cells if text.startswith("Nơi nhận:")]
    assert recipients.split("\n") == ["Nơi nhận:", "- Sở GD&ĐT;", "- Các trường trên địa bàn;", "- Lưu: VT."]
    [signature] = [text for text in cells if text.startswith("THỦ TRƯỞNG ĐƠN VỊ")]
    assert signature.split("\n")[-1] == "Ông Lê Nam"


def test_without_a_signer_its_head_signs_and_without_both_it_is_left_to_be_written(district):
    blank = read_report(district, "SM-BS")[0]
    assert [text.split("\n")[-1] for text in blank if text.startswith("THỦ TRƯỞNG ĐƠN VỊ")] == ["(Phòng bổ sung)"]
    change_roster(district, [change(RosterDeed.CORRECTED, "SM-BS", AS_OF, head="Bà Mai")], actor=OFFICER)
    signed = read_report(district, "SM-BS")[0]
    assert [text.split("\n")[-1] for text in signed if text.startswith("THỦ TRƯỞNG ĐƠN VỊ")] == ["Bà Mai"]
