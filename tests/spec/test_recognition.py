"""Whose return a workbook is, and for which period (issue 3, point 2): every sign of it, what settles, and what is asked.

A row of a table is one workbook: the template sent to MN Đồn Đạc for the 6 months, with other things written where it says
whose it is. “=” leaves what was sent, an empty cell stands for wiped out:

    hidden  school and period on the hidden sheet (MN-DONDAC 6m as sent)
    name, code, period  the locked rows of Thông tin
    titles  the two lines on top of every sheet
    file    the folder and name of the file

Level and commune, which Thông tin says as well, are wiped out in all of them.
"""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_metrics.spreadsheets.grid import Grid, Sheets
from danvan_metrics.spreadsheets.reader import read_workbook
from danvan_metrics.validation.verdict import validate_sheets
from danvan_metrics.workbook.recognising.recognise import Recognition, Told, recognise
from tests.builders_reader import FACTS, ITEMS, MODELS, SHIPPED_PLAN, SHIPPED_ROSTER, TASKS, fill_template, read_table

SETTLED = """
| hidden    | name              | code      | period          | titles | file                              | school          | kỳ  | reason |
| =         | =                 | =         | =               | =      |                                   | MN-DONDAC       | 6m  | theo mã nhận dạng trong tệp |
| =         | =                 | =         | =               | =      | TH Minh Cầm 9 tháng.xlsx          | MN-DONDAC       | 6m  | theo mã nhận dạng trong tệp |
| =         | MN Đồn Đạc        | 1234567   | 6 tháng đầu năm |        |                                   | MN-DONDAC       | 6m  | theo mã nhận dạng trong tệp |
| =         |                   |           |                 |        |                                   | MN-DONDAC       | 6m  | theo mã nhận dạng trong tệp |
| =         | Đồn Đạc           | =         | =               | =      |                                   | MN-DONDAC       | 6m  | theo mã nhận dạng trong tệp |
|           | =                 | =         | =               | =      |                                   | MN-DONDAC       | 6m  | theo sheet Thông tin (“Trường Mầm non Đồn Đạc”, kỳ 6 tháng) |
|           | TH-THCS Đạp Thanh |           | CẢ NĂM 2020     |        | MN Đồn Đạc.xlsx                   | THTHCS-DAPTHANH | 12m | theo sheet Thông tin (“TH-THCS Đạp Thanh”, kỳ cả năm) |
|           |                   | mn-namson | 9 tháng         |        |                                   | MN-NAMSON       | 9m  | theo sheet Thông tin (mã MN-NAMSON, kỳ 9 tháng) |
| MN-DONDAC |                   |           | 9 tháng         |        |                                   | MN-DONDAC       | 9m  | đơn vị theo mã nhận dạng trong tệp, kỳ theo sheet Thông tin (kỳ 9 tháng) |
| - 6m      | MN Nam Sơn        |           |                 |        |                                   | MN-NAMSON       | 6m  | đơn vị theo sheet Thông tin (“MN Nam Sơn”), kỳ theo mã nhận dạng trong tệp |
|           |                   |           |                 | =      |                                   | MN-DONDAC       | 6m  | theo tiêu đề trang (“Trường Mầm non Đồn Đạc · mã MN-DONDAC”, “BIỂU MẪU BÁO CÁO 6 THÁNG NĂM 2020”) |
|           |                   |           |                 |        | bao cao MN dap thanh 6 thang.xlsx | MN-DAPTHANH     | 6m  | theo tên tệp “bao cao MN dap thanh 6 thang.xlsx” |
|           |                   |           |                 |        | BaoCaoMNDapThanh_9T.xlsx          | MN-DAPTHANH     | 9m  | theo tên tệp “BaoCaoMNDapThanh_9T.xlsx” |
|           |                   |           |                 |        | MN Nam Sơn/bao cao 6 thang.xlsx   | MN-NAMSON       | 6m  | đơn vị theo thư mục “MN Nam Sơn”, kỳ theo tên tệp “bao cao 6 thang.xlsx” |
|           |                   |           |                 |        | MN Nam Sơn/TH Minh Cầm 6T.xlsx    | TH-MINHCAM      | 6m  | theo tên tệp “TH Minh Cầm 6T.xlsx” |
|           |                   |           |                 |        | PGD&ĐT 12 tháng.xlsx              | PGDDT           | 12m | theo tên tệp “PGD&ĐT 12 tháng.xlsx” |
|           |                   |           | 6 tháng         |        | gửi Phòng GD&ĐT/PTDTNT.xlsx       | PTDTNT          | 6m  | đơn vị theo tên tệp “PTDTNT.xlsx”, kỳ theo sheet Thông tin (kỳ 6 tháng) |
"""  # noqa: E501 - a row is one workbook

ASKED = """
| hidden       | name                | code      | period       | titles | file              | schools                     | periods | why |
| MN-NAMSON 6m | =                   | =         | =            | =      |                   | MN-NAMSON MN-DONDAC         | 6m      | Các chỗ trong tệp ghi đơn vị khác nhau: MN Nam Sơn và MN Đồn Đạc. |
| =            | TH Đồn Đạc          | =         | =            | =      |                   | MN-DONDAC TH-DONDAC         | 6m      | Các chỗ trong tệp ghi đơn vị khác nhau: MN Đồn Đạc và TH Đồn Đạc. |
| =            | =                   | TH-DONDAC | =            | =      |                   | MN-DONDAC TH-DONDAC         | 6m      | Các chỗ trong tệp ghi đơn vị khác nhau: MN Đồn Đạc và TH Đồn Đạc. |
| MN-DONDAC 9m | =                   | =         | =            | =      |                   | MN-DONDAC                   | 9m 6m   | Các chỗ trong tệp ghi kỳ khác nhau: kỳ 9 tháng và kỳ 6 tháng. |
| =            | =                   | =         | 6 tháng 2019 | =      |                   | MN-DONDAC                   | 6m      | Sheet Thông tin ghi “6 tháng 2019”, còn kế hoạch đang nhận báo cáo là của năm 2020. |
| =            | =                   | =         | Học kỳ I     | =      |                   | MN-DONDAC                   | 6m      | Sheet Thông tin ghi “Học kỳ I”, không phải kỳ nào của kế hoạch; chỗ khác chỉ kỳ 6 tháng. |
| =            | Trường Mầm non Khác | =         | =            | =      |                   | MN-DONDAC                   | 6m      | Sheet Thông tin ghi “Trường Mầm non Khác”, không có trong danh sách đơn vị của Phòng; chỗ khác chỉ MN Đồn Đạc. |
| TH99 6m      | =                   | =         | =            | =      |                   | MN-DONDAC                   | 6m      | Mã nhận dạng trong tệp: TH99, không có trong danh sách đơn vị của Phòng; chỗ khác chỉ MN Đồn Đạc. |
| MN-DONDAC 3m | =                   | =         | =            | =      |                   | MN-DONDAC                   | 6m      | Mã nhận dạng trong tệp: 3m, không phải kỳ nào của kế hoạch; chỗ khác chỉ kỳ 6 tháng. |
|              | TH Thanh Sơn        |           | 6 tháng      |        |                   | MN-THANHSON THTHCS-THANHSON | 6m      | Sheet Thông tin ghi “TH Thanh Sơn”, nhưng ở đó không có trường nào thuộc cấp học này. |
|              | Thanh Sơn           |           | 6 tháng      |        |                   | MN-THANHSON THTHCS-THANHSON | 6m      | Sheet Thông tin ghi “Thanh Sơn”, có thể là MN Thanh Sơn hoặc TH&THCS Thanh Sơn. |
|              | Thanh Sơn           |           | 6 tháng      |        | TH-THCS Thanh Sơn | THTHCS-THANHSON MN-THANHSON | 6m      | Sheet Thông tin ghi “Thanh Sơn”, có thể là TH&THCS Thanh Sơn hoặc MN Thanh Sơn. |
|              |                     |           | 6 tháng      |        | Thanh Son.xlsx    | MN-THANHSON THTHCS-THANHSON | 6m      | Tên tệp “Thanh Son.xlsx”, có thể là MN Thanh Sơn hoặc TH&THCS Thanh Sơn. |
|              | =                   | =         |              |        | Ba Chẽ năm 2020   | MN-DONDAC                   |         | Tệp theo biểu mẫu của Phòng nhưng không chỗ nào cho biết là báo cáo của kỳ nào. |
|              |                     |           |              |        | Ba Chẽ năm 2020   |                             |         | Tệp theo biểu mẫu của Phòng nhưng không chỗ nào cho biết là báo cáo của đơn vị nào, kỳ nào. |
"""  # noqa: E501 - a row is one workbook


class TestSettled:
    """Signs that speak agree: the strongest is the reason shown."""

    @pytest.mark.parametrize("row", read_table(SETTLED), ids=lambda row: row["reason"])
    def test_the_return_is_recognised_and_the_reason_said(self, row):
        found = find(make(row), row.get("file", ""))
        assert found.doubt is None
        assert (found.identity.school, found.identity.period, found.reason) == (row["school"], row["kỳ"], row["reason"])
        assert (found.identity.plan, found.identity.plan_version, found.identity.template_version) == (
            SHIPPED_PLAN.code,
            SHIPPED_PLAN.version,
            "2",
        )


class TestAsked:
    """Signs disagree, fit several, or are silent: candidates, the likeliest first, and why. Nothing is taken for settled."""

    @pytest.mark.parametrize("row", read_table(ASKED), ids=lambda row: row["why"])
    def test_the_officer_is_asked(self, row):
        found = find(make(row), row.get("file", ""))
        assert (found.identity, found.reason) == (None, "")
        assert found.doubt.why == row["why"]
        assert [one.code for one in found.doubt.schools] == row.get("schools", "").split()
        assert [one.code for one in found.doubt.periods] == row.get("periods", "").split()

    @pytest.mark.parametrize("row", read_table(ASKED), ids=lambda row: row["why"])
    def test_every_candidate_is_shown_with_what_speaks_for_it(self, row):
        doubt = find(make(row), row.get("file", "")).doubt
        assert all(one.signals for one in (*doubt.schools, *doubt.periods))

    def test_signals_say_where_they_stand(self):
        [hidden, shown] = find(make({**AS_SENT, "hidden": "MN-NAMSON 6m"}), "ban sao MN Nam Son.xlsx").doubt.schools
        assert hidden.signals == ("mã nhận dạng trong tệp: MN-NAMSON", "tên tệp “ban sao MN Nam Son.xlsx”")
        assert shown.signals == (
            "sheet Thông tin ghi “Trường Mầm non Đồn Đạc”",
            "sheet Thông tin ghi mã MN-DONDAC",
            "tiêu đề sheet Thông tin ghi “Trường Mầm non Đồn Đạc · mã MN-DONDAC”",
        )

    def test_one_sheet_pasted_from_another_school_is_asked_about(self):
        sheets = put(make(AS_SENT), {(ITEMS, 2, 1): "Trường Mầm non Nam Sơn · mã MN-NAMSON"})
        [own, pasted] = find(sheets).doubt.schools
        assert (own.code, pasted.code) == ("MN-DONDAC", "MN-NAMSON")
        assert pasted.signals == ("tiêu đề sheet Trường học hạnh phúc ghi “Trường Mầm non Nam Sơn · mã MN-NAMSON”",)

    def test_another_year_in_one_title_is_asked_about(self):
        sheets = put(make(AS_SENT), {(TASKS, 1, 1): "BÁO CÁO 6 THÁNG NĂM 2019"})
        assert "còn kế hoạch đang nhận báo cáo là của năm 2020" in find(sheets).doubt.why


class TestTold:
    @pytest.mark.parametrize("row", read_table(ASKED), ids=lambda row: row["why"])
    def test_the_officers_answer_settles_every_doubt(self, row):
        found = find(make(row), told=Told("TH-MINHCAM", "9m"))
        assert (found.identity.school, found.identity.period, found.doubt) == ("TH-MINHCAM", "9m", None)
        assert found.reason == "do cán bộ Phòng xác nhận (Tiểu học Minh Cầm, kỳ 9 tháng)"

    @pytest.mark.parametrize("row", read_table(ASKED), ids=lambda row: row["why"])
    def test_what_was_confirmed_is_not_sent_back_for_what_the_workbook_says(self, row):
        checked = validate_sheets(
            make(row),
            plan=SHIPPED_PLAN,
            roster=SHIPPED_ROSTER,
            find_previous={}.get,  # asked for nothing: this is the first period
            told=Told("MN-NAMSON", "6m"),
        )
        assert (checked.identity.school, checked.returned is None, checked.errors) == ("MN-NAMSON", False, ())

    def test_another_plans_workbook_stays_another_plans(self):
        sheets = put(make(AS_SENT), {("_danvan", 2, 2): "ke-hoach-khac"})
        found = find(sheets, told=Told("MN-NAMSON", "6m"))
        assert (found.identity.plan, found.identity.school) == ("ke-hoach-khac", "MN-DONDAC")


class TestAnything:
    @given(st.text(max_size=40), st.text(max_size=40), st.text(max_size=40))
    def test_whatever_stands_there_nothing_raises_and_there_is_an_identity_or_a_question(self, name, period, file_name):
        found = find(make({"name": name, "code": period, "period": period}), file_name)
        assert (found.identity is None) is (found.doubt is not None)


class TestStrangers:
    def test_a_hidden_code_that_nothing_else_explains_is_left_for_the_check_to_name(self):
        found = find(make({"hidden": "TH99 6m"}), "MN Đồn Đạc.xlsx")
        assert (found.identity.school, found.identity.period, found.doubt) == ("TH99", "6m", None)

    def test_another_plan_is_said_even_where_the_rest_is_wiped_out(self):
        wiped = {("_danvan", row, 2): None for row in (1, 3, 4, 5, 6)}
        assert find(put(make(AS_SENT), {**wiped, ("_danvan", 2, 2): "ke-hoach-khac"})).identity.plan == "ke-hoach-khac"

    @pytest.mark.parametrize("kept", [(), (FACTS,), ("Hướng dẫn", FACTS)])
    def test_a_workbook_without_two_of_our_sheets_is_a_strangers(self, kept):
        grids = make({**AS_SENT, "hidden": ""}).grids
        sheets = Sheets({name: grids[name] for name in kept} | {"Bảng tính": Grid("Bảng tính", cells=[["MN Đồn Đạc 6 tháng"]])})
        assert find(sheets, "MN Đồn Đạc 6 tháng.xlsx") == Recognition()

    def test_two_of_our_sheets_are_enough(self):
        grids = make({**AS_SENT, "hidden": ""}).grids
        assert find(Sheets({name: grids[name] for name in (TASKS, MODELS)})).identity.school == "MN-DONDAC"

    def test_the_hidden_sheet_is_enough(self):
        grids = make(AS_SENT).grids
        assert find(Sheets({"_danvan": grids["_danvan"]})).identity.school == "MN-DONDAC"


class TestPlaces:
    @pytest.mark.parametrize("unit", SHIPPED_ROSTER.by_code)
    def test_every_unit_is_known_by_what_people_read_on_its_template(self, unit):
        for kept in ({"name": "=", "period": "="}, {"code": "=", "period": "="}, {"titles": "="}):
            found = find(make(kept, school=unit))
            assert (found.identity.school, found.identity.period) == (unit, "6m")

    @pytest.mark.parametrize("unit", SHIPPED_ROSTER.by_code)
    def test_a_sheet_more_changes_nothing(self, unit):
        sent = read_sent(unit, "6m")
        assert find(Sheets({**sent.grids, "Nháp": Grid("Nháp")})) == find(sent)
        assert find(sent).reason == "theo mã nhận dạng trong tệp"

    def test_level_and_commune_tell_where_name_and_code_are_gone(self):
        assert find(make({"period": "9 tháng", "place": "="})).reason == "theo sheet Thông tin (“Mầm non Đồn Đạc”, kỳ 9 tháng)"

    def test_rows_and_columns_put_in_above_and_before_move_nothing(self):
        facts = make({"name": "MN Nam Sơn", "period": "9 tháng"}).grids[FACTS]
        moved = Grid(FACTS, facts.first_row + 3, facts.first_column + 1, facts.cells)
        found = find(Sheets({**make({}).grids, FACTS: moved}))
        assert (found.identity.school, found.identity.period) == ("MN-NAMSON", "9m")

    def test_the_help_above_a_table_speaks_of_the_period_before_and_is_no_title(self):
        sheets = make({"name": "=", "titles": "="}, period="9m")
        assert "6 tháng" in str(sheets.grids[FACTS].value(3, 1)), "else this proves nothing"
        assert find(sheets).identity.period == "9m"

    def test_the_offices_letterhead_is_no_sign_that_the_report_is_the_offices(self):
        sheets = make({"period": "6 tháng"})
        assert sheets.grids["Hướng dẫn"].value(2, 1) == "PHÒNG GIÁO DỤC VÀ ĐÀO TẠO HUYỆN BA CHẼ"
        assert find(sheets).doubt.schools == ()

    def test_the_offices_own_return_is_known_by_the_same_signs(self):
        sheets = make({**AS_SENT, "hidden": ""}, school="PGDDT")
        assert find(sheets).identity.school == "PGDDT"
        assert find(make({"titles": "="}, school="PGDDT")).identity.school == "PGDDT"


# ── Builders ─────────────────────────────────────────────────────────────────────────────────────────

AS_SENT = dict.fromkeys(("hidden", "name", "code", "period", "titles"), "=")
TITLED = (FACTS, TASKS, ITEMS, MODELS, "Minh chứng")
LABELS = {"name": "Đơn vị báo cáo", "code": "Mã đơn vị", "period": "Kỳ báo cáo"}


def find(sheets: Sheets, file_name: str = "", *, told: Told | None = None) -> Recognition:
    return recognise(SHIPPED_PLAN, SHIPPED_ROSTER, sheets, file_name=file_name, told=told)


def make(row: dict, *, school: str = "MN-DONDAC", period: str = "6m") -> Sheets:
    """The template sent out, with what a row of the tables above says in place of what was sent."""
    sent = read_sent(school, period)
    labels = {label: row.get(key) for key, label in LABELS.items() if row.get(key) != "="}
    labels |= {} if row.get("place") == "=" else {"Cấp học": None, "Xã, thị trấn": None}
    facts = sent.grids[FACTS]
    cells: dict = {(FACTS, at, 3): labels[text] for at in range(1, facts.rows) if (text := facts.value(at, 2)) in labels}
    if row.get("titles") != "=":
        cells |= {("Hướng dẫn", 3, 1): None} | {(name, at, 1): None for name in TITLED for at in (1, 2)}
    if row.get("hidden") != "=":
        cells |= {("_danvan", at, 2): None for at in range(1, 7)}
        words = str(row.get("hidden", "")).split()
        cells |= {("_danvan", at, 2): word for at, word in zip((4, 5), words, strict=False) if word != "-"}
    return put(sent, cells)


def put(sheets: Sheets, cells: dict[tuple[str, int, int], object]) -> Sheets:
    """The sheets with other values in these cells (sheet, row, column); None wipes out."""
    grids = {}
    for name, grid in sheets.grids.items():
        rows = [list(row) for row in grid.cells]
        for (sheet, row, column), value in cells.items():
            if sheet == name and 0 <= row - grid.first_row < len(rows):
                rows[row - grid.first_row][column - grid.first_column] = "" if value is None else value
        grids[name] = Grid(name, grid.first_row, grid.first_column, rows, grid.flaws)
    return Sheets(grids)


@cache
def read_sent(school: str, period: str) -> Sheets:
    return read_workbook(fill_template(SHIPPED_PLAN, SHIPPED_ROSTER, school, period, {}))
