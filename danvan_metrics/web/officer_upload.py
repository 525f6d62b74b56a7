"""Returns handed in: the uploader in Vietnamese, what is said about the batch, and receiving it file by file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Protocol

import streamlit as st

from danvan_metrics.district import District
from danvan_metrics.errors import UserError
from danvan_metrics.intake import Outcome, Status, receive_file
from danvan_metrics.vietnamese import format_quantity
from danvan_metrics.web import officer_state as keys
from danvan_metrics.web.officer_archive import NamedFile, unpack

_ZONE: Final = "[data-testid='stFileUploaderDropzone']"
_INSTRUCTIONS: Final = "[data-testid='stFileUploaderDropzoneInstructions']"
_WORDS: Final = {  # the uploader's own texts are English; each is hidden and followed by ours
    f"{_ZONE} > span > button p": "Chọn {what}",
    f"{_ZONE} > div > span": "Thả {what} vào đây",
    f"{_INSTRUCTIONS} span": "hoặc kéo thả {what} vào khung này · mỗi tệp không quá {megabytes} MB",
    "[data-testid='stFileChip'][aria-invalid='true'] [data-testid='stFileChipName'] + div": "quá lớn, hãy bỏ ra",
}


class Uploaded(Protocol):
    """What the uploader hands over."""

    name: str

    def getvalue(self) -> bytes:
        """The file's bytes."""


@dataclass(frozen=True)
class Form:
    """What the officer handed in, and said about it."""

    uploads: tuple[Uploaded, ...]
    received_on: date
    sender: str


@dataclass(frozen=True)
class Batch:
    """What became of the files handed in together; grows while they are read, so that nothing is lost on the way.

    `returned` keeps the bytes of files with errors, by position among the outcomes: they go back marked.
    """

    sample: bool
    received_on: date
    outcomes: list[Outcome] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    returned: dict[int, bytes] = field(default_factory=dict)


def show_form(district: District) -> Form:
    """The uploader, the day received and the sender."""
    left, right = st.columns([3, 2], gap="large")
    with left:
        uploads = _show_uploader()
    with right:
        received_on = _ask_received_on(district)
        sender = st.text_input(
            "Người gửi", key=keys.UPLOAD_SENDER, help="Họ tên hoặc địa chỉ thư điện tử của người gửi; có thể để trống."
        )
    return Form(uploads, received_on, sender.strip())


def receive(district: District, form: Form) -> None:
    """Receive every file under a progress bar; the results stay in the session until the next batch."""
    batch = Batch(district.sample, form.received_on)
    st.session_state[keys.UPLOAD_BATCH] = batch
    bar = st.progress(0.0, "Đang mở tệp…")
    files = list(_unpack_all(form.uploads, batch.problems))
    for done, (name, content) in enumerate(files):
        bar.progress(done / len(files), f"Đang kiểm tra {done + 1}/{len(files)}: {name}")
        _receive_one(district, form, batch, (name, content))
    bar.empty()
    st.session_state[keys.UPLOAD_ROUND] = _round() + 1  # a new key empties the uploader


def current_batch(*, sample: bool) -> Batch | None:
    """The last batch handed in to this store during this session."""
    batch: Batch | None = st.session_state.get(keys.UPLOAD_BATCH)
    return batch if batch and batch.sample is sample else None


def _receive_one(district: District, form: Form, batch: Batch, file: NamedFile) -> None:
    name, content = file
    try:
        outcome = receive_file(district, name, content, received_on=form.received_on, sender=form.sender)
    except UserError as error:
        batch.problems.append(f"{name}: {error}")
        return
    if outcome.status is Status.RETURNED:
        batch.returned[len(batch.outcomes)] = content
    batch.outcomes.append(outcome)


def _unpack_all(uploads: Iterable[Uploaded], problems: list[str]) -> Iterator[NamedFile]:
    for upload in uploads:
        try:
            yield from list(unpack(upload.name, upload.getvalue()))
        except UserError as error:
            problems.append(str(error))


def _show_uploader() -> tuple[Uploaded, ...]:
    whole_folder = bool(st.session_state.get(keys.UPLOAD_FOLDER, False))
    key = f"{keys.UPLOAD_FILES}_{_round()}"
    st.html(_translate(key, "cả thư mục" if whole_folder else "tệp"))
    uploads = st.file_uploader(
        "Sổ báo cáo của các trường (.xlsx), hoặc một tệp nén .zip chứa nhiều sổ",
        accept_multiple_files="directory" if whole_folder else True,
        key=key,
        help="Phần mềm nhận ra trường và kỳ báo cáo từ bên trong tệp; đổi tên tệp không sao.",
    )
    st.toggle("Chọn cả thư mục", key=keys.UPLOAD_FOLDER)
    return tuple(uploads)


def _ask_received_on(district: District) -> date:
    today = district.today()
    received_on = st.date_input(
        "Ngày Phòng nhận được",
        value=today,
        min_value=min(district.plan.first_day, today),
        max_value=today,
        format="DD/MM/YYYY",
        key=keys.UPLOAD_RECEIVED_ON,
        help="Ngày ghi trên thư điện tử hoặc ngày nhận tận tay. Đúng hạn hay trễ tính theo ngày này.",
    )
    return received_on if isinstance(received_on, date) else today


def _round() -> int:
    return int(st.session_state.get(keys.UPLOAD_ROUND, 0))


def _translate(key: str, what: str) -> str:
    megabytes = format_quantity(st.get_option("server.maxUploadSize"))
    rules = (
        f".st-key-{key} {part} {{ font-size: 0 !important; }} "
        f'.st-key-{key} {part}::after {{ content: "{words.format(what=what, megabytes=megabytes)}"; font-size: 0.875rem; }}'
        for part, words in _WORDS.items()
    )
    return f"<style>{' '.join(rules)}</style>"
