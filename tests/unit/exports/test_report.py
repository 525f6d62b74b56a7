"""The report as DOCX, read back: the decree's layout, every record told with its n/N, nothing invented or broken by a text."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
from dataclasses import replace
from datetime import date

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn

from danvan_metrics.exports.letter.opening import name_subject
from danvan_metrics.exports.report import write_report
from danvan_metrics.formats import theme
from danvan_metrics.formats.docx.decree import name_number, name_office, name_parent, write_day
from danvan_metrics.formats.docx.pieces import MISSING_WORDS, plain
from danvan_metrics.formats.plotly.frame import WATERMARK
from danvan_metrics.formats.xlsx.plain_sheet import SAMPLE_LINE
from danvan_metrics.metrics.actions import ActionState
from danvan_metrics.metrics.dataset import Scope, SnapshotLabel
from danvan_metrics.metrics.marks import SYMBOLS
from danvan_metrics.metrics.summarising import summarise
from danvan_metrics.metrics.timeliness import count_timeliness
from danvan_metrics.plan.kinds import Reporter
from danvan_metrics.topics.actions.figures import collect_actions
from danvan_metrics.topics.actions.weak_cells import collect_weak_cells
from danvan_metrics.topics.appraisal.appraisal_matrix import collect_matrix
from danvan_metrics.topics.indicators.status_chart import collect_statuses
from danvan_metrics.topics.meeting import Meeting
from danvan_metrics.topics.office_work.figures import UNDONE, collect_office_work
from danvan_metrics.topics.overview.sentences import collect_sentences
from danvan_metrics.topics.rewards.figures import collect_rewards, describe_step
from danvan_metrics.topics.scorecard.figures import collect_scorecard
from danvan_metrics.topics.scorecard.table import lay_out_scorecard
from danvan_metrics.topics.spread.ladder_chart import collect_ladder
from danvan_metrics.topics.spread.map_chart import collect_commune_map
from danvan_metrics.topics.spread.model_list import collect_model_list
from danvan_metrics.topics.spread.models_chart import collect_models_by_field
from danvan_metrics.topics.timeliness.chart import collect_timeliness
from tests.builders import build_dataset
from tests.builders_meeting import AGREED

HOSTILE = "=1+1\x07<b>&amp;\ud800\u202e\n\tviệc"
HARMLESS = "=1+1<b>&amp; việc"
SECTIONS = [
    "I. TÌNH HÌNH NỘP BÁO CÁO KỲ 9 THÁNG",
    "II. KẾT QUẢ THEO NHÓM CHỈ TIÊU",
    "III. TRƯỜNG ĐIỂM",
    "IV. LAN TỎA PHONG TRÀO",
    "V. KẾT QUẢ THẨM ĐỊNH",
    "VI. VIỆC ĐÃ GIAO VÀ VIỆC CỦA PHÒNG",
    "VII. ĐÁNH GIÁ CHUNG",
    "VIII. PHƯƠNG HƯỚNG, NHIỆM VỤ",
    "IX. KIẾN NGHỊ, ĐỀ XUẤT",
    "Phụ lục I\nBẢNG ĐIỂM CÁC TRƯỜNG",
    "Phụ lục II\nKẾT QUẢ TỪNG TRƯỜNG",
    "Phụ lục III\nMÔ HÌNH “DÂN VẬN KHÉO” ĐÃ ĐĂNG KÝ",
    "Phụ lục IV\nNGÀY NHẬN BÁO CÁO CỦA TỪNG TRƯỜNG",
]
APPRAISED = [
    "Phụ lục IV\nMÔ HÌNH ĐƯỢC CÔNG NHẬN VÀ ĐỀ NGHỊ KHEN THƯỞNG",
    "Phụ lục V\nNGÀY NHẬN BÁO CÁO CỦA TỪNG TRƯỜNG",
    "Phụ lục VI\nTỪNG NỘI DUNG: TỰ KHAI VÀ THẨM ĐỊNH",
    "Phụ lục VII\nKẾT QUẢ NĂM CỦA TỪNG TRƯỜNG",
]


@pytest.fixture(scope="module")
def meeting(meeting_dataset):
    return Meeting(meeting_dataset, Scope("9m"))


@pytest.fixture(scope="module")
def report(meeting):
    return read(write_report(meeting))


@pytest.fixture(scope="module")
def year(meeting_dataset):
    return Meeting(meeting_dataset, Scope("12m"))


@pytest.fixture(scope="module")
def year_report(year):
    return read(write_report(year))


def test_the_head_names_the_office_the_nation_the_place_and_the_day(report):
    [[left, right], [number, place]] = [row.cells for row in report.tables[0].rows]
    assert lines(left) == ["UBND HUYỆN BA CHẼ", "PHÒNG GIÁO DỤC VÀ ĐÀO TẠO", ""]
    assert lines(right) == ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", ""]
    assert re.fullmatch(r"Số:\s{6,}/BC-PGDĐT", number.text)
    assert place.text == "Ba Chẽ, ngày 17 tháng 12 năm 2020"
    assert place.paragraphs[0].runs[0].italic
    assert not left.paragraphs[0].runs[0].bold
    assert all(paragraph.runs[0].bold for paragraph in (left.paragraphs[1], *right.paragraphs[:2]))


@pytest.mark.parametrize(
    ("day", "written"),
    [
        (date(2020, 2, 6), "ngày 06 tháng 02 năm 2020"),
        (date(2020, 3, 10), "ngày 10 tháng 3 năm 2020"),
        (date(2021, 1, 31), "ngày 31 tháng 01 năm 2021"),
        (date(2020, 12, 9), "ngày 09 tháng 12 năm 2020"),
    ],
)
def test_only_days_under_ten_and_the_first_two_months_are_padded(day, written):
    assert write_day(day) == written


def test_names_are_cut_from_the_plan(meeting):
    office = meeting.plan.office
    assert (name_parent(office), name_office(office)) == ("UBND HUYỆN BA CHẼ", "PHÒNG GIÁO DỤC VÀ ĐÀO TẠO")
    assert name_number(office) == "BC-PGDĐT"
    assert name_subject(meeting) == "Kết quả thực hiện năm “Dân vận khéo” kỳ 9 tháng năm 2020"
    assert name_subject(replace(meeting, scope=Scope("12m"))).endswith(" kỳ cả năm 2020")


def test_paper_and_margins_are_the_decrees_and_only_wide_annexes_lie_on_their_side(report):
    assert [section.orientation for section in report.sections] == [
        WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE, WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE, WD_ORIENT.PORTRAIT,
    ]  # fmt: skip
    for section in report.sections:
        assert sorted((round(section.page_width.mm), round(section.page_height.mm))) == [210, 297]
        margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
        assert [round(margin.mm) for margin in margins] == [20, 20, 30, 15]


def test_pages_are_numbered_in_the_middle_of_the_top_but_not_the_first(report):
    first = report.sections[0]
    assert first.different_first_page_header_footer
    assert "PAGE" not in first.first_page_header._element.xml
    assert 'w:instr="PAGE"' in first.header._element.xml
    for section in report.sections[1:]:
        assert not section.different_first_page_header_footer
        assert section.header.is_linked_to_previous
        assert section.footer.is_linked_to_previous


def test_sections_are_real_headings_in_black_times(report):
    assert [paragraph.text for paragraph in headings(report, 1)] == SECTIONS
    for level in (1, 2, 3):
        font = report.styles[f"Heading {level}"].font
        assert (font.name, font.color.rgb) == ("Times New Roman", None)
        assert [paragraph.style.name for paragraph in headings(report, level)]


def test_body_is_justified_with_an_indented_first_line_and_in_vietnamese(report, meeting):
    body = report.styles["Body Text"]
    assert body.paragraph_format.alignment.name == "JUSTIFY"
    assert round(body.paragraph_format.first_line_indent.mm) == 10
    assert 13 <= body.font.size.pt <= 14
    languages = {tag.get(qn("w:val")) for tag in report.styles.element.iter(qn("w:lang"))}
    assert languages == {"vi-VN"}
    properties = report.core_properties
    assert properties.title == f"Báo cáo {name_subject(meeting)}"
    assert properties.author == meeting.plan.office.short
    assert properties.created.date() == properties.modified.date() == meeting.as_of
    assert properties.comments == ""


def test_every_table_of_figures_repeats_its_head_and_keeps_its_rows_whole(report):
    tables = [table for table in report.tables if table._tbl.tblPr.find(qn("w:tblCaption")) is not None]
    assert len(tables) > 30
    for table in tables:
        head, *rows = table._tbl.tr_lst
        assert head.trPr.find(qn("w:tblHeader")) is not None
        assert all(row.trPr.find(qn("w:cantSplit")) is not None for row in (head, *rows))
        fills = {shade.get(qn("w:fill")) for shade in head.iter(qn("w:shd"))}
        assert fills == {theme.TRACK.removeprefix("#").upper()}


def test_late_and_missing_schools_are_named_and_counted(report, meeting, meeting_dataset):
    counts = count_timeliness(meeting_dataset, Scope("9m"))
    text = all_text(report)
    assert f"Đã nhận {counts.received}/{counts.schools} báo cáo, trong đó {counts.on_time}/{counts.received} đúng hạn." in text
    assert f"{counts.late}/{counts.received} trường nộp trễ:" in text
    assert f"{counts.missing}/{counts.schools} trường quá hạn chưa nộp:" in text
    listed = [line for line in text.splitlines() if line.startswith("- ") and ("trễ" in line or "chưa nộp" in line)]
    expected = [school.name for school in meeting.take(collect_timeliness).schools if school.state in {"late", "missing"}]
    assert len(expected) == counts.late + counts.missing
    assert [name for name in expected if any(line.startswith(f"- {name} (") for line in listed)] == expected


def test_every_indicator_stands_with_the_figures_of_the_summary(report, meeting_dataset):
    rows = {cells[0]: cells for table in figures(report) for cells in table if len(cells) == 6}
    asked = {indicator.code for indicator in meeting_dataset.plan.indicators_for(Reporter.SCHOOL)}
    told = [one for one in summarise(meeting_dataset, Scope("9m"))["indicators"] if one["code"] in asked]
    counted = [one for one in told if one.get("schools_met", {}).get("N")]
    assert len(counted) > 45
    for one in counted:
        assert rows[one["code"]][2] == f"{one['schools_met']['n']}/{one['schools_met']['N']}"


def test_the_weakest_are_those_that_passed_a_limit_and_those_most_schools_are_behind_on(report, meeting):
    text = all_text(report)
    for status in meeting.take(collect_statuses):
        passed = [row for row in status.rows if row.counts["violated"]]
        held_back = [count_late(row) for row in status.rows if row not in passed]
        told = [row for row in status.rows if f"\n- {row.code} {row.title}: " in text]
        assert {row.code for row in passed} <= {row.code for row in told}
        others = [row for row in told if row not in passed]
        assert sorted(map(count_late, others), reverse=True) == [count for count in sorted(held_back, reverse=True)[:3] if count]
    assert text.index("- NV2.3 ") < text.index("- NV2.1 ")  # 14 before 11 schools


def test_the_ladder_the_communes_and_the_models_are_told(report, meeting):
    tables = figures(report)
    now = next(row for row in meeting.take(collect_ladder).rows if row.name == "9 tháng")
    [ladder] = [row for table in tables for row in table if row[0] == "9 tháng"]
    assert ladder[1:7] == [str(now.counts.get(str(rung), 0)) for rung in range(6)]
    assert ladder[-1] == f"{now.at_or_above}/{now.schools}"
    cells = [row for table in tables for row in table]
    assert all([area.name, area.label] in [row[:2] for row in cells] for area in meeting.take(collect_commune_map, ()).areas)
    assert all(
        [field.field, str(field.collective)] in [row[:2] for row in cells]
        for field in meeting.take(collect_models_by_field).fields
    )


def test_the_sentences_and_the_actions_are_told_word_for_word(report, meeting):
    text = all_text(report)
    for sentence in meeting.take(collect_sentences):
        assert f"- {sentence.lead}{sentence.text}" in text
    rows = [row for table in figures(report) for row in table]
    for action in meeting.take(collect_actions).rows:
        assert any(row[2:4] == [action.action.task, action.action.person] for row in rows if len(row) == 8)


def test_the_scorecard_has_every_school_with_its_bands_and_fills_and_the_district_last(report, meeting):
    card = meeting.take(collect_scorecard)
    shown = len(card.shown)
    [table] = [table for table in report.tables if table.cell(0, 0).text == "Trường" and len(table.columns) == shown + 3]
    rows = {row.cells[0].text: row for row in table.rows}
    for school in lay_out_scorecard(card).rows:
        told = rows[school[0].text]
        for cell, drawn in zip(school[1 : 1 + shown], told.cells[1 : 1 + shown], strict=True):
            assert drawn.text == str(cell)
            fill = drawn._tc.tcPr.find(qn("w:shd")).get(qn("w:fill"))
            assert fill == theme.MARK_FILLS[cell.mark].color.removeprefix("#").upper()
    assert table.rows[-1].cells[0].text == card.district.name
    silent = rows["MN Lương Mông"]._tr.tc_lst[1]
    assert silent.grid_span == shown  # one cell over all groups, hatched
    assert silent.tcPr.find(qn("w:shd")).get(qn("w:val")) == "thinDiagStripe"
    legends = [paragraph.text for paragraph in report.paragraphs if paragraph.text.startswith("Chú giải: ")]
    assert len(legends) == 2
    for _, words in card.legend:
        assert all(words.replace(" ", "\u00a0") in legend for legend in legends)
    assert f"N{card.limits_note[1:]}." in all_text(report)


def test_every_school_has_an_entry_with_its_weak_cells_and_its_actions(report, meeting):
    entries = split_entries(report)
    assert list(entries) == [row.name for row in meeting.take(collect_scorecard).rows]
    for row in meeting.take(collect_scorecard).rows:
        text = entries[row.name]
        cells = meeting.take(collect_weak_cells).of(row.school)
        assert all(f"\n{cell.code}\n{cell.title}\n{cell.words}" in text for cell in cells)
        assert row.state in text.splitlines()[1]
        assert (f"{len(cells)} chỉ tiêu, nội dung" in text) == bool(cells)
    assert AGREED[1].task in entries["Mầm non Đạp Thanh"]
    assert AGREED[1].task not in entries["MN Đồn Đạc"]
    assert "Chưa có số liệu: chưa nhận báo cáo." in entries["MN Lương Mông"]


def test_nothing_is_invented_where_people_must_write(report):
    text = all_text(report)
    assert text.count(MISSING_WORDS) == 7  # strengths, limits, causes, tasks, requests, recipients, signer
    judged = text.split("\nVII. ĐÁNH GIÁ CHUNG")[1].split("\nVIII. ")[0]
    assert re.findall(r"^(\d\. .+)\n(.+)$", judged, re.MULTILINE) == [
        ("1. Ưu điểm", MISSING_WORDS), ("2. Hạn chế", MISSING_WORDS), ("3. Nguyên nhân", MISSING_WORDS),
    ]  # fmt: skip
    for section in SECTIONS[7:9]:
        assert text.split(f"\n{section}\n")[1].startswith(MISSING_WORDS)
    assert re.search(r"năm 2020\./\.$", text, re.MULTILINE)


def test_strengths_limits_and_causes_have_the_figures_they_are_written_from(report, meeting):
    text = all_text(report).split("\nVII. ĐÁNH GIÁ CHUNG")[1].split("\nVIII. ")[0]
    strengths, rest = text.split("\n2. Hạn chế")
    limits, causes = rest.split("\n3. Nguyên nhân")
    rows = [row for status in meeting.take(collect_statuses) for row in status.rows if row.met_N]
    best = max(row.met_n / row.met_N for row in rows)
    first = next(row for row in rows if row.met_n / row.met_N == best)
    assert f"- Nhiều trường đạt nhất: {first.code} {first.title} ({first.met_n}/{first.met_N} trường)" in strengths
    counts = count_timeliness(meeting.dataset, Scope("9m"))
    assert f"- Nộp đúng hạn: {counts.on_time}/{counts.received} báo cáo đã nhận." in strengths
    assert all(f"- {one.lead}{one.text}" in limits for one in meeting.take(collect_sentences))
    assert "- Chưa nộp, quá hạn: MN Lương Mông." in causes
    assert "- Nộp trễ: MN Đồn Đạc (2 ngày), MN Thị trấn (1 ngày), THCS Đồn Đạc (4 ngày)." in causes


def test_what_is_agreed_and_what_the_office_has_not_done_stand_under_what_is_to_be_done(report, meeting):
    text = all_text(report).split("\nVIII. ")[1].split("\nPhụ lục I\n")[0]
    tasks, requests = text.split("\nIX. ")
    for row in meeting.take(collect_actions).rows:
        waiting = row.state in {ActionState.OPEN, ActionState.OVERDUE}
        assert (f"- {row.action.task} ({row.school.short_name}; " in tasks) == waiting
        assert (f"- {row.action.task} (" in requests) == (row.state is ActionState.OVERDUE)
    record = meeting.take(collect_office_work)
    for duty in (*record.own, *record.shared):
        assert (f"- {duty.indicator.code} {duty.indicator.title}: " in tasks) == (duty.state in UNDONE)


def test_prose_holds_no_mark(year_report):
    marks = set("".join(SYMBOLS.values())) - set("·—?")  # these are letters of any text
    prose = [one.text for one in year_report.paragraphs if one.style.name != "Note"]  # notes are the legends
    assert len(prose) > 100
    assert not [text for text in prose if marks & set(text)]


def test_the_years_annexes_tell_models_rewards_receipts_and_both_marks_of_every_item(year_report, year):
    assert [one.text for one in headings(year_report, 1)][-4:] == APPRAISED
    cells = [row for table in figures(year_report) for row in table]
    for model in year.take(collect_model_list).models:
        assert any(row[:5] == [model.school_name, model.name, model.field, model.status, model.owner] for row in cells)
        assert any(row[1] == model.name and row[6] == model.result for row in cells if len(row) == 8)
    rewards = year.dataset.rewards.of_period("12m")
    assert rewards.recognised
    assert all(any(row[1:3] == [one.model, one.level] for row in cells if len(row) == 5) for one in rewards.recognised)
    proposed = {row.proposal.name: describe_step(row.proposal) for row in year.take(collect_rewards).standing}
    assert proposed
    assert {row[1]: row[6] for row in cells if len(row) == 7 and row[1] in proposed} == proposed
    for school in year.take(collect_timeliness).schools:
        came = f"{school.received_on:%d/%m/%Y}" if school.received_on else "chưa nhận"
        assert any(row[:1] == [school.name] and came in row for row in cells if len(row) == 5)


def test_every_item_has_the_mark_of_the_school_beside_that_of_the_office(year_report, year):
    record = year.take(collect_matrix)
    items = [item.code for own in record.items.values() for item in own]
    assert len(items) == 27
    heads = [row for table in figures(year_report) for row in table[:1]]
    assert [code for head in heads for code in head if code in items and head[0] == "Trường"] == items
    shown = {}
    for head, *rows in figures(year_report):
        if head[0] == "Trường" and head[1] in items:
            shown |= {(row[0], code): text for row in rows for code, text in zip(head[1:-2], row[1:-2], strict=True)}
    names = {school.school: school.name for school in record.schools}
    for (school, code), pair in record.pairs.items():
        if school in names:
            assert shown[names[school], code].startswith(pair.text)


def test_an_annex_without_anything_to_tell_is_left_out(report):
    assert not [one.text for one in headings(report, 1) if "THẨM ĐỊNH" in one.text and one.text.startswith("Phụ lục")]
    assert not [one.text for one in headings(report, 1) if "KHEN THƯỞNG" in one.text]


def test_the_sample_is_marked_on_every_page_and_real_figures_are_not(meeting):
    for sample in (True, False):
        document = read(write_report(replace(meeting, dataset=replace(meeting.dataset, sample=sample))))
        heads = [document.sections[0].first_page_header, document.sections[0].header]
        assert [any(WATERMARK in part.text for part in head.paragraphs) for head in heads] == [sample, sample]
        assert (SAMPLE_LINE in all_text(document)) is sample


def test_every_foot_tells_the_source_and_a_snapshot_is_told_in_the_head_matter(meeting_dataset):
    label = SnapshotLabel("Họp quý III", date(2020, 9, 25), "9m", date(2020, 9, 24))
    meeting = Meeting(replace(meeting_dataset, snapshot=label), Scope("9m"))
    document = read(write_report(meeting))
    feet = (document.sections[0].first_page_footer, document.sections[0].footer)
    assert all(foot.paragraphs[0].text == meeting.footer for foot in feet)
    opening = all_text(document).split(SECTIONS[0])[0]
    assert "bản chốt “Họp quý III” (họp ngày 25/09/2020), chốt ngày 24/09/2020" in opening


def test_a_meeting_without_a_snapshot_tells_of_none(report):
    assert "bản chốt" not in all_text(report)


def test_a_period_without_any_return_says_so_instead_of_showing_tables():
    meeting = Meeting(build_dataset([], as_of=date(2020, 9, 1)), Scope("9m"))
    text = all_text(read(write_report(meeting)))
    assert text.count("Chưa có trường nào nộp báo cáo kỳ 9 tháng; kỳ này chưa đến hạn (trước 14/09/2020).") >= 3
    assert "Bảng 2. " in text  # tracks of the model schools, which tell “chưa đến hạn”
    assert "từng nội dung" not in text
    schools = len(meeting.take(collect_timeliness).schools)
    assert f"{schools}/{schools} trường chưa nộp, chưa đến hạn:" in text


def test_a_first_period_has_nothing_to_compare_with(meeting_dataset):
    text = all_text(read(write_report(Meeting(meeting_dataset, Scope("6m")))))
    assert "so với kỳ" not in text


def test_a_single_level_is_called_by_its_name(meeting_dataset):
    meeting = Meeting(meeting_dataset, Scope("9m", level="Tiểu học"))
    document = read(write_report(meeting))
    assert "Cộng Tiểu học" in all_text(document)
    assert "Cộng toàn huyện" not in all_text(document)
    assert list(split_entries(document)) == [row.name for row in meeting.take(collect_scorecard).rows]


def test_through_the_evidenced_lens_a_zero_may_be_work_without_proof(meeting_dataset):
    document = read(write_report(Meeting(meeting_dataset, Scope("9m", "evidenced"))))
    assert "chưa thực hiện hoặc chưa có minh chứng (0)" in all_text(document)
    assert "chưa thực hiện (0)" not in all_text(document)


def test_hostile_text_stays_text_and_the_file_stays_whole(meeting_dataset):
    action = replace(AGREED[1], task=HOSTILE, person=HOSTILE)
    label = SnapshotLabel(HOSTILE, date(2020, 9, 25), "9m", date(2020, 9, 24))
    meeting = Meeting(replace(meeting_dataset, actions=(action,), snapshot=label), Scope("9m"))
    document = read(write_report(meeting))
    assert any(row[2:4] == [HARMLESS, HARMLESS] for table in figures(document) for row in table if len(row) == 8)
    assert HARMLESS in document.sections[0].footer.paragraphs[0].text


def test_plain_text_keeps_words_apart_and_spaces_that_do_not_break():
    assert plain(HOSTILE) == HARMLESS
    assert plain("88\u00a0%") == "88\u00a0%"


def test_it_opens_in_an_office_and_prints_every_page_with_its_marks(meeting, tmp_path):
    pages = print_pages(write_report(meeting), tmp_path)
    assert len(pages) > 10
    assert all(WATERMARK in page and "tính đến 17/12/2020" in page for page in pages)
    assert all(re.match(rf"\s*{number}\s", page) for number, page in enumerate(pages[1:], start=2))
    assert "Phụ lục II" in "".join(pages)


def count_late(row):
    return row.counts["near"] + row.counts["behind"] + row.counts["far_behind"] + row.counts["zero"]


def read(content):
    return docx.Document(io.BytesIO(content))


def lines(cell):
    return [paragraph.text for paragraph in cell.paragraphs]


def headings(document, level):
    return [paragraph for paragraph in document.paragraphs if paragraph.style.name == f"Heading {level}"]


def all_text(document):
    """The text of the body in the order it is read, a line per paragraph, cells included."""
    return text_of(document.element.body)


def text_of(element):
    return "\n".join(
        "".join(tag.text or "" if tag.tag == qn("w:t") else "\n" for tag in paragraph.iter(qn("w:t"), qn("w:br")))
        for paragraph in element.iter(qn("w:p"))
    )


def figures(document):
    """The rows of every table, as texts; a band has one cell."""
    return [[[text_of(cell) for cell in row.tc_lst] for row in table._tbl.tr_lst] for table in document.tables]


def split_entries(document):
    """The text of every school's entry in Annex II, by name."""
    annex = all_text(document).split(SECTIONS[10])[1].split("\nPhụ lục III\n")[0]
    parts = re.split(r"^\d+\. (.+)$", annex, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def print_pages(content, folder):
    """The pages as text, printed by an office; skipped where there is none, except in CI."""
    office, reader = shutil.which("soffice"), shutil.which("pdftotext")
    (folder / "report.docx").write_bytes(content)
    if office:
        profile = f"-env:UserInstallation=file://{folder}/profile"
        command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(folder / "report.docx")]
        subprocess.run(command, check=False, capture_output=True, timeout=180)
    if not (office and reader and (folder / "report.pdf").exists()):
        told = "needs soffice with its word processor, and pdftotext"
        pytest.fail(told) if os.environ.get("CI") == "true" else pytest.skip(told)
    printed = subprocess.run([reader, "-layout", str(folder / "report.pdf"), "-"], check=True, capture_output=True)
    return printed.stdout.decode().split("\f")[:-1]
