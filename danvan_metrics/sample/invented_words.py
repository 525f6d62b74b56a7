"""The words of an invented return: people, documents, evidence, and the sheet Thông tin."""

from __future__ import annotations

from datetime import date, timedelta

from danvan_metrics.plan.kinds import FactKind
from danvan_metrics.plan.model import Fact, Indicator
from danvan_metrics.raw import Raw, format_raw
from danvan_metrics.sample.recipe import FactRange, find_for
from danvan_metrics.sample.scene import Scene
from danvan_metrics.vietnamese import format_date


def write_facts(scene: Scene) -> dict[str, Raw]:
    """Every field of the sheet Thông tin."""
    return {fact.key: _write_fact(scene, fact, scene.recipe.facts.get(fact.key, FactRange())) for fact in scene.plan.facts}


def describe_evidence(scene: Scene, line: str, indicator: Indicator, day: date) -> str:
    """What the pieces of evidence of a line are, as a school would write it; the document is of this day."""
    patterns = find_for(scene.recipe.evidence, line, indicator, ("Hồ sơ lưu tại đơn vị",))
    document = {"number": scene.chance.whole(3, 96, f"{line}/document"), "day": format_date(day), "month": f"{day:%m/%Y}"}
    told = {key: format_raw(value) for key, value in scene.facts.items()}
    return scene.chance.pick(patterns, f"{line}/wording").format_map(_Told(told | document | {"unit": initials(scene)}))


def name_person(scene: Scene, role: str) -> str:
    """An invented person of the school, the same in every period."""
    people = scene.recipe.people
    parts = {"family": people.family, "given": people.given}
    return " ".join(scene.chance.pick(names, f"{role}/{part}") for part, names in parts.items())


def initials(scene: Scene) -> str:
    """The unit's mark in a document's number: MN Đạp Thanh → MNĐT."""
    words = scene.school.short_name.replace("&", " ").replace("-", " ").split()
    return "".join(word if word.isupper() else word[0].upper() for word in words)


def _write_fact(scene: Scene, fact: Fact, told: FactRange) -> Raw:
    if not _may_write(scene, told.needs):
        return None
    if fact.kind is FactKind.NUMBER:
        return _write_number(scene, fact, told)
    if fact.kind is FactKind.DATE:
        return _write_day(scene, fact, told)
    parts = {"person": name_person(scene, fact.key), "unit": initials(scene), "code": scene.school.code.lower()}
    numbers = {"number": scene.chance.whole(3, 40, fact.key), "digits": scene.chance.whole(100, 999, fact.key)}
    return told.texts.get(scene.school.level, told.text).format(**parts, **numbers)


def _may_write(scene: Scene, line: str) -> bool:
    indicator = scene.plan.indicator_of_line.get(line)
    return indicator is None or scene.school.reporter not in indicator.reporters or scene.achievement(line, indicator) >= 1


def _write_number(scene: Scene, fact: Fact, told: FactRange) -> Raw:
    usual = None if told.levels and not fact.required else (5, 40)
    limits = told.levels.get(scene.school.level) or told.number or usual
    return scene.chance.whole(*limits, fact.key) if limits else None


def _write_day(scene: Scene, fact: Fact, told: FactRange) -> Raw:
    if told.day is None:
        return scene.sent_on - timedelta(days=1)
    return scene.plan.first_day + timedelta(days=scene.chance.whole(*told.day, fact.key) - 1)


class _Told(dict[str, object]):
    """Fields for a pattern; one the plan does not ask for leaves a gap instead of an error."""

    def __missing__(self, key: str) -> str:
        return "…"
