"""Every cache of the dashboard: a district is opened once, and a figure is computed once per version of the data.

What comes out of here is shared by all sessions: nobody may change it in place.
"""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Concatenate, Final, Generic, ParamSpec, TypeVar

import plotly.graph_objects as go
import streamlit as st

from danvan_metrics.access.rights import WHOLE, Sight
from danvan_metrics.district import District, open_district
from danvan_metrics.formats.record import Chart
from danvan_metrics.look.office_look import Look, find_look
from danvan_metrics.meeting_acts import open_dataset
from danvan_metrics.metrics.dataset import Dataset
from danvan_metrics.settings import load_settings
from danvan_metrics.topics.narrowing import narrow
from danvan_metrics.web.one_moment import find_once, forget_moment

_VISITS: Final[list[bool]] = []
_WIDGETS: Final = Path(__file__).parent / "widgets"
Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")
Record = TypeVar("Record", bound=Chart)


@dataclass(frozen=True)
class Edition:
    """Which data are looked at: real or sample, as they stand ("") or as a snapshot fixed them, what is shown of them, of whom.

    unit: whose schools, or whose units where it has units under it; "" for the highest. plan: its code, "" for the usual one.
    Nothing has a default: whoever forgot the sight would show everything to everybody.
    """

    sample: bool
    snapshot: str
    sight: Sight
    unit: str
    plan: str


@dataclass(frozen=True)
class DataKey:
    """What a figure depends on beside its arguments: the edition, its version, and the day judged on; a snapshot never moves.

    look: the version of the office's look, which names the office in everything that is told.
    """

    edition: Edition
    version: int = 0
    day: date | None = None
    look: str = ""


@dataclass(frozen=True)
class Picture(Generic[Record]):
    """A chart's record and its drawing."""

    record: Record
    figure: go.Figure


def get_district(*, sample: bool, plan: str = "") -> District:
    """The district with its store opened, real or sample, at a plan ("": the usual one).

    UserError where plan, roster or store cannot be opened, or where there is no plan of this code.
    """
    district = _open_district(sample=sample, look=get_look().version)
    return district.turn_to(plan) if plan else district


def get_look() -> Look:
    """The office's look as its folder holds it now; UserError where the settings cannot be read."""
    return find_once("look", _find_look)


def _find_look() -> Look:
    settings = load_settings()
    return find_look(settings.look_folder, settings.limits)


# Opened anew where the look changes: plan and roster are read in its names.
@st.cache_resource(show_spinner=False, max_entries=4)
def _open_district(*, sample: bool, look: str) -> District:  # noqa: ARG001 - the look is the cache's key
    settings = load_settings()
    return open_district(settings, sample=sample, create=settings.create_store)


def get_dataset(edition: Edition) -> Dataset:
    """Everything in force in an edition, read again when the store or the day has changed; UserError for no such snapshot."""
    return _find_dataset(_data_key(edition))


def compute(
    measure: Callable[Concatenate[Dataset, Arguments], Result],
    edition: Edition,
    *arguments: Arguments.args,
    **named: Arguments.kwargs,
) -> Result:
    """`measure(dataset, *arguments)`, kept per version of the data; arguments are frozen values (Scope, str, …)."""
    name = f"{measure.__module__}.{measure.__qualname__}"
    result: Result = _compute(_data_key(edition), name, arguments, named, measure)
    return result


def consult(
    load: Callable[Concatenate[District, Arguments], Result],
    edition: Edition,
    *arguments: Arguments.args,
    **named: Arguments.kwargs,
) -> Result:
    """`load(district, *arguments)`, kept per version of the store: for pages that need rows of it and no figures.

    What comes is whole, whoever looks: only for what the page's own right covers, or what the caller narrows.
    """
    name = f"{load.__module__}.{load.__qualname__}"
    result: Result = _consult(_data_key(Edition(edition.sample, "", WHOLE, "", edition.plan)), name, arguments, named, load)
    return result


def draw_picture(
    collect: Callable[..., Record],
    draw: Callable[[Record], go.Figure],
    edition: Edition,
    *arguments: Any,
    **named: Any,
) -> Picture[Record]:
    """Collect and draw a chart, kept like any other figure."""

    def take(dataset: Dataset, *given: Any, **options: Any) -> Picture[Record]:
        record = collect(dataset, *given, **options)
        return Picture(record, draw(record))

    name = f"{draw.__module__}.{draw.__qualname__}"
    picture: Picture[Record] = _compute(_data_key(edition), name, arguments, named, take)
    _spare_collector()
    return picture


def sample_is_ready() -> bool:
    """Whether the sample store holds the whole sample of today's recipe, plan and roster."""
    return _sample_is_ready(get_district(sample=True).repository.version())


def forget_figures() -> None:
    """Drop everything computed: a store begun anew counts its versions from the start."""
    for cached in (_load_dataset, _narrow_dataset, _compute, _consult, _sample_is_ready):
        cached.clear()
    forget_moment()


@lru_cache(maxsize=64)
def remember(make: Callable[[Hashable], Result], value: Hashable) -> Result:
    """`make(value)`, kept for the last values asked for; the same value always makes the same."""
    return make(value)


@cache
def read_assets(folder: Path, *names: str) -> str:
    """Style sheets or scripts that stand beside a module, one after another."""
    return "\n".join((folder / name).read_text(encoding="utf-8") for name in names)


@cache
def declare_component(folder: Path, name: str, html: str) -> Any:
    """A component of our own: its script and style stand in `folder` as name.js and name.css; its links are real ones."""
    script = read_assets(_WIDGETS, "link.js", "fit.js") + read_assets(folder, f"{name}.js")
    style = read_assets(folder, f"{name}.css")
    return st.components.v2.component(f"danvan_{name}", html=html, css=style, js=script)


@st.cache_resource(show_spinner=False)
def describe_missing_pictures() -> str:
    """Why no pictures can be made on this machine; "" where they can."""
    from danvan_metrics.formats import pictures  # noqa: PLC0415 - looks for a browser

    return pictures.describe_missing_pictures()


def is_first_visit() -> bool:
    """True once in the life of the server: of two visitors who come at once one is the first."""
    first = not _VISITS
    _VISITS.append(True)
    return first


@st.cache_resource(show_spinner=False)
def sample_lock() -> threading.Lock:
    """Lets one session at a time fill the sample store."""
    return threading.Lock()


@st.cache_resource(show_spinner=False)
def sums_lock() -> threading.Lock:
    """Lets one session at a time make the first sums of units."""
    return threading.Lock()


@cache
def _spare_collector() -> None:
    """Once in the life of the server: keep libraries and data, all loaded by now, out of the garbage collections.

    Streamlit collects after every run of a page; walking a million objects that stay anyway holds up the page's last charts.
    """
    gc.collect()
    gc.freeze()


@st.cache_resource(show_spinner=False, max_entries=2)
def _sample_is_ready(version: int) -> bool:  # noqa: ARG001 - the cache's key
    from danvan_metrics.sample import is_filled  # noqa: PLC0415 - loads openpyxl

    return is_filled(get_district(sample=True))


def _find_district(edition: Edition) -> District:
    return get_district(sample=edition.sample, plan=edition.plan)


def _data_key(edition: Edition) -> DataKey:
    if edition.snapshot:
        return DataKey(edition, look=get_look().version)
    return find_once(edition, lambda: _ask_key(edition))


def _ask_key(edition: Edition) -> DataKey:
    district = _find_district(edition)
    return DataKey(edition, district.version_of(edition.unit), district.today(), district.look.version)


def _find_dataset(key: DataKey) -> Dataset:
    if key.edition.sight == WHOLE:
        return _load_dataset(key)
    return _narrow_dataset(key)


@st.cache_resource(show_spinner=False, max_entries=4)
def _load_dataset(key: DataKey) -> Dataset:
    return open_dataset(_find_district(key.edition), key.edition.snapshot, key.edition.unit)


# Of many schools at once, small each: they may not push the whole district's out.
@st.cache_resource(show_spinner=False, max_entries=64)
def _narrow_dataset(key: DataKey) -> Dataset:
    sight, district = key.edition.sight, _find_district(key.edition)
    if sight.schools is not None and district.roster.tree.units and not key.edition.snapshot:
        return narrow(district.load_schools(sight.schools), sight)  # wherever they stand; of the others nothing is read
    whole = replace(key, edition=replace(key.edition, sight=WHOLE))
    return narrow(_load_dataset(whole), sight)


# cache_resource throughout: cache_data would pickle every table and chart, and copy it for each visitor on every run.
@st.cache_resource(show_spinner=False, max_entries=400)
def _compute(
    key: DataKey,
    name: str,  # noqa: ARG001 - part of the cache's key, in place of the function
    arguments: tuple[Any, ...],
    named: dict[str, Any],
    _measure: Callable[..., Any],
) -> Any:
    return _measure(_find_dataset(key), *arguments, **named)


@st.cache_resource(show_spinner=False, max_entries=100)
def _consult(
    key: DataKey,
    name: str,  # noqa: ARG001 - part of the cache's key, in place of the function
    arguments: tuple[Any, ...],
    named: dict[str, Any],
    _load: Callable[..., Any],
) -> Any:
    return _load(_find_district(key.edition), *arguments, **named)
