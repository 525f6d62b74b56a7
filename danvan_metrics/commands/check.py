"""`check`: what is wrong with files, keeping none of them."""

from __future__ import annotations

from pathlib import Path

from danvan_metrics.commands.files import list_workbooks, read_told, report_each
from danvan_metrics.district import open_district
from danvan_metrics.intake.receiving import Receiving, receive_files
from danvan_metrics.settings import load_settings


def run(*, sample: bool, paths: tuple[Path, ...], school: str | None, period: str | None, as_json: bool) -> int:
    """Check them one by one against the plan and what the school reported before."""
    district = open_district(load_settings(), sample=sample)
    files = list_workbooks(district, paths, told=read_told(district, school, period))
    return report_each(district, receive_files(district, files, Receiving(store=False)), as_json=as_json)
