"""The page Khen thưởng: what was considered of how much, then one part after another."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import pandas as pd
import streamlit as st

from danvan_metrics.district import District
from danvan_metrics.metrics.dataset import Scope
from danvan_metrics.rewarding.model_board import load_past_acts
from danvan_metrics.topics.rewards.figures import RewardList, collect_rewards
from danvan_metrics.vietnamese import NOTHING, format_quantity
from danvan_metrics.web import state
from danvan_metrics.web.escaping import escape_markdown, escape_names
from danvan_metrics.web.resources import consult
from danvan_metrics.web.rewards.council_forms import show_council
from danvan_metrics.web.rewards.paper_offers import show_papers
from danvan_metrics.web.rewards.proposal_forms import show_proposals
from danvan_metrics.web.rewards.recognition_forms import show_models
from danvan_metrics.web.rewards.reward_said import show_reward_said
from danvan_metrics.web.state import current_district, default_period, edition, last_period, looked_at, measure
from danvan_metrics.web.widgets.frame_table import show_frame

_PARTS: Final[dict[str, Callable[[District, RewardList], None]]] = {
    "Mô hình": lambda district, record: show_models(district, record.period),
    "Đề nghị": show_proposals,
    "Hội đồng": show_council,
    "Văn bản": show_papers,
}


def show_rewards() -> None:
    """Draw the page; a plan without words for honours has nothing to recognise or to propose."""
    st.title("Khen thưởng", anchor=False)
    district = current_district()
    if not (district.plan.honours.levels or district.plan.honours.collective_rewards):
        st.info(
            "Kế hoạch này chưa ghi cấp công nhận và hình thức khen; hãy thêm mục honours vào tệp kế hoạch nếu Phòng có xét khen."
        )
        return
    if district.sample:
        st.info("Đang xem dữ liệu minh họa: điều ghi ở đây chỉ vào kho minh họa, không lẫn với số liệu thật.")
    period = _choose_period(district)
    show_reward_said()
    record = measure(collect_rewards, Scope(period))
    st.markdown(f"**{escape_markdown(record.subtitle[:1].upper() + record.subtitle[1:])}**")
    if looked_at().snapshot is not None:
        st.caption("Đang mở bản chốt: trang này chỉ để xem; về số liệu hiện tại để ghi thêm hoặc lấy văn bản.")
    part = st.segmented_control(
        "Phần", list(_PARTS), default="Đề nghị", required=True, key=state.REWARD_PART, label_visibility="collapsed"
    )
    if part == "Văn bản" and looked_at().snapshot is not None:
        return
    _PARTS[str(part)](district, record)
    _show_past(district, period)


def _choose_period(district: District) -> str:
    titles = {period.code: period.title for period in district.plan.periods}
    state.settle_default(state.REWARD_PERIOD, last_period() or default_period(looked_at()), titles)
    chosen = st.segmented_control(
        "Kỳ báo cáo", list(titles), format_func=escape_names(titles.__getitem__), required=True, key=state.REWARD_PERIOD
    )
    return str(chosen)


def _show_past(district: District, period: str) -> None:
    """Draw everything done in the period, the latest first; nothing is ever taken out of it."""
    acts = consult(load_past_acts, edition(), period)
    if not acts or looked_at().snapshot is not None:
        return
    box = st.expander(
        escape_markdown(f"Đã ghi trong kỳ ({format_quantity(len(acts))} việc)"), key="reward_past", on_change="rerun"
    )
    if box.open:
        names = {code: unit.short_name for code, unit in district.roster.by_code.items()}
        rows = [(one.moment, names.get(one.school, NOTHING), one.about, one.told, one.actor or NOTHING) for one in acts]
        headings = ["Lúc", "Trường", "Về", "Việc", "Người ghi"]
        with box:
            show_frame(pd.DataFrame(rows, columns=headings), caption="Đã ghi trong kỳ", key="reward_acts")
