"""From cells to answers: states, places, and rows and columns that moved."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from danvan_metrics.plan.entries import model_rules, rules_for
from danvan_metrics.plan.kinds import FactKind, Kind
from danvan_metrics.plan.model import Plan
from danvan_metrics.plan.rules import ChoiceRule, DateRule, Field, WholeNumberRule
from danvan_metrics.vietnamese import clean_text
from danvan_metrics.workbook.answers import FactAnswer, ModelEntry, Place, State
from danvan_metrics.workbook.layout import build_layout
from tests.builders_reader import (
    FACTS,
    ITEMS,
    MODELS,
    PLAN,
    ROSTER,
    SHIPPED_PLAN,
    SHIPPED_ROSTER,
    TASKS,
    fill_template,
    fill_workbook,
    read_answer,
    read_return,
)


class TestStates:
    @pytest.mark.parametrize(
        ("line", "cells", "state"),
        [
            ("T2", {}, State.NOT_REPORTED),
            ("T2", {"done": "   "}, State.NOT_REPORTED),
            ("T2", {"done": "0"}, State.VALUE),
            ("T2", {"done": "ba"}, State.INVALID),
            ("T2", {"note": "chưa tổ chức"}, State.NOT_REPORTED),
            ("T1", {"to_do": "10", "done": "0"}, State.VALUE),
            ("T1", {"to_do": "0"}, State.NOT_APPLICABLE),
            ("T1", {"to_do": "0", "done": "0"}, State.NOT_APPLICABLE),
            ("T1", {"to_do": "0", "done": "2"}, State.INVALID),
            ("T1", {"to_do": "10"}, State.INVALID),
            ("T1", {"done": "10"}, State.INVALID),
            ("T1", {"to_do": "mười", "done": "2"}, State.INVALID),
            ("L1", {"done": "Không áp dụng"}, State.NOT_APPLICABLE),
            ("T3.2", {"done": "Không"}, State.VALUE),
            ("T6", {"done": "2022-02-25"}, State.VALUE),
        ],
    )
    def test_a_line(self, line, cells, state):
        table = f"| line | {' | '.join(cells)} |\n| {line} | {' | '.join(cells.values())} |" if cells else ""
        assert read_answer(fill_workbook(table), line).state is state

    def test_a_refused_piece_of_evidence_leaves_the_answer_standing(self):
        given_return = read_return(fill_workbook("| line | done | evidence_count |\n| T2 | 4 | vài |"))
        assert next(answer for answer in given_return.answers if answer.line == "T2").state is State.VALUE
        assert [rejected.place for rejected in given_return.rejected] == [Place(TASKS, "G7")]

    def test_a_zero_and_a_blank_are_told_apart(self):
        zero, blank = (read_answer(fill_workbook(f"| line | done | note |\n| T4 | {done} | x |"), "T4") for done in ("0", ""))
        assert (zero.done, blank.done) == (0.0, None)


class TestPlaces:
    def test_every_answer_knows_the_cells_it_is_asked_in(self):
        answer = read_answer(fill_workbook(), "T1")
        assert answer.cells == {
            Field.TO_DO: Place(TASKS, "E6"),
            Field.DONE: Place(TASKS, "F6"),
            Field.EVIDENCE_COUNT: Place(TASKS, "G6"),
            Field.EVIDENCE: Place(TASKS, "H6"),
            Field.NOTE: Place(TASKS, "I6"),
        }
        assert set(read_answer(fill_workbook(), "T7").cells) == {Field.DONE, Field.NOTE}

    def test_rows_put_in_anywhere_change_nothing_but_places(self):
        def insert(workbook):
            workbook[TASKS].insert_rows(9, 2)
            workbook[TASKS].insert_rows(1)

        answer = read_answer(fill_workbook("| line | done |\n| T5 | Có |\n| T2 | 4 |", edit=insert), "T5")
        assert (answer.choice, answer.cells[Field.DONE]) == ("yes", Place(TASKS, "F15"))  # 12 + 2 + 1

    def test_lines_in_another_order_are_found_by_their_codes(self):
        def swap(workbook):
            for first, second in zip(workbook[TASKS][7], workbook[TASKS][14], strict=True):
                first.value, second.value = second.value, first.value

        content = fill_workbook("| line | done |\n| T2 | 4 |\n| T7 | 30 |", edit=swap)
        assert (read_answer(content, "T2").done, read_answer(content, "T7").done) == (4.0, 30.0)
        assert read_answer(content, "T2").cells[Field.DONE] == Place(TASKS, "F14")

    def test_columns_put_in_are_found_by_their_headings(self):
        content = fill_workbook("| line | done |\n| T2 | 4 |", edit=lambda workbook: workbook[TASKS].insert_cols(3, 2))
        assert read_answer(content, "T2").cells[Field.DONE] == Place(TASKS, "H7")
        assert read_answer(content, "T2").done == 4.0

    def test_a_heading_spelled_otherwise_is_the_same_heading(self):
        content = fill_workbook("| line | done |\n| T2 | 4 |", cells={f"{TASKS}!F4": " ĐÃ THỰC HIỆN: ", f"{TASKS}!A4": "MÃ"})
        assert read_return(content).missing == ()
        assert read_answer(content, "T2").done == 4.0

    def test_without_its_heading_row_a_sheet_is_read_as_it_was_sent_out(self):
        content = fill_workbook("| line | done |\n| T2 | 4 |", edit=lambda workbook: workbook[TASKS].delete_rows(4))
        assert read_return(content).missing == ()
        assert read_answer(content, "T2").done == 4.0

    def test_a_sheet_renamed_slightly_is_the_same_sheet_and_is_named_as_it_is(self):
        def rename(workbook):
            workbook[TASKS].title = "CHỈ TIÊU - NHIỆM VỤ"

        assert read_answer(fill_workbook(edit=rename), "T2").cells[Field.DONE] == Place("CHỈ TIÊU - NHIỆM VỤ", "F7")

    def test_a_line_that_lost_only_its_code_is_known_by_its_wording(self):
        content = fill_workbook("| line | done |\n| T2 | 4 |", cells={f"{TASKS}!A7": None})
        assert read_return(content).missing == ()
        assert read_answer(content, "T2").done == 4.0

    def test_a_line_that_lost_code_and_wording_is_missing_not_guessed(self):
        content = fill_workbook("| line | done |\n| T2 | 4 |", cells={f"{TASKS}!A7": None, f"{TASKS}!B7": "Khác"})
        assert read_return(content).missing == (("T2", Place(TASKS, "F7")),)
        assert "T2" not in {answer.line for answer in read_return(content).answers}

    def test_of_two_rows_with_one_code_the_first_is_read(self):
        content = fill_workbook("| line | done |\n| T2 | 4 |", cells={f"{TASKS}!A16": "T2", f"{TASKS}!F16": 9})
        assert read_answer(content, "T2").done == 4.0

    def test_fields_of_the_first_sheet_are_found_by_their_labels(self):
        moved = read_return(fill_workbook(facts={"members": 95}, edit=lambda workbook: workbook[FACTS].insert_rows(12)))
        assert FactAnswer("members", 95.0, Place(FACTS, "C15")) in moved.facts  # sent out in C14


class TestLinesNotEntered:
    def test_derived_lines_and_those_read_off_the_models_give_no_answer(self):
        content = fill_workbook(cells={f"{TASKS}!F15": 7, f"{TASKS}!F16": 2})  # M1 and D1, locked and grey
        assert read_return(content).rejected == ()
        assert {"M1", "D1"} & {answer.line for answer in read_return(content).answers} == set()

    def test_the_office_is_asked_its_own_lines_only(self):
        office = read_return(fill_workbook("| line | to_do | done |\n| T1 | 5 | 5 |", school="SONGMAY"))
        assert [answer.line for answer in office.answers] == ["T1"]
        assert office.missing == ()


class TestFacts:
    def test_numbers_dates_and_texts(self):
        facts = {"writer": " Lò  Thị Mây", "members": 95, "founded_on": date(2022, 1, 5)}
        assert read_return(fill_workbook(facts=facts)).facts == (
            FactAnswer("writer", "Lò Thị Mây", Place(FACTS, "C13")),
            FactAnswer("members", 95.0, Place(FACTS, "C14")),
            FactAnswer("founded_on", date(2022, 1, 5), Place(FACTS, "C15")),
        )

    def test_a_blank_field_is_nothing(self):
        returned = read_return(fill_workbook(facts={"writer": None, "members": None}))
        assert [fact.value for fact in returned.facts] == [None, None, None]

    def test_a_telephone_typed_as_a_number_keeps_its_digits_together(self):
        assert read_return(fill_workbook(facts={"writer": 912345678})).fact("writer") == "912345678"


class TestModels:
    ROW = """
        | name    | field            | owner   | leader | started_on | status     | beneficiaries | evidence_count | proposed_for_award |
        | Tủ sách | gia đình học tập | Cá nhân | Bà Lan | 2022-02-01 | Hoàn thành | 40            | 2              | Không              |
    """  # noqa: E501

    def test_every_column(self):
        content = fill_workbook(
            models=self.ROW, registers_models="Có", cells={f"{MODELS}!I7": "40 bạn đọc", f"{MODELS}!K7": "Ảnh"}
        )
        returned = read_return(content)
        assert returned.models_declared is True
        assert returned.models == (
            ModelEntry(
                place=Place(MODELS, "B7"),
                name="Tủ sách",
                field="Gia đình học tập",
                area="Gia đình",
                owner="individual",
                leader="Bà Lan",
                started_on=date(2022, 2, 1),
                status="finished",
                beneficiaries=40.0,
                result="40 bạn đọc",
                evidence_count=2.0,
                evidence="Ảnh",
                proposed_for_award=False,
            ),
        )
        assert returned.models[0].has_result

    def test_a_row_left_free_between_two_is_no_model(self):
        content = fill_workbook(cells={f"{MODELS}!B7": "Một", f"{MODELS}!B9": "Hai", f"{MODELS}!B8": "  "})
        assert [(entry.name, entry.place.cell) for entry in read_return(content).models] == [("Một", "B7"), ("Hai", "B9")]

    def test_rows_below_the_table_sent_out_are_read_too(self):
        last = build_layout(PLAN, ROSTER.by_code["TH01"].reporter).models.last_row
        content = fill_workbook(cells={f"{MODELS}!B{last + 2}": "Thêm"})
        assert [entry.place.cell for entry in read_return(content).models] == [f"B{last + 2}"]

    def test_a_formula_never_computed_makes_a_row_a_model(self):
        content = fill_workbook(cells={f"{MODELS}!B36": "=A1"})
        assert [entry.name for entry in read_return(content).models] == [""]
        assert [rejected.refusal.code for rejected in read_return(content).rejected] == ["formula_without_value"]

    def test_the_question_moves_with_its_table(self):
        def insert(workbook):
            workbook[MODELS].insert_rows(1, 2)

        returned = read_return(fill_workbook(models=self.ROW, registers_models="Không", edit=insert))
        assert (returned.models_declared, returned.models[0].place) == (False, Place(MODELS, "B9"))

    @pytest.mark.parametrize(("answer", "declared"), [("Có", True), ("Không", False), ("", None), ("chắc có", None)])
    def test_the_question(self, answer, declared):
        assert read_return(fill_workbook(registers_models=answer)).models_declared is declared


class TestNothingIsRaised:
    def test_a_unit_not_on_the_roster_is_read_as_a_school(self):
        def rename(workbook):
            workbook["_danvan"]["B4"] = "TH99"

        assert read_return(fill_workbook(edit=rename)).identity.school == "TH99"

    def test_without_any_sheet_every_one_is_missing_and_nothing_is_answered(self):
        def strip(workbook):
            for name in (FACTS, TASKS, ITEMS, MODELS):
                workbook.remove(workbook[name])

        returned = read_return(fill_workbook(edit=strip))
        assert returned.missing == tuple((name, Place(name)) for name in (FACTS, TASKS, ITEMS, MODELS))
        assert (returned.answers, returned.facts, returned.models) == ((), (), ())


class TestRoundTrip:
    """Whatever a school answers comes back as it was written."""

    @settings(max_examples=12, deadline=None)
    @given(st.data())
    def test_of_the_small_plan(self, data):
        check_round_trip(data, PLAN, ROSTER, "TT01", "hk2")

    @settings(max_examples=5, deadline=None)
    @given(st.data())
    def test_of_the_shipped_plan(self, data):
        check_round_trip(data, SHIPPED_PLAN, SHIPPED_ROSTER, "MN-DAPTHANH", "9m")

    @settings(max_examples=3, deadline=None)
    @given(st.data())
    def test_of_the_office(self, data):
        check_round_trip(data, SHIPPED_PLAN, SHIPPED_ROSTER, SHIPPED_PLAN.office.code, "12m")


# ── Builders ─────────────────────────────────────────────────────────────────────────────────────────

WORDS = st.text(st.sampled_from("aăâđêôơưxyzỗẹ̣́̀ =+-@0129/ĐẤ“”,.;\n\u00a0'<&"), max_size=30)


def check_round_trip(data, plan: Plan, roster, school: str, period: str) -> None:
    reporter = roster.by_code[school].reporter
    layout = build_layout(plan, reporter)
    asked = {line.code: item for item in plan.indicators_for(reporter) if item.entered for line in item.rows}
    written = {
        (layout.lines[code].cell(field).sheet, layout.lines[code].cell(field).cell): (code, field, draw(data, rule))
        for code, indicator in asked.items()
        for field, rule in rules_for(plan, indicator).items()
        if data.draw(st.integers(0, 2))
    }
    entries = [{key: draw(data, rule) for key, rule in model_rules(plan).items()} for _ in range(data.draw(st.integers(0, 3)))]
    cells = {place: value[0] for place, (_, _, value) in written.items()}
    for row, entry in enumerate(entries, start=layout.models.first_row):
        cells |= {(MODELS, layout.models.cell(row, key).cell): value[0] for key, value in entry.items()}
    facts = {fact.key: draw_fact(data, plan, fact.kind) for fact in plan.facts}
    cells |= {(FACTS, layout.facts[key].cell): value for key, value in facts.items()}

    returned = read_return(fill_template(plan, roster, school, period, cells), plan, roster)

    assert (returned.rejected, returned.missing) == ((), ())
    assert [answer.line for answer in returned.answers] == list(in_order(layout, asked))
    expected = {(code, field): value[1] for code, field, value in written.values()}
    for answer in returned.answers:
        kind = asked[answer.line].kind
        assert answer_value(answer, kind) == expected.get((answer.line, Field.DONE))
        assert answer.to_do == expected.get((answer.line, Field.TO_DO))
        assert answer.evidence_count == expected.get((answer.line, Field.EVIDENCE_COUNT))
        assert answer.evidence == (expected.get((answer.line, Field.EVIDENCE)) or "")
        assert answer.note == (expected.get((answer.line, Field.NOTE)) or "")
    assert {fact.key: fact.value for fact in returned.facts} == {key: as_read(value) for key, value in facts.items()}
    filled = [entry for entry in entries if any(value[1] is not None for value in entry.values())]
    assert [model_values(entry) for entry in returned.models] == [
        {key: value[1] if value[1] is not None else blank(key) for key, value in entry.items()} for entry in filled
    ]


def draw(data, rule) -> tuple:
    """A value as it is written in the cell, and as it should be read; blank texts are read as nothing."""
    if isinstance(rule, WholeNumberRule):
        # 35.000 to 50.000 may be days about the plan's year, which are refused
        number = data.draw(st.integers(rule.minimum, rule.maximum).filter(lambda number: not 35_000 <= number <= 50_000))
        return number, float(number)
    if isinstance(rule, ChoiceRule):
        code = data.draw(st.sampled_from(rule.codes))
        return rule.label(code), code
    if isinstance(rule, DateRule):
        day = rule.first + timedelta(days=data.draw(st.integers(0, (rule.last - rule.first).days)))
        return day, day
    text = data.draw(WORDS)
    return text, as_read(text)


def draw_fact(data, plan: Plan, kind: FactKind):
    if kind is FactKind.NUMBER:
        return data.draw(st.one_of(st.none(), st.integers(0, 30_000)))
    return data.draw(WORDS) if kind is FactKind.TEXT else data.draw(st.dates(plan.first_day, plan.last_day))


def as_read(value):
    if isinstance(value, str):
        return clean_text(value) or None
    return float(value) if isinstance(value, int) else value


def answer_value(answer, kind: Kind):
    if kind is Kind.DATE:
        return answer.dated
    return answer.choice if kind in {Kind.YES_NO, Kind.CHECKLIST, Kind.LEVEL} else answer.done


def in_order(layout, asked) -> list[str]:
    return [row.line.code for row in layout.rows if row.line and row.line.code in asked]


def model_values(entry: ModelEntry) -> dict:
    names = ("name", "field", "owner", "leader", "started_on", "status", "beneficiaries", "result", "evidence_count", "evidence")
    award = {True: "yes", False: "no"}[entry.proposed_for_award]
    return {**{name: getattr(entry, name) for name in names}, "proposed_for_award": award}


def blank(key: str):
    return "" if key in {"name", "leader", "result", "evidence"} else None
