"""Rows as they were handed in, with their cells, of a few hand-ins at a time: what tables for other programs are made of."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Connection, Engine, Select, Table, select

from danvan_metrics.store.engine import reading
from danvan_metrics.store.force import day_that_counts, is_withdrawn, match_schools
from danvan_metrics.store.tables import answers, defects, evidence_items, facts, files, models, submissions

if TYPE_CHECKING:
    import pandas as pd

ANSWER_ROW: Final = (
    "submission", "line", "to_do", "done", "choice", "dated", "evidence_count", "evidence", "note",
    "sheet", "to_do_cell", "done_cell", "evidence_count_cell", "evidence_cell", "note_cell",
)  # fmt: skip
REJECTED_ROW: Final = ("submission", "line", "code", "found", "sheet", "cell")
FACT_ROW: Final = ("submission", "key", "number", "dated", "sheet", "cell")
PLACE_ROW: Final = ("submission", "sheet", "cell")
MODEL_ROW: Final = (*PLACE_ROW, "started_on", "proposed_for_award")
FILE_ROW: Final = (
    "submission", "school", "period", "revision", "file_name", "sha256", "size", "received_on", "uploaded_at",
    "template_version", "withdrawn",
)  # fmt: skip


class RowTracing:
    """The store's part that follows figures back to what was handed in; safe to share between threads, it only reads.

    Every table comes in the order of hand-ins and of their rows, blanks as None; columns as the name of the method's constant.
    No person is named in any: whom to ask, who sent and who leads stay in the store.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def load_answers(self, numbers: Collection[int]) -> pd.DataFrame:
        """Answers with their cells, columns ANSWER_ROW."""
        return self._load(_select_rows(answers, ANSWER_ROW, numbers), ANSWER_ROW)

    def load_rejected(self, numbers: Collection[int]) -> pd.DataFrame:
        """Cells that a rule refused, columns REJECTED_ROW."""
        query = _select_rows(defects, REJECTED_ROW, numbers).where(defects.c.code.is_not(None))
        return self._load(query, REJECTED_ROW)

    def load_facts(self, numbers: Collection[int]) -> pd.DataFrame:
        """Numbers and days of the sheet Thông tin, never its words; columns FACT_ROW."""
        return self._load(_select_rows(facts, FACT_ROW, numbers), FACT_ROW)

    def load_models(self, numbers: Collection[int]) -> pd.DataFrame:
        """Where registered models stand, and what figures do not use of them, columns MODEL_ROW."""
        return self._load(_select_rows(models, MODEL_ROW, numbers), MODEL_ROW)

    def load_evidence(self, numbers: Collection[int]) -> pd.DataFrame:
        """Where pieces of evidence are listed, columns PLACE_ROW."""
        return self._load(_select_rows(evidence_items, PLACE_ROW, numbers), PLACE_ROW)

    def load_hand_ins(self, plan: str, schools: Collection[str]) -> pd.DataFrame:
        """Every hand-in of these schools, withdrawn ones too, with its file; columns FILE_ROW."""
        named = {
            **submissions.c,
            "submission": submissions.c.id,
            "size": files.c.size,
            "received_on": day_that_counts(submissions),
            "withdrawn": is_withdrawn(),
        }
        columns = [named[name].label(name) for name in FILE_ROW]
        query = select(*columns).join(files, files.c.sha256 == submissions.c.sha256)
        return self._load(query.where(*match_schools(submissions, plan, schools)).order_by(submissions.c.id), FILE_ROW)

    def _load(self, query: Select[Any], names: Sequence[str]) -> pd.DataFrame:
        with reading(self._engine) as connection:
            return _list_rows(connection, query, names)


def _select_rows(table: Table, names: Iterable[str], numbers: Collection[int]) -> Select[Any]:
    query = select(*(table.c[name] for name in names)).where(table.c.submission.in_(sorted(numbers)))
    return query.order_by(table.c.submission, table.c.position)


def _list_rows(connection: Connection, query: Select[Any], names: Sequence[str]) -> pd.DataFrame:
    import pandas as pd  # noqa: PLC0415 - a return is checked, and kept, without

    rows = [tuple(row) for row in connection.execute(query)]
    return pd.DataFrame(rows, columns=list(names), dtype=object)
