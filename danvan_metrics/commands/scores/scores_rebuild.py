"""`scores rebuild`: compute every score and sum anew."""

from __future__ import annotations

from danvan_metrics.commands.office import find_office_actor, open_office
from danvan_metrics.commands.scores.score_words import COMPUTED, NO_UNITS
from danvan_metrics.commands.terminal.progress import show_progress
from danvan_metrics.commands.terminal.saying import say
from danvan_metrics.safekeeping_acts import rebuild_scores
from danvan_metrics.vietnamese import format_quantity


def run(*, sample: bool) -> int:
    """Compute and keep them."""
    district = open_office(sample=sample)
    actor = find_office_actor(district)
    with show_progress(COMPUTED) as step:
        number = rebuild_scores(district, step, actor=actor)
    said = f"Đã tính lại điểm và số cộng của {format_quantity(number)} báo cáo theo kế hoạch {district.plan.code}."
    say(said if district.roster.tree.units else NO_UNITS)
    return 0
