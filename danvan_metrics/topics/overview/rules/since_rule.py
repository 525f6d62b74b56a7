"""Rule 6: since the last meeting, or the report before: who rose, who fell, and which tasks are overdue."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from danvan_metrics.metrics.actions import ActionState
from danvan_metrics.metrics.comparison import compare_rungs
from danvan_metrics.metrics.dataset import iterate_rows
from danvan_metrics.metrics.material import Material
from danvan_metrics.metrics.words import describe_period
from danvan_metrics.topics.actions.figures import select_actions
from danvan_metrics.topics.overview.rules.sentence import Sentence, Target, name_some
from danvan_metrics.topics.since_meeting.figures import SinceMeeting, collect_since
from danvan_metrics.vietnamese import capitalise, format_date

_TASKS: Final = "việc đã giao"
_NAMED: Final = 3


def describe_since(material: Material) -> Sentence | None:
    """Against the last meeting's snapshot, else the period before (rungs of the spread); silent where nothing moved or waits."""
    meeting = collect_since(material.dataset, material.scope)
    lead, moved = _tell_meeting(meeting) if meeting else _tell_period(material)
    overdue = _describe_overdue(material)
    if moved:
        told = "; ".join(filter(None, (moved, f"{_TASKS} {overdue}" if overdue else "")))
        return Sentence(lead, f": {told}.", Target.ACTIONS if overdue else Target.SPREAD)
    return Sentence(capitalise(_TASKS), f": {overdue}.", Target.ACTIONS) if overdue else None


def _tell_meeting(since: SinceMeeting) -> tuple[str, str]:
    risen, fallen = ([move.name for move in moves] for moves in (since.risen, since.fallen))
    moves = list(_tell_moves(risen, "có nhóm hoặc bậc lên", fallen, "có nhóm hoặc bậc xuống", since.compared))
    came = f"{len(since.came)} báo cáo mới nhận" if since.came else ""
    return f"Từ cuộc họp {format_date(since.meeting_on)}", "; ".join(filter(None, (*moves, came)))


def _tell_period(material: Material) -> tuple[str, str]:
    if material.before is None:
        return "", ""
    rows = list(iterate_rows(compare_rungs(material.dataset, material.scope)))
    risen = [material.name(row.school) for row in rows if row.rung > row.rung_before]
    fallen = [material.name(row.school) for row in rows if row.rung < row.rung_before]
    moves = _tell_moves(risen, "lên bậc lan tỏa", fallen, "xuống bậc", len(rows))
    return f"Từ {describe_period(material.dataset, material.before.code)}", "; ".join(moves)


def _tell_moves(risen: Sequence[str], rose: str, fallen: Sequence[str], fell: str, compared: int) -> Iterator[str]:
    """Who fell, by name; who rose, by name where they are few; of how many that can be compared."""
    parts = [_name_moved(fallen, fell, name_some(fallen))] if fallen else []
    parts += [_name_moved(risen, rose, name_some(risen) if len(risen) <= _NAMED else "")] if risen else []
    if parts:
        yield ", ".join((*parts, f"trong {compared} trường so được")) if compared > 1 else ", ".join(parts)


def _name_moved(schools: Sequence[str], moved: str, names: str) -> str:
    if len(schools) == 1:
        return f"{schools[0]} {moved}"
    return f"{len(schools)} trường {moved} ({names})" if names else f"{len(schools)} trường {moved}"


def _describe_overdue(material: Material) -> str:
    """What was agreed up to this report and is past its day; what was dropped is not counted."""
    standing = [(one.judge(material.dataset.as_of), one) for one in select_actions(material.dataset, material.scope)]
    counted = [(state, action) for state, action in standing if state is not ActionState.DROPPED]
    late = sorted((action for state, action in counted if state is ActionState.OVERDUE), key=lambda one: (one.due, one.id))
    if not late:
        return ""
    oldest = f"{material.name(late[0].school)}, hạn {format_date(late[0].due)}"
    return f"quá hạn: {oldest}" if len(counted) == 1 else f"quá hạn {len(late)}/{len(counted)}, lâu nhất {oldest}"
