"""When returns came in: the strict deadline, and four different things a bar can mean."""

from __future__ import annotations

import re
from datetime import date

from danvan_metrics.formats import theme
from danvan_metrics.metrics.bands import BANDS
from danvan_metrics.metrics.dataset import Scope
from danvan_metrics.metrics.marks import SYMBOLS as MARK_SYMBOLS
from danvan_metrics.metrics.marks import Mark
from danvan_metrics.metrics.reference import Reference, Subject
from danvan_metrics.topics.timeliness.chart import collect_timeliness, draw_timeliness
from danvan_metrics.topics.timeliness.counts_chart import collect_timeliness_counts, draw_timeliness_counts
from danvan_metrics.topics.timeliness.school_lines import FILLS, SYMBOLS
from danvan_metrics.topics.timeliness.source import collect_receipts
from danvan_metrics.topics.timeliness.table import lay_out_late
from tests.builders import ROSTER, PlainReturn, build_dataset, generate_returns, send_back
from tests.builders_cards import lines_of

SCOPE = Scope("9m")
DEADLINE = date(2020, 9, 14)  # strict: the 13th is the last day on time
RECEIVED = {"MN-DAPTHANH": date(2020, 9, 13), "TH-MINHCAM": date(2020, 9, 14), "PTDTNT": date(2020, 9, 3)}
AFTER = date(2020, 9, 20)
WAITING = "MN-THANHLAM"


def test_the_thirteenth_is_on_time_and_the_fourteenth_is_late():
    schools = by_code(collect_timeliness(dataset(AFTER), SCOPE))
    assert (schools["MN-DAPTHANH"].state, schools["MN-DAPTHANH"].words) == ("on_time", "đúng ngày cuối · 13/09")
    assert (schools["TH-MINHCAM"].state, schools["TH-MINHCAM"].words) == ("late", "trễ 1 ngày · 14/09")
    assert (schools["PTDTNT"].days, schools["PTDTNT"].words) == (-10, "sớm 10 ngày · 03/09")


def test_missing_counts_the_days_so_far_and_before_the_deadline_nothing_is_missing():
    after, before = (by_code(collect_timeliness(dataset(day), SCOPE))["MN-DONDAC"] for day in (AFTER, date(2020, 9, 13)))
    assert (after.state, after.words) == ("missing", f"chưa nộp · quá {20 - 13} ngày")
    assert (before.state, before.words) == ("not_due", "chưa nộp, chưa đến hạn")


def test_a_bar_stands_at_its_day_and_a_missing_one_runs_to_the_edge():
    record = collect_timeliness(dataset(AFTER), SCOPE)
    figure = draw_timeliness(record)
    names = {school.school: school.name for school in record.schools}
    ends = {
        text.split(":")[0]: (bar.name, end) for bar in find_bars(figure) for text, end in zip(bar.hovertext, bar.x, strict=True)
    }
    assert (ends[names["MN-DAPTHANH"]], ends[names["TH-MINHCAM"]]) == (("đúng hạn", 0), ("trễ hạn", 1))
    assert ends[names["PTDTNT"]] == ("đúng hạn", -10)
    assert ends[names["MN-DONDAC"]] == ("quá hạn chưa nộp", 5)  # the edge: five days at least are shown
    assert [bar.name for bar in find_bars(figure) if bar.marker.pattern.shape == "/"] == ["quá hạn chưa nộp"]


def test_a_return_not_due_has_no_bar():
    figure = draw_timeliness(collect_timeliness(dataset(date(2020, 9, 13)), SCOPE))
    assert sum(len(bar.x) for bar in find_bars(figure)) == len(RECEIVED)


def test_every_school_says_its_days_beside_its_bar():
    record = collect_timeliness(build_dataset(generate_returns(3)), SCOPE)
    lines = lines_of(draw_timeliness(record))
    names = [line for line in lines if line in {school.name for school in record.schools}]
    told = [f"{SYMBOLS[school.state]} {school.words}".strip() for school in record.schools]
    assert [line for line in lines if line in told] == told
    assert names == [school.name for school in record.schools]
    assert [school.school for school in record.schools] == [school.code for school in ROSTER.schools]


def test_the_subtitle_tells_received_and_on_time():
    record = collect_timeliness(dataset(AFTER), SCOPE)
    assert record.subtitle.startswith(f"3/{len(ROSTER.schools)} trường đã nộp, 2/3 đúng hạn")
    assert "Tiểu học Minh Cầm (trễ 1 ngày · 14/09)" in record.alt


def test_the_table_leaves_days_blank_where_there_are_none():
    table = collect_timeliness(dataset(date(2020, 9, 13)), SCOPE).table().set_index("Trường")
    assert table.loc["MN Đồn Đạc"].isna()["Số ngày so với hạn"]
    assert table.loc["Mầm non Đạp Thanh", "Số ngày so với hạn"] == 0


def test_counts_by_period_add_up_to_all_schools():
    record = collect_timeliness_counts(dataset(AFTER), SCOPE)
    counts = {period.period: {key: count for key, count in period.by_state.items() if count} for period in record.periods}
    schools = len(ROSTER.schools)
    assert counts["6m"] == {"missing": schools}
    assert counts["9m"] == {"on_time": 2, "late": 1, "missing": schools - 3}
    assert counts["12m"] == {"not_due": schools}


def test_the_drawn_counts_are_the_records():
    record = collect_timeliness_counts(build_dataset(generate_returns(3)), SCOPE)
    figure = draw_timeliness_counts(record)
    drawn = {trace.name: [value or 0 for value in trace.x] for trace in figure.data}
    assert drawn["trễ hạn"] == [period.counts.late for period in record.periods]
    texts = [annotation.text for annotation in figure.layout.annotations]
    assert all(f"{period.counts.on_time}/{len(ROSTER.schools)}" in texts for period in record.periods)


def test_late_is_no_band_of_a_share_and_has_neither_its_mark_nor_its_fill():
    """No mark has two meanings: when a return came is told in words, on fills of its own; what did not come keeps its mark."""
    assert SYMBOLS == {"on_time": "", "late": "", "missing": "?", "not_due": "·"}
    colors = {theme.MARK_FILLS[mark].color for mark in (*BANDS, Mark.DOING, Mark.ZERO, Mark.VIOLATED)}
    assert not {FILLS["on_time"].color, FILLS["late"].color} & colors
    record = collect_timeliness(dataset(AFTER), SCOPE)
    signs = {MARK_SYMBOLS[mark] for mark in BANDS}
    drawn = draw_timeliness(record), draw_timeliness_counts(collect_timeliness_counts(dataset(AFTER), SCOPE))
    for figure in drawn:
        assert not {line.split(" ")[0] for line in lines_of(figure)} & signs
    late = [row for row in lay_out_late(record.schools, SCOPE).rows if row[2].text == "trễ hạn"]
    assert [row[2].mark for row in late] == [None]
    assert [cell.text for row in collect_receipts(dataset(AFTER), Reference(Subject.RECEIPTS, SCOPE)).rows for cell in row[2:3]][
        :3
    ] == ["đúng hạn", "trễ hạn", "đúng hạn"]


class TestAFileSentBack:
    """It came on its first day, 7/9, six days early, and waits for two errors to be mended: received, never “chưa nộp”."""

    def test_it_is_received_on_its_first_day_and_says_what_it_waits_for(self):
        school = by_code(collect_timeliness(sent_back_dataset(), SCOPE))[WAITING]
        assert (school.state, school.days, school.revision) == ("on_time", -6, None)
        assert school.words == "sớm 6 ngày · 07/09 · trả lại, chờ sửa 2 lỗi"
        assert school.outcome == "đúng hạn · trả lại, chờ sửa 2 lỗi"

    def test_one_that_came_late_is_late(self):
        school = by_code(collect_timeliness(sent_back_dataset(date(2020, 9, 15)), SCOPE))[WAITING]
        assert (school.state, school.words) == ("late", "trễ 2 ngày · 15/09 · trả lại, chờ sửa 2 lỗi")

    def test_the_chart_says_so_beside_its_bar_and_in_words(self):
        record = collect_timeliness(sent_back_dataset(), SCOPE)
        figure = draw_timeliness(record)
        assert "↩ 07/09 · trả lại, chờ sửa 2 lỗi" in lines_of(figure)
        [bar] = [bar for bar in find_bars(figure) if any("Thanh Lâm" in text for text in bar.hovertext if "MN" in text)]
        at = next(place for place, text in enumerate(bar.hovertext) if text.startswith("MN Thanh Lâm"))
        assert (bar.name, bar.x[at]) == ("đúng hạn", -6)
        assert bar.hovertext[at] == "MN Thanh Lâm: sớm 6 ngày · 07/09 · trả lại, chờ sửa 2 lỗi"
        assert "Trả lại, chờ sửa: MN Thanh Lâm (sớm 6 ngày · 07/09 · trả lại, chờ sửa 2 lỗi)." in record.alt
        assert record.subtitle.startswith(f"4/{len(ROSTER.schools)} trường đã nộp, 3/4 đúng hạn, 1 báo cáo trả lại, chờ sửa")

    def test_the_tables_say_so_too(self):
        record = collect_timeliness(sent_back_dataset(), SCOPE)
        row = record.table().set_index("Trường").loc["MN Thanh Lâm"]
        assert (row["Tình trạng"], row["Ngày nhận"]) == ("đúng hạn · trả lại, chờ sửa 2 lỗi", "07/09/2020")
        bands = {
            band.title: [cells[0].text for cells in band.rows] for band in lay_out_late(record.schools, SCOPE, banded=True).bands
        }
        assert bands["Trả lại, chờ sửa"] == ["MN Thanh Lâm"]
        assert bands["Nộp trễ"] == ["Tiểu học Minh Cầm"]
        assert "MN Thanh Lâm" not in bands["Quá hạn chưa nộp"]

    def test_the_counts_through_the_year_say_how_many(self):
        record = collect_timeliness_counts(sent_back_dataset(), SCOPE)
        assert record.table()["Trong đó trả lại, chờ sửa"].tolist() == [0, 1, 0]
        assert "9 tháng: 1 báo cáo đã nhận được trả lại, chờ sửa" in record.subtitle
        assert "trong đó 1 báo cáo trả lại, chờ sửa" in record.alt

    def test_the_source_tells_its_state(self):
        source = collect_receipts(sent_back_dataset(), Reference(Subject.RECEIPTS, SCOPE, WAITING))
        assert source.value == "Đã gửi 07/09, trả lại, chờ sửa 2 lỗi"
        [row] = source.rows
        assert [cell.text for cell in row[2:]] == [
            "đúng hạn", "07/09/2020", "sớm 6 ngày", "đã gửi 07/09, trả lại, chờ sửa 2 lỗi", "–",
        ]  # fmt: skip


def test_where_nothing_came_no_ratio_of_nothing_is_told():
    nothing = build_dataset([], as_of=AFTER)
    record, source = collect_timeliness(nothing, SCOPE), collect_receipts(nothing, Reference(Subject.RECEIPTS, SCOPE))
    assert record.subtitle.startswith("chưa nhận báo cáo nào · ngày cuối còn đúng hạn 13/09/2020")
    assert source.value == "Chưa nhận báo cáo nào"
    assert not any(re.search(r"\b\d+/0\b", told) for told in (record.subtitle, record.alt, source.value))


def test_an_empty_return_lacks_every_line_in_its_source():
    """It came a day early with nothing in it: 76 of 76 lines are missing."""
    given = build_dataset([PlainReturn(WAITING, "9m", date(2020, 9, 12))], as_of=AFTER)
    source = collect_receipts(given, Reference(Subject.RECEIPTS, SCOPE, WAITING))
    assert source.value == "Đã nhận 12/09, thiếu 76 dòng"


def sent_back_dataset(day: date = date(2020, 9, 7)):
    returns = [PlainReturn(school, "9m", received) for school, received in RECEIVED.items()]
    return build_dataset(returns, as_of=AFTER, sent_back=(send_back(WAITING, "9m", day),))


def find_bars(figure) -> list:
    return [trace for trace in figure.data if trace.type == "bar"]


def dataset(as_of: date):
    return build_dataset([PlainReturn(school, "9m", day) for school, day in RECEIVED.items()], as_of=as_of)


def by_code(record) -> dict:
    return {school.school: school for school in record.schools}
