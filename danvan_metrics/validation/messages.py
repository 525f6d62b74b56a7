"""The one catalogue of issue codes: what is wrong and what to do about it, in Vietnamese.

Placeholders: {found} what stands there, {expected} what should, {within} the same with a small first letter, {line} the
line's code, the field's name or the model.
"""

from typing import Final

from danvan_metrics.validation.file_messages import FILE_MESSAGES, Message

_IDENTITY: Final = {
    "foreign_workbook": Message(
        "Tệp Excel này không phải biểu mẫu báo cáo của Phòng.",
        "Hãy dùng tệp biểu mẫu Phòng đã phát cho đơn vị, chép số liệu sang rồi gửi lại.",
    ),
    "other_plan": Message(
        "Biểu mẫu này thuộc kế hoạch mang mã “{found}”, còn Phòng đang nhận {expected}.",
        "Hãy kiểm tra có gửi nhầm tệp không; nếu cần, hãy điền biểu mẫu của đúng kế hoạch rồi gửi lại.",
    ),
    "unknown_school": Message(
        "Trong danh sách của Phòng không có đơn vị nào mang mã “{found}”.",
        "Hãy kiểm tra có gửi nhầm tệp của nơi khác không; nếu đúng, hãy nhờ Phòng bổ sung đơn vị vào danh sách.",
    ),
    "unknown_period": Message(
        "Kế hoạch không có kỳ báo cáo “{found}”.",
        "Hãy dùng biểu mẫu của {expected}.",
    ),
    "plan_version_differs": Message(
        "Biểu mẫu làm theo kế hoạch {found}, nay kế hoạch đã là {expected}.",
        "Báo cáo vẫn được nhận; kỳ sau hãy dùng biểu mẫu mới.",
        warning=True,
    ),
    "identity_mismatch": Message(
        "Sheet Thông tin đang ghi “{found}”, còn báo cáo này được nhận là của “{expected}”.",
        "Báo cáo vẫn được nhận; lần sau hãy dùng đúng biểu mẫu của đơn vị và kỳ báo cáo, không sửa phần đã điền sẵn.",
        warning=True,
    ),
}
_STRUCTURE: Final = {
    "missing_sheet": Message(
        "Thiếu {expected}.",
        "Hãy chép số liệu sang tệp biểu mẫu gốc có đủ các sheet, rồi gửi lại.",
    ),
    "missing_column": Message(
        "Thiếu {expected}: tiêu đề cột này bị sửa hoặc bị xóa.",
        "Hãy ghi lại đúng tiêu đề cột, hoặc chép số liệu sang biểu mẫu gốc.",
    ),
    "missing_line": Message(
        "Thiếu dòng {line}.",
        "Hãy ghi lại mã {line} vào cột Mã của dòng này, hoặc chép số liệu sang biểu mẫu gốc.",
    ),
    "missing_field": Message(
        "Thiếu mục “{line}”.",
        "Hãy ghi lại đúng tên mục này ở cột Mục, hoặc chép số liệu sang biểu mẫu gốc.",
    ),
    "template_version_differs": Message(
        "Biểu mẫu là {found}, nay Phòng đã dùng {expected}.",
        "Báo cáo vẫn được nhận; kỳ sau hãy dùng biểu mẫu mới Phòng phát.",
        warning=True,
    ),
    "line_not_in_template": Message(
        "Biểu mẫu cũ này không có dòng {line}, nên dòng đó coi là chưa báo cáo.",
        "Hãy chép số liệu sang biểu mẫu mới Phòng phát nếu cần báo cáo dòng này.",
        warning=True,
    ),
    "duplicate_line": Message(
        "Mã {line} có ở nhiều dòng; chỉ dòng đầu được đọc.",
        "Hãy xóa dòng thừa, giữ lại một dòng mang mã {line}.",
    ),
}
_CELL: Final = {
    "not_a_number": Message(
        "{line}: ô này cần một số nhưng đang ghi “{found}”.",
        "Hãy chỉ ghi số, không kèm chữ: {within}.",
    ),
    "percent_in_number": Message(
        "{line}: ô này cần một số đếm nhưng đang ghi tỉ lệ “{found}”.",
        "Hãy đếm rồi ghi số, không ghi phần trăm: {within}.",
    ),
    "two_numbers_in_cell": Message(
        "{line}: “{found}” là hai số và không khớp với ô “Phải thực hiện”.",
        "Hãy ghi {within}.",
    ),
    "date_in_number": Message(
        "{line}: ô này cần một số nhưng Excel đang hiểu là ngày {found}.",
        "Hãy ghi {within}; mỗi ô chỉ ghi một số, vì Excel tự đổi “8/10” thành ngày.",
    ),
    "not_whole": Message(
        "{line}: số {found} có phần lẻ.",
        "Hãy ghi {within}.",
    ),
    "out_of_range": Message(
        "{line}: số {found} nằm ngoài giới hạn {expected}.",
        "Hãy kiểm tra lại; có thể thừa chữ số hoặc dấu trừ.",
    ),
    "not_a_choice": Message(
        "{line}: “{found}” không có trong danh sách chọn.",
        "Hãy chọn một trong: {expected}.",
    ),
    "ambiguous_choice": Message(
        "{line}: “{found}” có thể hiểu theo nhiều cách.",
        "Hãy chọn trong danh sách: {expected}.",
    ),
    "not_a_date": Message(
        "{line}: “{found}” không phải là ngày.",
        "Hãy ghi đủ ngày/tháng/năm: {within}.",
    ),
    "date_outside_year": Message(
        "{line}: ngày {found} nằm ngoài năm kế hoạch.",
        "Hãy kiểm tra lại ngày, tháng và năm; cần {within}.",
    ),
    "too_long": Message(
        "{line}: nội dung quá dài ({found}).",
        "Hãy rút gọn nội dung ({within}).",
    ),
    "formula_without_value": Message(
        "{line}: ô này là công thức chưa có kết quả.",
        "Hãy mở tệp bằng Excel, bấm Lưu rồi gửi lại; hoặc ghi thẳng kết quả vào ô ({within}).",
    ),
    "merged_cell": Message(
        "{line}: ô này bị gộp với ô đang ghi “{found}”, nên không biết giá trị riêng của nó.",
        "Hãy bỏ gộp ô (nút Merge & Center) rồi ghi riêng vào từng ô; ô này cần: {within}.",
    ),
    "error_value": Message(
        "{line}: ô này đang báo lỗi {found}.",
        "Hãy xóa công thức và ghi thẳng kết quả ({within}).",
    ),
}
_SENSE: Final = {
    "incomplete_ratio": Message(
        "{line}: mới ghi một trong hai số, còn thiếu {expected}.",
        "Hãy ghi đủ cả hai số; không phát sinh thì ghi 0.",
    ),
    "done_above_to_do": Message(
        "{line}: “Đã thực hiện” ghi {found}, nhưng theo số “Phải thực hiện” thì {expected}.",
        "Hãy kiểm tra lại hai số; số đã thực hiện không lớn hơn số phải thực hiện.",
    ),
    "people_above_total": Message(
        "{line}: ô này ghi {found} người, nhưng theo sheet Thông tin thì {expected}.",
        "Hãy kiểm tra lại số này và số người ở sheet Thông tin.",
    ),
    "not_applicable_without_reason": Message(
        "{line}: chọn “Không áp dụng” nhưng chưa ghi lý do.",
        "Hãy ghi lý do vào cột Ghi chú.",
    ),
    "claim_without_evidence": Message(
        "{line}: đã ghi “{found}” nhưng chưa có minh chứng nào.",
        "Hãy ghi số minh chứng và tên văn bản, ảnh, biên bản… nếu có.",
        warning=True,
    ),
    "evidence_without_count": Message(
        "{line}: đã ghi nội dung minh chứng nhưng còn trống ô Số minh chứng.",
        "Hãy đếm và ghi số minh chứng.",
        warning=True,
    ),
    "count_below_previous": Message(
        "{line}: số cộng dồn ghi {found}, nhưng theo báo cáo kỳ trước thì {expected}.",
        "Số liệu cộng dồn từ đầu năm nên không giảm; hãy kiểm tra lại, hoặc ghi lý do vào cột Ghi chú.",
        warning=True,
    ),
    "fact_missing": Message(
        "Chưa ghi “{line}”.",
        "Hãy điền mục này ở sheet Thông tin.",
        warning=True,
    ),
}
_MODELS: Final = {
    "model_name_missing": Message(
        "Dòng mô hình này chưa có tên.",
        "Hãy ghi tên mô hình, hoặc xóa cả dòng nếu không đăng ký.",
    ),
    "model_field_missing": Message(
        "{line} chưa chọn lĩnh vực.",
        "Hãy chọn lĩnh vực trong danh sách.",
    ),
    "model_status_missing": Message(
        "{line} chưa chọn trạng thái.",
        "Hãy chọn một trong: {expected}.",
    ),
    "model_owner_missing": Message(
        "{line} chưa ghi của tập thể hay cá nhân.",
        "Hãy chọn một trong: {expected}.",
        warning=True,
    ),
    "models_against_answer": Message(
        "Trả lời “Không” đăng ký mô hình, nhưng bảng dưới có {found}.",
        "Hãy chọn “Có”, hoặc xóa các dòng mô hình.",
    ),
    "models_announced": Message(
        "Trả lời “Có” đăng ký mô hình, nhưng bảng dưới {found}.",
        "Hãy ghi các mô hình đã đăng ký, hoặc chọn “Không”.",
        warning=True,
    ),
}
UNREADABLE: Final = frozenset(FILE_MESSAGES)
MESSAGES: Final[dict[str, Message]] = FILE_MESSAGES | _IDENTITY | _STRUCTURE | _CELL | _SENSE | _MODELS
