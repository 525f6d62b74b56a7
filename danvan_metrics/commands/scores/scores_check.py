"""`scores check`: are the scores and sums that are kept those that would be computed now."""

from __future__ import annotations

import click

from danvan_metrics.commands.office import find_office_actor, open_office
from danvan_metrics.commands.scores.score_words import COMPUTED, NO_UNITS, tell_names
from danvan_metrics.commands.terminal.progress import show_progress
from danvan_metrics.commands.terminal.saying import say
from danvan_metrics.district import District
from danvan_metrics.safekeeping_acts import compare_scores
from danvan_metrics.scoring.score_checking import ScoreCheck
from danvan_metrics.vietnamese import format_quantity


def run(*, sample: bool) -> int:
    """Print what differs; 1 where anything does."""
    district = open_office(sample=sample)
    actor = find_office_actor(district)
    with show_progress(COMPUTED) as step:
        checked = compare_scores(district, step, actor=actor)
    if not district.roster.tree.units:
        say(NO_UNITS)
        return 0
    scored, waiting = format_quantity(checked.scored), format_quantity(checked.waiting)
    say(f"{scored} báo cáo có điểm đã giữ; {waiting} báo cáo chờ tính (trang vẫn cho số đúng).")
    return _tell_differences(district, checked)


def _tell_differences(district: District, checked: ScoreCheck) -> int:
    wrong = len(checked.differing) + len(checked.differing_sums)
    if not wrong:
        say("Khớp với số tính lại.")
        return 0
    click.echo(f"{format_quantity(wrong)} chỗ khác với số tính lại; hãy chạy scores rebuild.", err=True)
    schools = {code: school.short_name for code, school in district.roster.by_code.items()}
    tell_names(f"{schools.get(key.school, key.school)}, kỳ {key.period}" for key in checked.differing)
    units = district.roster.tree.by_code
    named = {(units[key.unit].short_name if key.unit in units else key.unit, key.period) for key in checked.differing_sums}
    tell_names(f"số cộng của {unit}, kỳ {period}" for unit, period in sorted(named))
    return 1
