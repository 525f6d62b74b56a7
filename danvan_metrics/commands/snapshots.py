"""`snapshots`: what was fixed for meetings, and whether it still comes to the same figures."""

from __future__ import annotations

from typing import Any

from danvan_metrics.commands.office import open_office
from danvan_metrics.commands.output import print_json
from danvan_metrics.commands.terminal.narrow_table import print_lines
from danvan_metrics.district import District
from danvan_metrics.meeting_acts import digest_figures, load_snapshot
from danvan_metrics.store.records import SnapshotRecord
from danvan_metrics.vietnamese import format_date


def run(*, sample: bool, as_json: bool) -> int:
    """Print the snapshots, the latest first."""
    district = open_office(sample=sample)
    records = district.repository.meetings.list_snapshots(district.plan.code)
    if as_json:
        print_json([_describe(district, record) for record in records])
    else:
        print_lines(map(_describe_snapshot, records) if records else ["Chưa có bản chốt nào."])
    return 0


def _describe_snapshot(record: SnapshotRecord) -> str:
    told = f"họp ngày {format_date(record.meeting_on)}, kỳ {record.period}, số liệu tính đến {format_date(record.as_of)}"
    return f"{record.name}: {told}, {len(record.submissions)} báo cáo"


def _describe(district: District, record: SnapshotRecord) -> dict[str, Any]:
    return {
        "name": record.name,
        "period": record.period,
        "meeting_on": record.meeting_on.isoformat(),
        "as_of": record.as_of.isoformat(),
        "taken_at": record.at.isoformat(),
        "actor": record.actor,
        "figures_sha256": record.figures_sha256,
        "figures_match": digest_figures(load_snapshot(district, record.name)) == record.figures_sha256,
        "submissions": [
            {
                "school": one.school,
                "period": one.period,
                "revision": one.revision,
                "received_on": one.received_on.isoformat(),
                "file": one.file_name,
                "sha256": one.sha256,
            }
            for one in record.submissions
        ],
    }
