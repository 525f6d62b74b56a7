"""Every setting said once, in a variable and in danvan.toml, with what it means."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from danvan_metrics.folders import DATA
from danvan_metrics.settings import asks_for_progress, load_settings, name_browser
from danvan_metrics.settings.declaring import SettingKey

#: Another value, by a setting's name or by the value it is said with; else words will do.
OTHERS = {
    "today": "2021-01-01",
    "claim": "'sub'",
    "log_form": "'text'",
    "admins": "['x@y.vn']",
    "site": "'https://b.vn'",
    "kind": '""',
    "true": "false",
    "false": "true",
    "'/noi/khac'": "'/noi/khac-nua'",
}


@dataclass(frozen=True)
class Said:
    """One setting: key and TOML in the file, text in the variable, and what is read then (`get` of all settings)."""

    section: str
    name: str
    variable: str
    toml: str
    text: str
    meaning: Any
    get: str | Callable[[Mapping[str, str]], Any]

    @property
    def key(self) -> SettingKey:
        return SettingKey(self.section, self.name)

    @property
    def lines(self) -> str:
        return f"[{self.section}]\n{self.name} = {self.toml}\n"

    @property
    def other(self) -> str:
        """TOML of the same kind that means something else."""
        if self.section == "limits":
            return str(int(self.toml) * 2)
        return OTHERS.get(self.name, OTHERS.get(self.toml, "'một mã bí mật khác'"))

    def read(self, environment: Mapping[str, str]) -> Any:
        if callable(self.get):
            return self.get(environment)
        found: Any = load_settings(environment)
        for part in self.get.split("."):
            found = getattr(found, part)
        return found


def write_settings(folder: Path, lines: str) -> Path:
    """danvan.toml in a folder, of these lines."""
    path = folder / "danvan.toml"
    path.write_text(lines, encoding="utf-8")
    return path


def _say_place(section: str, name: str, variable: str, get: str) -> Said:
    return Said(section, name, variable, "'/noi/khac'", "/noi/khac", Path("/noi/khac"), get)


def _say_limit(name: str, number: int, meaning: int, get: str) -> Said:
    return Said("limits", name, f"DANVAN_{name.upper()}", str(number), str(number), meaning, f"limits.{get}")


SAID = (
    Said(
        "store",
        "database_url",
        "DANVAN_DATABASE_URL",
        "'sqlite:////a.sqlite3'",
        "sqlite:////a.sqlite3",
        "sqlite:////a.sqlite3",
        "database_url",
    ),
    # At the default place a store may always be made: `create` counts beside an address.
    Said(
        "store",
        "create",
        "DANVAN_CREATE",
        "true",
        "1",
        True,
        lambda given: load_settings({"DANVAN_DATABASE_URL": "a", **given}).create_store,
    ),
    _say_place("store", "backup_folder", "DANVAN_BACKUP_FOLDER", "copies"),
    _say_place("plan", "plan", "DANVAN_PLAN", "plan_path"),
    _say_place("plan", "plans", "DANVAN_PLANS", "plans_path"),
    _say_place("plan", "roster", "DANVAN_ROSTER", "roster_path"),
    _say_place("plan", "units", "DANVAN_UNITS", "units_path"),
    _say_place("plan", "communes", "DANVAN_COMMUNES", "communes_path"),
    Said("plan", "today", "DANVAN_TODAY", "2020-09-17", "2020-09-17", date(2020, 9, 17), "fixed_today"),
    Said("sample", "kind", "DANVAN_SAMPLE", "'tinh'", "tinh", DATA / "sample" / "province", "sample_folder"),
    Said(
        "sample",
        "database_url",
        "DANVAN_SAMPLE_DATABASE_URL",
        "'sqlite:////b'",
        "sqlite:////b",
        "sqlite:////b",
        "sample_database_url",
    ),
    Said("sign_in", "kind", "DANVAN_SIGN_IN", "'oidc'", "oidc", True, "sign_in.required"),
    Said("sign_in", "claim", "DANVAN_SIGN_IN_CLAIM", "'oid'", "oid", "oid", "sign_in.claim"),
    Said("sign_in", "admins", "DANVAN_ADMINS", "['a@b.vn', 'c@d.vn']", "a@b.vn, c@d.vn,", ("a@b.vn", "c@d.vn"), "sign_in.admins"),
    Said("sign_in", "actor", "DANVAN_ACTOR", "'Cô Mai'", " Cô Mai ", "Cô Mai", "sign_in.name"),
    Said("serving", "site", "DANVAN_SITE", "'https://a.vn:8443/'", "https://a.vn:8443/", "https://a.vn:8443", "serving.site"),
    _say_place("serving", "log_folder", "DANVAN_LOG_FOLDER", "serving.log_folder"),
    Said("serving", "log_form", "DANVAN_LOG_FORM", "'json'", "json", True, "serving.log_json"),
    Said("serving", "metrics_token", "DANVAN_METRICS_TOKEN", "'chìa'", "chìa", "chìa", "serving.token"),
    Said("serving", "data_out", "DANVAN_DATA_OUT", "false", "0", False, "serving.data_out"),
    Said(
        "serving",
        "data_token",
        "DANVAN_DATA_TOKEN",
        "'chìa khóa rất dài'",
        "chìa khóa rất dài",
        "chìa khóa rất dài",
        "serving.data_token",
    ),
    _say_limit("largest_file_mb", 5, 5_000_000, "largest_file"),
    _say_limit("largest_unpacked_mb", 50, 50_000_000, "largest_unpacked"),
    _say_limit("most_members", 500, 500, "most_members"),
    _say_limit("most_sheets", 30, 30, "most_sheets"),
    _say_limit("largest_range", 1_000_000, 1_000_000, "largest_range"),
    _say_limit("most_files", 300, 300, "most_files"),
    _say_limit("largest_evidence_mb", 7, 7_000_000, "largest_evidence"),
    _say_limit("most_evidence", 9, 9, "most_evidence"),
    _say_limit("largest_archive_mb", 80, 80_000_000, "largest_archive"),
    _say_limit("read_seconds", 10, 10, "seconds"),
    _say_limit("read_memory_mb", 512, 512 * 2**20, "memory"),
    _say_limit("read_workers", 1, 1, "workers"),
    _say_place("look", "folder", "DANVAN_LOOK", "look_folder"),
    Said("command_line", "progress", "DANVAN_PROGRESS", "true", "1", True, asks_for_progress),
    Said("pictures", "chromium", "CHROMIUM", "'/opt/chrome'", " /opt/chrome ", "/opt/chrome", name_browser),
)
