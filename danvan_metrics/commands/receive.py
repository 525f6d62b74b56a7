"""`import`: receive files, folders and zips, keeping what has no error."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from danvan_metrics.commands.files import list_workbooks, read_told, report_each
from danvan_metrics.commands.office import find_office_actor, open_office
from danvan_metrics.errors import UserError
from danvan_metrics.intake.receiving import Receiving, receive_files


def run(
    *,
    sample: bool,
    paths: tuple[Path, ...],
    school: str | None,
    period: str | None,
    received: date | None,
    accept: bool,
    **shown: bool,
) -> int:
    """Receive them one by one; UserError for the sample store, which takes only the sample's own files.

    accept: every question about the files is answered with yes.
    """
    if sample:
        raise UserError("Kho minh họa không nhận báo cáo; hãy chạy lệnh import không có --sample.")
    district = open_office()
    files = list_workbooks(district, paths, told=read_told(district, school, period))
    reception = Receiving(received, accept=accept, actor=find_office_actor(district))
    return report_each(district, receive_files(district, files, reception), total=len(files), **shown)
