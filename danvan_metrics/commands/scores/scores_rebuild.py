"""`scores rebuild`: compute every score and sum anew."""

from __future__ import annotations

import click

from danvan_metrics.commands.office import find_office_actor, open_office
from danvan_metrics.commands.scores.score_words import NO_UNITS, tell_progress
from danvan_metrics.safekeeping_acts import rebuild_scores
from danvan_metrics.vietnamese import format_quantity


def run(*, sample: bool) -> int:
    """Compute and keep them."""
    district = open_office(sample=sample)
    number = rebuild_scores(district, tell_progress, actor=find_office_actor(district))
    said = f"Đã tính lại điểm và số cộng của {format_quantity(number)} báo cáo theo kế hoạch {district.plan.code}."
    click.echo(said if district.roster.tree.units else NO_UNITS)
    return 0
