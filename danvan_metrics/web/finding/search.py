"""The search in the bar: a school, an indicator or a model by its name or code; accents are not needed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from danvan_metrics.formats.table import IndicatorPage
from danvan_metrics.metrics.dataset import Dataset, iterate_rows
from danvan_metrics.plan.kinds import Reporter
from danvan_metrics.units.roster import School
from danvan_metrics.units.unit import Unit
from danvan_metrics.vietnamese import capitalise, fold
from danvan_metrics.web.navigation import follow, link_school, link_target, link_unit, offer
from danvan_metrics.web.pages import OVERVIEW
from danvan_metrics.web.state import measure
from danvan_metrics.web.widgets.component import show_component
from danvan_metrics.web.widgets.unit_choice import list_offered

_HERE: Final = Path(__file__).parent
_MOST_SCHOOLS: Final = 1_000
_HTML: Final = """<div class="root" role="search">
<input type="text" role="combobox" autocomplete="off" spellcheck="false" aria-label="Tìm trường, chỉ tiêu, mô hình"
 placeholder="Tìm trường, chỉ tiêu, mô hình" aria-autocomplete="list" aria-expanded="false" aria-controls="found">
<ul id="found" role="listbox" aria-label="Tìm thấy" hidden></ul></div>"""


@dataclass(frozen=True, slots=True)
class Findable:
    """What can be found: its name, what it is, where it leads, and the folded words it is found by."""

    name: str
    kind: str
    link: str
    words: str


def show_search() -> None:
    """Draw the box; what is chosen in it opens its page."""
    found = measure(collect_findable)
    data = {"things": [[one.name, one.kind, one.link, one.words] for one in found if offer(one.link)]}
    if opened := show_component(_HERE, "search", _HTML, key="search", data=data, event="open"):
        follow(opened)


def collect_findable(dataset: Dataset) -> tuple[Findable, ...]:
    """Every school, indicator and registered model, and every unit; a model leads to the school that registered it last.

    Of more schools than a browser should be sent, the units are found, and the schools in their unit.
    """
    plan, roster = dataset.plan, dataset.roster
    many = dataset.sums is not None and len(roster.schools) > _MOST_SCHOOLS
    units = [
        Findable(unit.name, _name_kind(unit), link_school(unit.code), fold(f"{unit.short_name} {unit.name} {unit.code}"))
        for unit in ((roster.office,) if many else roster.by_code.values())
    ]
    units += map(_find_unit, list_offered(roster.tree, dataset.unit, dataset.as_of) if many else roster.tree.units)
    asked = [
        Findable(
            f"{one.code} {one.title}",
            "Chỉ tiêu",
            link_target(IndicatorPage(one.code)),
            fold(f"{one.code} {one.title} {one.text}"),
        )
        for one in plan.indicators
    ]
    models = {
        (row.school, fold(row.name)): Findable(
            f"{row.name} ({roster.by_code[row.school].short_name})", "Mô hình", link_school(row.school), fold(row.name)
        )
        for row in iterate_rows(dataset.models)
        if row.school in roster.by_code and row.name
    }
    return (*units, *asked, *models.values())


def _find_unit(unit: Unit) -> Findable:
    words = fold(f"{unit.short_name} {unit.name} {unit.code}")
    return Findable(unit.name, capitalise(unit.kind) or "Đơn vị", link_unit(unit.code, OVERVIEW), words)


def _name_kind(unit: School) -> str:
    return "Trường" if unit.reporter is Reporter.SCHOOL else "Phòng"
