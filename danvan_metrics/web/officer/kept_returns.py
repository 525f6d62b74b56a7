"""What goes back to a school whose return has errors: its own workbook, marked, and the letter; for a batch, one zip."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from itertools import count
from pathlib import PureWindowsPath
from typing import Final

import streamlit as st

from danvan_metrics.access.actor import Actor
from danvan_metrics.access.acts import Act
from danvan_metrics.access.policies import NotAllowed, check_can_see_contacts
from danvan_metrics.access.rights import may
from danvan_metrics.correspondence.mail_drafts import write_draft
from danvan_metrics.correspondence.replies import Addressee, Reply, write_reply
from danvan_metrics.district import District
from danvan_metrics.errors import UserError
from danvan_metrics.formats.package import NamedFile, pack_files
from danvan_metrics.intake.archive import HandedIn
from danvan_metrics.intake.marked import mark_file, name_marked, turn_to_outcome
from danvan_metrics.intake.outcome import FileOutcome, Status
from danvan_metrics.web import state as keys
from danvan_metrics.web.officer.batch_tables import tabulate_issues
from danvan_metrics.web.officer.contacts import find_address
from danvan_metrics.web.officer.templates import ZIP
from danvan_metrics.web.officer.upload import Batch
from danvan_metrics.web.signing_in.visitor import as_visitor, current_actor
from danvan_metrics.web.widgets.downloads import XLSX

FAILED_LIST: Final = "khong-danh-dau-duoc.txt"
_FAILED_HEAD: Final = "Các tệp sau chưa đánh dấu được; hãy mở bằng Excel, bấm Lưu rồi nộp lại để lấy bản đánh dấu:"


def show_return(district: District, batch: Batch, position: int) -> None:
    """The marked copy of one returned file, by its position in the batch; for the officer the letter that goes with it, too."""
    outcome = batch.outcomes[position]
    file = batch.waiting[position]
    st.download_button(
        "Tải bản đánh dấu",
        as_visitor(partial(mark_or_explain, district, file, outcome)),
        name_marked(outcome.file),
        XLSX,
        key=f"{keys.UPLOAD_MARKED}_{position}",
        on_click="ignore",
        help="Chính tệp của nhà trường: ô cần sửa được tô màu và có ghi chú, sheet “Cần sửa” dẫn đến từng ô.",
    )
    if may(current_actor(), Act.SEE_CONTACTS):
        _offer_letter(district, batch, position, _write_letter(district, outcome))


def _offer_letter(district: District, batch: Batch, position: int, reply: Reply) -> None:
    outcome, file = batch.outcomes[position], batch.waiting[position]
    st.download_button(
        "Tải thư nháp kèm bản đánh dấu (.eml)",
        as_visitor(partial(write_draft_of, district, file, outcome, reply)),
        f"{PureWindowsPath(name_marked(outcome.file)).stem}.eml",
        "message/rfc822",
        key=f"{keys.UPLOAD_DRAFT}_{position}",
        on_click="ignore",
        help="Mở bằng chương trình thư, xem lại rồi gửi; bản đánh dấu đã kèm sẵn.",
    )
    _show_letter(reply)


def write_draft_of(district: District, file: HandedIn, outcome: FileOutcome, reply: Reply, *, actor: Actor) -> bytes:
    """The letter about a returned file as a draft, with the marked copy (or the list of its issues) attached.

    NotAllowed for whom the school's address is not.
    """
    check_can_see_contacts(actor)
    school = district.roster.by_code.get(outcome.school or "")
    address = find_address(district, school, actor=actor) if school else ""
    marked = mark_or_explain(district, file, outcome, actor=actor)
    return write_draft(reply, to=address, attached=[(name_marked(outcome.file), marked)])


def show_returns_download(district: District, batch: Batch) -> None:
    """One zip of every marked copy, where several files are returned."""
    files = [
        (batch.outcomes[position], file)
        for position, file in batch.waiting.items()
        if batch.outcomes[position].status is Status.RETURNED
    ]
    if len(files) < 2:
        return
    st.download_button(
        f"Tải tất cả bản đánh dấu ({len(files)} tệp, ZIP)",
        as_visitor(partial(pack_marked, district, files)),
        f"ban-danh-dau_{batch.received_on:%Y-%m-%d}.zip",
        ZIP,
        key=keys.UPLOAD_MARKED_ALL,
        on_click="ignore",
    )


def pack_marked(district: District, files: Iterable[tuple[FileOutcome, HandedIn]], *, actor: Actor) -> bytes:
    """A zip of the files' marked copies; a file that cannot be marked is named in a text beside them.

    NotAllowed where one of them is not the actor's to have.
    """
    marked: dict[str, bytes] = {}
    failed: list[str] = []
    for outcome, file in files:
        try:
            marked[_free_name(name_marked(outcome.file), marked)] = _mark(district, file, outcome, actor)
        except NotAllowed:
            raise
        except UserError:
            failed.append(outcome.file)
    return pack_files([*marked.items(), *_list_failed(failed)])


def mark_or_explain(district: District, file: HandedIn, outcome: FileOutcome, *, actor: Actor) -> bytes:
    """The marked copy; where there can be none, a workbook of the issues alone, so that the school still learns of each.

    NotAllowed for whom it is not.
    """
    try:
        return _mark(district, file, outcome, actor)
    except NotAllowed:
        raise
    except UserError as error:
        from danvan_metrics.formats.xlsx.plain_sheet import write_figures  # noqa: PLC0415 - hardly ever needed

        return write_figures("Những chỗ cần sửa", str(error), tabulate_issues(district, [outcome]), sample=district.sample)


def _mark(district: District, file: HandedIn, outcome: FileOutcome, actor: Actor) -> bytes:
    return mark_file(district, file.load(district.settings.limits), outcome, actor=actor)


def _free_name(name: str, taken: Iterable[str]) -> str:
    """The name, numbered where another file of the zip bears it already, whatever its case."""
    used = {other.casefold() for other in taken}
    stem = name.removesuffix(".xlsx")
    names = (name if number == 1 else f"{stem}-{number}.xlsx" for number in count(1))
    return next(free for free in names if free.casefold() not in used)


def _list_failed(failed: list[str]) -> Iterator[NamedFile]:
    if failed:
        yield FAILED_LIST, "\r\n".join([_FAILED_HEAD, *failed]).encode("utf-8-sig")


def _write_letter(district: District, outcome: FileOutcome) -> Reply:
    district = turn_to_outcome(district, outcome)
    addressee = Addressee(
        district.plan,
        district.roster.by_code.get(outcome.school or ""),
        district.plan.period_by_code.get(outcome.period or ""),
    )
    return write_reply(outcome.issues, addressee, today=district.today(), mended=outcome.mended)


def _show_letter(reply: Reply) -> None:
    with st.expander("Thư gửi nhà trường (tiêu đề và nội dung, sao chép vào thư điện tử)"):
        st.code(reply.subject, language=None, wrap_lines=True)
        st.code(reply.body, language=None, wrap_lines=True)
