"""Hồ sơ trường: the year at a glance, what is missing, every answer with the cell it stands in, the models, and the hand-ins."""

from datetime import date

from danvan_metrics.district import open_district
from danvan_metrics.intake.receiving import Receiving, receive_file
from danvan_metrics.metrics.dataset import Scope
from danvan_metrics.metrics.return_states import judge_returns
from danvan_metrics.plan.rules import Field
from danvan_metrics.settings import load_settings
from tests.builders_access import OFFICE
from tests.builders_officer import fill_workbook
from tests.builders_school import open_school, read_answers, read_table, unfold
from tests.builders_web import open_app, read_component, read_rows, read_words


def test_every_answer_is_shown_with_its_cell(sample):
    app = open_school(minh_hoa="1", ky="9 tháng", ma="TH-MINHCAM")

    returned = repository().find_return(sample.plan.code, "TH-MINHCAM", "9m")
    shown = read_answers(app)
    assert {answer.line for answer in returned.answers if answer.cells} <= set(shown)
    for answer in returned.answers:
        if answer.cells:
            place = answer.cells[Field.DONE]
            assert shown[answer.line]["Ô trong tệp"] == f"{place.sheet}!{place.cell}"


def test_a_ratio_reads_done_of_to_do_and_is_judged(sample):
    app = open_school(minh_hoa="1", ky="9 tháng", ma="TH-MINHCAM")

    asked = ("TH-MINHCAM", "9m", "CT1.1")
    given = next(one for one in sample.answers.itertuples() if (one.school, one.period, one.line) == asked)
    row = read_answers(app)["CT1.1"]
    assert (row["Đánh giá"], row["Đã ghi"]) == (f"{given.done:.0f}/{given.to_do:.0f}",) * 2


def test_the_note_is_the_schools_own_and_says_no_state_again(sample):
    excused = sample.answers[sample.answers["choice"].eq("not_applicable") & sample.answers["period"].eq("9m")].iloc[0]
    app = open_school(minh_hoa="1", ky="9 tháng", ma=excused.school)

    returned = repository().find_return(sample.plan.code, excused.school, "9m")
    shown = read_answers(app)
    assert shown[excused.line]["Đã ghi"] == "Không áp dụng"
    for answer in returned.answers:
        if answer.cells:
            assert shown[answer.line].get("Ghi chú", "") == answer.note  # a group without a note has no such column


def test_no_column_of_the_answers_is_empty(sample):
    app = open_school(minh_hoa="1", ky="Cả năm", ma="MN-LUONGMONG")

    assert read_answers(app)
    for group in ("CT", "NV", "BC", "HP1", "HP2", "HP3"):
        rows = read_table(app, f"profile_answers_{group}")
        for heading in ("Minh chứng", "Thẩm định", "Ghi chú", "Ô trong tệp"):
            assert heading not in rows[0] or any(row[heading] for row in rows)


def test_the_answers_are_folded_by_group_and_only_an_opened_one_is_sent(sample):
    app = open_app("school", minh_hoa="1", ky="Cả năm", ma="TH-DONDAC")

    assert [read_table(app, f"profile_answers_{group}") for group in ("CT", "NV", "HP1")] == [[], [], []]
    unfold(app, "profile_group_NV")
    assert read_table(app, "profile_answers_CT") == []
    asked = [item.code for item in sample.plan.indicators if item.group == "NV"]
    assert {row["Mã"].split(".")[0] for row in read_table(app, "profile_answers_NV")} == {code.split(".")[0] for code in asked}


def test_the_file_the_revision_and_the_day_received_are_named(sample):
    app = open_app("school", minh_hoa="1", ky="9 tháng", ma="TH-MINHCAM")

    record = next(one for one in history(sample, "TH-MINHCAM") if one.in_force and one.period == "9m")
    expected = f"tệp {record.file_name} · lần nộp {record.revision} · nhận ngày {record.received_on:%d/%m/%Y}"
    assert expected in read_words(app)


def test_the_state_of_the_return_is_told_as_everywhere(sample):
    """Of the sample's return sent back at the year's end, and of one taken."""
    app = open_app("school", minh_hoa="1", ky="Cả năm", ma="MN-THANHLAM")
    waiting = "đã gửi 07/12, trả lại, chờ sửa 2 lỗi"
    assert [info.value for info in app.info] == [
        f"Trường Mầm non Thanh Lâm: báo cáo kỳ cả năm {waiting} (hạn: trước 14/12/2020)."
    ]
    declared = read_component(app, "profile_year")["bands"][0]["rows"]
    assert [cell["text"] for cell in declared[2]][:2] == ["Cả năm", "trả lại"]
    assert {cell["joined"] for cell in declared[2][2:]} == {True}  # said once, over all groups
    facts = {one["label"]: (one["value"], one["note"]) for one in read_component(app, "profile_facts_strip")["figures"]}
    assert facts["Báo cáo đúng hạn"] == ("3/3", "trả lại, chờ sửa 2 lỗi")
    assert facts["Bậc lan tỏa"] == ("0 → 1 → –", "trả lại, chờ sửa")
    assert "chưa nộp" not in read_words(app)

    source = open_app("source", minh_hoa="1", so="CT1.1", don_vi="MN-THANHLAM", luc="12m")
    assert f"Trường Mầm non Thanh Lâm: báo cáo kỳ cả năm {waiting} (hạn: trước 14/12/2020)." in read_words(source)

    taken = next(row for row in judge_returns(sample, Scope("12m")).itertuples() if row.state == "incomplete")
    page = open_app("school", minh_hoa="1", ky="Cả năm", ma=taken.school)
    assert f"Đã nhận {taken.received_on:%d/%m}, thiếu {taken.unanswered} dòng · tệp " in read_words(page)


def test_figures_are_told_as_their_kind_tells_them(monkeypatch):
    """A limit passed, a day past its deadline (before 30/4: the 2nd of May is three days late), a checklist answered in part."""
    monkeypatch.setenv("DANVAN_TODAY", "2020-06-18")
    cells = {("NV4.3", Field.DONE): 1, ("NV4.3", Field.NOTE): "đang xử lý", ("BC1.1", Field.DONE): date(2020, 5, 2)}
    cells |= {("NV1.3", Field.TO_DO): 0, ("NV1.3", Field.DONE): 0}
    cells |= {(f"NV2.1.{line}", Field.DONE): answer for line, answer in enumerate(["Có", "Có", "Không", *[None] * 4], start=1)}
    outcome = receive_file(
        open_district(load_settings()), "a.xlsx", fill_workbook(SCHOOL, "6m", cells), Receiving(date(2020, 6, 12), actor=OFFICE)
    )
    assert outcome.status == "accepted"
    app = open_school(ky="6 tháng", ma=SCHOOL)

    answers = read_answers(app)
    figures = {code: row["Đánh giá"] for code, row in answers.items()}
    assert (figures["NV4.3"], figures["BC1.1"]) == ("có 1 vụ (giới hạn 0)", "02/05/2020, trễ 3 ngày")
    assert figures["NV2.1"] == "2/7 · đã trả lời 3/7 dòng"
    assert (figures["NV1.3"], answers["NV1.3"]["Đã ghi"]) == ("không áp dụng", "không phát sinh (0)")


def test_every_hand_in_is_listed_latest_first_and_can_be_downloaded(sample):
    revised = next(one.school for one in repository().list_submissions(sample.plan.code) if one.revision > 1)
    app = open_school(minh_hoa="1", ma=revised)

    expected = [str(one.revision) for one in reversed(history(sample, revised))]
    assert [row[1] for row in read_rows(app, "profile_history")] == expected
    files = [button.proto.label for button in app.get("download_button") if button.proto.label.startswith("Tải tệp gốc")]
    assert len(files) == len(expected)


def test_a_period_without_a_return_is_told_with_its_deadline(sample):
    handed_in = set(sample.receipts.loc[sample.receipts["period"] == "9m", "school"])
    missing = next(school for school in sample.roster.schools if school.code not in handed_in)
    days = (sample.as_of - date(2020, 9, 13)).days
    app = open_app("school", minh_hoa="1", ky="9 tháng", ma=missing.code)

    assert [info.value for info in app.info] == [
        f"{missing.name}: báo cáo kỳ 9 tháng chưa nộp, quá hạn {days} ngày (hạn: trước 14/09/2020)."
    ]


def test_the_models_of_the_return_are_listed(sample):
    school = sample.models.loc[sample.models["period"] == "9m", "school"].iloc[0]
    app = open_school(minh_hoa="1", ky="9 tháng", ma=school)

    names = [one.name for one in sample.models.itertuples() if (one.school, one.period) == (school, "9m")]
    assert [row[0] for row in read_rows(app, "profile_models")] == names


def test_the_year_stands_in_one_table_a_band_per_lens_a_row_per_period(sample):
    app = open_app("school", minh_hoa="1", ky="Cả năm", ma="TH-MINHCAM")

    bands = {band["title"]: [row[0]["text"] for row in band["rows"]] for band in read_component(app, "profile_year")["bands"]}
    three = ["6 tháng", "9 tháng", "Cả năm"]
    assert bands["Tự khai"] == bands["Có minh chứng"] == three
    assert bands["Thẩm định"] == ["Cả năm"]  # the office appraises at the year's end
    assert bands["Bên cạnh · tự khai"] == ["–"]  # of the two other schools of its level no middle is taken


def test_a_cell_of_the_year_is_that_of_the_scorecard(sample):
    app = open_app("school", minh_hoa="1", ky="Cả năm", ma="TH-MINHCAM")
    year = read_component(app, "profile_year")["bands"][0]["rows"]

    for row, period in zip(year, ("6 tháng", "9 tháng", "Cả năm"), strict=True):
        card = read_component(open_app(minh_hoa="1", ky=period), "scorecard")
        own = next(cells for band in card["bands"] for cells in band["rows"] if cells[0]["text"] == "Tiểu học Minh Cầm")
        for shown, same in zip(row[1:], own[1:7], strict=True):
            assert [shown[name] for name in ("text", "mark", "details", "opens")] == [
                same[name] for name in ("text", "mark", "details", "opens")
            ]


def test_another_school_stands_beside_it_and_in_the_address(sample):
    app = open_app("school", minh_hoa="1", ky="Cả năm", ma="TH-MINHCAM", canh="MN-DAPTHANH")
    beside = read_component(app, "profile_year")["bands"][-1]
    alone = read_component(open_app("school", minh_hoa="1", ky="Cả năm", ma="MN-DAPTHANH"), "profile_year")["bands"][0]

    assert beside["title"] == "Bên cạnh: Mầm non Đạp Thanh · tự khai"
    assert [[cell["text"] for cell in row] for row in beside["rows"]] == [[cell["text"] for cell in row] for row in alone["rows"]]
    app.selectbox(key="canh").set_value("PTDTNT").run()
    assert app.query_params["canh"] == "PTDTNT"
    assert read_component(app, "profile_year")["bands"][-1]["title"] == "Bên cạnh: PTDT Nội trú · tự khai"


def test_what_is_missing_stands_gravest_first_each_with_its_task(sample):
    app = open_app("school", minh_hoa="1", ky="Cả năm", ma="TH-DONDAC")
    rows = read_component(app, "profile_unmet")["bands"][0]["rows"]

    assert len(rows) == 8  # the others after a press
    assert [row[2]["mark"] for row in rows] == ["zero"] * 8
    assert all(row[-1]["task"].startswith("nguon?so=") and row[-1]["act"] for row in rows)
    next(button for button in app.button if button.label == "Xem cả 27 dòng").click()
    app.run()
    marks = [row[2]["mark"] for row in read_component(app, "profile_unmet")["bands"][0]["rows"]]
    order = ["violated", "invalid", "zero", "far_behind", "behind", "near", "doing", "not_reported"]
    assert len(marks) == 27
    assert marks == sorted(marks, key=order.index)


def test_the_paper_of_the_school_is_offered_for_the_period(sample):
    app = open_app("school", minh_hoa="1", ky="Cả năm", ma="TH-DONDAC")

    [offered] = [one for one in app.get("download_button") if one.proto.label == "In phiếu trường (Word)"]
    assert offered.proto.id.endswith("school_sheet")


def test_the_office_has_a_page_of_its_own(sample):
    app = open_app("school", minh_hoa="1", ma=sample.plan.office.code)

    assert not app.exception
    assert sample.plan.office.name in [one.value for one in app.subheader]


def repository():
    return open_district(load_settings(), sample=True).repository


def history(dataset, school):
    return repository().list_submissions(dataset.plan.code, school)


def test_two_hand_ins_are_compared_cell_by_cell(monkeypatch):
    office = hand_in_twice(monkeypatch)
    app = unfold(open_app("school", ky="6 tháng", ma=SCHOOL), "revisions")

    [row] = read_rows(app, "profile_changes")
    assert row[0] == "NV2.3"
    assert row[2:5] == ["Đã thực hiện", "2", "5"]
    assert row[5] == row[6]
    assert f"1/{len(office.repository.load_return(1).answers)} dòng khác nhau; 1 ô." in read_words(app)


def test_an_earlier_hand_in_is_put_in_force_with_a_reason(monkeypatch):
    office = hand_in_twice(monkeypatch)
    app = open_decisions()
    app.text_input(key="force_reason").set_value("Bản sau gửi nhầm")
    press(app, "Đưa vào hiệu lực")

    assert [one.in_force for one in office.repository.list_submissions(office.plan.code)] == [True, False]
    assert app.success[0].value == "Đã đưa vào hiệu lực: 6 tháng, lần 1, nhận 12/06/2020."
    assert read_answers(app)["NV2.3"]["Đã ghi"] == "2"
    shown = {row[1]: row[-1] for row in read_rows(app, "profile_history")}
    assert shown == {"1": "đang dùng\nPhòng chọn (Nguyễn Thị Lan): Bản sau gửi nhầm", "2": "không dùng"}


def test_without_a_reason_nothing_is_put_in_force(monkeypatch):
    office = hand_in_twice(monkeypatch)
    app = open_decisions()
    press(app, "Đưa vào hiệu lực")

    assert "Chưa ghi lý do" in app.error[0].value
    assert [one.in_force for one in office.repository.list_submissions(office.plan.code)] == [False, True]


def test_a_day_received_is_set_right_and_the_first_stays_readable(monkeypatch):
    office = hand_in_twice(monkeypatch)
    app = open_decisions()
    app.date_input(key="day_when").set_value(date(2020, 6, 9))
    app.text_input(key="day_reason").set_value("Thư đến ngày 9")
    press(app, "Sửa ngày nhận")

    first = office.repository.list_submissions(office.plan.code)[0]
    assert (first.received_on, first.received_as_entered) == (date(2020, 6, 9), date(2020, 6, 12))
    assert find_cell(app, "1", 2) == ("09/06/2020", "sửa từ 12/06/2020")


def test_a_day_to_come_is_refused(monkeypatch):
    office = hand_in_twice(monkeypatch)
    app = open_decisions()
    app.date_input(key="day_when").set_value(date(2020, 6, 19))
    app.text_input(key="day_reason").set_value("thử")
    press(app, "Sửa ngày nhận")

    assert "Ngày nhận 19/06/2020 sau hôm nay (18/06/2020)" in app.error[0].value
    assert office.repository.list_submissions(office.plan.code)[0].corrections == ()


def test_a_file_sent_back_stands_in_the_history_apart(monkeypatch):
    office = hand_in_twice(monkeypatch)
    receive_file(office, "sai.xlsx", fill_workbook(SCHOOL, "9m", {("NV2.3", Field.DONE): "hai"}), Receiving(actor=OFFICE))
    app = open_school(ky="6 tháng", ma=SCHOOL)

    row = next(row for row in read_rows(app, "profile_history") if row[4] == "sai.xlsx")
    assert (row[0], row[1], row[-1]) == ("9 tháng", "–", "trả lại, 1 lỗi")


SCHOOL = "MN-DONDAC"


def hand_in_twice(monkeypatch):
    """Two dialogues, then five; both received on 12/6/2020, looked at on 18/6."""
    monkeypatch.setenv("DANVAN_TODAY", "2020-06-18")
    office = open_district(load_settings())
    for number in (2, 5):
        content = fill_workbook(SCHOOL, "6m", {("NV2.3", Field.DONE): number})
        assert receive_file(office, f"{number}.xlsx", content, Receiving(date(2020, 6, 12), actor=OFFICE)).status == "accepted"
    return office


def open_decisions():
    return open_school("decisions", ky="6 tháng", ma=SCHOOL)


def press(app, label):
    next(button for button in app.button if button.label == label).click()
    app.run()
    assert not app.exception


def find_cell(app, revision, column):
    """A cell of the history: its text and its note."""
    bands = read_component(app, "profile_history")["bands"]
    row = next(row for band in bands for row in band["rows"] if row[1]["text"] == revision)
    return row[column]["text"], row[column]["note"]
