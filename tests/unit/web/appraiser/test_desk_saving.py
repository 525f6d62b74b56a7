"""What comes from the browser is a stranger's: read cell by cell, refused in a sentence, done once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_metrics.access.actor import AccessRole, sit_at_laptop
from danvan_metrics.appraising.desk import load_desk
from danvan_metrics.district import open_district
from danvan_metrics.errors import UserError
from danvan_metrics.plan.verdicts import Method, Outcome, Verdict
from danvan_metrics.settings import load_settings
from danvan_metrics.web.appraiser.desk_saving import DeskAct, answer, read_asked, read_finding
from tests.builders_access import build_actor
from tests.builders_appraiser import HEAD, SECRETARY, assign_team, hand_in

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
FIELDS = ("outcome", "to_do", "done", "choice", "dated", "seen", "method", "reason")
TYPED = st.fixed_dictionaries({}, optional=dict.fromkeys(FIELDS, ANYTHING))


@pytest.fixture(scope="module")
def district(tmp_path_factory):
    settings = load_settings(
        {"DANVAN_DATABASE_URL": f"sqlite:///{tmp_path_factory.mktemp('desk') / 'kho.sqlite3'}", "DANVAN_TODAY": "2020-06-12"}
    )
    opened = open_district(settings)
    hand_in(opened)
    yield opened
    opened.repository.close()


@pytest.fixture(scope="module")
def key(district):
    return assign_team(district)


@pytest.fixture
def sit(district, key):
    return lambda name=HEAD: load_desk(district, key, appraiser=name)


@given(ANYTHING)
def test_whatever_the_browser_sends_is_read_or_left_out(value):
    assert all(isinstance(one, DeskAct) for one in read_asked({"acts": value}))
    assert all(isinstance(one, DeskAct) for one in read_asked(value))


@given(typed=TYPED, code=st.sampled_from(["CT1.1", "CT3.1", "NV2.3", "NV4.3", "BC1.1", "HP1.1", "CT3.2", "NV8.1"]))
def test_whatever_is_typed_becomes_a_verdict_or_a_sentence(district, key, typed, code):
    line = next(one for one in load_desk(district, key, appraiser=HEAD).lines if one.code == code)
    assert describe_reading(district.plan, line, typed)


def describe_reading(plan, line, typed):
    """Whether a verdict came of it, or a sentence."""
    try:
        return isinstance(read_finding(plan, line, typed), Verdict)
    except UserError as error:
        return str(error).endswith(".")


@pytest.mark.parametrize(
    ("code", "typed", "found"),
    [
        ("CT1.1", {"done": "8", "to_do": "12"}, {"done": 8, "to_do": 12}),
        ("NV2.3", {"done": "1.200"}, {"done": 1200}),
        ("BC1.1", {"dated": "29/4/2020"}, {"dated": "2020-04-29"}),
        ("HP1.1", {"choice": "doing"}, {"choice": "doing"}),
        ("CT3.1", {"choice": "no"}, {"choice": "no"}),
    ],
)
def test_a_value_is_read_as_the_schools_own_cell_is(district, sit, code, typed, found):
    verdict = read_finding(district.plan, find_line(sit(), code), typed)
    assert {name: str(getattr(verdict, name)).removesuffix(".0") for name in found} == {
        name: str(value) for name, value in found.items()
    }


@pytest.mark.parametrize(
    ("code", "typed", "told"),
    [
        ("CT1.1", {"done": "8"}, "cần cả hai số"),
        ("NV2.3", {"done": "vài cuộc"}, "“vài cuộc” không đọc được"),
        ("BC1.1", {"dated": "30/2/2020"}, "“30/2/2020” không đọc được"),
        ("HP1.1", {}, "Chưa có giá trị thẩm định"),
        ("HP1.1", {"choice": "met", "seen": "hai"}, "Ô Đã xem: “hai” không đọc được"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_cell(district, sit, code, typed, told):
    with pytest.raises(UserError, match=told):
        read_finding(district.plan, find_line(sit(), code), typed)


def test_an_outcome_without_a_value_drops_what_was_typed_as_one(district, sit):
    typed = {"outcome": "unproven", "choice": "met", "seen": "1", "method": "papers", "reason": "  Không có  hồ sơ "}
    verdict = read_finding(district.plan, find_line(sit(), "HP1.1"), typed)
    assert (verdict.outcome, verdict.choice, verdict.seen) == (Outcome.UNPROVEN, None, 1)
    assert (verdict.method, verdict.reason) == (Method.PAPERS, "Không có hồ sơ")


def test_a_save_is_answered_with_its_revision_and_a_stale_one_with_both(district, sit):
    given_first = {"line": "HP2.2", "revision": 0, "choice": "met"}
    first = answer(district, sit(), DeskAct("1", "save", given_first), actor=sit_at_laptop(HEAD))
    assert (first["done"], first["revision"], first["text"]) == (True, 1, "Đã lưu HP2.2: Xác nhận.")

    later = {"line": "HP2.2", "revision": 0, "choice": "doing", "reason": "Chưa xong"}
    stale = answer(district, sit(SECRETARY), DeskAct("2", "save", later), actor=sit_at_laptop(SECRETARY))
    assert not stale["done"]
    assert (stale["theirs"]["who"], stale["theirs"]["told"], stale["theirs"]["revision"]) == (HEAD, "Xác nhận: Đạt", 1)


def test_an_unknown_line_is_refused_in_a_sentence(district, sit):
    told = answer(district, sit(), DeskAct("3", "save", {"line": "HP9.9", "choice": "met"}), actor=sit_at_laptop(HEAD))
    assert told == {"done": False, "text": "Phiếu này không có dòng “HP9.9”; hãy tải lại trang."}


@pytest.mark.parametrize(
    ("act", "given"),
    [
        ("save", {"line": "HP3.1", "revision": 0, "choice": "met"}),
        ("accept", {}),
        ("tick", {"code": "MC-CT1.1-01", "seen": True}),
        ("sheet", {"sheet": "0" * 64}),
    ],
)
def test_who_has_no_right_is_told_at_the_table_and_nothing_is_written(district, sit, act, given):
    refused = []
    before = district.repository.version()
    told = answer(district, sit(), DeskAct("5", act, given), actor=build_actor(AccessRole.APPRAISER, name=HEAD, refused=refused))
    assert (told["done"], district.repository.version()) == (False, before)
    assert told["text"].startswith(f"{HEAD} không có quyền")
    assert [one.school for one in refused] == ["MN-DAPTHANH"]


def test_an_act_there_is_not_is_refused_in_a_sentence(district, sit):
    told = answer(district, sit(), DeskAct("4", "xoa", {}), actor=sit_at_laptop(HEAD))
    assert not told["done"]
    assert told["text"].endswith(".")


def find_line(desk, code):
    return next(line for line in desk.lines if line.code == code)
