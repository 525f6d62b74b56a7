"""What a unit may add to a plan: groups of its own and lines in them, so that above it the plan's own are summed unmoved."""

from __future__ import annotations

from collections.abc import Iterator

from danvan_metrics.plan.kinds import Reporter
from danvan_metrics.plan.model import Indicator, Plan, UnitLines
from danvan_metrics.plan.problems import Problem

_ADDS_ONLY = "đơn vị chỉ được thêm, không sửa và không bỏ nội dung của kế hoạch: mã “{code}” đã có; hãy đặt mã khác"
_TAKEN = "mã “{code}” đã có ở {home}; hãy đổi một mã"
_OWN_GROUP = "chỉ tiêu của đơn vị đứng trong nhóm riêng, mà tệp này không có nhóm “{group}”; hãy thêm nhóm hoặc sửa group"
_OWN_PARENT = "nhóm của đơn vị không nằm trong nhóm “{parent}” của kế hoạch; hãy bỏ parent"
_SCHOOLS_ONLY = "chỉ tiêu của đơn vị do trường báo cáo; hãy bỏ reporters"


def find_line_problems(plan: Plan) -> Iterator[Problem]:
    """Where a unit's lines do more than add, or name what is not theirs."""
    owners = dict.fromkeys(_list_codes(plan), "kế hoạch")
    for place, lines in enumerate(plan.unit_lines):
        yield from _find_taken(plan, lines, place, owners)
        yield from _find_misplaced(lines, place)
        owners |= dict.fromkeys(_list_codes(lines), f"phần của đơn vị “{lines.unit}”")


def _list_codes(asked: Plan | UnitLines) -> list[str]:
    return [*(group.code for group in asked.groups), *(code for one in asked.indicators for code in _list_rows(one))]


def _find_taken(plan: Plan, lines: UnitLines, place: int, owners: dict[str, str]) -> Iterator[Problem]:
    own = frozenset(_list_codes(plan))
    tables = (("groups", [[group.code] for group in lines.groups]), ("indicators", [_list_rows(one) for one in lines.indicators]))
    seen: set[str] = set()
    for table, entries in tables:
        for position, codes in enumerate(entries):
            for code in codes:
                home = "cùng tệp" if code in seen else owners.get(code, "")
                if home:
                    said = _ADDS_ONLY.format(code=code) if code in own else _TAKEN.format(code=code, home=home)
                    yield Problem(("unit_lines", place, table, position), said)
                seen.add(code)


def _list_rows(indicator: Indicator) -> list[str]:
    return [indicator.code, *(line.code for line in indicator.lines)]


def _find_misplaced(lines: UnitLines, place: int) -> Iterator[Problem]:
    groups = {group.code for group in lines.groups}
    for position, group in enumerate(lines.groups):
        if group.parent is not None and group.parent not in groups:
            yield Problem(("unit_lines", place, "groups", position, "parent"), _OWN_PARENT.format(parent=group.parent))
    for position, indicator in enumerate(lines.indicators):
        where = ("unit_lines", place, "indicators", position)
        if indicator.group not in groups:
            yield Problem((*where, "group"), _OWN_GROUP.format(group=indicator.group))
        if indicator.reporters != (Reporter.SCHOOL,):
            yield Problem((*where, "reporters"), _SCHOOLS_ONLY)
