"""Privacy: whom to ask about a return is for the officer alone, and is not kept for ever (appraisal.md, “Privacy”)."""

from __future__ import annotations

import io
import json
import logging
import zipfile
from dataclasses import fields, replace
from datetime import UTC, date, datetime

import pytest
from openpyxl import load_workbook
from sqlalchemy import create_engine, text, update
from sqlalchemy.exc import DBAPIError

from danvan_metrics.access.actor import sit_at_laptop
from danvan_metrics.district import blank_contacts, find_contact_end
from danvan_metrics.exports.making import ExportKind, make_export
from danvan_metrics.intake.kept_files import has_lost_contacts, load_kept_file
from danvan_metrics.intake.own_work import OwnEntries, load_own_report, save_own_report
from danvan_metrics.intake.receiving import Receiving, receive_file
from danvan_metrics.meeting_acts import fix_figures, open_dataset
from danvan_metrics.metrics.dataset import Scope
from danvan_metrics.metrics.summarising import summarise
from danvan_metrics.store.blanking import BLANKED
from danvan_metrics.store.tables import facts
from danvan_metrics.topics.school.figures import list_facts
from danvan_metrics.topics.school.revisions import compare_returns
from danvan_metrics.web.officer.contacts import describe_contact
from tests.builders import PLAN, ROSTER
from tests.builders_access import OFFICER
from tests.builders_office import (
    EMAIL,
    OFFICE,
    PERIOD,
    PHONE,
    PREPARER,
    TODAY,
    DistrictOn,
    open_office_district,
    write_school_workbook,
)

SCHOOL = ROSTER.schools[0].code
SECRETS = (PREPARER, PHONE, EMAIL, "Kín Đáo", "888 777")
CONTACTS = {"prepared_by", "phone", "email"}
SCOPE = Scope(PERIOD)
IN_DECEMBER = Receiving(date(2020, 12, 10), accept=True, actor=OFFICER)


@pytest.fixture
def district(tmp_path):
    """One school's return in force, with its preparer's name, telephone and e-mail."""
    opened = open_office_district(tmp_path)
    outcome = receive_file(opened, "mn.xlsx", write_school_workbook(opened, SCHOOL), IN_DECEMBER)
    assert outcome.stored, outcome.issues
    return opened


def find_secrets(content: str) -> list[str]:
    return [secret for secret in SECRETS if secret in content]


def unpack(content: bytes) -> str:
    """Everything written in an office document: every part of it, as text."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return "\n".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())


def test_the_plan_says_which_fields_are_for_contact_alone():
    assert {fact.key for fact in PLAN.facts if fact.contact} == CONTACTS


class TestWhereItNeverStands:
    @pytest.mark.parametrize("kind", [ExportKind.SLIDES, ExportKind.REPORT, ExportKind.WORKBOOK])
    def test_in_no_export(self, district, kind):
        _, content = make_export(kind, district.load_dataset(), SCOPE, ())
        assert find_secrets(unpack(content)) == []

    def test_in_no_summary_and_in_no_table_that_figures_are_made_of(self, district):
        dataset = district.load_dataset()
        assert find_secrets(json.dumps(summarise(dataset, SCOPE), ensure_ascii=False)) == []
        tables = [getattr(dataset, one.name) for one in fields(dataset)]
        assert find_secrets("\n".join(one.to_csv() for one in tables if hasattr(one, "to_csv"))) == []

    def test_in_no_event(self, district):
        assert find_secrets(repr(district.repository.list_events())) == []

    def test_in_no_snapshot(self, district, tmp_path):
        fix_figures(district, "Họp năm", PERIOD, meeting_on=TODAY, actor=sit_at_laptop("Chị An"))
        assert open_dataset(district, "Họp năm").snapshot.name == "Họp năm"
        with create_engine(f"sqlite:///{tmp_path / 'kho.sqlite3'}").connect() as connection:
            kept = connection.execute(text("SELECT * FROM snapshots")).all()
        assert len(kept) == 1
        assert find_secrets(repr(kept)) == []

    def test_in_no_log(self, tmp_path, caplog):
        opened = open_office_district(tmp_path)
        with caplog.at_level(logging.DEBUG):
            receive_file(opened, "mn.xlsx", write_school_workbook(opened, SCHOOL), IN_DECEMBER)
        assert find_secrets(caplog.text) == []

    def test_neither_in_a_school_s_facts_nor_where_revisions_are_compared(self, district):
        content = write_school_workbook(district, SCHOOL, prepared_by="Lã Văn Người Mới", staff=21)
        receive_file(district, "mn-2.xlsx", content, Receiving(date(2020, 12, 11), accept=True, actor=OFFICER))
        first, second = (district.repository.load_return(number) for number in (1, 2))
        shown = list(list_facts(PLAN, second))
        changed = compare_returns(PLAN, first, second)
        assert [label for label, *_ in shown] == [fact.label for fact in PLAN.facts if not fact.contact]
        assert [(one.before, one.after) for one in changed] == [("20", "21")]

    def test_nor_among_cells_read_by_meaning_for_those_rows_could_not_be_blanked(self, tmp_path):
        opened = open_office_district(tmp_path)
        content = write_school_workbook(opened, SCHOOL, prepared_by=f"{PREPARER}\x0b", phone=f" {PHONE}\t", staff="20 người")
        outcome = receive_file(opened, "mn.xlsx", content, IN_DECEMBER)
        kept = opened.repository.load_return(outcome.submission)
        assert [(one.found, one.taken) for one in kept.normalised] == [("20 người", "20")]


class TestTheOfficer:
    def test_sees_whom_to_ask(self, district):
        told = describe_contact(district, ROSTER.by_code[SCHOOL], actor=OFFICER)
        assert all(secret in told for secret in (PREPARER, PHONE, EMAIL))
        assert "10/12/2020" in told
        assert describe_contact(district, ROSTER.schools[1], actor=OFFICER) == ""


class LaterDistrict(DistrictOn):
    """The same district more than a year after everything was entered."""

    def today(self) -> date:
        return date(datetime.now(UTC).year + 2, 2, 28)


@pytest.fixture
def later(district):
    return LaterDistrict(district.plan, district.roster, district.repository, district.settings)


class TestAfterItsTime:
    def test_the_time_is_the_office_s_own_and_counts_whole_months(self, district):
        assert PLAN.thresholds.contact_months.value == 12
        assert find_contact_end(district) == date(2019, 12, 17)  # 17/12/2020 less 12 months
        assert find_contact_end(LaterDistrict(PLAN, ROSTER, district.repository, district.settings)).day == 28

    def test_before_it_nothing_is_touched_and_nothing_is_written(self, district):
        version = district.repository.version()
        assert blank_contacts(district) == 0
        assert district.repository.version() == version
        assert district.repository.load_return(1).fact("phone") == PHONE

    def test_after_it_the_three_fields_are_empty_and_everything_else_stays(self, later):
        before = later.repository.load_return(1)
        assert blank_contacts(later) == 1
        after = later.repository.load_return(1)
        assert {one.key for one in after.facts if one.value is None and before.fact(one.key) is not None} == CONTACTS
        assert [one.place for one in after.facts] == [one.place for one in before.facts]
        assert (after.answers, after.models) == (before.answers, before.models)
        assert describe_contact(later, ROSTER.by_code[SCHOOL], actor=OFFICER) == ""

    def test_an_event_says_that_it_was_done_and_of_what_not_what_stood_there(self, later):
        blank_contacts(later)
        (event,) = later.repository.list_events(action=BLANKED)
        assert (event.detail["submissions"], event.detail["fields"]) == ([1], sorted(CONTACTS))
        assert find_secrets(repr(event)) == []

    def test_it_is_done_once(self, later):
        assert [blank_contacts(later), blank_contacts(later)] == [1, 0]
        assert len(later.repository.list_events(action=BLANKED)) == 1

    def test_a_return_of_long_ago_that_is_entered_now_keeps_them_while_it_is_asked_about(self, tmp_path):
        opened = open_office_district(tmp_path)
        now = DistrictOn(opened.plan, opened.roster, opened.repository, opened.settings)
        receive_file(now, "mn.xlsx", write_school_workbook(now, SCHOOL, "6m"), replace(IN_DECEMBER, received_on=date(2020, 6, 1)))
        assert (
            now.repository.blank_facts(PLAN.code, sorted(CONTACTS), datetime.now(UTC).date()) == 0
        )  # received 2020, entered today

    def test_the_store_lets_nothing_else_be_changed(self, later, tmp_path):
        engine = create_engine(f"sqlite:///{tmp_path / 'kho.sqlite3'}")
        for change in ({"words": "khác"}, {"number": None, "dated": None, "words": None, "key": "staff"}):
            with pytest.raises(DBAPIError), engine.begin() as connection:
                connection.execute(update(facts).where(facts.c.key == "phone").values(change))

    def test_the_file_handed_out_is_a_copy_without_them(self, district, later):
        (record,) = later.repository.list_submissions(PLAN.code, SCHOOL)
        original = later.repository.load_file(record.id)
        assert (has_lost_contacts(district, record), load_kept_file(district, record, actor=OFFICER)) == (False, original)
        blank_contacts(later)
        assert has_lost_contacts(later, record)
        copy = load_kept_file(later, record, actor=OFFICER)
        assert find_secrets(unpack(original)) != []
        assert find_secrets(unpack(copy)) == []  # the name of who saved it last is gone too
        assert list_cells(copy) == {
            place: value for place, value in list_cells(original).items() if value not in {PREPARER, PHONE, EMAIL}
        }

    def test_the_office_s_form_asks_anew_for_what_is_not_kept_any_more(self, district, later):
        facts_of_office = {"prepared_by": PREPARER, "phone": PHONE, "prepared_on": date(2020, 12, 10), "staff": 11}
        outcome = save_own_report(
            district, load_own_report(district, PERIOD), OwnEntries({}, facts_of_office, True), actor=OFFICER
        )
        assert outcome.school == OFFICE
        assert blank_contacts(later) >= 1
        assert {key for key, value in load_own_report(later, PERIOD).contents.facts.items() if value is None} >= CONTACTS


def list_cells(content: bytes) -> dict[tuple[str, str], object]:
    """Every cell that holds something."""
    workbook = load_workbook(io.BytesIO(content))
    return {
        (sheet.title, cell.coordinate): cell.value
        for sheet in workbook
        for row in sheet.iter_rows()
        for cell in row
        if cell.value
    }
