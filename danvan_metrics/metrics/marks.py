"""The marks a cell can carry, and how their symbols and words read (product.md, “Cell marks”)."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from danvan_metrics.plan.lens import Lens


class Mark(StrEnum):
    """What a cell shows; only the first nine stand on a value."""

    VIOLATED = "violated"
    MET = "met"
    ABOVE = "above"
    ON_PACE = "on_pace"
    NEAR = "near"
    BEHIND = "behind"
    FAR_BEHIND = "far_behind"
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
    Mark.ON_PACE: "→",
    Mark.NEAR: "▽",
    Mark.BEHIND: "▼",
    Mark.FAR_BEHIND: "▼▼",
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
    Mark.NEAR: "hơi chậm",
    Mark.BEHIND: "chậm",
    Mark.FAR_BEHIND: "rất chậm",
    Mark.DOING: "đang thực hiện",
    Mark.ZERO: "chưa thực hiện (0)",
    Mark.NOT_APPLICABLE: "không áp dụng",
    Mark.NOT_REPORTED: "chưa báo cáo",
    Mark.NOT_DUE: "chưa đến hạn",
    Mark.SENT_BACK: "trả lại, chờ sửa",
    Mark.INVALID: "không hợp lệ",
    Mark.NOT_APPRAISED: "chưa thẩm định",
}
_ZEROS: Final = {  # a 0 through a lens may be work without evidence, or without the office's word
    Lens.DECLARED: LABELS[Mark.ZERO],
    Lens.EVIDENCED: "chưa thực hiện hoặc chưa có minh chứng (0)",
    Lens.APPRAISED: "chưa được xác nhận (0)",
}


def name_mark(mark: Mark, lens: Lens) -> str:
    """The mark in words, without a threshold; of a band at the year's end ask its limits (`bands.BandLimits.name`)."""
    return _ZEROS[lens] if mark is Mark.ZERO else LABELS[mark]
