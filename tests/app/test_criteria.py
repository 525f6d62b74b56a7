"""Tiêu chí & chỉ tiêu: one group or one indicator across the schools."""

from danvan_metrics.web.widgets.indicator_choice import list_choices
from tests.builders_web import find_row, open_app, read_charts, read_component, read_rows, read_words

NBSP = "\u00a0"


def test_a_group_lists_every_indicator_of_the_plan_with_schools_that_meet_it(sample):
    app = open_app("criteria", minh_hoa="1", ky="9 tháng", muc="NV")

    asked = [item.code for item in sample.plan.indicators if item.group == "NV" and "school" in item.reporters]
    assert [row[0] for row in read_rows(app, "indicators")] == asked
    assert find_row(app, "indicators", "NV1.1")[2] == f"{count_yes(sample, 'NV1.1', '9m')}/19"


def test_missing_schools_make_a_range(sample):
    app = open_app("criteria", minh_hoa="1", ky="9 tháng", muc="NV")

    met, silent = count_yes(sample, "NV1.1", "9m"), count_silent(sample, "NV1.1", "9m")
    low, high = round(100 * met / 19), round(100 * (met + silent) / 19)
    assert silent > 0
    assert find_row(app, "indicators", "NV1.1")[3] == f"{low}–{high}{NBSP}%"


def test_the_pooled_figure_is_a_ratio_of_sums(sample):
    app = open_app("criteria", minh_hoa="1", ky="9 tháng", muc="CT")

    answers = [one for one in answers_to(sample, "CT1.1", "9m") if one.state == "value"]
    done, to_do = sum(one.done for one in answers), sum(one.to_do for one in answers)
    assert find_row(app, "indicators", "CT1.1")[5] == f"{done:.0f}/{to_do:.0f} · {round(100 * done / to_do)}{NBSP}%"


def test_an_indicator_without_a_target_shows_its_sum_and_nobody_meets_it(sample):
    app = open_app("criteria", minh_hoa="1", ky="9 tháng", muc="NV")

    total = sum(one.done for one in answers_to(sample, "NV1.2", "9m") if one.state == "value")
    row = find_row(app, "indicators", "NV1.2")
    assert row[2] == "–"
    assert row[5] == f"{total:.0f} cuộc"


def test_criteria_of_the_happy_school_stand_in_bands(sample):
    app = open_app("criteria", minh_hoa="1", muc="HP")

    bands = read_component(app, "indicators")["bands"]
    assert [len(band["rows"]) for band in bands] == [7, 12, 8]
    assert len(read_charts(app)) == 1


def test_one_indicator_is_shown_school_by_school_with_what_it_asks(sample):
    app = open_app("criteria", minh_hoa="1", ky="9 tháng", muc="NV2.3")

    given = {one.school: one.done for one in answers_to(sample, "NV2.3", "9m") if one.state == "value"}
    for school in sample.roster.schools:
        row = find_row(app, "indicator_schools", school.short_name)
        if school.code in given:
            assert row[4].startswith(f"{given[school.code]:.0f}/2 · ")
        else:
            assert row[3:5] == ["chưa báo cáo", "–"]
    assert "Mục III.2 của kế hoạch" in read_words(app)


def test_a_tracked_number_has_its_page_as_numbers_without_completion(sample):
    app = open_app("criteria", minh_hoa="1", ky="9 tháng", muc="NV1.2")

    given = {one.school: one.done for one in answers_to(sample, "NV1.2", "9m") if one.state == "value"}
    assert app.selectbox(key="muc").value == "NV1.2"
    for school in sample.roster.schools:
        row = find_row(app, "tracked_schools", school.short_name)
        assert row[3] == (f"{given[school.code]:.0f}" if school.code in given else "chưa báo cáo")
    assert find_row(app, "tracked_levels", "Cộng")[2] == f"{sum(given.values()):.0f} cuộc {len(given)}/19 trường"
    assert not read_charts(app)  # nothing is drawn of what has no completion


def test_every_indicator_of_the_plan_can_be_chosen_in_its_order_and_opens(sample):
    app = open_app("criteria", minh_hoa="1", ky="Cả năm")

    groups = {group.code for group in sample.plan.groups}
    chosen = [code for code in list_choices(sample.plan) if code not in groups]
    in_order = [item.code for group in sample.plan.groups for item in sample.plan.indicators if item.group == group.code]
    assert chosen == in_order
    for code in ("NV1.5", "NV4.3", "CT4", "BC1.2", "PH1", "PH12"):
        app.selectbox(key="muc").set_value(code).run()
        assert not app.exception
        assert f"**{code}** · " in read_words(app)


def test_what_the_office_works_out_has_its_figure_by_period(sample):
    app = open_app("criteria", minh_hoa="1", ky="Cả năm", muc="PH5")

    concluded = sum((school.code, "12m") in sample.appraised for school in sample.roster.schools)
    assert find_row(app, "unscored_periods", "Cả năm")[1] == f"{concluded}/19 trường"
    assert len(read_rows(app, "unscored_rows")) == 19


def test_a_groups_page_has_all_its_tracked_sums_by_period(sample):
    app = open_app("criteria", minh_hoa="1", ky="9 tháng", muc="NV")

    rows = read_rows(app, "tracked_sums")
    assert [row[0] for row in rows] == ["NV1.2", "NV1.5", "NV2.2", "NV2.2", "NV2.4", "NV7.2"]
    for row in rows[:2]:
        for cell, period in zip(row[2:], ("6m", "9m"), strict=True):
            given = [one.done for one in answers_to(sample, row[0], period) if one.state == "value"]
            assert cell.split()[0] == f"{sum(given):.0f}"
            assert cell.endswith(f"{len(given)}/19 trường")
    other = open_app("criteria", minh_hoa="1", ky="9 tháng", muc="CT")
    assert not [one for one in other.get("bidi_component") if one.proto.id.endswith("-tracked_sums")]


def test_an_unknown_choice_in_the_address_falls_back_to_the_first_group(sample):
    app = open_app("criteria", minh_hoa="1", muc="khong-co")

    assert app.selectbox(key="muc").value == sample.plan.groups[0].code


def test_a_choice_made_on_the_page_goes_into_the_address(sample):
    app = open_app("criteria", minh_hoa="1")

    app.selectbox(key="muc").set_value("CT1.1").run()

    assert app.query_params["muc"] == "CT1.1"
    assert read_component(app, "indicator_schools")


def answers_to(dataset, line, period):
    schools = {school.code for school in dataset.roster.schools}
    return [one for one in dataset.answers.itertuples() if one.line == line and one.period == period and one.school in schools]


def count_yes(dataset, line, period):
    return sum(one.choice == "yes" for one in answers_to(dataset, line, period))


def count_silent(dataset, line, period):
    return 19 - sum(one.state in {"value", "not_applicable"} for one in answers_to(dataset, line, period))
