"""A desk as the table's script draws it: words and values of every line, nothing that is not shown or sent back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from itertools import groupby
from operator import attrgetter
from typing import Any, Final

from danvan_metrics.appraising.desk import Desk, DeskLine, LineState
from danvan_metrics.plan.choices import Choice
from danvan_metrics.plan.model import Indicator, Plan
from danvan_metrics.plan.rules import ChoiceRule, DateRule, Field
from danvan_metrics.plan.verdicts import METHODS, OUTCOMES, WITH_VALUE, Lane, Outcome, Verdict
from danvan_metrics.settings import TIME_ZONE
from danvan_metrics.store.appraising.appraisal_records import VerdictRecord
from danvan_metrics.vietnamese import format_date, format_quantity
from danvan_metrics.workbook.answers import Answer, State
from danvan_metrics.workbook.appraisal_sheet.declared_words import describe_declared, describe_value
from danvan_metrics.workbook.appraisal_sheet.sheet_rules import rules_of_value
from danvan_metrics.workbook.outcomes import derive_outcome, needs_reason

STATES: Final = {
    LineState.UNJUDGED: "",
    LineState.JUDGED: "",
    LineState.RECHECK: "cần kiểm lại",
    LineState.DIFFERS: "hai người chấm lệch nhau",
    LineState.OBJECTED: "trường có ý kiến",
    LineState.LOCKED: "khóa",
    LineState.WAITING: "chờ người chấm kia",
}
_LANES: Final = {
    Lane.TEAM: "",
    Lane.FIRST: "Chấm độc lập, người thứ nhất: chưa thấy kết quả của người kia.",
    Lane.SECOND: "Chấm độc lập, người thứ hai: chưa thấy kết quả của người kia.",
}


def write_desk(plan: Plan, desk: Desk, *, answers: Mapping[str, object]) -> dict[str, Any]:
    """Everything the script draws from; `answers` by the number of what they answer."""
    checked, total = desk.count_checked()
    return {
        "desk": "|".join((desk.key.plan, desk.key.school, desk.key.period, desk.key.round, desk.appraiser, desk.lane)),
        "editable": desk.editable,
        "submission": desk.submission.id if desk.submission else 0,
        "lane": _LANES[desk.lane],
        "checked": checked,
        "total": total,
        "evidenced": count_evidenced(desk),
        "methods": list(METHODS.items()),
        "outcomes": [[code, OUTCOMES[code]] for code in Outcome if code not in WITH_VALUE],
        "words": OUTCOMES,
        "groups": [
            {"title": _name_group(plan, code), "lines": [write_line(plan, desk, line) for line in lines]}
            for code, lines in groupby(desk.lines, attrgetter("group"))
        ],
        "answers": answers,
    }


def count_evidenced(desk: Desk) -> int:
    """How many lines “Nhận mọi dòng có minh chứng” takes: untouched, declared, with a piece of evidence (accept_evidenced)."""
    if desk.record.appraisers and desk.lane is Lane.TEAM:  # who reconciles two lanes judges no line first
        return 0
    return sum(map(_is_evidenced, desk.lines))


def _is_evidenced(line: DeskLine) -> bool:
    untouched = line.state is LineState.UNJUDGED and line.verdict is None and line.revision == 0
    return untouched and _has_value(line.declared) and (line.pieces or 0) >= 1


def write_line(plan: Plan, desk: Desk, line: DeskLine) -> dict[str, Any]:
    """One line: what was declared, what was found, and how the office's value is entered."""
    title = line.indicator.title if line.code != line.indicator.code else ""
    return {
        "code": line.code,
        "title": title,
        "text": line.text,
        "entry": _describe_entry(plan, line),
        "declared": _write_answer(plan, line),
        "applicable": line.applicable,
        "reasons": {code: needs_reason(code, line.declared) for code in Outcome},
        "evidence": line.evidence,
        "pieces": None if line.pieces is None else format_quantity(line.pieces),
        "codes": [{"code": code, "seen": bool(desk.record.seen.get(code))} for code in line.codes],
        "verdict": write_verdict(plan, line.indicator, line.verdict) if line.verdict else None,
        "revision": line.revision,
        "saved": _say_saved(line),
        "state": line.state.value,
        "said": _say_state(desk, line),
        "locked": line.state is LineState.LOCKED or _is_of_others(desk, line),
        "others": [write_record(plan, line.indicator, one) for one in line.others],
        "history": [write_record(plan, line.indicator, one) | _name_sheet(desk, one) for one in line.history],
    }


def _is_of_others(desk: Desk, line: DeskLine) -> bool:
    """Where two judge alone the head has a word only on what they found differently, and may put that word right."""
    reconciles = bool(desk.record.appraisers) and desk.lane is Lane.TEAM
    return reconciles and line.state not in {LineState.DIFFERS, LineState.OBJECTED} and line.revision == 0


def _say_state(desk: Desk, line: DeskLine) -> str:
    """“khóa” only where other lines are open; the head waits for two, one of the two for the other."""
    if line.state is LineState.LOCKED and not desk.editable:
        return ""
    if line.state is LineState.WAITING and desk.lane is Lane.TEAM:
        return "chờ đủ hai người chấm"
    return STATES[line.state]


def write_verdict(plan: Plan, indicator: Indicator, verdict: Verdict) -> dict[str, Any]:
    """What was found, as words and as the fields that hold it."""
    return {
        "outcome": verdict.outcome.value,
        "outcome_words": OUTCOMES[verdict.outcome],
        "words": describe_value(plan, indicator, verdict),
        "to_do": _fill_number(verdict.to_do),
        "done": _fill_number(verdict.done),
        "choice": verdict.choice or "",
        "dated": format_date(verdict.dated) if verdict.dated else "",
        "seen": _fill_number(verdict.seen),
        "method": verdict.method.value if verdict.method else "",
        "method_words": METHODS[verdict.method] if verdict.method else "",
        "reason": verdict.reason,
        "who": verdict.appraiser,
    }


def write_record(plan: Plan, indicator: Indicator, record: VerdictRecord) -> dict[str, Any]:
    """A decision that was kept: who, when, what."""
    return write_verdict(plan, indicator, record.verdict) | {
        "at": describe_moment(record.at),
        "revision": record.revision,
        "version": record.version,
    }


def _name_sheet(desk: Desk, record: VerdictRecord) -> dict[str, str]:
    """The phiếu a decision came in with, "" of one entered at the desk; its name where it is known."""
    digest = record.sheet_sha256 or ""
    return {"sheet": digest, "sheet_name": desk.sheets.get(digest, "")}


def describe_moment(at: datetime) -> str:
    """“10:32 ngày 05/12/2020”."""
    local = at.astimezone(TIME_ZONE)
    return f"{local:%H:%M} ngày {format_date(local.date())}"


def _name_group(plan: Plan, code: str) -> str:
    group = plan.group_by_code.get(code)
    return f"{group.code} · {group.title}" if group else code


def _describe_entry(plan: Plan, line: DeskLine) -> dict[str, Any]:
    """How the office's value is typed: chosen, a number, a number of a number, or a day."""
    rules = rules_of_value(plan, line.indicator, line.code)
    rule = rules[Field.DONE]
    if isinstance(rule, ChoiceRule):
        labels = [pair for pair in zip(rule.codes, rule.labels, strict=True) if pair[0] != Choice.NOT_APPLICABLE]
        return {"kind": "choice", "labels": labels, "outcomes": {code: _foresee(line, code) for code, _ in labels}}
    if isinstance(rule, DateRule):
        return {"kind": "date"}
    return {"kind": "ratio" if Field.TO_DO in rules else "number"}


def _foresee(line: DeskLine, choice: str) -> dict[str, Any]:
    """What a choice would come to, so that a reason is asked for before anything is sent."""
    outcome = derive_outcome(line.indicator, line.declared, Verdict(line=line.code, outcome=Outcome.CONFIRMED, choice=choice))
    return {"words": OUTCOMES[outcome], "reason": needs_reason(outcome, line.declared)}


def _write_answer(plan: Plan, line: DeskLine) -> dict[str, Any]:
    answer = line.declared
    return {
        "words": describe_declared(plan, line.indicator, answer),
        "value": _has_value(answer),
        "to_do": _fill_number(answer.to_do if answer else None),
        "done": _fill_number(answer.done if answer else None),
        "choice": (answer.choice if answer else None) or "",
        "dated": format_date(answer.dated) if answer and answer.dated else "",
    }


def _has_value(answer: Answer | None) -> bool:
    return answer is not None and answer.state is State.VALUE


def _fill_number(number: float | None) -> str:
    return "" if number is None else format_quantity(number)


def _say_saved(line: DeskLine) -> str:
    """“10:32” today, “05/12/2020” of another day."""
    own = [one for one in line.history if one.revision == line.revision and line.verdict == one.verdict]
    if not own:
        return ""
    local = own[-1].at.astimezone(TIME_ZONE)
    today = datetime.now(TIME_ZONE).date()
    return f"{local:%H:%M}" if local.date() == today else format_date(local.date())
