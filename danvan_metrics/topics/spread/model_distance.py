"""How far every school is from the model school of its level: items that one has met and it has not, and the rungs between."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

from danvan_metrics.formats.record import FigureRecord
from danvan_metrics.formats.table import Band, Cell, Heading, Row, SchoolPage, Table
from danvan_metrics.metrics.bands import band_share, set_limits
from danvan_metrics.metrics.completion import score_indicators
from danvan_metrics.metrics.dataset import Dataset, Scope, iterate_rows
from danvan_metrics.metrics.marks import Mark
from danvan_metrics.metrics.reference import Reference, Subject
from danvan_metrics.metrics.spread import climb_ladder
from danvan_metrics.metrics.words import NO_SCHOOL, STATES, Ratio, describe_scope, name_file
from danvan_metrics.plan.kinds import ITEM_KINDS
from danvan_metrics.units.roster import School
from danvan_metrics.vietnamese import NOTHING, format_percent, format_ratio

TITLE: Final = "Khoảng cách tới trường điểm cùng cấp"
NO_OTHER: Final = "Bộ lọc chỉ có trường điểm; khoảng cách được tính cho các trường khác."


@dataclass(frozen=True, slots=True)
class Stand:
    """Where one school stands: its items met (n of N; `state` says why there are none) and its rung (None: on none)."""

    school: str
    name: str
    level: str
    state: str
    met: Ratio
    items: frozenset[str]
    asked: frozenset[str]
    rung: int | None
    rung_state: str


@dataclass(frozen=True, slots=True)
class ModelDistance:
    """One school beside the model school of its level (None: its level has none).

    missing of `reached`: of the items the model school has met, and that the school was asked too, those it has not; None where
    either has no figure. rungs: how many the model school stands above it (below zero: under it); None likewise.
    """

    own: Stand
    model: Stand | None

    @property
    def reached(self) -> int:
        """How many items the model school has met that this school is asked too."""
        return len(self.model.items & self.own.asked) if self.model else 0

    @property
    def missing(self) -> int | None:
        """How many of these the school has not met."""
        if self.model is None or {self.own.state, self.model.state} != {"value"}:
            return None
        return len((self.model.items & self.own.asked) - self.own.items)

    @property
    def rungs(self) -> int | None:
        """How many rungs the model school stands above it."""
        if self.model is None or self.model.rung is None or self.own.rung is None:
            return None
        return self.model.rung - self.own.rung

    @property
    def words(self) -> str:
        """“còn 6/23 nội dung, thấp hơn 2 bậc”, or why nothing is compared."""
        if self.model is None:
            return "cấp học này không có trường điểm"
        if self.missing is None:
            return STATES[self.own.state] if self.own.state != "value" else f"trường điểm {STATES[self.model.state]}"
        return ", ".join(filter(None, (_tell_items(self.missing, self.reached), _tell_rungs(self.rungs))))


@dataclass(frozen=True, kw_only=True)
class ModelDistances(FigureRecord):
    """Level by level the schools that are no model schools, the furthest behind first, those without a figure last."""

    scope: Scope
    levels: tuple[tuple[str, tuple[ModelDistance, ...]], ...]
    marks: tuple[tuple[str, Mark], ...]
    empty: str

    @property
    def rows(self) -> tuple[ModelDistance, ...]:
        """Every school, in order."""
        return tuple(row for _, rows in self.levels for row in rows)


def _tell_items(missing: int, reached: int) -> str:
    if not reached:
        return "trường điểm chưa đạt nội dung nào"
    return f"còn {format_ratio(missing, reached)} nội dung" if missing else f"đạt đủ {reached} nội dung trường điểm đã đạt"


def _tell_rungs(rungs: int | None) -> str:
    if rungs is None:
        return ""
    return f"{'thấp' if rungs > 0 else 'cao'} hơn {abs(rungs)} bậc" if rungs else "cùng bậc"


def collect_model_distances(dataset: Dataset, scope: Scope) -> ModelDistances:
    """Compare the schools in scope, in its period and lens, with the model schools of the whole district.

    Where a level has several model schools, with the one that has met most items.
    """
    others = [school for school in scope.schools(dataset) if not school.model]
    everyone = Scope(scope.period, scope.lens)
    stands = {stand.school: stand for stand in _list_stands(dataset, everyone)}
    models = [stands[school.code] for school in everyone.schools(dataset) if school.model]
    levels = tuple(_group(dataset, others, stands, models))
    limits = set_limits(dataset.plan, scope.period)
    shares = {one.school: one.met.n / one.met.total for one in stands.values() if one.state == "value" and one.met.total}
    return ModelDistances(
        title=TITLE,
        subtitle=f"{describe_scope(dataset, scope)} · nội dung trường điểm đã đạt mà trường chưa đạt",
        file_name=name_file("khoang cach toi truong diem", scope),
        sample=dataset.sample,
        scope=scope,
        levels=levels,
        marks=tuple((school, band_share(share, limits)) for school, share in shares.items()),
        empty="" if others else NO_OTHER if scope.schools(dataset) else NO_SCHOOL,
    )


def _list_stands(dataset: Dataset, scope: Scope) -> Iterator[Stand]:
    scores = score_indicators(dataset, scope)
    items = scores[scores["kind"].isin(ITEM_KINDS)]
    for row in iterate_rows(climb_ladder(dataset, scope)):
        own = items[items["school"].eq(row.school)]
        yield Stand(
            row.school,
            row.name,
            row.level,
            _find_state(own["state"]),
            Ratio(int(own["met"].sum()), int(own["state"].ne("not_applicable").sum())),
            frozenset(own.loc[own["met"], "indicator"]),
            frozenset(own.loc[own["state"].ne("not_applicable"), "indicator"]),
            None if pd.isna(row.rung) else int(row.rung),
            row.state,
        )


def _find_state(states: pd.Series) -> str:
    """“value” where any item has one, “not_applicable” where none applies, else why the first has none."""
    if states.eq("value").any():
        return "value"
    return str(next(iter(states[states.ne("not_applicable")]), "not_applicable"))


def _group(
    dataset: Dataset, others: Sequence[School], stands: dict[str, Stand], models: Sequence[Stand]
) -> Iterator[tuple[str, tuple[ModelDistance, ...]]]:
    for level in dataset.plan.levels:
        model = max((one for one in models if one.level == level), key=lambda one: len(one.items), default=None)
        rows = [ModelDistance(stands[school.code], model) for school in others if school.level == level]
        if rows:
            yield level, tuple(sorted(rows, key=_rank))


def _rank(row: ModelDistance) -> tuple[Any, ...]:
    return (row.missing is None, -(row.missing or 0), -(row.rungs or 0))


def lay_out_distances(record: ModelDistances) -> Table:
    """Lay out the schools under the model school of their level, with the distance as a number with its words."""
    headings = (
        Heading("Trường"),
        Heading("Nội dung đạt", figures=("Đạt", "Áp dụng")),
        Heading("Bậc"),
        Heading("Còn cách trường điểm", figures=("Nội dung còn thiếu", "Nội dung trường điểm đạt", "Thấp hơn mấy bậc")),
    )
    marks = dict(record.marks)
    bands = tuple(
        Band(_head(level, rows), tuple(_lay(record.scope, marks, row) for row in rows)) for level, rows in record.levels
    )
    return Table(record.title, (headings,), bands, "nmnl", record.subtitle, band_heading="Cấp học, trường điểm")


def _head(level: str, rows: Sequence[ModelDistance]) -> str:
    model = rows[0].model
    if model is None:
        return f"{level}: không có trường điểm"
    rung = "" if model.rung is None else f", bậc {model.rung}"
    return f"{level}: so với {model.name} ({_tell_met(model)}{rung})"


def _tell_met(stand: Stand) -> str:
    return str(stand.met) if stand.state == "value" else STATES[stand.state]


def _lay(scope: Scope, marks: dict[str, Mark], row: ModelDistance) -> Row:
    own = row.own
    strong = bool(row.missing) or bool(row.rungs and row.rungs > 0)
    return (
        Cell(own.name, opens=SchoolPage(own.school), words=f"Mở hồ sơ {own.name}"),
        _lay_met(own, marks.get(own.school)),
        _lay_rung(scope, own),
        Cell(row.words if row.model else NOTHING, strong=strong, figures=(row.missing, row.reached or None, row.rungs)),
    )


def _lay_met(own: Stand, mark: Mark | None) -> Cell:
    if mark is None:
        return Cell(STATES[own.state], mark=Mark(own.state) if own.state != "value" else None, figures=(None, None))
    share = format_percent(own.met.n / own.met.total)
    return Cell(share, str(own.met), mark, f"{own.name}: {own.met} nội dung đạt", figures=(own.met.n, own.met.total))


def _lay_rung(scope: Scope, own: Stand) -> Cell:
    source = Reference(Subject.LADDER, scope, own.school)
    text = NOTHING if own.rung is None else f"bậc {own.rung}"
    return Cell(text, opens=source, words=f"Nguồn số liệu: bậc của {own.name}")
