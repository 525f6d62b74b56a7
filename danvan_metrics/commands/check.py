"""`check`: what is wrong with files, keeping none of them."""

from __future__ import annotations

from pathlib import Path

from danvan_metrics.commands.files import list_workbooks, receive_each, report_each
from danvan_metrics.district import open_district
from danvan_metrics.settings import load_settings


def run(*, sample: bool, files: tuple[Path, ...], as_json: bool) -> int:
    """Check them one by one against the plan and what the school reported before."""
    district = open_district(load_settings(), sample=sample)
    return report_each(receive_each(district, list_workbooks(files), store=False), as_json=as_json)
