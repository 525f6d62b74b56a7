"""Whose papers a unit's are: the office's at the top of the tree, below it the unit's own."""

from __future__ import annotations

from danvan_metrics.metrics.dataset import Dataset
from danvan_metrics.plan.model import Office
from danvan_metrics.units.unit import Unit

_HEAD = "THỦ TRƯỞNG ĐƠN VỊ"
_OFFICE_HEAD = "TRƯỞNG PHÒNG"


def find_owner(dataset: Dataset) -> Office:
    """Who reports, as papers name them: below the highest unit the unit itself, under the one above it."""
    node, tree, office = find_unit(dataset), dataset.roster.tree, dataset.plan.office
    if tree.root is None or tree.root.code == node.code:
        return office
    above = [unit.name for unit in tree.path_to(node.code, dataset.as_of) if unit.code != node.code]
    parent = above[-1] if above else office.parent
    named = {"name": node.name, "short": node.name, "parent": parent, "district": node.short_name, "place": ""}
    return office.model_copy(update=named)


def is_the_offices(dataset: Dataset) -> bool:
    """Whether what is told is the office's own paper, and not that of a unit under it."""
    return not (dataset.unit or dataset.sums) or find_owner(dataset) == dataset.plan.office


def name_owner(dataset: Dataset) -> str:
    """In one line: “Phòng GD&ĐT Ba Chẽ”, or the unit where it has units under it and stands below the highest."""
    office = dataset.plan.office
    owner = find_owner(dataset) if dataset.sums else office
    return f"{office.short} {office.seat}" if owner == office else owner.name


def find_unit(dataset: Dataset) -> Unit:
    """The unit looked at, whether units or schools stand under it; KeyError where all schools are looked at alone."""
    return dataset.roster.tree.by_code[dataset.sums.unit if dataset.sums else dataset.unit]


def find_signature(dataset: Dataset) -> tuple[str, str]:
    """The title and the name that sign: the unit's signer, else its head; the name “”: written by hand."""
    unit, root = find_unit(dataset), dataset.roster.tree.root
    title = _OFFICE_HEAD if root and root.code == unit.code else _HEAD
    return title, unit.signer or unit.head


def list_recipients(dataset: Dataset) -> tuple[str, ...]:
    """Who receives its papers; () where people write it by hand. “Lưu: VT” stands there anyway."""
    return tuple(one for one in find_unit(dataset).recipients if not one.casefold().startswith("lưu"))
