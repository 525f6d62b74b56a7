"""One line of the trail as it was kept, and in which words its act is told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

REFUSED: Final = frozenset({"refused", "turned_away"})

# By the event's action or the attempt's deed; a test walks all that the store knows.
ACT_WORDS: Final[Mapping[str, str]] = {
    "accepted": "Nhận báo cáo",
    "returned": "Trả lại báo cáo có lỗi",
    "blank": "Không nhận tệp chưa điền",
    "unreadable": "Không nhận tệp không đọc được",
    "ask": "Để lại tệp còn điều phải hỏi",
    "duplicate": "Không nhận tệp đã có",
    "put_in_force": "Đưa lần nộp vào hiệu lực",
    "withdrawn": "Rút báo cáo",
    "received_corrected": "Sửa ngày nhận",
    "contacts_blanked": "Xóa trắng thông tin liên hệ cũ",
    "evidence_kept": "Ghi tệp minh chứng",
    "evidence_named": "Ghi mã minh chứng của tệp",
    "evidence_withdrawn": "Rút tệp minh chứng",
    "action_agreed": "Giao việc",
    "action_changed": "Sửa việc đã giao",
    "action_stepped": "Chuyển tình trạng việc",
    "snapshot_taken": "Chốt số liệu",
    "meeting_concluded": "Ghi kết luận cuộc họp",
    "conclusion_corrected": "Sửa kết luận cuộc họp",
    "team_named": "Lập, sửa tổ thẩm định",
    "team_dissolved": "Giải thể tổ thẩm định",
    "appraisal_stepped": "Chuyển bước thẩm định",
    "lines_judged": "Chấm thẩm định",
    "evidence_ticked": "Đánh dấu xem minh chứng",
    "model_recognised": "Công nhận mô hình",
    "model_unrecognised": "Thôi công nhận mô hình",
    "council_held": "Ghi họp Hội đồng khen thưởng",
    "reward_proposed": "Đề nghị khen thưởng",
    "reward_stepped": "Chuyển bước đề nghị khen thưởng",
    "person_kept": "Cấp quyền người dùng",
    "person_withdrawn": "Thôi quyền người dùng",
    "roster_added": "Thêm đơn vị, trường",
    "roster_renamed": "Đổi tên đơn vị, trường",
    "roster_merged": "Sáp nhập đơn vị, trường",
    "roster_split": "Chia tách đơn vị, trường",
    "roster_closed": "Ghi đơn vị, trường thôi hoạt động",
    "roster_moved": "Chuyển cấp trên của đơn vị, trường",
    "roster_corrected": "Sửa thông tin đơn vị, trường",
    "sample_filled": "Nạp dữ liệu minh họa",
    "refused": "Bị từ chối",
    "signed_in": "Đăng nhập",
    "signed_out": "Đăng xuất",
    "turned_away": "Đăng nhập không được vào",
    "named": "Ghi họ tên trên máy này",
    "downloaded": "Tải tệp",
    "backed_up": "Sao lưu",
    "restored": "Khôi phục",
}


@dataclass(frozen=True, slots=True)
class Trace:
    """Something done or tried: `act` a key of ACT_WORDS; `detail` as it was kept, in shapes that differ from act to act.

    actor: "" where nobody said; school, period: "" for neither.
    """

    at: datetime
    actor: str
    act: str
    school: str = ""
    period: str = ""
    detail: Mapping[str, Any] = field(default_factory=dict)

    @property
    def refused(self) -> bool:
        """Whether it was an attempt that came to nothing."""
        return self.act in REFUSED
