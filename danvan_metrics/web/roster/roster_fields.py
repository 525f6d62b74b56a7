"""The fields of each form, and the changes they come to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import streamlit as st

from danvan_metrics.plan.model import Plan
from danvan_metrics.units.changes.change_rules import find_above, find_named, list_below, name_code
from danvan_metrics.units.changes.roster_change import RosterChange, RosterDeed
from danvan_metrics.units.roster import Roster, School
from danvan_metrics.units.unit import Unit
from danvan_metrics.vietnamese import clean_text
from danvan_metrics.web.escaping import escape_markdown


@dataclass(frozen=True)
class FormPlace:
    """What a form is about: the roster, the unit or school shown, and when and why it changes."""

    roster: Roster
    code: str
    on: date
    decision: str
    reason: str
    key: str
    plan: Plan

    def change(self, deed: RosterDeed, code: str, **detail: Any) -> RosterChange:
        """A change from that day, for that reason."""
        return RosterChange(deed, code, self.on, detail, self.decision, self.reason)

    def name(self, code: str) -> str:
        """What a code is called."""
        return name_code(self.roster, code)

    @property
    def one(self) -> Unit | School:
        """The unit or school itself."""
        return find_named(self.roster, self.code)

    @property
    def is_school(self) -> bool:
        """Whether it is a school."""
        return self.code not in self.roster.tree.by_code


def ask_added(place: FormPlace) -> list[RosterChange]:
    """A unit or school under the one shown."""
    is_office = place.code == place.roster.office.code
    above_units = not is_office and place.roster.tree.has_children(place.code)
    is_unit = st.radio("Thêm", ["Trường", "Đơn vị"], horizontal=True, index=int(above_units), key=f"{place.key}_is") == "Đơn vị"
    code, name, short = _ask_names(place, "new")
    parent = "" if is_office else place.code
    if is_unit:
        kind = st.text_input("Loại (tỉnh, xã, phường…)", key=f"{place.key}_kind", max_chars=40)
        return [place.change(RosterDeed.ADDED, code, **{"is": "unit"}, name=name, short_name=short, parent=parent, kind=kind)]
    return [place.change(RosterDeed.ADDED, code, **_ask_school(place, name, short, parent))]


def _ask_school(place: FormPlace, name: str, short: str, parent: str) -> dict[str, Any]:
    left, right = st.columns(2)
    level = left.selectbox("Cấp học", list(place.plan.levels), key=f"{place.key}_level")
    kind = right.selectbox("Loại trường", ["", *place.plan.types], format_func=_or_plain, key=f"{place.key}_type")
    usual = place.one.short_name if parent else ""
    commune = left.text_input("Ở xã, phường", value=usual, key=f"{place.key}_commune", max_chars=80)
    model = right.toggle("Trường điểm", key=f"{place.key}_model")
    named = {"is": "school", "name": name, "short_name": short, "parent": parent}
    return {**named, "level": level, "type": kind, "commune": clean_text(commune), "model": model, "confirmed": True}


def ask_renamed(place: FormPlace) -> list[RosterChange]:
    """New names."""
    one = place.one
    name = st.text_input("Tên mới", value=one.name, key=f"{place.key}_name", max_chars=160)
    short = st.text_input("Tên ngắn mới", value=one.short_name, key=f"{place.key}_short", max_chars=80)
    return [place.change(RosterDeed.RENAMED, place.code, name=clean_text(name), short_name=clean_text(short))]


def ask_merged(place: FormPlace) -> list[RosterChange]:
    """Those beside it merged into it, or all of them into a new one."""
    beside = _list_beside(place)
    among = st.multiselect(
        "Các nơi sáp nhập cùng", beside, format_func=place.name, key=f"{place.key}_among", placeholder="Chọn trong cùng cấp trên"
    )
    if st.radio("Thành", ["Nơi này", "Nơi mới"], horizontal=True, key=f"{place.key}_into") == "Nơi này":
        return [place.change(RosterDeed.MERGED, place.code, among=list(among))]
    added = _ask_new_like(place, "into")
    return [added, place.change(RosterDeed.MERGED, added.code, among=[place.code, *among])]


def ask_split(place: FormPlace) -> list[RosterChange]:
    """Into new ones, and which of them what stands under it goes to."""
    count = int(st.number_input("Chia thành", min_value=2, max_value=6, value=2, key=f"{place.key}_count"))
    added = []
    for number in range(1, count + 1):
        st.caption(escape_markdown(f"Phần {number}"))
        added.append(_ask_new_like(place, f"part{number}"))
    places = {} if place.is_school else _ask_places(place, added)
    parts = [one.code for one in added]
    return [*added, place.change(RosterDeed.SPLIT, place.code, into=parts, places=places)]


def _ask_places(place: FormPlace, added: Sequence[RosterChange]) -> dict[str, str]:
    below = [one.code for one in list_below(place.roster, place.code, place.on)]
    places: dict[str, str] = {}
    for number, part in enumerate(added[1:], start=2):
        left = [code for code in below if code not in places]
        told, key = f"Về phần {number} (còn lại về phần 1)", f"{place.key}_to{number}"
        hint = "Chọn nơi trực thuộc"
        gone = st.multiselect(escape_markdown(told), left, format_func=place.name, key=key, placeholder=hint)
        places |= dict.fromkeys(gone, part.code)
    return places


def ask_moved(place: FormPlace) -> list[RosterChange]:
    """Another unit above it."""
    units = [unit.code for unit in place.roster.tree.units if unit.is_valid_on(place.on) and unit.code != place.code]
    parent = st.selectbox(
        "Chuyển về", units, index=None, format_func=place.name, key=f"{place.key}_parent", placeholder="Chọn đơn vị"
    )
    return [place.change(RosterDeed.MOVED, place.code, parent=parent or "")]


def ask_closed(place: FormPlace) -> list[RosterChange]:
    """Nothing more than when and why."""
    return [place.change(RosterDeed.CLOSED, place.code)]


def ask_confirmed(place: FormPlace) -> list[RosterChange]:
    """Schools that were listed provisionally and are right."""
    waiting = list_unconfirmed(place.roster, place.code, place.on)
    chosen = st.multiselect(
        "Trường có tên, cấp học, xã đúng như danh sách",
        waiting,
        default=waiting,
        format_func=place.name,
        key=f"{place.key}_which",
    )
    return [place.change(RosterDeed.CORRECTED, code, confirmed=True) for code in chosen]


def list_unconfirmed(roster: Roster, code: str, on: date) -> list[str]:
    """The schools directly under a unit, or of the whole office, that wait to be confirmed."""
    schools = roster.schools if code == roster.office.code else roster.group_by_unit(on).get(code, ())
    return [school.code for school in schools if not school.confirmed and school.valid_to is None]


def ask_corrected(place: FormPlace) -> list[RosterChange]:
    """Everything about it that is no name and no place."""
    one = place.one
    fields = _ask_school_fields(place, one) if isinstance(one, School) else _ask_unit_fields(place, one)
    changed = {name: value for name, value in fields.items() if value != _plain(getattr(one, name))}
    return [place.change(RosterDeed.CORRECTED, place.code, **changed)]


def _ask_unit_fields(place: FormPlace, one: Unit) -> dict[str, Any]:
    labels = {"head": "Người đứng đầu", "signer": "Người ký", "send_to": "Gửi báo cáo về", "kind": "Loại đơn vị"}
    labels["decision"] = "Văn bản thành lập"
    told = {name: _ask_line(place, name, label, getattr(one, name)) for name, label in labels.items()}
    lists = {"recipients": "Nơi nhận (mỗi dòng một nơi)", "other_names": "Tên khác (mỗi dòng một tên)"}
    return told | {name: _ask_lines(place, name, label, getattr(one, name)) for name, label in lists.items()}


def _ask_school_fields(place: FormPlace, one: School) -> dict[str, Any]:
    left, right = st.columns(2)
    levels, types = list(place.plan.levels), ["", *place.plan.types]
    return {
        "confirmed": left.toggle("Đã xác nhận", value=one.confirmed, key=f"{place.key}_confirmed"),
        "model": right.toggle("Trường điểm", value=one.model, key=f"{place.key}_model"),
        "level": left.selectbox("Cấp học", levels, index=levels.index(one.level), key=f"{place.key}_level"),
        "type": right.selectbox(
            "Loại trường", types, index=types.index(one.type), format_func=_or_plain, key=f"{place.key}_type"
        ),
        "commune": clean_text(st.text_input("Ở xã, phường", value=one.commune, key=f"{place.key}_commune", max_chars=80)),
        "other_names": _ask_lines(place, "other_names", "Tên khác (mỗi dòng một tên)", one.other_names),
    }


def _ask_line(place: FormPlace, name: str, label: str, usual: str) -> str:
    return clean_text(st.text_input(escape_markdown(label), value=usual, key=f"{place.key}_own_{name}", max_chars=200))


def _ask_lines(place: FormPlace, name: str, label: str, usual: Sequence[str]) -> list[str]:
    told = st.text_area(escape_markdown(label), value="\n".join(usual), key=f"{place.key}_own_{name}", max_chars=2000)
    return [line for line in map(clean_text, told.splitlines()) if line]


def _ask_new_like(place: FormPlace, part: str) -> RosterChange:
    """One of its own kind, under the same unit."""
    code, name, short = _ask_names(place, part)
    one, above = place.one, find_above(place.roster, place.code, place.on)
    named: dict[str, Any] = {"name": name, "short_name": short, "parent": above}
    if isinstance(one, School):
        own = {field: getattr(one, field) for field in ("level", "type", "commune", "model")}
        return place.change(RosterDeed.ADDED, code, **{"is": "school"}, **named, **own, confirmed=True)
    return place.change(RosterDeed.ADDED, code, **{"is": "unit"}, **named, kind=one.kind)


def _ask_names(place: FormPlace, part: str) -> tuple[str, str, str]:
    left, right = st.columns([1, 2])
    key = f"{place.key}_{part}"
    code = left.text_input("Mã (không đổi được)", key=f"{key}_code", max_chars=40, placeholder="XA-NAMSON")
    name = right.text_input("Tên đầy đủ", key=f"{key}_name", max_chars=160)
    short = st.text_input("Tên ngắn", key=f"{key}_short", max_chars=80)
    return code.strip(), clean_text(name), clean_text(short)


def _list_beside(place: FormPlace) -> list[str]:
    """Those of its kind under the same unit; of schools in a roster without units all of them."""
    above = find_above(place.roster, place.code, place.on)
    if place.is_school:
        beside: Sequence[Unit | School] = place.roster.group_by_unit(place.on).get(above, ())
    else:
        beside = place.roster.tree.children_of(above, place.on) if above else ()
    return [one.code for one in beside if one.code != place.code and one.valid_to is None]


def _or_plain(kind: str) -> str:
    return kind or "Trường thường"


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value
