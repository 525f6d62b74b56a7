"""The marks a cell can carry, and how their symbols and words read (product.md, “Cell marks”)."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

import numpy as np
import pandas as pd

from danvan_metrics.plan.lens import Lens
from danvan_metrics.vietnamese import format_threshold


class Mark(StrEnum):
    """What a cell shows; only the first seven stand on a value."""

    VIOLATED = "violated"
    MET = "met"
    ABOVE = "above"
    ON_PACE = "on_pace"
    BEHIND = "behind"
    DOING = "doing"
    ZERO = "zero"
    NOT_APPLICABLE = "not_applicable"
    NOT_REPORTED = "not_reported"
    NOT_DUE = "not_due"
    SENT_BACK = "sent_back"
    INVALID = "invalid"
    NOT_APPRAISED = "not_appraised"


WITHOUT_VALUE: Final = frozenset(
    {Mark.NOT_APPLICABLE, Mark.NOT_REPORTED, Mark.NOT_DUE, Mark.SENT_BACK, Mark.INVALID, Mark.NOT_APPRAISED}
)
# due and applicable, and nobody can say yet whether it is met
UNKNOWN: Final = ("not_reported", "sent_back", "invalid", "not_appraised")
SYMBOLS: Final = {
    Mark.VIOLATED: "✕",
    Mark.MET: "●",
    Mark.ABOVE: "▲",
    Mark.ON_PACE: "◐",
    Mark.BEHIND: "◔",
    Mark.DOING: "◐",
    Mark.ZERO: "○",
    Mark.NOT_APPLICABLE: "—",
    Mark.NOT_REPORTED: "?",
    Mark.NOT_DUE: "·",
    Mark.SENT_BACK: "↩",
    Mark.INVALID: "⚠",
    Mark.NOT_APPRAISED: "◇",
}
LABELS: Final = {
    Mark.VIOLATED: "có vi phạm",
    Mark.MET: "đạt",
    Mark.ABOVE: "vượt",
    Mark.ON_PACE: "đúng tiến độ",
    Mark.BEHIND: "chậm tiến độ",
    Mark.DOING: "đang thực hiện",
    Mark.ZERO: "chưa làm (0)",
    Mark.NOT_APPLICABLE: "không áp dụng",
    Mark.NOT_REPORTED: "chưa báo cáo",
    Mark.NOT_DUE: "chưa đến hạn",
    Mark.SENT_BACK: "trả lại, chờ sửa",
    Mark.INVALID: "không hợp lệ",
    Mark.NOT_APPRAISED: "chưa thẩm định",
}
_ZEROS: Final = {  # a 0 through a lens may be work without evidence, or without the office's word
    Lens.DECLARED: LABELS[Mark.ZERO],
    Lens.EVIDENCED: "chưa làm hoặc chưa có minh chứng (0)",
    Lens.APPRAISED: "chưa được xác nhận (0)",
}


def describe_mark(mark: Mark, *, lens: Lens, share: float) -> str:
    """The legend's words, with the threshold where the mark has one; `share` is the period's share of the year."""
    if mark is Mark.ON_PACE:
        return f"{LABELS[mark]} ({format_threshold(share)})"
    if mark is Mark.BEHIND:
        return f"{LABELS[mark]} ({format_threshold(share, below=True)})"
    return name_mark(mark, lens)


def name_mark(mark: Mark, lens: Lens) -> str:
    """The mark in words, without a threshold."""
    return _ZEROS[lens] if mark is Mark.ZERO else LABELS[mark]


def mark_values(frame: pd.DataFrame, *, share: float) -> pd.Series:
    """The mark of every row of a frame with state, completion, met, above, doing and violated.

    Only a value gets a mark of achievement; every other state is its own mark. A completion within 1e-9 of the
    pace counts as on pace: three quarters computed from thirds must not fall behind by rounding.
    """
    # The first that holds: what is above is met too, and an item begun has a completion of 0.
    conditions = {
        Mark.VIOLATED: frame["violated"],
        Mark.ABOVE: frame["above"],
        Mark.MET: frame["met"],
        Mark.DOING: frame["doing"],
        Mark.ZERO: frame["completion"].eq(0),
        Mark.ON_PACE: frame["completion"].ge(share - 1e-9),
    }
    achieved = np.select(
        [condition.to_numpy(dtype=bool) for condition in conditions.values()],
        [np.array(str(mark), dtype=object) for mark in conditions],
        default=np.array(str(Mark.BEHIND), dtype=object),
    )
    return pd.Series(achieved, index=frame.index, dtype=object).where(frame["state"].eq("value"), frame["state"])
