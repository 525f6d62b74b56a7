"""The ladder drawn: every school on one rung or counted as missing, the model schools among them and named."""

from __future__ import annotations

from datetime import date

from danvan_metrics.formats import theme
from danvan_metrics.metrics.dataset import Scope
from danvan_metrics.topics.spread.ladder_chart import collect_ladder, draw_ladder
from danvan_metrics.topics.spread.table import lay_out_ladder
from tests.builders import PLAN, ROSTER, PlainReturn, build_dataset, generate_returns, send_back

SCOPE = Scope("9m")
SCHOOLS = ROSTER.schools
OTHERS = [school for school in SCHOOLS if not school.model]
WITH_PLAN = {"CT3.1": {"choice": "yes"}}


def test_bars_count_every_school_and_name_the_model_schools_among_them():
    record = collect_ladder(build_dataset(generate_returns(9)), SCOPE)
    assert {row.schools for row in record.rows} == {len(SCHOOLS)}
    assert {len(row.models) for row in record.rows} == {len(SCHOOLS) - len(OTHERS)}
    assert record.subtitle.startswith(f"{len(SCHOOLS)} trường · toàn huyện")


def test_the_model_schools_are_left_out_only_where_the_filter_says_so():
    record = collect_ladder(build_dataset(generate_returns(9)), Scope("9m", model=False))
    assert {(row.schools, row.models) for row in record.rows} == {(len(OTHERS), ())}
    assert record.subtitle.startswith(f"{len(OTHERS)} trường ngoài trường điểm")


def test_a_rung_counts_schools_and_a_missing_return_is_no_rung():
    returns = [PlainReturn("MN-DONDAC", "9m", date(2020, 9, 1), WITH_PLAN), PlainReturn("TH-DONDAC", "9m", date(2020, 9, 1))]
    record = collect_ladder(build_dataset(returns, as_of=date(2020, 9, 20)), SCOPE)
    rows = {row.name: row.counts for row in record.rows}
    assert rows["9 tháng"] == {"1": 1, "0": 1, "not_reported": len(SCHOOLS) - 2}
    assert rows["Cả năm"] == {"not_due": len(SCHOOLS)}


def test_model_schools_alone_when_the_filter_asks_for_them():
    record = collect_ladder(build_dataset(generate_returns(9)), Scope("9m", model=True))
    assert {(row.schools, row.models) for row in record.rows} == {(3, ())}
    assert record.subtitle.startswith("3 trường điểm")


def test_by_level_every_school_stands_under_its_level():
    record = collect_ladder(build_dataset(generate_returns(9)), SCOPE, by_level=True)
    assert {row.name: row.schools for row in record.rows} == {
        level: sum(school.level == level for school in SCHOOLS) for level in PLAN.levels
    }


def test_the_share_on_or_above_the_notable_rung_is_said_for_every_row():
    record = collect_ladder(build_dataset(generate_returns(9)), SCOPE)
    for row in record.rows:
        above = sum(count for key, count in row.counts.items() if key.isdigit() and int(key) >= record.notable)
        assert f"{row.name}: {above}/{len(SCHOOLS)} trường ở bậc {record.notable} trở lên" in record.alt


def test_segments_carry_the_records_counts():
    record = collect_ladder(build_dataset(generate_returns(9)), SCOPE)
    figure = draw_ladder(record)
    drawn = {trace.name: [value or 0 for value in trace.x] for trace in figure.data}
    for rung, title in enumerate(record.rungs):
        name = f"bậc {rung} {title[:1].lower()}{title[1:]}"
        assert drawn[name] == [row.counts.get(str(rung), 0) for row in record.rows]


def test_not_reported_is_hatched_and_not_due_dotted():
    figure = draw_ladder(collect_ladder(build_dataset(generate_returns(9)[:6], as_of=date(2020, 9, 20)), SCOPE))
    patterns = {trace.name: trace.marker.pattern.shape for trace in figure.data}
    assert patterns["? chưa báo cáo"] == theme.NOT_REPORTED.pattern
    assert patterns["· chưa đến hạn"] == theme.NOT_DUE.pattern


def test_a_school_sent_back_stands_in_n_and_is_named_apart():
    given = PlainReturn("TH-DONDAC", "9m", date(2020, 9, 1), WITH_PLAN)
    sent_back = (send_back("MN-DONDAC", "9m", date(2020, 9, 10)), send_back("PTDTNT", "9m", date(2020, 9, 11)))
    record = collect_ladder(build_dataset([given], as_of=date(2020, 9, 20), sent_back=sent_back), SCOPE)
    row = next(row for row in record.rows if row.name == "9 tháng")
    assert row.counts == {"1": 1, "sent_back": 2, "not_reported": len(SCHOOLS) - 3}
    assert f"0/19 trường ở bậc 4 trở lên, {len(SCHOOLS) - 3} chưa báo cáo, 2 trả lại, chờ sửa" in record.alt
    assert "PTDT Nội trú trả lại, chờ sửa" in record.alt
    assert list(record.table()["Trả lại, chờ sửa"]) == [0, 2, 0]
    table = lay_out_ladder(record, "")
    assert "Trả lại, chờ sửa" in [heading.text for heading in table.headings[-1]]
    patterns = {trace.name: trace.marker.pattern.shape for trace in draw_ladder(record).data}
    assert patterns["↩ trả lại, chờ sửa"] == theme.SENT_BACK.pattern


def test_the_figure_says_whom_it_counts_wherever_it_stands():
    for model, words in (
        (None, "bậc 4 trở lên"),
        (False, "bậc 4 trở lên, ngoài trường điểm"),
        (True, "bậc 4 trở lên, trường điểm"),
    ):
        record = collect_ladder(build_dataset(generate_returns(9)), Scope("9m", model=model))
        assert words in [text.text for text in draw_ladder(record).layout.annotations]
        assert lay_out_ladder(record, "").headings[-1][-1].text == f"B{words[1:]} (n/N)"


def test_every_rung_stands_in_the_legend_even_where_nobody_stands_on_it():
    record = collect_ladder(build_dataset([PlainReturn("MN-DONDAC", "9m", date(2020, 9, 1), WITH_PLAN)]), SCOPE)
    legend = [one.text for one in draw_ladder(record).layout.annotations if one.name == "legend"]
    assert [text.split()[1] for text in legend if text.startswith("bậc")] == ["0", "1", "2", "3", "4", "5"]


def test_the_table_has_n_and_total_in_columns_of_their_own():
    record = collect_ladder(build_dataset(generate_returns(9)), SCOPE)
    table = record.table()
    assert list(table["Bậc 4 trở lên (n)"]) == [row.at_or_above for row in record.rows]
    assert list(table["Số trường (N)"]) == [len(SCHOOLS)] * 3


def test_a_rung_is_written_in_the_ink_of_its_own_fill_and_the_lowest_is_the_darkest():
    figure = draw_ladder(collect_ladder(build_dataset(generate_returns(9)), SCOPE))
    rungs = [trace for trace in figure.data if trace.name.startswith("bậc")]
    fills = {fill.color: fill.ink for fill in theme.RUNGS}
    assert [trace.marker.color for trace in rungs] == [fill.color for fill in theme.RUNGS]
    assert [trace.textfont.color for trace in rungs] == [fills[trace.marker.color] for trace in rungs]
    models = [shape for shape in figure.layout.shapes if shape.layer == "below" and shape.fillcolor in fills]
    written = {(one.x, one.y): one.font.color for one in figure.layout.annotations}
    inks = [(written[(shape.x0 + shape.x1) / 2, shape.y0 + 9], fills[shape.fillcolor]) for shape in models]
    assert len(inks) > 1
    assert all(drawn == ink for drawn, ink in inks)
