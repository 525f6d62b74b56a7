"""Hồ sơ trường: every answer with the cell it stands in, the models, and the hand-ins."""

from danvan_metrics.district import open_district
from danvan_metrics.plan.rules import Field
from danvan_metrics.settings import load_settings
from tests.builders_web import find_row, open_app, read_component, read_rows, read_words


def test_every_answer_is_shown_with_its_cell(sample):
    app = open_app("school", minh_hoa="1", ky="9 tháng", ma="TH-MINHCAM")

    returned = repository().find_return(sample.plan.code, "TH-MINHCAM", "9m")
    shown = {row[0]: row for row in read_rows(app, "profile_answers")}
    assert {answer.line for answer in returned.answers if answer.cells} <= set(shown)
    for answer in returned.answers:
        if answer.cells:
            place = answer.cells[Field.DONE]
            assert shown[answer.line][6] == f"{place.sheet}!{place.cell}"


def test_a_ratio_reads_done_of_to_do_and_is_judged(sample):
    app = open_app("school", minh_hoa="1", ky="9 tháng", ma="TH-MINHCAM")

    asked = ("TH-MINHCAM", "9m", "CT1.1")
    given = next(one for one in sample.answers.itertuples() if (one.school, one.period, one.line) == asked)
    assert find_row(app, "profile_answers", "CT1.1")[2:4] == [f"{given.done:.0f}/{given.to_do:.0f}"] * 2


def test_the_note_is_the_schools_own_and_says_no_state_again(sample):
    excused = sample.answers[sample.answers["choice"].eq("not_applicable") & sample.answers["period"].eq("9m")].iloc[0]
    app = open_app("school", minh_hoa="1", ky="9 tháng", ma=excused.school)

    returned = repository().find_return(sample.plan.code, excused.school, "9m")
    shown = {row[0]: row for row in read_rows(app, "profile_answers")}
    assert shown[excused.line][3] == "Không áp dụng"
    for answer in returned.answers:
        if answer.cells:
            assert shown[answer.line][5] == answer.note


def test_the_file_the_revision_and_the_day_received_are_named(sample):
    app = open_app("school", minh_hoa="1", ky="9 tháng", ma="TH-MINHCAM")

    record = next(one for one in history(sample, "TH-MINHCAM") if one.in_force and one.period == "9m")
    expected = f"Tệp {record.file_name} · lần nộp {record.revision} · nhận ngày {record.received_on:%d/%m/%Y}"
    assert expected in read_words(app)


def test_every_hand_in_is_listed_latest_first_and_can_be_downloaded(sample):
    revised = next(one.school for one in repository().list_submissions(sample.plan.code) if one.revision > 1)
    app = open_app("school", minh_hoa="1", ma=revised)

    expected = [str(one.revision) for one in reversed(history(sample, revised))]
    assert [row[1] for row in read_rows(app, "profile_history")] == expected
    files = [button.proto.label for button in app.get("download_button") if button.proto.label.startswith("Tải tệp gốc")]
    assert len(files) == len(expected)


def test_a_period_without_a_return_is_told_with_its_deadline(sample):
    handed_in = set(sample.receipts.loc[sample.receipts["period"] == "9m", "school"])
    missing = next(school for school in sample.roster.schools if school.code not in handed_in)
    app = open_app("school", minh_hoa="1", ky="9 tháng", ma=missing.code)

    assert [info.value for info in app.info] == [f"{missing.name} chưa nộp báo cáo kỳ 9 tháng (hạn: trước 14/09/2020)."]


def test_the_models_of_the_return_are_listed(sample):
    school = sample.models.loc[sample.models["period"] == "9m", "school"].iloc[0]
    app = open_app("school", minh_hoa="1", ky="9 tháng", ma=school)

    names = [one.name for one in sample.models.itertuples() if (one.school, one.period) == (school, "9m")]
    assert [row[0] for row in read_rows(app, "profile_models")] == names


def test_groups_are_shown_for_all_three_periods(sample):
    app = open_app("school", minh_hoa="1", ma="TH-MINHCAM")

    assert [row[0] for row in read_rows(app, "profile_periods")] == ["6 tháng", "9 tháng", "Cả năm"]
    headings = [heading["text"] for heading in read_component(app, "profile_periods")["headings"][0]]
    assert headings[-2:] == ["Hạn nộp", "Trạng thái"]


def test_the_office_has_a_page_of_its_own(sample):
    app = open_app("school", minh_hoa="1", ma=sample.plan.office.code)

    assert not app.exception
    assert sample.plan.office.name in [one.value for one in app.subheader]


def repository():
    return open_district(load_settings(), sample=True).repository


def history(dataset, school):
    return repository().list_submissions(dataset.plan.code, school)
