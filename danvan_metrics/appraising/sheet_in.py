"""Phiếu thẩm định come back: read as any stranger's workbook, checked cell by cell, kept whole or not at all.

All or nothing: a phiếu is one appraiser's word on one school, so while anything is wrong with it no line of it is kept, and the
marked copy holds every line as it was written.
"""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import PurePosixPath
from typing import Final, Protocol

from danvan_metrics.access.actor import Actor
from danvan_metrics.access.policies import check_can_judge
from danvan_metrics.appraising.appraisal_case import works_in
from danvan_metrics.appraising.desk import Desk, load_desk
from danvan_metrics.appraising.sheet_outcome import SheetOutcome, SheetStatus
from danvan_metrics.appraising.sheet_preparing import prepare_sheet
from danvan_metrics.appraising.sheet_standing import find_foreign, find_lane_flaw, find_obstacle
from danvan_metrics.appraising.verdict_acts import Change, StaleVerdict, save_verdicts
from danvan_metrics.district import District
from danvan_metrics.errors import UnreadableWorkbook, UserError
from danvan_metrics.plan.verdicts import Lane, Verdict
from danvan_metrics.settings import Limits
from danvan_metrics.spreadsheets.grid import Sheets
from danvan_metrics.spreadsheets.reader import read_ahead
from danvan_metrics.store.appraising.appraisal_records import AppraisalKey, Member, SheetFile
from danvan_metrics.store.failures import StoreError
from danvan_metrics.validation.appraisal_checks import JudgedSheet, SheetChange, describe_stale, judge_sheet
from danvan_metrics.validation.identity import WHOLE_FILE
from danvan_metrics.validation.issues import Issue
from danvan_metrics.validation.sheet_case import SheetCase
from danvan_metrics.vietnamese import fold
from danvan_metrics.workbook.appraisal_sheet.sheet_answers import read_person, read_sheet
from danvan_metrics.workbook.appraisal_sheet.sheet_identity import SheetIdentity, read_sheet_identity

_LOG: Final = logging.getLogger(__name__)


class Handed(Protocol):
    """A file as it was handed in: its name with its folder, and its bytes when they are wanted."""

    @property
    def name(self) -> str:
        """The name."""

    def load(self, limits: Limits) -> bytes:
        """The bytes; UnreadableWorkbook says why there are none."""


def receive_sheets(district: District, files: Sequence[Handed], *, actor: Actor, store: bool = True) -> Iterator[SheetOutcome]:
    """Check phiếu one after the other and, with `store`, keep the verdicts of those without an error, while the next are read.

    actor: who hands them in. Whoever signed in judges in their own name only; at a laptop, where several take turns, the verdicts
    are of those whom each phiếu names. Of a school that the actor may not judge nothing is taken, and the file's outcome says so.
    A file never raises, however broken; StoreError where the store fails (the files before are kept). Give
    intake.archive.list_files first what may be a zip or a mail.
    """
    under_way: deque[tuple[str, bytes]] = deque()
    for sheets in read_ahead(_load_each(district, files, under_way)):
        name, content = under_way.popleft()
        arrived = SheetOutcome(file=name, status=SheetStatus.RETURNED, content=content)
        yield _receive(district, arrived, sheets, actor, store=store)


def _load_each(
    district: District, files: Iterable[Handed], under_way: deque[tuple[str, bytes]]
) -> Iterator[bytes | UnreadableWorkbook]:
    for file in files:
        try:
            content = file.load(district.settings.limits)
        except UnreadableWorkbook as error:
            under_way.append((file.name, b""))
            yield error
        else:
            under_way.append((file.name, content))
            yield content


def _receive(
    district: District, arrived: SheetOutcome, sheets: Sheets | UnreadableWorkbook, actor: Actor, *, store: bool
) -> SheetOutcome:
    arrived = replace(arrived, saved=0 if store else None)
    if isinstance(sheets, UnreadableWorkbook):
        return _refuse(arrived, Issue(sheets.code, WHOLE_FILE, found=str(sheets)), SheetStatus.UNREADABLE)
    try:
        return _judge(district, arrived, sheets, actor, store=store)
    except StoreError:
        raise
    except UserError as error:
        return _refuse(arrived, Issue("appraisal_refused", WHOLE_FILE, found=str(error)))
    except Exception:  # noqa: BLE001 - a mistake of our own may not stop the other files either
        _LOG.exception("receiving the phiếu %r", arrived.file)
        flaw = Issue("damaged_file", WHOLE_FILE, found="có lỗi ngoài dự kiến khi đọc tệp")
        return _refuse(arrived, flaw, SheetStatus.UNREADABLE)


def _judge(district: District, arrived: SheetOutcome, sheets: Sheets, actor: Actor, *, store: bool) -> SheetOutcome:
    identity = read_sheet_identity(sheets)
    foreign = find_foreign(district, sheets, identity, arrived.content)
    arrived = _identify(arrived, identity)
    if identity is None or foreign:
        return _refuse(arrived, foreign or Issue("not_an_appraisal_sheet", WHOLE_FILE))
    key = AppraisalKey(identity.plan, identity.school, identity.period, identity.round)
    check_can_judge(actor, key.school)
    person = actor.name if actor.subject else read_person(sheets)
    desk = _open_desk(district, key, person)
    arrived = replace(arrived, appraiser=desk.appraiser)
    obstacle = find_obstacle(district, desk, identity) or find_lane_flaw(desk, identity, person) or _find_closed(desk)
    if obstacle:
        return _refuse(arrived, obstacle)
    request = prepare_sheet(district, desk)
    answers = read_sheet(request, sheets)
    bases = _find_bases(desk, identity)
    alone = actor.name if actor.subject else ""
    case = SheetCase(now=request, identity=identity, answers=answers, today=district.today(), bases=bases, alone=alone)
    judged = judge_sheet(case)
    arrived = replace(arrived, request=request, normalised=answers.normalised, issues=judged.issues, changed=len(judged.changes))
    return _finish(district, arrived, case, judged, actor if store else None)


def _identify(arrived: SheetOutcome, identity: SheetIdentity | None) -> SheetOutcome:
    if identity is None:
        return arrived
    return replace(arrived, school=identity.school, period=identity.period, round=identity.round)


def _open_desk(district: District, key: AppraisalKey, person: str) -> Desk:
    """The appraisal as whoever filled the phiếu in sees it; as nobody of the team where that is nobody of the team."""
    desk = load_desk(district, key)
    name = next((one.name for one in _list_members(desk) if fold(one.name) == fold(person)), "")
    return load_desk(district, key, appraiser=name) if name else desk


def _find_closed(desk: Desk) -> Issue | None:
    """Why nothing may be written now; who may not judge is told at the cell that names them, with all else."""
    able = any(fold(one.name) == fold(desk.appraiser) and not works_in(one, desk.school) for one in _list_members(desk))
    if not desk.editable and (able or desk.team is None):
        return Issue("appraisal_not_open", WHOLE_FILE, found=desk.why_not)
    return None


def _list_members(desk: Desk) -> tuple[Member, ...]:
    return desk.team.members if desk.team else ()


def _find_bases(desk: Desk, identity: SheetIdentity) -> dict[str, Verdict]:
    """The verdict that each line of the phiếu went out with: of its own lane, else of the team's."""
    bases: dict[str, Verdict] = {}
    for lane in (Lane.TEAM, Lane(identity.lane)):
        own = (one for one in desk.record.verdicts if one.lane is lane)
        bases |= {one.verdict.line: one.verdict for one in own if identity.revisions.get(one.verdict.line) == one.revision}
    return bases


def _finish(district: District, arrived: SheetOutcome, case: SheetCase, judged: JudgedSheet, actor: Actor | None) -> SheetOutcome:
    """What came of it; without an actor it is only checked."""
    if arrived.errors:
        stale = {issue.line for issue in arrived.errors if issue.code == "verdict_stale"}
        revisions = {line.code: line.revision for line in case.now.lines if line.code in stale}
        return replace(arrived, status=SheetStatus.RETURNED, revisions=revisions)
    if not judged.changes:
        status = SheetStatus.DUPLICATE if judged.repeated else SheetStatus.BLANK
        blank = () if judged.repeated or arrived.issues else (Issue("untouched_sheet", WHOLE_FILE),)
        return replace(arrived, status=status, issues=(*arrived.issues, *blank))
    return _keep(district, arrived, case, judged.changes, actor) if actor else replace(arrived, status=SheetStatus.ACCEPTED)


def _keep(
    district: District, arrived: SheetOutcome, case: SheetCase, changes: Sequence[SheetChange], actor: Actor
) -> SheetOutcome:
    """Keep every line, each person's in one act; a line that somebody judged at this very moment is told as a stale one."""
    key = AppraisalKey(case.identity.plan, case.identity.school, case.identity.period, case.identity.round)
    sheet = SheetFile(PurePosixPath(arrived.file).name, arrived.content)
    saved = 0
    for person, own in groupby(sorted(changes, key=_name_of), key=_name_of):
        given = [Change(one.verdict, one.seen_revision) for one in own]
        try:
            saved += len(save_verdicts(district, key, given, actor=replace(actor, name=person), sheet=sheet))
        except StoreError:
            raise
        except UserError as error:
            return replace(_tell_unkept(arrived, case, error, nothing_kept=not saved), saved=saved)
    return replace(arrived, status=SheetStatus.ACCEPTED, saved=saved)


def _tell_unkept(arrived: SheetOutcome, case: SheetCase, error: UserError, *, nothing_kept: bool) -> SheetOutcome:
    if isinstance(error, StaleVerdict) and nothing_kept:
        told = describe_stale(case, error.yours.line, error.theirs.verdict, error.yours)
        return replace(_refuse(arrived, told), revisions={error.yours.line: error.theirs.revision})
    return _refuse(arrived, Issue("appraisal_refused", WHOLE_FILE, found=str(error)))


def _name_of(change: SheetChange) -> str:
    return change.verdict.appraiser


def _refuse(arrived: SheetOutcome, issue: Issue, status: SheetStatus = SheetStatus.RETURNED) -> SheetOutcome:
    return replace(arrived, status=status, issues=(issue,))
