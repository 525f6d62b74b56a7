"""Keeping changes of the roster, after each was judged by the roster as it then stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from danvan_metrics.access.actor import Actor
from danvan_metrics.access.policies import check_can_manage_roster
from danvan_metrics.district import District
from danvan_metrics.errors import UserError
from danvan_metrics.units.changes.change_rules import Choices, check_change, name_code
from danvan_metrics.units.changes.change_words import describe_after, describe_before, describe_change
from danvan_metrics.units.changes.folding import fold_changes
from danvan_metrics.units.changes.roster_change import RosterChange
from danvan_metrics.units.roster import Roster

_MOST_TOLD: Final = 4
_NOTHING: Final = "Chưa chọn gì để ghi; hãy chọn ít nhất một."
_SAMPLE: Final = "Dữ liệu minh họa không sửa được danh sách đơn vị, trường; hãy về số liệu thật rồi làm."


def change_roster(district: District, changes: Sequence[RosterChange], *, actor: Actor) -> str:
    """Keep changes that belong together, all of them or none; the sentences of what they do.

    NotAllowed for who may not. UserError, one sentence, for what the roster cannot take, or where somebody changed it meanwhile.
    """
    check_can_manage_roster(actor)
    if district.sample:
        raise UserError(_SAMPLE)
    seen = district.repository.rostering.last()
    before = list(_judge(district, changes))
    after = [*before[1:], *(_follow(district, roster, change) for roster, change in zip(before[-1:], changes[-1:], strict=True))]
    told = [_describe_event(*step) for step in zip(before, after, changes, strict=True)]
    district.repository.rostering.keep(changes, told, seen=seen, actor=actor.name)
    return _describe_all(before, changes)


def preview_changes(district: District, changes: Sequence[RosterChange]) -> str:
    """The sentences of what they would do; UserError as `change_roster`. Nothing is kept."""
    return _describe_all(list(_judge(district, changes)), changes)


def _describe_all(before: Sequence[Roster], changes: Sequence[RosterChange]) -> str:
    """The first of them in a sentence each, and how many more there are."""
    told = [describe_change(roster, change) for roster, change in zip(before, changes[:_MOST_TOLD], strict=False)]
    more = [f"Và {len(changes) - _MOST_TOLD} thay đổi khác."] if len(changes) > _MOST_TOLD else []
    return " ".join([*told, *more])


def _judge(district: District, changes: Sequence[RosterChange]) -> Iterator[Roster]:
    """The roster that each of them changes; UserError at the first that cannot be, or where there is none."""
    if not changes:
        raise UserError(_NOTHING)
    choices, roster = Choices(district.plan.levels, district.plan.types), district.roster
    for number, change in enumerate(changes):
        if number:
            roster = _follow(district, roster, changes[number - 1])
        check_change(roster, change, choices)
        yield roster


def _follow(district: District, roster: Roster, change: RosterChange) -> Roster:
    return fold_changes(roster, [change], district.plan.levels, max(district.today(), change.on)).roster


def _describe_event(before: Roster, after: Roster, change: RosterChange) -> Mapping[str, Any]:
    return {
        "code": change.code,
        "name": name_code(before if change.code in before.by_code or change.code in before.tree.by_code else after, change.code),
        "on": change.on.isoformat(),
        "decision": change.decision,
        "reason": change.reason,
        "before": describe_before(before, change),
        "after": describe_after(after, change),
    }
