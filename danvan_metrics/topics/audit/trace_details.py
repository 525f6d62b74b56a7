"""What stands in the detail of each act, told: with what, from what, to what, why."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from danvan_metrics.metrics.actions import STATE_WORDS, ActionState
from danvan_metrics.metrics.rewards import STEP_WORDS, RewardStep
from danvan_metrics.plan.model import Plan
from danvan_metrics.plan.verdicts import OUTCOMES, ROLES, STAGES, Lane, Outcome, Role, Stage
from danvan_metrics.units.roster import Roster
from danvan_metrics.vietnamese import format_date, format_quantity

Detail = Mapping[str, Any]
_MOST_LINES: Final = 6  # of a phiếu: who needs the others opens it
_NOBODY: Final = "chưa có"


@dataclass(frozen=True, slots=True)
class ActTold:
    """An act's detail in words; "" where there is nothing to tell."""

    about: str = ""
    before: str = ""
    after: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Namer:
    """How codes are called: by the plan and the roster as they stand; one that they do not know stays as it is."""

    plan: Plan
    roster: Roster
    roles: Mapping[str, str]

    def name_school(self, code: str) -> str:
        """A school's short name."""
        found = self.roster.by_code.get(code)
        return found.short_name if found else code

    def name_period(self, code: str) -> str:
        """A period's title."""
        found = self.plan.period_by_code.get(code)
        return found.title if found else code

    def name_round(self, code: str) -> str:
        """A round's short title."""
        return next((one.short for one in self.plan.rounds if one.code == code), code)


def describe_detail(act: str, detail: Detail, namer: Namer) -> ActTold:
    """The detail of one act; KeyError for an act nobody can tell of."""
    return _TELL[act](detail, namer)


def _tell_file(detail: Detail, _: Namer) -> ActTold:
    errors = sum(detail.get("codes", {}).values())
    return ActTold(_quote(detail.get("file")), after=f"{errors} lỗi, điều cần xem" if errors else "")


def _tell_accepted(detail: Detail, _: Namer) -> ActTold:
    revision = int(detail.get("revision", 1))
    return ActTold(_quote(detail.get("file")), _name_revision(revision - 1) if revision > 1 else "", _name_revision(revision))


def _tell_in_force(detail: Detail, _: Namer) -> ActTold:
    return ActTold("", _name_revision(detail.get("instead_of")), _name_revision(detail.get("revision")), _why(detail))


def _tell_withdrawn(detail: Detail, _: Namer) -> ActTold:
    after = f"đã rút; có hiệu lực: {_name_revision(detail['in_force']) or 'không còn'}" if "in_force" in detail else "đã rút"
    return ActTold("", _name_revision(detail.get("revision")), after, _why(detail))


def _tell_received(detail: Detail, _: Namer) -> ActTold:
    about = _quote(detail["file"]) if "file" in detail else _name_revision(detail.get("revision"))
    return ActTold(about, _write_day(detail.get("before")), _write_day(detail.get("received_on")), _why(detail))


def _tell_blanked(detail: Detail, _: Namer) -> ActTold:
    count = format_quantity(len(detail.get("submissions", ())))
    return ActTold(
        f"báo cáo nhận trước {_write_day(detail.get('received_before'))}", "có thông tin liên hệ", f"{count} báo cáo đã xóa"
    )


def _tell_evidence(detail: Detail, _: Namer) -> ActTold:
    return ActTold(_quote(detail.get("file_name")), after=str(detail.get("code", "")), reason=_why(detail))


def _tell_evidence_named(detail: Detail, _: Namer) -> ActTold:
    before = str(detail["before"]) or _NOBODY if "before" in detail else ""
    return ActTold(_quote(detail.get("file_name")), before, str(detail.get("code", "")) or "bỏ mã")


def _tell_evidence_withdrawn(detail: Detail, _: Namer) -> ActTold:
    return ActTold(_quote(detail.get("file_name")), "đang dùng", "đã rút", _why(detail))


def _tell_agreed(detail: Detail, _: Namer) -> ActTold:
    return ActTold(_name_action(detail), after=_tell_task(detail))


def _tell_changed(detail: Detail, _: Namer) -> ActTold:
    return ActTold(_name_action(detail), _tell_task(detail.get("before", {})), _tell_task(detail.get("after", {})), _why(detail))


def _tell_stepped(detail: Detail, _: Namer) -> ActTold:
    states = {state.value: words for state, words in STATE_WORDS.items() if state is not ActionState.OVERDUE}
    task = f": {detail['task']}" if "task" in detail else ""
    before, after = states.get(str(detail.get("before")), ""), states.get(str(detail.get("state")), "")
    return ActTold(f"{_name_action(detail)}{task}", before, after, str(detail.get("note", "")))


def _tell_snapshot(detail: Detail, _: Namer) -> ActTold:
    return ActTold(_quote(detail.get("name")), after=f"{format_quantity(detail.get('submissions', 0))} báo cáo")


def _tell_concluded(detail: Detail, _: Namer) -> ActTold:
    before = f"kết luận số {detail['corrects']}" if "corrects" in detail else ""
    counted = {"lines": "dòng", "new_tasks": "việc mới"}
    counts = ", ".join(f"{detail[name]} {words}" for name, words in counted.items() if name in detail)
    return ActTold(f"kết luận số {detail.get('conclusion', '')}", before, counts, _why(detail))


def _tell_team(detail: Detail, namer: Namer) -> ActTold:
    about = f"{_quote(detail.get('name'))}, {namer.name_round(str(detail.get('round', '')))}"
    if "after" not in detail:  # kept before it was told who they are
        return ActTold(about, after=f"{detail.get('members', 0)} người")
    return ActTold(about, _tell_members(detail["before"]) or _NOBODY, _tell_members(detail["after"]) or "giải thể")


def _tell_appraisal(detail: Detail, namer: Namer) -> ActTold:
    stages = {stage.value: words for stage, words in STAGES.items()}
    first = stages[Stage.UNASSIGNED.value] if "before" in detail else ""
    before, after = stages.get(str(detail.get("before")), first), stages.get(str(detail.get("stage")), "")
    return ActTold(namer.name_round(str(detail.get("round", ""))), before, after, _why(detail))


def _tell_judged(detail: Detail, namer: Namer) -> ActTold:
    """Of a lane that its second appraiser may not see, not how it was judged."""
    lines = detail.get("lines", ())
    listed = f": {', '.join(lines)}" if len(lines) <= _MOST_LINES else ""
    about = f"{namer.name_round(str(detail.get('round', '')))}, {format_quantity(len(lines))} dòng{listed}"
    outcomes = detail.get("outcomes", {}) if detail.get("lane") == Lane.TEAM else {}
    return ActTold(about, _tell_outcomes(outcomes, 0), _tell_outcomes(outcomes, 1))


def _tell_tick(detail: Detail, namer: Namer) -> ActTold:
    words = {True: "đã xem", False: "chưa xem", None: "chưa xem"}
    about = f"{namer.name_round(str(detail.get('round', '')))}, minh chứng {detail.get('code', '')}"
    return ActTold(about, words[detail["before"]] if "before" in detail else "", words[detail.get("seen")])


def _tell_recognised(detail: Detail, _: Namer) -> ActTold:
    before = str(detail["before"] or _NOBODY) if "before" in detail else ""
    after = " – ".join(filter(None, (str(detail.get("level", "")), str(detail.get("decision", "")))))
    return ActTold(_quote(detail.get("model")), before, after)


def _tell_unrecognised(detail: Detail, _: Namer) -> ActTold:
    before = str(detail.get("before") or detail.get("level", ""))
    return ActTold(_quote(detail.get("model")), before, "không công nhận nữa", _why(detail))


def _tell_council(detail: Detail, _: Namer) -> ActTold:
    came = f"{detail.get('present', 0)}/{detail.get('members', 0)} người dự"
    return ActTold(f"cuộc họp số {detail.get('council', '')}", after=came)


def _tell_proposed(detail: Detail, _: Namer) -> ActTold:
    return ActTold(_name_proposal(detail), after=STEP_WORDS[RewardStep.PROPOSED])


def _tell_reward_step(detail: Detail, _: Namer) -> ActTold:
    steps = {step.value: words for step, words in STEP_WORDS.items()}
    return ActTold(_name_proposal(detail), steps.get(str(detail.get("before")), ""), steps.get(str(detail.get("step")), ""))


def _tell_person(detail: Detail, namer: Namer) -> ActTold:
    before = detail.get("before") or {}
    told = _tell_grants(before.get("grants", {}), namer) if before else _NOBODY
    was = f"đã thôi quyền ({told})" if before.get("withdrawn") else told
    after = "thôi quyền" if detail.get("withdrawn") else _tell_grants(detail.get("grants", {}), namer)
    return ActTold(str(detail.get("name", "")), was, after, _why(detail))


def _tell_roster(detail: Detail, _: Namer) -> ActTold:
    about = f"{detail.get('name', '')} ({detail.get('code', '')}), từ {_write_day(detail.get('on'))}"
    why = ", ".join(filter(None, (str(detail.get("decision", "")), _why(detail))))
    return ActTold(about, str(detail.get("before", "")), str(detail.get("after", "")), why)


def _tell_attempt(detail: Detail, _: Namer) -> ActTold:
    return ActTold(", ".join(filter(None, (str(detail.get("right", "")), str(detail.get("target", ""))))))


def _tell_download(detail: Detail, _: Namer) -> ActTold:
    right = f" ({detail['right']})" if detail.get("right") else ""
    return ActTold(f"{detail.get('target', '')}{right}")


def _tell_target(detail: Detail, _: Namer) -> ActTold:
    return ActTold(str(detail.get("target", "")))


def _tell_nothing(_: Detail, __: Namer) -> ActTold:
    return ActTold()


_TELL: Final[Mapping[str, Callable[[Detail, Namer], ActTold]]] = {
    "accepted": _tell_accepted,
    "returned": _tell_file,
    "blank": _tell_file,
    "unreadable": _tell_file,
    "ask": _tell_file,
    "duplicate": _tell_file,
    "put_in_force": _tell_in_force,
    "withdrawn": _tell_withdrawn,
    "received_corrected": _tell_received,
    "contacts_blanked": _tell_blanked,
    "evidence_kept": _tell_evidence,
    "evidence_named": _tell_evidence_named,
    "evidence_withdrawn": _tell_evidence_withdrawn,
    "action_agreed": _tell_agreed,
    "action_changed": _tell_changed,
    "action_stepped": _tell_stepped,
    "snapshot_taken": _tell_snapshot,
    "meeting_concluded": _tell_concluded,
    "conclusion_corrected": _tell_concluded,
    "team_named": _tell_team,
    "team_dissolved": _tell_team,
    "appraisal_stepped": _tell_appraisal,
    "lines_judged": _tell_judged,
    "evidence_ticked": _tell_tick,
    "model_recognised": _tell_recognised,
    "model_unrecognised": _tell_unrecognised,
    "council_held": _tell_council,
    "reward_proposed": _tell_proposed,
    "reward_stepped": _tell_reward_step,
    "person_kept": _tell_person,
    "person_withdrawn": _tell_person,
    "roster_added": _tell_roster,
    "roster_renamed": _tell_roster,
    "roster_merged": _tell_roster,
    "roster_split": _tell_roster,
    "roster_closed": _tell_roster,
    "roster_moved": _tell_roster,
    "roster_corrected": _tell_roster,
    "sample_filled": _tell_nothing,
    "refused": _tell_attempt,
    "signed_in": _tell_nothing,
    "signed_out": _tell_nothing,
    "turned_away": _tell_target,
    "named": _tell_nothing,
    "downloaded": _tell_download,
    "backed_up": _tell_target,
    "restored": _tell_target,
}


def _quote(name: object) -> str:
    return f"“{name}”" if name else ""


def _why(detail: Detail) -> str:
    return str(detail.get("reason", ""))


def _name_revision(number: object) -> str:
    return f"lần nộp {number}" if number else ""


def _name_action(detail: Detail) -> str:
    return f"việc số {detail.get('action', '')}"


def _name_proposal(detail: Detail) -> str:
    form = f", {detail['form']}" if detail.get("form") else ""
    return f"đề nghị số {detail.get('proposal', '')}{form}"


def _write_day(day: object) -> str:
    return format_date(date.fromisoformat(str(day))) if day else ""


def _tell_task(detail: Detail) -> str:
    due = f"hạn {_write_day(detail['due'])}" if detail.get("due") else ""
    return "; ".join(filter(None, (str(detail.get("task", "")), str(detail.get("person", "")), due)))


def _tell_members(members: Sequence[Sequence[str]]) -> str:
    return ", ".join(f"{name} ({ROLES[Role(role)].lower()})" for name, role in members)


def _tell_outcomes(outcomes: Mapping[str, Sequence[str | None]], place: int) -> str:
    """“xác nhận 38; hạ 2 (CT1.1, HP2)”, of the lines whose outcome is another one than before."""
    found: dict[str, list[str]] = {}
    for line, pair in outcomes.items():
        if pair[0] != pair[1]:
            outcome = pair[place]
            found.setdefault(OUTCOMES[Outcome(outcome)].lower() if outcome else "chưa chấm", []).append(line)
    return "; ".join(_count_lines(words, lines) for words, lines in found.items())


def _count_lines(words: str, lines: Sequence[str]) -> str:
    named = f" ({', '.join(lines)})" if len(lines) <= _MOST_LINES else ""
    return f"{words} {format_quantity(len(lines))}{named}"


def _tell_grants(grants: Mapping[str, Sequence[str] | None], namer: Namer) -> str:
    return "; ".join(_tell_role(role, units or (), namer) for role, units in grants.items())


def _tell_role(role: str, units: Sequence[str], namer: Namer) -> str:
    words = namer.roles.get(role, role)
    return f"{words}: {', '.join(map(namer.name_school, units))}" if units else words
