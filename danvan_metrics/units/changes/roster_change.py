"""One change of the roster as the office decides it; changes are added, never taken back: another one sets things right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final


class RosterDeed(StrEnum):
    """What is done to a unit or school; `words` name it as screens and the audit do."""

    ADDED = "added"
    RENAMED = "renamed"
    MERGED = "merged"
    SPLIT = "split"
    CLOSED = "closed"
    MOVED = "moved"
    CORRECTED = "corrected"

    @property
    def words(self) -> str:
        """The deed as a form's heading."""
        return DEED_WORDS[self]


DEED_WORDS: Final[Mapping[RosterDeed, str]] = {
    RosterDeed.ADDED: "Thêm",
    RosterDeed.RENAMED: "Đổi tên",
    RosterDeed.MERGED: "Sáp nhập",
    RosterDeed.SPLIT: "Chia tách",
    RosterDeed.CLOSED: "Thôi hoạt động",
    RosterDeed.MOVED: "Chuyển cấp trên",
    RosterDeed.CORRECTED: "Sửa thông tin",
}
UNIT_FIELDS: Final = ("kind", "head", "signer", "recipients", "send_to", "other_names", "decision")
SCHOOL_FIELDS: Final = ("level", "type", "commune", "model", "confirmed", "other_names")
FIELD_WORDS: Final[Mapping[str, str]] = {
    "kind": "loại đơn vị",
    "head": "người đứng đầu",
    "signer": "người ký",
    "recipients": "nơi nhận",
    "send_to": "gửi báo cáo về",
    "other_names": "tên khác",
    "decision": "văn bản thành lập",
    "level": "cấp học",
    "type": "loại trường",
    "commune": "xã, thị trấn",
    "model": "trường điểm",
    "confirmed": "xác nhận",
}


@dataclass(frozen=True)
class RosterChange:
    """What changes from a day on, by which decision or for which reason, said by whom and when.

    code: the unit or school itself; of a merger the one that goes on. detail, by deed:
    added: `is` (unit or school), its names and fields, and the `parent` it stands under; renamed: `name`, `short_name`;
    merged: `among`, the codes that end; split: `into`, the codes that go on, and `places`, which of them what stood under it
    goes to; moved: `parent`; corrected: the fields and what they are now. number: grows in the order changes are kept.
    """

    deed: RosterDeed
    code: str
    on: date
    detail: Mapping[str, Any] = field(default_factory=dict)
    decision: str = ""
    reason: str = ""
    actor: str = ""
    number: int = 0
    at: datetime | None = None
