"""What moved in the items of a school between a period and the one before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from danvan_metrics.metrics.comparison import track_items
from danvan_metrics.metrics.dataset import Dataset, Scope
from danvan_metrics.metrics.marks import Mark


@dataclass(frozen=True, slots=True)
class Movement:
    """One school's items by what happened to them: newly met, no longer met, newly begun (codes in the plan's order)."""

    school: str
    gained: tuple[str, ...]
    lost: tuple[str, ...]
    begun: tuple[str, ...]
    comparable: bool


def collect_movements(dataset: Dataset, scope: Scope) -> tuple[Movement, ...]:
    """Collect what moved in every model school; nothing is comparable where one of the two returns is missing."""
    return tuple(_collect(dataset, scope, school.code) for school in dataset.roster.select(model=True))


def _collect(dataset: Dataset, scope: Scope, school: str) -> Movement:
    before = dataset.plan.period_before(scope.period)
    returned = set(dataset.receipts.loc[dataset.receipts["school"].eq(school), "period"])
    if before is None or not {before.code, scope.period} <= returned:
        return Movement(school, (), (), (), comparable=False)
    marks = track_items(dataset, school).set_index(["item", "period"])[scope.lens]
    items = list(dict.fromkeys(marks.index.get_level_values("item")))
    pairs = [(item, marks[item, before.code], marks[item, scope.period]) for item in items]
    gained, lost, begun = (tuple(_pick(pairs, kind)) for kind in ("gained", "lost", "begun"))
    return Movement(school, gained, lost, begun, comparable=True)


def _pick(pairs: list[tuple[str, str, str]], kind: str) -> Iterator[str]:
    for item, earlier, now in pairs:
        moved = {
            "gained": now == Mark.MET != earlier,
            "lost": earlier == Mark.MET != now,
            "begun": now == Mark.DOING and earlier == Mark.ZERO,
        }
        if moved[kind]:
            yield item
