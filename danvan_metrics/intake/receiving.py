"""Receive files one after the other, while the next ones are already being read."""

from __future__ import annotations

import logging
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import partial
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Final

from danvan_metrics.correspondence.mending import compare_with_refusal
from danvan_metrics.district import District
from danvan_metrics.errors import UnreadableWorkbook, UserError
from danvan_metrics.intake.archive import HandedIn
from danvan_metrics.intake.outcome import Outcome, Status
from danvan_metrics.spreadsheets.grid import Sheets
from danvan_metrics.spreadsheets.reader import read_ahead
from danvan_metrics.store.failures import StoreError
from danvan_metrics.store.records import NewRefusal, NewSubmission
from danvan_metrics.store.repository import View
from danvan_metrics.validation.issues import Issue
from danvan_metrics.validation.verdict import CheckedFile, refuse_file, validate_sheets
from danvan_metrics.vietnamese import format_date
from danvan_metrics.workbook.answers import Return
from danvan_metrics.workbook.recognising.recognise import Told

_LOG: Final = logging.getLogger(__name__)
Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Receiving:
    """How a batch is received: on which day unless a file says its own, from whom, and whether anything is kept."""

    received_on: date | None = None
    sender: str = ""
    store: bool = True


@dataclass(frozen=True, slots=True)
class _Delivery:
    """One file being received: its bytes, or why there are none."""

    file: HandedIn
    content: bytes
    failure: UnreadableWorkbook | None
    received_on: date

    @property
    def digest(self) -> str:
        """What tells this file from every other: its bytes; where there are none to be had, its name and what is wrong."""
        told = self.content or f"{self.file.name}\n{self.failure and self.failure.code}".encode()
        return sha256(told).hexdigest()


def receive_file(
    district: District, name: str, content: bytes | Path, reception: Receiving = Receiving(), *, told: Told | None = None
) -> Outcome:
    """Receive one file; as `receive_files`."""
    [outcome] = receive_files(district, [HandedIn(name, content, told=told)], reception)
    return outcome


def receive_files(
    district: District, files: Sequence[HandedIn], reception: Receiving = Receiving(), progress: Progress | None = None
) -> Iterator[Outcome]:
    """Check files and, with `store`, keep what has no error; a day not told is today. Give `list_files` first what may be a zip.

    A file never raises, however broken; UserError is for a day in the future (at once) and for a store that fails (the files
    before it are kept). After each file `progress` is told how many of how many are done, and the file's name.
    """
    # Here and not in the generator: a day in the future must be refused before anything is read or kept.
    days = [_settle_day(district, file.received_on or reception.received_on) for file in files]
    return _receive_each(district, list(zip(files, days, strict=True)), reception, progress)


def _receive_each(
    district: District, files: Sequence[tuple[HandedIn, date]], reception: Receiving, progress: Progress | None
) -> Iterator[Outcome]:
    under_way: deque[_Delivery] = deque()  # as many as are read ahead, no more: memory does not grow with the batch
    for done, sheets in enumerate(read_ahead(_load_each(district, files, under_way)), start=1):
        delivery = under_way.popleft()
        yield _receive(district, delivery, sheets, reception)
        if progress:
            progress(done, len(files), delivery.file.name)


def _load_each(
    district: District, files: Iterable[tuple[HandedIn, date]], under_way: deque[_Delivery]
) -> Iterator[bytes | UnreadableWorkbook]:
    for file, day in files:
        delivery = _load(district, file, day)
        under_way.append(delivery)
        yield delivery.failure or delivery.content


def _load(district: District, file: HandedIn, day: date) -> _Delivery:
    named = replace(file, name=_spell(file.name))
    try:
        return _Delivery(named, file.load(district.settings.limits), None, day)
    except UnreadableWorkbook as failure:
        return _Delivery(named, b"", failure, day)


def _settle_day(district: District, received_on: date | None) -> date:
    today = district.today()
    if received_on is not None and received_on > today:
        raise UserError(
            f"Ngày nhận {format_date(received_on)} sau hôm nay ({format_date(today)}); hãy ghi đúng ngày Phòng nhận được báo cáo."
        )
    return received_on or today


def _receive(district: District, delivery: _Delivery, sheets: Sheets | UnreadableWorkbook, reception: Receiving) -> Outcome:
    try:
        with district.repository.view() as view:
            checked = _check(district, delivery, sheets, view)
            outcome = _compare(district, delivery, _describe(delivery, checked), view)
    except StoreError:
        raise
    except Exception:  # noqa: BLE001 - a mistake of our own may not stop the other files either
        _LOG.exception("receiving %r", delivery.file.name)
        failure = UnreadableWorkbook("damaged_file", "có lỗi ngoài dự kiến khi đọc tệp")
        checked = refuse_file(failure)
        outcome = _describe(delivery, checked)
    return _keep(district, delivery, outcome, checked.returned, reception) if reception.store else outcome


def _check(district: District, delivery: _Delivery, sheets: Sheets | UnreadableWorkbook, view: View) -> CheckedFile:
    if isinstance(sheets, UnreadableWorkbook):
        return refuse_file(sheets)
    return validate_sheets(
        sheets,
        plan=district.plan,
        roster=district.roster,
        find_previous=partial(view.find_numbers, district.plan.code),
        file_name="/".join(PurePosixPath(delivery.file.name).parts[-2:]),  # the file and its folder
        told=delivery.file.told,
    )


def _describe(delivery: _Delivery, checked: CheckedFile) -> Outcome:
    identity = checked.identity
    return Outcome(
        file=delivery.file.name,
        school=identity.school if identity else None,
        period=identity.period if identity else None,
        status=_judge(checked),
        issues=checked.issues,
        recognised_by=checked.recognised_by,
        complete=checked.complete,
        answered=checked.answered,
        askable=checked.askable,
        received_on=delivery.received_on,
        normalised=checked.returned.normalised if checked.returned else (),
        doubt=checked.doubt,
    )


def _judge(checked: CheckedFile) -> Status:
    if not checked.readable:
        return Status.UNREADABLE
    if checked.doubt:
        return Status.ASKED
    return Status.RETURNED if checked.errors or checked.returned is None else Status.ACCEPTED


def _compare(district: District, delivery: _Delivery, outcome: Outcome, view: View) -> Outcome:
    """With what was mended since the file sent back last, unless it is this very file or a sound one has come since."""
    if outcome.school is None or outcome.period is None or outcome.status not in {Status.ACCEPTED, Status.RETURNED}:
        return outcome
    before = view.find_unanswered(district.plan.code, outcome.school, outcome.period)
    if before is None or before.sha256 == delivery.digest:
        return outcome
    return replace(outcome, mended=compare_with_refusal(before, outcome.issues))


def _keep(district: District, delivery: _Delivery, outcome: Outcome, returned: Return | None, reception: Receiving) -> Outcome:
    if outcome.status is Status.ACCEPTED and returned is not None:
        return _save(district, delivery, outcome, returned, reception)
    district.repository.refuse(
        NewRefusal(
            plan=district.plan.code,
            sha256=delivery.digest,
            file_name=delivery.file.name,
            status=outcome.status.value,
            school=outcome.school,
            period=outcome.period,
            received_on=delivery.received_on,
            uploaded_at=datetime.now(UTC),
            sender=_spell(reception.sender),
            recognised_by=outcome.recognised_by,
            answered=outcome.answered,
            askable=outcome.askable,
            issues=tuple(map(_summarise_issue, outcome.issues)),
        )
    )
    return replace(outcome, stored=False)


def _save(district: District, delivery: _Delivery, outcome: Outcome, returned: Return, reception: Receiving) -> Outcome:
    new = NewSubmission(
        content=delivery.content,
        file_name=PurePosixPath(delivery.file.name).name,
        returned=returned,
        received_on=delivery.received_on,
        uploaded_at=datetime.now(UTC),
        sender=_spell(reception.sender),
        recognised_by=outcome.recognised_by,
        detail={"codes": dict(Counter(issue.code for issue in outcome.issues)), "recognised_by": outcome.recognised_by},
    )
    saved = district.repository.save(new)
    status = Status.ACCEPTED if saved.stored else Status.DUPLICATE
    return replace(outcome, status=status, stored=saved.stored, revision=saved.revision, submission=saved.submission)


def _summarise_issue(issue: Issue) -> dict[str, str]:
    """What the store remembers of an issue, enough to see later whether it was mended."""
    place = issue.place
    return {"code": issue.code, "severity": issue.severity.value, "sheet": place.sheet, "cell": place.cell, "line": issue.line}


def _spell(text: str) -> str:
    """A name as text that can be kept: what no encoding takes (half a character, a zero) is written out as an escape."""
    return text.encode("utf-8", "backslashreplace").decode().replace("\x00", "\\x00")
