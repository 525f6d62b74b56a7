"""The letter that goes out with a template: what is asked, until when, how to fill it in, whom to ask."""

from __future__ import annotations

from danvan_metrics.correspondence.replies import Reply
from danvan_metrics.plan.kinds import Reporter
from danvan_metrics.plan.model import Period, Plan
from danvan_metrics.units.roster import School
from danvan_metrics.vietnamese import format_date, lower_first


def write_covering(plan: Plan, period: Period, unit: School | None = None) -> Reply:
    """The letter to one unit, or to all schools at once (None)."""
    report = f"báo cáo {lower_first(period.title)}"
    whom, whose = _address(unit)
    parts = (
        f"Kính gửi: {whom},",
        _ask(plan, period, whose),
        "\n".join(
            (
                "Cách ghi:",
                "1. Ghi ngay trong tệp Excel này, không chép sang tệp khác; các ô đã khóa giữ nguyên. Đổi tên tệp không sao.",
                "2. Số liệu ghi cộng dồn từ ngày 01/01; không có thì ghi 0, chọn Không hoặc Không áp dụng, xin không để trống.",
                "3. Mỗi việc đã làm ghi kèm minh chứng: số, ngày, tên văn bản, ảnh hoặc biên bản.",
                "4. Ghi xong, bấm Lưu trong Excel rồi mới gửi.",
            )
        ),
        f"Có gì vướng mắc, xin liên hệ {plan.office.reach}.",
        f"Trân trọng cảm ơn {whose}.\n\n{plan.office.name}",
    )
    subject = f"[{plan.short_title}] Biểu mẫu {report}" + (f" – {unit.short_name}" if unit else "")
    return Reply(subject, "\n\n".join(parts))


def _ask(plan: Plan, period: Period, whose: str) -> str:
    return (
        f"{plan.office.name} gửi biểu mẫu báo cáo {lower_first(period.title)} theo {plan.title}. Kính đề nghị {whose} ghi vào "
        f"tệp kèm theo và gửi lại trước ngày {format_date(period.deadline)} "
        f"(nhận đến hết ngày {format_date(period.last_day_on_time)} là đúng hạn)."
    )


def _address(unit: School | None) -> tuple[str, str]:
    """To whom, and how they are spoken of."""
    if unit is None:
        return "Các trường trên địa bàn", "nhà trường"
    return (unit.name, "nhà trường") if unit.reporter is Reporter.SCHOOL else (unit.name, "bộ phận phụ trách")
