"""The units above the schools, read from units.csv: who stands under whom, and who went on as whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, Final

from danvan_metrics.errors import PlanError
from danvan_metrics.units.following import Following
from danvan_metrics.units.roster_cells import read_code, read_codes, read_name, read_names, read_roster_day
from danvan_metrics.units.roster_file import UNITS_FORM, RosterProblems, RosterRow, read_roster_file
from danvan_metrics.units.roster_rows import Readers, find_last_days, find_repeats, find_strange_predecessors, read_row
from danvan_metrics.units.tree import UnitTree, check_tree
from danvan_metrics.units.unit import Membership, Succession, Unit

_read_text = partial(read_name, required=False)
UNIT_READERS: Final[Readers] = {
    "code": read_code,
    "name": read_name,
    "short_name": read_name,
    "kind": _read_text,
    "parent": read_codes,
    "other_names": read_names,
    "valid_from": read_roster_day,
    "valid_to": read_roster_day,
    "decision": _read_text,
    "head": _read_text,
    "signer": _read_text,
    "recipients": read_names,
    "send_to": _read_text,
    "follows": read_codes,
}
Read = tuple[RosterRow, dict[str, Any]]


def load_tree(path: Path, office: str) -> UnitTree:
    """Read units.csv (columns: roster_file.UNITS_FORM) as any spreadsheet program saves it.

    parent: under whom, one code; several, with semicolons between, are those it stood under one after another. follows: the
    codes that were merged or split into it on its first day; they end the day before. PlanError as `load_roster`.
    """
    rows, problems = read_roster_file(path, UNITS_FORM)
    if not rows and not problems.told:
        raise PlanError(f"{path.name}: chưa có đơn vị nào; hãy thêm mỗi đơn vị một dòng, hoặc bỏ DANVAN_UNITS.")
    read = [(row, values) for row in rows if (values := read_row(row, UNIT_READERS, problems))]
    find_repeats(rows, office, problems)
    find_strange_predecessors(read, problems)
    _find_strange_parents(read, problems)
    problems.refuse()
    tree = _build_tree([values for _, values in read])
    check_tree(tree)
    return tree


def _find_strange_parents(read: Sequence[Read], problems: RosterProblems) -> None:
    parents = {values["code"]: values["parent"] for _, values in read}
    roots = [row.number for row, values in read if not values["parent"]]
    for row, values in read:
        for sentence in _describe_strange(values, parents, row.number, roots):
            problems.add(row.number, "parent", sentence)


def _describe_strange(
    values: Mapping[str, Any], parents: Mapping[str, Sequence[str]], number: int, roots: Sequence[int]
) -> Iterator[str]:
    code = values["code"]
    unknown = next((one for one in values["parent"] if one not in parents), None)
    if unknown is not None:
        yield f"không có đơn vị mã “{unknown}”; hãy thêm đơn vị đó hoặc sửa mã."
    elif code in _list_above(values["parent"], parents):
        yield f"“{code}” vừa đứng trên vừa đứng dưới “{values['parent'][0]}”; hãy sửa đơn vị cấp trên của một trong hai."
    elif number in roots[1:]:
        yield f"parent đang trống như ở dòng {roots[0]}; chỉ một đơn vị đứng đầu, hãy ghi cấp trên của “{code}”."


def _list_above(waiting: Sequence[str], parents: Mapping[str, Sequence[str]]) -> set[str]:
    found: set[str] = set()
    left = list(waiting)
    while left:
        code = left.pop()
        if code not in found:
            found.add(code)
            left += parents.get(code, ())
    return found


def _build_tree(read: Sequence[Mapping[str, Any]]) -> UnitTree:
    last_days = find_last_days(read)
    units = {values["code"]: _build_unit(values) for values in read}
    units |= {code: replace(units[code], valid_to=units[code].valid_to or day) for code, day in last_days.items()}
    successions = tuple(list_successions(read))
    following = Following(units, successions)
    memberships = [one for values in read for one in _list_memberships(values, units, following)]
    return UnitTree(tuple(units.values()), tuple(memberships), successions)


def _build_unit(values: Mapping[str, Any]) -> Unit:
    return Unit(**{name: value for name, value in values.items() if name not in {"parent", "follows"}})


def list_successions(read: Iterable[Mapping[str, Any]]) -> Iterator[Succession]:
    """Who went on as whom, by the column `follows`."""
    for values in read:
        for before in values["follows"]:
            yield Succession(before, values["code"], values["valid_from"], values.get("decision", ""))


def _list_memberships(values: Mapping[str, Any], units: Mapping[str, Unit], following: Following) -> Iterator[Membership]:
    unit = units[values["code"]]
    if values["parent"]:
        yield from following.list_memberships(unit.code, values["parent"], unit.valid_from, unit.valid_to)
