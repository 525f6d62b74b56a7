"""Every setting with the value in force and where that comes from, for people to look at: no secret among it."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final, Literal

from pydantic import SecretStr

from danvan_metrics.settings.declaring import Declaration, SettingKey
from danvan_metrics.settings.gathered import Gathered
from danvan_metrics.settings.load import settle
from danvan_metrics.settings.sections import DECLARATIONS, VARIABLES, Declared
from danvan_metrics.settings.settings_file import VARIABLE
from danvan_metrics.settings.value_kinds import STORE_ADDRESS
from danvan_metrics.settings.wrong import suggest

_PREFIX: Final = "DANVAN_"
HIDDEN: Final = "đã đặt, không hiện"
_ADDRESS: Final = re.compile(r"([\w+]+://)(?:([^:/@?#]*)(:[^@/?#]*)?@)?([^@/?#]*)(/[^@?#]*)?(\?.*)?", re.DOTALL)
_FREE: Final = frozenset({*VARIABLES, VARIABLE})


@dataclass(frozen=True, slots=True)
class SettingInForce:
    """One setting. value: what JSON can say of it, None for nothing, a secret or nonsense; wrong: what is the matter, else "".

    said: whether a secret is set. over_file: whether a variable stands over what the file says.
    """

    declaration: Declaration
    value: str | int | list[str] | None
    origin: Literal["environment", "file", "default"]
    said: bool
    over_file: bool
    wrong: str


def list_in_force(gathered: Gathered) -> list[SettingInForce]:
    """All of them, in the order of the file; one that is wrong without a value, with what is the matter."""
    wrong = {one.key: one.sentence for one in gathered.wrong if one.key}
    values = _find_values(gathered.declared)
    return [
        SettingInForce(
            declaration=one,
            value=None if key in wrong else _show(one, values[key]),
            origin="environment" if key in gathered.texts else "file" if key in gathered.in_file or key in wrong else "default",
            said=bool(values[key]),
            over_file=key in gathered.texts and key in gathered.in_file,
            wrong=wrong.get(key, ""),
        )
        for key, one in DECLARATIONS.items()
    ]


def list_strange_variables(environment: Mapping[str, str] | None = None) -> dict[str, str]:
    """Variables that look like settings and are none, with the one that was meant, else ""."""
    given = os.environ if environment is None else environment
    strange = sorted(name for name in given if name.startswith(_PREFIX) and name not in _FREE)
    known = {name.removeprefix(_PREFIX).lower(): name for name in _FREE}
    return {name: known.get(suggest(name.removeprefix(_PREFIX), list(known)), "") for name in strange}


def holds_secret(gathered: Gathered) -> bool:
    """Whether the file says something that is nobody else's."""
    return any(DECLARATIONS[key].secret for key in gathered.in_file)


def hide_password(address: str) -> str:
    """A store's address without its password; wholly hidden where one cannot be sure which part that is."""
    if address.startswith("sqlite"):
        return address.partition("?")[0]
    found = _ADDRESS.fullmatch(address)
    if not found:
        return HIDDEN
    scheme, user, password, host, database, _more = found.groups(default="")
    return f"{scheme}{user}{':***' if password else ''}{'@' if user or password else ''}{host}{database}"


def _find_values(declared: Declared) -> dict[SettingKey, Any]:
    """What holds, with what follows where nothing was said."""
    settings = settle(declared)
    plain = {key: getattr(getattr(declared, key.section), key.name) for key in DECLARATIONS}
    return plain | {
        SettingKey("store", "database_url"): SecretStr(settings.database_url),
        SettingKey("store", "create"): settings.create_store,
        SettingKey("plan", "plan"): settings.plan_path,
        SettingKey("plan", "plans"): settings.plans_path,
        SettingKey("plan", "roster"): settings.roster_path,
        SettingKey("plan", "communes"): settings.communes_path,
        SettingKey("sample", "database_url"): SecretStr(settings.sample_database_url),
        SettingKey("serving", "log_folder"): settings.serving.log_folder,
        SettingKey("serving", "data_out"): settings.serving.data_out,
    }


def _show(declaration: Declaration, value: Any) -> str | int | list[str] | None:
    if isinstance(value, SecretStr):
        return hide_password(value.get_secret_value()) if declaration.about.kind is STORE_ADDRESS else None
    if isinstance(value, tuple):
        return list(value) or None
    if isinstance(value, Path):
        return str(value)
    return value.isoformat() if isinstance(value, date) else None if value == "" else value
