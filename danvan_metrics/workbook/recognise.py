"""Which return a workbook says it is: read from what the template hid in it, so that a renamed file is still known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from danvan_metrics.plan.model import Plan
from danvan_metrics.plan.raw import Raw
from danvan_metrics.plan.roster import Roster, School
from danvan_metrics.vietnamese import clean_text
from danvan_metrics.workbook.answers import Identity, Place
from danvan_metrics.workbook.form import SamePlan
from danvan_metrics.workbook.grid import Grid, Sheets
from danvan_metrics.workbook.layout import (
    SHEET_FACTS,
    SHEET_GUIDE,
    SHEET_IDENTITY,
    SHEET_ITEMS,
    SHEET_MODELS,
    SHEET_TASKS,
    UNKNOWN_VERSION,
    WORKBOOK_KIND,
    build_layout,
    place_at,
)
from danvan_metrics.workbook.places import find_grid, read_column, read_row
from danvan_metrics.workbook.sheets.labels import describe_identity, write_titles
from danvan_metrics.workbook.sheets.request import Request
from danvan_metrics.workbook.signals import Signal, read_signals

_MOST_NAMED: Final = 3
BY_HIDDEN_IDENTITY: Final = "theo mã nhận dạng trong tệp"
_KEY_COLUMN, _VALUE_COLUMN = 1, 2


@dataclass(frozen=True, slots=True)
class Candidate:
    """A school or period a workbook may be of: its code, and the signals that speak for it, in words."""

    code: str
    signals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Doubt:
    """What the officer is asked: which school, which period, and why the workbook alone does not tell.

    Candidates stand with the likeliest first; none means any on the roster or in the plan. One candidate is settled already.
    """

    why: str
    schools: tuple[Candidate, ...] = ()
    periods: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """What the officer answered: the codes of a school and a period."""

    school: str
    period: str


@dataclass(frozen=True, slots=True)
class Recognition:
    """Which return a workbook is, and by what (a Vietnamese phrase); or a doubt; or neither, where it is a stranger's."""

    identity: Identity | None = None
    reason: str = ""
    doubt: Doubt | None = None


def recognise(plan: Plan, roster: Roster, sheets: Sheets, *, file_name: str = "", told: Told | None = None) -> Recognition:
    """Find out which return this is; `told`, the officer's answer, settles every doubt.

    Signals inside the file must agree; a file's name is asked only where the inside is silent, for schools rename files.
    """
    identity = read_identity(sheets)
    if told is None and identity is not None and (_is_stranger(plan, identity) or _agrees(plan, roster, sheets, identity)):
        return Recognition(identity, BY_HIDDEN_IDENTITY)
    said = _read_pairs(sheets.grid(SHEET_IDENTITY))
    if said.get("plan", plan.code) != plan.code or not (identity or _is_ours(sheets)):
        return Recognition(identity, BY_HIDDEN_IDENTITY if identity else "")
    if told is not None:
        return Recognition(_identify(plan, said, told.school, told.period), _describe_told(plan, roster, told))
    return _settle(plan, roster, identity, read_signals(plan, roster, sheets, file_name, said))


def _is_stranger(plan: Plan, identity: Identity) -> bool:
    return identity.plan != plan.code


def _agrees(plan: Plan, roster: Roster, sheets: Sheets, identity: Identity) -> bool:
    """Whether every place where the template names school and period still says what the hidden identity says, to the letter."""
    school, period = roster.by_code.get(identity.school), plan.period_by_code.get(identity.period)
    if school is None or period is None:
        return False
    expected = _list_expected(SamePlan(plan), school, period.code)
    return all(sheets.grid(place.sheet).value(row, column) == text for place, row, column, text in expected)


@lru_cache(maxsize=512)
def _list_expected(same: SamePlan, school: School, period: str) -> tuple[tuple[Place, int, int, str], ...]:
    layout = build_layout(same.plan, school.reporter)
    request = Request(same.plan, school, same.plan.find_period(period), layout)
    shown = describe_identity(request)
    facts = [(place, shown[key]) for key, place in layout.identity.items() if key in {"school", "code", "period"}]
    tops = [
        (place_at(sheet, row, 1), text)
        for sheet in layout.sheets
        if sheet != SHEET_GUIDE
        for row, text in enumerate(write_titles(sheet, request), start=1)
    ]
    return tuple((place, read_row(place), read_column(place), text) for place, text in (*facts, *tops))


def _is_ours(sheets: Sheets) -> bool:
    """Whether at least two of the template's sheets are there by name."""
    return sum(find_grid(sheets, name) is not None for name in (SHEET_FACTS, SHEET_TASKS, SHEET_ITEMS, SHEET_MODELS)) >= 2


def _settle(plan: Plan, roster: Roster, identity: Identity | None, signals: list[Signal]) -> Recognition:
    schools = _weigh([(one, one.named.codes, one.named.exact) for one in signals if one.named.codes])
    periods = _weigh([(one, one.periods, True) for one in signals if one.periods])
    if identity is not None and (not schools.codes or not periods.codes):
        return Recognition(identity, BY_HIDDEN_IDENTITY)  # of a school or period that nobody here knows: told as such
    known = identity is None or (identity.school in roster.by_code and identity.period in plan.period_by_code)
    if known and schools.settled and periods.settled:
        school, period = schools.codes[0], periods.codes[0]
        said = {"plan_version": identity.plan_version, "template_version": identity.template_version} if identity else {}
        return Recognition(_identify(plan, said, school, period), _describe_reason(schools, periods))
    doubt = _ask(plan, roster, schools, periods)
    return Recognition(doubt=doubt if known else replace(doubt, why=f"{_tell_unknown(roster, identity)} {doubt.why}".strip()))


def _tell_unknown(roster: Roster, identity: Identity | None) -> str:
    """What the hidden identity says, where the rest of the file says something that the office knows."""
    if identity is None:
        return ""
    if identity.school not in roster.by_code:
        return f"Mã nhận dạng trong tệp ghi đơn vị “{identity.school}”, không có trong danh sách của Phòng."
    return f"Mã nhận dạng trong tệp ghi kỳ “{identity.period}”, không có trong kế hoạch."


@dataclass(frozen=True, slots=True)
class _Weighed:
    """What signals say of a school or a period: the likeliest codes first, and the signals that name each."""

    signals: Mapping[str, tuple[Signal, ...]]
    settled: bool

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(self.signals)


def _weigh(said: list[tuple[Signal, tuple[str, ...], bool]]) -> _Weighed:
    """Settled where all that is exact inside the file names one, or, the inside being silent, where the file's name does.

    A place without its level names several schools; it decides nothing beside a full name that is among them.
    """
    inside = [one for one in said if one[0].inside]
    heard = inside or said
    exact = [codes for _, codes, is_exact in heard if is_exact]
    common = set.intersection(*map(set, exact)) if exact else set()
    vague = [codes for _, codes, is_exact in heard if not is_exact]
    settled = len(common) == 1 and all(common & set(codes) for codes in vague)
    codes = common if settled else dict.fromkeys(code for _, named, _ in heard for code in named)
    return _Weighed({code: tuple(one for one, named, _ in heard if code in named) for code in codes}, settled)


def _identify(plan: Plan, said: Mapping[str, str], school: str, period: str) -> Identity:
    """The identity settled on; versions that the workbook does not tell are the plan's own and UNKNOWN_VERSION."""
    return Identity(
        plan.code, said.get("plan_version") or plan.version, school, period, said.get("template_version") or UNKNOWN_VERSION
    )


def _describe_reason(schools: _Weighed, periods: _Weighed) -> str:
    """By what both were told: the strongest signal for each, once where it is the same."""
    strongest = [next(iter(weighed.signals.values()))[0] for weighed in (schools, periods)]
    if all(one.source == "hidden" for one in strongest):
        return BY_HIDDEN_IDENTITY
    return "theo " + ", ".join(dict.fromkeys(one.words for one in strongest))


def _describe_told(plan: Plan, roster: Roster, told: Told) -> str:
    school = roster.by_code.get(told.school)
    period = plan.period_by_code.get(told.period)
    name, title = school.short_name if school else told.school, period.title if period else told.period
    return f"do cán bộ Phòng xác nhận là của {name}, kỳ {title.lower()}"


def _ask(plan: Plan, roster: Roster, schools: _Weighed, periods: _Weighed) -> Doubt:
    names = {code: unit.short_name for code, unit in roster.by_code.items()}
    titles = {period.code: period.title for period in plan.periods}
    why = [
        sentence
        for weighed, what, words in ((schools, "trường", names), (periods, "kỳ báo cáo", titles))
        if (sentence := _explain(weighed, what, words))
    ]
    return Doubt(" ".join(why), _list_candidates(schools), _list_candidates(periods))


def _explain(weighed: _Weighed, what: str, names: Mapping[str, str]) -> str:
    if weighed.settled:
        return ""
    if not weighed.codes:
        return f"Trong tệp không có chỗ nào cho biết {what}."
    named = " hay ".join(names.get(code, code) for code in weighed.codes[:_MOST_NAMED])
    more = " hay trường khác" if len(weighed.codes) > _MOST_NAMED else ""
    return f"Chưa rõ {what}: có thể là {named}{more}."


def _list_candidates(weighed: _Weighed) -> tuple[Candidate, ...]:
    return tuple(Candidate(code, tuple(dict.fromkeys(one.words for one in signals))) for code, signals in weighed.signals.items())


def read_identity(sheets: Sheets) -> Identity | None:
    """The identity on the hidden sheet; None where this is no report workbook, or where a part of it is gone."""
    said = _read_pairs(sheets.grid(SHEET_IDENTITY))
    if said.get("kind") != WORKBOOK_KIND:
        return None
    parts = {key: said.get(key, "") for key in ("plan", "plan_version", "school", "period", "template_version")}
    return Identity(**parts) if all(parts.values()) else None


def _read_pairs(grid: Grid) -> dict[str, str]:
    pairs = ((grid.value(row, _KEY_COLUMN), grid.value(row, _VALUE_COLUMN)) for row in range(1, grid.rows + 1))
    return {_read_text(key): _read_text(value) for key, value in pairs}


def _read_text(raw: Raw) -> str:
    if isinstance(raw, float) and raw.is_integer():
        return str(int(raw))
    return clean_text("" if raw is None else str(raw))
