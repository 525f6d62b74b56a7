"""The lines of an invented return, each by its kind."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from danvan_metrics.plan.choices import CHECKLIST, LEVELS, YES_NO, Choice
from danvan_metrics.plan.entries import rules_for
from danvan_metrics.plan.model import Indicator
from danvan_metrics.plan.rules import ChoiceRule, Field
from danvan_metrics.raw import Raw
from danvan_metrics.sample.invented_words import describe_evidence
from danvan_metrics.sample.recipe import find_for
from danvan_metrics.sample.scene import Scene
from danvan_metrics.workbook.template.filling import Lines

Cells = dict[Field, Raw]


def write_lines(scene: Scene) -> Lines:
    """Every line the school answers; a line it leaves blank is not there."""
    lines: Lines = {}
    for indicator in scene.plan.indicators_for(scene.school.reporter):
        if indicator.entered:
            for line in indicator.rows:
                cells = _write_line(scene, line.code, indicator)
                lines |= {line.code: cells} if cells else {}
    return lines


def _write_line(scene: Scene, line: str, indicator: Indicator) -> Cells:
    reason = _find_reason(scene, line, indicator)
    if reason:
        return {Field.DONE: CHECKLIST[Choice.NOT_APPLICABLE], Field.NOTE: reason}
    if scene.chance.share(f"{line}/blank") < scene.profile.blank + scene.unanswered:
        return {}
    cells = _WRITERS[indicator.kind.definition.credit](scene, line, indicator)
    done = cells.get(Field.DONE)
    return cells | _write_evidence(scene, line, indicator, done) if _deserves_evidence(done) else cells


def _find_reason(scene: Scene, line: str, indicator: Indicator) -> str:
    if not _offers(scene, indicator, Choice.NOT_APPLICABLE):
        return ""
    names = {line, indicator.code, str(indicator.kind)}
    for entry in scene.recipe.inapplicable:
        concerned = not names.isdisjoint(entry.lines) and (not entry.levels or scene.school.level in entry.levels)
        if concerned and scene.chance.share(f"{line}/inapplicable") < entry.share:
            return entry.reason
    return ""


def _write_choice(scene: Scene, line: str, indicator: Indicator) -> Cells:
    achievement = scene.achievement(line, indicator)
    if not _offers(scene, indicator, Choice.MET):
        return {Field.DONE: YES_NO[Choice.YES if achievement >= 1 else Choice.NO]}
    if achievement >= 1:
        return {Field.DONE: LEVELS[Choice.MET]}
    started = achievement >= 1 - scene.recipe.doing
    return {Field.DONE: LEVELS[Choice.DOING if started else Choice.NOT_STARTED]}


def _offers(scene: Scene, indicator: Indicator, choice: Choice) -> bool:
    rule = rules_for(scene.plan, indicator)[Field.DONE]
    return isinstance(rule, ChoiceRule) and choice in rule.codes


def _write_count(scene: Scene, line: str, indicator: Indicator) -> Cells:
    keen = 1.4 if scene.chance.share(f"{line}/above") < scene.profile.above else 1.0
    pace = min(1.0, scene.achievement(line, indicator)) * keen
    return {Field.DONE: math.floor((indicator.target or 0) * scene.period.share * pace + 0.3)}


def _write_limit(scene: Scene, line: str, indicator: Indicator) -> Cells:
    breached = scene.chance.share(f"{line}/breach") < scene.recipe.breach
    return {Field.DONE: int(indicator.target or 0) + int(breached and scene.period.share > 0.5)}


def _write_tracked(scene: Scene, line: str, indicator: Indicator) -> Cells:
    low, high = find_for(scene.recipe.numbers, line, indicator, (0, 6))
    return {Field.DONE: math.floor(scene.chance.whole(low, high, f"{line}/number") * scene.period.share)}


def _write_date(scene: Scene, line: str, indicator: Indicator) -> Cells:
    if indicator.deadline is None:
        return {}
    achievement = scene.achievement(line, indicator)
    punctual = scene.chance.share(f"{line}/punctual") < scene.profile.year
    early, late = scene.recipe.dated_early, scene.recipe.dated_late
    days = -scene.chance.whole(*early, f"{line}/day") if punctual else scene.chance.whole(*late, f"{line}/day")
    day = indicator.deadline + timedelta(days=days)
    return {Field.DONE: day} if achievement >= 1 and day < scene.sent_on else {}


def _write_ratio(scene: Scene, line: str, indicator: Indicator) -> Cells:
    to_do = _count_to_do(scene, line, indicator)
    if not to_do:
        return {Field.TO_DO: 0, Field.DONE: 0, Field.NOTE: scene.recipe.nothing_arose}
    return {Field.TO_DO: to_do, Field.DONE: math.floor(to_do * min(1.0, scene.achievement(line, indicator)))}


def _count_to_do(scene: Scene, line: str, indicator: Indicator) -> int:
    people = scene.facts.get(indicator.people or "")
    if isinstance(people, int) and line not in scene.recipe.numbers:
        return people
    low, high = find_for(scene.recipe.numbers, line, indicator, (1, 6))
    year = scene.chance.whole(low, high, f"{line}/number")
    return year if line in scene.recipe.steady else math.floor(year * scene.period.share)


def _write_evidence(scene: Scene, line: str, indicator: Indicator, done: Raw) -> Cells:
    taken = Field.EVIDENCE_COUNT in rules_for(scene.plan, indicator)
    if not taken or not scene.proves(line, indicator):
        return {}
    more = math.floor(2 * scene.period.share * scene.chance.share(f"{line}/more"))
    pieces = scene.chance.whole(1, 2, f"{line}/pieces") + more
    day = done if isinstance(done, date) else _choose_day(scene, line, indicator)
    return {Field.EVIDENCE_COUNT: pieces, Field.EVIDENCE: describe_evidence(scene, line, indicator, day)}


def _choose_day(scene: Scene, line: str, indicator: Indicator) -> date:
    """A day before the first return that could have told of it, so that every later return names the same."""
    write = _WRITERS[indicator.kind.definition.credit]
    told = (
        period
        for period in scene.plan.periods
        if _deserves_evidence(write(replace(scene, period=period), line, indicator).get(Field.DONE))
    )
    return scene.choose_day_before(next(told, scene.period), f"{line}/since", furthest=75)


def _deserves_evidence(done: Raw) -> bool:
    if isinstance(done, str):
        return done in {YES_NO[Choice.YES], LEVELS[Choice.MET]}
    return isinstance(done, date) or bool(done)


_WRITERS: dict[str | None, Callable[[Scene, str, Indicator], Cells]] = {  # by how a line is credited
    "done_of_to_do": _write_ratio,
    "done_of_target": _write_count,
    "within_target": _write_limit,
    "chosen": _write_choice,
    "dated": _write_date,
    None: _write_tracked,
}
