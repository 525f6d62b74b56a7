"""One school's groups by period: the cells of its scorecards, a silent period told once."""

from datetime import timedelta

from danvan_metrics.metrics.dataset import Scope
from danvan_metrics.metrics.marks import Mark
from danvan_metrics.plan.lens import Lens
from danvan_metrics.topics.school.glance import collect_year
from danvan_metrics.topics.school.glance_table import lay_out_year
from tests.builders import PLAN, PlainReturn, build_dataset, send_back

SCHOOL = "TH-MINHCAM"


def test_a_limit_that_was_passed_stands_beside_the_figure_and_in_the_legend():
    table = lay_out(build_dataset([hand_in("6m", {"NV4.3": {"done": 2}})]))

    assert table.bands[0].rows[0][2].alert == "✕2"
    assert dict(table.legend)[Mark.VIOLATED] == "có vi phạm"


def test_the_legend_has_the_limits_of_the_period_looked_at_and_names_other_bands_plainly():
    half = lay_out(build_dataset([hand_in("6m", {"NV2.3": {"done": 1}})]), "6m")
    year = lay_out(build_dataset([hand_in("6m", {"CT3.1": {"choice": "yes"}, "NV2.3": {"done": 1}})]))

    assert dict(half.legend)[Mark.NEAR] == "hơi chậm 40–49\u00a0%"  # from 80 % of the half that is due
    assert dict(year.legend)[Mark.NEAR] == "gần đạt 80–99\u00a0%"
    assert "ngưỡng ghi ở chú giải là của kỳ cả năm" in year.notes[-1]


def test_a_period_whose_file_was_sent_back_says_so_once_over_all_groups():
    came = send_back(SCHOOL, "9m", PLAN.find_period("9m").deadline - timedelta(days=1), errors=3)
    rows = lay_out(build_dataset([hand_in("6m", {})], sent_back=(came,))).bands[0].rows

    assert [str(row[1]) for row in rows[1:]] == ["↩ trả lại", "? chưa báo cáo"]
    assert [cell.joined for cell in rows[1][1:]] == [False, True, True, True, True, True]


def test_without_an_appraisal_the_offices_lens_has_no_rows():
    appraised = build_dataset([hand_in("12m", {"HP1.1": {"choice": "met"}})], appraised=[(SCHOOL, "12m")])
    bare = build_dataset([hand_in("12m", {"HP1.1": {"choice": "met"}})])

    assert Lens.APPRAISED not in {moment.scope.lens for moment in collect_year(bare, Scope("12m"), SCHOOL).moments}
    assert [band.title for band in lay_out(bare).bands][:2] == ["Tự khai", "Có minh chứng"]
    assert len(lay_out(appraised).bands) >= len(lay_out(bare).bands)


def lay_out(dataset, period="12m"):
    return lay_out_year(collect_year(dataset, Scope(period), SCHOOL))


def hand_in(period, answers):
    return PlainReturn(SCHOOL, period, PLAN.find_period(period).deadline - timedelta(days=1), answers)
