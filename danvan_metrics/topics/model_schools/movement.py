"""What moved in the items of a school between a period and the one before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from danvan_metrics.formats.record import FigureRecord
from danvan_metrics.metrics.comparison import track_items
from danvan_metrics.metrics.dataset import Dataset, Scope
from danvan_metrics.metrics.marks import WITHOUT_VALUE, Mark
from danvan_metrics.metrics.words import describe_lens, describe_period, name_file
from danvan_metrics.vietnamese import capitalise


@dataclass(frozen=True, slots=True)
class Movement:
    """One school's items by what happened to them: newly met, no longer met, newly begun (codes in the plan's order).

    Only items with a value then and now moved; `silent` had one and have none now, each with the mark that tells why.
    comparable: there are returns of both periods, and some item had a value in the earlier (to the office: was checked).
    """

    school: str
    gained: tuple[str, ...]
    lost: tuple[str, ...]
    begun: tuple[str, ...]
    silent: tuple[tuple[str, Mark], ...]
    comparable: bool


@dataclass(frozen=True, kw_only=True)
class ModelMovements(FigureRecord):
    """What moved in the model schools in scope since the period before; empty: there is none before."""

    movements: tuple[Movement, ...]
    empty: str


def collect_model_movements(dataset: Dataset, scope: Scope) -> ModelMovements:
    """Collect what moved, and since when."""
    before, now = dataset.plan.period_before(scope.period), describe_period(dataset, scope.period)
    since = f" so với {describe_period(dataset, before.code)}" if before else ""
    return ModelMovements(
        title=f"Thay đổi của trường điểm{since}",
        subtitle=f"{now} · {describe_lens(dataset, replace(scope, model=True))}",
        file_name=name_file("thay doi cua truong diem", scope),
        sample=dataset.sample,
        movements=collect_movements(dataset, scope) if before else (),
        empty="" if before else f"{capitalise(now)} là kỳ đầu của năm nên chưa có kỳ trước để so.",
    )


def collect_movements(dataset: Dataset, scope: Scope) -> tuple[Movement, ...]:
    """Collect what moved in every model school in scope, whatever `scope.model`.

    Nothing is comparable where one of the two returns is missing.
    """
    return tuple(_collect(dataset, scope, school.code) for school in replace(scope, model=True).schools(dataset))


def _collect(dataset: Dataset, scope: Scope, school: str) -> Movement:
    before = dataset.plan.period_before(scope.period)
    returned = set(dataset.receipts.loc[dataset.receipts["school"].eq(school), "period"])
    if before is None or not {before.code, scope.period} <= returned:
        return Movement(school, (), (), (), (), comparable=False)
    marks = track_items(dataset, school).set_index(["item", "period"])[scope.lens]
    items = list(dict.fromkeys(marks.index.get_level_values("item")))
    pairs = [(item, Mark(marks[item, before.code]), Mark(marks[item, scope.period])) for item in items]
    known = [pair for pair in pairs if WITHOUT_VALUE.isdisjoint(pair[1:])]
    gained, lost, begun = (tuple(_pick(known, kind)) for kind in ("gained", "lost", "begun"))
    if all(earlier in WITHOUT_VALUE for _, earlier, _ in pairs):
        return Movement(school, (), (), (), (), comparable=False)
    silent = tuple((item, now) for item, earlier, now in pairs if earlier not in WITHOUT_VALUE and now in WITHOUT_VALUE)
    return Movement(school, gained, lost, begun, silent, comparable=True)


def _pick(pairs: list[tuple[str, Mark, Mark]], kind: str) -> Iterator[str]:
    for item, earlier, now in pairs:
        moved = {
            "gained": now == Mark.MET != earlier,
            "lost": earlier == Mark.MET != now,
            "begun": now == Mark.DOING and earlier == Mark.ZERO,
        }
        if moved[kind]:
            yield item
