"""The settings, settled: every part of the program asks here and nowhere else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from danvan_metrics.folders import DATA, KEPT
from danvan_metrics.settings.settled import Limits, Serving, Settings, SignIn

if TYPE_CHECKING:
    from danvan_metrics.settings.gathered import Gathered
    from danvan_metrics.settings.sections import Declared


@dataclass(frozen=True, slots=True)
class _Sample:
    """Which sample is looked at: where its recipe is, and the file its store is kept in."""

    folder: Path
    store: str


_SAMPLES: Final = {
    "": _Sample(DATA / "sample", "minh-hoa.sqlite3"),
    "tinh": _Sample(DATA / "sample" / "province", "minh-hoa-tinh.sqlite3"),
}


def load_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """All settings in force: those of the environment (this one, where it is given) over danvan.toml over the defaults.

    Where an environment is given the file counts only if DANVAN_SETTINGS names it. UserError for the first that is wrong.
    """
    gathered = _gather(environment)
    gathered.check()
    return settle(gathered.declared)


def load_sign_in(environment: Mapping[str, str] | None = None) -> SignIn:
    """Whether people sign in, and as whom; the environment, the file and errors are as `load_settings` says."""
    gathered = _gather(environment)
    gathered.check("sign_in")
    return _settle_sign_in(gathered.declared)


def load_serving(environment: Mapping[str, str] | None = None) -> Serving:
    """How browsers are served; as `load_settings`. What people sign in with decides what is open without being asked for."""
    gathered = _gather(environment)
    gathered.check("serving", "sign_in")
    return _settle_serving(gathered.declared)


def load_limits(environment: Mapping[str, str] | None = None) -> Limits:
    """The limits on files; as `load_settings`."""
    from danvan_metrics.settings.limits_section import count_limits  # noqa: PLC0415 - as in `_gather`

    gathered = _gather(environment)
    gathered.check("limits")
    return count_limits(gathered.declared.limits)


def name_browser(environment: Mapping[str, str] | None = None) -> str:
    """The Chrome, Edge or Chromium that draws pictures, by name or path, where one is named; else "". As `load_settings`."""
    gathered = _gather(environment)
    gathered.check("pictures")
    return gathered.declared.pictures.chromium


def asks_for_progress(environment: Mapping[str, str] | None = None) -> bool:
    """Whether commands tell how far they are where nobody watches a screen. As `load_settings`."""
    gathered = _gather(environment)
    gathered.check("command_line")
    return gathered.declared.command_line.progress


def settle(declared: Declared) -> Settings:
    """What was said, with everything that follows from it where nothing was."""
    from danvan_metrics.settings.limits_section import count_limits  # noqa: PLC0415 - as in `_gather`

    store, plan, sample = declared.store, declared.plan, _SAMPLES[declared.sample.kind]
    said = store.database_url.get_secret_value()
    return Settings(
        database_url=said or _sqlite_url("danvan.sqlite3"),
        sample_database_url=declared.sample.database_url.get_secret_value() or _sqlite_url(sample.store),
        plan_path=plan.plan or DATA / "plans" / "2020",
        roster_path=plan.roster or DATA / "schools.csv",
        communes_path=plan.communes or DATA / "communes" / "ba_che_communes.geojson",
        fixed_today=plan.today,
        create_store=store.create or not said,
        copies=store.backup_folder,
        sign_in=_settle_sign_in(declared),
        serving=_settle_serving(declared),
        limits=count_limits(declared.limits),
        plans_path=plan.plans or (None if plan.plan else DATA / "plans"),  # whoever names a plan of their own is offered no other
        sample_folder=sample.folder,
        units_path=plan.units,
        look_folder=declared.look.folder,
    )


def _gather(environment: Mapping[str, str] | None) -> Gathered:
    # The processes that read workbooks import `settings` for its limits, and neither pydantic nor a file.
    from danvan_metrics.settings.gathering import gather  # noqa: PLC0415

    return gather(environment)


def _settle_sign_in(declared: Declared) -> SignIn:
    said = declared.sign_in
    return SignIn(required=said.kind == "oidc", claim=said.claim, admins=said.admins, name=said.actor)


def _settle_serving(declared: Declared) -> Serving:
    said = declared.serving
    on_laptop = declared.sign_in.kind == ""
    return Serving(
        site=said.site,
        log_folder=said.log_folder.absolute() if said.log_folder else None,
        log_json=said.log_form == "json",
        token=said.metrics_token.get_secret_value(),
        data_out=on_laptop if said.data_out is None else said.data_out,
        data_token=said.data_token.get_secret_value(),
    )


def _sqlite_url(name: str) -> str:
    return f"sqlite:///{KEPT / name}"
