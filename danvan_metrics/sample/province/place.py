"""The recipe of an invented province: its communes, which schools they have, and what was merged and split."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Final

from pydantic import Field

from danvan_metrics.folders import DATA
from danvan_metrics.plan.model import Code, Frozen
from danvan_metrics.sample.recipe import People

PROVINCE: Final = DATA / "sample" / "province"


class InventedProvince(Frozen):
    """The province itself, and what stands on its papers."""

    code: Code
    name: str
    short_name: str
    recipients: tuple[str, ...]
    send_to: str


class InventedCommune(Frozen):
    """A commune: `size` names its schools among Place.sizes; `parts`: the communes it was made of on the day of the merger."""

    name: str
    kind: str
    size: str
    parts: tuple[str, ...] = Field(default=(), alias="from")


class Boarding(Frozen):
    """A boarding school of a commune."""

    commune: str
    name: str
    short_name: str


class MergedSchools(Frozen):
    """The schools of a level in a commune that became one on the day of the merger."""

    commune: str
    level: str


class SplitSchool(Frozen):
    """The TH&THCS of a commune that became a primary and a lower secondary school on that day."""

    commune: str


class InventedPlace(Frozen):
    """The whole recipe."""

    seed: int
    merged_on: date
    decision: str
    province: InventedProvince
    recipients_of_communes: Mapping[str, tuple[str, ...]]
    people: People
    sizes: Mapping[str, tuple[str, ...]]  # the levels of a commune's schools
    initials: Mapping[str, str]
    communes: tuple[InventedCommune, ...]
    boarding: tuple[Boarding, ...] = ()
    mergers: tuple[MergedSchools, ...] = ()
    splits: tuple[SplitSchool, ...] = ()

    def keep_communes(self, *names: str) -> InventedPlace:
        """The same province with these communes alone: small enough for a test."""
        return self.model_copy(update={"communes": tuple(one for one in self.communes if one.name in names)})


def load_place(folder: Path = PROVINCE) -> InventedPlace:
    """Read place.toml of a sample's folder; pydantic's ValidationError where it is wrong."""
    return InventedPlace.model_validate(tomllib.loads((folder / "place.toml").read_text(encoding="utf-8")))
