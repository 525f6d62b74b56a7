"""`export`: slides, report, workbook or every chart of one period, as a file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from danvan_metrics.commands.lookups import find_level, find_period
from danvan_metrics.commands.office import open_office
from danvan_metrics.commands.output import write_file
from danvan_metrics.errors import UserError
from danvan_metrics.exports.making import ExportKind, make_export
from danvan_metrics.meeting_acts import open_dataset
from danvan_metrics.metrics.dataset import Dataset, Scope
from danvan_metrics.sample import fill_sample_store
from danvan_metrics.topics.spread.outlines import load_outlines


def run(*, sample: bool, kind: str, out: Path, force: bool, **selection: Any) -> int:
    """Write the file; the sample store is filled first where it is empty. `selection`: period, level, lens and snapshot."""
    district = open_office(sample=sample)
    if district.sample:
        fill_sample_store(district)
    dataset = open_dataset(district, selection["snapshot"] or "")
    scope = _read_scope(dataset, selection)
    if dataset.empty:
        raise UserError("Chưa có báo cáo nào nên chưa có gì để xuất; hãy nhận báo cáo trước.")
    _, content = make_export(ExportKind(kind), dataset, scope, load_outlines(district.settings.communes_path))
    write_file(out, content, force=force)
    click.echo(f"Đã ghi {out}: {_describe(len(content))}.")
    if kind == ExportKind.CHARTS:
        _describe_missing_pictures()
    return 0


def _read_scope(dataset: Dataset, selection: dict[str, Any]) -> Scope:
    period = find_period(dataset.plan, selection["period"])
    return Scope(period.code, lens=selection["lens"], level=find_level(dataset.plan, selection["level"]))


def _describe(size: int) -> str:
    return f"{max(1, round(size / 1024))} KB"


def _describe_missing_pictures() -> None:
    from danvan_metrics.formats.pictures import describe_missing_pictures  # noqa: PLC0415 - looks for a browser

    if missing := describe_missing_pictures():
        click.echo(missing, err=True)
