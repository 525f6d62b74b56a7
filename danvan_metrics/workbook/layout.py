"""Where every line, fact and model stands on the sheets of the report workbook; nothing else knows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, reduce
from itertools import count
from typing import Final

from danvan_metrics.plan.entries import rules_for
from danvan_metrics.plan.kinds import Reporter
from danvan_metrics.plan.model import Group, Indicator, Line, Plan
from danvan_metrics.plan.rules import Field
from danvan_metrics.workbook.answers import Place

SHEET_GUIDE: Final = "Hướng dẫn"
SHEET_FACTS: Final = "Thông tin"
SHEET_TASKS: Final = "Chỉ tiêu – Nhiệm vụ"
SHEET_ITEMS: Final = "Trường học hạnh phúc"
SHEET_MODELS: Final = "Mô hình"
SHEET_EVIDENCE: Final = "Minh chứng"
SHEET_IDENTITY: Final = "_danvan"
SHEET_FIXES: Final = "Cần sửa"  # of a marked return only; nothing reads it

WORKBOOK_KIND: Final = "danvan-bao-cao"
TEMPLATE_VERSION: Final = "2"
SAME_QUESTIONS: Final = frozenset({"1", TEMPLATE_VERSION})  # the second only adds a sheet nobody must fill in
IDENTITY_KEYS: Final = ("kind", "plan", "plan_version", "school", "period", "template_version")
SAMPLE_KEY: Final = "du-lieu-minh-hoa"  # on the identity sheet and among the document's properties of an invented workbook
OPTIONS_COLUMN: Final = 4  # on the identity sheet: options of lists too long for a validation of their own
MODEL_ROWS: Final = 30
EVIDENCE_ROWS: Final = 20  # a page; …
EVIDENCE_ROWS_ASKED: Final = 60  # … and of the model schools, which are asked to list everything

CODE_COLUMN: Final = 1
TEXT_COLUMN: Final = 2
TASK_COLUMNS: Final = {Field.TO_DO: 5, Field.DONE: 6, Field.EVIDENCE_COUNT: 7, Field.EVIDENCE: 8, Field.NOTE: 9}
ITEM_COLUMNS: Final = {Field.DONE: 3, Field.EVIDENCE_COUNT: 4, Field.EVIDENCE: 5, Field.NOTE: 6}
FACT_LABEL_COLUMN: Final = 2
FACT_COLUMN: Final = 3
PREVIOUS_COLUMN: Final = {SHEET_TASKS: 10, SHEET_ITEMS: 7, SHEET_MODELS: 13, SHEET_FACTS: 5}
HEADER_ROW: Final = 4  # of the tables; rows above hold the sheet's title, the unit and a line of help
QUESTION_ROW: Final = 4  # on the sheet Mô hình, above its table
MODEL_COLUMNS_IN_ORDER: Final = (
    "name", "field", "owner", "leader", "started_on", "status",
    "beneficiaries", "result", "evidence_count", "evidence", "proposed_for_award",
)  # fmt: skip

EVIDENCE_COLUMNS_IN_ORDER: Final = ("code", "title", "kind", "number", "issuer", "location", "used_for")
_EVIDENCE_HEADER: Final = HEADER_ROW + 1  # an example stands above the headings


@dataclass(frozen=True, slots=True)
class LinePlace:
    """A line's row, and the column of each cell a school fills in (none where nothing is entered)."""

    sheet: str
    row: int
    columns: Mapping[Field, int]

    def cell(self, field: Field) -> Place:
        """Name the place of one cell; of the line's code where the line does not take this field."""
        return place_at(self.sheet, self.row, self.columns.get(field, CODE_COLUMN))


@dataclass(frozen=True, slots=True)
class LayoutRow:
    """One row of a table: a group's heading, the stem of an indicator with several lines, or a line."""

    sheet: str
    row: int
    group: Group | None = None
    indicator: Indicator | None = None
    line: Line | None = None


@dataclass(frozen=True, slots=True)
class ModelTable:
    """The table of registered models, and the question above it."""

    sheet: str
    header_row: int
    first_row: int
    last_row: int
    columns: Mapping[str, int]
    question: Place

    def cell(self, row: int, column: str) -> Place:
        """Name the place of one cell of the table."""
        return place_at(self.sheet, row, self.columns[column])


@dataclass(frozen=True, slots=True)
class EvidenceTable:
    """The table of pieces of evidence; rows below `last_row` are read too."""

    sheet: str
    header_row: int
    first_row: int
    last_row: int
    columns: Mapping[str, int]

    def cell(self, row: int, column: str) -> Place:
        """Name the place of one cell of the table."""
        return place_at(self.sheet, row, self.columns[column])


@dataclass(frozen=True)
class Layout:
    """Where everything stands for one kind of reporter."""

    rows: tuple[LayoutRow, ...]
    lines: Mapping[str, LinePlace]
    identity: Mapping[str, Place]
    facts: Mapping[str, Place]
    models: ModelTable | None
    evidence: EvidenceTable | None = None

    @cached_property
    def sheets(self) -> tuple[str, ...]:
        """The sheets a person sees, in order; a sheet without a row for this reporter is left out."""
        tables = [sheet for sheet in (SHEET_TASKS, SHEET_ITEMS) if self.rows_on(sheet)]
        lists = [table.sheet for table in (self.models, self.evidence) if table]
        return (SHEET_GUIDE, SHEET_FACTS, *tables, *lists)

    @cached_property
    def asked_sheets(self) -> tuple[str, ...]:
        """The sheets a return must have: Minh chứng may be left out, and older templates had none."""
        return tuple(sheet for sheet in self.sheets if sheet not in {SHEET_GUIDE, SHEET_EVIDENCE})

    def rows_on(self, sheet: str) -> tuple[LayoutRow, ...]:
        """List the rows of one sheet's table, from top to bottom."""
        return tuple(row for row in self.rows if row.sheet == sheet)


def build_layout(plan: Plan, reporter: Reporter) -> Layout:
    """Place every line of the plan this reporter is asked, its facts, and the table of models."""
    indicators = plan.indicators_for(reporter)
    rows = tuple(row for sheet in (SHEET_TASKS, SHEET_ITEMS) for row in _place_rows(plan, indicators, sheet))
    identity = list_identity_keys(reporter)
    first_fact = HEADER_ROW + len(identity) + 2
    return Layout(
        rows=rows,
        lines=_place_lines(plan, rows),
        identity={key: place_at(SHEET_FACTS, row, FACT_COLUMN) for row, key in enumerate(identity, HEADER_ROW)},
        facts={fact.key: place_at(SHEET_FACTS, row, FACT_COLUMN) for row, fact in enumerate(plan.facts, first_fact)},
        models=_place_models() if plan.asks_for_models(reporter) else None,
        evidence=_place_evidence() if plan.evidence_code and reporter is Reporter.SCHOOL else None,
    )


def list_identity_keys(reporter: Reporter) -> tuple[str, ...]:
    """List what the locked top of Thông tin says; the office has neither level nor commune."""
    own = ("level", "commune") if reporter is Reporter.SCHOOL else ()
    return ("school", "code", *own, "plan", "period", "deadline")


def place_at(sheet: str, row: int, column: int) -> Place:
    """Name a place by 1-based row and column."""
    return Place(sheet, f"{name_column(column)}{row}")


def name_column(column: int) -> str:
    """Name a column by its letters: 1 → A, 28 → AB; openpyxl has the same, but takes a reader a quarter of a second to load."""
    letters = ""
    while column:
        column, last = divmod(column - 1, 26)
        letters = chr(ord("A") + last) + letters
    return letters


def number_column(letters: str) -> int:
    """Number a column by its letters: A → 1, AB → 28."""
    return reduce(lambda number, letter: number * 26 + ord(letter) - ord("A") + 1, letters, 0)


def sheet_of(indicator: Indicator) -> str:
    """Name the sheet of an indicator: levels have one of their own."""
    return SHEET_ITEMS if indicator.is_item else SHEET_TASKS


def _place_rows(plan: Plan, indicators: tuple[Indicator, ...], sheet: str) -> Iterator[LayoutRow]:
    number = count(HEADER_ROW + 1)
    here = [indicator for indicator in indicators if sheet_of(indicator) == sheet]
    headed: set[str] = set()
    for group in plan.groups:
        own = [indicator for indicator in here if indicator.group == group.code]
        for heading in _list_headings(plan, group) if own else ():
            if heading.code not in headed:
                headed.add(heading.code)
                yield LayoutRow(sheet, next(number), group=heading)
        for indicator in own:
            yield from _place_indicator(indicator, sheet, number)


def _list_headings(plan: Plan, group: Group) -> tuple[Group, ...]:
    return (plan.group_by_code[group.parent], group) if group.parent else (group,)


def _place_indicator(indicator: Indicator, sheet: str, number: count[int]) -> Iterator[LayoutRow]:
    if indicator.lines:
        yield LayoutRow(sheet, next(number), indicator=indicator)
    for line in indicator.rows:
        yield LayoutRow(sheet, next(number), indicator=indicator, line=line)


def _place_lines(plan: Plan, rows: tuple[LayoutRow, ...]) -> dict[str, LinePlace]:
    places = {}
    for row in rows:
        if row.line and row.indicator:
            columns = ITEM_COLUMNS if row.sheet == SHEET_ITEMS else TASK_COLUMNS
            taken = {field: columns[field] for field in rules_for(plan, row.indicator) if field in columns}
            places[row.line.code] = LinePlace(row.sheet, row.row, taken)
    return places


def _place_models() -> ModelTable:
    header = QUESTION_ROW + 2
    return ModelTable(
        sheet=SHEET_MODELS,
        header_row=header,
        first_row=header + 1,
        last_row=header + MODEL_ROWS,
        columns={key: column for column, key in enumerate(MODEL_COLUMNS_IN_ORDER, start=2)},
        question=place_at(SHEET_MODELS, QUESTION_ROW, 3),
    )


def _place_evidence() -> EvidenceTable:
    return EvidenceTable(
        sheet=SHEET_EVIDENCE,
        header_row=_EVIDENCE_HEADER,
        first_row=_EVIDENCE_HEADER + 1,
        last_row=_EVIDENCE_HEADER + EVIDENCE_ROWS,
        columns={key: column for column, key in enumerate(EVIDENCE_COLUMNS_IN_ORDER, start=1)},
    )
