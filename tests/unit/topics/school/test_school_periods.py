"""One school's groups by period: the cells of its scorecards, with what stands beside each."""

from datetime import timedelta

from danvan_metrics.formats.table import tabulate
from danvan_metrics.metrics.marks import Mark
from danvan_metrics.plan.lens import Lens
from danvan_metrics.topics.school.table import lay_out_periods
from tests.builders import PLAN, PlainReturn, build_dataset, send_back

SCHOOL = "TH-MINHCAM"


def test_a_limit_that_was_passed_stands_beside_the_figure_and_in_the_legend():
    table = lay_out_periods(build_dataset([hand_in("6m", {"NV4.3": {"done": 2}})]), Lens.DECLARED, SCHOOL)

    assert "✕2" in tabulate(table).loc[0, "Nhiệm vụ"]
    assert dict(table.legend)[Mark.VIOLATED] == "có vi phạm"


def test_through_the_evidenced_lens_a_nought_may_be_work_without_evidence():
    table = lay_out_periods(build_dataset([hand_in("6m", {"NV1.1": {"choice": "yes"}})]), Lens.EVIDENCED, SCHOOL)

    assert dict(table.legend)[Mark.ZERO] == "chưa làm hoặc chưa có minh chứng (0)"


def test_a_period_whose_file_was_sent_back_says_so():
    came = send_back(SCHOOL, "9m", PLAN.find_period("9m").deadline - timedelta(days=1), errors=3)
    rows = tabulate(lay_out_periods(build_dataset([hand_in("6m", {})], sent_back=(came,)), Lens.DECLARED, SCHOOL))

    assert rows["Trạng thái"].tolist() == ["thiếu 76 dòng", "trả lại, chờ sửa 3 lỗi", "chưa nộp"]
    assert rows.loc[1, "Chỉ tiêu"] == "↩ trả lại"


def hand_in(period, answers):
    return PlainReturn(SCHOOL, period, PLAN.find_period(period).deadline - timedelta(days=1), answers)
