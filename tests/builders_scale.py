"""An office of any size: a roster of a district, a province or a country as files, and a store filled in bulk, not by workbooks.

What schools report is taken from some hundred invented returns; who reports, when and what varies by the seed. Files handed
in are not kept: a store of many schools would hold little else.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import product
from pathlib import Path
from random import Random
from typing import Any, Final

from sqlalchemy import Column, Connection, MetaData, Table, create_engine, text

from danvan_metrics.folders import DATA
from danvan_metrics.plan.loader import load_plan
from danvan_metrics.plan.model import Plan
from danvan_metrics.sample.deliveries import plan_deliveries
from danvan_metrics.sample.province.place import PROVINCE
from danvan_metrics.sample.recipe import Recipe, load_recipe
from danvan_metrics.sample.workbooks import iterate_sample
from danvan_metrics.spreadsheets.reader import read_workbook
from danvan_metrics.store.bulk import insert_rows
from danvan_metrics.store.force import RETURNED
from danvan_metrics.store.repository import open_repository
from danvan_metrics.store.rows import write_rows
from danvan_metrics.store.saving import ACCEPTED
from danvan_metrics.store.tables import answers, events, evidence_items, facts, files, models, refusals, submissions
from danvan_metrics.units.roster import Roster, School, load_roster
from danvan_metrics.workbook.answering.form import prepare_form
from danvan_metrics.workbook.answering.returns import interpret
from danvan_metrics.workbook.answers import Identity
from danvan_metrics.workbook.layout import TEMPLATE_VERSION
from danvan_metrics.workbook.template.build import build_workbook, write_dated_workbook
from danvan_metrics.workbook.template.filling import fill_cells

TODAY: Final = date(2020, 12, 17)
PLAN_FOLDER: Final = DATA / "plans" / "2020"
SCHOOLS_OF_A_COMMUNE: Final = 12
COMMUNES_OF_A_PROVINCE: Final = 100  # of a country: 34 provinces of 41,000 schools
_VARIANTS: Final = 6  # of each level
_MODEL_EVERY: Final = 40  # schools
_PARTS: Final = {"answers": answers, "facts": facts, "models": models, "evidence_items": evidence_items}
_DIGEST: Final = "0" * 64  # of the only file there is
_CHUNK: Final = 4_000  # submissions at once
_SYLLABLES: Final = (
    "An Bình Cát Châu Dương Đa Đăng Đông Gia Giang Hà Hải Hậu Hiệp Hoa Hòa Hưng Hương Khánh Kim Kỳ La Lâm Lạc Liên Lộc Long Lý "
    "Mai Minh Mỹ Nam Nga Nghĩa Ngọc Phong Phú Phúc Quang Quế Sa Sơn Tam Tân Tây Thái Thanh Thiện Thịnh Thọ Thuận Thủy Tiên Trà "
    "Trung Tường Vân Vạn Viên Vinh Xuân Yên"
)


@dataclass(frozen=True)
class Scaled:
    """An office of some size: its roster's folder, its store, and its schools."""

    schools: int
    folder: Path
    store_url: str
    found: Sequence[SomeSchool] = ()

    @property
    def environment(self) -> dict[str, str]:
        """What the settings read."""
        return {
            "DANVAN_ROSTER": str(self.folder / "schools.csv"),
            "DANVAN_UNITS": str(self.folder / "units.csv"),
            "DANVAN_DATABASE_URL": self.store_url,
            "DANVAN_SAMPLE_DATABASE_URL": f"sqlite:///{self.folder / 'minh-hoa.sqlite3'}",
            "DANVAN_CREATE": "1",
            "DANVAN_TODAY": f"{TODAY}",
            "DANVAN_ACTOR": "Nguyễn Thị Lan",
        }


@dataclass(frozen=True)
class SomeSchool:
    """What of a school the store and the roster's file need."""

    code: str
    name: str
    level: str
    commune: str
    unit: str
    model: bool
    variant: int


# ── The roster ───────────────────────────────────────────────────────────────


def write_roster(folder: Path, schools: int) -> list[SomeSchool]:
    """Write units.csv and schools.csv of an office with so many schools: a province, or a country of provinces above 1,000."""
    communes = max(2, round(schools / SCHOOLS_OF_A_COMMUNE))
    provinces = max(1, round(communes / COMMUNES_OF_A_PROVINCE)) if schools > 1_000 else 0
    units = list(_list_units(communes, provinces))
    found = list(_list_schools(units[-communes:], schools))
    folder.mkdir(parents=True, exist_ok=True)
    _write_rows(folder / "units.csv", ("code", "name", "short_name", "kind", "parent"), units)
    heading = ("code", "name", "short_name", "other_names", "level", "type", "commune", "unit", "model", "valid_from", "valid_to")
    rows = (
        (
            one.code,
            f"Trường {one.name}",
            one.name,
            "",
            one.level,
            "",
            one.commune,
            one.unit,
            "yes" if one.model else "no",
            "",
            "",
            "yes",
        )
        for one in found
    )
    _write_rows(folder / "schools.csv", (*heading, "confirmed"), rows)
    return found


def _list_units(communes: int, provinces: int) -> Iterator[tuple[str, ...]]:
    yield ("VN", "Cả nước", "Cả nước", "nước", "") if provinces else ("VN", "Tỉnh Bình An", "Bình An", "tỉnh", "")
    names = _list_names()
    for number in range(1, provinces + 1):
        name = next(names)
        yield (f"P{number:02}", f"Tỉnh {name}", name, "tỉnh", "VN")
    for number in range(communes):
        name, above = next(names), f"P{number % provinces + 1:02}" if provinces else "VN"
        yield (f"X{number + 1:04}", f"Xã {name}", name, "xã", above)


def _list_names() -> Iterator[str]:
    """Names of two syllables, none twice."""
    syllables = _SYLLABLES.split()
    return (f"{first} {second}" for first, second in product(syllables, syllables) if first != second)


def _list_schools(communes: Sequence[tuple[str, ...]], schools: int) -> Iterator[SomeSchool]:
    levels = load_plan(PLAN_FOLDER).levels
    for number in range(schools):
        code, _, place, *_ = communes[number % len(communes)]
        turn, kind = divmod(number // len(communes), len(levels))
        short = {"Mầm non": "MN", "Tiểu học": "TH", "THCS": "THCS"}.get(levels[kind], "THTHCS")
        model, variant = number % _MODEL_EVERY == 0, Random(number).randrange(_VARIANTS)
        yield SomeSchool(
            f"{short}-{code}-{turn + 1}", f"{levels[kind]} {place} {turn + 1}", levels[kind], place, code, model, variant
        )


def _write_rows(path: Path, heading: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(heading)
        writer.writerows(rows)


# ── The store ────────────────────────────────────────────────────────────────


def build_office(folder: Path, schools: int, store_url: str = "") -> Scaled:
    """An office of so many schools with three periods of returns: its roster in a folder, its store at an address or there."""
    found = write_roster(folder, schools)
    office = Scaled(schools, folder, store_url or f"sqlite:///{folder / 'kho.sqlite3'}", found)
    open_repository(office.store_url).close()
    fill_store(office.store_url, found)
    return office


def fill_store(store_url: str, schools: Sequence[SomeSchool], *, seed: int = 1) -> int:
    """Add three periods of returns of these schools to an empty store, by its own tables; how many.

    Of a hundred schools about four say nothing, eight are late, two were sent back.
    """
    plan, pool = load_plan(PLAN_FOLDER), invent_pool()
    engine = create_engine(store_url)
    with engine.begin() as connection:
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA cache_size = -200000")
        _add_file(connection)
        _add_pool(connection, pool)
        told = list(_draw_returns(plan, schools, Random(seed)))
        taken = [one for one in told if not one.sent_back]
        _add_refusals(connection, plan, [one for one in told if one.sent_back])
        for start in range(0, len(taken), _CHUNK):
            _add_submissions(connection, plan, taken[start : start + _CHUNK], start + 1, pool)
        if engine.dialect.name == "postgresql":
            _count_on(connection)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("ANALYZE")
    engine.dispose()
    return len(taken)


@dataclass(frozen=True)
class Drawn:
    """What a school sends for a period: when, and which of the pool's returns it is."""

    school: SomeSchool
    period: str
    received_on: date
    sent_back: bool


PoolKey = tuple[str, bool, int, str]  # level, model, variant, period


def _draw_returns(plan: Plan, schools: Sequence[SomeSchool], chance: Random) -> Iterator[Drawn]:
    for period in plan.periods:
        for school in schools:
            drawn = chance.random()
            if drawn < 0.04:
                continue
            late = 0.04 <= drawn < 0.12
            days = chance.randint(1, 3) if late else -chance.randint(0, 8)
            day = period.last_day_on_time + timedelta(days=days)
            yield Drawn(school, period.code, day, sent_back=0.12 <= drawn < 0.14)


def _find_pool(school: SomeSchool, period: str) -> PoolKey:
    return school.level, school.model, school.variant, period


def _add_file(connection: Connection) -> None:
    moment = datetime(2020, 6, 1, tzinfo=UTC)
    insert_rows(connection, files, [(_DIGEST, 1, b"0", moment)])


def _add_pool(connection: Connection, pool: dict[PoolKey, dict[str, list[tuple[Any, ...]]]]) -> None:
    """The pool as tables of this connection alone, each return under its place in the pool."""
    for name, table in _PARTS.items():
        connection.execute(text(f"CREATE TEMPORARY TABLE pool_{name} AS SELECT * FROM {name} WHERE 1 = 0"))  # noqa: S608
        rows = [
            (number, position, *row) for number, parts in enumerate(pool.values()) for position, row in enumerate(parts[name])
        ]
        insert_rows(connection, _mirror(table, f"pool_{name}"), rows)
        connection.execute(text(f"CREATE INDEX at_{name} ON pool_{name} (submission, position)"))
    connection.execute(text("CREATE TEMPORARY TABLE picked (submission INTEGER PRIMARY KEY, pool INTEGER)"))


def _mirror(table: Table, name: str) -> Table:
    return Table(name, MetaData(), *(Column(column.name, column.type) for column in table.columns))


def _add_submissions(connection: Connection, plan: Plan, drawn: Sequence[Drawn], first: int, pool: dict[PoolKey, Any]) -> None:
    places = {key: number for number, key in enumerate(pool)}
    numbered = list(enumerate(drawn, start=first))
    insert_rows(connection, submissions, [_write_submission(plan, number, one) for number, one in numbered])
    connection.execute(text("DELETE FROM picked"))
    picked = [{"submission": number, "pool": places[_find_pool(one.school, one.period)]} for number, one in numbered]
    connection.execute(text("INSERT INTO picked VALUES (:submission, :pool)"), picked)
    for name, table in _PARTS.items():
        columns = ", ".join(f'"{column.name}"' for column in table.columns if column.name != "submission")
        connection.execute(
            text(
                f"INSERT INTO {name} (submission, {columns}) SELECT picked.submission, {columns} "  # noqa: S608 - names are our own
                f"FROM picked JOIN pool_{name} AS part ON part.submission = picked.pool ORDER BY picked.submission, position"
            )
        )
    insert_rows(connection, _mirror_events(), [_write_event(one, number) for number, one in numbered])


def _count_on(connection: Connection) -> None:
    """PostgreSQL numbers the next row by its own count, not by the rows there are."""
    for name in ("submissions", "refusals"):
        last = f"(SELECT coalesce(max(id), 1) FROM {name})"  # noqa: S608 - as above
        connection.execute(text(f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), {last})"))


def _mirror_events() -> Table:
    return Table("events", MetaData(), *(Column(column.name, column.type) for column in events.columns if column.name != "id"))


def _write_submission(plan: Plan, number: int, one: Drawn) -> tuple[Any, ...]:
    moment = datetime.combine(one.received_on, time(3), UTC)
    school = one.school.code
    told = ("bao-cao.xlsx", f"{school.lower()}@example.vn", plan.version, TEMPLATE_VERSION)
    return (number, plan.code, school, one.period, 1, _DIGEST, *told, one.received_on, moment, True, "")


def _write_event(one: Drawn, number: int | None = None) -> tuple[Any, ...]:
    moment, action = datetime.combine(one.received_on, time(3), UTC), RETURNED if number is None else ACCEPTED
    return (moment, action, one.school.code, one.period, number, {"revision": 1}, "Nguyễn Thị Lan")


def _add_refusals(connection: Connection, plan: Plan, drawn: Sequence[Drawn]) -> None:
    issues = [{"code": "not_a_number", "severity": "error", "sheet": "Chỉ tiêu – Nhiệm vụ", "cell": "F10", "line": "NV2.1"}]
    rows = [
        (
            number, plan.code, _DIGEST, "sai.xlsx", RETURNED, one.school.code, one.period, one.received_on,
            datetime.combine(one.received_on, time(3), UTC), "", "", 60, 90, issues,
        )
        for number, one in enumerate(drawn, start=1)
    ]  # fmt: skip
    insert_rows(connection, refusals, rows)
    insert_rows(connection, _mirror_events(), [_write_event(one) for one in drawn])


# ── The pool of invented returns ─────────────────────────────────────────────


@lru_cache(maxsize=1)
def invent_pool() -> dict[PoolKey, dict[str, list[tuple[Any, ...]]]]:
    """Some hundred returns as rows of the store's tables: for each level, six schools and a model school, every period."""
    plan, recipe = load_plan(PLAN_FOLDER), _quiet_recipe()
    keys = {f"{level}-{model}-{variant}": (level, model, variant) for level, model, variant in _list_kinds(plan)}
    schools = tuple(
        School(f"S{number}", f"Trường {name}", name, level=level, commune="An Bình", model=model, confirmed=True)
        for number, (name, (level, model, _)) in enumerate(keys.items())
    )
    roster = Roster(schools, load_roster(DATA / "schools.csv", plan).office)
    kinds = {school.code: kind for school, kind in zip(schools, keys.values(), strict=True)}
    pool = {}
    for file in iterate_sample(plan, roster, recipe):
        if file.school in kinds:
            identity = Identity(plan.code, plan.version, file.school, file.period, TEMPLATE_VERSION)
            pool[(*kinds[file.school], file.period)] = write_rows(interpret(plan, roster, read_workbook(file.content), identity))
    return {
        (level, model, variant, period.code): pool[level, model, variant % (2 if model else _VARIANTS), period.code]
        for level, model, variant, period in product(plan.levels, (False, True), range(_VARIANTS), plan.periods)
    }


def _list_kinds(plan: Plan) -> Iterator[tuple[str, bool, int]]:
    for level in plan.levels:
        yield from ((level, False, variant) for variant in range(_VARIANTS))
        yield from ((level, True, variant) for variant in range(2))


def _quiet_recipe() -> Recipe:
    """The province's recipe, in which every return comes and is sound; the profiles of all its tempers are met."""
    recipe = load_recipe(PROVINCE)
    rotation = tuple(profile for temper in recipe.tempers for profile in temper.rotation)
    return recipe.model_copy(update={"tempers": (), "rotation": rotation, "meetings": ()})


# ── More returns, as workbooks ───────────────────────────────────────────────


def write_returns(folder: Path, schools: Sequence[SomeSchool]) -> None:
    """Write a sound return of each school for the last period, to be handed in through the front door."""
    plan, recipe = load_plan(PLAN_FOLDER), _quiet_recipe()
    period = plan.periods[-1]
    folder.mkdir(parents=True, exist_ok=True)
    for one in schools:
        school = School(one.code, f"Trường {one.name}", one.name, level=one.level, commune=one.commune, model=one.model)
        [delivery] = plan_deliveries(plan, recipe, school, period)
        workbook = build_workbook(plan, school, period)
        fill_cells(workbook, prepare_form(plan, school.reporter).layout, delivery.contents)
        content = write_dated_workbook(workbook, moment=datetime.combine(delivery.received_on, time()))
        (folder / f"{one.code}.xlsx").write_bytes(content)
