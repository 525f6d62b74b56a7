"""A shared office: who signs in sees their own pages and their own schools; everybody else sees the sign-in page alone."""

import pytest

from danvan_metrics.access.actor import STRANGER, AccessRole
from danvan_metrics.access.acts import Act
from danvan_metrics.access.policies import check_can_get_original
from danvan_metrics.access.rights import PAGE_ACTS, RIGHTS
from danvan_metrics.appraising import team_acts
from danvan_metrics.store.people.people_records import AttemptDeed
from danvan_metrics.web.pages import ENTRY_BY_URL, PAGES
from danvan_metrics.web.signing_in import visitor
from danvan_metrics.web.signing_in.sign_in import Visit
from tests.builders_visitors import OTHER, SCHOOL, claim, let_go, let_in, list_deeds, open_as
from tests.builders_web import read_component_texts, read_letters, read_words

SAMPLE = {"minh_hoa": "1"}
OPENED = [entry for entry in PAGES if entry.url != "nguon"]  # its address names a figure


def name_file(entry) -> str:
    return entry.file.removeprefix("pages/").removesuffix(".py")


def list_shown(app) -> list[str]:
    """The tables and components on the page, but for the search in the bar: it knows only what its visitor may see."""
    return [one.key for one in app.get("bidi_component") if one.key != "search"]


def read_all(app) -> str:
    return "\n".join([read_words(app), *read_component_texts(app), *(one.value for one in app.subheader)])


# ── who is not let in ────────────────────────────────────────────────────────


@pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.url)
def test_a_stranger_sees_the_sign_in_page_whatever_they_open(shared, entry):
    app = open_as({}, name_file(entry), **SAMPLE)
    assert [button.key for button in app.button] == ["sign_in"]
    assert not list_shown(app)
    assert list(app.error) == []
    assert list_deeds() == []


def test_whom_the_office_does_not_know_reads_why_and_can_leave(shared):
    app = open_as(claim("ai-do@example.vn"))
    app.run()
    assert "chưa cấp quyền cho tài khoản ai-do@example.vn" in read_words(app)
    assert [button.key for button in app.button] == ["sign_out"]
    assert not list_shown(app)
    (turned_away,) = list_deeds()  # once, however often the page runs
    assert (turned_away.deed, turned_away.subject) == (AttemptDeed.TURNED_AWAY, "ai-do@example.vn")


def test_an_address_that_nobody_verified_is_nobodys(shared):
    officer = let_in(AccessRole.OFFICER)
    app = open_as(claim(officer, email_verified=False))
    assert "đã được xác nhận" in read_words(app)
    assert [button.key for button in app.button] == ["sign_out"]


@pytest.mark.parametrize("ends", [{"hours": -0.01}, {"exp": None}, {"exp": "mai"}])
def test_a_sign_in_that_has_run_out_is_asked_for_again(shared, ends):
    officer = let_in(AccessRole.OFFICER)
    app = open_as(claim(officer, **ends))
    assert "đã hết hạn" in read_words(app)
    assert [button.key for button in app.button] == ["sign_in"]


def test_a_sign_in_runs_out_while_the_page_stands_open(shared):
    officer = let_in(AccessRole.OFFICER)
    app = open_as(claim(officer), **SAMPLE)
    assert list_shown(app)
    app.user = claim(officer, hours=-0.01)
    app.run()
    assert "đã hết hạn" in read_words(app)
    assert not list_shown(app)


def test_who_was_withdrawn_is_out_at_the_next_click(shared):
    officer = let_in(AccessRole.OFFICER)
    app = open_as(claim(officer), **SAMPLE)
    assert list_shown(app)
    let_go(officer)
    app.run()
    assert not list_shown(app)
    assert "chưa cấp quyền" in read_words(app)
    assert [one.deed for one in list_deeds()] == [AttemptDeed.SIGNED_IN, AttemptDeed.TURNED_AWAY]


def test_an_appraiser_without_a_school_is_told_whom_to_ask(shared, monkeypatch):
    monkeypatch.setattr(team_acts, "list_appraised", lambda _district, _name: frozenset(), raising=False)
    app = open_as(claim(let_in(AccessRole.APPRAISER, name="Thầy Nam")))
    assert "Thầy Nam chưa được giao trường nào" in read_words(app)


def test_who_signs_in_and_out_is_kept_once(shared):
    officer = let_in(AccessRole.OFFICER, name="Cô Lan")
    app = open_as(claim(officer))
    app.run()
    assert [(one.deed, one.actor, one.subject) for one in list_deeds()] == [(AttemptDeed.SIGNED_IN, "Cô Lan", officer)]
    app.button(key="sign_out").click().run()
    assert [one.deed for one in list_deeds()] == [AttemptDeed.SIGNED_IN, AttemptDeed.SIGNED_OUT]


# ── pages by role ────────────────────────────────────────────────────────────


@pytest.mark.parametrize("role", AccessRole)
def test_every_page_opens_for_whom_it_is_and_stays_shut_for_others(shared, role, monkeypatch):
    """By address too; what was refused is kept, and nothing of the page is drawn."""
    monkeypatch.setattr(team_acts, "list_appraised", lambda _district, _name: frozenset(), raising=False)
    person = claim(let_in(role, SCHOOL))
    for entry in OPENED:
        app = open_as(person, name_file(entry), **SAMPLE)
        refusal = f"không có quyền {PAGE_ACTS[entry.url].words}"
        own = role in RIGHTS[PAGE_ACTS[entry.url]]
        assert list(app.exception) == [], entry.url
        assert (refusal not in read_words(app)) == own, entry.url
        assert own or not list_shown(app), entry.url
    shut = [entry.url for entry in OPENED if role not in RIGHTS[PAGE_ACTS[entry.url]]]
    refused = {one.target for one in list_deeds(AttemptDeed.REFUSED)}
    assert refused - {find_first(role)} == set(shut) - {find_first(role)}


def find_first(role) -> str:
    return next(entry.url for entry in PAGES if role in RIGHTS[PAGE_ACTS[entry.url]])


def test_every_page_has_its_right():
    """A page without one would be nobody's: `list_pages` gives what the matrix names."""
    assert {entry.url for entry in PAGES} <= set(PAGE_ACTS)
    assert set(ENTRY_BY_URL) == {entry.url for entry in PAGES}


# ── what is shown ────────────────────────────────────────────────────────────


def test_a_school_sees_its_own_page(shared):
    app = open_as(claim(let_in(AccessRole.SCHOOL, SCHOOL)), "school", **SAMPLE)
    assert app.selectbox(key="ma").options == ["Trường Mầm non Đạp Thanh"]
    assert "Minh Cầm" not in read_all(app)  # the other model school


def test_a_school_does_not_see_another_by_its_address(shared):
    subject = let_in(AccessRole.SCHOOL, SCHOOL, name="Cô Hằng")
    app = open_as(claim(subject), "school", **SAMPLE)
    app.query_params["ma"] = OTHER
    app.run()
    assert f"Cô Hằng không có quyền xem hồ sơ và nguồn số liệu của trường “{OTHER}”" in read_words(app)
    refused = list_deeds(AttemptDeed.REFUSED)[-1]
    assert (refused.actor, refused.act, refused.school) == ("Cô Hằng", Act.SEE_SCHOOL, OTHER)


@pytest.mark.parametrize(("unit", "shut"), [(OTHER, True), (SCHOOL, False)])
def test_a_school_does_not_see_where_another_ones_figures_come_from(shared, unit, shut):
    app = open_as(claim(let_in(AccessRole.SCHOOL, SCHOOL)), "school", **SAMPLE)
    for name, value in {"so": "CT", "don-vi": unit, "luc": "9m"}.items():
        app.query_params[name] = value
    app.switch_page("pages/source.py")
    for name, value in {"so": "CT", "don-vi": unit, "luc": "9m"}.items():
        app.query_params[name] = value
    app.run()
    assert ("không có quyền xem hồ sơ và nguồn số liệu" in read_words(app)) == shut
    assert bool(list_shown(app)) != shut


def test_an_appraiser_reads_that_only_their_schools_are_counted(shared, monkeypatch):
    monkeypatch.setattr(team_acts, "list_appraised", lambda _district, _name: frozenset({"TH-MINHCAM"}), raising=False)
    app = open_as(claim(let_in(AccessRole.APPRAISER, SCHOOL)), **SAMPLE)
    assert "Chỉ tính 2 trường bạn phụ trách" in read_words(app)  # the one granted, and the one their team was assigned
    assert "MN Đồn Đạc" not in read_all(app)


@pytest.mark.parametrize(
    ("role", "page", "followed", "dropped"),
    [
        (AccessRole.GUEST, "", {"chi-tieu", "lan-toa"}, {"nguon", "ho-so-truong", "viec-can-lam"}),
        (AccessRole.SCHOOL, "school", {"nguon"}, {"chi-tieu", "tham-dinh"}),
        (AccessRole.OFFICER, "", {"chi-tieu", "lan-toa", "nguon", "ho-so-truong"}, {"nguoi-dung"}),
    ],
)
def test_a_figure_leads_only_where_its_visitor_may_go(shared, role, page, followed, dropped):
    """The search too: nobody is offered what would be refused."""
    app = open_as(claim(let_in(role, SCHOOL)), page, **SAMPLE, ky="9 tháng")
    led_to = {text.partition("?")[0] for text in read_component_texts(app) if "?" in text}
    assert led_to & (followed | dropped) == followed


def test_whose_sight_was_not_asked_is_shown_nothing(shared, monkeypatch):
    """A figure asked for before the visitor was: no school, no person."""
    from danvan_metrics.web import state  # noqa: PLC0415 - reads the session, which is empty here

    assert (state.read_sight().schools, state.read_sight().persons) == (frozenset(), False)
    monkeypatch.delenv("DANVAN_SIGN_IN")
    assert state.read_sight().schools is None


# ── a file that is asked for later ───────────────────────────────────────────


def test_a_download_finds_its_visitor_anew_when_it_is_pressed(shared, monkeypatch):
    """The button was drawn while the person stood in the office, and pressed after they had left."""
    officer = let_in(AccessRole.OFFICER)
    monkeypatch.setattr(visitor, "read_visit", lambda _sign_in: Visit(officer, "", float("inf")))

    def load(school, *, actor):
        check_can_get_original(actor, school)
        return actor.name.encode()

    press = visitor.as_visitor(load)
    assert press(SCHOOL) == "Cô Mai".encode()
    let_go(officer)
    with pytest.raises(visitor.UserError, match="không có quyền tải tệp gốc"):
        press(SCHOOL)


def test_who_has_run_out_is_a_stranger_to_downloads(shared):
    officer = let_in(AccessRole.OFFICER)
    assert visitor.find_person(Visit(officer, "", 0.0)) is STRANGER
    assert visitor.find_person(None) is STRANGER
    assert visitor.find_person(Visit(officer, "", float("inf"))).name == "Cô Mai"


# ── the laptop ───────────────────────────────────────────────────────────────


def test_who_sits_at_a_laptop_says_their_name_once(monkeypatch):
    """At the next start it is known."""
    monkeypatch.delenv("DANVAN_ACTOR")
    app = open_as({})
    assert app.text_input(key="name_typed").value == ""
    app.text_input(key="name_typed").input("  Nguyễn   Thị Lan ")
    next(one for one in app.button if one.label == "Ghi tên").click().run()
    (kept,) = list_deeds()
    assert (kept.deed, kept.actor, kept.subject) == (AttemptDeed.NAMED, "Nguyễn Thị Lan", "")
    assert open_as({}).text_input(key="name_typed").value == "Nguyễn Thị Lan"


def test_a_blank_name_is_no_name(monkeypatch):
    monkeypatch.delenv("DANVAN_ACTOR")
    app = open_as({})
    next(one for one in app.button if one.label == "Ghi tên").click().run()
    assert "hãy ghi họ tên của bạn" in read_letters(app.error[0].value)
    assert list_deeds() == []


def test_at_a_laptop_every_page_opens(monkeypatch):
    monkeypatch.setenv("DANVAN_ACTOR", "Nguyễn Thị Lan")
    for entry in OPENED:
        assert "không có quyền" not in read_words(open_as({}, name_file(entry)))
