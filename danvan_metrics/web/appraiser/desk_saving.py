"""What the table's script asks for, done one by one: each answered with what came of it, so that nothing is lost unseen."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from danvan_metrics.access.actor import Actor
from danvan_metrics.appraising.desk import Desk, DeskLine
from danvan_metrics.appraising.handed_sheets import load_handed_sheet
from danvan_metrics.appraising.verdict_acts import Change, StaleVerdict, accept_evidenced, save_verdict, tick_evidence
from danvan_metrics.district import District
from danvan_metrics.errors import UserError
from danvan_metrics.plan.entries import EVIDENCE_COUNT_RULE
from danvan_metrics.plan.model import Plan
from danvan_metrics.plan.rules import AnyRule, Field, Refusal
from danvan_metrics.plan.verdicts import OUTCOMES, WITH_VALUE, Method, Outcome, Verdict
from danvan_metrics.raw import clean_controls
from danvan_metrics.settings import TIME_ZONE
from danvan_metrics.vietnamese import format_quantity
from danvan_metrics.web.appraiser.desk_content import write_record
from danvan_metrics.workbook.appraisal_sheet.declared_words import describe_verdict
from danvan_metrics.workbook.appraisal_sheet.sheet_rules import REASON_RULE, rules_of_value

FILE: Final = "file"  # in an answer: what the browser is to put among its downloads


@dataclass(frozen=True)
class DeskAct:
    """One thing the script asks for, by its number; a number asked twice is done once."""

    number: str
    act: str
    given: Mapping[str, Any]


def read_asked(value: object) -> tuple[DeskAct, ...]:
    """What came from the browser; anything that has not the shape is left out."""
    listed = value.get("acts") if isinstance(value, Mapping) else None
    items = [one for one in listed if isinstance(one, Mapping)] if isinstance(listed, list) else []
    return tuple(DeskAct(str(one.get("number", "")), str(one.get("act", "")), one) for one in items)


def answer(district: District, desk: Desk, asked: DeskAct, *, actor: Actor) -> dict[str, Any]:
    """Do one thing and tell what came of it: {"done": True, …} or {"done": False, "text": why, "theirs": …}."""
    try:
        return {"done": True} | _find_act(asked)(district, desk, asked.given, actor)
    except StaleVerdict as error:
        return {"done": False, "text": str(error), "theirs": _write_theirs(district.plan, desk, error)}
    except UserError as error:
        return {"done": False, "text": str(error)}


def _save(district: District, desk: Desk, given: Mapping[str, Any], actor: Actor) -> dict[str, Any]:
    line = _find_line(desk, given)
    finding = read_finding(district.plan, line, given)
    change = Change(finding, _read_number(given.get("revision")) or 0, _find_seen(desk, given))
    record = save_verdict(district, desk.key, change, actor=actor)
    outcome = OUTCOMES[record.verdict.outcome]
    return {
        "revision": record.revision,
        "at": f"{datetime.now(TIME_ZONE):%H:%M}",
        "text": f"Đã lưu {line.code}: {outcome}.",
    }


def _accept(district: District, desk: Desk, given: Mapping[str, Any], actor: Actor) -> dict[str, Any]:
    records = accept_evidenced(district, desk.key, actor=actor, seen_submission=_find_seen(desk, given))
    return {"text": f"Đã xác nhận {format_quantity(len(records))} dòng có minh chứng."}


def _tick(district: District, desk: Desk, given: Mapping[str, Any], actor: Actor) -> dict[str, Any]:
    code, seen = str(given.get("code", "")), bool(given.get("seen"))
    tick_evidence(district, desk.key, code, seen=seen, actor=actor)
    return {"text": f"{code}: đã xem." if seen else f"{code}: bỏ dấu đã xem."}


def _fetch_sheet(district: District, desk: Desk, given: Mapping[str, Any], actor: Actor) -> dict[str, Any]:
    """The phiếu a decision came in with, for whoever sees that decision."""
    sheet = load_handed_sheet(district, desk, str(given.get("sheet", "")), actor=actor)
    return {"text": f"Đã tải phiếu {sheet.name}.", FILE: {"name": sheet.name, "content": b64encode(sheet.content).decode()}}


_MOST: Final = 2**31  # no number of a row is greater; a browser may send any
_ACTS: Final = {"save": _save, "accept": _accept, "tick": _tick, "sheet": _fetch_sheet}


def _find_act(asked: DeskAct) -> Callable[[District, Desk, Mapping[str, Any], Actor], dict[str, Any]]:
    if asked.act not in _ACTS:
        raise UserError("Trang đang mở là của phiên bản trước; hãy tải lại trang rồi làm lại.")
    return _ACTS[asked.act]


def read_finding(plan: Plan, line: DeskLine, given: Mapping[str, Any]) -> Verdict:
    """What was typed on a line; UserError names the cell that cannot be read. Where values tell the outcome it follows later."""
    outcome = str(given.get("outcome") or "")
    chosen = Outcome(outcome) if outcome in set(Outcome) else Outcome.CONFIRMED
    with_value = chosen in WITH_VALUE
    values = _read_values(plan, line, given) if with_value else {}
    if with_value and not values:
        raise UserError("Chưa có giá trị thẩm định; hãy chọn hoặc ghi giá trị, hoặc chọn một kết quả không cần giá trị.")
    method = str(given.get("method") or "")
    return Verdict(
        line=line.code,
        outcome=chosen,
        seen=_read_as(EVIDENCE_COUNT_RULE, "Đã xem", given.get("seen")),
        method=Method(method) if method in set(Method) else None,
        reason=_read_as(REASON_RULE, "Lý do", given.get("reason")) or "",
        **values,
    )


def _read_values(plan: Plan, line: DeskLine, given: Mapping[str, Any]) -> dict[str, Any]:
    rules = rules_of_value(plan, line.indicator, line.code)
    value = _read_as(rules[Field.DONE], "Thẩm định", _find_typed(given))
    read: dict[str, Any] = {_name_field(value): value} if value is not None else {}
    if Field.TO_DO in rules:
        to_do = _read_as(rules[Field.TO_DO], "Phải thực hiện", given.get("to_do"))
        if (to_do is None) != (value is None):
            raise UserError("Tỉ lệ cần cả hai số: đã thực hiện và phải thực hiện; hãy ghi đủ.")
        read |= {"to_do": to_do} if to_do is not None else {}
    return read


def _find_typed(given: Mapping[str, Any]) -> str:
    return next((str(given[name]) for name in ("choice", "dated", "done") if given.get(name)), "")


def _name_field(value: object) -> str:
    return "choice" if isinstance(value, str) else "dated" if isinstance(value, date) else "done"


def _read_as(rule: AnyRule, label: str, raw: object) -> Any:
    """What a rule makes of something typed; a code of its choices is taken as it is."""
    text = clean_controls(str(raw or ""))
    if text in getattr(rule, "codes", ()):
        return text
    value = rule.check(text)
    if isinstance(value, Refusal):
        raise UserError(f"Ô {label}: “{value.found}” không đọc được; cần: {value.expected}.")
    return value


def _find_line(desk: Desk, given: Mapping[str, Any]) -> DeskLine:
    code = str(given.get("line", ""))
    line = next((one for one in desk.lines if one.code == code), None)
    if line is None:
        raise UserError(f"Phiếu này không có dòng “{code}”; hãy tải lại trang.")
    return line


def _find_seen(desk: Desk, given: Mapping[str, Any]) -> int | None:
    """The hand-in that stood in the browser: the desk of this run may have another, which nobody has looked at yet."""
    return _read_number(given.get("submission")) or (desk.submission.id if desk.submission else None)


def _read_number(value: object) -> int | None:
    return value if isinstance(value, int) and 0 < value < _MOST else None


def _write_theirs(plan: Plan, desk: Desk, error: StaleVerdict) -> dict[str, Any]:
    line = _find_line(desk, {"line": error.theirs.verdict.line})
    told = describe_verdict(plan, line.indicator, error.theirs.verdict)
    return write_record(plan, line.indicator, error.theirs) | {"told": told}
