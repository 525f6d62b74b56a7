"""Tables of figures: every scored indicator, every group, as pages show them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import pandas as pd

from danvan_metrics.formats.tidy.tidy_table import Column, ColumnKind, TidyTable
from danvan_metrics.metrics.bands import BandLimits, set_limits
from danvan_metrics.metrics.completion import score_groups, score_indicators
from danvan_metrics.metrics.dataset import Scope, iterate_rows
from danvan_metrics.metrics.marks import Mark, name_mark
from danvan_metrics.metrics.words import STATES, format_figure
from danvan_metrics.plan.lens import Lens
from danvan_metrics.topics.data_out.data_part import DataPart
from danvan_metrics.topics.data_out.shared_columns import (
    GROUP,
    INDICATOR,
    LENS,
    MARK,
    MARK_NAME,
    PERIOD,
    SCHOOL,
    STATE,
    STATE_NAME,
)

_T, _W, _N, _S = ColumnKind.TEXT, ColumnKind.WHOLE, ColumnKind.NUMBER, ColumnKind.SHARE
_D, _Y = ColumnKind.DAY, ColumnKind.YES_NO
_NO_FIGURE: Final = "không có số (xem state), không phải 0"

SCORES: Final = TidyTable(
    "scores",
    "Kết quả từng chỉ tiêu",
    "một kỳ × một góc nhìn × một trường (hoặc Phòng) × một chỉ tiêu được chấm, kể cả chưa báo cáo",
    ("period_code", "lens", "school_code", "indicator_code"),
    (
        PERIOD,
        LENS,
        SCHOOL,
        INDICATOR,
        GROUP,
        STATE,
        STATE_NAME,
        Column("numerator", _N, "Tử số n: đã làm.", blank=_NO_FIGURE),
        Column("denominator", _N, "Mẫu số N: phải làm, hoặc mức của năm.", blank=_NO_FIGURE),
        Column("credit", _S, "Hoàn thành, 0…1; vượt mức vẫn là 1.", blank=_NO_FIGURE),
        Column("met", _Y, "Đã đạt trọn (hoàn thành = 1).", blank=_NO_FIGURE),
        Column("above_target", _Y, "Vượt mức: n lớn hơn N.", blank=_NO_FIGURE),
        Column("violations", _N, "Số vụ vượt giới hạn, với chỉ tiêu có giới hạn.", blank="không vi phạm, hoặc không có số"),
        Column("target", _N, "Mức của năm hoặc giới hạn, như trong kế hoạch.", blank="kế hoạch không đặt số"),
        Column("deadline", _D, "Hạn của chỉ tiêu: phải xong TRƯỚC ngày này."),
        Column("written_number", _N, "Con số trường đã ghi, khi chỉ tiêu có một dòng."),
        Column("written_date", _D, "Ngày trường đã ghi, khi chỉ tiêu là một ngày."),
        Column("lines_answered", _W, "Số dòng đã trả lời của chỉ tiêu."),
        Column("lines_asked", _W, "Số dòng phải trả lời của chỉ tiêu."),
        Column("still_open", _Y, "Chưa đạt, nhưng sẽ đạt nếu phần để trống, không hợp lệ hoặc chưa thẩm định đều làm đủ."),
        Column("weight", _N, "Trọng số khi tính bình quân của nhóm."),
        MARK,
        MARK_NAME,
        Column("figure", _T, "Kết quả viết như trên màn hình, ví dụ “12/15”.", blank=_NO_FIGURE),
    ),
)
GROUP_SCORES: Final = TidyTable(
    "group_scores",
    "Kết quả từng nhóm (bảng điểm)",
    "một kỳ × một góc nhìn × một trường (hoặc Phòng) × một nhóm chỉ tiêu",
    ("period_code", "lens", "school_code", "group_code"),
    (
        PERIOD,
        LENS,
        SCHOOL,
        GROUP,
        STATE,
        STATE_NAME,
        Column("value", _S, "Bình quân hoàn thành của nhóm, 0…1; dòng chưa báo cáo tính 0.", blank=_NO_FIGURE),
        Column("met_indicators", _W, "n: số chỉ tiêu đạt trọn."),
        Column("applicable_indicators", _W, "N: số chỉ tiêu áp dụng, cả chỉ tiêu chưa báo cáo."),
        Column("reported_indicators", _W, "Trong N, số chỉ tiêu đã có số."),
        Column("above_target_indicators", _W, "Số chỉ tiêu vượt mức."),
        Column("violations", _N, "Tổng số vụ vượt giới hạn."),
        Column("open_indicators", _W, "Số chỉ tiêu chưa đạt nhưng còn có thể đạt khi có đủ số."),
        Column("weighted_sum", _N, "Tử của bình quân: tổng hoàn thành × trọng số. Cộng qua các trường rồi chia cho weight_sum."),
        Column("weight_sum", _N, "Mẫu của bình quân: tổng trọng số của chỉ tiêu áp dụng."),
        MARK,
        MARK_NAME,
    ),
)


def collect_scores(part: DataPart) -> Iterator[pd.DataFrame]:
    """The rows of SCORES, a period and lens at a time."""
    for scope in part.list_scopes():
        scores = score_indicators(part.dataset, scope)
        if part.office:
            scores = pd.concat([scores, _score_office(part, scope)], ignore_index=True)
        yield _shape_scores(part, scope, scores)


def collect_group_scores(part: DataPart) -> Iterator[pd.DataFrame]:
    """The rows of GROUP_SCORES, a period and lens at a time."""
    for scope in part.list_scopes():
        groups = score_groups(part.dataset, scope)
        if part.office:
            own = score_groups(part.dataset, scope, _score_office(part, scope))
            groups = pd.concat([groups, own], ignore_index=True)
        yield _shape_groups(part, scope, groups)


def _score_office(part: DataPart, scope: Scope) -> pd.DataFrame:
    return score_indicators(part.dataset, Scope(scope.period, scope.lens), (part.dataset.roster.office,))


def _shape_scores(part: DataPart, scope: Scope, scores: pd.DataFrame) -> pd.DataFrame:
    asked, told = part.dataset.plan.indicator_by_code, scores["reported"].astype(bool)
    violated = scores["mark"].eq(Mark.VIOLATED)
    own: dict[str, Any] = {
        "indicator_code": scores["indicator"],
        **{name: scores[column].where(told) for name, column in (("numerator", "n"), ("denominator", "N"))},
        "credit": scores["completion"].where(told),
        **{name: scores[column].astype(object).where(told, None) for name, column in (("met", "met"), ("above_target", "above"))},
        "violations": scores["done"].where(violated),
        "target": scores["indicator"].map({code: one.target for code, one in asked.items()}),
        "deadline": [asked[code].deadline for code in scores["indicator"]],
        "written_number": scores["done"],
        "written_date": scores["dated"],
        "lines_answered": scores["answered"],
        "lines_asked": scores["lines"],
        "still_open": scores["open"].astype(bool),
        "weight": scores["weight"],
        "figure": [format_figure(asked[one.indicator], one) if one.reported else None for one in iterate_rows(scores)],
    }
    return _begin(part, scope, scores).assign(**own)


def _shape_groups(part: DataPart, scope: Scope, groups: pd.DataFrame) -> pd.DataFrame:
    return _begin(part, scope, groups).assign(
        value=groups["value"],
        met_indicators=groups["n"],
        applicable_indicators=groups["N"],
        reported_indicators=groups["reported"],
        above_target_indicators=groups["above"],
        violations=groups["violations"],
        open_indicators=groups["open"],
        weighted_sum=groups["weighted"],
        weight_sum=groups["base"],
    )


def _begin(part: DataPart, scope: Scope, rows: pd.DataFrame) -> pd.DataFrame:
    """The columns that both tables have."""
    limits = set_limits(part.dataset.plan, scope.period)
    names = {str(mark): _name_mark(mark, scope.lens, limits) for mark in Mark}
    return pd.DataFrame(
        {
            "period_code": scope.period,
            "lens": str(scope.lens),
            "school_code": rows["school"],
            "group_code": rows["group"],
            "state": rows["state"],
            "state_name": rows["state"].map(STATES),
            "mark": rows["mark"],
            "mark_name": rows["mark"].map(names),
        },
        index=rows.index,
    )


def _name_mark(mark: Mark, lens: Lens, limits: BandLimits) -> str:
    return limits.name(mark) if mark is Mark.NEAR else name_mark(mark, lens)
