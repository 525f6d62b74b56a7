"""Letters that leave as files: reminders in one text, and drafts for a mail program with the workbook they speak of."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final

import streamlit as st

from danvan_metrics.access.actor import Actor
from danvan_metrics.access.acts import Act
from danvan_metrics.access.policies import check_can_see_contacts
from danvan_metrics.correspondence.chasing import LACKS, Chase, ChaseList, Lack
from danvan_metrics.correspondence.covering import write_covering
from danvan_metrics.correspondence.mail_drafts import write_draft
from danvan_metrics.district import District
from danvan_metrics.formats.package import NamedFile, pack_files
from danvan_metrics.handing_out import SEVERAL, note_handed_out
from danvan_metrics.plan.model import Period
from danvan_metrics.store.records import RefusalRecord
from danvan_metrics.units.roster import School
from danvan_metrics.vietnamese import fold
from danvan_metrics.web.officer.contacts import describe_contact, find_address
from danvan_metrics.web.signing_in.visitor import as_visitor

ZIP_TYPE: Final = "application/zip"
_RULE: Final = "─" * 60
_DRAFTS: Final = "_thu-nhap.zip"


def offer_reminders(district: District, period: Period, listed: ChaseList) -> None:
    """Offer every reminder in one text with whom to ask, and as drafts with the marked workbook where one was sent back."""
    with st.container(horizontal=True, gap="small"):
        st.download_button(
            "Tải mọi lời nhắc, kèm liên hệ (TXT)",
            as_visitor(partial(write_reminders, district, listed)),
            f"{listed.file_name}.txt",
            "text/plain",
            key="reminders_text",
            on_click="ignore",
            help="Một tệp cho cán bộ phụ trách: từng trường, liên hệ, tin nhắn ngắn và thư. Không chuyển tệp này cho trường.",
        )
        st.download_button(
            "Tải thư nháp (.eml, ZIP)",
            as_visitor(partial(pack_reminders, district, period, listed)),
            f"{listed.file_name}{_DRAFTS}",
            ZIP_TYPE,
            key="reminders_drafts",
            on_click="ignore",
            help="Mỗi trường một thư nháp, mở bằng chương trình thư, xem lại rồi gửi; báo cáo trả lại có kèm bản đánh dấu.",
        )


def write_reminders(district: District, listed: ChaseList, *, actor: Actor) -> bytes:
    """All reminders one after another, each with whom to ask; for the officer alone."""
    check_can_see_contacts(actor)
    parts = [_write_reminder(district, chase, actor) for chase in listed.chases]
    head = f"{listed.title} · {listed.subtitle}\r\nChỉ dùng trong Phòng: có thông tin liên hệ."
    note_handed_out(district, actor, Act.SEE_CONTACTS, SEVERAL, f"{listed.file_name}.txt")
    return f"\r\n{_RULE}\r\n".join([head, *parts]).encode("utf-8-sig")


def _write_reminder(district: District, chase: Chase, actor: Actor) -> str:
    contact = describe_contact(district, chase.row.school, actor=actor) or "chưa có thông tin liên hệ"
    lines = (
        f"{chase.row.school.name}: {LACKS[chase.lack]} ({chase.detail})",
        f"Liên hệ: {contact}",
        "",
        f"Tin nhắn ngắn: {chase.short}",
        "",
        f"Tiêu đề thư: {chase.letter.subject}",
        chase.letter.body,
    )
    return "\r\n".join("\r\n".join(line.splitlines()) for line in lines)


def pack_reminders(district: District, period: Period, listed: ChaseList, *, actor: Actor) -> bytes:
    """A draft per school; with a report that was sent back goes its marked copy. For the officer alone."""
    check_can_see_contacts(actor)
    sent_back = _find_sent_back(district, period)
    drafts = pack_files(_draft_reminder(district, chase, sent_back, actor) for chase in listed.chases)
    note_handed_out(district, actor, Act.SEE_CONTACTS, SEVERAL, f"{listed.file_name}{_DRAFTS}")
    return drafts


def _find_sent_back(district: District, period: Period) -> dict[str, RefusalRecord]:
    """The last file sent back of every school for a period."""
    refusals = district.repository.list_refusals(district.plan.code)
    return {one.school: one for one in refusals if one.period == period.code and one.status == "returned" and one.school}


def _draft_reminder(district: District, chase: Chase, sent_back: dict[str, RefusalRecord], actor: Actor) -> NamedFile:
    from danvan_metrics.intake.mark_again import mark_refused  # noqa: PLC0415 - loads openpyxl only when drafts are asked for

    school, refusal = chase.row.school, sent_back.get(chase.row.school.code)
    marked = mark_refused(district, refusal, actor=actor) if refusal and chase.lack is Lack.SENT_BACK else None
    draft = write_draft(chase.letter, to=find_address(district, school, actor=actor), attached=[marked] if marked else [])
    return f"{name_draft(school)}.eml", draft


def offer_covering(district: District, period: Period, files: Sequence[tuple[School, NamedFile]]) -> None:
    """Show the letter that goes with templates, and offer a draft per unit with its template attached."""
    letter = write_covering(district.plan, period)
    with st.expander("Thư gửi kèm biểu mẫu (tiêu đề và nội dung, sao chép vào thư điện tử)"):
        st.code(letter.subject, language=None, wrap_lines=True)
        st.code(letter.body, language=None, wrap_lines=True)
    if files:
        st.download_button(
            "Tải thư nháp kèm biểu mẫu (.eml, ZIP)",
            as_visitor(partial(pack_covering, district, period, files)),
            name_covering(period),
            ZIP_TYPE,
            key="covering_drafts",
            on_click="ignore",
            help="Mỗi đơn vị một thư nháp có sẵn biểu mẫu, mở bằng chương trình thư, xem lại rồi gửi.",
        )


def pack_covering(district: District, period: Period, files: Sequence[tuple[School, NamedFile]], *, actor: Actor) -> bytes:
    """A draft per unit with its template, addressed; for the officer alone."""
    check_can_see_contacts(actor)
    drafts = pack_files((f"{name_draft(unit)}.eml", _draft_covering(district, period, unit, file, actor)) for unit, file in files)
    note_handed_out(district, actor, Act.SEE_CONTACTS, SEVERAL, name_covering(period))
    return drafts


def _draft_covering(district: District, period: Period, unit: School, file: NamedFile, actor: Actor) -> bytes:
    to = find_address(district, unit, actor=actor)
    return write_draft(write_covering(district.plan, period, unit), to=to, attached=[file])


def name_covering(period: Period) -> str:
    """An ASCII name for the drafts of a period."""
    return f"thu-gui-bieu-mau_{fold(period.title).replace(' ', '-')}.zip"


def name_draft(unit: School) -> str:
    """An ASCII name for the draft to a unit."""
    return f"thu-{fold(unit.code).replace(' ', '-')}"
