"""The one catalogue of issue codes: what is wrong and what to do about it, in Vietnamese.

Placeholders: {found} what stands there, {expected} what should, {within} the same with a small first letter, {line} the
line's code, the field's name or the model.
"""

from typing import Final

from danvan_metrics.validation.appraisal_messages import APPRAISAL_MESSAGES
from danvan_metrics.validation.evidence_messages import EVIDENCE_MESSAGES
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
    "unit_not_then": Message(
        "Theo danh sách của Phòng, đơn vị này {found}, nên không có báo cáo {expected}.",
        "Hãy kiểm tra có chọn nhầm kỳ hoặc nhầm biểu mẫu không; nếu ngày trong danh sách chưa đúng, hãy nhờ Phòng sửa danh sách.",
    ),
    "sample_workbook": Message(
        "Tệp này là báo cáo minh họa (số liệu bịa) do phần mềm tạo ra để xem thử, nên không nhận vào kho thật.",
        "Hãy gửi báo cáo điền trên biểu mẫu Phòng đã phát; muốn xem số liệu minh họa, hãy mở phần dữ liệu minh họa.",
    ),
    "not_your_school": Message(
        "Tệp này là báo cáo của {found}, còn bạn chỉ nộp được báo cáo của {expected}.",
        "Hãy kiểm tra có chọn nhầm tệp không; nếu cần nộp thay, hãy nhờ quản trị của Phòng cấp quyền.",
    ),
    "untouched_template": Message(
        "Tệp này là biểu mẫu chưa điền: chưa có câu trả lời nào, nên chưa tính là báo cáo đã nộp.",
        "Hãy điền biểu mẫu, lưu lại rồi gửi; nếu đã điền, hãy kiểm tra có gửi nhầm tệp trống không.",
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
    "missing_question": Message(
        "Thiếu {expected}.",
        "Hãy chép số liệu của sheet này sang tệp biểu mẫu gốc, chọn “Có” hoặc “Không”, rồi gửi lại.",
    ),
    "missing_table": Message(
        "Thiếu {expected} {line}, nên không biết ô nào ghi gì.",
        "Hãy chép số liệu của sheet này sang tệp biểu mẫu gốc, rồi gửi lại.",
    ),
    "sheet_twice": Message(
        "Sheet {line} có hai bản: {found}; phần mềm đã đọc {expected}.",
        "Không có câu trả lời nào bị bỏ sót; lần sau hãy xóa bản thừa trước khi gửi.",
        warning=True,
    ),
    "sheets_differ": Message(
        "{line}: sheet này có hai bản ghi khác nhau ({found}), nên không biết bản nào đúng.",
        "Hãy giữ {expected} và xóa bản kia (sheet đang ẩn thì bấm chuột phải vào tên một sheet, chọn Bỏ ẩn), rồi gửi lại.",
    ),
    "field_twice": Message(
        "“{line}” có ở hai dòng và ghi khác nhau: {found}.",
        "Hãy xóa dòng thừa, giữ lại một dòng.",
    ),
    "answer_beside": Message(
        "{line}: ô trả lời còn trống, nhưng {found} đang đứng ở ngoài ô trả lời, nên không biết có phải câu trả lời không.",
        "Nếu đó là câu trả lời, hãy chuyển sang {expected}; nếu không, hãy xóa đi.",
    ),
    "answer_in_heading": Message(
        "{line}: {found} ghi ở dòng tiêu đề, còn các dòng bên dưới chưa có câu trả lời, nên không biết là của dòng nào.",
        "Hãy xóa ở dòng tiêu đề và {expected}.",
    ),
    "typed_aside": Message(
        "Có nội dung đứng ngoài các ô trả lời nên không được đọc: {found}.",
        "Nếu là câu trả lời, hãy chuyển vào đúng ô của dòng đó; nếu chỉ là ghi chú thì có thể để nguyên.",
        warning=True,
    ),
    "rows_not_read": Message(
        "Sheet {line} có {found} không phải dòng của biểu mẫu nên không được đọc.",
        "Nếu là chữ ký hay ghi chú thì có thể để nguyên; nếu là số liệu, hãy chuyển vào đúng dòng của biểu mẫu.",
        warning=True,
    ),
    "more_errors": Message(
        "Còn {found} trên sheet này mắc cùng lỗi như các ô đã nêu (cần: {expected}).",
        "Hãy sửa mọi ô cùng loại trên sheet này, không chỉ những ô đã nêu.",
    ),
    "more_warnings": Message(
        "Còn {found} trên sheet này cần xem lại như các ô đã nêu (cần: {expected}).",
        "Hãy xem lại mọi ô cùng loại trên sheet này, không chỉ những ô đã nêu.",
        warning=True,
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
        "{line}: ô này cần một số, nhưng đang ghi {found}.",
        "Hãy ghi {within}; mỗi ô chỉ ghi một số, vì Excel tự đổi “8/10” thành ngày.",
    ),
    "ambiguous_number": Message(
        "{line}: “{found}” có thể là {expected}.",
        "Hãy ghi lại số này không kèm dấu phẩy; nếu cần tách hàng nghìn thì dùng dấu chấm.",
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
    "picture_in_cell": Message(
        "{line}: trong ô này là một ảnh, không có số hay chữ nào để đọc.",
        "Hãy ghi vào ô này {within}; ảnh thì đặt vào cột Minh chứng hoặc gửi kèm thư.",
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
    "people_below_total": Message(
        "{line}: “Phải thực hiện” ghi {found} người, nhưng ở sheet Thông tin đơn vị có {expected}.",
        "Chỉ tiêu này tính cho tất cả; hãy kiểm tra lại hai số, hoặc ghi lý do vào cột Ghi chú.",
        warning=True,
    ),
    "line_date_after_receipt": Message(
        "{line}: ngày {found} sau ngày Phòng nhận báo cáo, nên chưa thể là việc đã làm; cần {expected}.",
        "Hãy sửa lại ngày, hoặc để trống nếu chưa làm; nếu ngày Phòng nhận chưa đúng, hãy ghi lại ngày nhận.",
    ),
    "date_after_receipt": Message(
        "{line}: ngày {found} sau ngày Phòng nhận báo cáo; cần {expected}.",
        "Hai ngày này mâu thuẫn; hãy kiểm tra lại ngày trong báo cáo và ngày nhận.",
        warning=True,
    ),
    "date_before_year": Message(
        "{line}: ngày {found} trước năm kế hoạch ({expected}).",
        "Nếu đúng là ngày ấy thì giữ nguyên; nếu ghi nhầm năm, hãy sửa lại.",
        warning=True,
    ),
    "not_applicable_without_reason": Message(
        "{line}: {found}, tức là không áp dụng, nhưng chưa ghi lý do.",
        "Hãy ghi lý do vào cột Ghi chú, ví dụ “không phát sinh”.",
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
    "count_above_later": Message(
        "{line}: số cộng dồn ghi {found}, nhưng theo báo cáo kỳ sau đã nhận thì {expected}.",
        "Số liệu cộng dồn từ đầu năm nên kỳ trước không lớn hơn kỳ sau; hãy kiểm tra lại cả hai báo cáo.",
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
    "rows_no_model": Message(
        "Dưới bảng mô hình có {found} không phải mô hình nên không tính.",
        "Nếu là chữ ký, ghi chú hay dòng cộng thì có thể để nguyên; nếu là mô hình, hãy ghi đủ tên, lĩnh vực và trạng thái.",
        warning=True,
    ),
    "model_twice": Message(
        "{line} được ghi {found}.",
        "Nếu là một mô hình, hãy chỉ ghi một dòng; nếu là nhiều mô hình, hãy đặt tên khác nhau.",
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
MESSAGES: Final[dict[str, Message]] = (
    FILE_MESSAGES | _IDENTITY | _STRUCTURE | _CELL | _SENSE | _MODELS | EVIDENCE_MESSAGES | APPRAISAL_MESSAGES
)
