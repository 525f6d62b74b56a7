"""What meetings agreed on, for tests of what leaves the dashboard."""

from datetime import date

from danvan_metrics.metrics.actions import Action, ActionState

AGREED = (
    Action(
        1, "6m", "TH-MINHCAM", "CT", "Ký bổ sung cam kết với 12 giáo viên", "Cô Hoàng Thị Lan", date(2020, 7, 15),
        date(2020, 6, 20), ActionState.DONE, date(2020, 7, 10), "đã ký đủ",
    ),
    Action(
        2, "9m", "MN-DAPTHANH", "HP1", "Trồng lại vườn hoa phía cổng", "Thầy Triệu Văn Nam", date(2020, 10, 1),
        date(2020, 9, 20),
    ),
    Action(3, "12m", "MN-LUONGMONG", "CT1.1", "Sửa quy chế dân chủ", "Cô Vi Thị Hoa", date(2021, 1, 31), date(2020, 12, 16)),
)  # fmt: skip
