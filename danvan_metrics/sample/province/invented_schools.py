"""The schools of an invented province: by its communes' sizes, with those that were merged and split."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from danvan_metrics.sample.province.invented_units import Row, glue
from danvan_metrics.sample.province.place import InventedCommune, InventedPlace

_PRIMARY: Final = "Tiểu học"
_SECONDARY: Final = "THCS"
_JOINT: Final = "TH&THCS"
_EVERY_THIRD: Final = 3  # commune has a model school


@dataclass(frozen=True)
class NamedSchool:
    """A school of a commune: its level, its place with the number it bears, and the commune it was set up in."""

    level: str
    name: str
    unit: str


def invent_schools(place: InventedPlace) -> list[Row]:
    """The rows of schools.csv, commune by commune; a school that was merged or split stands before what it became."""
    communes = enumerate(place.communes)
    return [row for number, one in communes for row in _mark_models(_list_rows(place, one), model=number % _EVERY_THIRD == 0)]


def _mark_models(rows: Iterator[Row], *, model: bool) -> Iterator[Row]:
    """The first school that still stands is a model school, in some communes."""
    for row in rows:
        chosen = model and not row.get("valid_to")
        model = model and not chosen
        yield row | {"model": "yes" if chosen else "no", "confirmed": "yes"}


def _list_rows(place: InventedPlace, commune: InventedCommune) -> Iterator[Row]:
    schools = list(_name_schools(place, commune))
    became = list(_find_changes(place, commune, schools))
    closed = {one for before, _ in became for one in before}
    last_day = {"valid_to": f"{place.merged_on - timedelta(days=1)}"}
    yield from (_write_row(place, commune, one) | (last_day if one in closed else {}) for one in schools)
    for before, after in became:
        since = {"valid_from": f"{place.merged_on}", "follows": ";".join(_code(place, one) for one in before)}
        yield from (_write_row(place, commune, one) | since for one in after)
    yield from _list_boarding(place, commune)


def _name_schools(place: InventedPlace, commune: InventedCommune) -> Iterator[NamedSchool]:
    """Where a commune was made of others, its schools stood in them in turn and bear their names."""
    levels, found = place.sizes[commune.size], Counter[str]()
    for level in levels:
        places = commune.parts or (commune.name,)
        turn, where = divmod(found[level], len(places))
        found[level] += 1
        numbered = turn > 0 or (levels.count(level) > 1 and not commune.parts)
        yield NamedSchool(level, f"{places[where]} {turn + 1}" if numbered else places[where], glue(places[where]))


def _find_changes(
    place: InventedPlace, commune: InventedCommune, schools: Sequence[NamedSchool]
) -> Iterator[tuple[Sequence[NamedSchool], Sequence[NamedSchool]]]:
    """What went on as what: two schools that became one, one that became two."""
    unit = glue(commune.name)
    merged = [one.level for one in place.mergers if one.commune == commune.name] + [_PRIMARY] * bool(commune.parts)
    for level in merged:
        yield [one for one in schools if one.level == level][:2], [NamedSchool(level, commune.name, unit)]
    for one in (one for split in place.splits for one in schools if split.commune == commune.name and one.level == _JOINT):
        yield [one], [NamedSchool(_PRIMARY, f"{one.name} 2", unit), NamedSchool(_SECONDARY, one.name, unit)]


def _list_boarding(place: InventedPlace, commune: InventedCommune) -> Iterator[Row]:
    for one in (one for one in place.boarding if one.commune == commune.name):
        names = {"code": f"PTDTNT-{glue(commune.name)}", "name": one.name, "short_name": one.short_name}
        yield {**names, "level": _SECONDARY, "type": "PTDTNT", "commune": commune.name, "unit": glue(commune.name)}


def _write_row(place: InventedPlace, commune: InventedCommune, school: NamedSchool) -> Row:
    return {
        "code": _code(place, school),
        "name": f"Trường {school.level} {school.name}",
        "short_name": f"{place.initials[school.level]} {school.name}",
        "other_names": f"{school.level} {school.name}",
        "level": school.level,
        "commune": commune.name,
        "unit": school.unit,
    }


def _code(place: InventedPlace, school: NamedSchool) -> str:
    name, _, number = school.name.rpartition(" ")
    told = [glue(name), number] if number.isdigit() else [glue(school.name)]
    return "-".join([place.initials[school.level].replace("&", ""), *told])
