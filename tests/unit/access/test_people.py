"""Letting people in and letting them go, and from a sign-in to what somebody may do."""

import pytest

from danvan_metrics.access.actor import STRANGER, AccessRole
from danvan_metrics.access.acts import Act
from danvan_metrics.access.admission import find_actor, read_subject
from danvan_metrics.access.people_acts import grant_roles, withdraw_person
from danvan_metrics.access.policies import NotAllowed
from danvan_metrics.access.rights import reach
from danvan_metrics.errors import UserError
from danvan_metrics.settings import SignIn
from danvan_metrics.store.people.people_records import AttemptDeed, NewAttempt
from tests.builders_access import ADMIN, OFFICER, build_actor
from tests.builders_store import open_store

KNOWN = ("MN-1", "TH-2")
SIGN_IN = SignIn(required=True)
MAI = "mai@example.vn"


@pytest.fixture
def repository(tmp_path):
    """A store that nobody was let into."""
    with_people = open_store(tmp_path)
    yield with_people
    with_people.close()


def let_in(repository, subject=MAI, name="Cô Mai", *, actor=ADMIN, **roles):
    """Grant roles given by name: school=["MN-1"], officer=None."""
    granted = {AccessRole(role): None if units is None else frozenset(units) for role, units in roles.items()}
    grant_roles(repository.people, subject, name, granted, known=KNOWN, actor=actor)


def test_who_was_let_in_may_what_was_granted(repository):
    let_in(repository, school=["MN-1"])
    actor = find_actor(repository.people, SIGN_IN, MAI)
    assert (actor.name, actor.subject) == ("Cô Mai", MAI)
    assert dict(actor.grants) == {AccessRole.SCHOOL: frozenset({"MN-1"})}


def test_who_was_not_let_in_is_a_stranger(repository):
    let_in(repository, officer=None)
    assert find_actor(repository.people, SIGN_IN, "ai-do@example.vn") is STRANGER
    assert find_actor(repository.people, SIGN_IN, "") is STRANGER


def test_an_address_is_the_same_however_it_is_written(repository):
    let_in(repository, "  Mai@Example.VN ", officer=None)
    assert (
        find_actor(repository.people, SIGN_IN, read_subject({"email": "MAI@example.vn", "email_verified": True}, SIGN_IN)).name
        == "Cô Mai"
    )


def test_the_last_word_on_a_person_counts(repository):
    let_in(repository, school=["MN-1"])
    let_in(repository, name="Cô Mai (Phòng)", officer=None)
    actor = find_actor(repository.people, SIGN_IN, MAI)
    assert (actor.name, actor.roles) == ("Cô Mai (Phòng)", {AccessRole.OFFICER})
    [person] = repository.people.list()
    assert person.name == "Cô Mai (Phòng)"


def test_a_withdrawn_person_is_a_stranger_and_may_come_back(repository):
    let_in(repository, officer=None)
    [person] = repository.people.list()
    withdraw_person(repository.people, person, "nghỉ hưu", actor=ADMIN)
    assert find_actor(repository.people, SIGN_IN, MAI) is STRANGER
    let_in(repository, officer=None)
    assert find_actor(repository.people, SIGN_IN, MAI).roles == {AccessRole.OFFICER}


def test_who_did_what_to_whom_is_in_the_trail_with_what_stood_before(repository):
    let_in(repository, school=["MN-1"])
    let_in(repository, officer=None)
    withdraw_person(repository.people, repository.people.list()[0], "chuyển công tác", actor=ADMIN)
    kept, changed, withdrawn = repository.list_events()
    assert [one.action for one in (kept, changed, withdrawn)] == ["person_kept", "person_kept", "person_withdrawn"]
    assert {one.actor for one in (kept, changed, withdrawn)} == {ADMIN.name}
    assert kept.detail["before"] == {}
    assert changed.detail["before"] == {"name": "Cô Mai", "grants": {"school": ["MN-1"]}, "withdrawn": False}
    assert changed.detail["grants"] == {"officer": None}
    assert withdrawn.detail["reason"] == "chuyển công tác"


def test_two_people_never_carry_one_name(repository):
    let_in(repository, officer=None)
    with pytest.raises(UserError, match=r"Đã có người dùng tên “Cô Mai” \(mai@example.vn\)"):
        let_in(repository, "mai2@example.vn", "cô  mai", leader=None)
    withdraw_person(repository.people, repository.people.list()[0], "nghỉ", actor=ADMIN)
    let_in(repository, "mai2@example.vn", "Cô Mai", leader=None)  # the name is free again
    with pytest.raises(UserError, match="Đã có người dùng"):
        let_in(repository, officer=None)


@pytest.mark.parametrize(
    ("roles", "sentence"),
    [
        ({}, "Chưa chọn vai trò"),
        ({"guest": None, "officer": None}, "“Khách họp” chỉ xem số liệu tổng hợp"),
        ({"officer": ["MN-1"]}, "“cán bộ tổng hợp” là của cả Phòng"),
        ({"school": []}, "cần biết là trường nào"),
        ({"school": ["MN-9"]}, "Không có trường “MN-9”"),
        ({"appraiser": ["MN-9"]}, "Không có trường “MN-9”"),
    ],
)
def test_roles_that_make_no_sense_are_refused(repository, roles, sentence):
    with pytest.raises(UserError, match=sentence):
        let_in(repository, **roles)
    assert repository.people.list() == ()


@pytest.mark.parametrize(("subject", "name"), [("", "Cô Mai"), (MAI, "  ")])
def test_a_person_has_an_address_and_a_name(repository, subject, name):
    with pytest.raises(UserError, match="hãy ghi đủ cả hai"):
        let_in(repository, subject, name, officer=None)


def test_withdrawing_needs_a_reason_somebody_else_and_somebody_who_is_in(repository):
    let_in(repository, ADMIN.subject, ADMIN.name, admin=None)
    let_in(repository, officer=None)
    people = {one.subject: one for one in repository.people.list()}
    with pytest.raises(UserError, match="Chưa ghi lý do"):
        withdraw_person(repository.people, people[MAI], " ", actor=ADMIN)
    with pytest.raises(UserError, match="chính mình"):
        withdraw_person(repository.people, people[ADMIN.subject], "thử", actor=ADMIN)
    withdraw_person(repository.people, people[MAI], "nghỉ", actor=ADMIN)
    with pytest.raises(UserError, match="đã thôi quyền từ trước"):
        withdraw_person(repository.people, repository.people.find(MAI), "nghỉ", actor=ADMIN)


def test_only_an_administrator_lets_people_in(repository):
    refused = []
    officer = build_actor(AccessRole.OFFICER, refused=refused)
    with pytest.raises(NotAllowed):
        let_in(repository, officer=None, actor=officer)
    let_in(repository, officer=None)
    with pytest.raises(NotAllowed):
        withdraw_person(repository.people, repository.people.find(MAI), "thử", actor=officer)
    assert [one.act for one in refused] == [Act.MANAGE_PEOPLE] * 2
    assert not repository.people.find(MAI).withdrawn


def test_an_administrator_of_the_settings_lets_in_the_first(repository):
    settings = SignIn(required=True, admins=("Sep@Example.VN",))
    first = find_actor(repository.people, settings, "sep@example.vn", said_name="Sếp")
    assert (first.name, first.roles) == ("Sếp", {AccessRole.ADMIN})
    let_in(repository, "sep@example.vn", "Lê Sếp", leader=None, actor=first)
    both = find_actor(repository.people, settings, "sep@example.vn")
    assert (both.name, both.roles) == ("Lê Sếp", {AccessRole.LEADER, AccessRole.ADMIN})


def test_an_appraiser_has_the_schools_of_their_teams_beside_those_granted(repository):
    let_in(repository, appraiser=["TH-2"])
    asked = []

    def list_appraised(name):
        asked.append(name)
        return {"MN-1"}

    actor = find_actor(repository.people, SIGN_IN, MAI, list_appraised=list_appraised)
    assert reach(actor, Act.JUDGE) == {"MN-1", "TH-2"}
    assert asked == ["Cô Mai"]


@pytest.mark.parametrize(
    ("claims", "sign_in", "subject"),
    [
        ({"email": "Mai@example.vn", "email_verified": True}, SIGN_IN, MAI),
        ({"email": "Mai@example.vn", "email_verified": "true"}, SIGN_IN, MAI),
        ({"email": "Mai@example.vn", "email_verified": False}, SIGN_IN, ""),  # anybody writes any address at some providers
        ({"email": "Mai@example.vn"}, SIGN_IN, ""),
        ({"sub": "A-17"}, SIGN_IN, ""),
        ({"sub": "A-17", "email": "Mai@example.vn"}, SignIn(required=True, claim="sub"), "a-17"),
        ({}, SIGN_IN, ""),
    ],
)
def test_what_counts_as_who_somebody_is(claims, sign_in, subject):
    assert read_subject(claims, sign_in) == subject


def test_attempts_are_kept_in_their_order_and_a_name_said_is_found_again(repository):
    people = repository.people
    assert people.find_name_said() == ""
    people.attempt(NewAttempt(AttemptDeed.NAMED, "Nguyễn Thị Lan"))
    people.attempt(NewAttempt(AttemptDeed.REFUSED, "Cô Mai", MAI, "decide", "MN-1"))
    people.attempt(NewAttempt(AttemptDeed.NAMED, "Trần Văn Minh"))
    assert [(one.deed, one.actor, one.act, one.school) for one in people.list_attempts()] == [
        ("named", "Nguyễn Thị Lan", "", ""),
        ("refused", "Cô Mai", "decide", "MN-1"),
        ("named", "Trần Văn Minh", "", ""),
    ]
    assert people.find_name_said() == "Trần Văn Minh"


def test_an_attempt_is_no_new_version_of_the_figures(repository):
    before = repository.version()
    repository.people.attempt(NewAttempt(AttemptDeed.REFUSED, "ai", act="export"))
    assert repository.version() == before  # else whoever is refused could make everybody's figures be computed again and again


def test_officers_have_no_say_over_people():
    assert AccessRole.ADMIN not in OFFICER.roles
