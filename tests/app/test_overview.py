"""Tổng quan: the figures a leader reads, each counted again from the answers."""

import re

from danvan_metrics.district import open_district
from danvan_metrics.settings import load_settings
from tests.builders_cards import open_figures, read_strip
from tests.builders_web import find_row, open_app, read_charts, read_component, read_rows

NBSP = "\u00a0"
ITEMS = 6  # the column of all items: after the name two groups and three criteria


def test_the_strip_counts_returns_received_and_on_time(sample):
    app = open_app(minh_hoa="1", ky="9 tháng")

    returns = [one for one in sample.receipts.itertuples() if one.period == "9m" and one.school in codes(sample)]
    deadline = sample.plan.find_period("9m").deadline
    on_time = [one for one in returns if one.received_on < deadline]
    strip = read_strip(app)
    assert strip["Đã nhận"].value == f"{len(returns)}/19 trường"
    assert strip["Đã nhận"].note == f"{19 - len(returns)} chưa nộp; hạn trước 14/09/2020"
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
        shown = row[ITEMS].removesuffix(" ⚑")  # an action is open
        assert shown == (tell_items(*counted) if counted else "chưa báo cáo")


def test_an_open_action_stands_in_its_cell(sample):
    app = open_app(minh_hoa="1", ky="9 tháng")

    now = count_items(sample, "TH-MINHCAM", "9m")
    assert find_row(app, "scorecard", "Tiểu học Minh Cầm")[ITEMS] == f"{tell_items(*now)} ⚑"


def test_model_schools_come_first_then_levels(sample):
    table = read_component(open_app(minh_hoa="1"), "scorecard")

    assert [band["title"] for band in table["bands"]] == ["Trường điểm", "Mầm non", "Tiểu học", "THCS", "TH&THCS", ""]
    assert table["bands"][-1]["total"]  # the district, last
    assert table["bands"][-1]["rows"][0][0]["text"] == "Toàn huyện · 17/19 trường"
    assert [row[0]["text"] for row in table["bands"][0]["rows"]] == ["Mầm non Đạp Thanh", "Tiểu học Minh Cầm", "PTDT Nội trú"]


def test_a_school_without_a_return_is_hatched_and_never_zero(sample):
    app = open_app(minh_hoa="1", ky="9 tháng")

    missing = next(school for school in sample.roster.schools if count_items(sample, school.code, "9m") is None)
    row = find_row(app, "scorecard", missing.short_name)
    assert set(row[1:7]) == {"chưa báo cáo"}
    assert row[7:] == ["1/2 · quá hạn 95 ngày", "chưa thẩm định"]  # the 13th of September was the last day; 17/12 is 95 days on
    marks = {cell["mark"] for band in read_component(app, "scorecard")["bands"] for row in band["rows"] for cell in row}
    assert "not_reported" in marks
    assert read_component(app, "scorecard")["marks"]["not_reported"]["pattern"] == "hatched"


def test_a_period_not_yet_past_its_deadline_is_not_yet_due(monkeypatch, filled_sample):
    monkeypatch.setenv("DANVAN_DATABASE_URL", f"sqlite:///{filled_sample / 'minh-hoa.sqlite3'}")  # the sample's, as if real
    monkeypatch.setenv("DANVAN_TODAY", "2020-09-10")
    app = open_app(ky="9 tháng")

    dataset = open_district(load_settings()).load_dataset()
    missing = next(school for school in dataset.roster.schools if count_items(dataset, school.code, "9m") is None)
    assert set(find_row(app, "scorecard", missing.short_name)[1:7]) == {"chưa đến hạn"}
    # of June alone a return was due; the 13th, less the 10th
    assert find_row(app, "scorecard", missing.short_name)[7:] == ["1/1 · còn 3 ngày", "chưa thẩm định"]


def test_the_evidenced_lens_counts_only_items_with_evidence(sample):
    app = open_app(minh_hoa="1", ky="9 tháng", goc="Có minh chứng")

    for school in sample.roster.schools:
        counted = count_items(sample, school.code, "9m", evidenced=True)
        if counted:
            assert find_row(app, "scorecard", school.short_name)[ITEMS].removesuffix(" ⚑") == tell_items(*counted)


def test_the_legend_tells_thresholds_in_words(sample):
    legend = dict(read_component(open_app(minh_hoa="1", ky="9 tháng"), "scorecard")["legend"])

    assert legend["on_pace"] == f"đúng tiến độ 75–99{NBSP}%"
    assert legend["far_behind"] == f"rất chậm dưới 38{NBSP}%"  # half of 75
    assert legend["not_reported"] == "chưa báo cáo"


def test_every_cell_says_all_it_knows_to_a_screen_reader_and_opens_its_source(sample):
    bands = read_component(open_app(minh_hoa="1", ky="9 tháng"), "scorecard")["bands"]

    cell = bands[0]["rows"][1][ITEMS]
    assert cell["opens"] == "nguon?so=HP&don-vi=TH-MINHCAM&luc=9m"
    name, *facts = cell["words"].split("; ")
    assert name.startswith("Tiểu học Minh Cầm, Trường học hạnh phúc: ")
    assert re.fullmatch(r"bình quân \d+.%; \d+ trên 27 đạt trọn; đã báo cáo 27/27", "; ".join(facts[:3]))
    assert re.fullmatch(r".\d+ so với kỳ 6 tháng", facts[3])


def test_at_most_seven_sentences_those_to_act_on_first(sample):
    rows = read_component(open_app(minh_hoa="1", ky="Cả năm"), "brief")["rows"]

    assert [row["lead"] for row in rows] == [
        "2 vi phạm ở THCS Đồn Đạc",
        "2/19 trường chưa có báo cáo dùng được",
        "Chậm nhất",
        "Có thật không",
        "Trường điểm",
        rows[5]["lead"],  # since the last meeting, if one was held, else since the report before
        "Lan tỏa",
    ]
    assert [row["grave"] for row in rows] == [True] * 3 + [False] * 4
    n, total = count_items(sample, "TH-DONDAC", "12m")
    assert rows[2]["text"].startswith(f": TH Đồn Đạc {round(100 * n / total)}{NBSP}% ({n}/{total} nội dung, ")
    assert rows[3]["link"] == "tham-dinh?"


def test_the_weakest_first_stands_in_the_address(sample):
    app = open_app(minh_hoa="1", ky="Cả năm", thu_tu="cham")

    shares = {}
    for school in sample.roster.schools:
        counted = count_items(sample, school.code, "12m")
        if counted:
            shares[school.short_name] = counted[0] / counted[1]
    names = [row[0] for row in read_rows(app, "scorecard")]
    shown = [shares[name] for name in names if name in shares]
    assert shown == sorted(shares.values())
    assert names[0] == "TH Đồn Đạc"
    assert "xếp theo Trường học hạnh phúc, thấp nhất trước" in read_component(app, "scorecard")["notes"]

    choose_order(app, "by_level")
    assert "thu-tu" not in app.query_params
    assert read_rows(app, "scorecard")[0][0] == "Mầm non Đạp Thanh"
    choose_order(app, "weakest")
    assert app.query_params["thu-tu"] == "cham"


def test_a_cell_lists_what_is_missing_and_leads_to_the_form_that_gives_the_task(sample):
    bands = read_component(open_app(minh_hoa="1", ky="Cả năm"), "scorecard")["bands"]

    cell = next(row[ITEMS] for band in bands for row in band["rows"] if row[0]["text"] == "Tiểu học Minh Cầm")
    n, total = count_items(sample, "TH-MINHCAM", "12m")
    assert len(cell["details"]) == total - n
    assert all(line.startswith("HP2.") for line in cell["details"])
    assert cell["task"] == "nguon?so=HP&don-vi=TH-MINHCAM&luc=12m&giao=1"


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


def choose_order(app, order):
    next(one for one in app.get("button_group") if one.key == "scorecard_order").set_value(order).run()


def tell_items(n, total):
    """“74 % 20/27”, the share rounded half up."""
    return f"{int(100 * n / total + 0.5)}{NBSP}% {n}/{total}"


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
