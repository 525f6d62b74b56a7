"""The sample: invented returns that come in through the front door, the same on every machine."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from datetime import date, timedelta
from functools import cache
from hashlib import sha256
from itertools import chain, islice
from pathlib import Path

import pytest

from danvan_metrics.folders import DATA
from danvan_metrics.plan.choices import LEVELS, Choice
from danvan_metrics.plan.kinds import Kind
from danvan_metrics.plan.loader import load_plan
from danvan_metrics.plan.model import Plan
from danvan_metrics.plan.rules import Field
from danvan_metrics.sample.chance import Chance
from danvan_metrics.sample.deliveries import Delivery, plan_deliveries
from danvan_metrics.sample.mistakes import MISTAKES
from danvan_metrics.sample.recipe import Story, load_recipe
from danvan_metrics.sample.workbooks import SampleFile, count_sample, iterate_sample, write_sample_workbooks
from danvan_metrics.spreadsheets.reader import read_workbook
from danvan_metrics.units.roster import Roster, load_roster
from danvan_metrics.workbook.answering.form import prepare_form
from danvan_metrics.workbook.answering.returns import interpret
from danvan_metrics.workbook.answers import Identity, Return
from danvan_metrics.workbook.layout import SHEET_FACTS, SHEET_TASKS
from danvan_metrics.workbook.recognising.recognise import read_identity
from danvan_metrics.workbook.template.build import build_template, build_workbook, write_dated_workbook
from danvan_metrics.workbook.template.filling import Contents, fill_cells, place_values

SHIPPED = Path(__file__).resolve().parents[2]
RECIPE = load_recipe()
PLAN = load_plan(DATA / "plans" / "2020")
ROSTER = load_roster(DATA / "schools.csv", PLAN)
SMALL_PLAN = load_plan(SHIPPED / "tests" / "plans" / "small")
SMALL_ROSTER = load_roster(SHIPPED / "tests" / "plans" / "small_schools.csv", SMALL_PLAN)

Told = dict[tuple[str, str], list[Delivery]]  # deliveries by unit and period


# ── The same everywhere ──────────────────────────────────────────────────────


def test_two_runs_give_the_same_bytes():
    first, second = (list(islice(iterate_sample(PLAN, ROSTER), 6)) for _ in range(2))
    assert first == second


def test_the_bytes_do_not_depend_on_the_process():
    """Python salts the hashes of strings anew in every process; nothing may hang on their order."""
    digests = {_digest_elsewhere(hash_seed) for hash_seed in ("1", "2")}
    assert digests == {_digest(iterate_sample(SMALL_PLAN, SMALL_ROSTER))}


def test_another_seed_gives_other_figures():
    other = RECIPE.model_copy(update={"seed": 2021})
    assert _digest(iterate_sample(SMALL_PLAN, SMALL_ROSTER, other)) != _digest(iterate_sample(SMALL_PLAN, SMALL_ROSTER))


def test_chance_answers_a_question_the_same_whatever_was_asked_before():
    chance = Chance(7).about("MN-DAPTHANH")
    alone = chance.share("NV2.3")
    for question in ("CT1.1", "CT1.2"):
        chance.share(question)
    assert chance.share("NV2.3") == alone
    assert Chance(7).about("TH-MINHCAM").share("NV2.3") != alone


def test_chance_draws_every_whole_number_of_its_range():
    assert {Chance(1).whole(2, 4, str(question)) for question in range(60)} == {2, 3, 4}


# ── The recipe ───────────────────────────────────────────────────────────────


def test_every_code_in_the_recipe_is_one_the_plan_and_the_roster_know():
    schools = set(ROSTER.by_code)
    lines = {*PLAN.indicator_of_line, *PLAN.indicator_by_code, *PLAN.group_by_code, *map(str, Kind), "*"}
    tables = {*RECIPE.ease, *RECIPE.numbers, *RECIPE.evidence, *RECIPE.steady}
    held = [*RECIPE.held, *RECIPE.unproved]
    named = {line for entry in [*held, *RECIPE.inapplicable] for line in entry.lines}
    assert tables | named <= lines
    assert {school for entry in held for school in entry.schools} <= schools
    assert {cast.code for cast in RECIPE.schools} == {school.code for school in ROSTER.schools}
    assert {story.school for story in RECIPE.stories} <= schools
    assert {story.period for story in RECIPE.stories} == {period.code for period in PLAN.periods}
    assert set(RECIPE.facts) <= {fact.key for fact in PLAN.facts}


def test_everything_the_recipe_refers_to_is_there():
    profiles = {cast.profile for cast in RECIPE.schools} | {*RECIPE.rotation, RECIPE.office}
    assert profiles == set(RECIPE.profiles)
    assert {mistake for story in RECIPE.stories for mistake in story.mistakes} == set(MISTAKES)
    assert {name for cast in RECIPE.schools for name in cast.models} <= {idea.name for idea in RECIPE.ideas}
    assert {idea.field for idea in RECIPE.ideas} <= {field.name for field in PLAN.fields_of_models}


def test_nothing_arrives_after_the_day_the_sample_is_judged_on():
    arrivals = [delivery.received_on for delivery in _tell_all().values() for delivery in delivery]
    assert max(arrivals) <= RECIPE.as_of


def test_each_period_misses_one_or_two_schools_and_has_some_that_are_late():
    for period in PLAN.periods:
        accepted = {school: [d for d in _tell_all()[school, period.code] if d.sound] for school in _schools()}
        missing = [school for school, deliveries in accepted.items() if not deliveries]
        late = [school for school, deliveries in accepted.items() if deliveries and deliveries[0].received_on >= period.deadline]
        assert 1 <= len(missing) <= 2
        assert len(late) == 3


def test_one_return_was_handed_in_twice_without_a_mistake():
    revised = [key for key, deliveries in _tell_all().items() if len([d for d in deliveries if d.sound]) == 2]
    assert ("THTHCS-DAPTHANH", "6m") in revised


# ── The figures ──────────────────────────────────────────────────────────────


def test_numbers_are_cumulative_but_for_one_drop():
    falls = [
        (school, line, field)
        for school in _schools()
        for before, after in (("6m", "9m"), ("9m", "12m"))
        for (line, field), number in _numbers(school, after).items()
        if number < _numbers(school, before).get((line, field), 0)
    ]
    assert {school for school, _, _ in falls} == {"THTHCS-THANHSON"}
    assert {field for _, _, field in falls} == {Field.DONE}


def test_every_state_an_answer_can_have_is_there():
    answers = [cells for delivery in _sound() for cells in delivery.contents.lines.values()]
    done = [cells[Field.DONE] for cells in answers]
    assert 0 in done, "a true zero"
    assert LEVELS[Choice.NOT_APPLICABLE] in done
    assert all(cells.get(Field.NOTE) for cells in answers if cells[Field.DONE] == LEVELS[Choice.NOT_APPLICABLE])
    assert any(cells[Field.DONE] == LEVELS[Choice.MET] and Field.EVIDENCE not in cells for cells in answers), "Đạt, unproved"
    everything = sum(len(indicator.rows) for indicator in PLAN.indicators if indicator.entered)
    assert any(len(delivery.contents.lines) < 0.7 * everything for delivery in _sound()), "partly filled"


def test_someone_does_more_than_the_target():
    above = [
        school
        for school in _schools()
        for line, indicator in PLAN.indicator_of_line.items()
        if indicator.kind is Kind.COUNT and _numbers(school, "12m").get((line, Field.DONE), 0) > (indicator.target or 0)
    ]
    assert above


def test_the_model_schools_are_ahead_of_the_rest_yet_one_has_gaps_to_the_end():
    met = {
        school: sum(cells[Field.DONE] == LEVELS[Choice.MET] for cells in deliveries[-1].contents.lines.values())
        for school in _schools()
        if (deliveries := [delivery for delivery in _tell_all()[school, "12m"] if delivery.sound])
    }
    models = [count for school, count in met.items() if ROSTER.by_code[school].model]
    rest = [count for school, count in met.items() if not ROSTER.by_code[school].model]
    assert sum(models) / len(models) > sum(rest) / len(rest)
    assert met["TH-MINHCAM"] < 27


@pytest.mark.parametrize("told", ["shipped", "small"])
def test_no_evidence_is_of_a_later_day_than_the_return_or_of_an_earlier_year(told):
    """A return is prepared the day before it arrives at the latest; “tháng 08/2020” begins on 01/08/2020."""
    plan, deliveries = _told(told)
    named = [
        (unit, period, line, day, delivery.received_on)
        for (unit, period), sent in deliveries.items()
        for delivery in sent
        for line, text in _evidence_of(delivery.contents).items()
        for day in _days_in(text)
    ]
    assert {unit for unit, *_ in named} == {unit for unit, _ in deliveries}, "every unit names days"
    assert [entry for entry in named if not plan.first_day <= entry[3] < entry[4]] == []


@pytest.mark.parametrize("told", ["shipped", "small"])
def test_what_proved_a_line_once_is_named_again_in_every_later_return(told):
    plan, deliveries = _told(told)
    for unit in {unit for unit, _ in deliveries}:
        wordings = [
            entry
            for period in plan.periods
            for delivery in deliveries.get((unit, period.code), [])
            for entry in _evidence_of(delivery.contents).items()
        ]
        assert len(set(wordings)) == len({line for line, _ in wordings}), unit
        assert len(wordings) > len(set(wordings)), "some are named twice"


def test_days_in_the_facts_and_of_models_are_of_the_year_and_before_the_return():
    for plan, deliveries in map(_told, ("shipped", "small")):
        for delivery in chain.from_iterable(deliveries.values()):
            models = delivery.contents.models
            days = [
                day for day in (*delivery.contents.facts.values(), *(m["started_on"] for m in models)) if isinstance(day, date)
            ]
            assert all(plan.first_day <= day < delivery.received_on for day in days)
            reports = [(m["started_on"], day) for m in models for day in _days_in(str(m.get("evidence", "")))]
            assert all(started < reported for started, reported in reports)


def test_days_are_found_in_a_text():
    assert _days_in("QĐ số 18/QĐ-MN ngày 09/08/2020; ảnh, tháng 06/2020") == [date(2020, 8, 9), date(2020, 6, 1)]


# ── The workbooks ────────────────────────────────────────────────────────────


def test_what_is_written_is_what_is_read():
    """Not one value is lost or changed between the recipe and the reader, for a whole period."""
    for file, delivery in zip(_first_period(), _first_deliveries(), strict=True):
        layout = prepare_form(PLAN, ROSTER.by_code[file.school].reporter).layout
        sheets = read_workbook(file.content)
        for place, value in place_values(layout, delivery.contents):
            column, row = _split(place.cell)
            assert sheets.grid(place.sheet).value(row, column) == value, (file.name, place)


def test_only_the_mistakes_of_the_recipe_are_refused():
    refused = {file.name: _read(file).rejected for file in _first_period()}
    assert [name for name, rejected in refused.items() if rejected] == ["bao-cao-dan-van-2020_6-thang_THTHCS-NAMSON.xlsx"]


def test_a_correction_has_a_name_of_its_own_and_sorts_after_what_it_corrects():
    names = [file.name for file in _first_period() if file.school == "THTHCS-NAMSON"]
    assert names == ["bao-cao-dan-van-2020_6-thang_THTHCS-NAMSON.xlsx", "bao-cao-dan-van-2020_6-thang_THTHCS-NAMSON_lan-2.xlsx"]
    assert names == sorted(names)


def test_the_next_period_s_workbook_carries_last_period_s_answers():
    files = [file for file in iterate_sample(SMALL_PLAN, SMALL_ROSTER) if file.school == "TH01"]
    plain = build_template(SMALL_PLAN, SMALL_ROSTER.by_code["TH01"], SMALL_PLAN.find_period("hk2"))
    column = 10  # “Kỳ trước” on the sheet of tasks
    filled, empty = (read_workbook(content).grid(SHEET_TASKS) for content in (files[-1].content, plain))
    assert any(filled.value(row, column) != empty.value(row, column) for row in range(5, filled.rows + 1))


def test_a_correction_still_carries_the_answers_of_the_period_before():
    """Not those of the return it corrects."""
    again = Story(school="TH01", period="hk2", unanswered=0.9, corrected_after=1)
    recipe = RECIPE.model_copy(update={"stories": (again,)})
    first, second = [
        file for file in iterate_sample(SMALL_PLAN, SMALL_ROSTER, recipe) if (file.school, file.period) == ("TH01", "hk2")
    ]
    column = 10  # “Kỳ trước” on the sheet of tasks
    one, other = (read_workbook(file.content).grid(SHEET_TASKS) for file in (first, second))
    assert [one.value(row, column) for row in range(5, one.rows + 1)] == [
        other.value(row, column) for row in range(5, other.rows + 1)
    ]


def test_a_value_without_a_cell_of_its_own_is_refused():
    school, period = ROSTER.schools[0], PLAN.periods[0]
    layout = prepare_form(PLAN, school.reporter).layout
    derived = next(code for code, indicator in PLAN.indicator_of_line.items() if not indicator.entered and code in layout.lines)
    contents = Contents(lines={derived: {Field.DONE: 3}}, facts={}, models_declared=None, models=())
    with pytest.raises(ValueError, match="no blank cell"):
        fill_cells(build_workbook(PLAN, school, period), layout, contents)


def test_text_that_looks_like_xml_stays_text():
    school, period = ROSTER.schools[0], PLAN.periods[0]
    layout = prepare_form(PLAN, school.reporter).layout
    contents = Contents(lines={}, facts={"prepared_by": "A & B <c>"}, models_declared=None, models=())
    workbook = build_workbook(PLAN, school, period)
    fill_cells(workbook, layout, contents)
    filled = write_dated_workbook(workbook, moment=workbook.properties.created)
    column, row = _split(layout.facts["prepared_by"].cell)
    assert read_workbook(filled).grid(SHEET_FACTS).value(row, column) == "A & B <c>"


# ── Another plan, another roster ─────────────────────────────────────────────


def test_any_plan_and_roster_have_a_sample():
    files = list(iterate_sample(SMALL_PLAN, SMALL_ROSTER))
    # TH01 and TT01 in both periods, TT02 only until 31/8/2022, and the office in both: 2 × 2 + 1 + 2.
    assert len(files) == count_sample(SMALL_PLAN, SMALL_ROSTER) == (2 * 2 + 1 + 2)
    for file in files:
        sheets = read_workbook(file.content)
        identity = read_identity(sheets)
        assert identity
        assert (identity.plan, identity.school, identity.period) == (SMALL_PLAN.code, file.school, file.period)
        assert interpret(SMALL_PLAN, SMALL_ROSTER, sheets, identity).rejected == ()


def test_returns_of_another_plan_arrive_around_its_own_deadlines():
    for file in iterate_sample(SMALL_PLAN, SMALL_ROSTER):
        deadline = SMALL_PLAN.find_period(file.period).deadline
        assert deadline - timedelta(days=10) <= file.received_on < deadline


def test_a_plan_without_models_needs_none():
    plan = SMALL_PLAN.model_copy(update={"fields_of_models": ()})
    contents = next(plan_deliveries(plan, RECIPE, SMALL_ROSTER.schools[0], plan.periods[1])).contents
    assert (contents.models_declared, contents.models) == (None, ())


def test_a_model_in_a_field_the_plan_lacks_is_put_in_one_it_has():
    told = [d for school in SMALL_ROSTER.schools for d in plan_deliveries(SMALL_PLAN, RECIPE, school, SMALL_PLAN.periods[1])]
    fields = {model["field"] for delivery in told for model in delivery.contents.models}
    assert fields
    assert fields <= {field.name for field in SMALL_PLAN.fields_of_models}
    assert not fields & {idea.field for idea in RECIPE.ideas}


def test_workbooks_are_written_under_their_names(tmp_path: Path):
    paths = write_sample_workbooks(SMALL_PLAN, SMALL_ROSTER, tmp_path / "mau")
    assert [path.read_bytes() for path in paths] == [file.content for file in iterate_sample(SMALL_PLAN, SMALL_ROSTER)]
    assert len({path.name for path in paths}) == len(paths)


# ── Builders ─────────────────────────────────────────────────────────────────


def _schools() -> list[str]:
    return [school.code for school in ROSTER.schools]


@cache
def _tell_all() -> Told:
    """Every delivery of the shipped plan by school and period, without making workbooks of them."""
    return _tell(PLAN, ROSTER)


def _told(which: str) -> tuple[Plan, Told]:
    return (PLAN, _tell_all()) if which == "shipped" else (SMALL_PLAN, _tell(SMALL_PLAN, SMALL_ROSTER))


def _tell(plan: Plan, roster: Roster) -> Told:
    units = (*roster.schools, roster.office)
    return {
        (unit.code, period.code): list(plan_deliveries(plan, RECIPE, unit, period)) for unit in units for period in plan.periods
    }


def _sound() -> list[Delivery]:
    return [
        delivery
        for school in _schools()
        for period in PLAN.periods
        for delivery in _tell_all()[school, period.code]
        if delivery.sound
    ]


def _numbers(school: str, period: str) -> dict[tuple[str, Field], int]:
    """The numbers of the return in force; nothing where none came."""
    deliveries = [delivery for delivery in _tell_all()[school, period] if delivery.sound]
    lines = deliveries[-1].contents.lines if deliveries else {}
    fields = (Field.TO_DO, Field.DONE)
    return {(line, field): cells[field] for line, cells in lines.items() for field in fields if isinstance(cells.get(field), int)}


def _read(file: SampleFile) -> Return:
    return interpret(PLAN, ROSTER, read_workbook(file.content), Identity(PLAN.code, PLAN.version, file.school, file.period, "1"))


@cache
def _first_period() -> list[SampleFile]:
    return list(islice(iterate_sample(PLAN, ROSTER), len(_first_deliveries())))


def _first_deliveries() -> list[Delivery]:
    return [delivery for (_, period), deliveries in _tell_all().items() if period == "6m" for delivery in deliveries]


def _split(address: str) -> tuple[int, int]:
    """Column and row of an address whose column is a single letter."""
    return ord(address[0]) - ord("A") + 1, int(address[1:])


def _evidence_of(contents: Contents) -> dict[str, str]:
    """The evidence in words, by line and by the name of the model."""
    lines = {line: cells.get(Field.EVIDENCE) for line, cells in contents.lines.items()}
    models = {str(model["name"]): model.get("evidence") for model in contents.models}
    return {name: str(text) for name, text in (lines | models).items() if text}


def _days_in(text: str) -> list[date]:
    """Days named in full, then the first days of months named alone."""
    days = [date(int(year), int(month), int(day)) for day, month, year in re.findall(r"\b(\d\d?)/(\d\d?)/(\d{4})\b", text)]
    return days + [date(int(year), int(month), 1) for month, year in re.findall(r"(?<![\d/])(\d\d?)/(\d{4})\b", text)]


def _digest(files) -> str:
    return sha256(b"".join(file.content for file in files)).hexdigest()


def _digest_elsewhere(hash_seed: str) -> str:
    code = "from tests.unit import test_sample as t; print(t._digest(t.iterate_sample(t.SMALL_PLAN, t.SMALL_ROSTER)))"
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed, "TZ": "America/Lima"}
    run = subprocess.run([sys.executable, "-c", code], cwd=SHIPPED, env=environment, capture_output=True, text=True, check=True)
    return run.stdout.strip()
