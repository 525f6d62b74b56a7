"""What one school's sheet tells: its groups in one period, what is unmet, which proof and lines are missing, its tasks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from danvan_metrics.formats.imprint import Imprint
from danvan_metrics.metrics.actions import Action
from danvan_metrics.metrics.dataset import Dataset, Scope
from danvan_metrics.metrics.marks import Mark
from danvan_metrics.metrics.words import describe_period, describe_source, describe_unit_lens, name_file
from danvan_metrics.plan.lens import Lens
from danvan_metrics.plan.model import Group, Plan
from danvan_metrics.topics.actions.figures import select_actions
from danvan_metrics.topics.school.figures import describe_absence, describe_report
from danvan_metrics.topics.school.glance import find_card
from danvan_metrics.topics.school.needs import MetLine, SchoolNeeds, UnmetLine, collect_needs
from danvan_metrics.topics.scorecard.figures import Score
from danvan_metrics.units.roster import School


@dataclass(frozen=True, kw_only=True)
class SchoolSheet:
    """One school in one period and lens.

    returned: how its return stands. absence: the sentence that stands for all figures (“” where there are some). cells: a score
    per group with a column on the scorecard. actions: those that are open, the nearest due day first.
    """

    plan: Plan
    school: School
    scope: Scope
    as_of: date
    source: str
    period: str
    lens: str
    returned: str
    on_time: str
    absence: str
    groups: tuple[Group, ...]
    cells: tuple[Score, ...]
    needs: SchoolNeeds
    actions: tuple[Action, ...]
    sample: bool

    @property
    def unmet(self) -> tuple[UnmetLine, ...]:
        """The lines that have an answer and are not met; those without one are named by the rows left blank."""
        return tuple(line for line in self.needs.unmet if line.mark is not Mark.NOT_REPORTED)

    @property
    def unproven(self) -> tuple[MetLine, ...]:
        """Lines whose proof is missing, unless the figures themselves ask for proof: then they are among the unmet."""
        return () if self.scope.lens is Lens.EVIDENCED else self.needs.unproven

    @property
    def imprint(self) -> Imprint:
        """What the file says of itself."""
        title = f"Phiếu trường · {self.school.short_name} · {self.plan.short_title}"
        return Imprint(title, self.period, self.plan.office.name, self.source, self.as_of, self.sample)

    @property
    def file_name(self) -> str:
        """Without extension."""
        return name_file(f"phieu truong {self.school.short_name}", self.scope)


def collect_school_sheet(dataset: Dataset, scope: Scope, school: str) -> SchoolSheet:
    """Collect the sheet of one school; of the scope only period and lens are used."""
    unit, looked = dataset.roster.by_code[school], Scope(scope.period, scope.lens)
    card = find_card(dataset, looked)
    row = next((one for one in card.rows if one.school == unit.code), None)
    shown = {group.code for group in card.shown}
    cells = tuple(cell for cell in row.cells if cell.group in shown) if row else ()
    told = any(cell.ratio for cell in cells)
    return SchoolSheet(
        plan=dataset.plan,
        school=unit,
        scope=looked,
        as_of=dataset.as_of,
        source=describe_source(dataset),
        period=describe_period(dataset, looked.period),
        lens=describe_unit_lens(dataset, looked, unit),
        returned=describe_report(dataset, looked.period, unit),
        on_time=row.on_time.figure if row else "",
        absence="" if told else _explain_absence(dataset, looked, unit),
        groups=card.shown,
        cells=cells if told else (),
        needs=collect_needs(dataset, looked, unit.code),
        actions=tuple(sorted(_list_open(dataset, looked, unit), key=lambda action: (action.due, action.id))),
        sample=dataset.sample,
    )


def _explain_absence(dataset: Dataset, scope: Scope, unit: School) -> str:
    receipts = dataset.receipts
    if (receipts["school"].eq(unit.code) & receipts["period"].eq(scope.period)).any():
        waits = "Phòng chưa thẩm định" if scope.lens is Lens.APPRAISED else "báo cáo chưa ghi số liệu nào"
        return f"{unit.name}, {describe_period(dataset, scope.period)}: {waits}."
    return describe_absence(dataset, scope.period, unit)


def _list_open(dataset: Dataset, scope: Scope, unit: School) -> list[Action]:
    return [one for one in select_actions(dataset, scope) if one.school == unit.code and one.is_open]
