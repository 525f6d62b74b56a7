"""When returns came in: the strict deadline, and four different things a bar can mean."""

from __future__ import annotations

from datetime import date

from danvan_metrics.metrics.dataset import Scope
from danvan_metrics.topics.timeliness.chart import collect_timeliness, draw_timeliness
from danvan_metrics.topics.timeliness.counts_chart import collect_timeliness_counts, draw_timeliness_counts
from danvan_metrics.topics.timeliness.school_lines import SYMBOLS as SYMBOL_OF
from danvan_metrics.topics.timeliness.school_lines import WORDS as WORDS_OF
from tests.builders import ROSTER, PlainReturn, build_dataset, generate_returns
from tests.builders_cards import lines_of

SCOPE = Scope("9m")
DEADLINE = date(2020, 9, 14)  # strict: the 13th is the last day on time
RECEIVED = {"MN-DAPTHANH": date(2020, 9, 13), "TH-MINHCAM": date(2020, 9, 14), "PTDTNT": date(2020, 9, 3)}
SYMBOLS, WORDS = set(SYMBOL_OF.values()), set(WORDS_OF.values())
AFTER = date(2020, 9, 20)


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
    days = [line.split(" ", 1)[1] for line in lines if line[:1] in SYMBOLS and line.split(" ", 1)[1] not in WORDS]
    assert list(zip(names, days, strict=True)) == [(school.name, school.words) for school in record.schools]
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
    drawn = {trace.name.split(" ", 1)[1]: [value or 0 for value in trace.x] for trace in figure.data}
    assert drawn["trễ hạn"] == [period.counts.late for period in record.periods]
    texts = [annotation.text for annotation in figure.layout.annotations]
    assert all(f"{period.counts.on_time}/{len(ROSTER.schools)}" in texts for period in record.periods)


def find_bars(figure) -> list:
    return [trace for trace in figure.data if trace.type == "bar"]


def dataset(as_of: date):
    return build_dataset([PlainReturn(school, "9m", day) for school, day in RECEIVED.items()], as_of=as_of)


def by_code(record) -> dict:
    return {school.school: school for school in record.schools}
