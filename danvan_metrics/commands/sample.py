"""`sample`: write the sample's workbooks into a folder."""

from __future__ import annotations

from pathlib import Path

import click

from danvan_metrics.commands.output import describe_unwritten
from danvan_metrics.errors import UserError
from danvan_metrics.plan.loader import load_plan
from danvan_metrics.plan.roster import load_roster
from danvan_metrics.sample.workbooks import write_sample_workbooks
from danvan_metrics.settings import load_settings


def run(*, sample: bool, out: Path, force: bool) -> int:  # noqa: ARG001 - every command is told which store it works on
    """Write them, into an empty folder unless forced."""
    if out.is_dir() and any(out.iterdir()) and not force:
        raise UserError(f"Thư mục “{out}” đã có tệp; hãy chọn thư mục trống, hoặc thêm --force để ghi đè.")
    settings = load_settings()
    plan = load_plan(settings.plan_path)
    roster = load_roster(settings.roster_path, plan)
    try:
        paths = write_sample_workbooks(plan, roster, out)
    except OSError as error:
        raise UserError(describe_unwritten(out, error)) from error
    click.echo(f"Đã ghi {len(paths)} tệp báo cáo minh họa vào {out}")
    return 0
