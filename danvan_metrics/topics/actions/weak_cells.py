"""The weak cells: every group of a school that the scorecard colours, what keeps it from all, and what was agreed about it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from danvan_metrics.formats.record import FigureRecord
from danvan_metrics.metrics.actions import Action
from danvan_metrics.metrics.bands import BANDS, LATE, BandLimits, set_limits
from danvan_metrics.metrics.completion import scored_groups
from danvan_metrics.metrics.dataset import Dataset, Scope, iterate_rows
from danvan_metrics.metrics.marks import SYMBOLS, Mark
from danvan_metrics.metrics.material import Material, gather
from danvan_metrics.metrics.words import describe_scope, format_figure, name_file
from danvan_metrics.plan.lens import Lens
from danvan_metrics.plan.model import Group, Plan
from danvan_metrics.topics.actions.figures import list_above
from danvan_metrics.topics.actions.gravity import GRAVITY, describe_result
from danvan_metrics.units.roster import School
from danvan_metrics.vietnamese import format_percent

# of a line that somebody can be asked about: what goes as it should or waits for the office is nobody's task yet
WEAK: Final = tuple(mark for mark in GRAVITY if mark not in {Mark.NOT_APPRAISED, Mark.ON_PACE})


@dataclass(frozen=True, slots=True)
class WeakCell:
    """One line of one school that keeps a coloured group from all; `actions` are open and about it or a group it stands in.

    group: that it stands in. result: “7/12 · 58 %, chậm”, “đang thực hiện”.
    """

    school: School
    group: Group
    code: str
    title: str
    mark: Mark
    result: str
    actions: tuple[Action, ...] = ()
    lens: Lens = Lens.DECLARED

    @property
    def words(self) -> str:
        """“▼ 7/12 · 58 %, chậm”."""
        return f"{SYMBOLS[self.mark]} {self.result}"

    @property
    def own_actions(self) -> tuple[Action, ...]:
        """Those about this very line."""
        return tuple(action for action in self.actions if action.subject == self.code)


@dataclass(frozen=True, slots=True)
class WeakGroup:
    """One coloured cell of the scorecard: a school's group in a late band, or with violations.

    percent, ratio and band as the scorecard shows them; `lines` the gravest first, of a sum only those that none of the groups
    `under` it lists (their short names); `actions` are open and about the group or the one above it. waits: the office has not
    looked into all of it.
    """

    school: School
    group: Group
    mark: Mark
    band: str
    percent: str
    ratio: str
    violations: int
    lines: tuple[WeakCell, ...]
    under: tuple[str, ...] = ()
    actions: tuple[Action, ...] = ()
    waits: bool = False
    key: tuple[Any, ...] = field(default=(), compare=False)


@dataclass(frozen=True, kw_only=True)
class WeakCells(FigureRecord):
    """The coloured cells of the schools in scope, the gravest first; told: how many lines need a task; covers: of which schools.

    Gravity: violations, then the band and the share of the group; ties in the order of the roster and of the plan.
    """

    groups: tuple[WeakGroup, ...]
    told: str
    covers: str

    @property
    def cells(self) -> tuple[WeakCell, ...]:
        """Every line, in that order."""
        return tuple(line for group in self.groups for line in group.lines)

    def of(self, school: str) -> tuple[WeakCell, ...]:
        """One school's lines."""
        return tuple(cell for cell in self.cells if cell.school.code == school)


def collect_weak_cells(dataset: Dataset, scope: Scope) -> WeakCells:
    """Collect what the schools in scope are behind on, in one period and lens."""
    material = gather(dataset, scope)
    groups = tuple(sorted(_collect_groups(material), key=lambda group: group.key))
    told, covers = _count_places(material, groups), describe_scope(dataset, scope)
    return WeakCells(
        title="Chỗ chưa đạt",
        subtitle=f"{told} · {covers}",
        groups=groups,
        told=told,
        covers=covers,
        file_name=name_file("viec can giao", scope),
        sample=dataset.sample,
    )


def _count_places(material: Material, groups: tuple[WeakGroup, ...]) -> str:
    """“47 chỗ cần giao việc ở 12/17 trường, 5 chỗ đã giao”, of the schools with figures."""
    cells = [cell for group in groups for cell in group.lines]
    free = [cell for cell in cells if not cell.actions]
    told = material.groups[material.groups["state"].eq("value")]["school"].nunique()
    if not told:
        return "chưa trường nào có số liệu"
    given = len(cells) - len(free)
    schools = len({cell.school.code for cell in free})
    of = f"{schools}/{told}" if told > 1 else "1"
    needed = (
        f"{len(free)} chỗ cần giao việc ở {of} trường" if free else f"không còn chỗ nào cần giao việc ở {told} trường có số liệu"
    )
    return f"{needed}, {given} chỗ đã giao" if given else needed


def _collect_groups(material: Material) -> Iterator[WeakGroup]:
    dataset, plan = material.dataset, material.dataset.plan
    limits = set_limits(plan, material.scope.period)
    schools = {school.code: place for place, school in enumerate(material.scope.schools(dataset))}
    places = {group.code: place for place, group in enumerate(scored_groups(plan))}
    coloured = {(row.school, row.group): row for row in iterate_rows(material.groups) if _is_coloured(row)}
    lines = _collect_lines(material, limits, set(coloured))
    for (school, code), row in coloured.items():
        unit, group, mark = dataset.roster.by_code[school], plan.group_by_code[code], Mark(row.mark)
        below = tuple(child.short for child in plan.children_of(code) if (school, child.code) in coloured)
        shares = (-row.violations, -BANDS.index(mark), row.value)
        yield WeakGroup(
            school=unit,
            group=group,
            mark=mark,
            band=limits.name(mark),
            percent=format_percent(row.value),
            ratio=f"{row.n}/{row.N}",
            violations=int(row.violations),
            lines=tuple(lines.get((school, code), ())),
            under=below,
            actions=tuple(_list_open(dataset, school, list_above(plan, code))),
            waits=material.scope.lens is Lens.APPRAISED and row.open > 0,
            key=(*shares, schools[school], places[code]),
        )


def _is_coloured(row: Any) -> bool:
    """Whether the scorecard colours a group: what has no value is hatched, and a matter of the returns."""
    return row.state == "value" and (Mark(row.mark) in LATE or row.violations > 0)


def _collect_lines(
    material: Material, limits: BandLimits, coloured: set[tuple[str, str]]
) -> dict[tuple[str, str], list[WeakCell]]:
    """By the coloured cell that lists them: a line stands under its own group, else under the sum that group goes into."""
    plan = material.dataset.plan
    found: dict[tuple[str, str], list[WeakCell]] = {}
    for row in sorted(_select_weak(material), key=lambda row: WEAK.index(Mark(row.mark))):  # stable: in the plan's order
        above = (group for group in _list_groups(plan, row.group) if (row.school, group) in coloured)
        if place := next(above, None):
            found.setdefault((row.school, place), []).append(_build_cell(material, row, limits))
    return found


def _list_groups(plan: Plan, group: str) -> tuple[str, ...]:
    return (group, *filter(None, (plan.group_by_code[group].parent,)))


def _select_weak(material: Material) -> Iterator[Any]:
    """Scores with a weak mark; through the office's lens a line nobody has looked into yet is no weakness of the school's."""
    waits = material.scope.lens is Lens.APPRAISED
    for row in iterate_rows(material.scores):
        if Mark(row.mark) in WEAK and not row.met and not (waits and row.open):
            yield row


def _build_cell(material: Material, row: Any, limits: BandLimits) -> WeakCell:
    dataset, lens, mark = material.dataset, material.scope.lens, Mark(row.mark)
    indicator = dataset.plan.indicator_by_code[row.indicator]
    violated = mark is Mark.VIOLATED  # what was found says more than the mark's name
    return WeakCell(
        school=dataset.roster.by_code[row.school],
        group=dataset.plan.group_by_code[indicator.group],
        code=indicator.code,
        title=indicator.title,
        mark=mark,
        result=format_figure(indicator, row) if violated else describe_result(indicator, row, lens, limits),
        actions=tuple(_list_open(dataset, row.school, list_above(dataset.plan, indicator.code))),
        lens=lens,
    )


def _list_open(dataset: Dataset, school: str, subjects: tuple[str, ...]) -> Iterator[Action]:
    for action in dataset.actions:
        if action.school == school and action.subject in subjects and action.is_open:
            yield action
