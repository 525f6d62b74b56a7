"""`check`: what is wrong with files, keeping none of them."""

from __future__ import annotations

from pathlib import Path

from danvan_metrics.commands.files import list_workbooks, read_told, report_each
from danvan_metrics.commands.office import find_office_actor, open_office
from danvan_metrics.intake.receiving import Receiving, receive_files


def run(*, sample: bool, paths: tuple[Path, ...], school: str | None, period: str | None, **shown: bool) -> int:
    """Check them one by one against the plan and what the school reported before."""
    district = open_office(sample=sample)
    files = list_workbooks(district, paths, told=read_told(district, school, period))
    reception = Receiving(store=False, actor=find_office_actor(district))
    return report_each(district, receive_files(district, files, reception), total=len(files), **shown)
