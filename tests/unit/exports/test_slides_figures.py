"""The slides' figures are the records': n/N beside every share, and what has no value is never 0."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from danvan_metrics.exports.slides import write_slides
from danvan_metrics.formats import theme
from danvan_metrics.metrics.dataset import Scope
from danvan_metrics.metrics.marks import Mark
from danvan_metrics.metrics.summarising import summarise
from danvan_metrics.topics.completion.chart import collect_completion_by_level
from danvan_metrics.topics.meeting import Meeting
from danvan_metrics.topics.model_schools.chart import collect_model_tracks
from danvan_metrics.topics.office_work.figures import UNDONE, DutyState, collect_office_work
from danvan_metrics.topics.scorecard.figures import collect_scorecard
from danvan_metrics.topics.scorecard.table import lay_out_scorecard
from danvan_metrics.topics.spread.ladder_chart import collect_ladder
from danvan_metrics.topics.spread.map_chart import collect_commune_map
from danvan_metrics.topics.spread.models_chart import collect_models_by_field
from tests.builders_slides import find_slides, read_charts, read_heads, read_slides, read_tables, read_texts, read_workbook

MISSING = "MN-LUONGMONG"  # handed in no report of nine months


@pytest.fixture(scope="module")
def slides(meeting_dataset):
    return write_and_read(meeting_dataset, Scope("9m"))


@pytest.fixture(scope="module")
def summary(meeting_dataset):
    return summarise(meeting_dataset, Scope("9m"))


def test_completion_has_a_chart_per_group_of_shares_labelled_with_n_of_n(meeting_dataset, slides):
    meeting = Meeting(meeting_dataset, Scope("9m"))
    [slide] = find_slides(slides, "Theo cấp học")
    charts = read_charts(slide)
    assert len(charts) == len({bar.group for bar in meeting.take(collect_completion_by_level).bars})
    bars = meeting.take(collect_completion_by_level).bars
    shown = [value for chart in charts for value in read_workbook(chart)[1]["Mức hoàn thành bình quân"]]
    assert shown == pytest.approx([bar.mean for bar in bars])
    labels = [text for chart in charts for text in read_labels(chart)]
    assert [re.search(r"\d+/\d+", text)[0] for text in labels] == [f"{bar.n}/{bar.N}" for bar in bars]
    assert [f"{bar.symbol} {bar.label}" in text for bar, text in zip(bars, labels, strict=True)] == [True] * len(bars)


def test_a_level_that_has_not_reported_is_a_series_of_its_own_and_no_zero(meeting_dataset):
    receipts = meeting_dataset.receipts
    gone = [school.code for school in meeting_dataset.roster.schools if school.level == "THCS"]
    kept = receipts[~(receipts["school"].isin(gone) & receipts["period"].eq("9m"))]
    answers = meeting_dataset.answers
    known = answers[~(answers["school"].isin(gone) & answers["period"].eq("9m"))]
    told = write_and_read(replace(meeting_dataset, receipts=kept, answers=known), Scope("9m"))
    chart = read_charts(find_slides(told, "Theo cấp học")[0])[0]
    levels, series = read_workbook(chart)
    place = levels.index("THCS")
    assert series["Mức hoàn thành bình quân"][place] is None
    assert [number for number, value in enumerate(series["chưa báo cáo"]) if value is not None] == [place]
    assert chart.element.findall(".//{*}ser")[1].find(".//{*}pattFill").get("prst") == "ltUpDiag"


def test_a_single_level_is_one_chart_of_all_groups(meeting_dataset):
    told = write_and_read(meeting_dataset, Scope("9m", "evidenced", level="THCS"))
    [chart] = read_charts(find_slides(told, "Theo cấp học")[0])
    groups, _ = read_workbook(chart)
    assert groups == ["Chỉ tiêu cụ thể", "Nhiệm vụ, giải pháp", "Trường học hạnh phúc"]


def test_every_scored_indicator_is_a_bar_of_school_counts_that_tells_who_meets_it(slides, summary):
    met = {one["code"]: one["schools_met"] for one in summary["indicators"]}
    shown = {}
    for slide in find_slides(slides, ("Chỉ tiêu", "Nhiệm vụ", "Kế hoạch", "Trường học hạnh phúc")):
        for chart in read_charts(slide):
            names, series = read_workbook(chart)
            for number, name in enumerate(names):
                shown[name.split()[0]] = (name, {key: values[number] for key, values in series.items()})
    assert len(shown) == 6 + 18 + 27  # that of the one-line group stands in a table
    for code, (name, counts) in shown.items():
        assert counts.get("▲ vượt", 0) + counts.get("● đạt trọn 100\u00a0%", 0) == met[code]["n"], code
        assert sum(counts.values()) == 19
        assert sum(counts.values()) - counts.get("— không áp dụng", 0) == met[code]["N"]
        assert name.endswith(f"đạt\u00a0{met[code]['n']}/{met[code]['N']}")
        assert counts["? chưa báo cáo"] >= 1  # MISSING never stands among the zeros


def test_the_scorecard_has_every_school_its_marks_in_words_and_the_legend_on_every_slide(meeting_dataset, slides):
    record = Meeting(meeting_dataset, Scope("9m")).take(collect_scorecard)
    pages = [slide for slide in find_slides(slides, "Bảng điểm") if not read_heads(slide)[0].startswith("8/19 trường")]
    rows = {row[0]: row for slide in pages for row in read_tables(slide)[0][1:]}
    assert [name for name in rows if name in {row.name for row in record.rows}] == [row.name for row in record.rows]
    table = lay_out_scorecard(record)
    shown = len(record.shown)
    for row in table.rows:
        if row[0].text != "MN Lương Mông":
            assert [text.split() for text in rows[row[0].text]] == [str(cell).split() for cell in row]
    assert rows["MN Lương Mông"][1 : 1 + shown] == ["? chưa báo cáo", *[""] * (shown - 1)]  # one cell over all groups
    assert read_tables(pages[-1])[0][-1][0] == record.district.name
    for slide in pages:
        legend = read_tables(slide)[1][0]
        assert {"→ đúng tiến độ 75–99\u00a0%", "▼ chậm 38–59\u00a0%", "? chưa báo cáo", record.limits_note} <= set(legend)


def test_a_silent_school_is_hatched_over_all_groups_and_no_letter_is_smaller_than_14_points(slides):
    pages = find_slides(slides, "Bảng điểm")
    cells = [cell for slide in pages for cell in slide.element.iter("{*}tc")]
    [silent] = [
        cell for cell in cells if "".join(text.text for text in cell.iter("{*}t")) == "? chưa báo cáo" and cell.get("gridSpan")
    ]
    assert silent.get("gridSpan") == "6"
    assert silent.find("{*}tcPr/{*}pattFill").get("prst") == "ltUpDiag"
    tables = [next(slide.element.iter("{*}tbl")) for slide in pages]
    assert min(int(look.get("sz")) for table in tables for look in table.iter("{*}rPr")) == 1400


def test_letters_on_a_dark_band_are_in_its_ink(slides):
    dark = theme.MARK_FILLS[Mark.FAR_BEHIND]
    found = 0
    for slide in find_slides(slides, "Bảng điểm"):
        for cell in slide.element.iter("{*}tc"):
            fills = [color.get("val") for color in cell.findall("{*}tcPr/{*}solidFill/{*}srgbClr")]
            if fills == [dark.color[1:].upper()]:
                found += 1
                assert {color.get("val") for color in cell.iterfind(".//{*}rPr/{*}solidFill/{*}srgbClr")} == {
                    dark.ink[1:].upper()
                }
    assert found > 4


def test_the_weakest_eight_stand_lowest_first_over_the_districts_row(meeting_dataset, slides):
    record = Meeting(meeting_dataset, Scope("9m")).take(collect_scorecard)
    [slide] = find_slides(slides, "8/19 trường, thấp nhất trước")
    _, *rows = read_tables(slide)[0]
    assert [row[0] for row in rows] == [*(row.name for row in record.rows_by_gravity[:8]), record.district.name]
    shares = [int(re.search(r"(\d+)\u00a0%", row[6])[1]) for row in rows[:-1]]
    assert shares == sorted(shares)


def test_a_model_school_has_a_bar_per_period_and_the_median_of_the_others(meeting_dataset, slides):
    record = Meeting(meeting_dataset, Scope("9m")).take(collect_model_tracks)
    charts = read_charts(find_slides(slides, "Trường điểm qua các kỳ")[0])
    assert [chart.chart_title.text_frame.text for chart in charts] == [school.name for school in record.schools]
    for chart, school in zip(charts, record.schools, strict=True):
        names, series = read_workbook(chart)
        assert names == [name for track in school.tracks for name in (f"▸ {track.name}", "6 tháng", "9 tháng", "mức giữa")]
        assert list(series) == ["6 tháng", "9 tháng", record.rest]
        drawn = [value for row in zip(*series.values(), strict=True) for value in row if value is not None]
        expected = [value for track in school.tracks for value in (*(point.share for point in track.points), track.reference)]
        assert drawn == pytest.approx(expected)
        assert [text for text in read_labels(chart) if "/" in text] == [
            track.points[period].words for period in (0, 1) for track in school.tracks
        ]


def test_a_model_school_without_a_return_says_so_on_a_patterned_bar(meeting_dataset):
    receipts, answers = (
        frame[~(frame["school"].eq("TH-MINHCAM") & frame["period"].eq("9m"))]
        for frame in (meeting_dataset.receipts, meeting_dataset.answers)
    )
    told = write_and_read(replace(meeting_dataset, receipts=receipts, answers=answers), Scope("9m"))
    _, series = read_workbook(read_charts(find_slides(told, "Trường điểm qua các kỳ")[0])[1])
    assert not any(series["9 tháng"])
    assert 0 not in series["9 tháng"]
    assert sum(value is not None for value in series["chưa báo cáo"]) == 3


def test_ladders_count_every_school_and_tell_the_notable_rung(meeting_dataset, slides):
    meeting = Meeting(meeting_dataset, Scope("9m"))
    pages = find_slides(slides, "Bậc thang lan tỏa")
    for slide, record in zip(pages, (meeting.take(collect_ladder), meeting.take(collect_ladder, by_level=True)), strict=True):
        names, series = read_workbook(read_charts(slide)[0])
        assert names == [f"{row.name} · bậc 4 trở lên:\u00a0{row.at_or_above}/{row.schools}" for row in record.rows]
        for number, row in enumerate(record.rows):
            assert sum(values[number] for values in series.values()) == row.schools
            assert series["? chưa báo cáo"][number] == row.counts.get("not_reported", 0)
        [models] = read_tables(slide)
        assert [line[0] for line in models[1:]] == [row.name for row in record.rows if row.models]


def test_communes_and_fields_are_the_records(meeting_dataset, slides):
    meeting = Meeting(meeting_dataset, Scope("9m"))
    [communes] = read_tables(find_slides(slides, "Bảng các xã")[0])
    assert [row[:2] for row in communes[1:]] == [[area.name, area.label] for area in meeting.take(collect_commune_map, ()).areas]
    names, series = read_workbook(read_charts(find_slides(slides, "Mô hình")[0])[0])
    by_field = {name.split(" ·")[0]: series["tập thể"][number] for number, name in enumerate(names)}
    for field in meeting.take(collect_models_by_field).fields:
        assert by_field[field.field] == field.collective
    assert by_field["▸ Kinh tế"] is None


def test_only_late_and_missing_schools_are_listed(slides):
    table = read_tables(find_slides(slides, "Ngày nhận báo cáo")[0])[0]
    assert [tuple(row) for row in table[1:]] == [
        ("MN Đồn Đạc", "Mầm non", "trễ hạn", "15/09/2020", "2"),
        ("MN Lương Mông", "Mầm non", "? quá hạn chưa nộp", "chưa nhận", "95"),
        ("MN Thị trấn", "Mầm non", "trễ hạn", "14/09/2020", "1"),
        ("THCS Đồn Đạc", "THCS", "trễ hạn", "17/09/2020", "4"),
    ]


def test_actions_tell_who_until_when_and_whether_the_figure_has_moved(slides):
    tables = read_tables(find_slides(slides, "Việc đã giao")[0])
    [table] = [table for table in tables if table[0][0] == "Việc cần làm"]
    assert table[2][:6] == [
        "Ký bổ sung cam kết với 12 giáo viên",
        "Tiểu học Minh Cầm",
        "Chỉ tiêu cụ thể",
        "Cô Hoàng Thị Lan",
        "15/07/2020",
        "đã xong 10/07/2020: đã ký đủ",
    ]
    assert re.fullmatch(r"→ 5/6 → \S+ 5/6", table[2][6])


def test_the_office_lists_what_it_has_not_done_and_names_the_rest(meeting_dataset, slides):
    record = Meeting(meeting_dataset, Scope("9m")).take(collect_office_work)
    [slide] = find_slides(slides, "Việc chưa xong của Phòng")
    [table] = [table for table in read_tables(slide) if table[0][0] == "Mã"]
    undone = [duty.indicator.code for duty in (*record.own, *record.shared) if duty.state in UNDONE]
    assert [row[0] for row in table[1:] if row[1]] == undone
    [done] = [text for text in read_texts(slide) if text.startswith("Đã xong: ")]
    assert [one.split()[0] for one in done.removeprefix("Đã xong: ").split("; ")] == [
        duty.indicator.code for duty in (*record.own, *record.shared) if duty.state is DutyState.DONE
    ]


def test_what_is_not_due_yet_is_dotted_and_never_a_zero(meeting_dataset):
    receipts = meeting_dataset.receipts
    early = replace(
        meeting_dataset,
        as_of=date(2020, 12, 1),
        receipts=receipts[receipts["period"].ne("12m")],
        sent_back=meeting_dataset.sent_back.head(0),
    )
    told = write_and_read(early, Scope("9m"))
    chart = read_charts(find_slides(told, "Bậc thang lan tỏa")[0])[0]
    names, series = read_workbook(chart)
    year = next(number for number, name in enumerate(names) if name.startswith("Cả năm"))
    assert {name: values[year] for name, values in series.items() if values[year]} == {"· chưa đến hạn": 19}
    last = chart.element.findall(".//{*}ser")[-1]
    assert last.find(".//{*}pattFill").get("prst") == "pct10"


def write_and_read(dataset, scope):
    return read_slides(write_slides(Meeting(dataset, scope)))


def read_labels(chart):
    """The labels in words of a chart's points, series by series."""
    return [
        "".join(run.text for run in label.iter("{*}t"))
        for label in chart.element.iter("{*}dLbl")
        if label.find("{*}tx") is not None
    ]
