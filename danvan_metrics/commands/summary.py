"""`summary`: the figures of one period, as JSON or as a table to read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import click

from danvan_metrics.access.acts import Act
from danvan_metrics.access.policies import check_some
from danvan_metrics.access.rights import find_sight
from danvan_metrics.commands.at_unit.unit_lookup import find_unit, load_unit
from danvan_metrics.commands.at_unit.unit_rows import write_unit_rows
from danvan_metrics.commands.lookups import find_level, find_period
from danvan_metrics.commands.office import find_office_actor, open_office
from danvan_metrics.commands.output import print_json
from danvan_metrics.commands.terminal.narrow_table import align_rows, measure_room
from danvan_metrics.district import District
from danvan_metrics.metrics.dataset import Scope
from danvan_metrics.metrics.rollup.unit_summary import summarise_node
from danvan_metrics.metrics.summarising import summarise
from danvan_metrics.metrics.words import describe_lens, format_reach, require_lens
from danvan_metrics.metrics.years.year_summary import summarise_years
from danvan_metrics.plan.lens import Lens
from danvan_metrics.plan.verdicts import STAGES, Stage
from danvan_metrics.sample import fill_sample_store
from danvan_metrics.vietnamese import NOTHING, format_percent, format_ratio


def run(*, sample: bool, period: str, level: str | None, lens: Lens, as_json: bool, unit: str | None = None) -> int:
    """Print the figures, those of the actor's schools; the sample store is filled first where it is empty.

    Of a unit that has units under it: a row per unit.
    """
    district = open_office(sample=sample)
    actor = find_office_actor(district)
    check_some(actor, Act.SEE_SUMMARIES)
    find_period(district.plan, period)
    scope = Scope(period, lens=lens, level=find_level(district.plan, level))
    if district.sample:
        fill_sample_store(district)
    dataset = load_unit(district, find_unit(district.roster.tree, unit), find_sight(actor))
    require_lens(dataset, scope)
    figures = summarise_node(dataset, scope) if dataset.sums else summarise(dataset, scope)
    if year_before := summarise_years(dataset, scope):
        figures["year_before"] = year_before
    if as_json:
        print_json(figures)
    else:
        click.echo("\n".join(_write_table(district, figures, describe_lens(dataset, scope), measure_room())))
    return 0


def _write_table(district: District, figures: dict[str, Any], lens: str, room: int | None) -> Iterator[str]:
    if district.sample:
        yield "DỮ LIỆU MINH HỌA"
    title = district.plan.find_period(figures["period"]).title
    received, on_time = figures["received"], figures["on_time"]
    whose = f" – {figures['unit']['name']}" if "unit" in figures else ""
    yield f"{district.plan.short_title} – {title} – {lens}{whose}"
    in_time = f"đúng hạn {on_time['n']}/{on_time['N']}" if on_time["N"] else "chưa có báo cáo nào"
    yield f"Đã nhận {received['n']}/{received['N']} trường, {in_time}."
    yield ""
    if "units" in figures:
        rows = write_unit_rows(district.plan, figures)
    else:
        rows = [_write_heading(district, figures), *(_write_school(district, school) for school in figures["schools"])]
    yield from align_rows(rows, room=room)


def _write_heading(district: District, figures: dict[str, Any]) -> list[str]:
    groups = figures["schools"][0]["groups"] if figures["schools"] else {}
    return ["Trường", *(district.plan.group_by_code[code].short for code in groups), "Bậc lan tỏa", "Thẩm định", "Báo cáo"]


def _write_school(district: District, school: dict[str, Any]) -> list[str]:
    rung = "?" if school["rung"] is None else str(school["rung"])
    unit = district.roster.by_code[school["school"]]
    name = f"{unit.short_name} (điểm)" if unit.model else unit.short_name
    groups = map(_write_group, school["groups"].values())
    return [name, *groups, rung, _write_appraisal(school["appraisal"]), school["return"]["words"]]


def _write_appraisal(appraisal: dict[str, Any]) -> str:
    """How far it has come, and what was met to what would be if all that is not checked were as declared."""
    stage = STAGES[Stage(appraisal["state"])]
    checked, met = appraisal["checked"], appraisal["met"]
    if not checked["n"]:
        return stage
    reach = format_reach(met["n"], met["N"], met["high"])
    return f"{stage}: đã kiểm {format_ratio(checked['n'], checked['N'])}, đạt {reach}"


def _write_group(group: dict[str, Any]) -> str:
    return NOTHING if group["value"] is None else f"{group['n']}/{group['N']} ({format_percent(group['value'])})"
