"""One school's return as rows: every line with its answer, evidence, state and the cell it stands in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from danvan_metrics.metrics.dataset import Dataset, Scope, iterate_rows
from danvan_metrics.metrics.marks import LABELS, Mark
from danvan_metrics.metrics.return_states import describe_return, judge_returns
from danvan_metrics.metrics.words import describe_period, format_figure, format_reach
from danvan_metrics.plan.choices import CHECKLIST, LEVELS, OWNERS, STATUSES, Choice, ModelStatus, Owner
from danvan_metrics.plan.model import Indicator, Plan
from danvan_metrics.plan.rules import Field
from danvan_metrics.plan.verdicts import OUTCOMES, STAGES, WITH_VALUE, Outcome, Stage
from danvan_metrics.units.roster import School
from danvan_metrics.vietnamese import NOTHING, format_date, format_quantity, format_ratio
from danvan_metrics.workbook.answers import Answer, FactAnswer, ModelEntry, Return, State

_LABELS = {**CHECKLIST, **LEVELS}
_EMPTY = {
    State.NOT_REPORTED: LABELS[Mark.NOT_REPORTED],
    State.NOT_APPLICABLE: LABELS[Mark.NOT_APPLICABLE],
    State.INVALID: LABELS[Mark.INVALID],
}


@dataclass(frozen=True, slots=True)
class ProfileRow:
    """An indicator, or one of its lines; `mark` is the indicator's, None where nothing is scored."""

    group: str
    code: str
    title: str
    text: str
    answer: str = ""
    evidence: str = ""
    note: str = ""
    cell: str = ""
    mark: Mark | None = None
    score: str = ""
    appraised: str = ""  # the office's word: “hạ: 7/10 – thiếu 3 văn bản”


def describe_report(dataset: Dataset, period: str, unit: School) -> str:
    """How a unit's return of a period stands, as everywhere; of one that nobody waits for (the office), whether there is any."""
    judged = judge_returns(dataset, Scope(period))
    told = next((describe_return(row) for row in iterate_rows(judged) if row.school == unit.code), "")
    receipts = dataset.receipts
    taken = (receipts["school"].eq(unit.code) & receipts["period"].eq(period)).any()
    return told or ("đã nhận" if taken else "chưa có")


def describe_absence(dataset: Dataset, period: str, unit: School) -> str:
    """Why there are no figures of a unit: “Trường Mầm non Thanh Lâm: báo cáo kỳ cả năm đã gửi 07/12, trả lại, chờ sửa 2 lỗi.”."""
    due = format_date(dataset.plan.find_period(period).deadline)
    return f"{unit.name}: báo cáo {describe_period(dataset, period)} {describe_report(dataset, period, unit)} (hạn: trước {due})."


def collect_answers(
    plan: Plan, unit: School, returned: Return, scores: pd.DataFrame, lines: pd.DataFrame | None = None
) -> tuple[ProfileRow, ...]:
    """Collect every line a unit is asked for; `scores` are score_indicators of that unit, period and lens.

    `lines`: the rows of compare_lines of a unit with an appraisal; what is not checked says so.
    """
    word = {} if lines is None else {str(row.line): describe_word(row) for row in iterate_rows(lines)}
    given = {answer.line: answer for answer in returned.answers}
    judged = {row.indicator: row for row in iterate_rows(scores)}
    rows = [row for item in plan.indicators_for(unit.reporter) for row in _build_rows(item, given, judged.get(item.code))]
    return tuple(replace(row, appraised=word.get(row.code, "")) for row in rows)


def describe_word(row: Any) -> str:
    """What the office says of a line of compare_lines: its outcome, the value where it is another, and why."""
    if not row.checked:
        waiting = "cần kiểm lại" if row.recheck else OUTCOMES[Outcome.UNCHECKABLE].lower() if row.outcome else ""
        return waiting or LABELS[Mark.NOT_APPRAISED]
    outcome = Outcome(row.outcome)
    value = f": {_format_found(row)}" if outcome in WITH_VALUE - {Outcome.CONFIRMED} else ""
    reason = f" – {row.reason}" if row.reason else ""
    return f"{OUTCOMES[outcome].lower()}{value}{reason}"


def _format_found(row: Any) -> str:
    if isinstance(row.found_choice, str):
        return _LABELS[Choice(row.found_choice)]
    if not pd.isna(row.found_dated):
        return format_date(row.found_dated)
    numbers = [format_quantity(number) for number in (row.found_done, row.found_to_do) if not pd.isna(number)]
    return "/".join(numbers)


def describe_appraisal(row: Any) -> str:
    """How an appraisal of sum_appraisals came out, beside what was declared and proven; "" where nothing was checked."""
    if not row.checked:
        return ""
    told = [f"Thẩm định ({STAGES[Stage(row.stage)]}): đã kiểm {format_ratio(row.checked, row.L)} dòng"]
    told += [f"đạt {row.declared_met} theo tự khai, {row.evidenced_met} có minh chứng"]
    told += [f"{format_reach(row.met, row.L, row.high)} theo Phòng"]
    moved = {"hạ": row.lowered, "nâng": row.raised, "chưa đủ minh chứng": row.unproven}
    told += [", ".join(f"{words} {count}" for words, count in moved.items() if count)]
    return "; ".join(filter(None, told))


def _build_rows(indicator: Indicator, given: Mapping[str, Answer], score: Any) -> Iterator[ProfileRow]:
    """Build the indicator's own row and, where it has several lines, a row for each."""
    head = ProfileRow(indicator.group, indicator.code, indicator.title, indicator.text)
    if score is not None:
        head = replace(head, mark=Mark(score.mark), score=format_figure(indicator, score) if score.state == State.VALUE else "")
    if not indicator.entered:
        yield replace(head, answer="tự tính")
    elif not indicator.lines:
        yield _fill_row(head, given.get(indicator.code))
    else:
        yield head
        for line in indicator.lines:
            yield _fill_row(ProfileRow(indicator.group, line.code, line.text, line.text), given.get(line.code))


def _fill_row(row: ProfileRow, answer: Answer | None) -> ProfileRow:
    """What stands in the return; where nothing does, why, unless the row's mark says so already."""
    state = State.NOT_REPORTED if answer is None else answer.state
    nothing = NOTHING if row.mark is not None else _EMPTY.get(state, NOTHING)
    if answer is None:
        return replace(row, answer=nothing)
    shown = _format_answer(answer) or nothing
    return replace(row, answer=shown, evidence=_format_evidence(answer), note=answer.note, cell=_format_cell(answer))


def _format_answer(answer: Answer) -> str:
    if answer.choice is not None:
        return _LABELS[Choice(answer.choice)]
    if answer.dated is not None:
        return format_date(answer.dated)
    if answer.to_do == 0 and not answer.done:
        return "không phát sinh (0)"
    numbers = [format_quantity(number) for number in (answer.done, answer.to_do) if number is not None]
    return "/".join(numbers)


def _format_evidence(answer: Answer) -> str:
    count = "" if answer.evidence_count is None else format_quantity(answer.evidence_count)
    return " · ".join(filter(None, (count, answer.evidence)))


def _format_cell(answer: Answer) -> str:
    places = [place for field in (Field.DONE, Field.TO_DO) if (place := answer.cells.get(field))]
    return f"{places[0].sheet}!{places[0].cell}" if places else ""


def list_models(models: tuple[ModelEntry, ...]) -> Iterator[dict[str, str]]:
    """List registered models with Vietnamese headings, each with its cell."""
    for model in models:
        yield {
            "Tên mô hình": model.name,
            "Lĩnh vực": model.field or NOTHING,
            "Của": OWNERS[Owner(model.owner)] if model.owner else NOTHING,
            "Người phụ trách": model.leader or NOTHING,
            "Bắt đầu": format_date(model.started_on) if model.started_on else NOTHING,
            "Trạng thái": STATUSES[ModelStatus(model.status)] if model.status else NOTHING,
            "Người hưởng lợi": NOTHING if model.beneficiaries is None else format_quantity(model.beneficiaries),
            "Kết quả": model.result or NOTHING,
            "Minh chứng": " · ".join(filter(None, (_count(model.evidence_count), model.evidence))) or NOTHING,
            "Đề nghị khen": {True: "Có", False: "Không", None: NOTHING}[model.proposed_for_award],
            "Ô": f"{model.place.sheet}!{model.place.cell}",
        }


def leave_out_contacts(plan: Plan, returned: Return) -> Iterator[FactAnswer]:
    """The fields of the sheet Thông tin that anybody may see."""
    contacts = {fact.key for fact in plan.facts if fact.contact}
    return (fact for fact in returned.facts if fact.key not in contacts)


def _count(number: float | None) -> str:
    return "" if number is None else format_quantity(number)


def list_facts(plan: Plan, returned: Return) -> Iterator[tuple[str, str, str]]:
    """List the fields of the sheet Thông tin: label, value, cell; whom to ask about the return is for the officer alone."""
    labels = {fact.key: fact.label for fact in plan.facts}
    for fact in leave_out_contacts(plan, returned):
        value = fact.value
        if value is None:
            shown = LABELS[Mark.NOT_REPORTED]
        elif isinstance(value, str):
            shown = value
        else:
            shown = format_quantity(value) if isinstance(value, (int, float)) else format_date(value)
        yield labels.get(fact.key, fact.key), shown, f"{fact.place.sheet}!{fact.place.cell}"
