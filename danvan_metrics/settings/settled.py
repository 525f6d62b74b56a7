"""The settings as the program asks for them: frozen, complete, with nothing left to be guessed."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from danvan_metrics.folders import DATA

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
    program's own measures from another machine, "" for nobody. data_out: whether the read-only tables for spreadsheets answer;
    data_token: whoever shows it may read them where people sign in, "" for nobody but who is signed in.
    """

    site: str = ""
    log_folder: Path | None = None
    log_json: bool = False
    token: str = field(default="", repr=False)
    data_out: bool = True
    data_token: str = field(default="", repr=False)


@dataclass(frozen=True)
class Settings:
    """Where things are; `today` is None unless the settings fix the day on which figures are judged.

    plans_path: the folder whose folders are the plans that may be chosen beside `plan_path`, the usual one; None for no others.
    units_path: the units that stand above the schools; None where schools stand under the office alone.
    look_folder: the office's own look (name, crest, templates of slides and papers); None for the program's.
    sample_folder: where the sample's recipe is; a roster that stands beside it is the sample's own.
    `create_store`: whether a store may be made where none stands; elsewhere than at the default place it must be asked for.
    `copies`: where a store is copied to before its tables are upgraded; None for beside the store's file.
    The stores' addresses may hold a password and are not told by `repr`.
    """

    database_url: str = field(repr=False)
    sample_database_url: str = field(repr=False)
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
