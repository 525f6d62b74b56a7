"""Tổng quan: the figures a leader reads, each counted again from the answers."""

import re

from danvan_metrics.district import open_district
from danvan_metrics.settings import load_settings
from tests.builders_cards import open_figures, read_strip
from tests.builders_web import find_row, open_app, read_charts, read_component, read_rows

NBSP = "\u00a0"


def test_the_strip_counts_returns_received_and_on_time(sample):
    app = open_app(minh_hoa="1", ky="9 tháng")

    returns = [one for one in sample.receipts.itertuples() if one.period == "9m" and one.school in codes(sample)]
    deadline = sample.plan.find_period("9m").deadline
    on_time = [one for one in returns if one.received_on < deadline]
    strip = read_strip(app)
    assert strip["Hạn nộp kỳ 9 tháng"].value == "trước 14/09/2020"
    assert strip["Đã nhận"].value == f"{len(returns)}/19 trường"
    assert strip["Đúng hạn"].value == f"{len(on_time)}/{len(returns)} báo cáo"


def test_the_strip_counts_items_met_over_schools_that_reported(sample):
    app = open_app(minh_hoa="1", ky="9 tháng")

    counted = [count_items(sample, school, "9m") for school in codes(sample)]
    n = sum(one[0] for one in counted if one)
    total = sum(one[1] for one in counted if one)
    figure = read_strip(app)["Trường học hạnh phúc"]
    assert figure.value == f"{n}/{total} nội dung"
    assert figure.note.startswith(f"{round(100 * n / total)}{NBSP}%")


def test_every_school_shows_how_many_items_it_has_met_of_those_that_apply(sample):
    app = open_app(minh_hoa="1", ky="9 tháng")

    for school in sample.roster.schools:
        row = find_row(app, "scorecard", school.short_name)
        counted = count_items(sample, school.code, "9m")
        shown = row[7].split(" ")[0]  # after the name: three groups, three criteria, then their total
        assert shown == (f"{counted[0]}/{counted[1]}" if counted else "chưa")


def test_the_change_since_the_report_before_stands_beside_the_figure(sample):
    app = open_app(minh_hoa="1", ky="9 tháng")

    before, now = count_items(sample, "TH-MINHCAM", "6m"), count_items(sample, "TH-MINHCAM", "9m")
    assert find_row(app, "scorecard", "Tiểu học Minh Cầm")[7] == f"{now[0]}/{now[1]} +{now[0] - before[0]} ⚑"  # an action is open


def test_model_schools_come_first_then_levels(sample):
    table = read_component(open_app(minh_hoa="1"), "scorecard")

    assert [band["title"] for band in table["bands"]] == ["Trường điểm", "Mầm non", "Tiểu học", "THCS", "TH&THCS"]
    assert [row[0]["text"] for row in table["bands"][0]["rows"]] == ["Mầm non Đạp Thanh", "Tiểu học Minh Cầm", "PTDT Nội trú"]


def test_a_school_without_a_return_is_hatched_and_never_zero(sample):
    app = open_app(minh_hoa="1", ky="9 tháng")

    missing = next(school for school in sample.roster.schools if count_items(sample, school.code, "9m") is None)
    row = find_row(app, "scorecard", missing.short_name)
    assert set(row[1:8]) == {"chưa báo cáo"}
    assert row[8:] == ["quá hạn 95 ngày", "chưa nộp"]  # the 13th of September was the last day; 17/12 is 95 days on
    marks = {cell["mark"] for band in read_component(app, "scorecard")["bands"] for row in band["rows"] for cell in row}
    assert "not_reported" in marks
    assert read_component(app, "scorecard")["marks"]["not_reported"]["pattern"] == "hatched"


def test_a_period_not_yet_past_its_deadline_is_not_yet_due(monkeypatch, filled_sample):
    monkeypatch.setenv("DANVAN_DATABASE_URL", f"sqlite:///{filled_sample / 'minh-hoa.sqlite3'}")  # the sample's, as if real
    monkeypatch.setenv("DANVAN_TODAY", "2020-09-10")
    app = open_app(ky="9 tháng")

    dataset = open_district(load_settings()).load_dataset()
    missing = next(school for school in dataset.roster.schools if count_items(dataset, school.code, "9m") is None)
    assert set(find_row(app, "scorecard", missing.short_name)[1:8]) == {"chưa đến hạn"}
    assert find_row(app, "scorecard", missing.short_name)[8:] == ["còn 3 ngày", "chưa đến hạn"]  # the 13th, less the 10th


def test_the_evidenced_lens_counts_only_items_with_evidence(sample):
    app = open_app(minh_hoa="1", ky="9 tháng", goc="Có minh chứng")

    for school in sample.roster.schools:
        counted = count_items(sample, school.code, "9m", evidenced=True)
        if counted:
            assert find_row(app, "scorecard", school.short_name)[7].split(" ")[0] == f"{counted[0]}/{counted[1]}"


def test_the_legend_tells_thresholds_in_words(sample):
    legend = dict(read_component(open_app(minh_hoa="1", ky="9 tháng"), "scorecard")["legend"])

    assert legend["on_pace"] == f"đúng tiến độ (≥ 75{NBSP}%)"
    assert legend["not_reported"] == "chưa báo cáo"


def test_every_cell_says_all_it_knows_to_a_screen_reader_and_opens_its_source(sample):
    bands = read_component(open_app(minh_hoa="1", ky="9 tháng"), "scorecard")["bands"]

    cell = bands[0]["rows"][1][7]
    assert cell["opens"] == "nguon?so=HP&don-vi=TH-MINHCAM&luc=9m"
    name, *facts = cell["words"].split("; ")
    assert name.startswith("Tiểu học Minh Cầm, Trường học hạnh phúc: ")
    assert re.fullmatch(r"\d+ trên 27 đạt trọn; bình quân \d+.%; đã báo cáo 27/27", "; ".join(facts[:3]))
    assert re.fullmatch(r".\d+ so với kỳ 6 tháng", facts[3])


def test_at_most_seven_sentences_each_with_n_of_n(sample):
    rows = read_component(open_app(minh_hoa="1", ky="9 tháng"), "brief")["rows"]

    assert 1 <= len(rows) <= 7
    assert all(re.search(r"\d+/\d+", row["lead"] + row["text"]) for row in rows)
    assert rows[0]["lead"] == "2/19 trường có vi phạm giới hạn"


def test_both_charts_carry_the_watermark_an_alternative_text_and_their_figures(sample):
    app = open_app(minh_hoa="1", ky="9 tháng")

    assert len(read_charts(app)) == 2
    for chart, figure in zip(app.get("plotly_chart"), read_charts(app), strict=True):
        assert "DỮ LIỆU MINH HỌA" in [note["text"] for note in figure["layout"]["annotations"]]
        assert len(chart.proto.alt) > 40
    labels = [button.proto.label for button in app.get("download_button")]
    assert labels == [*["Tải số liệu XLSX"] * 3, "Tải tất cả biểu đồ (ZIP)"]


def test_the_figures_of_a_chart_come_once_a_reader_opens_them(sample):
    app = open_app(minh_hoa="1", ky="9 tháng")

    assert not [one for one in app.get("bidi_component") if one.proto.id.endswith("-figures_timeliness")]
    assert len(read_rows(open_figures(app, "timeliness"), "figures_timeliness")) == 19


def codes(dataset):
    return [school.code for school in dataset.roster.schools]


def count_items(dataset, school, period, *, evidenced=False):
    """(met, applicable) happy-school items of one return, or None without one."""
    if (school, period) not in {(one.school, one.period) for one in dataset.receipts.itertuples()}:
        return None
    items = {line.code for item in dataset.plan.indicators if item.kind == "level" for line in item.rows}
    met = out = 0
    for answer in dataset.answers.itertuples():
        if answer.school == school and answer.period == period and answer.line in items:
            met += answer.choice == "met" and (not evidenced or answer.evidence_count >= 1)
            out += answer.state == "not_applicable"
    return met, len(items) - out
