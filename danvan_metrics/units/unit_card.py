"""All that is known of one unit or school, as labels and words, for its card and for the command line."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from danvan_metrics.plan.kinds import Reporter
from danvan_metrics.units.lineage import list_changes
from danvan_metrics.units.roster import Roster, School
from danvan_metrics.units.unit import Unit
from danvan_metrics.vietnamese import format_date


def list_card_lines(roster: Roster, code: str, on: date) -> tuple[tuple[str, str], ...]:
    """Label and words, line by line; lines with nothing to say are left out. KeyError for nobody's code."""
    one = roster.tree.by_code.get(code) or roster.by_code[code]
    lines = (*_list_standing(roster, one, on), *_list_own(one))
    return tuple((label, words) for label, words in lines if words)


def _list_standing(roster: Roster, one: Unit | School, on: date) -> Iterator[tuple[str, str]]:
    yield "Mã", one.code
    yield "Tên khác", ", ".join(one.other_names)
    yield "Thuộc", " › ".join(unit.name for unit in _path_above(roster, one, on))
    first, last = (format_date(day) if day else "" for day in (one.valid_from, one.valid_to))
    yield "Thời gian", " ".join(filter(None, (first and f"từ {first}", last and f"đến hết {last}")))
    yield "Lịch sử", "; ".join(list_changes(roster, one.code))
    yield "Từng thuộc", "; ".join(_list_parents(roster, one.code))


def _list_own(one: Unit | School) -> Iterator[tuple[str, str]]:
    if isinstance(one, School) and one.reporter is Reporter.OFFICE:
        return
    if isinstance(one, School):
        yield "Cấp học", ", ".join(filter(None, (one.level, one.type, "trường điểm" if one.model else "")))
        yield "Xã, thị trấn", one.commune
        yield "Xác nhận", "đã xác nhận" if one.confirmed else "tạm thời, chờ xác nhận"
        return
    yield "Văn bản thành lập", one.decision
    yield "Người đứng đầu", one.head
    yield "Người ký", one.signer
    yield "Nơi nhận", "; ".join(one.recipients)
    yield "Gửi báo cáo về", one.send_to


def _path_above(roster: Roster, one: Unit | School, on: date) -> tuple[Unit, ...]:
    """The units above it, the highest first; of one that has ended, as it stood on its last day."""
    day = min(on, one.valid_to) if one.valid_to else on
    if isinstance(one, School):
        above = roster.unit_of(one, day)
        return roster.tree.path_to(above, day) if above else ()
    return roster.tree.path_to(one.code, day)[:-1]


def _list_parents(roster: Roster, code: str) -> Iterator[str]:
    """Where it stood under one after another, if not under one alone."""
    links = sorted(roster.tree.list_parents(code), key=lambda link: link.valid_from or date.min)
    for link in links[:-1]:
        until = f" đến hết {format_date(link.valid_to)}" if link.valid_to else ""
        yield f"{roster.tree.by_code[link.parent].name}{until}"
