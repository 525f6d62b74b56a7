"""“Phiếu trường”: what the page says, and that it stays one page whatever a school lacks."""

import io
from dataclasses import replace
from datetime import date, timedelta

import docx
import pytest

from danvan_metrics.exports.papers import write_school_paper
from danvan_metrics.metrics.actions import Action
from danvan_metrics.metrics.dataset import Scope
from danvan_metrics.metrics.marks import Mark
from danvan_metrics.plan.kinds import Kind
from danvan_metrics.plan.lens import Lens
from danvan_metrics.topics.school.needs import UnmetLine
from danvan_metrics.topics.school.school_sheet import collect_school_sheet
from danvan_metrics.topics.school.school_sheet_paper import choose_rows, measure_row
from tests.builders import PLAN, ROSTER, PlainReturn, build_dataset, generate_returns, send_back

SCHOOL = "TH-MINHCAM"
YEAR = Scope("12m")
ITEMS = [item.code for item in PLAN.indicators if item.kind is Kind.LEVEL]


def test_it_says_whose_it_is_of_which_plan_and_day_and_whom_to_ask():
    told = read_paper(build_dataset([hand_in({code: {"choice": "not_started"} for code in ITEMS})]))

    assert "PHIẾU TRƯỜNG" in told
    assert "Trường Tiểu học Minh Cầm – kỳ cả năm" in told
    assert f"{PLAN.title}. Số liệu: tự khai; tính đến ngày 17/12/2020." in told
    assert told[-1].endswith(f"xin liên hệ: {PLAN.office.reach}.")


def test_unmet_lines_stand_under_how_they_stand_gravest_first():
    answers = {"HP1.1": {"choice": "doing"}, "HP1.2": {"choice": "not_started"}, "NV4.3": {"done": 2}}
    answers |= {"HP1.3": {"choice": "met", "evidence_count": 1}, "CT1.1": {"to_do": 4, "done": 3, "evidence_count": 1}}
    rows = read_rows(build_dataset([hand_in(answers)]))

    # 3 of 4 are 75 %: behind at the year's end; what was left blank is named by its rows, below
    assert rows[1:] == [
        ["Có vi phạm"] * 3,
        ["NV4.3", PLAN.indicator_by_code["NV4.3"].title, "có 2 vụ (giới hạn 0)"],
        ["Chưa thực hiện (0)"] * 3,
        ["HP1.2", PLAN.indicator_by_code["HP1.2"].title, ""],
        ["Chậm"] * 3,
        ["CT1.1", PLAN.indicator_by_code["CT1.1"].title, "3/4 · 75\u00a0%"],
        ["Đang thực hiện"] * 3,
        ["HP1.1", PLAN.indicator_by_code["HP1.1"].title, ""],
    ]


def test_missing_proof_blank_lines_and_tasks_are_listed_with_their_days():
    answers = {code: {"choice": "met", "evidence_count": 1} for code in ITEMS[:-1]} | {ITEMS[-1]: {"choice": "met"}}
    late = Action(1, "12m", SCHOOL, "CT1.1", "Lập sổ theo dõi", "Cô Lan", date(2020, 12, 1), date(2020, 11, 20))
    coming = replace(late, id=2, task="Ký cam kết", due=date(2020, 12, 31))
    told = read_paper(replace(build_dataset([hand_in(answers)]), actions=(coming, late)))

    assert f"Minh chứng cần bổ sung: 1 chỉ tiêu, nội dung tự khai đạt mà minh chứng chưa đủ: {ITEMS[-1]}." in told
    [blank] = [line for line in told if line.startswith("Dòng chưa ghi trong báo cáo: 49 dòng: CT1.1, ")]  # of 76, 27 answered
    assert blank.endswith(" và 19 dòng khác.")  # thirty are named
    tasks = [line for line in told if line.startswith("– ")]
    assert tasks == [
        "– Lập sổ theo dõi (Cô Lan, hạn 01/12/2020), đã qua hạn.",
        "– Ký cam kết (Cô Lan, hạn 31/12/2020).",
    ]


def test_through_the_evidenced_lens_missing_proof_is_not_told_twice():
    dataset = build_dataset([hand_in({"HP1.1": {"choice": "met"}})])

    assert "HP1.1" in str(read_rows(dataset, Scope("12m", Lens.EVIDENCED)))
    assert "Minh chứng cần bổ sung" not in str(read_paper(dataset, Scope("12m", Lens.EVIDENCED)))


def test_a_school_that_reported_nothing_is_told_so_without_a_figure():
    told = read_paper(build_dataset([]))
    assert (
        "Trường Tiểu học Minh Cầm: báo cáo kỳ cả năm chưa nộp, quá hạn 4 ngày (hạn: trước 14/12/2020). "
        "Vì vậy phiếu chưa có số liệu của kỳ này. Báo cáo đúng hạn từ đầu năm: 0/3."
    ) in told
    assert not read_document(build_dataset([])).tables[1:]  # but the letterhead


def test_a_file_sent_back_is_told_as_such():
    came = send_back(SCHOOL, "12m", PLAN.find_period("12m").deadline - timedelta(days=1), errors=3)
    assert "đã gửi 13/12, trả lại, chờ sửa 3 lỗi" in str(read_paper(build_dataset([], sent_back=(came,))))


def test_nobody_else_is_named():
    dataset = build_dataset(generate_returns(4, missing=0))
    told = str(read_paper(dataset)) + str(read_rows(dataset))
    assert [school.name for school in ROSTER.schools if school.name in told or school.short_name in told] == [
        ROSTER.by_code[SCHOOL].name
    ]


class TestRoom:
    """An A4 page holds about 240 mm; a row of one line is 5.5 mm, the heading of a band as much."""

    lines = tuple(UnmetLine(f"HP1.{number}", "Ngắn gọn", Mark.ZERO, "chưa thực hiện (0)", "") for number in range(20))

    def test_all_stand_there_where_they_fit(self):
        assert choose_rows(self.lines, 21 * 5.5) == self.lines  # twenty rows and a heading

    def test_where_they_do_not_a_line_is_left_to_count_the_others(self):
        assert len(choose_rows(self.lines, 21 * 5.5 - 1)) == 18  # less 6.2 mm for “và 2 dòng khác”

    def test_without_room_none_stands_there(self):
        assert choose_rows(self.lines, 0) == ()

    def test_a_long_title_counts_two_lines(self):
        long = replace(self.lines[0], title="Một nội dung dài " * 5)
        assert measure_row(long, self.lines[0]) == pytest.approx(2 * 4.7 + 0.8)


@pytest.mark.parametrize("lens", [Lens.DECLARED, Lens.EVIDENCED])
def test_the_worst_school_has_its_lines_cut_and_counted(lens):
    answers = {code: {"choice": "not_started"} for code in ITEMS}
    answers |= {"CT1.1": {"to_do": 5, "done": 0}, "CT2.1": {"to_do": 5, "done": 0}, "CT3.1": {"choice": "no"}}
    actions = tuple(
        Action(number, "12m", SCHOOL, "CT1.1", "Việc dài " * 40, "Cô Lan", date(2020, 12, 1), date(2020, 11, 20))
        for number in range(9)
    )
    dataset = replace(build_dataset([hand_in(answers)]), actions=actions)
    scope = Scope("12m", lens)
    kept = [row for row in read_rows(dataset, scope) if row[0] in PLAN.indicator_by_code]
    unmet = collect_school_sheet(dataset, scope, SCHOOL).unmet

    assert f"và {len(unmet) - len(kept)} dòng khác, xem hồ sơ của trường ở Phòng GD&ĐT." in read_paper(dataset, scope)
    assert [row[0] for row in kept] == [line.code for line in unmet[: len(kept)]]
    assert 5 < len(kept) < len(unmet)
    assert "và 4 việc khác, xem hồ sơ của trường ở Phòng GD&ĐT." in read_paper(dataset, scope)


def hand_in(answers, period="12m"):
    return PlainReturn(SCHOOL, period, PLAN.find_period(period).deadline - timedelta(days=1), answers)


def read_document(dataset, scope=YEAR):
    name, content = write_school_paper(collect_school_sheet(dataset, scope, SCHOOL))
    assert name.startswith("phieu-truong-tieu-hoc-minh-cam_12m")
    return docx.Document(io.BytesIO(content))


def read_paper(dataset, scope=YEAR):
    """Its paragraphs outside of tables."""
    return [paragraph.text for paragraph in read_document(dataset, scope).paragraphs]


def read_rows(dataset, scope=YEAR):
    """The rows of the table of unmet lines."""
    return [[cell.text for cell in row.cells] for row in read_document(dataset, scope).tables[-1].rows]
