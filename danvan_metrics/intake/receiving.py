"""Receive files one after the other, while the next ones are already being read."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Final

from danvan_metrics.access.actor import Actor
from danvan_metrics.access.acts import Act
from danvan_metrics.access.policies import (
    NotAllowed,
    check_can_answer_questions,
    check_can_decide,
    check_can_receive,
    check_can_receive_some,
)
from danvan_metrics.access.rights import reach
from danvan_metrics.correspondence.mending import compare_with_refusal
from danvan_metrics.district import District
from danvan_metrics.errors import UnreadableWorkbook, UserError
from danvan_metrics.intake.archive import HandedIn
from danvan_metrics.intake.arriving import Arrival, load_arrival
from danvan_metrics.intake.beside import hold_beside, keep_beside
from danvan_metrics.intake.filing import leave_trace, put_back_in_force, save_return, spare_contacts
from danvan_metrics.intake.judging_file import describe_file
from danvan_metrics.intake.outcome import FileOutcome, Status
from danvan_metrics.intake.raised_questions import Companions, list_questions
from danvan_metrics.spreadsheets.grid import Sheets
from danvan_metrics.spreadsheets.reader import read_ahead
from danvan_metrics.store.appraising.evidence_keeping import NewEvidenceFile
from danvan_metrics.store.failures import StoreError
from danvan_metrics.store.records import Holding
from danvan_metrics.store.repository import Keeping, View
from danvan_metrics.validation.identity import WHOLE_FILE
from danvan_metrics.validation.issues import Issue
from danvan_metrics.validation.verdict import CheckedFile, refuse_file, validate_sheets
from danvan_metrics.vietnamese import format_date
from danvan_metrics.workbook.answers import Return
from danvan_metrics.workbook.recognising.made_by_sample import is_made_by_sample
from danvan_metrics.workbook.recognising.recognise import Told

_LOG: Final = logging.getLogger(__name__)
_TILL_TAKEN: Final = "sẽ giữ khi nhận báo cáo"
_TILL_MENDED: Final = "sẽ giữ khi báo cáo được nhận; hãy gửi lại cả tệp nén sau khi sửa báo cáo"
_TILL: Final = {Status.ASKED: "sẽ giữ cùng báo cáo khi có quyết định nhận"}
Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Receiving:
    """How a batch is received: on which day unless a file says its own, from whom, and whether anything is kept.

    accept: every question about its files is answered with yes. actor: who hands the batch in, or checks it.
    """

    received_on: date | None = None
    sender: str = ""
    store: bool = True
    accept: bool = False
    actor: Actor = field(kw_only=True)


def receive_file(
    district: District, name: str, content: bytes | Path, reception: Receiving, *, told: Told | None = None
) -> FileOutcome:
    """Receive one file; as `receive_files`."""
    [outcome] = receive_files(district, [HandedIn(name, content, told=told)], reception)
    return outcome


def receive_files(
    district: District, files: Sequence[HandedIn], reception: Receiving, progress: Progress | None = None
) -> Iterator[FileOutcome]:
    """Check files and, with `store`, keep what has no error; a day not told is today. Give `list_files` first what may be a zip.

    A file never raises, however broken, or whosever it is: one of a school that the actor may not hand in is told as that and
    leaves nothing. UserError is for a day in the future and for what the actor may not decide (at once), and for a store that
    fails (the files before it are kept). After each file `progress` is told how many of how many are done, and the file's name.
    """
    # Here and not in the generator: this must be refused before anything is read or kept.
    _check_rights(district, files, reception)
    days = [_settle_day(district, file.received_on or reception.received_on) for file in files]
    return _receive_each(district, list(zip(files, days, strict=True)), reception, progress)


def _check_rights(district: District, files: Sequence[HandedIn], reception: Receiving) -> None:
    check_can_receive_some(reception.actor)
    if not reception.store:
        return  # nothing is decided
    if reception.accept or any(file.accepted or file.told for file in files):
        check_can_answer_questions(reception.actor)
    if {reception.received_on, *(file.received_on for file in files)} - {None, district.today()}:
        check_can_decide(reception.actor)


def _receive_each(
    district: District, files: Sequence[tuple[HandedIn, date]], reception: Receiving, progress: Progress | None
) -> Iterator[FileOutcome]:
    under_way: deque[Arrival] = deque()  # as many as are read ahead, no more: memory does not grow with the batch
    desk = _Desk(district, reception)
    for done, sheets in enumerate(read_ahead(_load_each(desk, files, under_way)), start=1):
        arrival = under_way.popleft()
        yield desk.receive(arrival, sheets)
        if progress:
            progress(done, len(files), arrival.file.name)


def _load_each(
    desk: _Desk, files: Iterable[tuple[HandedIn, date]], under_way: deque[Arrival]
) -> Iterator[bytes | UnreadableWorkbook]:
    limits = desk.district.settings.limits
    for file, day in files:
        how = desk.reception
        arrival = load_arrival(limits, file, day, actor=how.actor, sender=how.sender, accept=how.accept)
        under_way.append(arrival)
        yield arrival.failure or arrival.content


def _settle_day(district: District, received_on: date | None) -> date:
    today = district.today()
    if received_on is not None and received_on > today:
        raise UserError(
            f"Ngày nhận {format_date(received_on)} sau hôm nay ({format_date(today)}); hãy ghi đúng ngày Phòng nhận được báo cáo."
        )
    return received_on or today


@dataclass(frozen=True, slots=True)
class _Desk:
    """Where one batch is received."""

    district: District
    reception: Receiving
    companions: Companions = field(default_factory=Companions)

    def receive(self, arrival: Arrival, sheets: Sheets | UnreadableWorkbook) -> FileOutcome:
        """Check one file, and with `store` keep what comes of it."""
        with self.district.repository.view() as view:
            checked, judged = self._judge(arrival, sheets, view)
        if not self._may_receive(judged):
            return _turn_away(self.district, arrival, judged)
        outcome = self._keep_beside(arrival, self._ask_and_keep(arrival, judged, checked.returned))
        self.companions.add(arrival, outcome)
        return outcome

    def _may_receive(self, outcome: FileOutcome) -> bool:
        if outcome.school not in self.district.roster.by_code:
            return True  # nobody's: what is wrong with it is told, and nothing else
        try:
            check_can_receive(self.reception.actor, outcome.school or "")
        except NotAllowed:
            return False
        return True

    def _ask_and_keep(self, arrival: Arrival, outcome: FileOutcome, returned: Return | None) -> FileOutcome:
        if not self.reception.store:
            with self.district.repository.view() as view:
                return self._ask(arrival, outcome, returned, view)[0]
        # Asked and kept while no other writer can come between: what was compared is what is replaced.
        with self.district.repository.keep() as keeping:
            return self._keep(arrival, outcome, returned, keeping)

    def _judge(self, arrival: Arrival, sheets: Sheets | UnreadableWorkbook, view: View) -> tuple[CheckedFile, FileOutcome]:
        try:
            checked = _check(self.district, arrival, sheets, view)
            return checked, _compare(self.district, arrival, describe_file(arrival, checked), view)
        except StoreError:
            raise
        except Exception:  # noqa: BLE001 - a mistake of our own may not stop the other files either
            _LOG.exception("receiving %r", arrival.file.name)
            checked = refuse_file(UnreadableWorkbook("damaged_file", "có lỗi ngoài dự kiến khi đọc tệp"))
            return checked, describe_file(arrival, checked)

    def _ask(self, arrival: Arrival, outcome: FileOutcome, returned: Return | None, view: View) -> tuple[FileOutcome, Holding]:
        """The outcome with the questions that are left, and what the file meets in the store."""
        if returned is None or outcome.status not in {Status.ACCEPTED, Status.RETURNED}:
            return outcome, Holding(None, None)
        identity = returned.identity
        holding = view.find_holding(identity.plan, identity.school, identity.period, arrival.digest, given=outcome.answered)
        if holding.is_repeated:
            return outcome, holding
        twin = self.companions.find(arrival, outcome)
        questions = list_questions(self.district, arrival, outcome, returned, holding, twin)
        left = tuple(filter(arrival.leaves_open, questions))
        if not left:
            return outcome, holding
        revision = holding.same.revision if holding.same else None
        return replace(outcome, status=Status.ASKED, questions=left, revision=revision), holding

    def _keep(self, arrival: Arrival, outcome: FileOutcome, returned: Return | None, keeping: Keeping) -> FileOutcome:
        outcome, holding = self._ask(arrival, outcome, returned, keeping)
        if outcome.status is not Status.ACCEPTED or returned is None:
            return leave_trace(keeping, self.district, arrival, outcome)
        if holding.same and not holding.is_repeated:
            return put_back_in_force(keeping, arrival, outcome, holding.same)
        return save_return(keeping, arrival, outcome, spare_contacts(self.district.plan, returned))

    def _keep_beside(self, arrival: Arrival, outcome: FileOutcome) -> FileOutcome:
        """Keep the files beside a return that counts now; of one that waits or was sent back none is kept."""
        beside = arrival.file.beside
        if not beside:
            return outcome
        taken = outcome.status in {Status.ACCEPTED, Status.DUPLICATE}
        if not (self.reception.store and taken and outcome.school and outcome.period):
            return replace(outcome, beside=hold_beside(beside, _TILL_TAKEN if taken else _TILL.get(outcome.status, _TILL_MENDED)))
        district, plan = self.district, self.district.plan
        whose = {"plan": plan.code, "school": outcome.school, "period": outcome.period, "actor": arrival.actor.name}
        about = NewEvidenceFile(**whose, file_name="", content=b"")
        limits = district.settings.limits
        return replace(outcome, beside=keep_beside(district.repository.evidence, about, beside, plan, limits))


def _turn_away(district: District, arrival: Arrival, outcome: FileOutcome) -> FileOutcome:
    """Nothing of another's return but whose it says it is: what the store holds of that school stays there."""
    names = {code: unit.short_name for code, unit in district.roster.by_code.items()}
    theirs = sorted(reach(arrival.actor, Act.RECEIVE) or ())
    issue = Issue(
        "not_your_school",
        WHOLE_FILE,
        found=names[outcome.school or ""],
        expected=", ".join(names.get(code, code) for code in theirs),
    )
    return FileOutcome(arrival.file.name, None, None, Status.NOT_ALLOWED, (issue,), received_on=arrival.received_on)


def _check(district: District, arrival: Arrival, sheets: Sheets | UnreadableWorkbook, view: View) -> CheckedFile:
    if isinstance(sheets, UnreadableWorkbook):
        return refuse_file(sheets)
    if not district.sample and is_made_by_sample(sheets, arrival.content):
        return CheckedFile(None, None, (Issue("sample_workbook", WHOLE_FILE),))
    return validate_sheets(
        sheets,
        plan=district.plan,
        roster=district.roster,
        find_previous=partial(view.find_numbers, district.plan.code),
        file_name=arrival.name_and_folder,
        told=arrival.file.told,
        received_on=arrival.received_on,
    )


def _compare(district: District, arrival: Arrival, outcome: FileOutcome, view: View) -> FileOutcome:
    """With what was mended since the file sent back last, unless it is this very file or a sound one has come since."""
    if outcome.school is None or outcome.period is None or outcome.status not in {Status.ACCEPTED, Status.RETURNED}:
        return outcome
    before = view.find_unanswered(district.plan.code, outcome.school, outcome.period)
    if before is None or before.sha256 == arrival.digest:
        return outcome
    return replace(outcome, mended=compare_with_refusal(before, outcome.issues))
