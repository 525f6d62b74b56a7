"""Indicators as rows, what moved, and the five key figures, against plain counts."""

from datetime import timedelta

from danvan_metrics.formats.table import tabulate
from danvan_metrics.metrics.dataset import Scope
from danvan_metrics.metrics.reference import Reference
from danvan_metrics.metrics.words import Ratio
from danvan_metrics.plan.kinds import Kind
from danvan_metrics.topics.indicators.figures import collect_indicators
from danvan_metrics.topics.indicators.school_values import collect_indicator_schools
from danvan_metrics.topics.indicators.table import lay_out_indicators, lay_out_schools
from danvan_metrics.topics.model_schools.movement import collect_movements
from danvan_metrics.topics.overview.key_figures import collect_key_figures
from danvan_metrics.topics.sources import collect_source
from tests.builders import PLAN, ROSTER, PlainReturn, build_dataset, generate_returns, send_back
from tests.slow_figures import find_return, score

NBSP = "\u00a0"
ITEMS = [item.code for item in PLAN.indicators if item.kind is Kind.LEVEL]


def test_schools_that_meet_an_indicator_are_counted_by_level_and_altogether():
    returns = generate_returns(11)
    table = collect_indicators(build_dataset(returns), Scope("9m"), "CT")

    for row in table.rows:
        item = PLAN.indicator_by_code[row.code]
        if item.scored:
            assert row.met.n == sum(meets(returns, item, school) for school in ROSTER.schools)
            for level, ratio in row.by_level.items():
                assert ratio.n == sum(meets(returns, item, school) for school in ROSTER.select(level=level))


def test_every_indicator_asked_of_schools_has_a_row_even_those_never_scored():
    table = collect_indicators(build_dataset(generate_returns(2)), Scope("9m"), "NV")

    assert [row.code for row in table.rows] == [item.code for item in PLAN.indicators_in("NV") if "school" in item.reporters]
    assert len(tabulate(lay_out_indicators(table))) == len(table.rows)


def test_a_tracked_indicator_of_two_lines_keeps_them_apart():
    answers = {"NV2.2.1": {"done": 3}, "NV2.2.2": {"done": 120}}
    table = collect_indicators(build_dataset([hand_in("TH-MINHCAM", answers), hand_in("PTDTNT", answers)]), Scope("9m"), "NV")

    row = next(row for row in table.rows if row.code == "NV2.2")
    assert [part.split(" ")[0] for part in row.sums.split(" · ")] == ["6", "240"]  # 2 × 3 meetings, 2 × 120 people


def test_a_range_reads_as_one_share_where_nothing_is_missing():
    assert Ratio(3, 4, 0.75, 0.75).span == f"75{NBSP}%"
    assert Ratio(3, 5, 0.6, 0.8).span == f"60–80{NBSP}%"
    assert Ratio().span == "–"
    assert str(Ratio(3, 4)) == "3/4"


def test_one_indicator_keeps_now_and_before_apart_for_every_school():
    returns = [
        hand_in("TH-MINHCAM", {"NV2.3": {"done": 1, "evidence_count": 1}}, "6m"),
        hand_in("TH-MINHCAM", {"NV2.3": {"done": 3, "evidence_count": 1}}),
    ]
    record = collect_indicator_schools(build_dataset(returns), Scope("9m"), "NV2.3")

    rows = {row.school.code: row for row in record.rows}
    assert rows["TH-MINHCAM"].figure == f"3/2 · 100{NBSP}%"  # above the target of 2, never cut from n
    assert (rows["TH-MINHCAM"].mark, rows["TH-MINHCAM"].before) == ("above", "on_pace")  # 1 of 2 is the half year's pace
    assert (rows["PTDTNT"].mark, rows["PTDTNT"].figure) == ("not_reported", "")
    assert len(tabulate(lay_out_schools(record))) == len(ROSTER.schools)


def test_a_band_of_an_indicator_reads_as_its_period_has_it():
    """CT2.1, a ratio: at nine months 70 % is near the 75 % expected, “hơi chậm”; at the end 90 % of 100, “gần đạt”."""
    share = {"9m": 70, "12m": 90}
    returns = [hand_in("TH-MINHCAM", {"CT2.1": {"to_do": 100, "done": done}}, period) for period, done in share.items()]
    dataset = build_dataset(returns)
    for period, told, before in (("9m", "hơi chậm", "chưa báo cáo"), ("12m", "gần đạt", "hơi chậm")):
        record = collect_indicator_schools(dataset, Scope(period), "CT2.1")
        table = lay_out_schools(record)
        [row] = [row for row in table.rows if row[0].text == "Tiểu học Minh Cầm"]
        assert (row[3].text, row[5].text) == (told, before)
        assert any(words.startswith(told) and words.endswith("%") for _, words in table.legend)
        source = collect_source(dataset, Reference("CT2.1", Scope(period)))
        assert [str(row[2]) for row in source.rows if row[0].text == "Tiểu học Minh Cầm"] == [f"▽ {told}"]


def test_what_moved_is_told_apart_by_gained_lost_and_begun():
    before = choose(ITEMS[:3], "met") | choose(ITEMS[3:6], "not_started")
    now = choose(ITEMS[:2], "met") | choose(ITEMS[2:3], "doing") | choose(ITEMS[3:4], "met") | choose(ITEMS[4:5], "doing")
    dataset = build_dataset([hand_in("TH-MINHCAM", before, "6m"), hand_in("TH-MINHCAM", now)])

    moved = {movement.school: movement for movement in collect_movements(dataset, Scope("9m"))}
    assert moved["TH-MINHCAM"].gained == (ITEMS[3],)
    assert moved["TH-MINHCAM"].lost == (ITEMS[2],)
    assert moved["TH-MINHCAM"].begun == (ITEMS[4],)
    assert not moved["PTDTNT"].comparable


def test_key_figures_count_schools_reports_items_and_spread():
    returns = [
        hand_in("TH-MINHCAM", choose(ITEMS[:9], "met") | choose(ITEMS[9:10], "not_applicable")),
        hand_in("PTDTNT", choose(ITEMS, "met")),
    ]
    returns[1].received_on += timedelta(days=5)  # the 18th: 5 days late
    figures = {figure.label: figure for figure in collect_key_figures(build_dataset(returns), Scope("9m"))}

    assert (figures["Đã nhận"].value, figures["Đã nhận"].note) == ("2/19 trường", "17 chưa nộp; hạn trước 14/09/2020")
    assert (figures["Đúng hạn"].value, figures["Đúng hạn"].note) == ("1/2 báo cáo", "1 trễ, lâu nhất 5 ngày")
    assert figures["Trường học hạnh phúc"].value == "36/53 nội dung"  # 9 + 27 of 26 + 27
    # 36 of 53 + 17 × 27 at least, and all of them where what is blank is met; no return of the period before to compare with
    assert figures["Trường học hạnh phúc"].note == f"68{NBSP}%, 7–100{NBSP}% nếu đủ; của 2/19 trường"
    assert (figures["Lan tỏa từ bậc 4"].value, figures["Lan tỏa từ bậc 4"].note) == ("0/19 trường", "17 chưa báo cáo")


def test_key_figures_of_nothing_say_so_in_words():
    figures = {figure.label: figure for figure in collect_key_figures(build_dataset([]), Scope("9m"))}

    assert (figures["Đã nhận"].value, figures["Đã nhận"].note) == ("0/19 trường", "19 chưa nộp; hạn trước 14/09/2020")
    assert figures["Đúng hạn"].value == "chưa nhận báo cáo nào"
    assert {figures[label].value for label in ("Trường học hạnh phúc", "Lan tỏa từ bậc 4")} == {"chưa báo cáo"}


def test_key_figures_of_no_school_are_no_ratios():
    figures = collect_key_figures(build_dataset([]), Scope("9m", level="THCS", commune="Minh Cầm"))

    assert [figure.value for figure in figures] == ["–", "chưa nhận báo cáo nào", "–", "–", "–"]
    assert figures[0].note == "không có trường nào trong bộ lọc"


def test_what_came_counts_as_received_though_it_was_sent_back():
    came = send_back("TH-MINHCAM", "9m", PLAN.find_period("9m").deadline - timedelta(days=7))
    figures = {figure.label: figure for figure in collect_key_figures(build_dataset([], sent_back=(came,)), Scope("9m"))}

    assert figures["Đã nhận"].value == "1/19 trường"
    assert figures["Đã nhận"].note == "18 chưa nộp; 1 trả lại, chờ sửa; hạn trước 14/09/2020"
    assert figures["Đúng hạn"].value == "1/1 báo cáo"
    assert figures["Trường học hạnh phúc"].value == "chưa báo cáo"  # figures come only from what was taken


def test_changes_of_key_figures_are_of_what_was_told_twice():
    then = hand_in("TH-MINHCAM", choose(ITEMS[:4], "met"), "6m")
    now = [hand_in("TH-MINHCAM", choose(ITEMS[1:6], "met")), hand_in("PTDTNT", choose(ITEMS, "met"))]
    figures = {figure.label: figure for figure in collect_key_figures(build_dataset([then, *now]), Scope("9m"))}

    # items 2–4 were met then and are now; item 1 is blank now, items 5 and 6 were blank then, PTDT Nội trú was silent then
    assert figures["Trường học hạnh phúc"].note.endswith("không đổi so với kỳ 6 tháng (1 trường)")


def meets(returns, item, school):
    given = find_return(returns, school.code, "9m")
    return given is not None and score(item, given, "declared")[1] == 1


def hand_in(school, answers, period="9m"):
    return PlainReturn(school, period, PLAN.find_period(period).deadline - timedelta(days=1), answers)


def choose(items, choice):
    return {code: {"choice": choice, "evidence_count": 1} for code in items}


def test_who_rose_who_fell_and_who_fell_silent_are_three_lists():
    then = {"MN-DAPTHANH": "no", "TH-MINHCAM": "yes", "PTDTNT": "yes", "MN-DONDAC": "yes"}
    now = {"MN-DAPTHANH": "yes", "TH-MINHCAM": "no", "MN-DONDAC": "not_applicable", "TH-DONDAC": "yes"}  # PTDT Nội trú is silent
    returns = [hand_in(school, {"CT3.1": {"choice": choice}}, "6m") for school, choice in then.items()]
    returns += [hand_in(school, {"CT3.1": {"choice": choice}}) for school, choice in now.items()]

    [told] = collect_indicator_schools(build_dataset(returns), Scope("9m"), "CT3.1").list_changes()

    assert told == (
        "So với kỳ 6 tháng, trong 2 trường có số liệu ở cả hai kỳ: mới đạt: Mầm non Đạp Thanh; "
        "không còn đạt: Tiểu học Minh Cầm; kỳ này chưa có số liệu: PTDT Nội trú."
    )


def test_nothing_is_listed_against_a_period_in_which_nobody_reported():
    returns = [hand_in("PTDTNT", {"CT3.1": {"choice": "yes"}})]
    assert not list(collect_indicator_schools(build_dataset(returns), Scope("9m"), "CT3.1").list_changes())
