"""What meetings concluded, for tests of keeping it, of its paper and of its pages."""

from __future__ import annotations

from datetime import date

from danvan_metrics.concluding_acts import MeetingConclusion
from danvan_metrics.store.concluding.conclusion_records import ConcludedLine

HELD = date(2020, 9, 17)
SCHOOL, OTHER = "MN-DONDAC", "MN-NAMSON"
GARDEN = ConcludedLine("Trồng lại vườn hoa phía cổng", SCHOOL, "HP1", "Cô Lan", date(2020, 10, 15))
PARENTS = ConcludedLine("Họp phụ huynh lần hai", OTHER, "CT1.1", "Thầy Nam", date(2020, 9, 30))
PRAISE = ConcludedLine("Biểu dương trường đã hoàn thành sớm", SCHOOL)
TO_ALL = ConcludedLine("Rà soát lại minh chứng của từng nội dung")
TO_ALL_BY = ConcludedLine("Nộp báo cáo cả năm đúng hạn", person="Hiệu trưởng", due=date(2020, 12, 13))


def build_conclusion(*lines: ConcludedLine, **more) -> MeetingConclusion:
    """What “Họp quý III” of 17/9/2020 concluded about 9 months."""
    head = {
        "period": "9m", "held_on": HELD, "name": "Họp quý III", "place": "Phòng họp tầng 2",
        "chair": "Nguyễn Thị An, Trưởng phòng", "secretary": "Trần Văn Bình", "present": "lãnh đạo Phòng và 19 hiệu trưởng",
        "opening": "Các trường đã có nhiều cố gắng",
    }  # fmt: skip
    return MeetingConclusion(**(head | more), lines=lines or (TO_ALL, GARDEN))
