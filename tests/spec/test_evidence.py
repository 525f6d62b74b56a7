"""The specification of evidence (appraisal.md, “Evidence”): codes, the sheet Minh chứng, flags, files beside a return, ZIP."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache, partial
from hashlib import sha256
from typing import ClassVar

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from sqlalchemy import insert

from danvan_metrics.appraising.evidence_acts import load_evidence, name_evidence_file, withdraw_evidence_file
from danvan_metrics.commands import danvan
from danvan_metrics.errors import UserError
from danvan_metrics.exports.evidence_pack import write_evidence_pack
from danvan_metrics.intake.archive import HandedIn, list_files
from danvan_metrics.intake.beside import gather_beside
from danvan_metrics.intake.outcome import Status
from danvan_metrics.intake.receiving import Receiving, receive_files
from danvan_metrics.plan.evidence_codes import find_codes, find_leading_code, find_lines
from danvan_metrics.spreadsheets.grid import Sheets
from danvan_metrics.spreadsheets.reader import read_workbook
from danvan_metrics.store.appraising.appraisal_tables import evidence_seen
from danvan_metrics.store.engine import open_engine
from danvan_metrics.topics.evidence.figures import EvidenceFile, KeptEvidence, collect_evidence, describe_counts
from danvan_metrics.topics.evidence.table import lay_out_evidence
from danvan_metrics.validation.issues import Severity
from danvan_metrics.validation.verdict import validate_sheets
from danvan_metrics.workbook.answers import EvidenceItem, Place
from danvan_metrics.workbook.layout import SHEET_EVIDENCE
from danvan_metrics.workbook.template.build import build_template
from tests.builders_access import OFFICE
from tests.builders_evidence import (
    EXAMPLES_OF_EVIDENCE,
    FIRST,
    ONE_LINE,
    ONE_PIECE,
    RECEIVED_ON,
    SCHOOL,
    build_empty_dataset,
    check_listed,
    check_shipped,
    fill_first_make,
    fill_listed,
    list_flags,
    open_shipped,
    write_zip,
)
from tests.builders_reader import ITEMS, PLAN, SHIPPED_PLAN, SHIPPED_ROSTER, TASKS, list_warnings, read_return

CELLS = st.one_of(st.text(max_size=60), st.floats(allow_nan=False), st.dates(), st.sampled_from(["MC-HP1.3-01", "HP1.3"]))
FILLED = fill_listed()  # once: a workbook written a second later is another file


class TestCodes:
    """A piece has one code by the plan's pattern, MC-{line}-{number:02}; it is read however it is typed."""

    @pytest.mark.parametrize(
        ("text", "codes"),
        [
            ("MC-HP1.3-01", ("MC-HP1.3-01",)),
            ("mc–hp1.3–1", ("MC-HP1.3-01",)),
            ("MC HP1,3 01 (biên bản)", ("MC-HP1.3-01",)),
            ("Biên bản MC-HP1.3-01; ảnh MC-NV2.3-12.", ("MC-HP1.3-01", "MC-NV2.3-12")),
            ("MC-HP1.3-01, 02 và 05", ("MC-HP1.3-01", "MC-HP1.3-02", "MC-HP1.3-05")),
            ("MC-HP1.3-01, 12/3/2020", ("MC-HP1.3-01",)),
            ("MC-HP1.3-02; MC-HP1.3-01; MC-HP1.3-02", ("MC-HP1.3-02", "MC-HP1.3-01")),
            ("MC-HP9.9-01", ("MC-HP9.9-01",)),
            ("Số 15/KH-MNĐT ngày 12/3/2020", ()),
            ("HP1.3 đã làm 01 lần", ()),
            ("", ()),
        ],
    )
    def test_they_are_found_in_any_text(self, text, codes):
        assert find_codes(text, SHIPPED_PLAN) == codes

    def test_a_plan_without_a_pattern_has_none(self):
        assert find_codes("MC-L1-01", PLAN) == ()

    def test_lines_are_named_by_their_codes_and_an_indicator_names_all_its_lines(self):
        assert find_lines("hp1,3; NV2.3 và MC-CT3.2-01", SHIPPED_PLAN) == ("NV2.3", "HP1.3")
        whole = SHIPPED_PLAN.indicator_by_code["CT1.2"]
        assert find_lines("CT1.2", SHIPPED_PLAN) == tuple(line.code for line in whole.lines)

    def test_a_file_is_of_the_code_its_name_begins_with(self):
        assert find_leading_code("mc-hp1.3-1 Biên bản.pdf", SHIPPED_PLAN) == "MC-HP1.3-01"
        assert find_leading_code("Biên bản MC-HP1.3-01.pdf", SHIPPED_PLAN) == ""

    @given(st.text(max_size=200))
    def test_no_text_breaks_it(self, text):
        assert all(find_codes(code, SHIPPED_PLAN) == (code,) for code in find_codes(text, SHIPPED_PLAN))


class TestSheet:
    """The sixth sheet: optional for all, asked of the model schools."""

    def test_it_is_read_piece_by_piece(self):
        [piece] = read_shipped(fill_listed()).evidence
        assert piece == EvidenceItem(
            Place(SHEET_EVIDENCE, f"A{FIRST}"), "MC-HP1.3-01", "Biên bản họp cơ quan", "Biên bản", "15/BB", date(2020, 3, 12),
            "Nhà trường", "Hồ sơ văn phòng", "HP1.3",
        )  # fmt: skip

    @pytest.mark.parametrize(
        ("written", "number", "dated"),
        [
            ("15/BB-MNĐT, 12/03/2020", "15/BB-MNĐT", date(2020, 3, 12)),
            ("Số 15/BB ngày 12 tháng 3 năm 2020", "Số 15/BB", date(2020, 3, 12)),
            ("12.3.2020", "", date(2020, 3, 12)),
            ("15/2020/QĐ", "15/2020/QĐ", None),
            ("31/02/2020", "31/02/2020", None),
            ("2020-03-12", "", date(2020, 3, 12)),
        ],
    )
    def test_number_and_day_are_parted(self, written, number, dated):
        [piece] = read_shipped(fill_listed(pieces=f"| code | number |\n| MC-HP1.3-01 | {written} |")).evidence
        assert (piece.number, piece.dated) == (number, dated)

    def test_signatures_below_are_no_pieces(self):
        signed = {(SHEET_EVIDENCE, f"B{FIRST + 3}"): "NGƯỜI LẬP BIỂU", (SHEET_EVIDENCE, f"F{FIRST + 3}"): "HIỆU TRƯỞNG"}
        checked = check_listed(cells=signed)
        assert [piece.code for piece in checked.returned.evidence] == ["MC-HP1.3-01"]
        assert list_flags(checked) == []

    def test_a_workbook_of_the_first_make_is_read_without_a_word_about_the_sheet(self):
        checked = check_shipped(fill_first_make())
        assert checked.recognised_by == "theo mã nhận dạng trong tệp"
        assert (checked.errors, list_flags(checked)) == ((), [])
        assert {issue.code for issue in checked.issues} == {"fact_missing"}
        assert checked.returned.evidence == ()

    def test_left_blank_it_changes_nothing(self):
        blank = check_listed("| line | done |\n| NV2.3 | 2 |", "")
        assert blank.errors == ()
        assert not [code for code in list_warnings(blank) if SHEET_EVIDENCE in code]

    @pytest.mark.parametrize(
        ("school", "words", "rows"), [(SCHOOL, "Dành cho trường điểm", 60), ("MN-DONDAC", "Không bắt buộc", 20)]
    )
    def test_the_template_says_of_whom_it_is_asked(self, school, words, rows):
        unit = SHIPPED_ROSTER.by_code[school]
        workbook = load_workbook(io.BytesIO(build_template(SHIPPED_PLAN, unit, SHIPPED_PLAN.periods[0])))
        sheet = workbook[SHEET_EVIDENCE]
        assert sheet["A3"].value.startswith(words)
        assert sheet["A4"].value.startswith("Ví dụ: MC-HP1.1-01 · ")
        assert sheet.max_row == FIRST - 1 + rows

    @given(st.lists(st.lists(CELLS, max_size=7), max_size=4))
    def test_whatever_is_written_keeps_no_return_out_and_breaks_nothing(self, rows):
        checked = validate_sheets(
            write_pieces(rows),
            plan=SHIPPED_PLAN,
            roster=SHIPPED_ROSTER,
            find_previous=lambda *_: None,
            received_on=RECEIVED_ON,
        )
        assert checked.errors == ()
        for issue in checked.issues:
            assert issue.message
            assert issue.remedy


class TestFlags:
    """What does not agree is told with its place and remedy; none of it keeps a return out."""

    def test_a_list_that_agrees_is_not_mentioned(self):
        assert list_flags(check_listed()) == []

    @pytest.mark.parametrize("code", EXAMPLES_OF_EVIDENCE)
    def test_every_flag_is_a_warning(self, code):
        issues = EXAMPLES_OF_EVIDENCE[code][0]()
        assert code in {issue.code for issue in issues}
        assert {issue.severity for issue in issues} == {Severity.WARNING}

    def test_two_rows_of_one_code_name_both_cells(self):
        issues = EXAMPLES_OF_EVIDENCE["evidence_twice"][0]()
        [twice] = [issue for issue in issues if issue.code == "evidence_twice"]
        assert twice.message == f"Mã MC-HP1.3-01 có ở nhiều dòng của sheet Minh chứng: ô A{FIRST}, A{FIRST + 1}."

    def test_a_piece_may_prove_several_lines_from_either_side(self):
        lines = "| line | done | evidence_count | evidence |\n| HP1.3 | Đạt | 1 | MC-HP1.3-01 |\n| HP1.4 | Đạt | 1 | mc hp1.3 1 |"
        assert list_flags(check_listed(lines, "| code | title |\n| MC-HP1.3-01 | Biên bản |")) == []
        named = "| line | done | evidence_count |\n| HP1.3 | Đạt | 1 |"
        assert list_flags(check_listed(named, "| code | title | used_for |\n| MC-HP1.3-01 | Biên bản | HP1.3 |")) == []

    @pytest.mark.parametrize(
        ("number", "flags"),
        [
            ("ngày 13/06/2020", [f"date_after_receipt {SHEET_EVIDENCE}!D{FIRST}"]),  # received on 12/6
            ("ngày 12/06/2020", []),
            ("ngày 31/12/2019", [f"date_before_year {SHEET_EVIDENCE}!D{FIRST}"]),
        ],
    )
    def test_days_lie_between_the_years_first_and_the_day_of_receipt(self, number, flags):
        pieces = f"| code | title | number | used_for |\n| MC-HP1.3-01 | Biên bản | {number} | HP1.3 |"
        assert list_flags(check_listed(pieces=pieces)) == flags

    @pytest.mark.parametrize(
        ("done", "pieces", "asked"),
        [
            ("Đạt", "| code | title | kind |\n| MC-HP1.3-01 | KH 15 | Kế hoạch |", True),
            ("Đạt", "| code | title |\n| MC-HP1.3-01 | Kế hoạch xây dựng trường học hạnh phúc |", True),
            ("Đang thực hiện", "| code | title | kind |\n| MC-HP1.3-01 | KH 15 | Kế hoạch |", False),
            (
                "Đạt",
                "| code | kind | used_for |\n| MC-HP1.3-01 | Kế hoạch | |\n| MC-HP1.3-02 | Ảnh, video | HP1.3 |",
                False,
            ),
        ],
    )
    def test_a_plan_alone_is_asked_about_where_something_is_said_to_be_done(self, done, pieces, asked):
        line = f"| line | done | evidence_count | evidence |\n| HP1.3 | {done} | 1 | MC-HP1.3-01 |"
        checked = check_listed(line, pieces)
        assert (f"evidence_only_plan {ITEMS}!E9" in list_flags(checked)) is asked

    def test_the_question_about_a_plan_is_a_question(self):
        issue = next(one for one in EXAMPLES_OF_EVIDENCE["evidence_only_plan"][0]() if one.code == "evidence_only_plan")
        assert issue.message == (
            "HP1.3: việc này đã thực hiện, hay mới có kế hoạch? Minh chứng duy nhất đang nêu (MC-HP1.3-01) là kế hoạch."
        )

    def test_a_line_without_codes_is_not_counted_against_the_list(self):
        lines = f"{ONE_LINE}| NV2.3 | 2 | 3 | Ảnh, biên bản |"
        assert list_flags(check_listed(lines)) == []

    def test_a_claim_without_evidence_is_told_once(self):
        flags = list_flags(check_listed("| line | done |\n| NV2.3 | 2 |"))
        assert flags.count(f"claim_without_evidence {TASKS}!G33") == 1

    def test_two_lists_that_differ_keep_no_return_out(self):
        workbook = load_workbook(io.BytesIO(fill_listed()))
        twin = workbook.copy_worksheet(workbook[SHEET_EVIDENCE])
        twin.title, twin[f"B{FIRST}"].value = "Minh chứng (2)", "Biên bản khác"
        written = io.BytesIO()
        workbook.save(written)
        checked = check_shipped(written.getvalue())
        assert checked.errors == ()
        assert f"sheets_differ {SHEET_EVIDENCE}!B{FIRST}" in list_flags(checked)


class TestKept:
    """What was listed is kept with the return, and stands among the figures' tables."""

    def test_a_return_comes_back_as_it_was_saved(self, tmp_path):
        district = open_shipped(tmp_path)
        [outcome] = receive_files(district, [HandedIn("a.xlsx", fill_listed())], Receiving(RECEIVED_ON, actor=OFFICE))
        assert outcome.status is Status.ACCEPTED
        assert district.repository.load_return(outcome.submission) == read_shipped(fill_listed())
        [row] = district.load_dataset().evidence.to_dict("records")
        assert row == {
            "school": SCHOOL, "period": "6m", "code": "MC-HP1.3-01", "title": "Biên bản họp cơ quan", "kind": "Biên bản",
            "number": "15/BB", "dated": date(2020, 3, 12), "issuer": "Nhà trường", "location": "Hồ sơ văn phòng",
            "used_for": "HP1.3",
        }  # fmt: skip


class TestBeside:
    """Files in a zip beside the workbook are kept with the return, once by their bytes."""

    def test_those_of_its_folder_and_below_are_kept_with_their_codes(self, tmp_path):
        district = open_shipped(tmp_path)
        files = {
            "A/bao-cao.xlsx": fill_listed(),
            "A/MC-HP1.3-01 Biên bản.pdf": b"%PDF-1",
            "A/anh/lop hoc.jpg": b"\xff\xd8 anh",
            "A/giong-het.pdf": b"%PDF-1",
        }
        [outcome] = hand_in(district, files)
        assert outcome.beside.describe() == (
            "Đã giữ 2 tệp minh chứng gửi kèm; 1 tệp minh chứng đã có từ trước, không giữ thêm bản nữa."
        )
        kept = list_kept(district)
        assert kept == [("MC-HP1.3-01 Biên bản.pdf", "MC-HP1.3-01", b"%PDF-1"), ("lop hoc.jpg", "", b"\xff\xd8 anh")]

    def test_each_school_has_its_own_folder(self, tmp_path):
        district = open_shipped(tmp_path)
        hand_in(
            district,
            {
                "A/bao-cao.xlsx": fill_listed(),
                "A/a.pdf": b"a",
                "B/bao-cao.xlsx": fill_listed(school="MN-DONDAC"),
                "B/b.pdf": b"b",
            },
        )
        assert list_kept(district) == [("a.pdf", "", b"a")]
        assert list_kept(district, "MN-DONDAC") == [("b.pdf", "", b"b")]

    def test_where_it_cannot_be_told_whose_a_file_is_it_is_told_as_before(self, tmp_path):
        district = open_shipped(tmp_path)
        files = {"a.xlsx": fill_listed(), "b.xlsx": fill_listed(school="MN-DONDAC"), "chung.pdf": b"%PDF-1.7 chung"}
        outcomes = hand_in(district, files)
        assert [one.status for one in outcomes] == [Status.ACCEPTED, Status.ACCEPTED, Status.UNREADABLE]
        assert list_kept(district) == list_kept(district, "MN-DONDAC") == []

    def test_a_name_that_begins_with_a_code_leads_from_anywhere_in_the_zip(self, tmp_path):
        district = open_shipped(tmp_path)
        files = {"bao cao/a.xlsx": fill_listed(), "khac/MC-NV2.3-01 danh sach.xlsx": b"bang tinh", "khac/x.pdf": b"%PDF"}
        hand_in(district, files)
        assert list_kept(district) == [("MC-NV2.3-01 danh sach.xlsx", "MC-NV2.3-01", b"bang tinh")]

    def test_of_a_return_sent_back_nothing_is_kept_till_it_is_taken(self, tmp_path):
        district = open_shipped(tmp_path)
        wrong = fill_listed("| line | done |\n| NV2.3 | hai |")
        [back] = hand_in(district, {"a.xlsx": wrong, "a.pdf": b"%PDF"})
        assert back.status is Status.RETURNED
        assert back.beside.describe() == (
            "1 tệp minh chứng gửi kèm chưa giữ: sẽ giữ khi báo cáo được nhận; hãy gửi lại cả tệp nén sau khi sửa báo cáo."
        )
        assert list_kept(district) == []
        hand_in(district, {"a.xlsx": fill_listed(), "a.pdf": b"%PDF"})
        assert list_kept(district) == [("a.pdf", "", b"%PDF")]

    def test_a_question_answered_with_yes_brings_the_files_along(self, tmp_path):
        district = open_shipped(tmp_path)
        hand_in(district, {"a.xlsx": fill_listed()})
        [file] = list_zip(district, {"a.xlsx": fill_listed("| line | done |\n| NV2.3 | 2 |", ""), "a.pdf": b"%PDF"})
        [asked] = receive_files(district, [file], Receiving(date(2020, 6, 11), actor=OFFICE))  # a day before the one in force
        assert (asked.status, asked.beside.waiting) == (Status.ASKED, 1)
        answered = replace(file, accepted=frozenset(question.key for question in asked.questions))
        [taken] = receive_files(district, [answered], Receiving(date(2020, 6, 11), actor=OFFICE))
        assert (taken.status, taken.beside.kept) == (Status.ACCEPTED, 1)

    def test_the_same_workbook_once_more_brings_what_is_new(self, tmp_path):
        district = open_shipped(tmp_path)
        hand_in(district, {"a.xlsx": FILLED, "a.pdf": b"a"})
        [again] = hand_in(district, {"a.xlsx": FILLED, "a.pdf": b"a", "b.pdf": b"b"})
        assert (again.status, again.beside.kept, again.beside.known) == (Status.DUPLICATE, 1, 1)

    def test_size_and_number_are_limited_and_what_is_left_out_is_named(self, tmp_path):
        district = open_shipped(tmp_path, DANVAN_LARGEST_EVIDENCE_MB=1, DANVAN_MOST_EVIDENCE=2)
        papers = {"to.pdf": bytes(1_000_001), "rong.pdf": b"", "1.pdf": b"1", "2.pdf": b"2", "3.pdf": b"3"}
        files = {"a.xlsx": fill_listed(), **papers}
        [outcome] = hand_in(district, files)
        assert outcome.beside.describe() == (
            "Đã giữ 2 tệp minh chứng gửi kèm; 3 tệp minh chứng không giữ được: "
            "“to.pdf” (tệp lớn hơn 1 MB), “rong.pdf” (tệp rỗng), “3.pdf” "
            "(báo cáo này đã có 2 tệp minh chứng, là số nhiều nhất được giữ)."
        )

    def test_checking_alone_keeps_nothing(self, tmp_path):
        district = open_shipped(tmp_path)
        [outcome] = hand_in(district, {"a.xlsx": fill_listed(), "a.pdf": b"%PDF"}, store=False)
        assert outcome.beside.describe() == "1 tệp minh chứng gửi kèm chưa giữ: sẽ giữ khi nhận báo cáo."
        assert list_kept(district) == []

    def test_no_name_in_a_zip_leads_anywhere(self, tmp_path):
        district = open_shipped(tmp_path)
        hand_in(district, {"a.xlsx": fill_listed(), "../../../etc/MC-HP1.3-01.pdf": b"%PDF"})
        assert list_kept(district) == [("MC-HP1.3-01.pdf", "MC-HP1.3-01", b"%PDF")]


class TestCodesOfFiles:
    """The office says of which piece a file is, and withdraws one with a reason; nothing is removed."""

    def test_a_file_is_given_its_code_however_it_is_typed(self, tmp_path):
        district = open_shipped(tmp_path)
        hand_in(district, {"a.xlsx": fill_listed(), "bien ban.pdf": b"%PDF"})
        [file] = look_at(district).loose
        name_evidence_file(district, file.number, "mc hp1.3 1", actor=OFFICE)
        [piece] = look_at(district).pieces
        assert [one.name for one in piece.files] == ["bien ban.pdf"]
        assert look_at(district).loose == ()

    @pytest.mark.parametrize("code", ["HP1.3", "MC-HP9.9-01", "biên bản"])
    def test_what_is_no_code_is_refused_with_an_example(self, tmp_path, code):
        district = open_shipped(tmp_path)
        hand_in(district, {"a.xlsx": fill_listed(), "bien ban.pdf": b"%PDF"})
        with pytest.raises(UserError, match=r"MC-CT1\.1-01"):
            name_evidence_file(district, look_at(district).loose[0].number, code, actor=OFFICE)

    def test_a_withdrawn_file_counts_no_more_and_may_be_handed_in_again(self, tmp_path):
        district = open_shipped(tmp_path)
        hand_in(district, {"a.xlsx": FILLED, "bien ban.pdf": b"%PDF"})
        [file] = look_at(district).loose
        with pytest.raises(UserError, match="lý do"):
            withdraw_evidence_file(district, file.number, " ", actor=OFFICE)
        withdraw_evidence_file(district, file.number, "gửi nhầm", actor=OFFICE)
        assert look_at(district).files == ()
        with pytest.raises(UserError, match="tải lại trang"):
            withdraw_evidence_file(district, file.number, "gửi nhầm", actor=OFFICE)
        [again] = hand_in(district, {"a.xlsx": FILLED, "bien ban.pdf": b"%PDF"})
        assert again.beside.kept == 1
        assert [one.name for one in look_at(district).files] == ["bien ban.pdf"]
        actions = [event.action for event in district.repository.list_events(school=SCHOOL)]
        assert actions == ["accepted", "evidence_kept", "evidence_withdrawn", "evidence_kept"]


class TestList:
    """What a school lists, beside the lines it proves, what does not agree, its files and who saw them."""

    def test_pieces_lines_flags_files_and_ticks_stand_together(self, tmp_path):
        district = open_shipped(tmp_path)
        lines = "| line | done | evidence_count | evidence |\n| HP1.3 | Đạt | 2 | MC-HP1.3-01; MC-HP1.3-07 |"
        pieces = "| code | title | used_for |\n| MC-HP1.3-01 | Biên bản | NV2.3 |\n| MC-NV2.3-01 | Ảnh | |"
        hand_in(district, {"a.xlsx": fill_listed(lines, pieces), "MC-HP1.3-01.pdf": b"%PDF", "khac.pdf": b"%PDF-2"})
        tick(tmp_path, "MC-HP1.3-01", seen=True)
        tick(tmp_path, "MC-NV2.3-01", seen=True)
        tick(tmp_path, "MC-NV2.3-01", seen=False)
        record = look_at(district)
        told = [(one.code, one.lines, one.flags, len(one.files), bool(one.seen)) for one in record.pieces]
        assert told == [
            ("MC-HP1.3-01", ("NV2.3", "HP1.3"), (), 1, True),
            ("MC-NV2.3-01", (), ("chưa dùng cho dòng nào",), 0, False),
            ("MC-HP1.3-07", ("HP1.3",), ("chưa có trong danh mục",), 0, False),
        ]
        assert describe_counts(record) == "2 minh chứng · 1 mã nêu mà chưa liệt kê · 2 tệp · đã xem 1/2"
        first = [str(cell) for cell in lay_out_evidence(record).rows[0]]
        assert first[0] == "MC-HP1.3-01"
        assert first[6:9] == ["NV2.3, HP1.3", "1", "Cô Lan, 17/06/2020"]

    def test_without_anything_it_says_so(self, tmp_path):
        district = open_shipped(tmp_path)
        hand_in(district, {"a.xlsx": fill_listed("| line | done |\n| NV2.3 | 2 |", "")})
        assert describe_counts(look_at(district)) == "chưa lập danh mục, chưa có tệp nào"


class TestPack:
    """“Tải minh chứng”: files renamed to their codes, the list beside them; pictures only when somebody says so."""

    FILES: ClassVar = {
        "a.xlsx": fill_listed(pieces=f"{ONE_PIECE}| MC-HP1.4-01 | Ảnh sân trường | Ảnh, video | | | | HP1.4 |"),
        "MC-HP1.3-01 Biên bản họp Đoàn.pdf": b"%PDF-1",
        "khac/mc-hp1.3-1 biên bản HỌP đoàn.pdf": b"%PDF-2",
        "MC-HP1.4-01 san truong.jpg": b"\xff\xd8\xff anh",
        "quet.pdf": b"\x89PNG doi ten",
        "MC-HP1.4-01 quet.pdf": b"%PDF anh quet",
    }

    def test_names_are_codes_in_ascii_and_no_two_are_one(self, tmp_path):
        with open_pack(tmp_path, self.FILES) as pack:
            assert pack.namelist() == [
                "MC-HP1.3-01 Bien ban hop Doan.pdf", "MC-HP1.3-01 bien ban HOP doan (2).pdf", "Danh sách minh chứng.xlsx",
            ]  # fmt: skip
            assert pack.read("MC-HP1.3-01 Bien ban hop Doan.pdf") == b"%PDF-1"

    def test_pictures_go_along_only_where_somebody_says_so(self, tmp_path):
        with open_pack(tmp_path, self.FILES, include_pictures=True) as pack:
            assert sorted(pack.namelist()[:-1]) == [
                "KHONG-MA quet.pdf", "MC-HP1.3-01 Bien ban hop Doan.pdf", "MC-HP1.3-01 bien ban HOP doan (2).pdf",
                "MC-HP1.4-01 quet.pdf", "MC-HP1.4-01 san truong.jpg",
            ]  # fmt: skip

    def test_the_list_names_every_file_and_what_was_left_out(self, tmp_path):
        with open_pack(tmp_path, self.FILES) as pack:
            rows = read_list(pack.read("Danh sách minh chứng.xlsx"))
        files = {row["Tệp gốc"]: row for row in rows}
        assert files["MC-HP1.3-01 Biên bản họp Đoàn.pdf"]["SHA-256"] == sha256(b"%PDF-1").hexdigest()
        assert files["MC-HP1.3-01 Biên bản họp Đoàn.pdf"]["Dùng cho"] == "HP1.3"
        assert files["MC-HP1.3-01 Biên bản họp Đoàn.pdf"]["Số, ngày"] == "15/BB, ngày 12/03/2020"
        left = {name for name, row in files.items() if row["Tệp trong gói"] == "–"}
        assert left == {"MC-HP1.4-01 san truong.jpg", "quet.pdf", "MC-HP1.4-01 quet.pdf"}
        assert all("ảnh, video chỉ gửi đi khi có người quyết định từng lần" in files[name]["Ghi chú"] for name in left)

    @given(st.lists(st.text(min_size=1, max_size=40), min_size=1, max_size=5))
    def test_no_name_leads_out_of_the_folder_it_is_unpacked_in(self, names):
        files = tuple(EvidenceFile(number, "", name, str(number), 1) for number, name in enumerate(names))
        record = replace(EMPTY, loose=files)
        content = write_evidence_pack(record, DATASET, lambda _: b"x", include_pictures=True)
        packed = zipfile.ZipFile(io.BytesIO(content)).namelist()
        assert len({name.casefold() for name in packed}) == len(names) + 1
        for name in packed[:-1]:
            assert name.isascii()
            assert not set(name) & set('/\\:*?"<>|\0')
            assert name.startswith("KHONG-MA")
            assert ".." not in name

    def test_equal_packs_are_equal_bytes(self, tmp_path):
        district = open_shipped(tmp_path)
        hand_in(district, self.FILES)
        assert write_pack(district) == write_pack(district)

    def test_the_command_writes_it(self, tmp_path, monkeypatch):
        district = open_shipped(tmp_path)
        hand_in(district, self.FILES)
        monkeypatch.setenv("DANVAN_DATABASE_URL", f"sqlite:///{tmp_path / 'kho.sqlite3'}")
        run = partial(CliRunner().invoke, danvan)
        out = tmp_path / "mc.zip"
        done = run(["export", "evidence", "--school", SCHOOL.lower(), "--out", str(out)])
        assert (done.exit_code, done.output) == (0, f"Đã ghi {out}: {round(out.stat().st_size / 1024)} KB.\n")
        assert len(zipfile.ZipFile(out).namelist()) == 3
        done = run(["export", "evidence", "--school", SCHOOL, "--period", "6m", "--with-pictures", "--force", "--out", str(out)])
        assert done.exit_code == 0
        assert len(zipfile.ZipFile(out).namelist()) == 6
        wrong = run(["export", "evidence", "--school", "MN-DONDAC", "--out", str(tmp_path / "b.zip")])
        assert wrong.exit_code == 2
        assert "chưa có báo cáo nào được nhận" in wrong.output


# ── Builders ─────────────────────────────────────────────────────────────────────────────────────────


def read_shipped(content: bytes):
    return read_return(content, SHIPPED_PLAN, SHIPPED_ROSTER)


@cache
def read_filled():
    return read_workbook(FILLED)


def write_pieces(rows):
    """The filled template with these rows under the headings of the sheet Minh chứng, read without a file between."""
    grids = dict(read_filled().grids)
    grid = grids[SHEET_EVIDENCE]
    kept = [[*row[:7], *[""] * (7 - len(row[:7]))] for row in grid.cells[: FIRST - grid.first_row]]
    grids[SHEET_EVIDENCE] = replace(grid, cells=[*kept, *([*row, *[""] * (7 - len(row))] for row in rows)])
    return Sheets(grids)


def list_zip(district, files):
    listed = list_files([HandedIn("nop.zip", write_zip(files))], district.settings.limits)
    return gather_beside(listed, district.plan)


def hand_in(district, files, *, store=True):
    return list(receive_files(district, list_zip(district, files), Receiving(RECEIVED_ON, store=store, actor=OFFICE)))


def list_kept(district, school=SCHOOL, period="6m"):
    found = district.repository.evidence.list_files(SHIPPED_PLAN.code, school, period)
    contents = [district.repository.evidence.load_content(one.sha256) for one in found]
    assert [sha256(content).hexdigest() for content in contents] == [one.sha256 for one in found]
    return [(one.file_name, one.code, content) for one, content in zip(found, contents, strict=True)]


def look_at(district, school=SCHOOL, period="6m"):
    return load_evidence(district, district.load_dataset(), school, period)


def tick(folder, code, *, seen):
    """As an appraiser's tick is kept, on 17/6/2020."""
    row = {
        "plan": SHIPPED_PLAN.code, "school": SCHOOL, "period": "6m", "round": "to-phong", "code": code, "seen": seen,
        "appraiser": "Cô Lan", "at": datetime(2020, 6, 17, 2, tzinfo=UTC),
    }  # fmt: skip
    with open_engine(f"sqlite:///{folder / 'kho.sqlite3'}").begin() as connection:
        connection.execute(insert(evidence_seen), row)


def write_pack(district, **more):
    return write_evidence_pack(look_at(district), district.load_dataset(), district.repository.evidence.load_content, **more)


def open_pack(folder, files, **more):
    district = open_shipped(folder)
    hand_in(district, files)
    return zipfile.ZipFile(io.BytesIO(write_pack(district, **more)))


def read_list(content):
    """The rows of the list by its headings."""
    rows = [[cell.value for cell in row] for row in load_workbook(io.BytesIO(content)).active.iter_rows()]
    top = next(number for number, row in enumerate(rows) if row[0] == "Mã")
    return [dict(zip(rows[top], row, strict=True)) for row in rows[top + 1 :]]


DATASET = build_empty_dataset()
EMPTY = collect_evidence(DATASET, SHIPPED_ROSTER.by_code[SCHOOL], "6m", None, KeptEvidence())
