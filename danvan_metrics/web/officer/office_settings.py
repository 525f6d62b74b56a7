"""What the office set because the plan does not say it: numbers, how a year is summed up, and the rounds of appraisal."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import pandas as pd
import streamlit as st

from danvan_metrics.plan.model import OfficeSetting, Plan, Round, YearResult
from danvan_metrics.vietnamese import format_date, format_percent, format_quantity
from danvan_metrics.web.escaping import escape_markdown
from danvan_metrics.web.officer.text_tables import show_text_table

_Words = tuple[str, Callable[[float], str]]
_NAMES: Final[dict[str, _Words]] = {
    "notable_rung": ("Bậc lan tỏa cần chú ý", lambda value: f"từ bậc {format_quantity(value)}"),
    "near_from": ("Hơi chậm (kỳ cả năm: gần đạt), dưới nữa là chậm", lambda value: f"từ {format_percent(value)} phần phải xong"),
    "behind_from": ("Chậm, dưới nữa là rất chậm", lambda value: f"từ {format_percent(value)} phần phải xong"),
    "model_schools": ("Số trường điểm", lambda value: f"{format_quantity(value)} trường"),
    "opinion_days": ("Thời gian trường có ý kiến về kết quả thẩm định", lambda value: f"{format_quantity(value)} ngày"),
    "fewest_members": ("Số người ít nhất của một tổ, đoàn thẩm định", lambda value: f"{format_quantity(value)} người"),
    "verified_from": ("Hệ số xác minh thấp hơn mức này là khai vượt", lambda value: f"dưới {_write_factor(value)}"),
    "verified_to": ("Hệ số xác minh cao hơn mức này là khai thiếu", lambda value: f"trên {_write_factor(value)}"),
    "quorum": ("Số thành viên Hội đồng phải có mặt", lambda value: f"từ {format_percent(value)}"),
    "pass_share": ("Tỉ lệ phiếu để thông qua một đề nghị", lambda value: f"từ {format_percent(value)}"),
    "contact_months": ("Thời gian giữ thông tin liên hệ của người lập", lambda value: f"{format_quantity(value)} tháng"),
}


def _write_factor(value: float) -> str:
    return f"{value:g}".replace(".", ",")


def show_thresholds(plan: Plan) -> None:
    """Draw every number the office set, in words, with its note and the day."""
    st.subheader("Con số do Phòng đặt", anchor=False)
    settings = [(words, getattr(plan.thresholds, key)) for key, words in _NAMES.items()]
    rows = [
        (name, write(setting.value), setting.note, format_date(setting.set_on))
        for (name, write), setting in settings
        if isinstance(setting, OfficeSetting)
    ]
    frame = pd.DataFrame(rows, columns=["Con số", "Giá trị", "Ghi chú", "Ngày đặt"])
    show_text_table(frame, caption="Con số do Phòng đặt", key="catalogue_thresholds")
    _show_year_result(plan, plan.year_result)


def _show_year_result(plan: Plan, result: YearResult | None) -> None:
    if result is None:
        st.caption(
            "Kết quả năm của từng trường: chỉ mô tả theo số liệu thẩm định; kế hoạch không cho điểm, Phòng không đặt mức xếp."
        )
        return
    st.caption(escape_markdown(f"Kết quả năm, do Phòng đặt ngày {format_date(result.set_on)}: {result.note}"))
    weights = [(f"Hệ số của {plan.group_by_code[code].short}", format_quantity(value)) for code, value in result.weights.items()]
    marks = [(mark.title, f"từ {format_percent(mark.at_least)}") for mark in result.pass_marks]
    frame = pd.DataFrame(weights + marks, columns=["Kết quả năm", "Giá trị"])
    show_text_table(frame, caption="Kết quả năm", key="catalogue_year_result")


def show_rounds(plan: Plan) -> None:
    """Draw the rounds of appraisal; a plan without any says so."""
    st.subheader("Các đợt thẩm định", anchor=False)
    if not plan.rounds:
        st.caption("Kế hoạch này không có đợt thẩm định nào.")
        return
    st.caption("Trường đã được đợt sau kết luận thì lấy kết luận của đợt sau; kết quả của hai đợt không trộn với nhau.")
    frame = pd.DataFrame(
        [(one.title, one.short, *_describe_round(one)) for one in plan.rounds],
        columns=["Đợt", "Gọi tắt", "Thẩm định", "Cách chấm"],
    )
    show_text_table(frame, caption="Các đợt thẩm định", key="catalogue_rounds")


def _describe_round(one: Round) -> tuple[str, str]:
    schools = "các trường điểm" if one.model_schools else "mọi trường"
    return schools, "hai người chấm riêng, rồi thống nhất (nếu chọn)" if one.independent else "cả tổ chấm chung"
