"""What is said about the settings, once gathered: what stands, who said it, what is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from danvan_metrics.errors import UserError
from danvan_metrics.settings.declaring import SettingKey
from danvan_metrics.settings.sections import Declared


@dataclass(frozen=True, slots=True)
class WrongSetting:
    """What is the matter with one setting; `key` is None where it is of the file as a whole."""

    key: SettingKey | None
    sentence: str


@dataclass(frozen=True, slots=True)
class FileLayer:
    """values: what the file says, as values of settings; raw: the same as written; wrong: what it says that no setting takes."""

    values: Mapping[SettingKey, Any] = field(repr=False)
    raw: Mapping[SettingKey, Any] = field(repr=False)
    wrong: tuple[WrongSetting, ...]


@dataclass(frozen=True)
class Gathered:
    """declared: every setting, those that are wrong at their defaults. texts: what variables say. in_file: what the file says."""

    declared: Declared
    texts: Mapping[SettingKey, str] = field(repr=False)  # secrets among them
    in_file: frozenset[SettingKey]
    file: Path | None
    wrong: tuple[WrongSetting, ...] = ()

    def check(self, *sections: str) -> None:
        """UserError for the first setting that is wrong, of these sections (of all, where none is named) or of the file."""
        for one in self.wrong:
            if not (sections and one.key) or one.key.section in sections:
                raise UserError(one.sentence)
