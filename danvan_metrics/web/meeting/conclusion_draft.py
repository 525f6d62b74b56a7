"""What is being typed of a meeting's conclusions: lines and head stay while pages and steps are turned, until they are kept."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from danvan_metrics.concluding_acts import MeetingConclusion, check_line, conclude_meeting
from danvan_metrics.district import District
from danvan_metrics.errors import UserError
from danvan_metrics.store.concluding.conclusion_records import Concluded, ConcludedLine, ConclusionRecord
from danvan_metrics.vietnamese import format_date
from danvan_metrics.web import state
from danvan_metrics.web.signing_in.visitor import current_actor

HEAD: Final = ("name", "held_on", "place", "chair", "secretary", "present", "opening", "reason")
LINE: Final = ("text", "school", "subject", "person", "due")
_BLANK: Final = {"text": "", "school": "", "subject": "", "person": "", "due": None}


def name_key(field: str) -> str:
    """The key of a field's widget."""
    return f"conclusion_{field}"


def list_lines() -> tuple[ConcludedLine, ...]:
    """The lines drafted so far."""
    lines: tuple[ConcludedLine, ...] = state.recall(state.CONCLUSION_LINES, ())
    return lines


def settle_head(district: District) -> None:
    """Let the widgets of the meeting show what was typed, also after another step or page was shown; else what is usual."""
    snapshot = state.looked_at().snapshot
    usual: dict[str, Any] = dict.fromkeys(HEAD, "")
    usual |= {"name": snapshot.name if snapshot else "", "held_on": snapshot.meeting_on if snapshot else district.today()}
    typed = state.recall(state.CONCLUSION_HEAD, {})
    for field in HEAD:
        if not state.holds(name_key(field)):
            state.keep(name_key(field), typed.get(field, usual[field]))


def remember_head() -> None:
    """Callback: keep what was typed about the meeting beyond the widgets it stands in."""
    shown = {field: state.recall(name_key(field)) for field in HEAD if state.holds(name_key(field))}
    state.keep(state.CONCLUSION_HEAD, state.recall(state.CONCLUSION_HEAD, {}) | shown)


def add_line(district: District) -> None:
    """Callback: take the line that was typed into the draft, or say what is missing."""
    typed = {field: state.recall(name_key(field)) for field in LINE}
    line = ConcludedLine(**typed, action=state.recall(state.CONCLUSION_TASK))
    try:
        check_line(district, line, known_day=_find_known_day(district, line))
    except UserError as error:
        state.keep(state.CONCLUSION_REFUSED, str(error)[:1].upper() + str(error)[1:])
        return
    state.keep(state.CONCLUSION_LINES, (*list_lines(), line))
    state.take(state.CONCLUSION_KEPT)
    _show_line(_BLANK, None)


def _find_known_day(district: District, line: ConcludedLine) -> date | None:
    corrects = state.recall(state.CONCLUSION_CORRECTS)
    if corrects is None or line.action is None:
        return None
    kept = district.repository.conclusions.find_conclusion(district.plan.code, corrects).lines
    return next((one.due for one in kept if one.action == line.action), None)


def change_line(place: int) -> None:
    """Callback: put a line back into its form, out of the draft."""
    line = list_lines()[place]
    drop_line(place)
    _show_line({field: getattr(line, field) for field in LINE}, line.action)


def drop_line(place: int) -> None:
    """Callback: take a line out of the draft."""
    state.keep(state.CONCLUSION_LINES, tuple(line for number, line in enumerate(list_lines()) if number != place))


def _show_line(values: dict[str, Any], action: int | None) -> None:
    for field, value in values.items():
        state.keep(name_key(field), value)
    state.keep(state.CONCLUSION_TASK, action)


def begin_correction(record: ConclusionRecord) -> None:
    """Callback: draft a new version of what was kept."""
    state.keep(state.CONCLUSION_LINES, record.lines)
    state.keep(state.CONCLUSION_CORRECTS, record.id)
    state.keep(state.CONCLUSION_BOX, value=True)
    state.take(state.CONCLUSION_KEPT)
    head = {field: getattr(record, field) for field in HEAD if field != "reason"}
    _show_head(head | {"reason": ""})


def drop_draft() -> None:
    """Callback: begin anew with nothing."""
    for key in (state.CONCLUSION_LINES, state.CONCLUSION_CORRECTS, state.CONCLUSION_HEAD):
        state.take(key)
    for field in HEAD:
        state.drop_choice(name_key(field))


def _show_head(values: dict[str, Any]) -> None:
    state.keep(state.CONCLUSION_HEAD, state.recall(state.CONCLUSION_HEAD, {}) | values)
    for field, value in values.items():
        state.keep(name_key(field), value)


def keep_draft(district: District, period: str) -> None:
    """Callback, for of two quick presses the second finds nothing left to keep: keep the draft and give its tasks."""
    if not list_lines():
        return
    head = {field: state.recall(name_key(field)) for field in HEAD}
    reason = head.pop("reason")
    corrects = state.recall(state.CONCLUSION_CORRECTS)
    conclusion = MeetingConclusion(period=_find_period(district, corrects) or period, lines=list_lines(), **head)
    try:
        kept = conclude_meeting(district, conclusion, actor=current_actor(), corrects=corrects, reason=reason)
    except UserError as error:
        state.keep(state.CONCLUSION_REFUSED, str(error))
        return
    state.keep(state.CONCLUSION_SAID, describe_kept(conclusion, kept))
    drop_draft()
    state.keep(state.CONCLUSION_KEPT, kept.id)


def _find_period(district: District, corrects: int | None) -> str:
    """The report a meeting was about stays its report, whatever period the page shows."""
    if corrects is None:
        return ""
    return district.repository.conclusions.find_conclusion(district.plan.code, corrects).period


def describe_kept(conclusion: MeetingConclusion, kept: Concluded) -> str:
    """What was kept: “Đã lưu 3 kết luận của “Họp quý III” ngày 18/09/2020; giao 2 việc mới, 1 việc đã giao từ trước.”."""
    told = f"Đã lưu {len(conclusion.lines)} kết luận của “{conclusion.name}” ngày {format_date(conclusion.held_on)}"
    new = f"giao {kept.new_tasks} việc mới" if kept.new_tasks else ""
    known = f"{kept.known_tasks} việc đã giao từ trước" if kept.known_tasks else ""
    tasks = ", ".join(filter(None, (new, known)))
    return f"{told}; {tasks}." if tasks else f"{told}."
