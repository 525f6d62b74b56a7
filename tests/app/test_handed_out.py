"""Files on pages of a shared office: each visitor is offered their own, and a press after they left gives nothing (issue 14)."""

import io
from functools import partial

import openpyxl
import pytest

from danvan_metrics.access.actor import AccessRole
from danvan_metrics.access.policies import NotAllowed
from danvan_metrics.access.rights import WHOLE
from danvan_metrics.exports.making import ExportKind
from danvan_metrics.metrics.dataset import Scope
from danvan_metrics.store.people.people_records import AttemptDeed
from danvan_metrics.web.meeting import export_forms
from danvan_metrics.web.officer import templates
from danvan_metrics.web.officer.templates import TemplateChoice, make_package
from danvan_metrics.web.resources import Edition, get_district
from danvan_metrics.web.signing_in import visitor
from danvan_metrics.web.signing_in.sign_in import Visit
from danvan_metrics.web.signing_in.visitor import as_visitor
from danvan_metrics.web.state import TEMPLATE_PACKAGE
from danvan_metrics.workbook.layout import IDENTITY_KEYS, SHEET_IDENTITY
from tests.builders_visitors import OTHER, SCHOOL, claim, let_go, let_in, list_deeds, open_as
from tests.builders_web import read_words

SAMPLE = {"minh_hoa": "1"}


@pytest.fixture
def shared(shared, monkeypatch):
    """The same office, two days before the first deadline."""
    monkeypatch.setenv("DANVAN_TODAY", "2020-06-12")


def list_downloads(app) -> list[str]:
    return [one.proto.label for one in app.get("download_button")]


# ── Biểu mẫu ─────────────────────────────────────────────────────────────────


def test_a_school_gets_its_own_template_and_is_asked_for_the_period_alone(shared):
    app = open_as(claim(let_in(AccessRole.SCHOOL, SCHOOL)), "templates")
    assert [one.label for one in app.segmented_control] == ["Kỳ báo cáo"]
    assert not app.checkbox
    assert "1 biểu mẫu** của Mầm non Đạp Thanh · kỳ 6 tháng" in read_words(app)
    app.button(key="template_build").click().run()
    assert not app.exception
    book = openpyxl.load_workbook(io.BytesIO(app.session_state[TEMPLATE_PACKAGE].content))
    assert book[SHEET_IDENTITY].cell(IDENTITY_KEYS.index("school") + 1, 2).value == SCHOOL
    [download] = list_downloads(app)
    assert "Tải xuống" in download
    assert not [one for one in app.expander if "Thư gửi kèm" in one.label]  # letters are the office's to send


def test_the_officer_gets_everybody_s_with_letters_to_go_with_them(shared):
    app = open_as(claim(let_in(AccessRole.OFFICER)), "templates")
    assert [one.label for one in app.segmented_control] == ["Kỳ báo cáo", "Trường"]
    assert [one for one in app.expander if "Thư gửi kèm" in one.label]


def test_a_template_built_before_its_visitor_left_stays_in_the_office(shared, monkeypatch):
    subject = let_in(AccessRole.SCHOOL, SCHOOL)
    monkeypatch.setattr(visitor, "read_visit", lambda _sign_in: Visit(subject, "", float("inf")))
    district = get_district(sample=False)
    choice = TemplateChoice(district.plan.periods[0], (district.roster.by_code[SCHOOL],))
    files = templates.build_files(district, choice, lambda _done, _name: None, actor=visitor.current_actor())
    package = make_package(district.plan, choice, files, version=1)
    press = as_visitor(partial(templates.hand_out_templates, district, (package.name, package.content), [SCHOOL]))
    assert press() == files[0][1]
    let_go(subject)
    with pytest.raises(NotAllowed):
        press()
    assert [one.target for one in list_deeds(AttemptDeed.DOWNLOADED)] == [package.name]  # the first press


def test_a_school_builds_no_other_s_whatever_it_asks_for(shared, monkeypatch):
    subject = let_in(AccessRole.SCHOOL, SCHOOL)
    monkeypatch.setattr(visitor, "read_visit", lambda _sign_in: Visit(subject, "", float("inf")))
    district = get_district(sample=False)
    choice = TemplateChoice(district.plan.periods[0], (district.roster.by_code[SCHOOL], district.roster.by_code[OTHER]))
    with pytest.raises(NotAllowed, match=f"của trường “{OTHER}”"):
        templates.build_files(district, choice, lambda _done, _name: None, actor=visitor.current_actor())


# ── slides, report, workbook, charts ─────────────────────────────────────────


@pytest.mark.parametrize("role", [AccessRole.LEADER, AccessRole.OFFICER])
def test_who_may_take_the_district_s_files_is_offered_all_of_them(shared, role):
    offered = list_downloads(open_as(claim(let_in(role)), "exports", **SAMPLE))
    assert [label for label in offered if label.startswith("Tải ")][:4] == [
        "Tải bản trình chiếu", "Tải báo cáo", "Tải bảng tính", "Tải tất cả biểu đồ",
    ]  # fmt: skip


@pytest.mark.parametrize("role", [AccessRole.LEADER, AccessRole.GUEST])
def test_every_chart_at_once_is_offered_to_whom_it_is(shared, role):
    offered = list_downloads(open_as(claim(let_in(role)), "overview", **SAMPLE))
    assert ("Tải tất cả biểu đồ (ZIP)" in offered) is (role is AccessRole.LEADER)


def test_a_file_asked_for_after_its_visitor_left_is_not_made(shared, monkeypatch):
    subject = let_in(AccessRole.OFFICER)
    monkeypatch.setattr(visitor, "read_visit", lambda _sign_in: Visit(subject, "", float("inf")))
    press = as_visitor(partial(export_forms._make, Edition(True, "", WHOLE, "", ""), ExportKind.WORKBOOK, Scope("6m")))
    assert press().startswith(b"PK")
    let_go(subject)
    with pytest.raises(NotAllowed, match="không có quyền xuất báo cáo"):
        press()  # though it lies ready in the cache


# ── one school's paper, and figures behind what is shown ─────────────────────


def test_a_school_is_offered_its_own_paper_and_its_own_figures(shared):
    app = open_as(claim(let_in(AccessRole.SCHOOL, SCHOOL)), "school", ma=SCHOOL, **SAMPLE)
    assert "In phiếu trường (Word)" in list_downloads(app)
    assert not app.exception
