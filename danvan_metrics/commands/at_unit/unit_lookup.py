"""The unit that a command looks at, and its figures as the actor is shown them."""

from __future__ import annotations

from danvan_metrics.access.rights import Sight
from danvan_metrics.commands.terminal.suggesting import describe_near
from danvan_metrics.district import District
from danvan_metrics.errors import UserError
from danvan_metrics.metrics.dataset import Dataset
from danvan_metrics.topics.narrowing import narrow
from danvan_metrics.units.tree import UnitTree


def find_unit(tree: UnitTree, code: str | None) -> str:
    """The code of the unit typed, however it is cased; "" where none was. UserError where there is none."""
    if not code:
        return ""
    found = next((one for one in tree.by_code if one.upper() == code.upper()), None)
    if found is None:
        known = ", ".join(list(tree.by_code)[:3])
        hint = f"hãy ghi mã đơn vị, ví dụ {known}" if known else "danh sách đơn vị còn trống, hãy bỏ --unit"
        raise UserError(f"Không có đơn vị “{code}” trong danh sách đơn vị; {hint}.{describe_near(code, tree.by_code)}")
    return found


def load_unit(district: District, unit: str, sight: Sight) -> Dataset:
    """What is in force of a unit as a sight shows it; who sees some schools alone is shown these, never a unit's sums."""
    if sight.schools is not None and district.roster.tree.units:
        return narrow(district.load_schools(sight.schools), sight)
    return narrow(district.load_dataset(unit), sight)
