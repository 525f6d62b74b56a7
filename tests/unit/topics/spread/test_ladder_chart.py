"""The ladder drawn: every school on one rung or counted as missing, model schools as reference."""

from __future__ import annotations

from datetime import date

from danvan_metrics.formats import theme
from danvan_metrics.metrics.dataset import Scope
from danvan_metrics.topics.spread.ladder_chart import collect_ladder, draw_ladder
from danvan_metrics.topics.spread.table import lay_out_ladder
from tests.builders import PLAN, ROSTER, PlainReturn, build_dataset, generate_returns, send_back

SCOPE = Scope("9m")
SPREAD = [school for school in ROSTER.schools if not school.model]
WITH_PLAN = {"CT3.1": {"choice": "yes"}}


def test_bars_count_the_other_schools_and_name_the_model_schools_beside():
    record = collect_ladder(build_dataset(generate_returns(9)), SCOPE)
    assert {row.schools for row in record.rows} == {len(SPREAD)}
    assert {len(row.models) for row in record.rows} == {len(ROSTER.schools) - len(SPREAD)}


def test_a_rung_counts_schools_and_a_missing_return_is_no_rung():
    returns = [PlainReturn("MN-DONDAC", "9m", date(2020, 9, 1), WITH_PLAN), PlainReturn("TH-DONDAC", "9m", date(2020, 9, 1))]
    record = collect_ladder(build_dataset(returns, as_of=date(2020, 9, 20)), SCOPE)
    rows = {row.name: row.counts for row in record.rows}
    assert rows["9 tháng"] == {"1": 1, "0": 1, "not_reported": len(SPREAD) - 2}
    assert rows["Cả năm"] == {"not_due": len(SPREAD)}


def test_model_schools_alone_when_the_filter_asks_for_them():
    record = collect_ladder(build_dataset(generate_returns(9)), Scope("9m", model=True))
    assert {(row.schools, row.models) for row in record.rows} == {(3, ())}
    assert record.subtitle.startswith("3 trường điểm")


def test_by_level_every_school_stands_under_its_level():
    record = collect_ladder(build_dataset(generate_returns(9)), SCOPE, by_level=True)
    assert {row.name: row.schools for row in record.rows} == {
        level: sum(school.level == level for school in SPREAD) for level in PLAN.levels
    }


def test_the_share_on_or_above_the_notable_rung_is_said_for_every_row():
    record = collect_ladder(build_dataset(generate_returns(9)), SCOPE)
    for row in record.rows:
        above = sum(count for key, count in row.counts.items() if key.isdigit() and int(key) >= record.notable)
        assert f"{row.name}: {above}/{len(SPREAD)} trường ngoài trường điểm ở bậc {record.notable} trở lên" in record.alt


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
    assert row.counts == {"1": 1, "sent_back": 1, "not_reported": len(SPREAD) - 2}
    assert f"0/16 trường ngoài trường điểm ở bậc 4 trở lên, {len(SPREAD) - 2} chưa báo cáo, 1 trả lại, chờ sửa" in record.alt
    assert "PTDT Nội trú trả lại, chờ sửa" in record.alt
    assert list(record.table()["Trả lại, chờ sửa"]) == [0, 1, 0]
    table = lay_out_ladder(record, "")
    assert "Trả lại, chờ sửa" in [heading.text for heading in table.headings[-1]]
    patterns = {trace.name: trace.marker.pattern.shape for trace in draw_ladder(record).data}
    assert patterns["↩ trả lại, chờ sửa"] == theme.SENT_BACK.pattern


def test_the_figure_says_whom_it_counts_wherever_it_stands():
    for model, words in ((None, "bậc 4 trở lên, ngoài trường điểm"), (True, "bậc 4 trở lên, trường điểm")):
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
    assert list(table["Bậc 4 trở lên, ngoài trường điểm (n)"]) == [row.at_or_above for row in record.rows]
    assert list(table["Số trường (N)"]) == [len(SPREAD)] * 3
