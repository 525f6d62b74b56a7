"""What an appraiser works on: every scored line of a school side by side, and which appraisals there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from danvan_metrics.appraising.appraisal_case import (
    AppraisalCase,
    applies_to,
    list_scored_lines,
    open_case,
)
from danvan_metrics.appraising.judging_rights import explain_no_entry
from danvan_metrics.appraising.line_states import LineState, Onlooker
from danvan_metrics.district import District
from danvan_metrics.plan.evidence_codes import find_codes
from danvan_metrics.plan.model import Indicator, Line, Plan, Round
from danvan_metrics.plan.verdicts import CHECKED, WITH_VALUE, Lane, Outcome, Stage, Verdict
from danvan_metrics.scoring.plan_lines import list_model_sources
from danvan_metrics.store.appraising.appraisal_frames import list_judged
from danvan_metrics.store.appraising.appraisal_records import AppraisalKey, AppraisalRecord, Member, Team, VerdictRecord
from danvan_metrics.store.appraising.appraisals import AppraisalView
from danvan_metrics.store.appraising.declared_values import DeclaredValues
from danvan_metrics.store.appraising.line_standing import LineStanding, find_standings
from danvan_metrics.store.records import SubmissionRecord
from danvan_metrics.units.roster import School
from danvan_metrics.vietnamese import fold
from danvan_metrics.workbook.answers import Answer, Return, State

__all__ = ["BoardRow", "Desk", "DeskLine", "LineState", "load_board", "load_desk"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskLine:
    """One line as this person sees it.

    verdict and revision: theirs in their own lane (revision 0: none yet; a save sends it back). others: the two lanes to
    reconcile, for the head only. codes: of pieces of evidence named in the cell. history: every decision they may see.
    """

    code: str
    indicator: Indicator
    text: str
    group: str
    declared: Answer | None
    applicable: bool
    evidence: str
    pieces: float | None
    codes: tuple[str, ...]
    verdict: Verdict | None
    revision: int
    others: tuple[VerdictRecord, ...]
    state: LineState
    history: tuple[VerdictRecord, ...]

    @property
    def checked(self) -> bool:
        """Whether it counts as looked into: of L, with an outcome that says so, and nothing changed since."""
        return self.applicable and _is_checked(self.verdict, self.state)


@dataclass(frozen=True, kw_only=True)
class Desk:
    """An appraisal before somebody; `why_not` says in one sentence why they cannot write, where not `editable`.

    changed: lines the school declares otherwise now than when they were judged, after the conclusion too. sheets: names of the
    phiếu handed in, by their SHA-256.
    """

    key: AppraisalKey
    school: School
    round: Round
    record: AppraisalRecord
    team: Team | None
    returned: Return | None
    submission: SubmissionRecord | None
    lines: tuple[DeskLine, ...]
    lane: Lane
    appraiser: str
    editable: bool
    why_not: str
    changed: tuple[str, ...] = ()
    sheets: Mapping[str, str] = field(default_factory=dict)

    @property
    def seat(self) -> Member | None:
        """The place in the team of whoever looks; None for who is none of its members."""
        members = self.team.members if self.team and not self.team.dissolved else ()
        return next((one for one in members if fold(one.name) == fold(self.appraiser)), None)

    def count_checked(self) -> tuple[int, int]:
        """How many of the applicable lines are checked: C of L."""
        return sum(line.checked for line in self.lines), sum(line.applicable for line in self.lines)

    def find_next(self, after: str = "") -> str:
        """The code of the next line that waits for this person, round from `after`; "" where none does."""
        codes = [line.code for line in self.lines]
        start = codes.index(after) + 1 if after in codes else 0
        waiting = (line.code for line in (*self.lines[start:], *self.lines[:start]) if self._waits(line))
        return next(waiting, "")

    def _waits(self, line: DeskLine) -> bool:
        """Whether this person is who must judge it."""
        if line.state is LineState.DIFFERS:
            return bool(line.others)
        if line.state is LineState.OBJECTED:
            return line.verdict is None or fold(self.appraiser) not in map(fold, line.verdict.appraiser.split(", "))
        theirs = not self.record.appraisers or self.lane is not Lane.TEAM
        return theirs and line.state in {LineState.UNJUDGED, LineState.RECHECK}


@dataclass(frozen=True, slots=True)
class BoardRow:
    """Where a school stands in a round: `checked` of `total` applicable lines, `recheck` of them changed since they were judged.

    total: 0 without a return. due: the last day for the school's opinion, once it was asked.
    """

    school: School
    round: Round
    stage: Stage
    version: int
    team: str
    checked: int
    total: int
    due: date | None
    recheck: int


def load_desk(district: District, key: AppraisalKey, *, appraiser: str = "", version: int | None = None) -> Desk:
    """An appraisal as this member sees it; `version`: as it stood when that one was concluded.

    UserError for a school, period or round that do not meet, or a version that was not concluded.
    """
    with district.repository.appraisals.view() as view:
        case = open_case(district, view, key, version=version)
        submission = view.find_submission(key.plan, key.school, case.number) if case.number is not None else None
        sheets = view.list_sheets(key) if any(one.sheet_sha256 for one in case.record.verdicts) else {}
    member = case.find_member(appraiser) if appraiser else None
    onlooker = Onlooker(case, member.name if member else "")
    kept: dict[str, list[VerdictRecord]] = defaultdict(list)
    for one in case.record.verdicts:
        kept[one.verdict.line].append(one)
    lines = tuple(_build_line(onlooker, indicator, line, kept) for indicator, line in list_scored_lines(case.plan))
    why_not = explain_no_entry(case, appraiser)
    return Desk(
        key=key,
        school=case.school,
        round=case.round,
        record=_show_record(case.record, lines),
        team=case.team,
        returned=case.returned,
        submission=submission,
        lines=lines,
        lane=onlooker.own_lane or Lane.TEAM,
        appraiser=onlooker.name or appraiser,
        editable=not why_not,
        why_not=why_not,
        changed=tuple(line.code for line in lines if case.has_changed(line.code)),
        sheets=sheets,
    )


def _show_record(record: AppraisalRecord, lines: tuple[DeskLine, ...]) -> AppraisalRecord:
    """The record without the decisions this person must not see."""
    shown = {id(one) for line in lines for one in (*line.history, *line.others)}
    return replace(record, verdicts=tuple(one for one in record.verdicts if id(one) in shown))


def _build_line(onlooker: Onlooker, indicator: Indicator, line: Line, kept: Mapping[str, list[VerdictRecord]]) -> DeskLine:
    case, shown, last = onlooker.case, onlooker.find_shown(line.code), onlooker.find_last(line.code)
    declared, state = case.declared.get(line.code), onlooker.find_state(line.code)
    verdict = shown.verdict if shown else None
    evidence = declared.evidence if declared else ""
    return DeskLine(
        code=line.code,
        indicator=indicator,
        text=line.text,
        group=indicator.group,
        declared=declared,
        applicable=is_applicable(indicator, declared, None if state is LineState.RECHECK else verdict),
        evidence=evidence,
        pieces=declared.evidence_count if declared else None,
        codes=find_evidence_codes(case, evidence),
        verdict=verdict,
        revision=last.revision if last else 0,
        others=onlooker.list_others(line.code),
        state=state,
        history=onlooker.list_visible(line.code, tuple(kept.get(line.code, ()))),
    )


def is_applicable(indicator: Indicator, declared: Answer | None, verdict: Verdict | None) -> bool:
    """Whether a line belongs to L: the school's “không áp dụng” leaves it unless the office found a value; the office's does."""
    if verdict is not None and verdict.outcome is Outcome.NOT_APPLICABLE:
        return False
    outside = declared is not None and (
        declared.state is State.NOT_APPLICABLE or (indicator.kind.definition.asks_to_do and declared.to_do == 0)
    )
    return not outside or (verdict is not None and verdict.outcome in WITH_VALUE)


def find_evidence_codes(case: AppraisalCase, text: str) -> tuple[str, ...]:
    """The codes of evidence that a cell names: those of the plan's pattern, and those the school lists itself."""
    listed = {item.code for item in case.returned.evidence} if case.returned else set()
    words = (word.strip(".:,;()") for word in text.split())
    return tuple(dict.fromkeys((*find_codes(text, case.plan), *(word for word in words if word in listed))))


def _is_checked(verdict: Verdict | None, state: LineState) -> bool:
    return verdict is not None and verdict.outcome in CHECKED and state is not LineState.RECHECK


def _name_team(team: Team | None, stage: Stage) -> str:
    """A team that was dissolved before it came to a conclusion is said to be: another one must take over."""
    if team is None:
        return ""
    return f"{team.name} (đã giải thể)" if team.dissolved and stage is not Stage.CONCLUDED else team.name


def load_board(district: District, period: str) -> tuple[BoardRow, ...]:
    """Every school of the period in every round that goes to it, in the roster's order; KeyError for an unknown period."""
    plan = district.plan
    with district.repository.appraisals.view() as view:
        board = _Board.load(district, view, period)
    schools = district.roster.select(on=plan.find_period(period).last_day_on_time)
    pairs = ((school, one) for school in schools for one in plan.rounds if applies_to(one, school))
    return tuple(board.describe(school, one, AppraisalKey(plan.code, school.code, period, one.code)) for school, one in pairs)


@dataclass(frozen=True)
class _Board:
    """What a board is read off: everything of one period, of one moment."""

    plan: Plan
    records: Mapping[AppraisalKey, AppraisalRecord]
    teams: Mapping[int, Team]
    force: Mapping[tuple[str, str], int]
    values: DeclaredValues

    @classmethod
    def load(cls, district: District, view: AppraisalView, period: str) -> _Board:
        plan = district.plan
        records = view.list_records(plan.code, period=period)
        force = {key: number for key, number in view.list_in_force(plan.code).items() if key[1] == period}
        judged = {number for record in records.values() for number in list_judged(find_standings(record))}
        values = view.load_declared({*judged, *force.values()}, list_model_sources(plan))
        return cls(plan, records, view.list_teams(plan.code), force, values)

    def describe(self, school: School, one: Round, key: AppraisalKey) -> BoardRow:
        record = self.records.get(key, AppraisalRecord(key=key))
        now = self.force.get((key.school, key.period))
        lines = list(self._judge_lines(record, now)) if now is not None or record.steps else []
        inside = [(checked, changed) for applicable, checked, changed in lines if applicable]
        team = self.teams.get(record.team) if record.team is not None else None
        return BoardRow(
            *(school, one, record.stage, record.version, _name_team(team, record.stage)),
            checked=sum(checked for checked, _ in inside),
            total=len(inside),
            due=record.sent.due if record.sent else None,
            recheck=sum(changed for _, changed in inside),
        )

    def _judge_lines(self, record: AppraisalRecord, now: int | None) -> Iterator[tuple[bool, bool, bool]]:
        """Of every line: whether it is applicable, checked, and changed since it was judged."""
        standings, frozen = find_standings(record), record.stage is Stage.CONCLUDED
        for indicator, line in list_scored_lines(self.plan):
            standing = standings.get(line.code, LineStanding(None, {}))
            changed = not frozen and self.values.has_changed(line.code, judged_on=standing.submissions, now=now)
            verdict = standing.counting.verdict if standing.counting else None
            state, to_do, *_ = self.values.find(now, line.code)
            declared = Answer(line.code, State(str(state)), to_do)  # type: ignore[arg-type]
            applicable = is_applicable(indicator, declared, None if changed else verdict)
            yield applicable, verdict is not None and verdict.outcome in CHECKED and not changed, changed
