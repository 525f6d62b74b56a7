"""No page that leadership opens names whom to ask about a return; the officer's list of whom to chase does."""

from __future__ import annotations

from datetime import date

import pytest

from danvan_metrics.district import open_district
from danvan_metrics.intake.receiving import Receiving, receive_file
from danvan_metrics.settings import load_settings
from danvan_metrics.web.pages import PAGES
from tests.builders import ROSTER
from tests.builders_access import OFFICE
from tests.builders_office import EMAIL, PHONE, PREPARER, write_school_workbook
from tests.builders_school import PARTS, open_school, unfold
from tests.builders_web import open_app, read_component_texts, read_letters, read_words

SCHOOL = ROSTER.schools[0].code
SECRETS = (PREPARER, PHONE, EMAIL)


def receive(sender=""):
    district = open_district(load_settings())
    content = write_school_workbook(district, SCHOOL)
    outcome = receive_file(district, "mn.xlsx", content, Receiving(date(2020, 12, 10), sender, accept=True, actor=OFFICE))
    assert outcome.stored


def read_everything(app) -> str:
    """Words, tables, boxes of code, labels and values of widgets: all that is sent to the browser."""
    tree = "\n".join(str(one.proto) for one in app.main if hasattr(one, "proto"))
    boxes = "\n".join(one.value for one in app.code)
    fields = "\n".join(f"{one.label} {one.value}" for kind in (app.text_input, app.selectbox, app.text_area) for one in kind)
    frames = "\n".join(one.value.to_csv() for one in app.dataframe)
    return "\n".join([read_letters(tree), read_words(app), boxes, fields, frames, *read_component_texts(app)])


@pytest.mark.parametrize("page", [entry.file for entry in PAGES if entry.for_leaders])
def test_no_page_of_leadership_shows_it(page):
    receive(sender=EMAIL)
    app = open_app(page.removeprefix("pages/").removesuffix(".py"), ma=SCHOOL, ky="Cả năm", chi_tieu="CT3.1")
    app = unfold(app, *PARTS, "profile_facts_part")
    told = read_everything(app)
    assert not app.exception
    assert len(told) > 100  # something was shown at all
    assert [secret for secret in SECRETS if secret in told] == []


def test_a_school_s_page_shows_the_other_facts():
    receive()
    told = read_everything(open_school("profile_facts_part", ma=SCHOOL, ky="Cả năm"))
    assert "Tổng số cán bộ, công chức, viên chức, người lao động" in told
    assert "Người lập báo cáo" not in told


def test_whoever_chases_reads_it():
    receive()
    app = open_app("upload")
    app.session_state["upload_view"] = "Theo dõi và đôn đốc"
    told = read_letters("\n".join(one.value for one in app.run().caption))
    assert all(secret in told for secret in SECRETS)
