"""`mark`: a return with everything to be mended marked in the school's own workbook."""

from __future__ import annotations

from pathlib import Path

import click

from danvan_metrics.commands.files import receive_each, tell_outcome
from danvan_metrics.commands.output import write_file
from danvan_metrics.district import open_district
from danvan_metrics.intake import Status
from danvan_metrics.settings import load_settings
from danvan_metrics.validation.marked import mark_return


def run(*, sample: bool, file: Path, out: Path, force: bool) -> int:
    """Check one file, keeping nothing, and write its marked copy where anything is wrong with it."""
    district = open_district(load_settings(), sample=sample)
    [outcome] = receive_each(district, [file], store=False)
    if outcome.status is Status.UNREADABLE or not outcome.issues:
        click.echo("\n".join(tell_outcome(outcome)))
        return 2 if outcome.status is Status.UNREADABLE else 1
    write_file(out, mark_return(file.read_bytes(), outcome.issues), force=force)
    click.echo("\n".join(tell_outcome(outcome)))
    click.echo(f"Đã ghi bản đánh dấu {len(outcome.issues)} chỗ: {out}")
    return 0
