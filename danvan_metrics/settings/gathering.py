"""Gather what is said about every setting, anew only where something has changed."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from danvan_metrics.settings.declaring import SettingKey
from danvan_metrics.settings.gathered import Gathered
from danvan_metrics.settings.sections import DECLARATIONS, Declared
from danvan_metrics.settings.settings_file import SettingsFile, find_settings_file

_Stamp = tuple[tuple[tuple[SettingKey, str], ...], SettingsFile | None]


@dataclass
class _Kept:
    """What was gathered last: pages ask at every click, and little of it ever changes."""

    last: tuple[_Stamp, Gathered] | None = field(default=None)


_KEPT: Final = _Kept()


def gather(environment: Mapping[str, str] | None = None) -> Gathered:
    """Look into this process's environment, or into the one given, and into the file.

    Where an environment is given, a file counts only if that names it (DANVAN_SETTINGS).
    """
    given = os.environ if environment is None else environment
    texts = _find_texts(given)
    file = find_settings_file(given, usual=environment is None)
    stamp = (tuple(texts.items()), file)
    kept = _KEPT.last
    if kept and kept[0] == stamp:
        return kept[1]
    gathered = _gather(texts, file)
    _KEPT.last = (stamp, gathered)
    return gathered


def _find_texts(given: Mapping[str, str]) -> dict[SettingKey, str]:
    said = {key: given.get(one.about.variable, "") for key, one in DECLARATIONS.items()}
    return {key: text for key, text in said.items() if text.strip()}


def _gather(texts: Mapping[SettingKey, str], file: SettingsFile | None) -> Gathered:
    if not texts and file is None:
        return Gathered(Declared.model_construct(), {}, frozenset(), None)
    # On most laptops nothing is said: what judges it is not loaded then.
    from danvan_metrics.settings.weighing import weigh  # noqa: PLC0415

    return weigh(texts, file.path if file else None)
