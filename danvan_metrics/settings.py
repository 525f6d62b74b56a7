"""One frozen settings object; the only reader of the environment."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from danvan_metrics.errors import UserError
from danvan_metrics.folders import DATA, KEPT

TIME_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
MEGABYTE: Final = 1_000_000
MEBIBYTE: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of a stranger's file is taken before it is refused; sizes in bytes.

    `largest_unpacked` holds for all members of a workbook's zip, and for what is read from it; `largest_range` is rows × columns
    of its sheets together. `most_files` and `largest_archive` (unpacked) are for one batch. `seconds` and `memory` are for
    reading one file, in each of `workers` processes. `largest_evidence` is for one file handed in beside a return,
    `most_evidence` for how many of them a school has in a period.
    """

    largest_file: int = 20 * MEGABYTE
    largest_unpacked: int = 100 * MEGABYTE
    most_members: int = 2_000
    most_sheets: int = 200
    largest_range: int = 8_000_000
    most_files: int = 2_000
    largest_evidence: int = 20 * MEGABYTE
    most_evidence: int = 200
    largest_archive: int = 500 * MEGABYTE
    seconds: int = 30
    memory: int = 1024 * MEBIBYTE  # the hungriest of 5,626 strangers' files took 532 MB
    workers: int = 2


_CLAIMS: Final = ("email", "sub", "preferred_username", "oid")


@dataclass(frozen=True, slots=True)
class _LimitVariable:
    """How a limit is written in the environment: in which unit, and the least that still lets a return through."""

    limit: str
    unit: int = 1
    least: int = 1


_LIMIT_VARIABLES: Final = {
    "DANVAN_LARGEST_FILE_MB": _LimitVariable("largest_file", MEGABYTE),
    "DANVAN_LARGEST_UNPACKED_MB": _LimitVariable("largest_unpacked", MEGABYTE),
    "DANVAN_MOST_MEMBERS": _LimitVariable("most_members", least=50),
    "DANVAN_MOST_SHEETS": _LimitVariable("most_sheets", least=10),
    "DANVAN_LARGEST_RANGE": _LimitVariable("largest_range", least=10_000),
    "DANVAN_MOST_FILES": _LimitVariable("most_files"),
    "DANVAN_LARGEST_EVIDENCE_MB": _LimitVariable("largest_evidence", MEGABYTE),
    "DANVAN_MOST_EVIDENCE": _LimitVariable("most_evidence"),
    "DANVAN_LARGEST_ARCHIVE_MB": _LimitVariable("largest_archive", MEGABYTE),
    "DANVAN_READ_SECONDS": _LimitVariable("seconds"),
    "DANVAN_READ_MEMORY_MB": _LimitVariable("memory", MEBIBYTE, least=256),
    "DANVAN_READ_WORKERS": _LimitVariable("workers"),
}


@dataclass(frozen=True, slots=True)
class _Sample:
    """Which sample is looked at: where its recipe is, and the file its store is kept in."""

    folder: Path
    store: str


_SAMPLES: Final = {
    "": _Sample(DATA / "sample", "minh-hoa.sqlite3"),
    "tinh": _Sample(DATA / "sample" / "province", "minh-hoa-tinh.sqlite3"),
}


@dataclass(frozen=True, slots=True)
class SignIn:
    """Who may work with the program. On a laptop (`required` is False) nobody signs in: whoever sits at it says their name.

    claim: what of the provider's token names a person (`email` counts only where the provider has verified it). admins: who is
    an administrator whatever the store says, so that somebody can let in the first. name: said for this machine, else "".
    """

    required: bool = False
    claim: str = "email"
    admins: tuple[str, ...] = ()
    name: str = ""


@dataclass(frozen=True, slots=True)
class Serving:
    """How the dashboard is served to browsers.

    site: the address people reach it at, through a proxy too (https://…), else "" for this machine's own. log_folder: where logs
    are kept, None for none; log_json: a line of JSON an event, else a line of text. token: whoever shows it may read the
    program's own measures from another machine, "" for nobody.
    """

    site: str = ""
    log_folder: Path | None = None
    log_json: bool = False
    token: str = field(default="", repr=False)


@dataclass(frozen=True)
class Settings:
    """Where things are; `today` is None unless the environment fixes the day on which figures are judged.

    plans_path: the folder whose folders are the plans that may be chosen beside `plan_path`, the usual one; None for no others.
    units_path: the units that stand above the schools; None where schools stand under the office alone.
    look_folder: the office's own look (name, crest, templates of slides and papers); None for the program's.
    sample_folder: where the sample's recipe is; a roster that stands beside it is the sample's own.
    `create_store`: whether a store may be made where none stands; elsewhere than at the default place it must be asked for.
    `copies`: where a store is copied to before its tables are upgraded; None for beside the store's file.
    """

    database_url: str
    sample_database_url: str
    plan_path: Path
    roster_path: Path
    communes_path: Path
    fixed_today: date | None
    create_store: bool = False
    copies: Path | None = None
    sign_in: SignIn = field(default_factory=SignIn)
    serving: Serving = field(default_factory=Serving)
    limits: Limits = field(default_factory=Limits)
    plans_path: Path | None = None
    sample_folder: Path = DATA / "sample"
    units_path: Path | None = None
    look_folder: Path | None = None

    def today(self) -> date:
        """The day in Viet Nam on which deadlines are judged."""
        return self.fixed_today or datetime.now(TIME_ZONE).date()


def load_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Read where things are, and the limits as `load_limits` does.

    DANVAN_DATABASE_URL, DANVAN_SAMPLE_DATABASE_URL, DANVAN_CREATE, DANVAN_PLAN, DANVAN_PLANS, DANVAN_ROSTER, DANVAN_UNITS,
    DANVAN_COMMUNES, DANVAN_TODAY, DANVAN_BACKUP_FOLDER, DANVAN_SAMPLE (tinh: a province's), DANVAN_LOOK, and as `load_sign_in`
    and `load_serving` do.
    """
    given = os.environ if environment is None else environment
    sample = _find_sample(given)
    return Settings(
        database_url=given.get("DANVAN_DATABASE_URL") or _sqlite_url("danvan.sqlite3"),
        sample_database_url=given.get("DANVAN_SAMPLE_DATABASE_URL") or _sqlite_url(sample.store),
        plan_path=Path(given.get("DANVAN_PLAN") or DATA / "plans" / "2020"),
        roster_path=Path(given.get("DANVAN_ROSTER") or DATA / "schools.csv"),
        communes_path=Path(given.get("DANVAN_COMMUNES") or DATA / "communes" / "ba_che_communes.geojson"),
        fixed_today=_read_day(given.get("DANVAN_TODAY")),
        create_store=_read_yes("DANVAN_CREATE", given) or not given.get("DANVAN_DATABASE_URL"),
        copies=Path(given["DANVAN_BACKUP_FOLDER"]) if given.get("DANVAN_BACKUP_FOLDER", "").strip() else None,
        sign_in=load_sign_in(given),
        serving=load_serving(given),
        limits=load_limits(given),
        plans_path=_find_plans(given),
        sample_folder=sample.folder,
        units_path=Path(given["DANVAN_UNITS"]) if given.get("DANVAN_UNITS", "").strip() else None,
        look_folder=Path(given["DANVAN_LOOK"]) if given.get("DANVAN_LOOK", "").strip() else None,
    )


def load_sign_in(environment: Mapping[str, str] | None = None) -> SignIn:
    """Whether people sign in, and as whom.

    DANVAN_SIGN_IN (oidc, or empty on a laptop), DANVAN_SIGN_IN_CLAIM, DANVAN_ADMINS (separated by commas) and DANVAN_ACTOR.
    """
    given = os.environ if environment is None else environment
    kind = given.get("DANVAN_SIGN_IN", "").strip()
    if kind not in {"", "oidc"}:
        raise UserError(f"DANVAN_SIGN_IN đang là “{kind}”; hãy ghi oidc, hoặc để trống trên máy một người dùng.")
    claim = given.get("DANVAN_SIGN_IN_CLAIM", "").strip() or "email"
    if claim not in _CLAIMS:
        raise UserError(f"DANVAN_SIGN_IN_CLAIM đang là “{claim}”; hãy ghi một trong: {', '.join(_CLAIMS)}.")
    admins = tuple(one.strip() for one in given.get("DANVAN_ADMINS", "").split(",") if one.strip())
    return SignIn(required=kind == "oidc", claim=claim, admins=admins, name=given.get("DANVAN_ACTOR", "").strip())


def load_serving(environment: Mapping[str, str] | None = None) -> Serving:
    """How browsers are served.

    DANVAN_SITE (https://…), DANVAN_LOG_FOLDER, DANVAN_LOG_FORM (text, or json) and DANVAN_METRICS_TOKEN.
    """
    given = os.environ if environment is None else environment
    said = given.get("DANVAN_SITE", "").strip()
    site = said.rstrip("/")
    if said and not _is_site(site):
        raise UserError(
            f"DANVAN_SITE đang là “{said}”; hãy ghi địa chỉ mọi người mở chương trình, dạng https://dan-van.example.vn."
        )
    form = given.get("DANVAN_LOG_FORM", "").strip() or "text"
    if form not in {"text", "json"}:
        raise UserError(f"DANVAN_LOG_FORM đang là “{form}”; hãy ghi text hoặc json.")
    folder = given.get("DANVAN_LOG_FOLDER", "").strip()
    return Serving(
        site=site,
        log_folder=Path(folder).absolute() if folder else None,
        log_json=form == "json",
        token=given.get("DANVAN_METRICS_TOKEN", "").strip(),
    )


def name_browser(environment: Mapping[str, str] | None = None) -> str:
    """The Chrome, Edge or Chromium that draws pictures, by name or path, where CHROMIUM says one."""
    given = os.environ if environment is None else environment
    return given.get("CHROMIUM", "").strip()


def load_limits(environment: Mapping[str, str] | None = None) -> Limits:
    """The limits on files: the defaults, or what these variables say, in whole numbers.

    DANVAN_LARGEST_FILE_MB, DANVAN_LARGEST_UNPACKED_MB, DANVAN_MOST_MEMBERS, DANVAN_MOST_SHEETS, DANVAN_LARGEST_RANGE (cells),
    DANVAN_MOST_FILES, DANVAN_LARGEST_EVIDENCE_MB, DANVAN_MOST_EVIDENCE, DANVAN_LARGEST_ARCHIVE_MB, DANVAN_READ_SECONDS,
    DANVAN_READ_MEMORY_MB and DANVAN_READ_WORKERS.
    """
    given = os.environ if environment is None else environment
    said: dict[str, Any] = {
        variable.limit: _read_limit(name, given[name], variable)
        for name, variable in _LIMIT_VARIABLES.items()
        if given.get(name, "").strip()
    }
    return Limits(**said)


def _read_limit(name: str, text: str, variable: _LimitVariable) -> int:
    number = text.strip()  # isascii: “²” is a digit to Python, and `int` refuses it
    if not (number.isascii() and number.isdigit() and len(number) < 12 and int(number) >= variable.least):
        raise UserError(f"{name} đang là “{text}”; hãy ghi một số nguyên từ {variable.least} trở lên.")
    return int(number) * variable.unit


def _is_site(address: str) -> bool:
    try:
        parts = urlsplit(address)
        bare = parts.netloc == address.partition("://")[2]
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and bare and parts.port != 0
    except ValueError:  # a port that is none
        return False


def _find_plans(given: Mapping[str, str]) -> Path | None:
    """Whoever names a plan of their own is offered no other, unless they say where the others are."""
    said = given.get("DANVAN_PLANS", "").strip()
    usual = None if given.get("DANVAN_PLAN") else DATA / "plans"
    return Path(said) if said else usual


def _find_sample(given: Mapping[str, str]) -> _Sample:
    said = given.get("DANVAN_SAMPLE", "").strip()
    if said not in _SAMPLES:
        raise UserError(f"DANVAN_SAMPLE đang là “{said}”; hãy ghi tinh để xem dữ liệu minh họa của một tỉnh, hoặc để trống.")
    return _SAMPLES[said]


def _sqlite_url(name: str) -> str:
    return f"sqlite:///{KEPT / name}"


def _read_yes(name: str, given: Mapping[str, str]) -> bool:
    text = given.get(name, "").strip()
    if text not in {"", "0", "1"}:
        raise UserError(f"{name} đang là “{text}”; hãy ghi 1, hoặc để trống.")
    return text == "1"


def _read_day(text: str | None) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise UserError(f"DANVAN_TODAY đang là “{text}”; hãy ghi ngày dạng 2020-09-17.") from error
