"""What schools wrote, a row per cell, followed to the very cell of the file that is in force."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

import pandas as pd

from danvan_metrics.formats.tidy.tidy_table import Column, ColumnKind, TidyTable
from danvan_metrics.metrics.words import STATES
from danvan_metrics.plan.choices import CHECKLIST, LEVELS, Choice
from danvan_metrics.plan.model import Plan
from danvan_metrics.topics.data_out.data_part import DataPart
from danvan_metrics.topics.data_out.shared_columns import (
    CELL,
    INDICATOR,
    LINE,
    PERIOD,
    REVISION,
    SCHOOL,
    SHEET,
    SUBMISSION,
)
from danvan_metrics.vietnamese import format_date, format_quantity

_T, _N, _D = ColumnKind.TEXT, ColumnKind.NUMBER, ColumnKind.DAY
_CHOICES: Final[Mapping[str, str]] = {str(choice): word for choice, word in {**LEVELS, **CHECKLIST}.items()}
_FIELDS: Final = {
    "to_do": "phải thực hiện",
    "done": "đã thực hiện, câu trả lời, mức độ hoặc ngày",
    "evidence_count": "số minh chứng",
    "evidence": "minh chứng, bằng lời",
    "note": "ghi chú",
}
_CELL_STATES: Final = {
    "value": "có giá trị (0 là 0 thật)",
    "blank": "để trống",
    "not_applicable": "ghi “Không áp dụng”",
    "invalid": "ghi điều không đọc được; found_text là điều đã ghi",
}
_LINE_STATES: Final = {code: STATES[code] for code in ("value", "not_reported", "not_applicable", "invalid")}
_PIECES: Final = "minh chứng"

ANSWERS: Final = TidyTable(
    "answers",
    "Câu trả lời của trường, từng ô",
    "một ô của biểu mẫu trong báo cáo đang có hiệu lực; trường chưa có báo cáo thì không có dòng (xem bảng receipts)",
    ("submission_id", "line_code", "field"),
    (
        PERIOD,
        SCHOOL,
        INDICATOR,
        LINE,
        Column("field", _T, "Ô nào của dòng.", words=_FIELDS),
        Column("line_state", _T, "Tình trạng của cả dòng.", words=_LINE_STATES),
        Column("cell_state", _T, "Tình trạng của riêng ô này.", words=_CELL_STATES),
        Column("value_text", _T, "Giá trị như người đọc thấy: “Có”, 1.234,5, 14/06/2020.", blank="ô trống hoặc không hợp lệ"),
        Column("value_number", _N, "Giá trị, nếu là số.", blank="không phải số"),
        Column("value_date", _D, "Giá trị, nếu là ngày.", blank="không phải ngày"),
        Column("value_choice", _T, "Giá trị, nếu chọn trong danh sách.", words=_CHOICES, blank="không phải lựa chọn"),
        Column("found_text", _T, "Điều đã ghi trong ô không hợp lệ, như trường ghi."),
        Column("problem_code", _T, "Mã lỗi của ô không hợp lệ."),
        Column("unit", _T, "Đơn vị tính của con số."),
        SUBMISSION,
        REVISION,
        SHEET,
        CELL,
    ),
)  # fmt: skip


def collect_answers(part: DataPart) -> Iterator[pd.DataFrame]:
    """The rows of ANSWERS, some hundreds of returns at a time, in the order of the returns and of their lines."""
    for receipts in part.list_receipts():
        numbers = receipts["submission"].tolist()
        lines = part.source.load_answers(numbers).merge(receipts, on="submission")
        known = part.dataset.answers[["school", "period", "line", "state"]]  # lines the plan asks, as figures take them
        told = lines.merge(known, on=["school", "period", "line"])
        refused = part.source.load_rejected(numbers)
        places = pd.concat([_take_field(told, field, at) for at, field in enumerate(_FIELDS)], ignore_index=True)
        placed = places.merge(refused, on=["submission", "line", "sheet", "cell"], how="left")
        yield _shape(part.dataset.plan, placed.sort_values(["_row", "_field"], kind="stable", ignore_index=True))


def _take_field(told: pd.DataFrame, field: str, at: int) -> pd.DataFrame:
    """The cells of one field; a line has some of them."""
    own = told.assign(_row=range(len(told)), _field=at, field=field, cell=told[f"{field}_cell"])
    blank = pd.Series(None, own.index, dtype=object)
    if field != "done":  # what “đã thực hiện” holds is a number, a choice or a day
        own = own.assign(choice=blank, dated=blank)
    number, words = (own[field], blank) if field in {"to_do", "done", "evidence_count"} else (blank, own[field])
    columns = ["_row", "_field", "submission", "revision", "period", "school", "line", "state", "field", "sheet", "cell"]
    kept = own[[*columns, "choice", "dated"]].assign(number=number, words=words.replace("", None))
    return kept[kept["cell"].notna()]


def _shape(plan: Plan, rows: pd.DataFrame) -> pd.DataFrame:
    invalid = rows["code"].notna()
    texts = [_format_value(*row) for row in rows[["number", "choice", "dated", "words"]].itertuples(index=False)]
    units = [_name_unit(plan, *row) for row in rows[["line", "field"]].itertuples(index=False)]
    written = pd.Series(texts, rows.index, dtype=object)
    state = pd.Series("value", rows.index, dtype=object).mask(written.isna(), "blank")
    state = state.mask(rows["choice"].eq(Choice.NOT_APPLICABLE), "not_applicable").mask(invalid, "invalid")
    return pd.DataFrame(
        {
            "period_code": rows["period"],
            "school_code": rows["school"],
            "indicator_code": [plan.indicator_of_line[line].code for line in rows["line"]],
            "line_code": rows["line"],
            "field": rows["field"],
            "line_state": rows["state"],
            "cell_state": state,
            "value_text": written.where(~invalid, None),
            "value_number": rows["number"].where(~invalid, None),
            "value_date": rows["dated"].where(~invalid, None),
            "value_choice": rows["choice"].where(~invalid, None),
            "found_text": rows["found"],
            "problem_code": rows["code"],
            "unit": units,
            "submission_id": rows["submission"],
            "revision": rows["revision"],
            "sheet": rows["sheet"],
            "cell": rows["cell"],
        }
    )


def _format_value(number: Any, choice: Any, dated: Any, words: Any) -> str | None:
    if not pd.isna(choice):
        return _CHOICES[choice]
    if not pd.isna(dated):
        return format_date(dated)
    if not pd.isna(number):
        return format_quantity(number)
    return None if pd.isna(words) else str(words)


def _name_unit(plan: Plan, line: str, field: str) -> str | None:
    if field == "evidence_count":
        return _PIECES
    if field not in {"to_do", "done"}:
        return None
    indicator = plan.indicator_of_line[line]
    return next(row.unit for row in indicator.rows if row.code == line) or indicator.unit or None
