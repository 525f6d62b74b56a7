"""`snapshot`: fix what is in force for a meeting."""

from __future__ import annotations

from datetime import date

from danvan_metrics.commands.lookups import find_period
from danvan_metrics.commands.office import find_office_actor, open_office
from danvan_metrics.commands.terminal.saying import say
from danvan_metrics.meeting_acts import fix_figures
from danvan_metrics.sample import fill_sample_store
from danvan_metrics.vietnamese import format_date


def run(*, sample: bool, name: str, period: str, meeting_on: date | None) -> int:
    """Keep the snapshot."""
    district = open_office(sample=sample)
    actor = find_office_actor(district)
    find_period(district.plan, period)
    if district.sample:
        fill_sample_store(district)
    record = fix_figures(district, name, period, meeting_on=meeting_on, actor=actor)
    told = f"{len(record.submissions)} báo cáo, số liệu tính đến {format_date(record.as_of)}"
    say(f"Đã chốt “{record.name}”: {told}.\nSHA-256 của số liệu: {record.figures_sha256}")
    return 0
