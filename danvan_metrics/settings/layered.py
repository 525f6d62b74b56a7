"""Environment over file over default, by pydantic-settings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource

from danvan_metrics.settings.sections import Declared

Sections = Mapping[str, Mapping[str, Any]]


class _Layered(BaseSettings, Declared):
    """What is declared, filled from the layers it is made with and from nothing else."""


class _Layer(PydanticBaseSettingsSource):
    """What one place says, by section."""

    def __init__(self, said: Sections) -> None:
        super().__init__(_Layered)
        self._said = said

    def get_field_value(self, field: FieldInfo, field_name: str) -> tuple[Any, str, bool]:  # noqa: ARG002 - their signature
        """A section's own values, never parsed further."""
        return self._said.get(field_name), field_name, False

    def __call__(self) -> dict[str, Any]:
        """All sections of which something is said."""
        return dict(self._said)


def lay_over(*layers: Sections) -> Declared:
    """The settings in force, the first layer that says one counting; pydantic's ValidationError where a value is none."""
    return _Layered(_build_sources=(tuple(map(_Layer, layers)), {}))
