"""The third lens on the pages: offered where the office has spoken, its figures beside how much it has checked, never another's.

Mầm non Đạp Thanh handed in with every item “Đạt”. Of the first criterion the team confirmed HP1.2, lowered HP1.3 and was not
shown enough of HP1.4; the other four it has not looked at. Tiểu học Minh Cầm handed in, and nobody has come yet.
"""

from __future__ import annotations

import pytest

from danvan_metrics.district import open_district
from danvan_metrics.plan.verdicts import Outcome
from danvan_metrics.settings import load_settings
from danvan_metrics.vietnamese import NBSP
from tests.builders_appraisal import judge
from tests.builders_appraiser import SCHOOL, assign_team, hand_in
from tests.builders_school import open_school, read_answers
from tests.builders_web import find_row, open_app, read_charts, read_component, read_rows

OTHER = "TH-MINHCAM"
THROUGH = {"ky": "6 tháng", "goc": "Thẩm định"}
REFUSED = "Kỳ 9 tháng chưa có trường nào được Phòng thẩm định; hãy chọn góc nhìn “tự khai” hoặc “có minh chứng”."


@pytest.fixture
def appraised(stores):
    """The store of the tests with two returns, and three lines of one judged."""
    district = open_district(load_settings())
    hand_in(district)
    hand_in(district, school=OTHER)
    key = assign_team(district)
    judge(district, key, "HP1.2", choice="met")
    judge(district, key, "HP1.3", Outcome.LOWERED, choice="doing", reason="mới có kế hoạch")
    judge(district, key, "HP1.4", Outcome.UNPROVEN, reason="không có ảnh, biên bản")
    return district


def read_cells(app, table, row):
    """The cells of a row by the heading of their column."""
    told = read_component(app, table)
    names = [heading["text"] for heading in told["headings"][-1]]
    cells = next(one for band in told["bands"] for one in band["rows"] if one[0]["text"] == row)
    return dict(zip(names, cells[-len(names) :], strict=False)), cells


def list_lenses(app):
    return app.segmented_control(key="goc").options


def test_is_offered_only_in_a_period_in_which_something_was_appraised(appraised):
    assert list_lenses(open_app(ky="6 tháng")) == ["Tự khai", "Có minh chứng", "Thẩm định"]
    assert list_lenses(open_app(ky="9 tháng")) == ["Tự khai", "Có minh chứng"]


def test_the_overview_shows_what_was_found_how_far_it_may_reach_and_how_much_was_checked(appraised):
    app = open_app(**THROUGH)

    school = find_row(app, "scorecard", "Mầm non Đạp Thanh")
    assert f"14{NBSP}% 1/7 (đến 5)" in school  # HP1.2; with HP1.1, HP1.5, HP1.6 and HP1.7 as declared
    other = find_row(app, "scorecard", "Tiểu học Minh Cầm")
    assert other.count("chưa thẩm định") == 6 + 1  # its groups, and the column of the appraisal
    caption = read_component(app, "scorecard")["caption"]
    assert "kỳ 6 tháng · thẩm định, đã kiểm 3/" in caption
    assert "dòng của 1 trường" in caption


def test_declared_figures_stay_as_they_were(appraised):
    app = open_app(ky="6 tháng")

    assert f"100{NBSP}% 7/7" in find_row(app, "scorecard", "Mầm non Đạp Thanh")


def test_an_indicator_counts_only_the_schools_in_which_it_was_found_met(appraised):
    app = open_app("criteria", **THROUGH, muc="HP1")
    rows = {row[0]: row for row in read_rows(app, "indicators")}

    assert (rows["HP1.2"][2], rows["HP1.3"][2], rows["HP1.5"][2]) == ("1/19", "0/19", "0/19")
    assert rows["HP1.2"][3].replace(NBSP, " ") == "5–11 %"  # 1 of 19; 2 of 19 with the other school's as declared
    assert rows["HP1.5"][3].replace(NBSP, " ") == "0–11 %"  # both declared it and neither was checked


def test_an_item_carries_the_mark_of_the_offices_level_and_why(appraised):
    app = open_app("model_schools", **THROUGH)
    rows = {row[0]["text"]: row for band in read_component(app, "items")["bands"] for row in band["rows"]}

    confirmed, lowered, unproven, unchecked = (rows[f"HP1.{number}"][4] for number in (2, 3, 4, 5))
    assert confirmed["words"].endswith("thẩm định: đạt (xác nhận – Đã xem hồ sơ)")
    assert (lowered["note"], lowered["words"].split("thẩm định: ")[1]) == ("hạ", "đang thực hiện (hạ – mới có kế hoạch)")
    assert unproven["words"].endswith("chưa được xác nhận (0) (chưa đủ minh chứng – không có ảnh, biên bản)")
    assert (unchecked["note"], unchecked["words"].split("thẩm định: ")[1]) == ("chưa", "chưa thẩm định")


def test_a_schools_page_has_the_three_lenses_side_by_side(appraised):
    app = open_school(ky="6 tháng", ma=SCHOOL)

    bands = read_component(app, "profile_year")["bands"]
    first = {band["title"]: band["rows"][0][3]["note"] for band in bands[:3]}  # 6 months, the first criterion
    # HP1.1 came without evidence
    assert first == {"Tự khai": "7/7", "Có minh chứng": "6/7", "Thẩm định": "1/7 (đến 5)"}
    facts = {one["label"]: one["value"] for one in read_component(app, "profile_facts_strip")["figures"]}
    assert facts["Phòng thẩm định"].startswith("3/")
    answers = read_answers(app)
    assert answers["HP1.3"]["Thẩm định"] == "hạ: Đang thực hiện – mới có kế hoạch"
    assert answers["HP1.5"]["Thẩm định"] == "chưa thẩm định"


def test_a_school_without_an_appraisal_shows_no_empty_comparison(appraised):
    app = open_school(ky="6 tháng", ma=OTHER)

    assert read_answers(app)
    assert all("Thẩm định" not in row for row in read_answers(app).values())


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"so": "HP1", "don_vi": SCHOOL}, "1/7 (đến 5) đạt trọn"),
        ({"so": "HP1.3", "don_vi": SCHOOL}, "đang thực hiện"),
        ({"so": "HP1.3", "don_vi": SCHOOL}, "Phòng thẩm định: hạ: Đang thực hiện – mới có kế hoạch (Hoàng Thị Mai ngày "),
        ({"so": "HP1.4", "don_vi": SCHOOL}, "chưa được xác nhận (0) · chưa đủ minh chứng"),
        ({"so": "HP1.5", "don_vi": SCHOOL}, "chưa thẩm định"),
        ({"so": "HP1.2"}, "1/19 trường đạt (5–11 %)"),
        ({"so": "HP1", "don_vi": OTHER}, "chưa thẩm định"),
    ],
)
def test_a_source_says_the_same(appraised, asked, said):
    app = open_app("source", luc="6m", nhin="appraised", **asked)

    [value] = [one.proto.body for one in app.get("html") if 'class="source"' in one.proto.body]
    assert said in value.replace(NBSP, " ")


def test_the_source_of_the_offices_own_figure_says_who_has_come_how_far(appraised):
    app = open_app("source", so="PH5", luc="6m", don_vi="PGDDT")

    assert find_row(app, "source_rows", "Mầm non Đạp Thanh")[2] == "Tổ của Phòng đang thẩm định"
    assert find_row(app, "source_rows", "Tiểu học Minh Cầm")[2] == "chưa phân công"


@pytest.mark.parametrize("goc", ["appraised", "Thẩm định"])
@pytest.mark.parametrize("page", ["", "criteria", "model_schools", "actions", "school"])
def test_a_link_to_a_period_without_says_so_and_shows_no_other_lens(appraised, page, goc):
    app = open_app(page, ky="9 tháng", goc=goc)

    assert [error.value for error in app.error] == [REFUSED]
    assert not app.get("bidi_component")

    app.button(key="leave_lens").click().run()

    assert not app.error
    assert app.segmented_control(key="goc").value == "declared"


def test_changing_the_period_with_the_lens_on_says_so_and_leaves_the_bar(appraised):
    app = open_app(**THROUGH)

    app.segmented_control(key="ky").set_value("9m").run()

    assert [error.value for error in app.error] == [REFUSED]
    app.segmented_control(key="ky").set_value("6m").run()
    assert not app.error
    assert f"14{NBSP}% 1/7 (đến 5)" in find_row(app, "scorecard", "Mầm non Đạp Thanh")


def test_a_selection_without_an_appraised_school_says_so(appraised):
    app = open_app(**THROUGH, cap="Tiểu học")

    titles = " ".join(note["text"] for chart in read_charts(app) for note in chart["layout"]["annotations"])
    assert "chưa có trường nào được Phòng thẩm định" in titles.replace("<br>", " ")
