"""Everything that can be looked at or done."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class Act(StrEnum):
    """What can be looked at or done; `words` completes “… không có quyền …”."""

    SEE_SUMMARIES = "see_summaries"
    SEE_TASKS = "see_tasks"
    SEE_SCHOOL = "see_school"
    SEE_CATALOGUE = "see_catalogue"
    SEE_APPRAISING = "see_appraising"
    SEE_REWARDS = "see_rewards"
    SEE_OFFICE_WORK = "see_office_work"
    SEE_CONTACTS = "see_contacts"
    MAKE_TEMPLATES = "make_templates"
    RECEIVE = "receive"
    ANSWER_QUESTIONS = "answer_questions"
    DECIDE = "decide"
    KEEP_EVIDENCE = "keep_evidence"
    GET_ORIGINALS = "get_originals"
    GET_MARKED = "get_marked"
    ORGANISE_APPRAISAL = "organise_appraisal"
    STEP_APPRAISAL = "step_appraisal"
    JUDGE = "judge"
    GIVE_TASKS = "give_tasks"
    CONCLUDE_MEETING = "conclude_meeting"
    FIX_FIGURES = "fix_figures"
    REWARD = "reward"
    REPORT_OFFICE_WORK = "report_office_work"
    EXPORT = "export"
    EXPORT_PAPERS = "export_papers"
    TAKE_DATA = "take_data"
    READ_AUDIT = "read_audit"
    MANAGE_PEOPLE = "manage_people"
    KEEP_STORE = "keep_store"
    MANAGE_ROSTER = "manage_roster"

    @property
    def words(self) -> str:
        """The act, to stand after “không có quyền”."""
        return ACT_WORDS[self]


ACT_WORDS: Final[Mapping[Act, str]] = {
    Act.SEE_SUMMARIES: "xem số liệu tổng hợp",
    Act.SEE_TASKS: "xem việc cần làm",
    Act.SEE_SCHOOL: "xem hồ sơ và nguồn số liệu",
    Act.SEE_CATALOGUE: "xem danh mục",
    Act.SEE_APPRAISING: "xem bàn chấm thẩm định",
    Act.SEE_REWARDS: "xem khen thưởng",
    Act.SEE_OFFICE_WORK: "xem việc của Phòng",
    Act.SEE_CONTACTS: "xem thông tin liên hệ",
    Act.MAKE_TEMPLATES: "lấy biểu mẫu",
    Act.RECEIVE: "nộp, tiếp nhận báo cáo",
    Act.ANSWER_QUESTIONS: "quyết định điều phần mềm hỏi khi nhận báo cáo",
    Act.DECIDE: "quyết định báo cáo có hiệu lực và ngày nhận",
    Act.KEEP_EVIDENCE: "ghi, rút tệp minh chứng",
    Act.GET_ORIGINALS: "tải tệp gốc, minh chứng",
    Act.GET_MARKED: "tải bản đánh dấu chỗ cần sửa",
    Act.ORGANISE_APPRAISAL: "lập tổ, phân công thẩm định",
    Act.STEP_APPRAISAL: "chuyển bước, ký, kết luận thẩm định",
    Act.JUDGE: "chấm thẩm định",
    Act.GIVE_TASKS: "giao, sửa, kết thúc việc",
    Act.CONCLUDE_MEETING: "ghi kết luận cuộc họp",
    Act.FIX_FIGURES: "chốt số liệu",
    Act.REWARD: "ghi công nhận, khen thưởng",
    Act.REPORT_OFFICE_WORK: "ghi việc của Phòng",
    Act.EXPORT: "xuất báo cáo, bản trình chiếu, bảng tính",
    Act.EXPORT_PAPERS: "xuất biên bản, phiếu trường, tờ trình",
    Act.TAKE_DATA: "lấy bảng số liệu để phân tích",
    Act.READ_AUDIT: "xem nhật ký",
    Act.MANAGE_PEOPLE: "quản lý người dùng",
    Act.KEEP_STORE: "sao lưu, khôi phục kho dữ liệu",
    Act.MANAGE_ROSTER: "sửa danh sách đơn vị, trường",
}
