"""Whether what a caller has of a table still holds: told before anything of it is computed."""

from __future__ import annotations

from hashlib import sha256

from danvan_metrics import __version__
from danvan_metrics.access.actor import Actor
from danvan_metrics.access.rights import find_sight
from danvan_metrics.district import District
from danvan_metrics.same_object import SameObject
from danvan_metrics.scoring.rule import name_rule
from danvan_metrics.web.resources import consult
from danvan_metrics.web.serving.data_address import DataAddress


def name_version(address: DataAddress, actor: Actor, encoding: str) -> str:
    """A strong ETag of all that the answer depends on.

    That is the data's version, the day, plan, rule, roster and program, what is asked for, and what is shown to whom.
    """
    district, edition, asked = address.district, address.edition, address.request
    schools = find_sight(actor).schools
    told = (
        __version__, name_rule(SameObject(district.plan)), district.repository.version(), district.today().isoformat(),
        consult(_digest_roster, edition), edition.sample, edition.snapshot, edition.unit, edition.plan,
        asked.tables, asked.period, asked.lens, asked.level, asked.unit, None if schools is None else sorted(schools), encoding,
    )  # fmt: skip
    return f'"{sha256(repr(told).encode()).hexdigest()[:32]}"'


def still_holds(version: str, said: str) -> bool:
    """Whether If-None-Match names this version; a proxy that packed the answer may have called it weak (“W/”)."""
    shown = {one.strip().removeprefix("W/") for one in said.split(",")}
    return version in shown or "*" in shown


def _digest_roster(district: District) -> str:
    """The schools and units as their files and later changes give them."""
    return sha256(repr(district.roster).encode("utf-8", "replace")).hexdigest()
