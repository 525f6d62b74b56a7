"""A return as rows of the tables, and back. Rows are plain tuples in the order of the table's columns, for speed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from operator import attrgetter
from typing import Any, Final

from danvan_metrics.plan.rules import Field, Refusal
from danvan_metrics.workbook.answers import (
    Answer,
    EvidenceItem,
    FactAnswer,
    ModelEntry,
    Normalised,
    Place,
    Rejected,
    Return,
    State,
)

Row = tuple[Any, ...]  # everything after the columns `submission` and `position`
CELL_COLUMNS: Final = {
    Field.TO_DO: "to_do_cell",
    Field.DONE: "done_cell",
    Field.EVIDENCE_COUNT: "evidence_count_cell",
    Field.EVIDENCE: "evidence_cell",
    Field.NOTE: "note_cell",
}
VALUE_COLUMNS: Final = ("to_do", "done", "choice", "dated", "evidence_count", "evidence", "note")
MODEL_COLUMNS: Final = (
    "name", "field", "area", "owner", "leader", "started_on", "status", "beneficiaries", "result",
    "evidence_count", "evidence", "proposed_for_award",
)  # fmt: skip
EVIDENCE_ROW: Final = ("code", "title", "kind", "number", "dated", "issuer", "location", "used_for")
_FIELDS: Final = tuple(CELL_COLUMNS)
_VALUES: Final = attrgetter(*VALUE_COLUMNS)
_MODEL: Final = attrgetter(*MODEL_COLUMNS)
_EVIDENCE: Final = attrgetter(*EVIDENCE_ROW)


def write_rows(returned: Return) -> dict[str, list[Row]]:
    """Rows by table, in the return's order."""
    return {
        "answers": [_write_answer(answer) for answer in returned.answers],
        "facts": [_write_fact(fact) for fact in returned.facts],
        "models": [(*_MODEL(model), model.place.sheet, model.place.cell) for model in returned.models],
        "defects": [*map(_write_rejected, returned.rejected), *map(_write_missing, returned.missing)],
        "readings": [(read.line, read.found, read.taken, read.place.sheet, read.place.cell) for read in returned.normalised],
        "evidence_items": [(*_EVIDENCE(piece), piece.place.sheet, piece.place.cell) for piece in returned.evidence],
    }


def read_answers(rows: Iterable[Sequence[Any]]) -> Iterator[Answer]:
    """Rows of `answers` as they were read from the workbook."""
    for line, state, to_do, done, choice, dated, count, evidence, note, sheet, *addresses in rows:
        cells = {field: Place(sheet, cell) for field, cell in zip(_FIELDS, addresses, strict=True) if cell is not None}
        yield Answer(line, State(state), to_do, done, choice, dated, count, evidence, note, cells)


def read_facts(rows: Iterable[Sequence[Any]]) -> Iterator[FactAnswer]:
    """Rows of `facts`; at most one of the three values stands."""
    for key, number, dated, words, sheet, cell in rows:
        yield FactAnswer(key, next((value for value in (number, dated, words) if value is not None), None), Place(sheet, cell))


def read_models(rows: Iterable[Sequence[Any]]) -> Iterator[ModelEntry]:
    """Rows of `models`."""
    for *values, sheet, cell in rows:
        yield ModelEntry(Place(sheet, cell), **dict(zip(MODEL_COLUMNS, values, strict=True)))


def read_evidence_items(rows: Iterable[Sequence[Any]]) -> Iterator[EvidenceItem]:
    """Rows of `evidence_items`: the sheet Minh chứng."""
    for *values, sheet, cell in rows:
        yield EvidenceItem(Place(sheet, cell), **dict(zip(EVIDENCE_ROW, values, strict=True)))


def read_rejected(rows: Iterable[Sequence[Any]]) -> Iterator[Rejected]:
    """Rows of `defects` that have a code: cells a rule refused."""
    for line, code, found, expected, sheet, cell in rows:
        if code is not None:
            yield Rejected(line, Place(sheet, cell), Refusal(code, found, expected))


def read_missing(rows: Iterable[Sequence[Any]]) -> Iterator[tuple[str, Place]]:
    """Rows of `defects` without a code: lines and sheets not found."""
    for line, code, _, _, sheet, cell in rows:
        if code is None:
            yield line, Place(sheet, cell)


def read_readings(rows: Iterable[Sequence[Any]]) -> Iterator[Normalised]:
    """Rows of `readings`: cells taken as something other than what is written."""
    for line, found, taken, sheet, cell in rows:
        yield Normalised(line, Place(sheet, cell), found, taken)


def _write_answer(answer: Answer) -> Row:
    cells = answer.cells
    addresses = [cells[field].cell if field in cells else None for field in _FIELDS]
    return (answer.line, answer.state.value, *_VALUES(answer), _sheet_of(answer), *addresses)


def _sheet_of(answer: Answer) -> str | None:
    sheets = {place.sheet for place in answer.cells.values()}
    if len(sheets) > 1:
        raise ValueError(f"line {answer.line} stands on more than one sheet: {sorted(sheets)}")
    return sheets.pop() if sheets else None


def _write_fact(fact: FactAnswer) -> Row:
    value = fact.value
    number = value if isinstance(value, (int, float)) else None
    dated = value if isinstance(value, date) else None
    words = value if isinstance(value, str) else None
    return (fact.key, number, dated, words, fact.place.sheet, fact.place.cell)


def _write_rejected(rejected: Rejected) -> Row:
    refusal = rejected.refusal
    return (rejected.line, refusal.code, refusal.found, refusal.expected, rejected.place.sheet, rejected.place.cell)


def _write_missing(missing: tuple[str, Place]) -> Row:
    what, place = missing
    return (what, None, "", "", place.sheet, place.cell)
