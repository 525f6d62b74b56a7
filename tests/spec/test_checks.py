"""What is checked when a school's workbook comes back (issue 2, “Read and check”), told as it is found: code, sheet and cell.

The workbooks are of the small plan: T1 is a ratio of people, T2 a count, T3 a checklist, T4 a limit, T5 a yes/no, T6 a date,
T7 tracked, L1 and L2 levels; models are registered on the sheet Mô hình.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date
from functools import cache
from tempfile import TemporaryDirectory

import pytest

from danvan_metrics.access.actor import AccessRole
from danvan_metrics.district import open_district
from danvan_metrics.errors import UnreadableWorkbook
from danvan_metrics.formats.package import pack_files
from danvan_metrics.intake.archive import HandedIn, list_files
from danvan_metrics.intake.receiving import Receiving, receive_file
from danvan_metrics.plan.rules import Field
from danvan_metrics.sample import iterate_sample
from danvan_metrics.settings import Limits, load_settings
from danvan_metrics.spreadsheets.pool import Pool
from danvan_metrics.spreadsheets.reader import read_workbook
from danvan_metrics.validation.appraisal_messages import APPRAISAL_MESSAGES
from danvan_metrics.validation.case import Case
from danvan_metrics.validation.checks import run_checks
from danvan_metrics.validation.issues import Severity
from danvan_metrics.validation.messages import MESSAGES
from danvan_metrics.validation.verdict import refuse_file
from danvan_metrics.workbook.layout import build_layout
from tests.builders_access import OFFICE, build_actor
from tests.builders_cells import place_picture
from tests.builders_evidence import EXAMPLES_OF_EVIDENCE
from tests.builders_reader import (
    FACTS,
    ITEMS,
    MODELS,
    PLAN,
    ROSTER,
    SHIPPED_PLAN,
    SHIPPED_ROSTER,
    TASKS,
    check,
    fill_template,
    fill_workbook,
    list_errors,
    list_warnings,
    read_return,
    read_sheets,
)
from tests.builders_structure import EXAMPLES_OF_STRUCTURE
from tests.misbehaving_worker import COMMAND, KILLED

CODES = [code for code in MESSAGES if code not in APPRAISAL_MESSAGES]  # of returns; a phiếu's stand in test_appraisal_sheet

MODEL = """
    | name    | field            | owner   | status   |
    | Tủ sách | Gia đình học tập | Cá nhân | Đăng ký  |
"""


class TestNothingToSay:
    def test_a_blank_line_is_no_issue(self):
        checked = check(fill_workbook())
        assert checked.issues == ()
        assert (checked.answered, checked.askable) == (0, 11)  # T1–T7 with two lines of T3, L1, L2, and the question on models

    def test_a_full_and_sound_return_is_complete(self):
        checked = check(FULL)
        assert checked.issues == ()
        assert (checked.answered, checked.askable, checked.complete) == (11, 11, True)
        assert checked.recognised_by == "theo mã nhận dạng trong tệp"

    def test_not_applicable_counts_as_answered_and_an_error_does_not(self):
        checked = check(
            fill_workbook("""
                | line | done          | note      |
                | L1   | Không áp dụng | chưa có   |
                | T2   | ba buổi       |           |
            """)
        )
        assert (checked.answered, checked.complete) == (1, False)


class TestNumbersOfALine:
    def test_more_done_than_there_was_to_do(self):
        given = fill_workbook("""
            | line | to_do | done | evidence_count |
            | T1   | 10    | 12   | 1              |
        """)
        assert list_errors(check(given)) == [f"done_above_to_do {TASKS}!F6"]

    def test_something_done_where_nothing_was_to_do(self):
        given = fill_workbook("""
            | line | to_do | done | evidence_count |
            | T1   | 0     | 1    | 1              |
        """)
        assert list_errors(check(given)) == [f"done_above_to_do {TASKS}!F6"]

    @pytest.mark.parametrize("done", ["0", ""])
    def test_nothing_to_do_is_no_error_and_asks_for_a_reason(self, done):
        bare = check(fill_workbook(f"| line | to_do | done |\n| T1 | 0 | {done} |"))
        assert (list_errors(bare), list_warnings(bare)) == ([], [f"not_applicable_without_reason {TASKS}!I6"])
        assert check(fill_workbook(f"| line | to_do | done | note |\n| T1 | 0 | {done} | chưa có hội viên |")).issues == ()

    def test_half_a_ratio_points_at_the_empty_half(self):
        assert list_errors(check(fill_workbook("| line | to_do |\n| T1 | 10 |"))) == [f"incomplete_ratio {TASKS}!F6"]
        assert list_errors(check(fill_workbook("| line | done |\n| T1 | 10 |"))) == [f"incomplete_ratio {TASKS}!E6"]

    def test_a_refused_half_is_told_once(self):
        given = fill_workbook("| line | to_do | done |\n| T1 | 10 | tám |")
        assert list_errors(check(given)) == [f"not_a_number {TASKS}!F6"]

    def test_more_people_than_there_are(self):
        given = fill_workbook(
            """
            | line | to_do | done | evidence_count |
            | T1   | 121   | 121  | 1              |
            """,
            facts={"members": 120},
        )
        assert list_errors(check(given)) == [f"people_above_total {TASKS}!E6", f"people_above_total {TASKS}!F6"]

    def test_everybody_reached_is_no_issue(self):
        given = fill_workbook("| line | to_do | done | evidence_count |\n| T1 | 120 | 120 | 1 |", facts={"members": 120})
        assert check(given).issues == ()

    def test_people_are_not_judged_where_the_total_is_blank(self):
        given = fill_workbook("| line | to_do | done | evidence_count |\n| T1 | 121 | 121 | 1 |", facts={"members": None})
        assert list_errors(check(given)) == []

    def test_a_count_above_its_target_and_a_limit_passed_are_no_issue(self):
        given = fill_workbook("""
            | line | done | evidence_count |
            | T2   | 50   | 1              |
            | T4   | 4    |                |
        """)
        assert check(given).issues == ()


class TestAgainstTheReturnBefore:
    BEFORE = """
        | line | to_do | done | evidence_count |
        | T1   | 10    | 8    | 1              |
        | T2   |       | 4    | 1              |
        | T4   |       | 2    |                |
        | T7   |       | 30   |                |
    """

    def test_cumulative_counts_that_fall_are_warned_of(self):
        fallen = self.BEFORE.replace("| 8 ", "| 7 ").replace("| 4 ", "| 3 ").replace("| 2 ", "| 1 ").replace("| 30 ", "| 29 ")
        checked = check(fill_workbook(fallen, period="hk2"), previous=read_return(fill_workbook(self.BEFORE)))
        assert list_warnings(checked) == [f"count_below_previous {TASKS}!F{row}" for row in (6, 7, 11, 14)]
        assert checked.errors == ()

    def test_the_same_counts_again_are_no_issue(self):
        checked = check(fill_workbook(self.BEFORE, period="hk2"), previous=read_return(fill_workbook(self.BEFORE)))
        assert checked.issues == ()

    def test_a_line_now_blank_is_not_reported_not_fallen(self):
        checked = check(fill_workbook(period="hk2"), previous=read_return(fill_workbook(self.BEFORE)))
        assert checked.issues == ()

    def test_a_later_return_is_no_return_before(self):
        later = read_return(fill_workbook(self.BEFORE, period="hk2"))
        assert check(fill_workbook("| line | done | evidence_count |\n| T2 | 1 | 1 |"), previous=later).issues == ()


class TestEvidence:
    @pytest.mark.parametrize(
        ("line", "done", "cell"),
        [
            ("T2", "3", f"{TASKS}!G7"),
            ("T3.1", "Có", f"{TASKS}!G9"),
            ("T5", "Có", f"{TASKS}!G12"),
            ("T6", "2022-02-25", f"{TASKS}!G13"),
            ("L1", "Đạt", f"{ITEMS}!D7"),
        ],
    )
    @pytest.mark.parametrize("count", ["", "0"])
    def test_a_claim_without_evidence_is_warned_of(self, line, done, cell, count):
        checked = check(fill_workbook(f"| line | done | evidence_count |\n| {line} | {done} | {count} |"))
        assert list_warnings(checked) == [f"claim_without_evidence {cell}"]

    @pytest.mark.parametrize(
        ("line", "done"),
        [("T2", "0"), ("T5", "Không"), ("L1", "Đang thực hiện"), ("L1", "Chưa thực hiện"), ("T4", "3"), ("T7", "9")],
    )
    def test_no_claim_needs_no_evidence(self, line, done):
        assert check(fill_workbook(f"| line | done |\n| {line} | {done} |")).issues == ()

    def test_evidence_beside_a_no_is_fine(self):
        assert check(fill_workbook("| line | done | evidence_count |\n| T5 | Không | 2 |")).issues == ()

    def test_evidence_told_of_but_not_counted(self):
        checked = check(fill_workbook("| line | done | evidence |\n| T5 | Có | Biên bản số 4 |"))
        assert list_warnings(checked) == [f"evidence_without_count {TASKS}!G12"]


class TestNotApplicable:
    def test_it_wants_a_reason(self):
        checked = check(fill_workbook("| line | done |\n| L2 | Không áp dụng |\n| T3.2 | Không áp dụng |"))
        assert list_errors(checked) == [f"not_applicable_without_reason {TASKS}!I10", f"not_applicable_without_reason {ITEMS}!F9"]

    def test_with_a_reason_it_is_fine(self):
        assert check(fill_workbook("| line | done | note |\n| L2 | không áp dụng | không có thôn |")).issues == ()


class TestModels:
    def test_rows_under_a_no(self):
        given = fill_workbook(models=MODEL, registers_models="Không")
        assert list_errors(check(given)) == [f"models_against_answer {MODELS}!C4"]

    def test_a_yes_without_rows(self):
        assert list_warnings(check(fill_workbook(registers_models="Có"))) == [f"models_announced {MODELS}!C4"]

    def test_no_and_no_rows_is_a_true_zero(self):
        checked = check(fill_workbook(registers_models="Không"))
        assert checked.issues == ()
        assert (checked.returned.models, checked.returned.models_declared, checked.answered) == ((), False, 1)

    def test_a_row_with_anything_in_it_is_a_model_and_wants_its_name(self):
        given = fill_workbook(models="| leader |\n| Bà Lan |", registers_models="Có")
        assert list_errors(check(given)) == [
            f"model_name_missing {MODELS}!B7",
            f"model_field_missing {MODELS}!C7",
            f"model_status_missing {MODELS}!G7",
        ]
        assert list_warnings(check(given)) == [f"model_owner_missing {MODELS}!D7"]

    def test_a_result_without_evidence_is_warned_of(self):
        given = fill_workbook(models=MODEL, registers_models="Có", cells={f"{MODELS}!I7": "40 gia đình"})
        assert list_warnings(check(given)) == [f"claim_without_evidence {MODELS}!J7"]


class TestPlaces:
    def test_a_missing_sheet_is_one_error_not_one_per_line(self):
        checked = check(fill_workbook(edit=lambda workbook: workbook.remove(workbook[ITEMS])))
        assert list_errors(checked) == [f"missing_sheet {ITEMS}!"]

    def test_a_missing_line_names_the_row_it_had(self):
        checked = check(fill_workbook(edit=lambda workbook: workbook[TASKS].delete_rows(11)))
        assert list_errors(checked) == [f"missing_line {TASKS}!F11"]

    def test_cells_are_named_where_they_stand_after_rows_were_put_in(self):
        def push_down(workbook):
            workbook[TASKS].insert_rows(2, 3)

        given = fill_workbook("| line | to_do | done |\n| T1 | 10 | 12 |", edit=push_down)
        assert list_errors(check(given)) == [f"done_above_to_do {TASKS}!F9"]

    def test_issues_come_sheet_by_sheet_and_row_by_row(self):
        given = fill_workbook(
            """
            | line | done |
            | L1   | xong |
            | T7   | -1   |
            | T2   | 2.5  |
            """,
            facts={"members": "đông"},
        )
        assert list_errors(check(given)) == [
            f"not_a_number {FACTS}!C14",
            f"not_whole {TASKS}!F7",
            f"out_of_range {TASKS}!F14",
            f"not_a_choice {ITEMS}!C7",
        ]


class TestEveryCode:
    """Each code of the catalogue, provoked once: where it points, what it says."""

    def test_each_has_an_example_here(self):
        assert sorted(EXAMPLES) == sorted(CODES)

    @pytest.mark.parametrize("code", CODES)
    def test_it_is_found_in_its_cell(self, code):
        assert (code, EXAMPLES[code][1]) in [(issue.code, f"{issue.place.sheet}!{issue.place.cell}") for issue in provoke(code)]

    @pytest.mark.parametrize("code", CODES)
    def test_it_says_what_and_what_to_do_with_nothing_left_open(self, code):
        issue = next(issue for issue in provoke(code) if issue.code == code)
        for sentence in (issue.message, issue.remedy):
            assert sentence.endswith(".")
            assert not set("{}") & set(sentence)
            assert "“”" not in sentence
            assert "None" not in sentence
        assert issue.severity is (Severity.WARNING if MESSAGES[code].warning else Severity.ERROR)

    @pytest.mark.parametrize("code", CODES)
    def test_every_cell_is_told_what_stands_in_it_and_what_should(self, code):
        for issue in provoke(code):
            if issue.code == code and issue.place.cell:
                assert issue.found
                assert issue.expected
                assert not issue.expected.isdigit(), "a phrase, not a bare number"

    @pytest.mark.parametrize(
        ("code", "found", "expected"),
        [
            ("done_above_to_do", "12", "không quá 10"),
            ("people_above_total", "121", "không quá 120 (“Tổng số hội viên”)"),
            ("count_below_previous", "3", "từ 4 trở lên"),
            ("incomplete_ratio", "(để trống)", "số “Đã thực hiện”"),
            ("missing_column", "(không thấy)", "cột “Minh chứng”"),
            ("model_status_missing", "(để trống)", "Đăng ký / Đang thực hiện / Hoàn thành / Dừng"),
        ],
    )
    def test_found_and_expected_can_be_read_alone(self, code, found, expected):
        assert (found, expected) in [(issue.found, issue.expected) for issue in provoke(code) if issue.code == code]

    def test_a_remedy_takes_up_the_rule_within_its_sentence(self):
        (issue,) = check(fill_workbook("| line | done |\n| T2 | 2.5 |")).errors
        assert (issue.expected, issue.remedy) == ("Số nguyên từ 0 trở lên", "Hãy ghi số nguyên từ 0 trở lên.")

    def test_a_model_without_a_name_is_called_by_its_row(self):
        given = fill_workbook(models="| leader |\n| Bà Lan |", registers_models="Có")
        assert "Mô hình ở dòng 7 chưa chọn lĩnh vực." in [issue.message for issue in check(given).issues]


# ── Builders ─────────────────────────────────────────────────────────────────────────────────────────


@cache
def provoke(code: str):
    """The issues of this code's example, handed in after BEFORE."""
    given = EXAMPLES[code][0]()
    return given if isinstance(given, tuple) else check(given, previous=read_return(BEFORE), received_on=RECEIVED_ON).issues


def drop(content: bytes, **limits: int):
    """The issues with what was dropped, before any workbook in it is read."""
    allowed = replace(Limits(), **limits)
    files = list_files([HandedIn("dot-nop.zip", content)], allowed)
    return tuple(issue for file in files for issue in _find_failure(file, allowed))


def end_reader():
    """The issues of a file whose reader is ended by another program, each time it is read."""
    pool = Pool(Limits(workers=1), command=COMMAND)
    with pytest.raises(UnreadableWorkbook) as ended:
        pool.read(KILLED)
    pool.close()
    return refuse_file(ended.value).issues


def encrypt(packed: bytes) -> bytes:
    """The zip with its first member said to have a password."""
    start = packed.find(b"PK\x01\x02") + 8  # the flags in the directory
    return packed[:start] + b"\x01" + packed[start + 1 :]


def _find_failure(file: HandedIn, limits: Limits):
    try:
        file.load(limits)
    except UnreadableWorkbook as failure:
        yield from refuse_file(failure).issues


def repack(content: bytes, part: str, old: bytes, new: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(packed, "w") as archive:
        for name in source.namelist():
            text = source.read(name)
            archive.writestr(name, text.replace(old, new, 1) if name == part else text)
    return packed.getvalue()


def say(key: str, value: str, **shown: str | None):
    """The workbook with another value in the hidden identity, and other cells where people read whose it is."""

    def edit(workbook):
        for row in workbook["_danvan"].iter_rows(max_col=2):
            if row[0].value == key:
                row[1].value = value

    return fill_workbook(edit=edit, period="hk2", cells=shown)


def line(text: str):
    """A workbook of the second period with one line: “T1 to_do=10 done=12”."""
    code, *pairs = text.split(" ", 1)[0], *text.split(" ", 1)[1].split("; ")
    names, values = zip(*(pair.split("=", 1) for pair in pairs), strict=True)
    return lambda: fill_workbook(f"| line | {' | '.join(names)} |\n| {code} | {' | '.join(values)} |", period="hk2")


def model(**cells: str):
    table = f"| {' | '.join(cells)} |\n| {' | '.join(cells.values())} |"
    return lambda: fill_workbook(models=table, registers_models="Có", period="hk2")


def judge_merged():
    """The issues of a return whose cells F6 and F7 were merged with a number in the first."""
    returned = read_sheets({f"{TASKS}!E6": 10, f"{TASKS}!F6": 8, f"{TASKS}!G6": 1}, merged=f"{TASKS}!F6:F7")
    case = Case(PLAN, ROSTER, ROSTER.by_code["TH01"], read_workbook(fill_workbook()), returned)
    return tuple(run_checks(case))


def hand_in(content: bytes, actor=OFFICE):
    """The issues of a file of the shipped plan, handed in to a store that stands empty."""
    with TemporaryDirectory() as folder:
        district = open_district(load_settings({"DANVAN_DATABASE_URL": f"sqlite:///{folder}/kho.sqlite3"}))
        return receive_file(district, "a.xlsx", content, Receiving(store=False, actor=actor)).issues


def check_everybody():
    """The issues of a line of the shipped plan that is about everybody, answered for 10 where there are 45."""
    school, period = SHIPPED_ROSTER.schools[0], SHIPPED_PLAN.periods[0]
    layout = build_layout(SHIPPED_PLAN, school.reporter)
    places = {layout.lines["CT2.1"].cell(Field.TO_DO): 10, layout.facts["staff"]: 45}
    cells = {(place.sheet, place.cell): number for place, number in places.items()}
    content = fill_template(SHIPPED_PLAN, SHIPPED_ROSTER, school.code, period.code, cells)
    return check(content, plan=SHIPPED_PLAN, roster=SHIPPED_ROSTER).issues


RECEIVED_ON = date(2022, 12, 19)
ENCRYPTED = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(512)
BEFORE = fill_workbook("| line | done | evidence_count |\n| T2 | 4 | 1 |")
FULL = fill_workbook(
    """
    | line | to_do | done           | evidence_count | evidence      | note         |
    | T1   | 100   | 80             | 2              | Biên bản 1, 2 |              |
    | T2   |       | 6              | 6              | Sổ theo dõi   |              |
    | T3.1 |       | Có             | 1              | Sổ tay        |              |
    | T3.2 |       | Không áp dụng  |                |               | không in     |
    | T4   |       | 0              |                |               |              |
    | T5   |       | Không          |                |               |              |
    | T6   |       | 2022-02-25     | 1              | Đăng ký 12/ĐK |              |
    | T7   |       | 300            |                |               |              |
    | L1   |       | Đạt            | 3              | Ảnh, biên bản |              |
    | L2   |       | Đang thực hiện |                |               |              |
    """,
    models="""
    | name    | field            | owner   | leader | started_on | status     | result     | evidence_count | proposed_for_award |
    | Tủ sách | Gia đình học tập | Cá nhân | Bà Lan | 2022-02-01 | Hoàn thành | 40 bạn đọc | 2              | Có                 |
    """,
    registers_models="Có",
)
TITLES = [f"{sheet}!A{row}" for sheet in (FACTS, TASKS, ITEMS, MODELS) for row in (1, 2)]
NOTHING_SHOWN = dict.fromkeys([*(f"{FACTS}!C{row}" for row in (4, 5, 6, 7, 9)), "Hướng dẫn!A3", *TITLES])
TWO_FILES = pack_files([("a.xlsx", b"12"), ("b.xlsx", b"34")])
EXAMPLES = {
    **EXAMPLES_OF_STRUCTURE,
    **EXAMPLES_OF_EVIDENCE,
    "empty_file": (lambda: b"", "!"),
    "not_a_workbook": (lambda: b"\x89PNG\r\n", "!"),
    "apple_document": (lambda: pack_files([("Index/Document.iwa", b"1")]), "!"),
    "word_document": (lambda: pack_files([("word/document.xml", b"<w/>")]), "!"),
    "presentation": (lambda: pack_files([("ppt/presentation.xml", b"<p/>")]), "!"),
    "pdf_document": (lambda: b"%PDF-1.7 bao cao", "!"),
    "drive_shortcut": (lambda: b'{"doc_id": "1aB", "email": "a@b.vn"}', "!"),
    "mail": (lambda: b"From: a@b.vn\r\nTo: c@d.vn\r\nSubject: Bao cao\r\n\r\nKinh gui", "!"),
    "reader_ended": (end_reader, "!"),
    "saved_otherwise": (lambda: b"<html><table><tr><td>NV1.1", "!"),
    "damaged_file": (lambda: fill_workbook()[:9000], "!"),
    "password_protected": (lambda: ENCRYPTED, "!"),
    "unsafe_content": (
        lambda: repack(fill_workbook(), "xl/workbook.xml", b"<workbook", b'<!DOCTYPE a SYSTEM "http://a.vn"><workbook'),
        "!",
    ),
    "too_large": (lambda: repack(fill_workbook(), "xl/worksheets/sheet3.xml", b'r="A6"', b'r="XFD1048576"'), "!"),
    "archive_damaged": (lambda: drop(TWO_FILES[:40]), "!"),
    "archive_protected": (lambda: drop(encrypt(TWO_FILES)), "!"),
    "archive_empty": (lambda: drop(pack_files([])), "!"),
    "archive_too_large": (lambda: drop(TWO_FILES, largest_archive=3), "!"),
    "too_many_files": (lambda: drop(TWO_FILES, most_files=1), "!"),
    "foreign_workbook": (lambda: fill_workbook(edit=keep_one_sheet), "!"),
    "other_plan": (lambda: say("plan", "dan-van-2020"), "!"),
    "unknown_school": (lambda: say("school", "TH99", **NOTHING_SHOWN), "!"),
    "unknown_period": (lambda: say("period", "hk3", **NOTHING_SHOWN), "!"),
    "unit_not_then": (lambda: fill_workbook(school="TT02", period="hk2"), "!"),  # it stood until 31/08/2022
    "sample_workbook": (lambda: hand_in(next(iterate_sample(SHIPPED_PLAN, SHIPPED_ROSTER)).content), "!"),
    "not_your_school": (
        lambda: hand_in(
            fill_template(SHIPPED_PLAN, SHIPPED_ROSTER, "MN-DONDAC", "6m", {}), build_actor(AccessRole.SCHOOL, "MN-2")
        ),
        "!",
    ),
    "untouched_template": (lambda: hand_in(fill_template(SHIPPED_PLAN, SHIPPED_ROSTER, "MN-DONDAC", "6m", {})), "!"),
    "plan_version_differs": (lambda: say("plan_version", "0"), "!"),
    "identity_mismatch": (lambda: fill_workbook(cells={f"{FACTS}!C5": None}), f"{FACTS}!C5"),
    "missing_sheet": (lambda: fill_workbook(edit=lambda workbook: workbook.remove(workbook[MODELS])), f"{MODELS}!"),
    "missing_column": (lambda: fill_workbook(cells={f"{TASKS}!H4": "Hình ảnh"}), f"{TASKS}!H4"),
    "missing_line": (lambda: fill_workbook(edit=lambda workbook: workbook[ITEMS].delete_rows(9)), f"{ITEMS}!C9"),
    "missing_field": (lambda: fill_workbook(edit=lambda workbook: workbook[FACTS].delete_rows(14)), f"{FACTS}!C14"),
    "template_version_differs": (lambda: say("template_version", "0"), "!"),
    "line_not_in_template": (lambda: fill_old_template(drop_line=True), f"{TASKS}!"),
    "duplicate_line": (lambda: fill_workbook(cells={f"{TASKS}!A16": "T2"}), f"{TASKS}!A16"),
    "not_a_number": (line("T2 done=ba buổi"), f"{TASKS}!F7"),
    "percent_in_number": (line("T1 to_do=21; done=95 %"), f"{TASKS}!F6"),  # 19,95
    "two_numbers_in_cell": (line("T1 to_do=10; done=12/12"), f"{TASKS}!F6"),
    "date_in_number": (line("T1 to_do=10; done=2022-10-08"), f"{TASKS}!F6"),
    "ambiguous_number": (line("T2 done=1,000"), f"{TASKS}!F7"),
    "picture_in_cell": (lambda: place_picture(fill_workbook(), "sheet3.xml", "F7"), f"{TASKS}!F7"),
    "not_whole": (line("T2 done=2.5"), f"{TASKS}!F7"),
    "out_of_range": (line("T4 done=-1"), f"{TASKS}!F11"),
    "not_a_choice": (line("L1 done=xong"), f"{ITEMS}!C7"),
    "ambiguous_choice": (line("L1 done=có"), f"{ITEMS}!C7"),
    "not_a_date": (line("T6 done=hôm qua"), f"{TASKS}!F13"),
    "date_outside_year": (line("T6 done=2023-01-01"), f"{TASKS}!F13"),
    "date_before_year": (line("T6 done=2021-12-31"), f"{TASKS}!F13"),
    "line_date_after_receipt": (line("T6 done=2022-12-20"), f"{TASKS}!F13"),
    "date_after_receipt": (lambda: fill_workbook(facts={"founded_on": date(2022, 12, 20)}), f"{FACTS}!C15"),
    "too_long": (line(f"T5 done=Có; note={'dài ' * 300}"), f"{TASKS}!I12"),
    "formula_without_value": (line("T2 done==2+3"), f"{TASKS}!F7"),
    "error_value": (line("T2 done=#REF!"), f"{TASKS}!F7"),
    "merged_cell": (judge_merged, f"{TASKS}!F7"),
    "incomplete_ratio": (line("T1 to_do=10"), f"{TASKS}!F6"),
    "done_above_to_do": (line("T1 to_do=10; done=12"), f"{TASKS}!F6"),
    "people_below_total": (check_everybody, f"{TASKS}!E12"),
    "people_above_total": (line("T1 to_do=121; done=12"), f"{TASKS}!E6"),
    "not_applicable_without_reason": (line("L1 done=Không áp dụng"), f"{ITEMS}!F7"),
    "claim_without_evidence": (line("L1 done=Đạt"), f"{ITEMS}!D7"),
    "evidence_without_count": (line("L1 done=Đạt; evidence=Ảnh"), f"{ITEMS}!D7"),
    "count_below_previous": (line("T2 done=3"), f"{TASKS}!F7"),
    "count_above_later": (
        lambda: check(fill_workbook("| line | done |\n| T2 | 5 |"), previous=read_return(line("T2 done=4")())).issues,
        f"{TASKS}!F7",
    ),
    "fact_missing": (lambda: fill_workbook(facts={"writer": None}), f"{FACTS}!C13"),
    "model_name_missing": (model(field="Gia đình học tập", status="Đăng ký"), f"{MODELS}!B7"),
    "model_field_missing": (model(name="Tủ sách", status="Đăng ký"), f"{MODELS}!C7"),
    "model_status_missing": (model(name="Tủ sách", field="Gia đình học tập"), f"{MODELS}!G7"),
    "model_owner_missing": (model(name="Tủ sách"), f"{MODELS}!D7"),
    "model_twice": (lambda: fill_workbook(models=f"{MODEL}{MODEL.splitlines()[-1]}", registers_models="Có"), f"{MODELS}!B7"),
    "models_against_answer": (lambda: fill_workbook(models=MODEL, registers_models="Không"), f"{MODELS}!C4"),
    "models_announced": (lambda: fill_workbook(registers_models="Có"), f"{MODELS}!C4"),
}


def fill_old_template(*, drop_line: bool = False) -> bytes:
    """A template of version 0: without the column of the period before, and perhaps without a line asked later."""

    def edit(workbook):
        workbook["_danvan"]["B6"] = "0"
        for name, last in ((TASKS, 10), (ITEMS, 7), (MODELS, 13)):
            workbook[name].delete_cols(last)
        if drop_line:
            workbook[TASKS].delete_rows(11)

    return fill_workbook("| line | done |\n| T2 | 4 |\n| T7 | 30 |", edit=edit)


def keep_one_sheet(workbook):
    for name in workbook.sheetnames[:-1]:
        workbook.remove(workbook[name])
    sheet = workbook["_danvan"]
    sheet.delete_rows(1, 20)
    sheet.title, sheet.sheet_state = "Trang tính1", "visible"
