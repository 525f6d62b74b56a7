"""What the sentences of Tổng quan should say of plain returns, by plain loops and exact fractions."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction
from statistics import median

from danvan_metrics.vietnamese import format_percent
from tests import slow_figures as slow
from tests.builders import PLAN, ROSTER, PlainReturn

CODES = [school.code for school in ROSTER.schools]
MODELS = [school.code for school in ROSTER.select(model=True)]
OTHERS = [school.code for school in ROSTER.select(model=False)]
ITEMS = [item.code for item in PLAN.indicators if item.is_item]
CRITERIA = ("HP1", "HP2", "HP3")
ONE_MODEL = ({"name": "Mô hình", "status": "doing", "has_result": False, "evidence_count": 1},)


def name(code: str) -> str:
    return ROSTER.by_code[code].short_name


def hand_in(school: str, answers=None, *, period="9m", models=()) -> PlainReturn:
    """A return of the last day on time."""
    received = PLAN.find_period(period).deadline - timedelta(days=1)
    return PlainReturn(school, period, received, dict(answers or {}), list(models), True if models else None)


def choose(items, choice: str, pieces=1) -> dict:
    return {code: {"choice": choice, "evidence_count": pieces} for code in items}


def meet(*unmet: str, choice="doing") -> dict:
    """All 27 items met but these."""
    return choose(ITEMS, "met") | choose(unmet, choice)


def climb_to(rung: int) -> PlainReturn:
    """What stands on a rung from 0 to 3: nothing; the plan; who and which model; a model and an item under way."""
    answers = ({}, {"CT3.1": yes()}, {"NV1.1": yes()}, choose(ITEMS[:1], "doing"))
    return PlainReturn(
        "", "", None, {key: one for part in answers[: rung + 1] for key, one in part.items()}, [*ONE_MODEL] * (rung > 1)
    )


def yes() -> dict:
    return {"choice": "yes", "evidence_count": 1}


# The second way, from here on.


def list_violations(returns, schools, period, lens):
    """(school, indicator, number) of every limit that was passed."""
    given = {code: slow.find_return(returns, code, period) for code in schools}
    asked = [(code, one, indicator) for code, one in given.items() if one for indicator in PLAN.indicators]
    return [
        (code, indicator.code, one.answers[indicator.code]["done"])
        for code, one, indicator in asked
        if indicator.kind == "limit" and slow.score(indicator, one, lens)[:2] == ("value", 0)
    ]


def rank_behind(returns, schools, period, lens):
    """(school, share, n, N) of those below what is expected of items by then, the lowest first."""
    ranked = []
    for place, code in enumerate(schools):
        given = slow.find_return(returns, code, period)
        value, n, total, _ = slow.score_group(PLAN, "HP", given, lens)
        if value is not None and total:
            ranked.append((value, _rest(given, lens), place, code, n, total))
    shown = [(code, value, n, total) for value, _, _, code, n, total in sorted(ranked)]
    return [one for one in shown if is_late(one[1], period)]


def _rest(given, lens):
    """The share over the lines of the groups on top other than the items, of groups with a figure."""
    done = lines = Fraction(0)
    for group in ("CT", "NV", "BC"):
        value, _, total, _ = slow.score_group(PLAN, group, given, lens)
        if value is not None:
            done, lines = done + value * total, lines + total
    return done / lines if lines else Fraction(2)  # nothing else is told: after its equals


def is_late(share, period) -> bool:
    """The whole per cent shown is below that of the share of the year the period stands for, or the year is not full."""
    whole = min(int(share * 100 + Fraction(1, 2)), 99)
    return share < 1 and whole < {"6m": 50, "9m": 75, "12m": 100}[period]


def find_where(returns, school, period, lens):
    """Short names of the criteria with most items left, () where all have as many; whether no other has any."""
    given = slow.find_return(returns, school, period)
    told = [(code, *slow.score_group(PLAN, code, given, lens)) for code in CRITERIA]
    left = {PLAN.group_by_code[code].short: total - n for code, value, n, total, _ in told if value is not None and total}
    most = [short for short, count in left.items() if count == max(left.values())]
    alone = sum(count > 0 for count in left.values()) == len(most)
    return (most if len(most) == 1 or len(most) < len(left) else []), alone


def count_bare(returns, schools, period):
    """Items declared met by school, and of these without a piece of evidence."""
    claimed, bare = {}, {}
    for code in schools:
        given = slow.find_return(returns, code, period)
        for item in ITEMS if given else ():
            answer = given.answers.get(item, {})
            if answer.get("choice") == "met" and "state" not in answer:
                claimed[code] = claimed.get(code, 0) + 1
                bare[code] = bare.get(code, 0) + (not answer.get("evidence_count"))
    return claimed, {code: count for code, count in bare.items() if count}


def list_lower_models(returns, period, lens):
    """(school, share) of the model schools whose share reads lower than the middle of the others, the middle, and of how many."""
    shares = {code: slow.score_group(PLAN, "HP", slow.find_return(returns, code, period), lens) for code in CODES}
    told = {code: Fraction(n, total) for code, (value, n, total, _) in shares.items() if value is not None and total}
    others = [share for code, share in told.items() if code in OTHERS]
    middle = median(others)
    lower = [
        (told[code], code)
        for code in MODELS
        if code in told and told[code] < middle and format_percent(float(told[code])) != format_percent(float(middle))
    ]
    return [(code, share) for share, code in sorted(lower, key=lambda one: one[0])], middle, len(others)


def list_rungs(returns, schools, period):
    """The rung of every school with a return."""
    found = {code: slow.find_return(returns, code, period) for code in schools}
    return {code: slow.climb(PLAN, given) for code, given in found.items() if given}
