"""What codes on the command line stand for in the plan and the roster."""

from __future__ import annotations

from danvan_metrics.commands.terminal.suggesting import describe_near
from danvan_metrics.errors import UserError
from danvan_metrics.plan.model import Period, Plan
from danvan_metrics.units.roster import Roster, School
from danvan_metrics.vietnamese import fold


def find_period(plan: Plan, code: str) -> Period:
    """The period of this code; UserError names the codes there are."""
    if code not in plan.period_by_code:
        near = describe_near(code, plan.period_by_code)
        known = ", ".join(f"{period.code} ({period.title})" for period in plan.periods)
        raise UserError(f"Không có kỳ báo cáo “{code}”; hãy chọn một trong: {known}.{near}")
    return plan.find_period(code)


def find_school(roster: Roster, code: str) -> School:
    """The unit of this code, however it is cased; UserError where there is none."""
    by_code = {unit.upper(): school for unit, school in roster.by_code.items()}
    if code.upper() not in by_code:
        near = describe_near(code, by_code)
        known = ", ".join(school.code for school in roster.schools[:3])
        raise UserError(f"Không có trường “{code}” trong danh sách trường; hãy ghi mã trường, ví dụ {known}.{near}")
    return by_code[code.upper()]


def find_level(plan: Plan, name: str | None) -> str | None:
    """The school level of this name, accents or not; UserError names the levels there are."""
    if name is None:
        return None
    found = next((level for level in plan.levels if fold(level) == fold(name)), None)
    if found is None:
        near = describe_near(name, plan.levels)
        raise UserError(f"Không có cấp học “{name}”; hãy chọn một trong: {', '.join(plan.levels)}.{near}")
    return found
