"""Receive returns: read, check, keep what has no error, and leave a trace of whatever came of it."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import Final

from danvan_metrics.district import District
from danvan_metrics.errors import UserError
from danvan_metrics.store.failures import StoreError
from danvan_metrics.store.records import NewSubmission
from danvan_metrics.validation.issues import Issue
from danvan_metrics.validation.report import CheckedFile, validate_file
from danvan_metrics.vietnamese import format_date, format_quantity
from danvan_metrics.workbook.answers import Place, Return
from danvan_metrics.workbook.container import LARGEST_UNPACKED

_LOG: Final = logging.getLogger(__name__)


class Status(StrEnum):
    """What came of a file."""

    ACCEPTED = "accepted"
    RETURNED = "returned"
    DUPLICATE = "duplicate"
    UNREADABLE = "unreadable"


@dataclass(frozen=True)
class Outcome:
    """One file's end: where it belongs, what is wrong with it, and where it is kept.

    `stored` is None when the file was only checked; `revision` and `submission` stand for accepted and duplicate files
    when storing. `answered` of `askable` lines have an answer.
    """

    file: str
    school: str | None
    period: str | None
    status: Status
    issues: tuple[Issue, ...] = ()
    stored: bool | None = None
    revision: int | None = None
    submission: int | None = None
    recognised_by: str = ""
    complete: bool = False
    answered: int = 0
    askable: int = 0

    def to_json(self) -> dict[str, object]:
        """The shape of the command line's --json; a message is the sentence and its remedy."""
        told: dict[str, object] = {"file": self.file, "school": self.school, "period": self.period, "status": self.status.value}
        told["issues"] = [_describe_issue(issue) for issue in self.issues]
        return told if self.stored is None else {**told, "stored": self.stored, "revision": self.revision}


@dataclass(frozen=True)
class _Delivery:
    """One file as it was handed in."""

    name: str
    source: bytes | Path
    received_on: date
    sender: str
    store: bool


def receive_file(
    district: District,
    name: str,
    content: bytes | Path,
    *,
    received_on: date | None = None,
    sender: str = "",
    store: bool = True,
) -> Outcome:
    """Check one file and, with `store`, keep it when it has no error; received_on defaults to today.

    A file never raises, however broken; UserError is for a day received in the future and for a store that fails.
    """
    delivery = _Delivery(_spell(name), content, _settle_day(district, received_on), _spell(sender), store)
    return _receive(district, delivery)


def receive_files(
    district: District,
    files: Sequence[tuple[str, bytes | Path]],
    *,
    received_on: date | None = None,
    sender: str = "",
    store: bool = True,
    progress: Callable[[int, int], None] | None = None,
) -> Iterator[Outcome]:
    """Receive files given as (name, bytes or path) one by one; after each, `progress` is told how many of how many are done."""
    day = _settle_day(district, received_on)
    deliveries = [_Delivery(_spell(name), source, day, _spell(sender), store) for name, source in files]
    return _receive_each(district, deliveries, progress)


def _receive_each(
    district: District, deliveries: Sequence[_Delivery], progress: Callable[[int, int], None] | None
) -> Iterator[Outcome]:
    for done, delivery in enumerate(deliveries, start=1):
        yield _receive(district, delivery)
        if progress:
            progress(done, len(deliveries))


def _settle_day(district: District, received_on: date | None) -> date:
    today = district.today()
    if received_on is not None and received_on > today:
        raise UserError(
            f"Ngày nhận {format_date(received_on)} sau hôm nay ({format_date(today)}); hãy ghi đúng ngày Phòng nhận được báo cáo."
        )
    return received_on or today


def _receive(district: District, delivery: _Delivery) -> Outcome:
    try:
        outcome = _read_and_keep(district, delivery)
    except (StoreError, KeyboardInterrupt, SystemExit):
        raise
    except BaseException:  # noqa: BLE001 - a parser's panic is no Exception, and no file may stop the others
        _LOG.exception("receiving %r", delivery.name)
        outcome = _refuse(delivery, Issue("damaged_file", Place(""), found="có lỗi ngoài dự kiến khi đọc tệp"))
    if delivery.store and outcome.status is not Status.ACCEPTED:  # an accepted file leaves its event when it is saved
        _record(district, delivery, outcome)
    return outcome


def _read_and_keep(district: District, delivery: _Delivery) -> Outcome:
    content = _load(delivery.source)
    if isinstance(content, Issue):
        return _refuse(delivery, content)
    plan = district.plan

    def find_previous(school: str, period: str) -> Mapping[str, float | None] | None:
        return district.repository.find_numbers(plan.code, school, period)

    checked = validate_file(content, plan=plan, roster=district.roster, find_previous=find_previous)
    outcome = _describe(delivery, checked)
    if outcome.status is not Status.ACCEPTED or not delivery.store or checked.returned is None:
        return outcome
    return _keep(district, delivery, outcome, (content, checked.returned))


def _load(source: bytes | Path) -> bytes | Issue:
    if isinstance(source, bytes):
        return source
    try:
        size = source.stat().st_size
        if size > LARGEST_UNPACKED:
            return Issue("too_large", Place(""), found=f"tệp {format_quantity(size // 1_000_000)} MB")
        return source.read_bytes()
    except OSError:
        _LOG.exception("opening %r", str(source))
        return Issue("damaged_file", Place(""), found="máy tính không cho đọc tệp này")


def _describe(delivery: _Delivery, checked: CheckedFile) -> Outcome:
    identity = checked.identity
    return Outcome(
        file=delivery.name,
        school=identity.school if identity else None,
        period=identity.period if identity else None,
        status=_judge(checked),
        issues=checked.issues,
        stored=False if delivery.store else None,
        recognised_by=checked.recognised_by,
        complete=checked.complete,
        answered=checked.answered,
        askable=checked.askable,
    )


def _judge(checked: CheckedFile) -> Status:
    if not checked.readable:
        return Status.UNREADABLE
    return Status.RETURNED if checked.errors or checked.returned is None else Status.ACCEPTED


def _keep(district: District, delivery: _Delivery, outcome: Outcome, read: tuple[bytes, Return]) -> Outcome:
    content, returned = read
    new = NewSubmission(
        content=content,
        file_name=delivery.name,
        returned=returned,
        received_on=delivery.received_on,
        uploaded_at=datetime.now(UTC),
        sender=delivery.sender,
        detail={"codes": _count_codes(outcome), "recognised_by": outcome.recognised_by},
    )
    saved = district.repository.save(new)
    status = Status.ACCEPTED if saved.stored else Status.DUPLICATE
    return replace(outcome, status=status, stored=saved.stored, revision=saved.revision, submission=saved.submission)


def _refuse(delivery: _Delivery, issue: Issue) -> Outcome:
    return Outcome(delivery.name, None, None, Status.UNREADABLE, (issue,), stored=False if delivery.store else None)


def _record(district: District, delivery: _Delivery, outcome: Outcome) -> None:
    detail: dict[str, object] = {"file": delivery.name, "codes": _count_codes(outcome)}
    if isinstance(delivery.source, bytes):
        detail["sha256"] = sha256(delivery.source).hexdigest()
    district.repository.record_event(
        outcome.status.value,
        school=outcome.school or "",
        period=outcome.period or "",
        submission=outcome.submission,
        detail=detail | {"received_on": delivery.received_on.isoformat()},
        actor=delivery.sender,
    )


def _count_codes(outcome: Outcome) -> dict[str, int]:
    return dict(Counter(issue.code for issue in outcome.issues))


def _describe_issue(issue: Issue) -> dict[str, str]:
    return {
        "code": issue.code,
        "severity": issue.severity.value,
        "sheet": issue.place.sheet,
        "cell": issue.place.cell,
        "found": issue.found,
        "message": f"{issue.message} {issue.remedy}".strip(),
    }


def _spell(text: str) -> str:
    """A name as text that can be kept: what no encoding takes (half a character, a zero) is written out as an escape."""
    return text.encode("utf-8", "backslashreplace").decode().replace("\x00", "\\x00")
