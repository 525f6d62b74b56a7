"""Tables of what the office found: how far each school's appraisal is, and the verdict on every line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import pandas as pd

from danvan_metrics.formats.tidy.tidy_table import Column, ColumnKind, TidyTable
from danvan_metrics.plan.choices import CHECKLIST, LEVELS
from danvan_metrics.plan.verdicts import METHODS, OUTCOMES, STAGES
from danvan_metrics.topics.data_out.data_part import DataPart
from danvan_metrics.topics.data_out.shared_columns import INDICATOR, LINE, PERIOD, SCHOOL

_T, _W, _N, _D, _Y = ColumnKind.TEXT, ColumnKind.WHOLE, ColumnKind.NUMBER, ColumnKind.DAY, ColumnKind.YES_NO
_CHOICES: Final = {str(one): word for one, word in {**LEVELS, **CHECKLIST}.items()}
_ROUND: Final = Column("round_code", _T, "Mã đợt thẩm định.")
_JUDGED: Final = Column("submission_id", _W, "Lần nộp được thẩm định; nối với bảng hand_ins.", blank="chưa thẩm định lần nộp nào")

APPRAISALS: Final = TidyTable(
    "appraisals",
    "Thẩm định",
    "một kỳ × một trường × một đợt thẩm định đã được phân công",
    ("period_code", "school_code", "round_code"),
    (
        PERIOD,
        SCHOOL,
        _ROUND,
        Column("round_title", _T, "Tên đợt."),
        Column("stage", _T, "Đang ở bước nào.", words={str(one): word for one, word in STAGES.items()}),
        Column("stage_name", _T, "Đang ở bước nào, bằng chữ."),
        Column("version", _W, "Lần kết luận thứ mấy; 0 là chưa kết luận."),
        _JUDGED,
        Column("concluded_on", _D, "Ngày kết luận.", blank="chưa kết luận"),
        Column("team", _T, "Tên tổ thẩm định.", blank="chưa phân công tổ"),
    ),
)
VERDICTS: Final = TidyTable(
    "verdicts",
    "Kết quả thẩm định từng dòng",
    "một dòng của biểu mẫu đã được một đợt thẩm định kết luận; dòng chưa thẩm định không có ở đây; không nêu tên người chấm",
    ("period_code", "school_code", "round_code", "line_code"),
    (
        PERIOD,
        SCHOOL,
        _ROUND,
        LINE,
        INDICATOR,
        Column("outcome", _T, "Phòng kết luận gì so với tự khai.", words={str(one): word for one, word in OUTCOMES.items()}),
        Column("outcome_name", _T, "Kết luận, bằng chữ."),
        Column("found_to_do", _N, "Phải thực hiện, theo Phòng.", blank="Phòng không ghi số"),
        Column("found_done", _N, "Đã thực hiện, theo Phòng.", blank="Phòng không ghi số"),
        Column("found_choice", _T, "Mức độ, theo Phòng.", words=_CHOICES),
        Column("found_date", _D, "Ngày, theo Phòng."),
        Column("evidence_seen", _N, "Số minh chứng đã xem.", blank="không ghi"),
        Column("method", _T, "Cách kiểm.", words={str(one): word for one, word in METHODS.items()}),
        Column("reason", _T, "Lý do."),
        Column("judged_on", _D, "Ngày chấm."),
        _JUDGED,
        Column("changed_since", _Y, "TRUE: trường đã sửa dòng này sau khi chấm."),
    ),
)  # fmt: skip


def collect_appraisals(part: DataPart) -> Iterator[pd.DataFrame]:
    """The rows of APPRAISALS, a period at a time."""
    titles = {one.code: one.title for one in part.dataset.plan.rounds}
    for period in part.periods:
        told = part.keep(part.dataset.appraisals, period)
        yield _begin(told).assign(
            round_title=told["round"].map(titles),
            stage=told["stage"],
            stage_name=told["stage"].map({str(one): word for one, word in STAGES.items()}),
            version=told["version"],
            submission_id=_blank_zero(told["submission"]),
            concluded_on=told["concluded_on"].astype(object),
            team=told["team"],
        )


def collect_verdicts(part: DataPart) -> Iterator[pd.DataFrame]:
    """The rows of VERDICTS, a period at a time."""
    lines = part.dataset.plan.indicator_of_line
    for period in part.periods:
        told = part.keep(part.dataset.verdicts, period)
        yield _begin(told).assign(
            line_code=told["line"],
            indicator_code=told["line"].map({code: one.code for code, one in lines.items()}),
            outcome=told["outcome"],
            outcome_name=told["outcome"].map({str(one): word for one, word in OUTCOMES.items()}),
            found_to_do=told["to_do"],
            found_done=told["done"],
            found_choice=told["choice"],
            found_date=told["dated"].astype(object),
            evidence_seen=told["seen"],
            method=told["method"],
            reason=told["reason"],
            judged_on=told["judged_on"].astype(object),
            submission_id=_blank_zero(told["submission"]),
            changed_since=told["recheck"],
        )


def _begin(told: pd.DataFrame) -> pd.DataFrame:
    names = {"period": "period_code", "school": "school_code", "round": "round_code"}
    return told[list(names)].rename(columns=names)


def _blank_zero(numbers: pd.Series) -> pd.Series:
    """0 stands for no hand-in at all."""
    return numbers.astype(object).where(numbers.ne(0), None)
