"""What a setting's declaration says besides its type, and the list of all of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, NamedTuple

from pydantic import BaseModel, ConfigDict, SecretStr
from pydantic.fields import FieldInfo

from danvan_metrics.settings.value_kinds import ValueKind


class SettingKey(NamedTuple):
    """How a setting is called in danvan.toml."""

    section: str
    name: str

    def __str__(self) -> str:
        return f"[{self.section}] {self.name}"


@dataclass(frozen=True, slots=True)
class About:
    """Beside a field's type: its variable in the environment, its kind, what it chooses, and what holds otherwise.

    otherwise: what holds where nothing is said, in words; "" where the declared default says it.
    """

    variable: str
    kind: ValueKind
    words: str
    otherwise: str = ""


@dataclass(frozen=True, slots=True)
class Declaration:
    """One setting, whole."""

    key: SettingKey
    about: About
    default: Any
    secret: bool


class SettingsSection(BaseModel):
    """A section of danvan.toml; its docstring heads it. Values are of exactly the declared types, or refused unseen."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, hide_input_in_errors=True, defer_build=True)


def list_declarations(declared: type[BaseModel]) -> Mapping[SettingKey, Declaration]:
    """Every setting of every section, in the order of the file."""
    found = {
        SettingKey(section, name): _describe(SettingKey(section, name), field)
        for section, held in declared.model_fields.items()
        for name, field in find_section(held).model_fields.items()
    }
    return MappingProxyType(found)


def find_section(held: FieldInfo) -> type[SettingsSection]:
    """The section a field of the whole holds."""
    if not (isinstance(held.annotation, type) and issubclass(held.annotation, SettingsSection)):
        raise TypeError(held)
    return held.annotation


def _describe(key: SettingKey, field: FieldInfo) -> Declaration:
    [about] = (one for one in field.metadata if isinstance(one, About))
    return Declaration(key, about, field.default, secret=field.annotation is SecretStr)
