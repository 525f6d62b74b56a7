"""What is said in variables and in the file, laid over one another and judged.

Imports stand where they are needed: with a variable or two, as most offices have them, a command waits for none of these.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from danvan_metrics.errors import UserError
from danvan_metrics.settings.declaring import SettingKey
from danvan_metrics.settings.gathered import FileLayer, Gathered, WrongSetting
from danvan_metrics.settings.sections import DECLARATIONS, Declared
from danvan_metrics.settings.settings_file import name_file


def weigh(texts: Mapping[SettingKey, str], path: Path | None) -> Gathered:
    """Variables over the file over the defaults; whatever is wrong is told beside what stands."""
    layer = _read_layer(path) if path else FileLayer({}, {}, ())
    values = {key: DECLARATIONS[key].about.kind.read_text(text.strip()) for key, text in texts.items()}
    declared, refused = _settle(values, layer.values)
    wrong = [_describe(key, texts, layer, path) for key in refused]
    return Gathered(declared, dict(texts), frozenset(layer.values), path, (*layer.wrong, *wrong))


def _read_layer(path: Path) -> FileLayer:
    from danvan_metrics.settings.file_layer import read_file_layer  # noqa: PLC0415

    try:
        return read_file_layer(path)
    except UserError as error:
        return FileLayer({}, {}, (WrongSetting(None, str(error)),))


def _settle(*layers: Mapping[SettingKey, Any]) -> tuple[Declared, list[SettingKey]]:
    """The settings, and those that were refused: they are left at their defaults so that the others can be looked at."""
    try:
        return _lay_over(*layers), []
    except ValidationError as error:
        found = {SettingKey(str(one["loc"][0]), str(one["loc"][1])) for one in error.errors(include_input=False)}
    refused = [key for key in DECLARATIONS if key in found]
    return _lay_over(*({key: value for key, value in layer.items() if key not in found} for layer in layers)), refused


def _lay_over(*layers: Mapping[SettingKey, Any]) -> Declared:
    """Where one place alone says something, nothing lies over anything."""
    said = [_sort_by_section(layer) for layer in layers if layer]
    if len(said) < 2:
        return Declared.model_validate(said[0] if said else {})
    # It brings asyncio and a command line along: a tenth of what loading pandas takes.
    from danvan_metrics.settings.layered import lay_over  # noqa: PLC0415

    return lay_over(*said)


def _sort_by_section(layer: Mapping[SettingKey, Any]) -> dict[str, dict[str, Any]]:
    sections: dict[str, dict[str, Any]] = {}
    for key, value in layer.items():
        sections.setdefault(key.section, {})[key.name] = value
    return sections


def _describe(key: SettingKey, texts: Mapping[SettingKey, str], layer: FileLayer, path: Path | None) -> WrongSetting:
    from danvan_metrics.settings.wrong import describe_wrong_text, describe_wrong_toml  # noqa: PLC0415

    if key in texts:
        return WrongSetting(key, describe_wrong_text(DECLARATIONS[key], texts[key]))
    return WrongSetting(key, f"{name_file(path or Path())}: {describe_wrong_toml(DECLARATIONS[key], layer.raw[key])}")
