"""`export`: slides, report, workbook or every chart of one period, a paper, a school's evidence or tables, as a file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any, Final

import click

from danvan_metrics.access.actor import Actor
from danvan_metrics.access.policies import check_can_export
from danvan_metrics.commands.at_unit.unit_lookup import find_unit
from danvan_metrics.commands.evidence_export import EVIDENCE, make_evidence
from danvan_metrics.commands.export_request import ExportRequest
from danvan_metrics.commands.lookups import find_level, find_period
from danvan_metrics.commands.office import find_office_actor, open_office
from danvan_metrics.commands.output import write_file
from danvan_metrics.commands.paper_export import (
    CONCLUSIONS,
    MINUTE,
    REWARDS,
    SCHOOL_PAPER,
    make_conclusion_paper,
    make_minute_paper,
    make_reward_paper,
    make_school_paper,
)
from danvan_metrics.commands.terminal.saying import say
from danvan_metrics.district import District
from danvan_metrics.errors import UserError
from danvan_metrics.exports.making import ExportKind, make_export
from danvan_metrics.handing_out import hand_out_export
from danvan_metrics.meeting_acts import open_dataset
from danvan_metrics.metrics.dataset import Dataset, Scope
from danvan_metrics.sample import fill_sample_store
from danvan_metrics.topics.spread.outlines import load_outlines

_DATA: Final = "data"
_MAKERS: Final[Mapping[str, Callable[[District, ExportRequest, Actor], bytes]]] = {
    MINUTE: make_minute_paper,
    REWARDS: make_reward_paper,
    CONCLUSIONS: make_conclusion_paper,
    EVIDENCE: make_evidence,
    SCHOOL_PAPER: make_school_paper,
}


def run(*, sample: bool, kind: str, out: Path, force: bool, **asked: Any) -> int:
    """Write the file; the sample store is filled first where it is empty. `asked`: the other fields of ExportRequest."""
    district = open_office(sample=sample)
    if district.sample:
        fill_sample_store(district)
    request = ExportRequest(out=out, **asked)
    actor = find_office_actor(district)
    if kind == _DATA:
        from danvan_metrics.commands.data_out.data_export import write_data  # noqa: PLC0415 - loads pyarrow

        write_data(district, request, actor, force=force)
        return 0
    make = _MAKERS.get(kind) or partial(_make_figures, ExportKind(kind))
    content = make(district, request, actor)
    write_file(out, content, force=force)
    say(f"Đã ghi {out}: {_describe(len(content))}.")
    if kind == ExportKind.CHARTS:
        _describe_missing_pictures()
    return 0


def _make_figures(kind: ExportKind, district: District, asked: ExportRequest, actor: Actor) -> bytes:
    check_can_export(actor)
    period = asked.require_period()
    dataset = open_dataset(district, asked.snapshot or "", find_unit(district.roster.tree, asked.unit))
    scope = _read_scope(dataset, period, asked)
    if dataset.empty:
        raise UserError("Chưa có báo cáo nào nên chưa có gì để xuất; hãy nhận báo cáo trước.")
    outlines = load_outlines(district.settings.communes_path)
    return hand_out_export(district, partial(make_export, kind, dataset, scope, outlines, district.look), actor=actor)[1]


def _read_scope(dataset: Dataset, period: str, asked: ExportRequest) -> Scope:
    code = find_period(dataset.plan, period).code
    return Scope(code, lens=asked.lens, level=find_level(dataset.plan, asked.level), whole=dataset.whole)


def _describe(size: int) -> str:
    return f"{max(1, round(size / 1024))} KB"


def _describe_missing_pictures() -> None:
    from danvan_metrics.formats.pictures import describe_missing_pictures  # noqa: PLC0415 - looks for a browser

    if missing := describe_missing_pictures():
        click.echo(missing, err=True)
