"""danvan.toml as values of settings: which keys there are, and what no key may hold."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from danvan_metrics.settings.declaring import SettingKey
from danvan_metrics.settings.gathered import FileLayer, WrongSetting
from danvan_metrics.settings.sections import DECLARATIONS, VARIABLES, Declared
from danvan_metrics.settings.settings_file import name_file
from danvan_metrics.settings.settings_toml import read_settings_file
from danvan_metrics.settings.wrong import LIST, suggest, write_plainly

_SECTIONS: Final = list(Declared.model_fields)
_CONTROL: Final = "có xuống dòng hoặc ký tự điều khiển (trong dấu nháy kép, \\ là ký hiệu riêng);"
_SQLITE: Final = re.compile(r"(sqlite(?:\+\w+)?:///)(?!:memory:|file:)([^?]+)(.*)", re.DOTALL)


def read_file_layer(path: Path) -> FileLayer:
    """Read it; UserError where it is no TOML. A key left empty ("") says nothing."""
    raw: dict[SettingKey, Any] = {}
    wrong: list[WrongSetting] = []
    for key, value in _walk(read_settings_file(path)):
        problem = _find_problem(key, value)
        if problem:
            wrong.append(WrongSetting(key if key in DECLARATIONS else None, f"{name_file(path)}: {problem}"))
        elif not (isinstance(value, str) and not value.strip()):
            raw[key] = value
    return FileLayer({key: _read(key, value, path.parent) for key, value in raw.items()}, raw, tuple(wrong))


def _walk(document: Mapping[str, Any]) -> Iterator[tuple[SettingKey, Any]]:
    """Every key with its value; of what should be a section and is none, the key has no name."""
    for section, held in document.items():
        if section in _SECTIONS and isinstance(held, dict):
            yield from ((SettingKey(section, name), value) for name, value in held.items())
        else:
            yield SettingKey(section, ""), held


def _find_problem(key: SettingKey, value: Any) -> str:
    if not key.name:
        return _describe_stray(key.section, value)
    if key not in DECLARATIONS:
        return f"không có khóa {write_plainly(str(key))}; {_suggest_key(key)}"
    if isinstance(value, str) and any(unicodedata.category(letter) == "Cc" for letter in value.strip()):
        return f"{key} {_CONTROL} hãy ghi {DECLARATIONS[key].about.kind.in_file}."
    return ""


def _describe_stray(name: str, value: Any) -> str:
    if name in _SECTIONS:
        return f"{name} phải là một phần; hãy ghi một dòng [{name}] rồi các khóa của phần ấy ở dưới."
    if isinstance(value, dict):
        meant = suggest(name, _SECTIONS)
        remedy = f"có phải [{meant}]? Hãy sửa tên phần" if meant else "hãy xóa phần ấy"
        return f"không có phần [{write_plainly(name)}]; {remedy} ({LIST})."
    return f"khóa {write_plainly(name)} đứng ngoài mọi phần; {_suggest_key(SettingKey('', name))}"


def _suggest_key(key: SettingKey) -> str:
    """The key that was meant: one like it in its own section, else one of that name, or like it, or a variable, in any."""
    beside = {one.name: one for one in DECLARATIONS if one.section == key.section}
    anywhere = {one.name: one for one in [*DECLARATIONS][::-1]} | VARIABLES
    near = beside.get(suggest(key.name, list(beside)))
    exact = anywhere.get(key.name) or anywhere.get(key.name.upper())
    meant = exact or near or anywhere.get(suggest(key.name, list(anywhere)))
    if meant is None:
        return f"hãy xóa dòng đó ({LIST})."
    named = meant.name if meant.section == key.section else f"{meant.name} ở phần [{meant.section}]"
    return f"có phải {named}? Hãy sửa lại ({LIST})."


def _read(key: SettingKey, value: Any, folder: Path) -> Any:
    """As a value of the setting, a relative place meant from the file's folder; what is none is left to the declaration."""
    kind = DECLARATIONS[key].about.kind
    read = kind.read_toml(value.strip() if isinstance(value, str) else value)
    if kind.folder_bound and isinstance(read, Path):
        return folder / read
    return _bind_store(read, folder) if kind.folder_bound and isinstance(read, str) else read


def _bind_store(address: str, folder: Path) -> str:
    found = _SQLITE.fullmatch(address)
    return f"{found[1]}{folder / found[2]}{found[3]}" if found else address
