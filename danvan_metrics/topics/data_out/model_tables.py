"""Tables of registered models, and of the evidence that schools list."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import pandas as pd

from danvan_metrics.formats.tidy.tidy_table import Column, ColumnKind, TidyTable
from danvan_metrics.plan.choices import OWNERS, STATUSES
from danvan_metrics.topics.data_out.data_part import DataPart, follow_rows
from danvan_metrics.topics.data_out.shared_columns import CELL, PERIOD, REVISION, SCHOOL, SHEET, SUBMISSION

_T, _N, _D, _Y = ColumnKind.TEXT, ColumnKind.NUMBER, ColumnKind.DAY, ColumnKind.YES_NO

MODELS: Final = TidyTable(
    "models",
    "Mô hình đăng ký",
    "một mô hình trên sheet Mô hình của báo cáo đang có hiệu lực; không nêu người phụ trách",
    ("submission_id", "cell"),
    (
        PERIOD,
        SCHOOL,
        Column("name", _T, "Tên mô hình."),
        Column("field", _T, "Lĩnh vực trường đăng ký."),
        Column("area", _T, "Lĩnh vực chuẩn."),
        Column("owner", _T, "Của tập thể hay cá nhân.", words={str(one): word for one, word in OWNERS.items()}),
        Column("status", _T, "Tiến trình.", words={str(one): word for one, word in STATUSES.items()}),
        Column("started_on", _D, "Ngày bắt đầu."),
        Column("beneficiaries", _N, "Số người hưởng lợi.", unit="người", blank="để trống, không phải 0"),
        Column("has_result", _Y, "Có cả kết quả và minh chứng (tính vào NV8.1)."),
        Column("result", _T, "Kết quả, như trường ghi."),
        Column("evidence_count", _N, "Số minh chứng.", blank="để trống, không phải 0"),
        Column("proposed_for_award", _Y, "Trường đề nghị khen thưởng.", blank="để trống"),
        SUBMISSION,
        REVISION,
        SHEET,
        CELL,
    ),
)
EVIDENCE: Final = TidyTable(
    "evidence",
    "Danh mục minh chứng",
    "một minh chứng trên sheet Minh chứng của báo cáo đang có hiệu lực",
    ("submission_id", "cell"),
    (
        PERIOD,
        SCHOOL,
        Column("evidence_code", _T, "Mã minh chứng, như trường ghi."),
        Column("title", _T, "Tên minh chứng."),
        Column("kind", _T, "Loại minh chứng."),
        Column("number", _T, "Số, ký hiệu."),
        Column("dated", _D, "Ngày của minh chứng."),
        Column("issuer", _T, "Nơi ban hành."),
        Column("location", _T, "Nơi lưu."),
        Column("used_for", _T, "Dùng cho các dòng nào (mã dòng, như trường ghi)."),
        SUBMISSION,
        REVISION,
        SHEET,
        CELL,
    ),
)


def collect_models(part: DataPart) -> Iterator[pd.DataFrame]:
    """The rows of MODELS, in the order of the sheets."""
    for receipts in part.list_receipts():
        places = part.source.load_models(receipts["submission"].tolist())
        yield _shape(_follow(part.dataset.models, places, receipts), MODELS)


def collect_evidence(part: DataPart) -> Iterator[pd.DataFrame]:
    """The rows of EVIDENCE, in the order of the sheets."""
    for receipts in part.list_receipts():
        places = part.source.load_evidence(receipts["submission"].tolist())
        rows = _follow(part.dataset.evidence, places, receipts).rename(columns={"code": "evidence_code"})
        yield _shape(rows, EVIDENCE)


def _follow(rows: pd.DataFrame, places: pd.DataFrame, receipts: pd.DataFrame) -> pd.DataFrame:
    return follow_rows(rows.merge(receipts[["school", "period"]], on=["school", "period"]), places, receipts)


def _shape(rows: pd.DataFrame, table: TidyTable) -> pd.DataFrame:
    named = rows.rename(columns={"period": "period_code", "school": "school_code", "submission": "submission_id"})
    return named[[column.name for column in table.own]]
