"""Returns handed in: the form, the batch they become, and the officer's answer where a file left a doubt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

import pandas as pd
import streamlit as st

from danvan_metrics.access.actor import Actor
from danvan_metrics.access.acts import Act
from danvan_metrics.access.rights import may_everywhere
from danvan_metrics.district import District
from danvan_metrics.errors import UserError
from danvan_metrics.intake.archive import HandedIn, list_files
from danvan_metrics.intake.beside import gather_beside
from danvan_metrics.intake.outcome import FileOutcome, Status
from danvan_metrics.intake.receiving import Receiving, receive_files
from danvan_metrics.web import state as keys
from danvan_metrics.web.escaping import escape_markdown
from danvan_metrics.web.officer.uploader import OF_ONE_SCHOOL, Uploaded, show_uploader
from danvan_metrics.web.signing_in.visitor import current_actor
from danvan_metrics.workbook.recognising.recognise import Told

_WAITING: Final = frozenset({Status.RETURNED, Status.ASKED})
_FILE, _DAY = "Tệp", "Ngày nhận"


@dataclass(frozen=True)
class HandIn:
    """What the officer handed in, each file with its day, and said about it."""

    files: tuple[HandedIn, ...]
    received_on: date
    sender: str


@dataclass(frozen=True)
class Batch:
    """What became of the files handed in together; grows while they are read, so that nothing is lost on the way.

    `waiting` keeps the files that are not done with, by position among the outcomes: sent back, or with a question asked;
    `left` the positions of those whose question was left; `unread` names what a batch that stopped did not come to.
    """

    sample: bool
    plan: str
    received_on: date
    sender: str
    outcomes: list[FileOutcome] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    waiting: dict[int, HandedIn] = field(default_factory=dict)
    left: set[int] = field(default_factory=set)
    unread: list[str] = field(default_factory=list)


def show_form(district: District) -> HandIn:
    """The uploader; for the office, who receives what others send, the day received and the sender too."""
    actor = current_actor()
    if not may_everywhere(actor, Act.DECIDE):
        return _hand_in_own(district, show_uploader(_round(), whose=OF_ONE_SCHOOL), actor)
    left, right = st.columns([3, 2], gap="large")
    with left:
        uploads = show_uploader(_round())
    with right:
        received_on = _ask_received_on(district)
        sender = st.text_input(
            "Người gửi", key=keys.UPLOAD_SENDER, help="Họ tên hoặc địa chỉ thư điện tử của người gửi; có thể để trống."
        )
    days = _ask_each_day(district, uploads, received_on) if uploads else []
    files = tuple(HandedIn(one.name, one.getvalue(), received_on=day) for one, day in zip(uploads, days, strict=True))
    return HandIn(files, received_on, sender.strip())


def _hand_in_own(district: District, uploads: Sequence[Uploaded], actor: Actor) -> HandIn:
    """Today, and sent by whoever sits here."""
    return HandIn(tuple(HandedIn(one.name, one.getvalue()) for one in uploads), district.today(), actor.name)


def receive(district: District, form: HandIn, *, actor: Actor) -> None:
    """Receive every file under a progress bar; the results stay in the session until the next batch."""
    batch = Batch(district.sample, district.plan.code, form.received_on, form.sender)
    keys.keep(keys.UPLOAD_BATCH, batch)
    bar = st.progress(0.0, "Đang mở tệp…")
    files = gather_beside(list_files(form.files, district.settings.limits), district.plan)

    def report(done: int, total: int, name: str) -> None:
        bar.progress(done / total, f"Đã kiểm tra {done}/{total}: {escape_markdown(name)}")

    reception = Receiving(sender=form.sender, actor=actor)
    try:
        for file, outcome in zip(files, receive_files(district, files, reception, report), strict=True):
            _add(batch, len(batch.outcomes), file, outcome)
    except UserError as error:
        batch.problems.append(_describe_stop(error, done=len(batch.outcomes), total=len(files)))
        batch.unread.extend(file.name for file in files[len(batch.outcomes) :])
    bar.empty()
    keys.keep(keys.UPLOAD_DAY_USED, district.today())
    keys.take(keys.UPLOAD_CHOSEN_DAYS)
    keys.keep(keys.UPLOAD_ROUND, _round() + 1)  # a new key empties the uploader


def answer_doubt(district: District, batch: Batch, position: int, told: Told, *, actor: Actor) -> None:
    """Receive a file again as the return the officer says it is; its outcome takes the place of the question."""
    _receive_again(district, batch, position, replace(batch.waiting[position], told=told), actor)


def accept_file(district: District, batch: Batch, position: int, *, actor: Actor) -> None:
    """Receive a file again with yes to every question about it; what is asked only then takes the place of these."""
    file, asked = batch.waiting[position], batch.outcomes[position].questions
    accepted = file.accepted | {question.key for question in asked}
    _receive_again(district, batch, position, replace(file, accepted=accepted), actor)


def _receive_again(district: District, batch: Batch, position: int, file: HandedIn, actor: Actor) -> None:
    [outcome] = receive_files(district, [file], Receiving(batch.received_on, batch.sender, actor=actor))
    del batch.waiting[position]
    _add(batch, position, file, outcome)


def current_batch(district: District) -> Batch | None:
    """The last batch handed in to this store during this session."""
    batch: Batch | None = keys.recall(keys.UPLOAD_BATCH)
    return batch if batch and (batch.sample, batch.plan) == (district.sample, district.plan.code) else None


def _add(batch: Batch, position: int, file: HandedIn, outcome: FileOutcome) -> None:
    batch.outcomes[position : position + 1] = [outcome]
    if outcome.status in _WAITING:
        batch.waiting[position] = file


def _describe_stop(error: UserError, *, done: int, total: int) -> str:
    return f"{error} Đã xong {done}/{total} tệp; nộp lại cả đợt thì các tệp đã nhận không bị lưu thêm lần nữa."


def _ask_received_on(district: District) -> date:
    today = district.today()
    _settle_received_on(today)
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


def _settle_received_on(today: date) -> None:
    """A day that was chosen serves the batch it was chosen for, and others of the same day; not those of another morning."""
    used = keys.recall(keys.UPLOAD_DAY_USED)
    if used and used != today:
        keys.drop_choice(keys.UPLOAD_RECEIVED_ON)
        keys.take(keys.UPLOAD_DAY_USED)
    keys.settle_default(keys.UPLOAD_RECEIVED_ON, today)


def _ask_each_day(district: District, uploads: Sequence[Uploaded], received_on: date) -> list[date]:
    """A day for each file dropped (a zip's day is that of all its files), from the batch's day on."""
    if not st.toggle("Ngày nhận khác nhau theo từng tệp", key=keys.UPLOAD_EACH_DAY):
        return [received_on] * len(uploads)
    key = f"{keys.UPLOAD_DAYS}_{_round()}_{received_on}"
    first = _find_first_days(key)
    edited = st.data_editor(
        pd.DataFrame({_FILE: [one.name for one in uploads], _DAY: [first.get(row, received_on) for row in range(len(uploads))]}),
        hide_index=True,
        disabled=[_FILE],
        column_config={_DAY: st.column_config.DateColumn(format="DD/MM/YYYY", max_value=district.today(), required=True)},
        key=key,
    )
    days = [pd.Timestamp(day).date() for day in edited[_DAY]]
    keys.keep(keys.UPLOAD_CHOSEN_DAYS, {row: day for row, day in enumerate(days) if day != received_on})
    return days


def _find_first_days(key: str) -> dict[int, date]:
    """The days, by row, that a table of files begins with: those chosen before the batch's own day moved under it."""
    remembered = f"{key}_first"
    if not keys.holds(remembered):
        keys.keep(remembered, keys.recall(keys.UPLOAD_CHOSEN_DAYS, {}))
    first: dict[int, date] = keys.recall(remembered)
    return first


def _round() -> int:
    return int(keys.recall(keys.UPLOAD_ROUND, 0))
