"""What may be wrong with the evidence listed on the sheet Minh chứng; part of the one catalogue in `messages`.

Every one is a warning: evidence never keeps a return out.
"""

from typing import Final

from danvan_metrics.validation.file_messages import Message

EVIDENCE_MESSAGES: Final = {
    "evidence_not_listed": Message(
        "{line}: ô Minh chứng nêu mã {found}, nhưng sheet Minh chứng không có mã này.",
        "Hãy ghi thêm một dòng cho mã {found} ở sheet Minh chứng, hoặc sửa lại mã.",
        warning=True,
    ),
    "evidence_not_used": Message(
        "{line}: minh chứng này chưa dùng cho dòng nào.",
        "Hãy ghi mã dòng vào cột “Dùng cho”, hoặc ghi mã {found} vào ô Minh chứng của dòng mà minh chứng này chứng minh.",
        warning=True,
    ),
    "evidence_twice": Message(
        "Mã {line} có ở nhiều dòng của sheet Minh chứng: ô {found}.",
        "Nếu là một minh chứng, hãy chỉ ghi một dòng; nếu là các minh chứng khác nhau, hãy đặt cho mỗi minh chứng một mã.",
        warning=True,
    ),
    "evidence_code_odd": Message(
        "Mã minh chứng “{found}” không đúng mẫu hoặc không có dòng nào mang mã ấy.",
        "Hãy ghi mã theo mẫu, ví dụ {expected}.",
        warning=True,
    ),
    "evidence_code_missing": Message(
        "{line}: minh chứng này chưa có mã.",
        "Hãy ghi mã vào cột Mã, ví dụ {expected}.",
        warning=True,
    ),
    "evidence_count_differs": Message(
        "{line}: “Số minh chứng” ghi {found}, còn ô Minh chứng nêu {expected}.",
        "Hãy xem lại số minh chứng và các mã đã nêu; nếu còn minh chứng khác không có mã thì có thể để nguyên.",
        warning=True,
    ),
    "evidence_only_plan": Message(
        "{line}: việc này đã thực hiện, hay mới có kế hoạch? Minh chứng duy nhất đang nêu ({found}) là kế hoạch.",
        "Nếu đã thực hiện, hãy nêu thêm {within}; nếu mới có kế hoạch, hãy ghi lại mức độ thực hiện.",
        warning=True,
    ),
    "evidence_line_unknown": Message(
        "{line}: cột “Dùng cho” ghi “{found}”, nhưng không nhận ra mã dòng nào.",
        "Hãy ghi {within}.",
        warning=True,
    ),
    "evidence_sheet_unread": Message(
        "Sheet Minh chứng thiếu tiêu đề {found}, nên phần đó không đọc được.",
        "Nếu muốn Phòng xem danh mục minh chứng, hãy ghi lại tiêu đề hoặc chép danh mục sang biểu mẫu gốc; {expected}.",
        warning=True,
    ),
    "evidence_cell_unread": Message(
        "Minh chứng: ô này đang báo {found} nên coi là để trống.",
        "Hãy xóa công thức và ghi thẳng {within}.",
        warning=True,
    ),
}
