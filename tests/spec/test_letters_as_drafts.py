"""Letters that leave as files: drafts for a mail program, reminders in one text, and the letter that goes with templates."""

import email
import io
import zipfile
from datetime import date
from email.policy import default

import openpyxl
import pytest

from danvan_metrics.access.actor import AccessRole
from danvan_metrics.access.acts import Act
from danvan_metrics.access.policies import NotAllowed
from danvan_metrics.correspondence.chasing import collect_chasing
from danvan_metrics.correspondence.covering import write_covering
from danvan_metrics.correspondence.mail_drafts import write_draft
from danvan_metrics.correspondence.reception import collect_reception
from danvan_metrics.correspondence.replies import Reply
from danvan_metrics.district import open_district
from danvan_metrics.intake.outcome import Status
from danvan_metrics.intake.receiving import Receiving, receive_file
from danvan_metrics.plan.rules import Field
from danvan_metrics.settings import load_settings
from danvan_metrics.store.people.people_records import AttemptDeed
from danvan_metrics.web.officer.contacts import describe_contact, find_address
from danvan_metrics.web.officer.mail_offers import pack_covering, pack_reminders, write_reminders
from danvan_metrics.workbook.layout import SHEET_FIXES
from tests.builders_access import OFFICE, OFFICER, build_actor
from tests.builders_officer import PLAN, ROSTER, fill_workbook

LETTER = Reply("[Dân vận khéo 2020] Về báo cáo 6 tháng – MN Đồn Đạc", "Kính gửi: Trường Mầm non Đồn Đạc,\n\nXin gửi lại.")
PERIOD = PLAN.find_period("6m")
SCHOOL = "MN-DONDAC"


class TestADraft:
    def test_opens_as_a_letter_still_to_be_sent(self):
        message = read(write_draft(LETTER, to="mndondac@example.vn"))
        assert (message["Subject"], message["To"], message["X-Unsent"]) == (LETTER.subject, "mndondac@example.vn", "1")
        assert message.get_content().splitlines() == LETTER.body.splitlines()
        assert message["From"] is None  # the officer's own program says whose it is

    def test_carries_the_workbook_byte_for_byte(self):
        content = bytes(range(256)) * 40
        [attached] = read(write_draft(LETTER, attached=[("Báo cáo 6 tháng_can-sua.xlsx", content)])).iter_attachments()
        assert (attached.get_filename(), attached.get_content()) == ("Báo cáo 6 tháng_can-sua.xlsx", content)

    @pytest.mark.parametrize(
        "written",
        ["", "0912 345 678", "a@b", "a@b.vn\r\nBcc: c@d.vn", "cô@trường.vn", "a b@c.vn", "@c.vn", "a@b.vn, c@d.vn"],
    )
    def test_takes_no_address_that_is_none(self, written):
        """It comes from a cell of a workbook: a second address, or a second header, must not ride along."""
        message = read(write_draft(LETTER, to=written))
        assert (message["To"], message["Bcc"]) == (None, None)

    def test_keeps_its_subject_on_one_line(self):
        message = read(write_draft(Reply("Về báo cáo\r\nBcc: ai@do.vn", "")))
        assert (message["Subject"], message["Bcc"]) == ("Về báo cáo Bcc: ai@do.vn", None)

    def test_is_the_same_bytes_twice(self):
        first, second = (write_draft(LETTER, attached=[("a.xlsx", b"PK")]) for _ in range(2))
        assert first == second


class TestTheLetterWithATemplate:
    def test_says_what_until_when_and_whom_to_ask(self):
        letter = write_covering(PLAN, PERIOD, ROSTER.by_code[SCHOOL])
        assert letter.subject == "[Dân vận khéo 2020] Biểu mẫu báo cáo 6 tháng – MN Đồn Đạc"
        assert f"Kính gửi: {ROSTER.by_code[SCHOOL].name}," in letter.body
        assert (
            "trước ngày 14/06/2020 (nhận đến hết ngày 13/06/2020 là đúng hạn)" in letter.body
        )  # strict: the 13th is the last day
        assert PLAN.office.contact in letter.body

    def test_goes_to_each_unit_with_its_own_template(self, district):
        units = [ROSTER.by_code[SCHOOL], ROSTER.office]
        files = [(unit, (f"{unit.code}.xlsx", unit.code.encode())) for unit in units]
        drafts = open_zip(pack_covering(district, PERIOD, files, actor=OFFICE))
        assert list(drafts) == ["thu-mn-dondac.eml", "thu-pgddt.eml"]
        assert [carried(draft) for draft in drafts.values()] == [{"MN-DONDAC.xlsx": b"MN-DONDAC"}, {"PGDDT.xlsx": b"PGDDT"}]


class TestRemindersForAll:
    def test_a_report_sent_back_days_ago_goes_with_its_marked_copy(self, district):
        hand_in(district, {("NV2.3", Field.DONE): "hai"})
        period, listed = list_chases(district)
        draft = open_zip(pack_reminders(district, period, listed, actor=OFFICE))["thu-mn-dondac.eml"]
        [(name, content)] = carried(draft).items()
        assert name == "bao-cao_can-sua.xlsx"
        assert openpyxl.load_workbook(io.BytesIO(content)).sheetnames[0] == SHEET_FIXES

    def test_who_has_sent_nothing_gets_the_letter_alone(self, district):
        period, listed = list_chases(district)
        drafts = open_zip(pack_reminders(district, period, listed, actor=OFFICE))
        assert len(drafts) == len(listed.chases) == len(ROSTER.schools)
        assert all(carried(draft) == {} for draft in drafts.values())

    def test_a_file_sent_back_before_files_were_kept_is_reminded_of_without_it(self, district):
        hand_in(district, {("NV2.3", Field.DONE): "hai"})
        district.repository.load_refused = lambda _: None
        period, listed = list_chases(district)
        assert carried(open_zip(pack_reminders(district, period, listed, actor=OFFICE))["thu-mn-dondac.eml"]) == {}

    def test_one_text_has_every_letter_with_whom_to_ask(self, district):
        hand_in(district, {("NV2.1.1", Field.DONE): None})  # taken, and a line is left blank
        told = write_reminders(district, list_chases(district)[1], actor=OFFICE).decode("utf-8-sig")
        assert told.count("Tiêu đề thư: ") == len(ROSTER.schools)  # one lacks a line, all others their report
        assert "Liên hệ: Người lập báo cáo: Nguyễn Thị Hoa" in told
        assert told.count("chưa có thông tin liên hệ") == len(ROSTER.schools) - 1


class TestWhomToAskIsTheOfficers:
    @pytest.mark.parametrize(
        "role", [AccessRole.LEADER, AccessRole.APPRAISER, AccessRole.SCHOOL, AccessRole.ADMIN, AccessRole.GUEST]
    )
    @pytest.mark.parametrize("take", ["contact", "address", "reminders", "drafts", "covering"])
    def test_nobody_else_is_handed_it(self, district, role, take):
        hand_in(district, {("NV2.1.1", Field.DONE): None})
        refused = []
        with pytest.raises(NotAllowed, match="không có quyền xem thông tin liên hệ"):
            TAKE[take](district, build_actor(role, SCHOOL, refused=refused))
        assert [one.act for one in refused] == [Act.SEE_CONTACTS]
        assert district.repository.people.list_attempts() == ()

    @pytest.mark.parametrize("take", ["reminders", "drafts", "covering"])
    def test_what_the_officer_takes_is_kept_by_its_name(self, district, take):
        TAKE[take](district, OFFICER)
        [kept] = district.repository.people.list_attempts()
        names = {
            "reminders": "don-doc_6m.txt",
            "drafts": "don-doc_6m_thu-nhap.zip",
            "covering": "thu-gui-bieu-mau_6-thang.zip",
        }
        assert (kept.deed, kept.actor, kept.subject) == (AttemptDeed.DOWNLOADED, OFFICER.name, OFFICER.subject)
        assert (kept.act, kept.school, kept.target) == (Act.SEE_CONTACTS, "", names[take])


TAKE = {
    "contact": lambda district, actor: describe_contact(district, ROSTER.by_code[SCHOOL], actor=actor),
    "address": lambda district, actor: find_address(district, ROSTER.by_code[SCHOOL], actor=actor),
    "reminders": lambda district, actor: write_reminders(district, list_chases(district)[1], actor=actor),
    "drafts": lambda district, actor: pack_reminders(district, *list_chases(district), actor=actor),
    "covering": lambda district, actor: pack_covering(district, PERIOD, [], actor=actor),
}


@pytest.fixture
def district(tmp_path):
    opened = open_district(
        load_settings({"DANVAN_DATABASE_URL": f"sqlite:///{tmp_path / 'kho.sqlite3'}", "DANVAN_TODAY": "2020-06-20"})
    )
    yield opened
    opened.repository.close()


def hand_in(district, changes):
    outcome = receive_file(
        district, "bao-cao.xlsx", fill_workbook(SCHOOL, "6m", changes), Receiving(date(2020, 6, 12), actor=OFFICE)
    )
    assert outcome.status in {Status.RETURNED, Status.ACCEPTED}


def list_chases(district):
    period = district.plan.find_period("6m")
    return period, collect_chasing(district.plan, period, collect_reception(district.load_dataset(), "6m"))


def read(content):
    return email.message_from_bytes(content, policy=default)


def carried(content):
    return {one.get_filename(): one.get_content() for one in read(content).iter_attachments()}


def open_zip(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
