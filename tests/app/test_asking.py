"""What is asked before a return is taken, on the page: the sentence, yes, and leaving it; and a return withdrawn."""

import pytest

from danvan_metrics.district import open_district
from danvan_metrics.plan.rules import Field
from danvan_metrics.settings import load_settings
from danvan_metrics.workbook.template.build import build_template
from tests.builders_officer import PLAN, ROSTER, XLSX, fill_workbook, read_sentences
from tests.builders_school import unfold
from tests.builders_web import open_app, read_rows

SCHOOL = "MN-DONDAC"
FEWER = {("NV2.3", Field.DONE): None, ("NV1.5", Field.DONE): None}


def test_fewer_answers_are_asked_about_and_not_stored(page):
    hand_in(page, ("day-du.xlsx", fill_workbook(SCHOOL, "6m")))
    hand_in(page, ("thieu.xlsx", fill_workbook(SCHOOL, "6m", FEWER)))

    assert count_files(page)["? Cần hỏi"] == "1 tệp"
    said = read_sentences(page)
    assert "ít hơn lần 1 đang dùng (76 dòng)" in said
    assert "NV2.3" in said
    assert list_stored() == [(1, True)]


def test_yes_receives_it(page):
    hand_in(page, ("day-du.xlsx", fill_workbook(SCHOOL, "6m")))
    hand_in(page, ("thieu.xlsx", fill_workbook(SCHOOL, "6m", FEWER)))
    press(page, "Đúng, nhận tệp này")

    assert "✔ Đã nhận lần 2" in read_sentences(page)
    assert list_stored() == [(1, False), (2, True)]


def test_left_it_waits_and_can_be_taken_up_again(page):
    hand_in(page, ("day-du.xlsx", fill_workbook(SCHOOL, "6m")))
    hand_in(page, ("thieu.xlsx", fill_workbook(SCHOOL, "6m", FEWER)))
    press(page, "Để lại, không nhận")

    assert "Đã để lại" in read_sentences(page)
    assert list_stored() == [(1, True)]
    assert "Đúng, nhận tệp này" not in [button.label for button in page.button]

    press(page, "Xem lại")
    press(page, "Đúng, nhận tệp này")

    assert list_stored() == [(1, False), (2, True)]


def test_the_file_before_is_put_in_force_from_where_it_comes_again(page):
    first, second = fill_workbook(SCHOOL, "6m"), fill_workbook(SCHOOL, "6m", {("NV2.3", Field.DONE): 5})
    hand_in(page, ("mot.xlsx", first))
    hand_in(page, ("hai.xlsx", second))
    hand_in(page, ("lai-mot.xlsx", first))
    press(page, "Đưa lần 1 vào hiệu lực")

    assert "✔ Đưa vào hiệu lực lần 1" in read_sentences(page)
    assert list_stored() == [(1, True), (2, False)]


def test_two_files_of_one_school_and_period_are_asked_about(page):
    hand_in(
        page,
        ("mot.xlsx", fill_workbook(SCHOOL, "6m")),
        ("hai.xlsx", fill_workbook(SCHOOL, "6m", {("NV2.3", Field.DONE): 5})),
    )

    assert "hai tệp của cùng đơn vị, cùng kỳ" in read_sentences(page)
    assert count_files(page)["? Cần hỏi"] == "1 tệp"


def test_an_untouched_template_is_no_return(page):
    template = build_template(PLAN, ROSTER.by_code[SCHOOL], PLAN.find_period("6m"))
    hand_in(page, ("bieu-mau.xlsx", template))

    assert count_files(page)["∅ Chưa điền"] == "1 tệp"
    assert "chưa tính là đã nộp" in read_sentences(page)
    assert list_stored() == []


def test_questions_stand_in_what_can_be_downloaded(page):
    hand_in(page, ("day-du.xlsx", fill_workbook(SCHOOL, "6m")))
    hand_in(page, ("thieu.xlsx", fill_workbook(SCHOOL, "6m", FEWER)))

    labels = [button.label for button in page.get("download_button")]
    assert any(label.startswith("Tải danh sách lỗi") for label in labels), "the question is a row of it"


def test_the_only_return_is_withdrawn_with_a_reason_and_taken_back(page):
    hand_in(page, ("mot.xlsx", fill_workbook(SCHOOL, "6m")), ("khac.xlsx", fill_workbook("MN-NAMSON", "6m")))
    profile = open_app("school", ma=SCHOOL, ky="6 tháng")
    unfold(profile, "decisions", "profile_history_part")
    submit(profile, "Rút báo cáo", withdraw_reason="Nhà trường gửi nhầm tệp")
    assert "hãy đánh dấu vào ô xác nhận" in read_sentences(profile)
    assert list_stored(SCHOOL) == [(1, True)]

    profile.checkbox(key="withdraw_sure").check()
    submit(profile, "Rút báo cáo", withdraw_reason="Nhà trường gửi nhầm tệp")

    assert not profile.exception
    assert list_stored(SCHOOL) == [(1, False)]
    told = read_rows(profile, "profile_history")[0][-1]
    assert "đã rút, không tính\nPhòng rút (Nguyễn Thị Lan): Nhà trường gửi nhầm tệp" in told

    submit(profile, "Đưa vào hiệu lực", force_reason="Rút nhầm")

    assert list_stored(SCHOOL) == [(1, True)]


@pytest.fixture
def page(monkeypatch):
    monkeypatch.setenv("DANVAN_TODAY", "2020-06-12")
    return open_app("upload")


def hand_in(page, *files):
    page.file_uploader[0].set_value([(name, content, XLSX) for name, content in files])
    page.run()
    page.button(key="upload_start").click().run()
    assert not page.exception


def press(page, label):
    next(button for button in page.button if button.label == label).click().run()
    assert not page.exception


def submit(page, label, **typed):
    for key, words in typed.items():
        page.text_input(key=key).set_value(words)
    press(page, label)


def count_files(page):
    return {metric.label: metric.value for metric in page.metric}


def list_stored(school=None):
    kept = open_district(load_settings()).repository.list_submissions(PLAN.code, school)
    return [(record.revision, record.in_force) for record in kept]
