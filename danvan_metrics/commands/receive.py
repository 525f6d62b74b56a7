"""`import`: receive files and folders, keeping what has no error."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from danvan_metrics.commands.files import list_workbooks, receive_each, report_each
from danvan_metrics.district import open_district
from danvan_metrics.errors import UserError
from danvan_metrics.settings import load_settings


def run(*, sample: bool, paths: tuple[Path, ...], received: date | None, as_json: bool) -> int:
    """Receive them one by one; UserError for the sample store, which takes only the sample's own files."""
    if sample:
        raise UserError("Kho minh họa không nhận báo cáo; hãy chạy lệnh import không có --sample.")
    district = open_district(load_settings())
    return report_each(receive_each(district, list_workbooks(paths), store=True, received_on=received), as_json=as_json)
