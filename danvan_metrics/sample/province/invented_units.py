"""The units of an invented province: itself, its communes, and those they were made of."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from danvan_metrics.sample.chance import Chance
from danvan_metrics.sample.province.place import InventedCommune, InventedPlace
from danvan_metrics.vietnamese import fold

Row = dict[str, str]  # a row of a roster's file, by column; a column that is not named is empty


def invent_units(place: InventedPlace) -> list[Row]:
    """The rows of units.csv: the province, then its communes, each after the communes it was made of."""
    told = place.province
    head = {"code": told.code, "name": told.name, "short_name": told.short_name, "kind": "tỉnh", "send_to": told.send_to}
    named = {"head": _name_person(place, told.code, "head"), "signer": _name_person(place, told.code, "signer")}
    return [
        {**head, **named, "recipients": ";".join(told.recipients)},
        *(row for commune in place.communes for row in _list_standings(place, commune)),
    ]


def _list_standings(place: InventedPlace, commune: InventedCommune) -> Iterator[Row]:
    """The communes a commune was made of, and the commune itself last."""
    last_day, first_day = f"{place.merged_on - timedelta(days=1)}", f"{place.merged_on}"
    for part in commune.parts:
        yield _stand(place, part, "xã", {"valid_to": last_day})
    merged = {"valid_from": first_day, "decision": place.decision, "follows": ";".join(map(glue, commune.parts))}
    yield _stand(place, commune.name, commune.kind, merged if commune.parts else {})


def glue(name: str) -> str:
    """A name as a part of a code: Bến Ngự → BENNGU."""
    return fold(name).replace(" ", "").upper()


def _stand(place: InventedPlace, name: str, kind: str, dates: Row) -> Row:
    code = glue(name)
    row = {
        "code": code,
        "name": f"{kind.capitalize()} {name}",
        "short_name": name,
        "kind": kind,
        "parent": place.province.code,
        "head": _name_person(place, code, "head"),
        "signer": _name_person(place, code, "signer"),
        "recipients": ";".join(place.recipients_of_communes[kind]),
        "send_to": f"{code.lower()}@yenhai.example",
    }
    return row | dates


def _name_person(place: InventedPlace, code: str, role: str) -> str:
    chance = Chance(place.seed).about("unit", code, role)
    return f"{chance.pick(place.people.family, 'family')} {chance.pick(place.people.given, 'given')}"
