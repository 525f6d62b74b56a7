"""Who may do what: the whole matrix of roles, acts and pages, as the office would read it (many.md, “A shared office”).

L lãnh đạo · O cán bộ tổng hợp · T người thẩm định · S trường · A quản trị · G khách họp. ● everywhere, ◐ for their own schools.
"""

import pytest

from danvan_metrics.access.actor import EVERY_UNIT, STRANGER, AccessRole, Actor, sit_at_laptop
from danvan_metrics.access.acts import Act
from danvan_metrics.access.policies import Nameless, NotAllowed, check, check_can_open
from danvan_metrics.access.rights import PAGE_ACTS, Sight, find_sight, list_pages, may, may_everywhere, reach
from tests.builders_access import OFFICE, build_actor

ROLES = dict(zip("LOTSAG", AccessRole, strict=True))
MATRIX = """
                      L O T S A G
see_summaries         ● ● ◐ · · ●
see_tasks             ● ● ◐ · · ·
see_school            ● ● ◐ ◐ · ·
see_catalogue         ● ● ◐ ◐ ● ·
see_appraising        ● ● ◐ · · ·
see_rewards           ● ● · · · ·
see_office_work       ● ● · · · ·
see_contacts          · ● · · · ·
make_templates        · ● · ◐ · ·
receive               · ● · ◐ · ·
answer_questions      · ● · · · ·
decide                · ● · · · ·
keep_evidence         · ● · · · ·
get_originals         ● ● ◐ ◐ · ·
get_marked            · ● · ◐ · ·
organise_appraisal    · ● · · · ·
step_appraisal        · ● ◐ · · ·
judge                 · · ◐ · · ·
give_tasks            ● ● · · · ·
conclude_meeting      ● ● · · · ·
fix_figures           · ● · · · ·
reward                · ● · · · ·
report_office_work    · ● · · · ·
export                ● ● · · · ·
export_papers         ● ● ◐ ◐ · ·
take_data             ● ● ◐ ◐ · ·
read_audit            ● ● · · ● ·
manage_people         · · · · ● ·
keep_store            · · · · ● ·
manage_roster         · ● · · ● ·
"""
PAGES = """
                L O T S A G
tong-quan       ● ● ● · · ●
chi-tieu        ● ● ● · · ●
truong-diem     ● ● ● · · ●
lan-toa         ● ● ● · · ●
tham-dinh       ● ● ● · · ●
hop             ● ● ● · · ●
so-nam-truoc    ● ● ● · · ●
viec-can-lam    ● ● ● · · ·
ho-so-truong    ● ● ● ● · ·
nguon           ● ● ● ● · ·
bieu-mau        · ● · ● · ·
nop-bao-cao     · ● · ● · ·
cham-tham-dinh  ● ● ● · · ·
khen-thuong     ● ● · · · ·
viec-cua-phong  ● ● · · · ·
xuat-bao-cao    ● ● · · · ·
danh-muc        ● ● ● ● ● ·
huong-dan       ● ● ● ● ● ·
don-vi-truong   · ● · · ● ·
nguoi-dung      · · · · ● ·
nhat-ky         ● ● · · ● ·
"""
OWN, OTHER = "MN-DAPTHANH", "TH-DONDAC"


def read(matrix):
    """Role and row of every place of a table, with what stands there."""
    heading, *rows = matrix.strip("\n").splitlines()
    letters = heading.split()
    return [(ROLES[letter], row.split()[0], sign) for row in rows for letter, sign in zip(letters, row.split()[1:], strict=True)]


def may_pass(actor, act, school):
    """Whether the check lets an actor through, asked the way an act asks."""
    try:
        check(actor, act, school)
    except NotAllowed:
        return False
    return True


def test_the_matrix_names_every_act_and_every_role():
    assert {name for _, name, _ in read(MATRIX)} == set(Act)
    assert {name for _, name, _ in read(PAGES)} == set(PAGE_ACTS)
    assert {role for role, _, _ in read(MATRIX)} == set(AccessRole)


@pytest.mark.parametrize(("role", "act", "sign"), read(MATRIX))
def test_a_role_may_do_what_the_matrix_says_and_nothing_else(role, act, sign):
    actor = build_actor(role, OWN)
    passed = [may_pass(actor, Act(act), school) for school in (OWN, OTHER, "")]
    assert passed == {"●": [True, True, True], "◐": [True, False, False], "·": [False, False, False]}[sign]


@pytest.mark.parametrize(("role", "page", "sign"), read(PAGES))
def test_a_role_opens_the_pages_the_matrix_says_and_no_other(role, page, sign):
    refused = []
    actor = build_actor(role, OWN, refused=refused)
    if sign == "●":
        check_can_open(actor, page)
        assert page in list_pages(actor)
        return
    with pytest.raises(NotAllowed):
        check_can_open(actor, page)
    assert page not in list_pages(actor)
    assert [(one.actor, one.page) for one in refused] == [(actor, page)]


@pytest.mark.parametrize("act", Act)
def test_a_stranger_may_nothing(act):
    assert not may(STRANGER, act)
    assert not may(STRANGER, act, OWN)
    assert list_pages(STRANGER) == frozenset()


@pytest.mark.parametrize("act", Act)
def test_a_school_without_a_school_and_an_appraiser_without_one_may_nothing_for_schools(act):
    for role in (AccessRole.SCHOOL, AccessRole.APPRAISER):
        assert not may(build_actor(role), act)


@pytest.mark.parametrize("act", Act)
def test_who_sits_at_the_laptop_may_everything(act):
    assert may_everywhere(sit_at_laptop("Nguyễn Thị Lan"), act)


def test_rights_of_several_roles_add_up():
    both = Actor("Vũ Thị Hoa", {AccessRole.APPRAISER: frozenset({OWN}), AccessRole.SCHOOL: frozenset({OTHER})})
    assert reach(both, Act.GET_ORIGINALS) == {OWN, OTHER}  # both roles have this right, each for its school
    assert reach(both, Act.JUDGE) == {OWN}
    assert reach(both, Act.RECEIVE) == {OTHER}
    officer_too = Actor("Vũ Thị Hoa", {**both.grants, AccessRole.OFFICER: EVERY_UNIT})
    assert reach(officer_too, Act.RECEIVE) is None
    assert reach(officer_too, Act.JUDGE) == {OWN}  # receiving everything makes nobody an appraiser


def test_what_is_written_carries_a_name_and_what_is_read_needs_none():
    nobody = sit_at_laptop("  ")
    for act in (Act.RECEIVE, Act.DECIDE, Act.GIVE_TASKS, Act.JUDGE, Act.MANAGE_PEOPLE, Act.REWARD):
        with pytest.raises(Nameless, match="Tôi là"):
            check(nobody, act)
    for act in (Act.SEE_SUMMARIES, Act.EXPORT, Act.GET_ORIGINALS, Act.READ_AUDIT):
        check(nobody, act)


def test_a_refusal_is_one_sentence_that_says_who_what_where_and_whom_to_ask():
    teacher = build_actor(AccessRole.SCHOOL, OWN, name="Cô Mai")
    with pytest.raises(NotAllowed) as told:
        check(teacher, Act.DECIDE, OWN)
    assert str(told.value) == (
        "Cô Mai không có quyền quyết định báo cáo có hiệu lực và ngày nhận của trường “MN-DAPTHANH”; "
        "việc này dành cho: cán bộ tổng hợp. Cần quyền thì hãy nhờ quản trị cấp."
    )


def test_the_witness_hears_of_a_refusal_once_and_of_nothing_else():
    refused = []
    guest = build_actor(AccessRole.GUEST, refused=refused)
    check(guest, Act.SEE_SUMMARIES)
    with pytest.raises(NotAllowed):
        check(guest, Act.EXPORT)
    assert [(one.actor, one.act, one.school) for one in refused] == [(guest, Act.EXPORT, "")]


@pytest.mark.parametrize(
    ("role", "sight"),
    [
        (AccessRole.LEADER, Sight()),
        (AccessRole.OFFICER, Sight()),
        (AccessRole.APPRAISER, Sight(frozenset({OWN}))),
        (AccessRole.SCHOOL, Sight(frozenset({OWN}))),
        (AccessRole.ADMIN, Sight(frozenset())),  # people and plan, no figures
        (AccessRole.GUEST, Sight(None, persons=False)),
    ],
)
def test_what_a_role_is_shown_of_the_data(role, sight):
    assert find_sight(build_actor(role, OWN)) == sight


def test_a_stranger_is_shown_nothing_and_the_laptop_everything():
    assert find_sight(STRANGER) == Sight(frozenset())
    assert find_sight(OFFICE) == Sight()


def test_nobody_adds_a_grant_to_an_actor():
    with pytest.raises(TypeError):
        build_actor(AccessRole.GUEST).grants[AccessRole.ADMIN] = EVERY_UNIT
