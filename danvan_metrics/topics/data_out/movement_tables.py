"""Tables of the movement and of what meetings agreed: the rung every school stands on, and tasks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import pandas as pd

from danvan_metrics.formats.tidy.tidy_table import Column, ColumnKind, TidyTable
from danvan_metrics.metrics.actions import STATE_WORDS
from danvan_metrics.metrics.spread import climb_ladder, count_rungs
from danvan_metrics.metrics.words import STATES
from danvan_metrics.topics.data_out.data_part import DataPart
from danvan_metrics.topics.data_out.shared_columns import PERIOD, SCHOOL, STATE, STATE_NAME

_T, _W, _D = ColumnKind.TEXT, ColumnKind.WHOLE, ColumnKind.DAY

SPREAD: Final = TidyTable(
    "spread",
    "Lan tỏa",
    "một kỳ × một trường phải báo cáo trong kỳ đó",
    ("period_code", "school_code"),
    (
        PERIOD,
        SCHOOL,
        STATE,
        STATE_NAME,
        Column("rung", _W, "Bậc lan tỏa; 0 là chưa khởi động.", blank="chưa có báo cáo, không phải bậc 0"),
        Column("rung_title", _T, "Tên bậc."),
    ),
)  # fmt: skip
ACTIONS: Final = TidyTable(
    "actions",
    "Việc đã giao",
    "một việc cuộc họp đã giao; không nêu người được giao",
    ("action_id",),
    (
        Column("action_id", _W, "Số của việc."),
        PERIOD,
        SCHOOL,
        Column("subject_code", _T, "Mã nhóm hoặc chỉ tiêu mà việc nhằm vào."),
        Column("task", _T, "Việc phải làm."),
        Column("action_state", _T, "Tình trạng vào ngày tính.", words={str(one): word for one, word in STATE_WORDS.items()}),
        Column("agreed_on", _D, "Ngày giao."),
        Column("due_on", _D, "Hạn: ngày cuối cùng còn đúng hạn."),
        Column("closed_on", _D, "Ngày xong hoặc thôi.", blank="chưa kết thúc"),
    ),
)


def collect_spread(part: DataPart) -> Iterator[pd.DataFrame]:
    """The rows of SPREAD, a period at a time."""
    for period in part.periods:
        ladder = climb_ladder(part.dataset, part.scope(period))
        rungs = count_rungs(part.dataset, ladder)
        titles = dict(zip(rungs["rung"], rungs["title"], strict=True))
        yield pd.DataFrame(
            {
                "period_code": period,
                "school_code": ladder["school"],
                "state": ladder["state"],
                "state_name": ladder["state"].map(STATES),
                "rung": ladder["rung"].astype(object).where(ladder["rung"].notna(), None),
                "rung_title": [None if pd.isna(rung) else titles[rung] for rung in ladder["rung"]],
            },
            index=ladder.index,
        )


def collect_actions(part: DataPart) -> Iterator[pd.DataFrame]:
    """The rows of ACTIONS, in the order they were agreed on."""
    day = part.dataset.as_of
    rows = [
        (
            one.id, one.period, one.school, one.subject, one.task, str(one.judge(day)),
            one.agreed_on, one.due, one.closed_on,
        )
        for one in part.dataset.actions
        if one.period in part.periods and one.school in part.list_codes(one.period)
    ]  # fmt: skip
    yield pd.DataFrame(rows, columns=[column.name for column in ACTIONS.own], dtype=object)
