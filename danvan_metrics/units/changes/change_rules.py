"""What a change of the roster must keep to; told in one sentence with the remedy before anything is kept."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from danvan_metrics.errors import UserError
from danvan_metrics.units.changes.roster_change import FIELD_WORDS, SCHOOL_FIELDS, UNIT_FIELDS, RosterChange, RosterDeed
from danvan_metrics.units.roster import Roster, School
from danvan_metrics.units.unit import Unit
from danvan_metrics.vietnamese import format_date

_CODE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
_DAY: Final = timedelta(days=1)
_MOVE_FIRST: Final = "hãy chuyển cấp trên trước"
_REASON: Final = "Chưa ghi số quyết định hay lý do; hãy ghi ít nhất một trong hai."


@dataclass(frozen=True)
class Choices:
    """What the plan lets a school be."""

    levels: Sequence[str]
    types: Sequence[str]


def check_change(roster: Roster, change: RosterChange, choices: Choices) -> None:
    """UserError, one sentence, for a change that the roster as it stands cannot take."""
    if sentence := next(_find_faults(roster, change, choices), None):
        raise UserError(sentence)


def _find_faults(roster: Roster, change: RosterChange, choices: Choices) -> Iterator[str]:
    if not change.decision.strip() and not change.reason.strip():
        yield _REASON
    if change.deed is RosterDeed.ADDED:
        yield from _check_added(roster, change, choices)
        return
    if change.code not in roster.tree.by_code and not _is_school(roster, change.code):
        yield f"Không có đơn vị hay trường mã “{change.code}”; hãy chọn trong danh sách."
        return
    yield from _check_standing(roster, change)
    yield from _RULES[change.deed](roster, change, choices)


def _check_standing(roster: Roster, change: RosterChange) -> Iterator[str]:
    one = find_named(roster, change.code)
    if one.valid_to is not None:
        yield f"{one.name} thôi hoạt động từ ngày {format_date(one.valid_to + _DAY)}; không ghi thêm được cho {one.code}."
    elif one.valid_from is not None and change.on < one.valid_from:
        yield f"{one.name} có từ ngày {format_date(one.valid_from)}; hãy chọn ngày hiệu lực từ ngày ấy trở đi."


def _check_added(roster: Roster, change: RosterChange, choices: Choices) -> Iterator[str]:
    taken = {code.upper(): code for code in (*roster.tree.by_code, *roster.by_code)}
    if not change.code:
        yield "Chưa ghi mã; hãy đặt một mã chưa ai dùng, ví dụ XA-NAMSON."
    elif not _CODE.fullmatch(change.code):
        yield f"Mã “{change.code}” chưa dùng được; hãy chỉ dùng chữ không dấu, chữ số và dấu gạch nối, ví dụ XA-NAMSON."
    elif known := taken.get(change.code.upper()):
        yield f"Mã “{known}” đã có hoặc đã từng dùng; một mã không dùng lại, hãy đặt mã khác."
    yield from _check_names(change)
    is_unit = change.detail["is"] == "unit"
    if not is_unit:
        yield from _check_school_fields(change.detail, choices, required=True)
    yield from _check_parent(roster, change, required=bool(roster.tree.units))


def _check_names(change: RosterChange) -> Iterator[str]:
    if not str(change.detail.get("name", "")).strip() or not str(change.detail.get("short_name", "")).strip():
        yield "Chưa ghi tên và tên ngắn; hãy ghi cả hai."


def _check_school_fields(detail: Mapping[str, Any], choices: Choices, *, required: bool) -> Iterator[str]:
    if (required or "level" in detail) and detail.get("level") not in choices.levels:
        yield f"Cấp học “{detail.get('level', '')}” không có trong kế hoạch; hãy dùng một trong: {', '.join(choices.levels)}."
    if detail.get("type", "") not in ("", *choices.types):
        yield f"Loại trường “{detail['type']}” không có trong kế hoạch; hãy dùng một trong: {', '.join(choices.types)}."
    if (required or "commune" in detail) and not str(detail.get("commune", "")).strip():
        yield "Chưa ghi trường ở xã nào; hãy ghi tên xã, phường."


def _check_parent(roster: Roster, change: RosterChange, *, required: bool) -> Iterator[str]:
    code = str(change.detail.get("parent") or "")
    parent = roster.tree.by_code.get(code)
    if parent is None:
        if code or required:
            yield "Chưa chọn đơn vị cấp trên; hãy chọn một đơn vị trong danh sách."
    elif not parent.is_valid_on(change.on) or _ends_without_heir(roster, parent, change.on):
        yield f"{parent.name} không còn hoặc chưa có vào ngày {format_date(change.on)}; hãy chọn đơn vị khác hoặc sửa ngày."


def _ends_without_heir(roster: Roster, unit: Unit, on: date) -> bool:
    heirs = [one for one in roster.tree.list_heirs(unit.code) if one.on > on]
    return unit.valid_to is not None and len(heirs) != 1


def _check_renamed(roster: Roster, change: RosterChange, _: Choices) -> Iterator[str]:
    yield from _check_names(change)
    one = find_named(roster, change.code)
    if (one.name, one.short_name) == (change.detail.get("name"), change.detail.get("short_name")):
        yield f"{one.name} đã mang tên này; không có gì phải đổi."


def _check_merged(roster: Roster, change: RosterChange, _: Choices) -> Iterator[str]:
    ending = [code for code in change.detail["among"] if code != change.code]
    if not ending:
        yield "Chưa chọn nơi được nhập vào; hãy chọn ít nhất một."
    yield from _check_others(roster, change, ending)
    for code in ending:
        if code in roster.tree.by_code and change.code in roster.tree.list_under(code, change.on):
            yield f"{name_code(roster, change.code)} đang đứng dưới {name_code(roster, code)}; {_MOVE_FIRST} khi sáp nhập."
        last = find_named(roster, code).valid_to
        if last is not None:
            yield f"{name_code(roster, code)} thôi hoạt động từ ngày {format_date(last + _DAY)}; hãy bỏ ra khỏi lần sáp nhập này."


def _check_others(roster: Roster, change: RosterChange, others: Collection[str]) -> Iterator[str]:
    is_unit = change.code in roster.tree.by_code
    for code in others:
        if not (code in roster.tree.by_code if is_unit else _is_school(roster, code)):
            kind = "đơn vị" if is_unit else "trường"
            yield f"“{code}” không phải là {kind} trong danh sách; hãy chọn {kind}."
            return
        first = find_named(roster, code).valid_from
        if first is not None and first > change.on:
            yield f"{name_code(roster, code)} có từ ngày {format_date(first)}; hãy chọn ngày hiệu lực từ ngày ấy trở đi."


def _check_split(roster: Roster, change: RosterChange, _: Choices) -> Iterator[str]:
    parts = change.detail["into"]
    if len(parts) < 2:
        yield "Chia tách cần ít nhất hai nơi sau khi chia; hãy thêm cho đủ rồi chọn."
    yield from _check_others(roster, change, [code for code in parts if code != change.code])
    if change.code in roster.tree.by_code:
        below = roster.tree.list_under(change.code, change.on) - {change.code}
        for code in below & set(parts):
            yield f"{name_code(roster, code)} đang đứng dưới {name_code(roster, change.code)}; {_MOVE_FIRST} khi chia."
    for code in parts:
        last = find_named(roster, code).valid_to if code != change.code else None
        if last is not None:
            yield f"{name_code(roster, code)} đã thôi hoạt động; hãy chọn nơi khác."


def _check_closed(roster: Roster, change: RosterChange, _: Choices) -> Iterator[str]:
    one = find_named(roster, change.code)
    if roster.tree.root is not None and change.code == roster.tree.root.code:
        yield f"{one.name} là đơn vị đứng đầu; không cho thôi hoạt động được."
    below = list_below(roster, change.code, change.on)
    if below:
        yield f"{one.name} còn {len(below)} đơn vị, trường trực thuộc; hãy chuyển cấp trên cho các nơi ấy trước."
    if one.valid_from is not None and change.on <= one.valid_from:
        yield f"{one.name} có từ ngày {format_date(one.valid_from)}; hãy chọn ngày sau ngày ấy."


def _check_moved(roster: Roster, change: RosterChange, _: Choices) -> Iterator[str]:
    yield from _check_parent(roster, change, required=True)
    tree, parent = roster.tree, str(change.detail.get("parent") or "")
    name = name_code(roster, change.code)
    if tree.root is not None and change.code == tree.root.code:
        yield f"{name} là đơn vị đứng đầu; không chuyển được."
    if change.code in tree.by_code and any(parent in tree.list_under(change.code, day) for day in (change.on, date.max)):
        yield f"{name_code(roster, parent)} đứng dưới {name}; hãy chọn đơn vị khác."
    elif find_above(roster, change.code, change.on) == parent:
        yield f"{name} đã đứng dưới {name_code(roster, parent)}; không có gì phải đổi."
    later = [one.valid_from for one in tree.list_parents(change.code) if one.valid_from]
    if any(day > change.on for day in later):
        yield f"{name} đổi cấp trên ngày {format_date(max(later))}; hãy chọn ngày hiệu lực từ ngày ấy trở đi."


def _check_corrected(roster: Roster, change: RosterChange, choices: Choices) -> Iterator[str]:
    one, known = find_named(roster, change.code), _fields_of(roster, change.code)
    strange = [name for name in change.detail if name not in known]
    if strange:
        yield f"{one.name} không có {FIELD_WORDS.get(strange[0], strange[0])} để sửa."
        return
    if isinstance(one, School):
        yield from _check_school_fields(change.detail, choices, required=False)
    if all(_as_kept(getattr(one, name)) == _as_kept(value) for name, value in change.detail.items()):
        yield f"Thông tin của {one.name} đã như vậy; không có gì phải sửa."


_RULES: Final[Mapping[RosterDeed, Callable[[Roster, RosterChange, Choices], Iterator[str]]]] = {
    RosterDeed.RENAMED: _check_renamed,
    RosterDeed.MERGED: _check_merged,
    RosterDeed.SPLIT: _check_split,
    RosterDeed.CLOSED: _check_closed,
    RosterDeed.MOVED: _check_moved,
    RosterDeed.CORRECTED: _check_corrected,
}


def _fields_of(roster: Roster, code: str) -> tuple[str, ...]:
    return UNIT_FIELDS if code in roster.tree.by_code else SCHOOL_FIELDS


def _as_kept(value: object) -> object:
    return list(value) if isinstance(value, tuple | list) else value


def _is_school(roster: Roster, code: str) -> bool:
    return code in roster.by_code and code != roster.office.code


def find_named(roster: Roster, code: str) -> Unit | School:
    """The unit or school of a code; KeyError for neither."""
    return roster.tree.by_code.get(code) or roster.by_code[code]


def name_code(roster: Roster, code: str) -> str:
    """A unit or school as people call it; a code nobody bears as it is."""
    one = roster.tree.by_code.get(code) or roster.by_code.get(code)
    return one.name if one else code


def find_above(roster: Roster, code: str, on: date) -> str:
    """The unit directly above a unit or school that day; "" for none."""
    school = roster.by_code.get(code)
    return roster.unit_of(school, on) if school else roster.tree.parent_of(code, on) or ""


def list_below(roster: Roster, code: str, on: date) -> tuple[Unit | School, ...]:
    """The units and schools directly under a unit that day."""
    return (*roster.tree.children_of(code, on), *roster.group_by_unit(on).get(code, ()))
