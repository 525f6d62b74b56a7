"""The pages: file, title, address, and which shared filters each has a use for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from danvan_metrics.web.state import COMMUNE, LENS, LEVEL, PERIOD, SCHOOLS


@dataclass(frozen=True)
class PageEntry:
    """One page of the dashboard; `for_leaders` pages stand flat in the bar, the others under the officer's menu.

    A page that is not `listed` is reached from figures and by link.
    """

    file: str
    title: str
    url: str
    filters: tuple[str, ...] = ()
    for_leaders: bool = True
    listed: bool = True


OVERVIEW: Final = PageEntry("pages/overview.py", "Tổng quan", "tong-quan", (PERIOD, LEVEL, COMMUNE, SCHOOLS, LENS))
CRITERIA: Final = PageEntry("pages/criteria.py", "Tiêu chí & chỉ tiêu", "chi-tieu", (PERIOD, LEVEL, COMMUNE, SCHOOLS, LENS))
MODEL_SCHOOLS: Final = PageEntry("pages/model_schools.py", "Trường điểm", "truong-diem", (PERIOD, LEVEL, COMMUNE, LENS))
SPREAD: Final = PageEntry("pages/spread.py", "Lan tỏa", "lan-toa", (PERIOD, LEVEL, COMMUNE, SCHOOLS, LENS))
APPRAISAL: Final = PageEntry("pages/appraisal.py", "Thẩm định", "tham-dinh", (PERIOD, LEVEL, COMMUNE, SCHOOLS))
ACTIONS: Final = PageEntry("pages/actions.py", "Việc cần làm", "viec-can-lam", (PERIOD, LEVEL, COMMUNE, SCHOOLS, LENS))
SCHOOL: Final = PageEntry("pages/school.py", "Hồ sơ trường", "ho-so-truong", (PERIOD, LENS))
TEMPLATES: Final = PageEntry("pages/templates.py", "Biểu mẫu", "bieu-mau", for_leaders=False)
UPLOAD: Final = PageEntry("pages/upload.py", "Tiếp nhận báo cáo", "nop-bao-cao", for_leaders=False)
APPRAISING: Final = PageEntry("pages/appraising.py", "Chấm thẩm định", "cham-tham-dinh", for_leaders=False)
REWARDS: Final = PageEntry("pages/rewards.py", "Khen thưởng", "khen-thuong", for_leaders=False)
OFFICE_WORK: Final = PageEntry("pages/office_work.py", "Việc của Phòng", "viec-cua-phong", for_leaders=False)
EXPORTS: Final = PageEntry(
    "pages/exports.py", "Xuất báo cáo", "xuat-bao-cao", (PERIOD, LEVEL, COMMUNE, SCHOOLS, LENS), for_leaders=False
)
PEOPLE: Final = PageEntry("pages/people.py", "Người dùng", "nguoi-dung", for_leaders=False)
AUDIT: Final = PageEntry("pages/audit.py", "Nhật ký", "nhat-ky", for_leaders=False)
ROSTER: Final = PageEntry("pages/units.py", "Đơn vị, trường", "don-vi-truong", for_leaders=False)
CATALOGUE: Final = PageEntry("pages/catalogue.py", "Danh mục", "danh-muc", for_leaders=False)
GUIDE: Final = PageEntry("pages/guide.py", "Hướng dẫn", "huong-dan", for_leaders=False)

SOURCE: Final = PageEntry("pages/source.py", "Nguồn số liệu", "nguon", listed=False)
YEARS: Final = PageEntry(
    "pages/years.py", "So với năm trước", "so-nam-truoc", (PERIOD, LEVEL, COMMUNE, SCHOOLS, LENS), listed=False
)
MEETING: Final = PageEntry("pages/meeting.py", "Họp", "hop", (PERIOD, LEVEL, COMMUNE, SCHOOLS, LENS), listed=False)

PAGES: Final = (
    OVERVIEW, CRITERIA, MODEL_SCHOOLS, SPREAD, APPRAISAL, ACTIONS, SCHOOL,
    TEMPLATES, UPLOAD, APPRAISING, REWARDS, OFFICE_WORK, EXPORTS, PEOPLE, ROSTER, AUDIT, CATALOGUE, GUIDE, SOURCE, MEETING, YEARS,
)  # fmt: skip
ENTRY_BY_URL: Final = {entry.url: entry for entry in PAGES}
