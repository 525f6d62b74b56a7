"""The meeting's workbook: its formulas, computed anew by a spreadsheet program, come to what the dashboard shows."""

from __future__ import annotations

import html
import io
import re
import zipfile
from dataclasses import replace
from datetime import date
from functools import lru_cache

import openpyxl
import pytest
from openpyxl.utils import get_column_letter

from danvan_metrics.exports.workbook import write_workbook
from danvan_metrics.formats.number_formats import SHARE_FORMAT
from danvan_metrics.formats.xlsx.plain_sheet import SAMPLE_LINE
from danvan_metrics.metrics.completion import score_indicators, scored_groups, total_indicators
from danvan_metrics.metrics.dataset import Scope, SnapshotLabel
from danvan_metrics.metrics.marks import SYMBOLS, Mark
from danvan_metrics.metrics.summarising import summarise
from danvan_metrics.metrics.words import STATES, format_figure
from danvan_metrics.topics.completion.chart import collect_completion_by_level
from danvan_metrics.topics.meeting import Meeting
from danvan_metrics.topics.scorecard.figures import collect_scorecard
from danvan_metrics.topics.spread.models_chart import collect_models_by_field
from danvan_metrics.units.roster import Roster
from danvan_metrics.vietnamese import NBSP
from tests.builders import ROSTER, PlainReturn, build_dataset, generate_returns, generate_verdicts, send_back
from tests.recomputing import print_pages, recompute

SHEETS = [
    "Tổng quan", "Bảng điểm", "Theo cấp", "Chỉ tiêu", "Trạng thái", "Trường điểm", "Lan tỏa", "Mô hình",
    "Thẩm định", "Hạn nộp", "Việc đã giao", "Việc của Phòng", "Số liệu gốc", "Chú giải và nguồn",
]  # fmt: skip
FUNCTIONS = {
    "IF", "ISNUMBER", "COUNT", "COUNTA", "COUNTIFS", "SUM", "SUMIFS", "SUMPRODUCT", "MIN", "MAX", "MEDIAN", "ROUND", "AND",
}  # fmt: skip
SCOPES = {
    "all": Scope("9m"),
    "evidenced": Scope("9m", "evidenced"),
    "one-level": Scope("12m", level="Mầm non"),
    "models": Scope("6m", model=True),
    "others": Scope("9m", model=False),
    "commune": Scope("9m", commune="Đồn Đạc"),
    "before-the-deadline": Scope("9m"),
    "empty": Scope("12m"),
    "not-due": Scope("12m"),
    "invalid": Scope("9m"),
    "uneven": Scope("9m"),
    "random": Scope("9m"),
    "appraised": Scope("9m", "appraised"),
}
CASES = pytest.mark.parametrize("case", SCOPES)


def test_there_is_a_sheet_per_view_in_the_order_of_the_meeting(written):
    assert open_formulas(written["all"]).sheetnames == SHEETS


@CASES
def test_every_formula_comes_to_the_result_kept_beside_it(written, recomputed, case):
    kept, found = open_results(written[case]), recomputed[case]
    different = [
        (sheet, place, kept[sheet][place].value, found[sheet][place].value)
        for sheet, place, _ in list_formulas(written[case])
        if not same(kept[sheet][place].value, found[sheet][place].value)
    ]
    assert different == []
    assert len(list_formulas(written[case])) > 500


@CASES
def test_no_cell_holds_an_error(recomputed, case):
    assert [
        (sheet.title, cell.coordinate, cell.value)
        for sheet in recomputed[case]
        for row in sheet
        for cell in row
        if is_error(cell)
    ] == []


@CASES
def test_only_plain_old_functions_are_used(written, case):
    used = {name for _, _, formula in list_formulas(written[case]) for name in re.findall(r"([A-Z]+)\(", strip_texts(formula))}
    assert used <= FUNCTIONS


@CASES
def test_the_scorecard_comes_to_n_and_total_of_every_school_and_group(summaries, datasets, recomputed, case):
    found = read_scorecard(recomputed[case], datasets[case].plan)
    expected = {
        (school["school"], code): (group["n"], group["N"]) if group["value"] is not None else (None, None)
        for school in summaries[case]["schools"]
        for code, group in school["groups"].items()
    }
    assert {key: (n, total) for key, (_, _, n, total) in found.items() if key[0]} == expected


@CASES
def test_the_means_come_to_the_value_of_every_school_and_group(summaries, datasets, recomputed, case):
    found = read_scorecard(recomputed[case], datasets[case].plan)
    for school in summaries[case]["schools"]:
        for code, group in school["groups"].items():
            assert same(found[school["school"], code][1], group["value"])


@CASES
def test_the_last_row_is_of_all_lines_of_the_schools_with_figures(summaries, datasets, recomputed, case):
    """Every weight of the plan is 1: a school's value is of N lines, so the district's mean is Σ value × N ÷ Σ N."""
    found = read_scorecard(recomputed[case], datasets[case].plan)
    for code in (group.code for group in scored_groups(datasets[case].plan)):
        told = [one["groups"][code] for one in summaries[case]["schools"] if one["groups"][code]["value"] is not None]
        n, total = sum(one["n"] for one in told), sum(one["N"] for one in told)
        mean = sum(one["value"] * one["N"] for one in told) / total if total else None
        assert found["", code][2:] == ((n, total) if total else (None, None))
        assert same(found["", code][1], mean)


@CASES
def test_the_marks_computed_are_the_scorecards(datasets, recomputed, case):
    found = read_scorecard(recomputed[case], datasets[case].plan)
    card = Meeting(datasets[case], SCOPES[case]).take(collect_scorecard)
    expected = {
        (row.school, one.group): SYMBOLS[one.mark] + (f" ✕{one.violations}" if one.violations else "")
        for row in card.rows
        for one in row.cells
    }
    assert {key: mark for key, (mark, *_) in found.items() if key[0]} == expected


@CASES
def test_every_indicator_comes_to_its_schools_and_its_sums(summaries, datasets, recomputed, case):
    rows = {row[0].value: [cell.value for cell in row] for row in recomputed[case]["Chỉ tiêu"].iter_rows(min_row=7)}
    plan = datasets[case].plan
    ranges = total_indicators(datasets[case], SCOPES[case]).set_index("indicator")[["met_low", "met_high"]]
    for expected in summaries[case]["indicators"]:
        if not plan.indicator_by_code[expected["code"]].scored:
            continue
        row = rows[expected["code"]]
        met, pooled = expected["schools_met"], expected["pooled"]
        assert (row[2], row[3]) == ((met["n"], met["N"]) if met["N"] else (None, "–"))
        assert all(map(same, row[4:6], ranges.loc[expected["code"]] if met["N"] else (None, None)))
        assert [row[6], row[7]] == [pooled["done"], pooled["todo"]]
        assert same(row[8], pooled["credited"])
        assert same(row[9], pooled["value"])


@CASES
def test_received_and_on_time_are_counted_from_the_days_received(summaries, recomputed, case):
    rows = {row[0].value: (row[1].value, row[2].value) for row in recomputed[case]["Tổng quan"].iter_rows()}
    expected = summaries[case]
    for label, key in (("Đã nhận", "received"), ("Đúng hạn", "on_time")):
        n, total = expected[key]["n"], expected[key]["N"]
        assert rows[label] == ((n, total) if total else ("chưa báo cáo", None))  # never 0/0


def test_days_late_and_states_are_computed_from_the_day_received(summaries, datasets, recomputed):
    rows = {row[0].value: [cell.value for cell in row] for row in recomputed["all"]["Hạn nộp"].iter_rows(min_row=11)}
    for school in summaries["all"]["schools"]:
        name = datasets["all"].roster.by_code[school["school"]].short_name
        assert rows[name][5] == school["days_late"]
    assert rows["MN Lương Mông"][3:7] == ["chưa nộp", None, 95, "quá hạn chưa nộp"]
    assert rows["THCS Đồn Đạc"][4:9] == [4, 4, "trễ hạn", 1, "trễ 4 ngày"]


def test_what_is_typed_into_the_data_sheet_moves_figures_and_marks(datasets, recomputed):
    before, after = (read_scorecard(recomputed[name], datasets["all"].plan) for name in ("all", "edited"))
    key, parent = ("TH-MINHCAM", "HP2"), ("TH-MINHCAM", "HP")
    assert (before[key], after[key]) == (("▼", 0.5, 6, 12), ("●", 1, 12, 12))  # 50 % of the 75 % expected: below 60
    assert after[parent][2] == before[parent][2] + 6
    assert {one for one in before if before[one] != after[one]} == {key, parent, ("", "HP2"), ("", "HP")}


def test_only_the_data_sheet_has_figures_of_the_schools_typed_in(written):
    """Elsewhere a typed-in number is a change since, a period before, a day, a rung or the pace."""
    typed = {
        sheet.title: {cell.column_letter for row in sheet for cell in row if cell.data_type == "n" and cell.value is not None}
        for sheet in open_formulas(written["all"])
    }
    without = {"Tổng quan", "Theo cấp", "Trạng thái", "Việc đã giao", "Thẩm định"}  # nothing was appraised here
    assert {title for title in SHEETS if not typed[title]} == without
    assert typed["Chỉ tiêu"] == {"K"}
    assert typed["Bảng điểm"] == {get_column_letter(3 + 5 * group + 4) for group in range(7)}
    assert typed["Trường điểm"] == {"C", "D"}


def test_the_data_sheet_holds_the_scores_and_a_blank_where_nothing_was_reported(datasets, written):
    scores = score_indicators(datasets["all"], SCOPES["all"])
    rows = [[cell.value for cell in row] for row in open_results(written["all"])["Số liệu gốc"].iter_rows(min_row=6)]
    assert len(rows) == len(scores)
    for row, score in zip(rows, scores.itertuples(index=False), strict=True):
        known = score.state == "value"
        assert (row[0], row[7], row[10]) == (score.school, score.indicator, STATES[score.state])
        assert row[11:16] == (
            [score.n, score.N, pytest.approx(score.completion), int(score.met), 1] if known else [None] * 4 + [0]
        )
        indicator = datasets["all"].plan.indicator_by_code[score.indicator]
        assert row[16] == int(score.open)
        assert row[20] == (format_figure(indicator, score) if known else None)


def test_one_eager_school_does_not_do_the_others_work(recomputed):
    """38, 0 and 0 dialogues of 2 each: 2 of 6 are credited, and the raw sum stands beside them."""
    row = find_row(recomputed["uneven"]["Chỉ tiêu"], "NV2.3")
    assert row[6:10] == [38, 6, 2, pytest.approx(2 / 6)]


def test_a_checklist_answered_in_part_opens_the_range(recomputed):
    """Nobody meets NV2.1; it is open at 16 schools without figures and at one with 5 × Có and two blank lines, of 19.

    Closed: a school that answered Không once and left six lines blank, and one that answered all lines, once Không.
    """
    assert find_row(recomputed["uneven"]["Chỉ tiêu"], "NV2.1")[2:6] == [0, 19, 0, pytest.approx(17 / 19)]
    told = {row[0]: row[20] for row in recomputed["uneven"]["Số liệu gốc"].iter_rows(values_only=True) if row[7] == "NV2.1"}
    assert told["TH-DONDAC"] == "5/7 · đã trả lời 5/7 dòng"
    assert told["TH-THITRAN"] == "6/7"


def test_the_highest_share_of_a_level_takes_in_what_is_open(datasets, recomputed):
    bars = Meeting(datasets["random"], SCOPES["random"]).take(collect_completion_by_level).bars
    rows = recomputed["random"]["Theo cấp"].iter_rows(min_row=6, max_row=5 + len(bars), values_only=True)
    for bar, row in zip(bars, rows, strict=True):
        assert (row[3], row[4]) == ((bar.n, bar.N) if bar.state == "value" else (None, None))
        assert row[5] == (pytest.approx(bar.mean) if bar.state == "value" else None)
        assert row[6:8] == (pytest.approx(bar.low), pytest.approx(bar.high))


def test_a_passed_limit_is_told_with_its_number(datasets, recomputed):
    """NV4.3: 2 cases, NV5.1: 1 case, both of the group NV; a limit that holds is no violation."""
    book = recomputed["uneven"]
    marks = read_scorecard(book, datasets["uneven"].plan)
    assert marks["TH-DONDAC", "NV"][0].endswith(" ✕3")
    assert "✕" not in marks["TH-THITRAN", "NV"][0]
    rows = {(row[0], row[7]): row for row in book["Số liệu gốc"].iter_rows(values_only=True)}
    told = rows["TH-DONDAC", "NV4.3"]
    assert (told[11], told[17], told[19], told[20]) == (0, 2, "✕ có vi phạm", "có 2 vụ (giới hạn 0)")
    assert rows["TH-THITRAN", "NV4.3"][17:21:3] == (None, "0 vụ (giới hạn 0)")


def test_a_date_is_told_with_how_late_it_is(recomputed):
    """Before 30/04 is on time: the day itself would be late by one, 02/05 is by three."""
    rows = recomputed["uneven"]["Số liệu gốc"].iter_rows(values_only=True)
    told = {row[0]: row[20] for row in rows if row[7] == "BC1.1"}
    assert told["TH-DONDAC"] == "29/04/2020, đúng hạn"
    assert told["TH-THITRAN"] == "02/05/2020, trễ 3 ngày"


def test_a_file_sent_back_has_come_and_gives_no_figure(datasets, recomputed):
    book = recomputed["uneven"]
    deadlines = find_row(book["Hạn nộp"], "MN Thanh Lâm")
    assert deadlines[4:7] == [-3, 0, "đúng hạn"]
    assert deadlines[7:10] == [None, "đúng hạn", "đã gửi 10/09, trả lại, chờ sửa 2 lỗi"]
    marks = read_scorecard(book, datasets["uneven"].plan)
    assert {cells for (school, _), cells in marks.items() if school == "MN-THANHLAM"} == {("↩", None, None, None)}
    assert find_row(book["Tổng quan"], "Đã nhận")[1:3] == [4, 19]
    headings, counts = (find_row(book["Trạng thái"], first) for first in ("Mã", "NV2.3"))
    assert counts[headings.index("↩ trả lại, chờ sửa")] == 1


def test_where_nothing_was_reported_a_word_stands_instead_of_n(recomputed):
    """Three returns came and were taken for HP and the ladder; in the other case none did."""
    rows = [find_row(recomputed["empty"]["Tổng quan"], label) for label in ("Trường học hạnh phúc", "Lan tỏa từ bậc 4")]
    assert [row[1:4] for row in rows] == [["chưa báo cáo", None, None], ["chưa báo cáo", 19, None]]
    assert find_row(recomputed["not-due"]["Tổng quan"], "Trường học hạnh phúc")[1] == "chưa đến hạn"


@pytest.mark.parametrize("case", ["all", "random"])
def test_every_share_has_the_rules_that_keep_it_from_all_and_from_nothing(written, case):
    for sheet in open_formulas(written[case]):
        ruled = {cell for area in sheet.conditional_formatting if has_words(area) for cell in list_cells(area)}
        shares = {cell.coordinate for row in sheet for cell in row if cell.number_format == SHARE_FORMAT}
        assert ruled == shares, sheet.title


def test_a_true_zero_stays_apart_from_what_was_not_reported(datasets, recomputed):
    """A group of which nothing is met shows 0 of N in the worst band; one that was not reported shows no number at all."""
    found = read_scorecard(recomputed["evidenced"], datasets["evidenced"].plan)
    zeros = {cells for cells in found.values() if cells[2] == 0 and cells[1] == 0}
    assert {mark for mark, *_ in zeros} == {SYMBOLS[Mark.FAR_BEHIND]}
    absent = {cells for (school, _), cells in found.items() if school == "MN-LUONGMONG"}
    assert absent == {(SYMBOLS[Mark.NOT_REPORTED], None, None, None)}


def test_before_the_deadline_a_missing_return_is_not_due_and_never_zero(datasets, recomputed):
    found = read_scorecard(recomputed["not-due"], datasets["not-due"].plan)
    assert {cells for (school, _), cells in found.items() if school} == {(SYMBOLS[Mark.NOT_DUE], None, None, None)}
    assert {cell.value for cell in recomputed["not-due"]["Hạn nộp"]["G"][10:29]} == {"chưa đến hạn, chưa nộp"}


def test_the_ladder_is_counted_from_the_schools_rungs(summaries, recomputed):
    """All schools, the model schools among them: the one figure of “bậc 4 trở lên”."""
    rungs = [school["rung"] for school in summaries["all"]["schools"]]
    reached = sum(rung is not None and rung >= 4 for rung in rungs)
    row = next(row for row in recomputed["all"]["Lan tỏa"].iter_rows(values_only=True) if row[0] == "9 tháng")
    assert list(row[1:8]) == [*(rungs.count(rung) for rung in range(6)), rungs.count(None)]
    assert row[10:13] == (reached, len(rungs), pytest.approx(reached / len(rungs)))


def test_models_are_counted_from_their_list(datasets, recomputed):
    fields = Meeting(datasets["all"], SCOPES["all"]).take(collect_models_by_field).fields
    rows = [row[1:7] for row in recomputed["all"]["Mô hình"].iter_rows(min_row=6, max_row=5 + len(fields), values_only=True)]
    assert rows == [
        (one.field, one.collective, one.individual, one.by_owner["unknown"], one.total, one.schools) for one in fields
    ]


def test_every_sheet_of_the_sample_is_marked_on_screen_and_on_paper(written):
    for sheet in open_formulas(written["all"]):
        assert sheet["A3"].value == SAMPLE_LINE
        assert sheet.oddHeader.center.text == SAMPLE_LINE


def test_the_figures_that_all_formulas_count_are_an_excel_table(written, datasets):
    sheet = open_formulas(written["all"])["Số liệu gốc"]
    [table] = sheet.tables.values()
    headings = [cell.value for cell in sheet[5]]
    assert (table.name, [column.name for column in table.tableColumns]) == ("SoLieuGoc", headings)
    assert table.ref == f"A5:U{5 + len(score_indicators(datasets['all'], SCOPES['all']))}"


def test_the_whole_workbook_prints_on_fifteen_pages(written, tmp_path):
    file = tmp_path / "so-lieu.xlsx"
    file.write_bytes(written["all"])
    assert 1 < print_pages(file).count("\f") <= 15  # every page ends with one


def test_real_figures_carry_no_watermark(meeting_dataset):
    content = write(replace(meeting_dataset, sample=False), Scope("9m"))
    assert SAMPLE_LINE not in " ".join(list_texts(content))
    assert all(sheet.oddHeader.center.text is None for sheet in open_formulas(content))


def test_every_sheet_prints_on_a4_with_its_heading_and_the_footer(written, datasets):
    footer = Meeting(datasets["all"], SCOPES["all"]).footer
    for sheet in open_formulas(written["all"]):
        setup = sheet.page_setup
        assert int(setup.paperSize) == int(sheet.PAPERSIZE_A4)
        assert (setup.fitToWidth or 1, (setup.fitToHeight is None or int(setup.fitToHeight)) in {0, 1, 2}) == (1, True)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.print_title_rows.startswith("$1:$")
        assert sheet.freeze_panes
        assert footer[:100] in sheet.oddFooter.center.text.replace("&&", "&")
        assert sheet.oddFooter.center.text.endswith("trang &P/&N")


def test_a_footer_is_never_longer_than_a_spreadsheet_opens(meeting_dataset):
    content = write(label(meeting_dataset, "Họp giao ban & tổng kết " * 20), Scope("9m"))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = [archive.read(name).decode() for name in archive.namelist() if "/worksheets/sheet" in name]
    footers = [re.search(r"<oddFooter>(.*?)</oddFooter>", part).group(1) for part in parts]
    assert max(len(html.unescape(footer)) for footer in footers) <= 255


def test_a_snapshot_is_told_on_every_sheet(meeting_dataset):
    workbook = open_formulas(write(label(meeting_dataset, "Họp quý III"), Scope("9m")))
    assert all("bản chốt “Họp quý III” (họp ngày 15/09/2020)" in sheet["A2"].value for sheet in workbook)
    facts = {row[0].value: row[1].value for row in workbook["Chú giải và nguồn"].iter_rows()}
    assert facts["Bản chốt"].startswith("bản chốt “Họp quý III”")


def test_the_legend_tells_every_mark_with_its_threshold_and_how_indicators_are_computed(written):
    rows = list(open_results(written["all"])["Chú giải và nguồn"].iter_rows(values_only=True))
    marks = {row[0]: row[1] for row in rows if row[0] in SYMBOLS.values()}
    assert (marks["→"], marks["▽"]) == ("đúng tiến độ 75–99\xa0%", "hơi chậm 60–74\xa0%")  # 0,8 × 75 = 60
    assert set(marks) == set(SYMBOLS.values())
    told = {row[0]: row[4] for row in rows if row[0] == "CT1.2"}
    assert told["CT1.2"].startswith("Số dòng ghi Có ÷ số dòng áp dụng")


def test_native_charts_stand_where_there_is_something_to_draw(written):
    counted = {sheet.title: len(sheet._charts) for sheet in open_formulas(written["all"])}
    assert {title: count for title, count in counted.items() if count} == {
        "Theo cấp": 3, "Trạng thái": 3, "Trường điểm": 3, "Lan tỏa": 2, "Mô hình": 1, "Hạn nộp": 1,
    }  # fmt: skip
    empty = open_formulas(written["not-due"])
    assert [len(empty[title]._charts) for title in ("Theo cấp", "Trạng thái", "Mô hình")] == [0, 0, 0]
    assert len(empty["Lan tỏa"]._charts) == 1  # the earlier periods


def test_every_chart_has_words_and_keeps_its_own_number_format(written):
    with zipfile.ZipFile(io.BytesIO(written["all"])) as archive:
        drawings = "".join(archive.read(name).decode() for name in archive.namelist() if re.search(r"/drawing\d+\.xml$", name))
        charts = [archive.read(name).decode() for name in archive.namelist() if "/charts/chart" in name]
    assert drawings.count("<xdr:cNvPr") == drawings.count("descr=") == len(charts) == 13
    assert "Trường học hạnh phúc. Mầm non 121/182: Bình quân 66\xa0%" in drawings
    assert all('sourceLinked="0"' in chart for chart in charts)


def test_hostile_texts_stay_texts_and_break_nothing(meeting_dataset, written):
    hostile = poison(meeting_dataset)
    content = write(hostile, Scope("9m"))
    assert [formula for _, _, formula in list_formulas(content) if "HYPERLINK" in formula or "cmd" in formula] == []
    assert len(list_formulas(content)) == len(list_formulas(written["all"]))
    assert '=HYPERLINK("http://x","y")' in list_texts(content)


def test_every_program_computes_the_workbook_anew_when_it_opens_it(written):
    assert open_formulas(written["all"]).calculation.fullCalcOnLoad


@pytest.fixture(scope="session")
def datasets(meeting_dataset):
    """The sample district, and what a case makes of it."""
    made = dict.fromkeys(SCOPES, meeting_dataset)
    made["before-the-deadline"] = replace(meeting_dataset, as_of=date(2020, 9, 12))
    kept = {name: getattr(meeting_dataset, name) for name in ("receipts", "sent_back")}
    made["empty"] = replace(meeting_dataset, **{name: frame[frame["period"].ne("12m")] for name, frame in kept.items()})
    made["not-due"] = replace(made["empty"], as_of=date(2020, 11, 20))
    made["invalid"] = replace(meeting_dataset, answers=spoil(meeting_dataset.answers))
    made["uneven"] = build_uneven()
    returns = generate_returns(7)
    came = {given.school for given in returns if given.period == "9m"}
    silent = [school.code for school in ROSTER.schools if school.code not in came]
    made["random"] = build_dataset(returns, sent_back=(send_back(silent[0], "9m", date(2020, 9, 15)),))
    verdicts, concluded = generate_verdicts(107, returns)
    made["appraised"] = build_dataset(returns, verdicts=verdicts, appraised=concluded)
    return made


@pytest.fixture(scope="session")
def summaries(datasets):
    """What the dashboard says of every case."""
    return {case: summarise(datasets[case], scope) for case, scope in SCOPES.items()}


@pytest.fixture(scope="session")
def written(datasets):
    """The workbook of every case."""
    return {case: write(datasets[case], scope) for case, scope in SCOPES.items()}


@pytest.fixture(scope="session")
def recomputed(written, tmp_path_factory):
    """Every workbook computed anew, and one in which somebody typed."""
    return recompute({**written, "edited": type_in(written["all"])}, tmp_path_factory.mktemp("recomputed"))


def write(dataset, scope) -> bytes:
    return write_workbook(Meeting(dataset, scope))


def build_uneven():
    """Three returns that misled before, and a file sent back."""
    blank = {"NV2.1.1": {"choice": "no"}, "NV2.3": {"done": 0}}
    full = {f"NV2.1.{line}": {"choice": "yes" if line > 1 else "no"} for line in range(1, 8)}
    full |= {"NV2.3": {"done": 0}, "NV4.3": {"done": 0}, "BC1.1": {"dated": date(2020, 5, 2)}}
    eager = {f"NV2.1.{line}": {"choice": "yes"} for line in range(1, 6)}
    eager |= {"NV2.3": {"done": 38}, "NV4.3": {"done": 2}, "NV5.1": {"done": 1}, "BC1.1": {"dated": date(2020, 4, 29)}}
    answers = {"TH-DONDAC": eager, "TH-THITRAN": full, "TH-MINHCAM": blank}
    returns = [PlainReturn(school, "9m", date(2020, 9, 12), given) for school, given in answers.items()]
    return build_dataset(returns, sent_back=(send_back("MN-THANHLAM", "9m", date(2020, 9, 10)),))


def label(dataset, name):
    return replace(dataset, snapshot=SnapshotLabel(name, date(2020, 9, 15), "9m", date(2020, 9, 16)))


def spoil(answers):
    """Everything one school wrote under Chỉ tiêu is invalid, and some of what another wrote."""
    spoiled = answers["period"].eq("9m") & answers["line"].str.startswith("CT")
    spoiled &= answers["school"].eq("TH-DONDAC") | (answers["school"].eq("TH-MINHCAM") & answers["line"].str.startswith("CT1"))
    return answers.assign(state=answers["state"].mask(spoiled, "invalid"))


def poison(dataset):
    """Names and tasks as somebody would write them who wants a formula to run or a file to break."""
    bad = '=HYPERLINK("http://x","y")'
    schools = tuple(replace_school(school, bad) for school in dataset.roster.schools)
    models = dataset.models.assign(name=["=cmd|'/c calc'!A1", "x\x00\x0by", *[bad] * (len(dataset.models) - 2)])
    actions = tuple(replace(action, task=bad, person="+1\x07") for action in dataset.actions)
    return replace(dataset, roster=Roster(schools, dataset.roster.office), models=models, actions=actions)


def replace_school(school, name):
    return replace(school, short_name=f"{name}" if school.model else f"@{school.short_name}\x0b")


def type_in(content: bytes) -> bytes:
    """Every item of TC2 of one school becomes met."""
    workbook = openpyxl.load_workbook(io.BytesIO(content))
    for row in workbook["Số liệu gốc"].iter_rows(min_row=6):
        if row[0].value == "TH-MINHCAM" and row[5].value == "HP2" and row[15].value:
            row[11].value = row[13].value = row[14].value = 1
    saved = io.BytesIO()
    workbook.save(saved)
    return saved.getvalue()


@lru_cache(maxsize=32)
def open_formulas(content: bytes):
    return openpyxl.load_workbook(io.BytesIO(content))


@lru_cache(maxsize=32)
def open_results(content: bytes):
    return openpyxl.load_workbook(io.BytesIO(content), data_only=True)


@lru_cache(maxsize=32)
def list_formulas(content: bytes) -> list[tuple[str, str, str]]:
    return [
        (sheet.title, cell.coordinate, cell.value)
        for sheet in open_formulas(content)
        for row in sheet
        for cell in row
        if cell.data_type == "f"
    ]


def list_texts(content: bytes) -> list[str]:
    return [
        str(cell.value)
        for sheet in open_formulas(content)
        for row in sheet
        for cell in row
        if cell.data_type in {"s", "inlineStr"}
    ]


def find_row(sheet, first) -> list:
    """The values of the row that begins with a text."""
    return next([cell.value for cell in row] for row in sheet.iter_rows() if row[0].value == first)


def has_words(area) -> bool:
    """Whether an area's rules write words instead of a number."""
    formats = [rule.dxf.numFmt.formatCode for rule in area.rules if rule.dxf and rule.dxf.numFmt]
    words = [f"{text}{NBSP}%" for text in ("99,9", "99,8", "99,7", "99,6", "99,5", "0,4", "0,3", "0,2", "0,1", "dưới 0,1")]
    return formats == [f'"{text}"' for text in words]


def list_cells(area) -> list[str]:
    return [f"{get_column_letter(column)}{row}" for part in area.sqref.ranges for row, column in part.cells]


def strip_texts(formula: str) -> str:
    return re.sub(r'"[^"]*"', "", formula)


def is_error(cell) -> bool:
    return cell.data_type == "e" or (isinstance(cell.value, str) and cell.value.startswith("#"))


def same(one, other) -> bool:
    """Equal, numbers but for rounding; an empty text is nothing."""
    if isinstance(one, int | float) and isinstance(other, int | float):
        return one == pytest.approx(other, abs=1e-9)
    return (one or None) == (other or None)


def read_scorecard(workbook, plan) -> dict[tuple[str, str], tuple]:
    """Mark, mean, n and N by school's and group's code; under "" those of all schools together."""
    sheet = workbook["Bảng điểm"]
    codes = next(cell.column for cell in sheet[6] if cell.value == "Mã trường")
    firsts = {group.code: next(c.column for c in sheet[5] if c.value == group.short) for group in scored_groups(plan)}
    rows = {row[codes - 1].value: row for row in sheet.iter_rows(min_row=7) if row[codes - 1].value}
    rows[""] = next((row for row in sheet.iter_rows(min_row=7) if " trường" in str(row[0].value)), rows[next(iter(rows))])
    return {
        (school, code): tuple(cell.value for cell in row[first - 1 : first + 3])
        for school, row in rows.items()
        for code, first in firsts.items()
    }
