"""Decisions on lines: each a row more, by somebody who may, on what the school declares now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from danvan_metrics.access.actor import Actor
from danvan_metrics.access.policies import check_can_judge
from danvan_metrics.appraising.appraisal_case import AppraisalCase, list_scored_lines, open_case
from danvan_metrics.appraising.desk import find_evidence_codes
from danvan_metrics.appraising.found_values import settle_verdict
from danvan_metrics.appraising.judging_rights import check_entry, check_line
from danvan_metrics.appraising.line_states import LineState, Onlooker
from danvan_metrics.district import District
from danvan_metrics.errors import UserError
from danvan_metrics.plan.model import Indicator, Line
from danvan_metrics.plan.verdicts import Outcome, Stage, Verdict
from danvan_metrics.scoring.plan_lines import list_model_sources
from danvan_metrics.settings import TIME_ZONE
from danvan_metrics.store.appraising.appraisal_records import AppraisalKey, Member, SheetFile, Step, VerdictRecord
from danvan_metrics.store.appraising.appraisals import AppraisalKeeping
from danvan_metrics.vietnamese import clean_text, format_date
from danvan_metrics.workbook.answers import State
from danvan_metrics.workbook.appraisal_sheet.declared_words import describe_verdict


@dataclass(frozen=True, slots=True)
class Change:
    """A decision to keep, and the revision of its lane that was seen when it was made (0: none yet).

    The outcome is derived where the values tell it; line and value as in Verdict. seen_submission: the hand-in that was looked
    at; where another is in force that declares something else on the line, the decision is refused. None: nobody said.
    """

    verdict: Verdict
    seen_revision: int
    seen_submission: int | None = None


class StaleVerdict(UserError):
    """Somebody else kept a decision on the line in the meantime; nothing was written, and both are here."""

    def __init__(self, message: str, theirs: VerdictRecord, yours: Verdict) -> None:
        super().__init__(message)
        self.theirs = theirs
        self.yours = yours


def save_verdict(district: District, key: AppraisalKey, change: Change, *, actor: Actor) -> VerdictRecord:
    """Keep a decision; StaleVerdict where another came first, UserError where this one cannot be kept."""
    return save_verdicts(district, key, [change], actor=actor)[0]


def save_verdicts(
    district: District,
    key: AppraisalKey,
    changes: Sequence[Change],
    *,
    actor: Actor,
    sheet: SheetFile | None = None,
) -> tuple[VerdictRecord, ...]:
    """Keep decisions, all of them or none; `sheet`: the phiếu they came in with, kept with them.

    StaleVerdict for the first that another came before; UserError for the first that cannot be kept.
    """
    check_can_judge(actor, key.school)
    with district.repository.appraisals.keep() as keeping:
        case = open_case(district, keeping, key)
        member = check_entry(case, actor.name)
        _check_seen_returns(district, keeping, case, changes)
        digest = sheet.sha256 if sheet else None
        records = tuple(_Sitting(case, member, datetime.now(UTC), digest).settle_all(changes))
        _keep(keeping, case, member, records, sheet)
    district.keep_scores()
    return records


def accept_evidenced(
    district: District, key: AppraisalKey, *, actor: Actor, seen_submission: int | None = None
) -> tuple[VerdictRecord, ...]:
    """Confirm every line nobody has judged, where the school declares a value and evidence; what was kept.

    seen_submission: as Change has it, for all of them.
    """
    check_can_judge(actor, key.school)
    with district.repository.appraisals.keep() as keeping:
        case = open_case(district, keeping, key)
        member = check_entry(case, actor.name)
        changes = [replace(one, seen_submission=seen_submission) for one in _accept(case, Onlooker(case, member.name))]
        _check_seen_returns(district, keeping, case, changes)
        records = tuple(_Sitting(case, member, datetime.now(UTC)).settle_all(changes))
        _keep(keeping, case, member, records)
    district.keep_scores()
    return records


def tick_evidence(district: District, key: AppraisalKey, code: str, *, seen: bool, actor: Actor) -> None:
    """Keep that a piece of evidence was seen, or was not after all; UserError for one the return does not name."""
    check_can_judge(actor, key.school)
    with district.repository.appraisals.keep() as keeping:
        case = open_case(district, keeping, key)
        member = check_entry(case, actor.name)
        piece = clean_text(code)
        if piece not in _list_codes(case):
            raise UserError(f"Báo cáo của {case.school.name} không nêu minh chứng “{piece}”; hãy chọn mã trong danh sách.")
        if case.record.seen.get(piece, False) != seen:
            keeping.keep_tick(key, piece, seen=seen, appraiser=member.name)


def _check_seen_returns(district: District, keeping: AppraisalKeeping, case: AppraisalCase, changes: Sequence[Change]) -> None:
    """UserError where the school has sent another return since, that declares something else on one of these lines."""
    seen = {change.seen_submission for change in changes if change.seen_submission is not None} - {case.number}
    if not seen:
        return
    values = keeping.load_declared({*seen, case.number or 0}, list_model_sources(district.plan))
    for change in changes:
        number, line = change.seen_submission, change.verdict.line
        if number is not None and values.has_changed(line, judged_on={number}, now=case.number):
            raise UserError(
                f"{case.school.name} vừa gửi báo cáo khác, dòng {line} nay khai khác số đang xem nên chưa lưu; "
                "hãy xem số mới (tải lại trang nếu chưa thấy) rồi lưu lại dòng này."
            )


def _list_codes(case: AppraisalCase) -> set[str]:
    listed = {item.code for item in case.returned.evidence} if case.returned else set()
    return listed.union(*(find_evidence_codes(case, answer.evidence) for answer in case.declared.values()))


def _accept(case: AppraisalCase, onlooker: Onlooker) -> Iterator[Change]:
    for _, line in list_scored_lines(case.plan):
        declared = case.declared.get(line.code)
        proven = declared is not None and declared.state is State.VALUE and (declared.evidence_count or 0) >= 1
        untouched = onlooker.find_last(line.code) is None and onlooker.find_shown(line.code) is None
        if proven and untouched and onlooker.find_state(line.code) is LineState.UNJUDGED and _may_judge(onlooker):
            yield Change(Verdict(line=line.code, outcome=Outcome.CONFIRMED), 0)


def _may_judge(onlooker: Onlooker) -> bool:
    return not onlooker.independent or onlooker.own_lane is not None


@dataclass(frozen=True)
class _Sitting:
    """One person judging lines of an appraisal, at one moment."""

    case: AppraisalCase
    member: Member
    at: datetime
    sheet_sha256: str | None = None

    def settle_all(self, changes: Sequence[Change]) -> Iterator[VerdictRecord]:
        lines = {line.code: (indicator, line) for indicator, line in list_scored_lines(self.case.plan)}
        named = [change.verdict.line for change in changes]
        twice = next((line for place, line in enumerate(named) if line in named[:place]), None)
        if twice:
            raise UserError(f"Dòng {twice} có hai kết quả trong một lần lưu; hãy bỏ một kết quả.")
        for change in changes:
            code = change.verdict.line
            if code not in lines:
                raise UserError(f"Phiếu thẩm định này không có dòng “{code}”; hãy chọn dòng trong phiếu.")
            yield self._settle(change, *lines[code])

    def _settle(self, change: Change, indicator: Indicator, line: Line) -> VerdictRecord:
        onlooker = Onlooker(self.case, self.member.name)
        last = onlooker.find_last(line.code)
        if last is None and change.seen_revision:
            raise UserError(f"Dòng {line.code} chưa có kết quả nào để sửa; hãy tải lại phiếu rồi lưu lại.")
        settled = self._settle_verdict(change, indicator, line, last)
        check_line(self.case, self.member, line.code)
        return VerdictRecord(
            verdict=replace(settled, appraiser=self.member.name, judged_on=_check_day(self.case, line, settled.judged_on)),
            lane=onlooker.find_lane(line.code),
            revision=change.seen_revision + 1,
            version=self.case.record.version,
            submission=self.case.number or 0,
            at=self.at,
            sheet_sha256=self.sheet_sha256,
        )

    def _settle_verdict(self, change: Change, indicator: Indicator, line: Line, last: VerdictRecord | None) -> Verdict:
        """The verdict checked; where another came first that is told, whatever else is wrong with this one."""
        stale = last if last is not None and last.revision != change.seen_revision else None
        try:
            settled = settle_verdict(self.case.plan, indicator, line, self.case.declared.get(line.code), change.verdict)
        except UserError:
            if stale is None:
                raise
            settled = change.verdict
        if stale is not None:
            raise _tell_stale(self.case, indicator, stale, settled)
        return settled


def _check_day(case: AppraisalCase, line: Line, day: date | None) -> date:
    if day is not None and day > case.today:
        raise UserError(
            f"Ngày thẩm định {format_date(day)} của dòng {line.code} sau hôm nay ({format_date(case.today)}); hãy ghi lại ngày."
        )
    return day or case.today


def _tell_stale(case: AppraisalCase, indicator: Indicator, theirs: VerdictRecord, yours: Verdict) -> StaleVerdict:
    local = theirs.at.astimezone(TIME_ZONE)
    found, given = (describe_verdict(case.plan, indicator, verdict) for verdict in (theirs.verdict, yours))
    return StaleVerdict(
        f"Dòng {yours.line} đã được {theirs.verdict.appraiser} lưu lúc {local:%H:%M ngày %d/%m/%Y} là “{found}”; "
        f"kết quả của bạn “{given}” chưa được lưu, hãy xem lại rồi lưu lần nữa nếu vẫn muốn đổi.",
        theirs,
        yours,
    )


def _keep(
    keeping: AppraisalKeeping,
    case: AppraisalCase,
    member: Member,
    records: Sequence[VerdictRecord],
    sheet: SheetFile | None = None,
) -> None:
    """The decisions; with the first of them the appraisal is under way."""
    keeping.keep_verdicts(case.key, records, sheet)
    if records and case.record.stage is Stage.ASSIGNED:
        step = Step(
            stage=Stage.UNDER_WAY,
            version=case.record.version,
            at=records[0].at,
            actor=member.name,
            team=case.record.team,
            submission=case.number,
        )
        keeping.keep_step(case.key, step)
