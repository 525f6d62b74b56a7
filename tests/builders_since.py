"""What was fixed for a meeting and what there is now, for tests of what changed since; and the changes a second, slow way."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date
from fractions import Fraction

from danvan_metrics.metrics.dataset import SnapshotLabel
from tests import slow_figures as slow
from tests.builders import PLAN, PlainReturn, build_dataset

HELD = date(2020, 9, 18)
BANDS = ("met", "on_pace", "near", "behind", "far_behind")


def fix(returns, *, period="9m", held=HELD, **more):
    """The figures of these returns as fixed for a meeting."""
    dataset = build_dataset(returns, as_of=held, **more)
    return replace(dataset, snapshot=SnapshotLabel("Họp quý III", held, period, held))


def answer_items(school: str, period: str, met: int, *, doing=0, day=date(2020, 9, 10), blank=0) -> PlainReturn:
    """A return with so many items Đạt, so many under way, the last ones blank, the rest not begun."""
    items = [one.code for one in PLAN.indicators if one.is_item]
    choices = ["met"] * met + ["doing"] * doing
    choices += ["not_started"] * (len(items) - len(choices) - blank)
    return PlainReturn(school, period, day, {code: {"choice": choice} for code, choice in zip(items, choices, strict=False)})


def tell_changes_slowly(plan, schools, then, now, *, period_then, period_now, lens):
    """{(school, column): rose} of every change of rung or band, by the definitions only; then and now are plain returns."""
    changes = {}
    for school in schools:
        before, after = slow.find_return(then, school.code, period_then), slow.find_return(now, school.code, period_now)
        if before is None or after is None:
            continue
        rungs = (slow.climb(plan, before), slow.climb(plan, after))
        if rungs[0] != rungs[1]:
            changes[school.code, "ladder"] = rungs[1] > rungs[0]
        for group in plan.groups:
            if group.parent is None and len(list_lines(plan, group.code)) >= 2:
                rose = compare_bands(plan, group.code, (before, period_then), (after, period_now), lens)
                if rose is not None:
                    changes[school.code, group.code] = rose
    return changes


def list_lines(plan, group):
    """The scored indicators that schools answer in a group and below it."""
    under = {group} | {child.code for child in plan.groups if child.parent == group}
    return [
        one
        for one in plan.indicators
        if one.group in under and one.kind not in {"tracked", "derived"} and "school" in one.reporters
    ]


def compare_bands(plan, group, then, now, lens):
    """Whether a group rose (True), fell (False) or neither (None): as shown, and with each blank taken from the other side.

    Who has a larger share than then has not fallen, though a later period asks for more.
    """
    shown = [slow.score_group(plan, group, given, lens)[0] for given, _ in (then, now)]
    if None in shown:
        return None
    filled = fill_each_other(plan, group, then[0], now[0], lens)
    moves = []
    for values in (shown, filled):
        bands = [band(plan, value, period) for value, (_, period) in zip(values, (then, now), strict=True)]
        moves.append(BANDS.index(bands[0]) - BANDS.index(bands[1]))
    if moves[0] > 0 and moves[1] > 0:
        return True
    return False if moves[0] < 0 and moves[1] < 0 and shown[1] <= shown[0] else None


def fill_each_other(plan, group, before, after, lens):
    sums, asked = [Fraction(0), Fraction(0)], 0
    for indicator in list_lines(plan, group):
        states, completions = zip(*(slow.score(indicator, given, lens)[:2] for given in (before, after)), strict=True)
        if states == ("not_applicable", "not_applicable"):
            continue
        asked += 1
        for side in (0, 1):
            own, other = completions[side], completions[1 - side]
            sums[side] += own if own is not None else other if other is not None else 0
    return [total / asked for total in sums]


def band(plan, value, period):
    """The band of a share by the whole per cent that is shown, against what is expected of the period."""
    expected = Fraction(str(plan.find_period(period).share)) * 100
    per_cent = math.floor(Fraction(value) * 100 + Fraction(1, 2))
    if value == 1:
        return "met"
    per_cent = min(per_cent, 99)
    for name, part in (("on_pace", 1), ("near", Fraction(8, 10)), ("behind", Fraction(5, 10))):
        if per_cent >= expected * part:
            return name
    return "far_behind"
