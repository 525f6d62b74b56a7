"""What goes back to a school whose return has errors: its own workbook, marked, and the letter; for a batch, one zip."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from itertools import count
from pathlib import PureWindowsPath
from typing import Final

import streamlit as st

from danvan_metrics.briefing.replies import Addressee, write_reply
from danvan_metrics.district import District
from danvan_metrics.errors import UserError
from danvan_metrics.intake import Outcome
from danvan_metrics.validation.issues import Issue
from danvan_metrics.web import officer_state as keys
from danvan_metrics.web.components.downloads import XLSX
from danvan_metrics.web.officer_archive import NamedFile, pack
from danvan_metrics.web.officer_templates import ZIP
from danvan_metrics.web.officer_upload import Batch
from danvan_metrics.workbook.container import is_office_open_xml

FAILED_LIST: Final = "khong-danh-dau-duoc.txt"
_FAILED_HEAD: Final = "Các tệp sau chưa đánh dấu được; hãy mở bằng Excel, bấm Lưu rồi nộp lại để lấy bản đánh dấu:"


def show_return(district: District, batch: Batch, position: int) -> None:
    """The marked copy and the letter of one returned file, by its position in the batch."""
    outcome = batch.outcomes[position]
    content = batch.returned.get(position, b"")
    markable = is_office_open_xml(content)
    if markable:
        st.download_button(
            "Tải bản đánh dấu",
            partial(_mark, content, outcome.issues),
            name_marked(outcome.file),
            XLSX,
            key=f"{keys.UPLOAD_MARKED}_{position}",
            on_click="ignore",
            help="Chính tệp của nhà trường: ô cần sửa được tô màu và có ghi chú, sheet “Cần sửa” dẫn đến từng ô.",
        )
    _show_letter(district, outcome, attached=markable)


def show_returns_download(batch: Batch) -> None:
    """One zip of every marked copy, where several files are returned."""
    files = [(batch.outcomes[position], content) for position, content in batch.returned.items() if is_office_open_xml(content)]
    if len(files) < 2:
        return
    st.download_button(
        f"Tải tất cả bản đánh dấu ({len(files)} tệp, ZIP)",
        partial(pack_marked, files),
        f"ban-danh-dau_{batch.received_on:%Y-%m-%d}.zip",
        ZIP,
        key=keys.UPLOAD_MARKED_ALL,
        on_click="ignore",
    )


def pack_marked(files: Iterable[tuple[Outcome, bytes]]) -> bytes:
    """A zip of the files' marked copies; a file that cannot be marked is named in a text beside them."""
    marked: dict[str, bytes] = {}
    failed: list[str] = []
    for outcome, content in files:
        try:
            marked[_free_name(name_marked(outcome.file), marked)] = _mark(content, outcome.issues)
        except UserError:
            failed.append(outcome.file)
    return pack([*marked.items(), *_list_failed(failed)])


def name_marked(file: str) -> str:
    """The marked copy's name: the school's own, its last part only, and “_can-sua”."""
    return f"{PureWindowsPath(file).stem or 'bao-cao'}_can-sua.xlsx"


def _mark(content: bytes, issues: tuple[Issue, ...]) -> bytes:
    from danvan_metrics.validation.marked import mark_return  # noqa: PLC0415 - loads openpyxl only when a copy is asked for

    return mark_return(content, issues)


def _free_name(name: str, taken: Iterable[str]) -> str:
    """The name, numbered where another file of the zip bears it already, whatever its case."""
    used = {other.casefold() for other in taken}
    stem = name.removesuffix(".xlsx")
    names = (name if number == 1 else f"{stem}-{number}.xlsx" for number in count(1))
    return next(free for free in names if free.casefold() not in used)


def _list_failed(failed: list[str]) -> Iterator[NamedFile]:
    if failed:
        yield FAILED_LIST, "\r\n".join([_FAILED_HEAD, *failed]).encode("utf-8-sig")


def _show_letter(district: District, outcome: Outcome, *, attached: bool) -> None:
    addressee = Addressee(
        district.plan,
        district.roster.by_code.get(outcome.school or ""),
        district.plan.period_by_code.get(outcome.period or ""),
    )
    reply = write_reply(outcome.issues, addressee, today=district.today(), attached=attached)
    with st.expander("Thư gửi nhà trường (tiêu đề và nội dung, sao chép vào thư điện tử)"):
        st.code(reply.subject, language=None, wrap_lines=True)
        st.code(reply.body, language=None, wrap_lines=True)
