"""The page Người dùng: everybody as they stand, and the forms that let in, change and let go."""

from datetime import UTC, datetime

from danvan_metrics.access.actor import AccessRole
from tests.builders_visitors import OTHER, SCHOOL, claim, let_go, let_in, open_as, open_store
from tests.builders_web import read_letters, read_rows, read_words


def open_people(**claims):
    return open_as(claims, "people")


def press(app, label):
    next(button for button in app.button if button.label == label).click()
    return app.run()


def find(subject):
    district = open_store()
    person = district.repository.people.find(subject)
    district.repository.close()
    return person


def test_everybody_is_listed_as_they_stand(monkeypatch):
    let_in(AccessRole.SCHOOL, SCHOOL, OTHER, name="Cô Hằng")
    let_go(let_in(AccessRole.OFFICER, name="Cô Mai"))
    today = f"{datetime.now(UTC).year}"
    rows = read_rows(open_people(), "people")
    assert [row[:4] for row in rows] == [
        ["Cô Hằng", "school@example.vn", "trường: Mầm non Đạp Thanh, Tiểu học Minh Cầm", "Lê Quản Trị"],
        ["Cô Mai", "officer@example.vn", "đã thôi quyền: Chuyển công tác", "Lê Quản Trị"],
    ]
    assert all(today in row[4] for row in rows)


def test_at_a_laptop_it_is_said_that_nobody_signs_in_yet():
    assert "Trên máy này không ai phải đăng nhập" in read_words(open_people())


def test_who_is_added_may_what_was_chosen_and_who_added_them_is_kept():
    app = open_people()
    app.text_input(key="person_new_name").input("Cô Hằng")
    app.text_input(key="person_new_subject").input(" Hang@Example.vn ")
    app.pills(key="person_new_roles").set_value([AccessRole.SCHOOL])
    app.multiselect(key="person_new_school").set_value([SCHOOL])
    press(app, "Lưu người dùng")
    assert read_letters(app.success[0].value) == "Đã lưu Cô Hằng."
    person = find("hang@example.vn")
    assert (person.name, dict(person.grants), person.actor) == ("Cô Hằng", {"school": (SCHOOL,)}, "Nguyễn Thị Lan")
    assert read_rows(app, "people")[0][:2] == ["Cô Hằng", "hang@example.vn"]


def test_what_makes_no_sense_is_one_sentence_and_stays_in_the_form():
    app = open_people()
    app.text_input(key="person_new_name").input("Cô Hằng")
    app.text_input(key="person_new_subject").input("hang@example.vn")
    app.multiselect(key="person_new_school").set_value([SCHOOL])
    press(app, "Lưu người dùng")
    assert "Đã chọn trường nhưng chưa chọn vai trò “trường”" in read_letters(app.error[0].value)
    assert app.text_input(key="person_new_name").value == "Cô Hằng"
    assert find("hang@example.vn") is None


def test_whose_roles_are_changed_begins_with_those_they_have():
    subject = let_in(AccessRole.SCHOOL, SCHOOL, name="Cô Hằng")
    app = open_people()
    app.selectbox(key="person_which").set_value(subject).run()
    key = f"person_{find(subject).id}"
    assert app.text_input(key=f"{key}_name").value == "Cô Hằng"
    assert app.pills(key=f"{key}_roles").value == [AccessRole.SCHOOL]
    assert app.multiselect(key=f"{key}_school").value == [SCHOOL]
    app.pills(key=f"{key}_roles").set_value([AccessRole.LEADER])
    app.multiselect(key=f"{key}_school").set_value([])
    press(app, "Lưu người dùng")
    assert dict(find(subject).grants) == {"leader": None}


def test_who_is_let_go_needs_a_reason_and_stands_below_with_it():
    subject = let_in(AccessRole.OFFICER, name="Cô Mai")
    app = press(open_people(), "Thôi quyền")
    assert "Chưa ghi lý do" in read_letters(app.error[0].value)
    assert not find(subject).withdrawn
    app.text_input(key="gone_reason").input("Nghỉ hưu")
    press(app, "Thôi quyền")
    assert read_rows(app, "people")[0][2] == "đã thôi quyền: Nghỉ hưu"
    assert find(subject).withdrawn


def test_an_administrator_does_not_let_themselves_go(monkeypatch):
    """Else nobody might be left who can let in."""
    subject = let_in(AccessRole.ADMIN, name="Lê Quản Trị")
    monkeypatch.setenv("DANVAN_SIGN_IN", "oidc")
    app = open_people(**claim(subject))
    app.text_input(key="gone_reason").input("thử")
    press(app, "Thôi quyền")
    assert "Không tự thôi quyền của chính mình" in read_letters(app.error[0].value)
    assert not find(subject).withdrawn
