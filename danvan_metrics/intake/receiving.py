"""Receive files one after the other, while the next ones are already being read."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from itertools import count
from pathlib import Path
from time import monotonic
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
from danvan_metrics.intake.scoring_between import score_between
from danvan_metrics.settings import MEGABYTE
from danvan_metrics.spreadsheets.grid import Sheets
from danvan_metrics.spreadsheets.reader import read_ahead
from danvan_metrics.store.failures import StoreError
from danvan_metrics.store.records import Holding
from danvan_metrics.store.repository import Keeping, View
from danvan_metrics.units.roster import Roster
from danvan_metrics.validation.identity import WHOLE_FILE
from danvan_metrics.validation.issues import Issue
from danvan_metrics.validation.verdict import CheckedFile, refuse_file, validate_sheets
from danvan_metrics.vietnamese import format_date
from danvan_metrics.workbook.answers import Return
from danvan_metrics.workbook.recognising.made_by_sample import is_made_by_sample
from danvan_metrics.workbook.recognising.names import prepare_names
from danvan_metrics.workbook.recognising.recognise import Told
from danvan_metrics.workbook.recognising.written_identity import read_hidden

_LOG: Final = logging.getLogger(__name__)
_TILL_TAKEN: Final = "sẽ giữ khi nhận báo cáo"
_TILL_MENDED: Final = "sẽ giữ khi báo cáo được nhận; hãy gửi lại cả tệp nén sau khi sửa báo cáo"
_TILL: Final = {Status.ASKED: "sẽ giữ cùng báo cáo khi có quyết định nhận"}
_KEPT_TOGETHER: Final = 16  # files; together they hold the store's lock for less than a tenth of a second
_MOST_BYTES: Final = 4 * MEGABYTE
_LONGEST_WAIT: Final = 0.2  # seconds
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
    outcomes = _receive_each(district, list(zip(files, days, strict=True)), reception, progress)
    return score_between(district, outcomes) if reception.store else outcomes


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
    desk, waiting = _Desk(district, reception, district.roster), _Waiting()
    done = count(1)
    try:
        for sheets in read_ahead(_load_each(desk, files, under_way)):
            arrival = under_way.popleft()
            judged = desk.judge(arrival, sheets)
            if not waiting.takes(judged):
                yield from _tell_each(waiting.settle(), done, len(files), progress)
                judged = desk.judge(arrival, sheets)  # what was kept just now may be its school's
            waiting.files.append(judged)
            if waiting.is_full:
                yield from _tell_each(waiting.settle(), done, len(files), progress)
    except Exception:  # the readers or the store fail: what was checked before is kept
        yield from _tell_each(waiting.settle(), done, len(files), progress)
        raise
    yield from _tell_each(waiting.settle(), done, len(files), progress)


def _tell_each(
    settled: Iterable[FileOutcome], done: Iterator[int], total: int, progress: Progress | None
) -> Iterator[FileOutcome]:
    for outcome in settled:
        yield outcome
        if progress:
            progress(next(done), total, outcome.file)


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
    """Where one batch is received; its roster is that of the moment the batch began, looked up once and not for every file."""

    district: District
    reception: Receiving
    roster: Roster
    companions: Companions = field(default_factory=Companions)
    turned: dict[str, _Desk] = field(default_factory=dict)

    def judge(self, arrival: Arrival, sheets: Sheets | UnreadableWorkbook) -> _Judged:
        """What is known of one file before anything is asked or kept."""
        turned = self._turn_to_plan(sheets)
        with turned.district.repository.view() as view:
            checked, outcome = turned._judge(arrival, sheets, view)
        if turned._may_receive(outcome):
            return _Judged(turned, arrival, outcome, checked.returned, turned=turned is not self)
        return _Judged(turned, arrival, _turn_away(turned.roster, arrival, outcome), None, turned=turned is not self)

    def keep_together(self, files: Sequence[_Judged]) -> list[FileOutcome]:
        """Keep what comes of these files, all of it or nothing."""
        # Asked and kept while no other writer can come between: what was compared is what is replaced.
        with self.district.repository.keep() as keeping:
            return [one.outcome if one.is_barred else self._keep(one, keeping) for one in files]

    def ask(self, file: _Judged) -> FileOutcome:
        """What would come of a file; nothing is kept."""
        if file.is_barred:
            return file.outcome
        with self.district.repository.view() as view:
            return self._ask(file, view)[0]

    def finish(self, file: _Judged, outcome: FileOutcome) -> FileOutcome:
        """What became of a file that was kept, the files beside it included."""
        if not file.is_barred:
            outcome = self._keep_beside(file.arrival, outcome)
            self.companions.add(file.arrival, outcome)
        return replace(outcome, plan=self.district.plan.code) if file.turned else outcome

    def _turn_to_plan(self, sheets: Sheets | UnreadableWorkbook) -> _Desk:
        """The same desk under the plan that the workbook says it is of, where that is another known one."""
        said = "" if isinstance(sheets, UnreadableWorkbook) else read_hidden(sheets).get("plan", "")
        plan = self.district.plan.code
        if said in {"", plan} or said not in self.district.lineup.by_code:
            return self
        if said not in self.turned:
            district = self.district.turn_to(said)
            self.turned[said] = _Desk(district, self.reception, district.roster, turned=self.turned)
        return self.turned[said]

    def _may_receive(self, outcome: FileOutcome) -> bool:
        if outcome.school not in self.roster.by_code:
            return True  # nobody's: what is wrong with it is told, and nothing else
        try:
            check_can_receive(self.reception.actor, outcome.school or "")
        except NotAllowed:
            return False
        return True

    def _judge(self, arrival: Arrival, sheets: Sheets | UnreadableWorkbook, view: View) -> tuple[CheckedFile, FileOutcome]:
        try:
            checked = _check(self.district, self.roster, arrival, sheets, view)
            return checked, _compare(self.district, arrival, describe_file(arrival, checked), view)
        except StoreError:
            raise
        except Exception:  # noqa: BLE001 - a mistake of our own may not stop the other files either
            _LOG.exception("receiving %r", arrival.file.name)
            checked = refuse_file(UnreadableWorkbook("damaged_file", "có lỗi ngoài dự kiến khi đọc tệp"))
            return checked, describe_file(arrival, checked)

    def _ask(self, file: _Judged, view: View) -> tuple[FileOutcome, Holding]:
        """The outcome with the questions that are left, and what the file meets in the store."""
        arrival, outcome, returned = file.arrival, file.outcome, file.returned
        if returned is None or outcome.status not in {Status.ACCEPTED, Status.RETURNED}:
            return outcome, Holding(None, None)
        identity = returned.identity
        holding = view.find_holding(identity.plan, identity.school, identity.period, arrival.digest, given=outcome.answered)
        if holding.is_repeated:
            return outcome, holding
        twin = self.companions.find(arrival, outcome)
        names = prepare_names(self.district.plan, self.roster)
        questions = list_questions(names, arrival, outcome, returned, holding, twin)
        left = tuple(filter(arrival.leaves_open, questions))
        if not left:
            return outcome, holding
        revision = holding.same.revision if holding.same else None
        return replace(outcome, status=Status.ASKED, questions=left, revision=revision), holding

    def _keep(self, file: _Judged, keeping: Keeping) -> FileOutcome:
        arrival, returned = file.arrival, file.returned
        outcome, holding = self._ask(file, keeping)
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
        from danvan_metrics.store.appraising.evidence_keeping import NewEvidenceFile  # noqa: PLC0415 - few returns bring any

        district, plan = self.district, self.district.plan_of(outcome.school)
        whose = {"plan": plan.code, "school": outcome.school, "period": outcome.period, "actor": arrival.actor.name}
        about = NewEvidenceFile(**whose, file_name="", content=b"")
        limits = district.settings.limits
        return replace(outcome, beside=keep_beside(district.repository.evidence, about, beside, plan, limits))


@dataclass(frozen=True, slots=True)
class _Judged:
    """A file that was checked, and the desk of its plan; `turned`: another plan's than the batch's."""

    desk: _Desk
    arrival: Arrival
    outcome: FileOutcome
    returned: Return | None
    turned: bool

    @property
    def is_barred(self) -> bool:
        """Whether it is of a school that the actor may not hand in."""
        return self.outcome.status is Status.NOT_ALLOWED


@dataclass(slots=True)
class _Waiting:
    """Files that were checked and are kept together: a store waits for its disk once for all of them, not for each."""

    files: list[_Judged] = field(default_factory=list)
    since: float = 0.0

    def takes(self, judged: _Judged) -> bool:
        """Whether nothing that waits could change what is known of this file: another school's of the same plan."""
        schools = {one.outcome.school for one in self.files} - {None}
        return not self.files or (judged.desk is self.files[0].desk and judged.outcome.school not in schools)

    @property
    def is_full(self) -> bool:
        """Whether they have waited long enough; what is only checked, or comes alone, does not wait."""
        if len(self.files) == 1:
            self.since = monotonic()
        enough = not self.files[0].desk.reception.store or len(self.files) >= _KEPT_TOGETHER
        heavy = sum(len(one.arrival.content) for one in self.files) > _MOST_BYTES
        return enough or heavy or monotonic() - self.since > _LONGEST_WAIT

    def settle(self) -> Iterator[FileOutcome]:
        """Keep them; each is told once it is kept, and where the store fails in the midst, those before it are."""
        files, self.files = self.files, []
        if not files:
            return
        desk = files[0].desk
        try:
            outcomes: Iterable[FileOutcome] = desk.keep_together(files) if desk.reception.store else map(desk.ask, files)
        except Exception:
            if len(files) == 1:
                raise
            # none of them is kept now: those before the one that fails are when each is kept alone
            outcomes = (desk.keep_together([one])[0] for one in files)
        yield from map(desk.finish, files, outcomes)


def _turn_away(roster: Roster, arrival: Arrival, outcome: FileOutcome) -> FileOutcome:
    """Nothing of another's return but whose it says it is: what the store holds of that school stays there."""
    units = roster.by_code
    theirs = sorted(reach(arrival.actor, Act.RECEIVE) or ())
    issue = Issue(
        "not_your_school",
        WHOLE_FILE,
        found=units[outcome.school or ""].short_name,
        expected=", ".join(units[code].short_name if code in units else code for code in theirs),
    )
    return FileOutcome(arrival.file.name, None, None, Status.NOT_ALLOWED, (issue,), received_on=arrival.received_on)


def _check(district: District, roster: Roster, arrival: Arrival, sheets: Sheets | UnreadableWorkbook, view: View) -> CheckedFile:
    if isinstance(sheets, UnreadableWorkbook):
        return refuse_file(sheets)
    if not district.sample and is_made_by_sample(sheets, arrival.content):
        return CheckedFile(None, None, (Issue("sample_workbook", WHOLE_FILE),))
    return validate_sheets(
        sheets,
        plan=district.plan,
        roster=roster,
        find_previous=partial(view.find_numbers, district.plan.code),
        file_name=arrival.name_and_folder,
        told=arrival.file.told,
        received_on=arrival.received_on,
        plan_of=district.plan_of,
    )


def _compare(district: District, arrival: Arrival, outcome: FileOutcome, view: View) -> FileOutcome:
    """With what was mended since the file sent back last, unless it is this very file or a sound one has come since."""
    if outcome.school is None or outcome.period is None or outcome.status not in {Status.ACCEPTED, Status.RETURNED}:
        return outcome
    before = view.find_unanswered(district.plan.code, outcome.school, outcome.period)
    if before is None or before.sha256 == arrival.digest:
        return outcome
    return replace(outcome, mended=compare_with_refusal(before, outcome.issues))
