"""Model schools beside the rest, and what moved in them since the period before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from danvan_metrics.formats.record import SHARE_HEADING
from danvan_metrics.metrics.comparison import compare_model_schools
from danvan_metrics.metrics.dataset import Dataset, Scope
from danvan_metrics.metrics.iteration import iterate_rows
from danvan_metrics.metrics.reference import Reference
from danvan_metrics.metrics.words import describe_period, describe_scope, name_file
from danvan_metrics.plan.roster import Roster
from danvan_metrics.topics.indicators.figures import Ratio
from danvan_metrics.topics.model_schools.movement import Movement
from danvan_metrics.vietnamese import NOTHING
from danvan_metrics.web.navigation import follow, link_school, link_source
from danvan_metrics.web.state import looked_at, measure
from danvan_metrics.web.widgets.downloads import offer_figures
from danvan_metrics.web.widgets.frame_table import write_value
from danvan_metrics.web.widgets.page_section import show_section
from danvan_metrics.web.widgets.table import Band, Cell, Heading, Table, show_table


@dataclass(frozen=True)
class ComparisonTable:
    """Model schools against the rest, as figures that can be downloaded."""

    title: str
    subtitle: str
    file_name: str
    sample: bool
    scope: Scope
    groups: tuple[str, ...]
    frame: pd.DataFrame

    def table(self) -> pd.DataFrame:
        """The figures, with Vietnamese headings."""
        return self.frame


def show_comparison(scope: Scope, *, key: str) -> None:
    """Draw model schools against the rest."""
    record = measure(collect_comparison, scope)
    show_section(record.title, record.subtitle)
    if link := show_table(lay_out_comparison(record), key=key):
        follow(link)
    offer_figures(record, key=key)


def show_movements(movements: Sequence[Movement], scope: Scope, *, key: str) -> None:
    """Draw what moved since the period before."""
    dataset = looked_at()
    before = dataset.plan.period_before(scope.period)
    if before is None:
        return
    table = lay_out_movements(dataset.roster, movements, describe_period(dataset, before.code))
    show_section(table.caption)
    if link := show_table(table, key=key):
        follow(link)


def collect_comparison(dataset: Dataset, scope: Scope) -> ComparisonTable:
    """Collect the comparison in one period and lens."""
    return ComparisonTable(
        title="Trường điểm so với các trường còn lại",
        subtitle=f"{describe_scope(dataset, scope)} · cộng các trường đã báo cáo",
        file_name=name_file("truong diem so voi con lai", scope),
        sample=dataset.sample,
        scope=Scope(scope.period, scope.lens, scope.level, scope.commune),
        groups=tuple(compare_model_schools(dataset, scope)["group"]),
        frame=tabulate_comparison(dataset, scope),
    )


def tabulate_comparison(dataset: Dataset, scope: Scope) -> pd.DataFrame:
    """Tabulate model schools against the rest, one row per group, sums over schools that reported."""
    compared = compare_model_schools(dataset, scope)
    titles = {group.code: group.title for group in dataset.plan.groups}
    return pd.DataFrame(
        {
            "Nhóm": [titles[code] for code in compared["group"]],
            "Trường điểm: đạt": compared["n"],
            "Trường điểm: áp dụng": compared["N"],
            f"{SHARE_HEADING} trường điểm": compared["value"],
            "Trường còn lại: đạt": compared["rest_n"],
            "Trường còn lại: áp dụng": compared["rest_N"],
            f"{SHARE_HEADING} trường còn lại": compared["rest_value"],
            f"{SHARE_HEADING} trung vị trường còn lại": compared["rest_median"],
        }
    )


def lay_out_comparison(record: ComparisonTable) -> Table:
    """Lay out n/N and share of both sides, and the median of the rest."""
    upper = (Heading("Nhóm", rows=2), Heading("Trường điểm", 2), Heading("Trường còn lại", 3))
    lower = tuple(map(Heading, ("n/N", SHARE_HEADING, "n/N", SHARE_HEADING, "Trung vị")))
    pairs = zip(record.groups, iterate_rows(record.frame), strict=True)
    rows = tuple(tuple(_compare(list(row), Reference(group, record.scope))) for group, row in pairs)
    return Table(f"{record.title}. {record.subtitle}", (upper, lower), (Band("", rows),), "lccccc")


def _compare(row: list[Any], reference: Reference) -> Iterator[Cell]:
    group, n, total, share, rest_n, rest_total, rest_share, median = row
    yield Cell(group)
    ours, rest = (link_source(replace(reference, scope=replace(reference.scope, model=flag))) for flag in (True, False))
    yield Cell(str(Ratio(n, total)), strong=True, opens=ours, words=f"Nguồn: {group}, trường điểm {Ratio(n, total)}")
    yield Cell(write_value(share, SHARE_HEADING))
    others = Ratio(rest_n, rest_total)
    yield Cell(str(others), strong=True, opens=rest, words=f"Nguồn: {group}, trường còn lại {others}")
    yield Cell(write_value(rest_share, SHARE_HEADING))
    yield Cell(write_value(median, SHARE_HEADING))


def lay_out_movements(roster: Roster, movements: Sequence[Movement], since: str) -> Table:
    """Lay out what moved, a row per school."""
    headings = tuple(map(Heading, ("Trường", "Mới đạt", "Không còn đạt", "Mới bắt đầu")))
    rows = tuple(_build_movement(roster, movement) for movement in movements)
    return Table(f"Thay đổi của trường điểm so với {since}", (headings,), (Band("", rows),), "llll")


def _build_movement(roster: Roster, movement: Movement) -> tuple[Cell, ...]:
    unit = roster.by_code[movement.school]
    name = Cell(unit.short_name, opens=link_school(unit.code), words=f"Mở hồ sơ {unit.short_name}", strong=True)
    if not movement.comparable:
        return name, Cell("chưa đủ hai báo cáo để so sánh"), Cell(NOTHING), Cell(NOTHING)
    return name, *(_list_items(codes) for codes in (movement.gained, movement.lost, movement.begun))


def _list_items(codes: tuple[str, ...]) -> Cell:
    return Cell(f"{len(codes)}: {', '.join(codes)}" if codes else "0")
