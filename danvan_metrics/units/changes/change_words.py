"""A change of the roster in one sentence: what becomes of whom, from when, by which decision; and its before and after."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from danvan_metrics.units.changes.change_rules import find_above, find_named, list_below, name_code
from danvan_metrics.units.changes.roster_change import FIELD_WORDS, RosterChange, RosterDeed
from danvan_metrics.units.roster import Roster
from danvan_metrics.vietnamese import format_date, lower_first

_KEPT: Final = "báo cáo đã nộp vẫn đứng tên nơi đã nộp"


def describe_change(roster: Roster, change: RosterChange) -> str:
    """“Từ 01/07/2025, Xã A và Xã B nhập vào Xã C (NQ …); 12 trường trực thuộc chuyển theo; …”, by the roster before it."""
    told = _TOLD[change.deed](roster, change)
    decision = f" ({change.decision})" if change.decision else ""
    first, *more = told
    return "; ".join([f"Từ {format_date(change.on)}, {first}{decision}", *more]) + "."


def describe_before(roster: Roster, change: RosterChange) -> str:
    """What the change replaces, for the audit; "" where nothing stood there."""
    match change.deed:
        case RosterDeed.RENAMED:
            return find_named(roster, change.code).name
        case RosterDeed.MOVED:
            return name_code(roster, find_above(roster, change.code, change.on))
        case RosterDeed.CORRECTED:
            one = find_named(roster, change.code)
            return _list_fields({name: getattr(one, name) for name in change.detail})
        case RosterDeed.MERGED:
            return _join(name_code(roster, code) for code in change.detail["among"])
        case _:
            return ""


def describe_after(roster: Roster, change: RosterChange) -> str:
    """What stands there from then on, by the roster after it."""
    detail = change.detail
    told = {
        RosterDeed.ADDED: name_code(roster, str(detail.get("parent") or "")),
        RosterDeed.RENAMED: str(detail.get("name", "")),
        RosterDeed.MERGED: name_code(roster, change.code),
        RosterDeed.SPLIT: _join(name_code(roster, code) for code in detail.get("into", ())),
        RosterDeed.CLOSED: "thôi hoạt động",
        RosterDeed.MOVED: name_code(roster, str(detail.get("parent") or "")),
    }
    return told[change.deed] if change.deed in told else _list_fields(detail)


def _tell_added(roster: Roster, change: RosterChange) -> list[str]:
    above = str(change.detail.get("parent") or "")
    under = f", trực thuộc {name_code(roster, above)}" if above else ""
    kind = "trường mới" if change.detail["is"] == "school" else "đơn vị mới"
    return [f"có {kind} {change.detail['name']}, mã {change.code}{under}"]


def _tell_renamed(roster: Roster, change: RosterChange) -> list[str]:
    old = find_named(roster, change.code).name
    return [f"{old} mang tên {change.detail['name']}", f"mã {change.code} giữ nguyên", "tệp ghi tên cũ vẫn được nhận ra"]


def _tell_merged(roster: Roster, change: RosterChange) -> list[str]:
    ending = [code for code in change.detail["among"] if code != change.code]
    moved = sum(len(list_below(roster, code, change.on)) for code in ending)
    names = _join(name_code(roster, code) for code in ending)
    follow = [f"{moved} đơn vị, trường trực thuộc chuyển theo"] if moved else []
    return [f"{names} nhập vào {name_code(roster, change.code)}", *follow, _KEPT]


def _tell_split(roster: Roster, change: RosterChange) -> list[str]:
    parts = change.detail["into"]
    places = change.detail.get("places", {})
    gone = [places.get(one.code, parts[0]) for one in list_below(roster, change.code, change.on)]
    counts = [f"{gone.count(part)} nơi trực thuộc về {name_code(roster, part)}" for part in parts if part in gone]
    return [f"{name_code(roster, change.code)} chia thành {_join(name_code(roster, code) for code in parts)}", *counts, _KEPT]


def _tell_closed(roster: Roster, change: RosterChange) -> list[str]:
    return [f"{name_code(roster, change.code)} thôi hoạt động", "không phải nộp báo cáo các kỳ sau đó", _KEPT]


def _tell_moved(roster: Roster, change: RosterChange) -> list[str]:
    old = find_above(roster, change.code, change.on)
    left = f"thôi trực thuộc {name_code(roster, old)}, " if old else ""
    return [f"{name_code(roster, change.code)} {left}chuyển về {name_code(roster, change.detail['parent'])}"]


def _tell_corrected(roster: Roster, change: RosterChange) -> list[str]:
    one = find_named(roster, change.code)
    pairs = [
        f"{FIELD_WORDS[name]}: {_word(value)} (trước: {_word(getattr(one, name))})"
        for name, value in change.detail.items()
        if _word(value) != _word(getattr(one, name))
    ]
    return [f"{one.name} – {', '.join(pairs)}"]


_TOLD: Final[Mapping[RosterDeed, Callable[[Roster, RosterChange], list[str]]]] = {
    RosterDeed.ADDED: _tell_added,
    RosterDeed.RENAMED: _tell_renamed,
    RosterDeed.MERGED: _tell_merged,
    RosterDeed.SPLIT: _tell_split,
    RosterDeed.CLOSED: _tell_closed,
    RosterDeed.MOVED: _tell_moved,
    RosterDeed.CORRECTED: _tell_corrected,
}


def _list_fields(fields: Mapping[str, Any]) -> str:
    return "; ".join(f"{FIELD_WORDS.get(name, name)}: {_word(value)}" for name, value in fields.items())


def _word(value: object) -> str:
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, tuple | list):
        return ", ".join(map(str, value)) or "trống"
    return str(value) or "trống"


def _join(names: Iterable[str]) -> str:
    """“Xã A, xã B và xã C”."""
    told = [name if place == 0 else lower_first(name) for place, name in enumerate(names)]
    return " và ".join(filter(None, (", ".join(told[:-1]), *told[-1:])))
