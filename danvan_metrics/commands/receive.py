"""`import`: receive files, folders and zips, keeping what has no error."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from danvan_metrics.commands.files import list_workbooks, read_told, report_each
from danvan_metrics.district import open_district
from danvan_metrics.errors import UserError
from danvan_metrics.intake.receiving import Receiving, receive_files
from danvan_metrics.settings import load_settings


def run(
    *, sample: bool, paths: tuple[Path, ...], school: str | None, period: str | None, received: date | None, as_json: bool
) -> int:
    """Receive them one by one; UserError for the sample store, which takes only the sample's own files."""
    if sample:
        raise UserError("Kho minh họa không nhận báo cáo; hãy chạy lệnh import không có --sample.")
    district = open_district(load_settings())
    files = list_workbooks(district, paths, told=read_told(district, school, period))
    return report_each(district, receive_files(district, files, Receiving(received)), as_json=as_json)
