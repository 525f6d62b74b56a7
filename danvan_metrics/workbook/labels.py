"""What the template's sheets are labelled with, for whoever writes them and whoever reads them again."""

from __future__ import annotations

import re
from typing import Final

from danvan_metrics.plan.model import Period, Plan
from danvan_metrics.units.roster import School
from danvan_metrics.vietnamese import slug
from danvan_metrics.workbook.request import Request, describe_deadline

QUESTION: Final = "Đơn vị có đăng ký mô hình không?"
FACT_HEADINGS: Final = ("STT", "Mục", "Nội dung", "Cách ghi", "Kỳ trước")
HEADINGS: Final = {
    "name": "Tên mô hình",
    "field": "Lĩnh vực",
    "owner": "Tập thể / cá nhân",
    "leader": "Người phụ trách",
    "started_on": "Ngày bắt đầu",
    "status": "Trạng thái",
    "beneficiaries": "Số người hưởng lợi",
    "result": "Kết quả",
    "evidence_count": "Số minh chứng",
    "evidence": "Minh chứng",
    "proposed_for_award": "Đề nghị khen thưởng",
}
EVIDENCE_HEADINGS: Final = {
    "code": "Mã",
    "title": "Tên",
    "kind": "Loại",
    "number": "Số, ngày",
    "issuer": "Nơi ban hành",
    "location": "Nơi lưu hoặc liên kết",
    "used_for": "Dùng cho (mã dòng)",
}
# Where a printed report is signed, below the fields of Thông tin: who and how; from the day above them so many rows on.
SIGNERS: Final = (("NGƯỜI LẬP BIỂU", "(Ký, ghi rõ họ tên)"), ("THỦ TRƯỞNG ĐƠN VỊ", "(Ký, ghi rõ họ tên, đóng dấu)"))
SIGNED_ROWS: Final = 4
IDENTITY_LABELS: Final = {
    "school": "Đơn vị báo cáo",
    "code": "Mã đơn vị",
    "level": "Cấp học",
    "commune": "Xã, thị trấn",
    "plan": "Kế hoạch",
    "period": "Kỳ báo cáo",
    "deadline": "Hạn nộp",
}


def describe_identity(request: Request) -> dict[str, str]:
    """What the locked rows say."""
    school, period = request.school, request.period
    return {
        "school": school.name,
        "code": school.code,
        "level": f"{school.level} ({school.type})" if school.type else school.level,
        "commune": school.commune,
        "plan": request.plan.title,
        "period": request.period_words,
        "deadline": describe_deadline(period.deadline).capitalize(),
    }


def describe_top(sheet: str, request: Request) -> tuple[str, str]:
    """What stands in the two rows on top of a table: the sheet's title, and whose report it is."""
    school = request.school
    return f"{sheet.upper()} – BÁO CÁO {request.period_words.upper()}", f"{school.name} · mã {school.code}"


def describe_form(request: Request) -> str:
    """The title on the sheet Hướng dẫn."""
    return f"BIỂU MẪU BÁO CÁO {request.period_words.upper()}"


def name_template(plan: Plan, school: School, period: Period) -> str:
    """The file's name, ASCII: “bao-cao-dan-van-2020_6-thang_MN-DAPTHANH.xlsx”."""
    code = re.sub(r"[^A-Za-z0-9-]+", "-", school.code).strip("-")
    return f"bao-cao-{slug(plan.code)}_{slug(period.title)}_{code}.xlsx"
