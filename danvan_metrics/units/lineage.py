"""Who stood for a unit or school in each period of a plan: a trend follows mergers and splits, and says where it breaks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from danvan_metrics.plan.model import Plan
from danvan_metrics.units.roster import Roster
from danvan_metrics.units.tree import UnitTree
from danvan_metrics.units.unit import Succession
from danvan_metrics.vietnamese import format_date, lower_first, sort_key


@dataclass(frozen=True, slots=True)
class UnitStanding:
    """Who stood for a unit or school on the last day of a period that is on time.

    codes: itself, else what went into it since, by name; none where it had gone on as others by then. broken: others stood for it
    in the period before. words: who and until when, where it was not itself alone (“trước 01/07/2025: Xã A, xã B (NQ …)”).
    """

    period: str
    codes: tuple[str, ...]
    broken: bool
    words: str = ""


def trace_periods(roster: Roster, code: str, plan: Plan) -> tuple[UnitStanding, ...]:
    """A unit or school through the plan's periods, in their order."""
    return tuple(_trace(roster, code, [(period.code, period.last_day_on_time) for period in plan.periods]))


def describe_origin(roster: Roster, code: str, on: date) -> str:
    """Who stood that day for what a unit is now: “trước 01/07/2025: Xã A, xã B (NQ 1679/NQ-UBTVQH15)”; "" for itself alone."""
    into = [one for one in _list_successions(roster.tree, code) if one.on > on]
    codes = roster.tree.trace_back(code, on)
    if codes == {code} or not into:
        return ""
    first = min(one.on for one in into)
    decisions = tuple(dict.fromkeys(one.decision for one in into if one.on == first and one.decision))
    told = f" ({', '.join(decisions)})" if decisions else ""
    return f"trước {format_date(first)}: {_name_all(roster, codes)}{told}"


def list_changes(roster: Roster, code: str) -> tuple[str, ...]:
    """How a unit or school came to be and what became of it, oldest first, each with its day and decision."""
    tree = roster.tree
    links = [*tree.list_origins(code), *tree.list_heirs(code)]
    days = sorted({one.on for one in links})
    return tuple(told for day in days for told in _tell_day(roster, code, [one for one in links if one.on == day], day))


def _trace(roster: Roster, code: str, periods: Iterable[tuple[str, date]]) -> Iterator[UnitStanding]:
    before: frozenset[str] | None = None
    for period, day in periods:
        gone = code not in roster.tree.trace_forward(code, day)
        codes = frozenset[str]() if gone else roster.tree.trace_back(code, day)
        words = _describe_end(roster, code, day) if gone else describe_origin(roster, code, day)
        yield UnitStanding(period, _sort(roster, codes), before is not None and codes != before, words)
        before = codes


def _list_successions(tree: UnitTree, code: str) -> list[Succession]:
    """Every step that led to it, at any remove."""
    found: list[Succession] = []
    seen, waiting = {code}, [code]
    while waiting:
        now = waiting.pop()
        steps = tree.list_origins(now)
        found += steps
        new = {one.before for one in steps} - seen
        seen |= new
        waiting += new
    return found


def _describe_end(roster: Roster, code: str, on: date) -> str:
    days = [one.on for one in roster.tree.list_heirs(code) if one.on <= on]
    return f"từ {format_date(min(days))}: {_name_all(roster, roster.tree.trace_forward(code, on))}"


def _tell_day(roster: Roster, code: str, links: list[Succession], day: date) -> Iterator[str]:
    decision = next((f" ({one.decision})" for one in links if one.decision), "")
    came = {one.before for one in links if one.after == code} - {code}
    went = {one.after for one in links if one.before == code} - {code}
    if came:
        yield f"{format_date(day)}: từ {_name_all(roster, came)}{decision}"
    if went:
        yield f"{format_date(day)}: thành {_name_all(roster, went)}{decision}"


def _name_all(roster: Roster, codes: Iterable[str]) -> str:
    """“Xã A, xã B”, by name."""
    names = [_name(roster, code) for code in _sort(roster, codes)]
    return ", ".join(name if place == 0 else lower_first(name) for place, name in enumerate(names))


def _sort(roster: Roster, codes: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(codes, key=lambda code: (sort_key(_name(roster, code)), code)))


def _name(roster: Roster, code: str) -> str:
    one = roster.tree.by_code.get(code) or roster.by_code.get(code)
    return one.name if one else code
