"""`units show`: all that is known of one unit or school."""

from __future__ import annotations

from danvan_metrics.access.policies import check_can_manage_roster
from danvan_metrics.commands.office import find_office_actor, open_office
from danvan_metrics.commands.output import print_json
from danvan_metrics.commands.terminal.narrow_table import print_lines
from danvan_metrics.commands.terminal.suggesting import describe_near
from danvan_metrics.errors import UserError
from danvan_metrics.units.changes.change_rules import name_code
from danvan_metrics.units.unit_card import list_card_lines


def run(*, sample: bool, code: str, as_json: bool) -> int:
    """Print its card, and the schools directly under it."""
    district = open_office(sample=sample)
    check_can_manage_roster(find_office_actor(district))
    roster, day = district.roster, district.today()
    known = {one.upper(): one for one in (*roster.by_code, *roster.tree.by_code)}.get(code.upper())
    if known is None:
        near = describe_near(code, (*roster.by_code, *roster.tree.by_code))
        raise UserError(f"Không có đơn vị hay trường mã “{code}”; xem danh sách bằng units list.{near}")
    lines = list_card_lines(roster, known, day)
    schools = roster.group_by_unit(day).get(known, ()) if known in roster.tree.by_code else ()
    if as_json:
        print_json(
            {"code": known, "name": name_code(roster, known), "lines": dict(lines), "schools": [one.code for one in schools]}
        )
        return 0
    print_lines([name_code(roster, known), *(f"{label}: {words}" for label, words in lines)])
    if schools:
        named = ", ".join(f"{one.short_name} ({one.code})" for one in schools)
        print_lines([f"Trường trực thuộc ({len(schools)}): {named}"])
    return 0
