"""`mark`: a return with everything to be mended marked in the school's own workbook."""

from __future__ import annotations

from pathlib import Path

import click

from danvan_metrics.commands.files import describe_outcome, list_workbooks, read_told
from danvan_metrics.commands.office import find_office_actor, open_office
from danvan_metrics.commands.output import write_file
from danvan_metrics.commands.terminal.saying import say
from danvan_metrics.errors import UserError
from danvan_metrics.intake.marked import mark_file
from danvan_metrics.intake.outcome import Status
from danvan_metrics.intake.receiving import Receiving, receive_files

_UNMARKABLE = frozenset({Status.UNREADABLE, Status.NOT_ALLOWED, Status.ASKED, Status.BLANK})


def run(*, sample: bool, file: Path, school: str | None, period: str | None, out: Path, force: bool) -> int:
    """Check one file, keeping nothing, and write its marked copy where anything is wrong with it."""
    district = open_office(sample=sample)
    files = list_workbooks(district, [file], told=read_told(district, school, period))
    if len(files) != 1:
        raise UserError("Lệnh mark nhận đúng một tệp báo cáo; hãy chạy lệnh riêng cho từng tệp.")
    actor = find_office_actor(district)
    [outcome] = receive_files(district, files, Receiving(store=False, accept=True, actor=actor))  # a marked copy decides nothing
    told = "\n".join(describe_outcome(district, outcome))
    if outcome.status in _UNMARKABLE or not outcome.issues:
        click.echo(told)
        return 2 if outcome.status is Status.UNREADABLE else 1
    content = files[0].load(district.settings.limits)
    write_file(out, mark_file(district, content, outcome, actor=actor), force=force)
    click.echo(told)
    say(f"Đã ghi bản đánh dấu {len(outcome.issues)} chỗ: {out}")
    return 0
