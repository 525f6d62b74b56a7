"""How the office's own list stands: what it entered itself, and what is read off returns, appraisals and rewards."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final

from danvan_metrics.formats.record import FigureRecord
from danvan_metrics.metrics.completion import score_indicators
from danvan_metrics.metrics.dataset import Dataset, Scope, iterate_rows
from danvan_metrics.metrics.derivation import total_derived
from danvan_metrics.metrics.marks import LABELS, Mark
from danvan_metrics.metrics.office_duties import list_meetings
from danvan_metrics.metrics.words import describe_period, format_figure, name_file
from danvan_metrics.plan.choices import YES_NO, Choice
from danvan_metrics.plan.entries import rules_for
from danvan_metrics.plan.kinds import Reporter, Source
from danvan_metrics.plan.kinds.definition import describe_deadline
from danvan_metrics.plan.lens import Lens
from danvan_metrics.plan.model import Indicator, Plan
from danvan_metrics.plan.rules import ChoiceRule, Field
from danvan_metrics.vietnamese import format_date, format_quantity, format_ratio


class DutyState(StrEnum):
    """How far one thing on the list is."""

    DONE = "done"
    DOING = "doing"
    NOT_BEGUN = "not_begun"
    NOT_REPORTED = "not_reported"
    NOT_APPLICABLE = "not_applicable"


DUTY_WORDS: Final = {
    DutyState.DONE: "đã xong",
    DutyState.DOING: "đang làm",
    DutyState.NOT_BEGUN: "chưa làm",
    DutyState.NOT_REPORTED: "chưa ghi",
    DutyState.NOT_APPLICABLE: "không áp dụng",
}
_MARKS: Final = {DutyState.DONE: Mark.MET, DutyState.DOING: Mark.DOING, DutyState.NOT_BEGUN: Mark.ZERO}
_NO_PROPOSAL: Final = {
    Source.PROPOSALS_CONSIDERED: "chưa lập đề nghị nào",
    Source.PROPOSALS_DECIDED: "chưa có đề nghị nào được thông qua",
}


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing on the list; `value` tells how far it is, `pieces` its evidence (None: not asked), `deadline` “” without one."""

    indicator: Indicator
    state: DutyState
    mark: Mark
    value: str
    pieces: float | None = None
    deadline: str = ""

    @property
    def derived(self) -> bool:
        """Whether nobody types it."""
        return not self.indicator.entered


@dataclass(frozen=True, kw_only=True)
class OfficeWork(FigureRecord):
    """The office's own things, then what it answers like any unit; `entered_on`: of its return in force, None without one."""

    own: tuple[Duty, ...]
    shared: tuple[Duty, ...]
    entered_on: date | None

    @property
    def lead(self) -> str:
        """“9/14 việc đã xong”."""
        done, total = count_done(self.own)
        return f"{done}/{total} việc đã xong" if total else "chưa có việc nào"

    @property
    def rest(self) -> str:
        """What is not done yet, by state, and the indicators it shares with every unit: “; 2 việc đang làm; …”."""
        counts = {state: sum(duty.state is state for duty in self.own) for state in UNDONE}
        told = [f"{count} việc {DUTY_WORDS[state]}" for state, count in counts.items() if count]
        done, total = count_done(self.shared)
        shared = [f"{done}/{total} chỉ tiêu chung của mọi đơn vị đạt"] if total else []
        return "".join(f"; {one}" for one in (*told, *shared))


UNDONE: Final = (DutyState.DOING, DutyState.NOT_BEGUN, DutyState.NOT_REPORTED)


def count_done(duties: tuple[Duty, ...]) -> tuple[int, int]:
    """How many are done, of those that apply."""
    applicable = [duty for duty in duties if duty.state is not DutyState.NOT_APPLICABLE]
    return sum(duty.state is DutyState.DONE for duty in applicable), len(applicable)


def collect_office_work(dataset: Dataset, scope: Scope) -> OfficeWork:
    """Collect the list for the scope's period: of the whole district, and as the office entered it, whatever is selected."""
    period = Scope(scope.period, Lens.DECLARED)
    duties = tuple(_build_duties(dataset, period))
    entered_on = _find_day(dataset, scope.period)
    told = f"Phòng ghi ngày {format_date(entered_on)}" if entered_on else "Phòng chưa ghi kỳ này"
    return OfficeWork(
        title="Việc của Phòng",
        subtitle=f"{describe_period(dataset, scope.period)} · {told}",
        own=tuple(duty for duty in duties if Reporter.SCHOOL not in duty.indicator.reporters),
        shared=tuple(duty for duty in duties if Reporter.SCHOOL in duty.indicator.reporters),
        entered_on=entered_on,
        file_name=name_file("viec cua phong", period, lens=False),
        sample=dataset.sample,
    )


def _find_day(dataset: Dataset, period: str) -> date | None:
    receipts = dataset.receipts
    own = receipts[receipts["school"].eq(dataset.roster.office.code) & receipts["period"].eq(period)]
    return None if own.empty else own["received_on"].iloc[0]


def _build_duties(dataset: Dataset, scope: Scope) -> Iterator[Duty]:
    office = dataset.roster.office
    scores = {row.indicator: row for row in iterate_rows(score_indicators(dataset, scope, (office,)))}
    derived = {row.indicator: row for row in iterate_rows(total_derived(dataset, scope))}
    pieces = _count_pieces(dataset, scope)
    for indicator in dataset.plan.indicators_for(office.reporter):
        if indicator.derived:
            yield _build_derived(dataset, scope, indicator, derived[indicator.code])
        elif indicator.code in scores:
            found = (
                sum(pieces.get(line.code, 0) for line in indicator.rows)
                if indicator.needs_evidence and indicator.entered
                else None
            )
            yield _build_entered(dataset.plan, indicator, scores[indicator.code], found)


def _count_pieces(dataset: Dataset, scope: Scope) -> dict[str, float]:
    answers = dataset.answers
    own = answers[answers["school"].eq(dataset.roster.office.code) & answers["period"].eq(scope.period)]
    return dict(zip(own["line"], own["evidence_count"].fillna(0), strict=True))


def _build_entered(plan: Plan, indicator: Indicator, score: Any, pieces: float | None) -> Duty:
    state = _judge_score(score)
    known = score.state == "value"
    value = _describe_score(plan, indicator, score) if known else LABELS[Mark(score.mark)]
    return Duty(indicator, state, Mark(score.mark), value, pieces if known else None, name_deadline(plan, indicator))


def _describe_score(plan: Plan, indicator: Indicator, score: Any) -> str:
    asked = rules_for(plan, indicator).get(Field.DONE)
    if isinstance(asked, ChoiceRule) and not indicator.lines:  # “1/1” would say no more than yes
        return YES_NO[Choice.YES if score.met else Choice.NO]
    unit = "dòng" if indicator.lines else indicator.unit
    return f"{format_figure(indicator, score)} {unit}".rstrip()


def _judge_score(score: Any) -> DutyState:
    if score.state == "not_applicable":
        return DutyState.NOT_APPLICABLE
    if score.state != "value":
        return DutyState.NOT_REPORTED
    if score.met:
        return DutyState.DONE
    return DutyState.DOING if score.completion > 0 else DutyState.NOT_BEGUN


def _build_derived(dataset: Dataset, scope: Scope, indicator: Indicator, sums: Any) -> Duty:
    n, total = int(sums.met_n), int(sums.met_N)
    done = DutyState.DOING if n else DutyState.NOT_BEGUN
    state = DutyState.DONE if total and n == total else done
    value = _describe_derived(dataset, scope, indicator, (n, total))
    return Duty(indicator, state, _MARKS[state], value, deadline=name_deadline(dataset.plan, indicator))


def _describe_derived(dataset: Dataset, scope: Scope, indicator: Indicator, sums: tuple[int, int]) -> str:
    if indicator.source is Source.COUNCIL_HELD:
        return describe_council(dataset, scope)
    if not sums[1]:
        return _NO_PROPOSAL.get(Source(str(indicator.source)), "chưa có gì để tính")
    return f"{format_ratio(*sums)} {name_unit(indicator)}"


def describe_council(dataset: Dataset, scope: Scope) -> str:
    """How often the council has met up to the period, and when last."""
    days = [one.held_on for one in list_meetings(dataset, scope)]
    return f"đã họp {format_quantity(len(days))} lần, gần nhất {format_date(max(days))}" if days else "chưa họp"


def name_unit(indicator: Indicator) -> str:
    """What a derived figure counts."""
    return "trường điểm" if indicator.source is Source.MODEL_SCHOOLS_APPRAISED else indicator.unit


def name_deadline(plan: Plan, indicator: Indicator) -> str:
    """The deadline the plan gives, its own or that of what is counted; "" where it gives none."""
    counted = plan.indicator_by_code.get(indicator.counts or "")
    dated = indicator if indicator.deadline or counted is None else counted
    return describe_deadline(dated) if dated.deadline else ""
