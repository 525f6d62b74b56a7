"""Tables of what came when: where every school's return stands, every hand-in with its file, and how large schools are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import pandas as pd

from danvan_metrics.formats.tidy.tidy_table import Column, ColumnKind, TidyTable
from danvan_metrics.metrics.dataset import iterate_rows
from danvan_metrics.metrics.return_states import ReturnState, judge_returns
from danvan_metrics.topics.data_out.data_part import DataPart
from danvan_metrics.topics.data_out.shared_columns import CELL, PERIOD, REVISION, SCHOOL, SHEET, SUBMISSION

_T, _W, _N = ColumnKind.TEXT, ColumnKind.WHOLE, ColumnKind.NUMBER
_D, _M, _Y = ColumnKind.DAY, ColumnKind.MOMENT, ColumnKind.YES_NO
_STANDINGS: Final = {
    ReturnState.NOT_DUE: "chưa đến hạn",
    ReturnState.MISSING: "chưa nộp",
    ReturnState.SENT_BACK: "đã gửi, trả lại, chờ sửa",
    ReturnState.INCOMPLETE: "đã nhận, còn thiếu dòng",
    ReturnState.COMPLETE: "đã nhận, đủ",
}
_TIMINGS: Final = {"on_time": "đúng hạn", "late": "muộn", "missing": "quá hạn chưa nộp", "not_due": "chưa đến hạn"}
_FILE: Final = (
    Column("file_name", _T, "Tên tệp đã nộp."),
    Column("file_sha256", _T, "Dấu vân SHA-256 của tệp: hai tệp giống nhau từng byte thì giống nhau."),
    Column("file_size", _W, "Cỡ tệp.", unit="byte"),
)

RECEIPTS: Final = TidyTable(
    "receipts",
    "Tình hình nộp báo cáo",
    "một kỳ × một trường phải báo cáo trong kỳ đó, kể cả chưa nộp",
    ("period_code", "school_code"),
    (
        PERIOD,
        SCHOOL,
        Column("return_state", _T, "Báo cáo đang ở đâu.", words={str(one): word for one, word in _STANDINGS.items()}),
        Column("return_state_name", _T, "Báo cáo đang ở đâu, bằng chữ."),
        Column("timing", _T, "So với hạn, theo ngày Phòng nhận được lần đầu.", words=_TIMINGS),
        Column("received_on", _D, "Ngày đầu tiên có tệp của trường về Phòng, cả tệp bị trả lại.", blank="chưa có gì về"),
        Column("margin_days", _W, "So với ngày cuối còn đúng hạn: âm là sớm, dương là muộn.", unit="ngày", blank="chưa có gì về"),
        Column("days_late", _W, "Số ngày muộn, hoặc quá hạn đến ngày tính; 0 nếu không muộn.", unit="ngày"),
        REVISION,
        SUBMISSION,
        *_FILE,
        Column("lines_asked", _W, "Số dòng của biểu mẫu cần trả lời."),
        Column("lines_unanswered", _W, "Số dòng chưa trả lời."),
        Column("errors", _W, "Số lỗi của tệp bị trả lại sau cùng; 0 nếu không có tệp nào đang chờ sửa."),
        Column("sent_back_on", _D, "Ngày nhận tệp bị trả lại sau cùng."),
    ),
)  # fmt: skip
HAND_INS: Final = TidyTable(
    "hand_ins",
    "Các lần nộp",
    "một lần nộp đã nhận vào kho, cả lần đã bị thay hoặc đã rút; với bản chốt: các lần nộp mà bản chốt dùng",
    ("submission_id",),
    (
        SUBMISSION,
        PERIOD,
        SCHOOL,
        REVISION,
        Column("in_force", _Y, "TRUE: số liệu tính từ lần nộp này."),
        Column("withdrawn", _Y, "TRUE: Phòng đã rút lần nộp này."),
        Column("received_on", _D, "Ngày Phòng nhận được, sau khi đính chính nếu có."),
        Column("uploaded_at", _M, "Lúc đưa vào phần mềm."),
        *_FILE,
        Column("template_version", _T, "Phiên bản biểu mẫu."),
    ),
)
FACTS: Final = TidyTable(
    "facts",
    "Quy mô của trường",
    "một con số hoặc một ngày ghi ở sheet Thông tin của báo cáo đang có hiệu lực; không có họ tên, điện thoại, thư",
    ("submission_id", "fact_key"),
    (
        PERIOD,
        SCHOOL,
        Column("fact_key", _T, "Mã của ô, ví dụ staff, pupils."),
        Column("label", _T, "Tên của ô trong biểu mẫu."),
        Column("value_number", _N, "Giá trị, nếu là số.", blank="để trống, hoặc không phải số"),
        Column("value_date", _D, "Giá trị, nếu là ngày.", blank="để trống, hoặc không phải ngày"),
        SUBMISSION,
        SHEET,
        CELL,
    ),
)


def collect_receipts(part: DataPart) -> Iterator[pd.DataFrame]:
    """The rows of RECEIPTS, a period at a time."""
    for period in part.periods:
        judged = judge_returns(part.dataset, part.scope(period))
        files = _list_in_force(part, period)
        told = judged.merge(files, on="school", how="left")
        yield pd.DataFrame(
            {
                "period_code": period,
                "school_code": told["school"],
                "return_state": told["state"],
                "return_state_name": told["state"].map({str(one): word for one, word in _STANDINGS.items()}),
                "timing": told["timing"],
                "received_on": told["received_on"].astype(object),
                "margin_days": told["margin"],
                "days_late": told["days_late"],
                "revision": told["revision"],
                "submission_id": told["submission"],
                "file_name": told["file_name"],
                "file_sha256": told["sha256"],
                "file_size": told["size"],
                "lines_asked": told["asked"],
                "lines_unanswered": told["unanswered"],
                "errors": told["errors"],
                "sent_back_on": told["sent_back_on"].astype(object),
            },
            index=told.index,
        )


def collect_hand_ins(part: DataPart) -> Iterator[pd.DataFrame]:
    """The rows of HAND_INS, in the order they came."""
    codes = {period: part.list_codes(period) for period in part.periods}
    given = part.source.load_hand_ins(part.dataset.plan.code, frozenset().union(*codes.values()))
    in_force = given["submission"].isin(part.dataset.receipts["submission"])
    asked = [row.school in codes.get(row.period, ()) for row in iterate_rows(given)]
    told = given[pd.Series(asked, given.index, dtype=bool)]
    if part.dataset.snapshot:
        told = told[in_force]
    named = {"submission": "submission_id", "period": "period_code", "school": "school_code"}
    named |= {"sha256": "file_sha256", "size": "file_size"}
    yield told.rename(columns=named).assign(in_force=in_force, withdrawn=told["withdrawn"].astype(bool))


def collect_facts(part: DataPart) -> Iterator[pd.DataFrame]:
    """The rows of FACTS: numbers and days, nothing that names a person."""
    labels = {fact.key: fact.label for fact in part.dataset.plan.facts if not fact.contact and fact.kind != "text"}
    for receipts in part.list_receipts():
        found = part.source.load_facts(receipts["submission"].tolist()).merge(receipts, on="submission")
        told = found[found["key"].isin(labels)].reset_index(drop=True)
        yield pd.DataFrame(
            {
                "period_code": told["period"],
                "school_code": told["school"],
                "fact_key": told["key"],
                "label": told["key"].map(labels),
                "value_number": told["number"],
                "value_date": told["dated"],
                "submission_id": told["submission"],
                "sheet": told["sheet"],
                "cell": told["cell"],
            }
        )


def _list_in_force(part: DataPart, period: str) -> pd.DataFrame:
    """school, submission and file of every return in force."""
    receipts = part.keep(part.dataset.receipts, period)[["school", "submission"]].astype({"submission": object})
    files = part.source.load_hand_ins(part.dataset.plan.code, receipts["school"].tolist())
    return receipts.merge(files[["submission", "file_name", "sha256", "size"]], on="submission")
