"""What is wrong with a file or zip that cannot be opened, and what to do about it; part of the one catalogue in `messages`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence and its remedy; an error unless it is a warning."""

    text: str
    remedy: str
    warning: bool = False


FILE_MESSAGES: Final = {
    "empty_file": Message(
        "Tệp rỗng, không có dữ liệu nào.",
        "Hãy mở lại báo cáo trên máy đã điền, bấm Lưu, rồi gửi chính tệp đó.",
    ),
    "not_a_workbook": Message(
        "Đây là {found}, không phải báo cáo Excel.",
        "Hãy gửi tệp Excel (.xlsx) đã điền theo biểu mẫu của Phòng.",
    ),
    "apple_document": Message(
        "Đây là tệp {found} của máy Apple, không phải tệp Excel.",
        "Nếu điền trong Numbers, hãy chọn Tệp › Xuất sang › Excel… rồi gửi tệp .xlsx vừa xuất; nếu không, "
        "hãy điền vào biểu mẫu Excel của Phòng.",
    ),
    "word_document": Message(
        "Đây là {found}, không phải báo cáo Excel.",
        "Hãy điền số liệu vào biểu mẫu Excel (.xlsx) của Phòng rồi gửi tệp đó; văn bản kèm theo gửi riêng.",
    ),
    "presentation": Message(
        "Đây là {found}, không phải báo cáo Excel.",
        "Hãy điền số liệu vào biểu mẫu Excel (.xlsx) của Phòng rồi gửi tệp đó.",
    ),
    "pdf_document": Message(
        "Đây là {found}: bản để xem và in, không phải báo cáo Excel.",
        "Hãy gửi chính tệp Excel (.xlsx) đã dùng để in hay xuất ra bản PDF này.",
    ),
    "drive_shortcut": Message(
        "Đây là {found}; bên trong chỉ có đường dẫn, không có số liệu.",
        "Hãy mở báo cáo trên trình duyệt, chọn Tệp › Tải xuống › Microsoft Excel (.xlsx), rồi gửi tệp vừa tải về.",
    ),
    "mail": Message(
        "Đây là {found}, không phải báo cáo Excel.",
        "Hãy mở thư, lưu tệp báo cáo đính kèm về máy rồi nộp chính tệp đó.",
    ),
    "reader_ended": Message(
        "Chưa đọc được tệp: {found}, do máy tính chứ không do tệp.",
        "Hãy đóng bớt chương trình đang mở rồi nộp lại chính tệp này; nếu vẫn vậy, hãy báo người quản trị máy.",
    ),
    "saved_otherwise": Message(
        "Đây là {found}, không phải sổ làm việc Excel.",
        "Hãy mở biểu mẫu đã điền bằng Excel, chọn Lưu dưới dạng “Sổ làm việc Excel (*.xlsx)”, rồi gửi bản vừa lưu; "
        "chỉ đổi đuôi tệp là chưa đủ.",
    ),
    "damaged_file": Message(
        "Không mở được: {found}.",
        "Hãy mở tệp gốc bằng Excel, bấm Lưu rồi gửi lại; nếu tải từ thư điện tử, hãy tải lại cho xong.",
    ),
    "password_protected": Message(
        "Không mở được: {found}.",
        "Hãy mở tệp, bỏ mật khẩu mở (Excel: Tệp › Thông tin › Bảo vệ sổ làm việc; LibreOffice: Tệp › Lưu dưới dạng, "
        "bỏ chọn “Lưu với mật khẩu”), lưu rồi gửi lại.",
    ),
    "unsafe_content": Message(
        "Không mở vì lý do an toàn: {found}.",
        "Hãy mở tệp bằng Excel, chọn Lưu dưới dạng “Sổ làm việc Excel (*.xlsx)”, rồi gửi bản vừa lưu.",
    ),
    "too_large": Message(
        "Không mở vì quá lớn: {found}.",
        "Hãy chép số liệu sang biểu mẫu gốc của Phòng, không kèm ảnh hay bảng khác và không ghi gì ở xa bảng, rồi gửi lại.",
    ),
    "archive_damaged": Message(
        "Tệp nén {found} bị hỏng hoặc tải chưa xong.",
        "Hãy tải lại cho xong, hoặc giải nén trên máy rồi nộp từng tệp.",
    ),
    "archive_protected": Message(
        "Tệp nén {found} đặt mật khẩu.",
        "Hãy giải nén trên máy bằng mật khẩu đó rồi nộp từng tệp.",
    ),
    "archive_empty": Message(
        "Tệp nén {found} không có tệp nào bên trong.",
        "Hãy kiểm tra lại rồi nén cả thư mục báo cáo.",
    ),
    "archive_too_large": Message(
        "Không mở hết tệp nén: quá {found}.",
        "Hãy giải nén trên máy rồi nộp thành nhiều đợt.",
    ),
    "too_many_files": Message(
        "Đợt nộp có quá {found} tệp; từ tệp này trở đi chưa nhận.",
        "Hãy nộp các tệp còn lại thành đợt sau; nộp lại tệp đã nhận không sao.",
    ),
}
