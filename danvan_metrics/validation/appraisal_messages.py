"""What is wrong with a phiếu thẩm định, and what to do about it; part of the one catalogue in `messages`."""

from __future__ import annotations

from typing import Final

from danvan_metrics.validation.file_messages import Message

_ANEW: Final = "Hãy tải phiếu mới ở trang Chấm thẩm định, chép những dòng đã chấm sang rồi gửi phiếu mới"
_KEPT: Final = "chưa dòng nào của phiếu này được lưu"

APPRAISAL_MESSAGES: Final = {
    "appraisal_sheet": Message(
        "Đây là phiếu thẩm định, không phải báo cáo của trường.",
        "Nếu là phiếu đã chấm, hãy đưa tệp này vào trang Chấm thẩm định; nếu nộp báo cáo, hãy kiểm tra có chọn nhầm tệp không.",
    ),
    "not_an_appraisal_sheet": Message(
        "Tệp Excel này không phải phiếu thẩm định của Phòng.",
        "Hãy tải phiếu ở trang Chấm thẩm định, chép kết quả sang rồi gửi lại.",
    ),
    "return_as_appraisal": Message(
        "Đây là báo cáo của trường, không phải phiếu thẩm định.",
        "Hãy đưa tệp này vào trang Tiếp nhận báo cáo; phiếu thẩm định tải ở trang Chấm thẩm định.",
    ),
    "sheet_identity_lost": Message(
        "Phiếu này đã mất phần nhận dạng ẩn, nên không biết là phiếu của trường nào và chấm trên báo cáo nào.",
        f"{_ANEW}; lần sau hãy lưu chính tệp đã tải, không chép sang tệp khác.",
    ),
    "sample_sheet": Message(
        "Phiếu này thuộc dữ liệu minh họa (số liệu bịa), nên không nhận vào kho thật.",
        "Hãy gửi phiếu tải từ kho thật; muốn chấm thử, hãy mở phần dữ liệu minh họa.",
    ),
    "real_sheet": Message(
        "Phiếu này thuộc kho thật, nên không nhận vào dữ liệu minh họa.",
        "Hãy chuyển về kho thật rồi gửi phiếu này.",
    ),
    "sheet_of_other_plan": Message(
        "Phiếu này thuộc kế hoạch mang mã “{found}”, còn Phòng đang thẩm định theo {expected}.",
        "Hãy kiểm tra có gửi nhầm tệp không.",
    ),
    "sheet_of_unknown_school": Message(
        "Phiếu ghi mã trường “{found}”, không có trong danh sách của Phòng.",
        "Hãy kiểm tra có gửi nhầm phiếu của nơi khác không; nếu đúng, hãy bổ sung trường vào danh sách trước.",
    ),
    "sheet_of_unknown_period": Message(
        "Phiếu ghi kỳ báo cáo “{found}”, kế hoạch không có kỳ này.",
        "Hãy dùng phiếu của {expected}.",
    ),
    "sheet_of_unknown_round": Message(
        "Phiếu ghi đợt thẩm định “{found}”, kế hoạch không có đợt này.",
        "Hãy dùng phiếu của {expected}.",
    ),
    "round_not_for_school": Message(
        "Đợt {found} chỉ thẩm định các trường điểm, mà trường này không phải trường điểm.",
        "Hãy kiểm tra có gửi nhầm phiếu không; nếu danh sách trường điểm chưa đúng, hãy sửa danh sách.",
    ),
    "appraisal_without_return": Message(
        "Trường này hiện không có báo cáo nào đang dùng cho kỳ này, nên chưa có gì để thẩm định.",
        "Hãy nhận báo cáo của trường trước, rồi tải phiếu mới.",
    ),
    "return_replaced": Message(
        "Phiếu này chấm trên {found}, nay Phòng đang dùng {expected}.",
        f"{_ANEW}; {_KEPT}.",
    ),
    "appraisal_version_differs": Message(
        "Phiếu này thuộc {found}, nay việc thẩm định đã ở {expected}.",
        f"{_ANEW}; {_KEPT}.",
    ),
    "appraisal_concluded": Message(
        "Thẩm định trường này đã kết luận{found}, nên không nhận thêm phiếu.",
        "Nếu cần chấm lại, hãy mở lại thẩm định (có ghi lý do) ở trang Chấm thẩm định, rồi tải phiếu mới.",
    ),
    "appraisal_not_open": Message(
        "Hiện chưa nhận phiếu của trường này: {found}",
        "Hãy xem tình trạng của trường ở trang Chấm thẩm định; tệp phiếu cứ giữ nguyên để gửi sau.",
    ),
    "sheet_of_other_lane": Message(
        "Phiếu này là phiếu chấm độc lập của người khác, không phải của {found}.",
        "Mỗi người chấm trên phiếu của mình; hãy kiểm tra ô Người thẩm định, hoặc tải phiếu của mình ở trang Chấm thẩm định.",
    ),
    "appraisal_refused": Message(
        "Chưa lưu được phiếu này: {found}",
        "Hãy xem lại trường này ở trang Chấm thẩm định rồi gửi lại phiếu; tệp phiếu còn nguyên.",
    ),
    "untouched_sheet": Message(
        "Phiếu này không có dòng nào mới so với những gì Phòng đã có.",
        "Nếu đã chấm, hãy kiểm tra có gửi nhầm tệp chưa lưu không.",
    ),
    "sheet_plan_version": Message(
        "Phiếu làm theo kế hoạch {found}, nay kế hoạch đã là {expected}.",
        "Phiếu vẫn được nhận; lần sau hãy dùng phiếu mới tải.",
        warning=True,
    ),
    "sheet_table_twice": Message(
        "Tệp có hai bảng chấm: {found}; không biết bảng nào đúng.",
        "Hãy giữ một bảng, xóa sheet kia rồi gửi lại.",
    ),
    "appraiser_missing": Message(
        "Chưa ghi người thẩm định.",
        "Hãy chọn tên ở ô Người thẩm định, sheet Thông tin: {expected}.",
    ),
    "appraiser_not_in_team": Message(
        "“{found}” không có trong tổ thẩm định trường này.",
        "Hãy chọn một trong: {expected}; nếu tổ đã thay người, hãy ghi lại tổ ở trang Chấm thẩm định trước.",
    ),
    "appraiser_own_school": Message(
        "“{found}” công tác tại chính trường được thẩm định, nên không chấm trường này.",
        "Hãy để thành viên khác chấm: {expected}.",
    ),
    "appraiser_is_another": Message(
        "Phiếu do {expected} nộp nhưng ghi người thẩm định là {found}.",
        "Mỗi người nộp phiếu của mình: hãy để {found} đăng nhập rồi nộp; nếu chính {expected} đã chấm, hãy ghi lại ô này.",
    ),
    "judged_in_future": Message(
        "Ngày thẩm định {found} sau hôm nay.",
        "Hãy ghi đúng ngày đã thẩm định ({expected}).",
    ),
    "line_locked": Message(
        "{line}: dòng này đã được xác nhận và đã khóa, nhưng phiếu ghi khác ({found}).",
        "Hãy ghi lại như cũ ({expected}); muốn chấm lại dòng này thì mở lại thẩm định với lý do.",
    ),
    "outcome_against_value": Message(
        "{line}: cột Kết quả ghi “{found}”, nhưng so ô Thẩm định với tự khai thì là “{expected}”.",
        "Hãy sửa ô Thẩm định cho đúng điều tổ thấy, hoặc để trống cột Kết quả.",
    ),
    "value_missing": Message(
        "{line}: chọn “{found}” nhưng ô Thẩm định còn trống.",
        "Hãy ghi điều tổ thấy vào ô Thẩm định ({within}).",
    ),
    "nothing_to_confirm": Message(
        "{line}: chọn “Xác nhận” nhưng nhà trường {found} ở dòng này, nên không có gì để xác nhận.",
        "Hãy ghi điều tổ thấy vào ô Thẩm định, hoặc chọn kết quả khác.",
    ),
    "value_beside_outcome": Message(
        "{line}: chọn “{found}” thì không có giá trị thẩm định, nhưng ô Thẩm định đang ghi {expected}.",
        "Hãy xóa ô Thẩm định của dòng này, hoặc để trống cột Kết quả.",
    ),
    "reason_missing": Message(
        "{line}: kết quả là “{found}” nhưng chưa ghi lý do.",
        "Hãy ghi lý do vào cột Lý do để nhà trường biết.",
    ),
    "verdict_stale": Message(
        "{line}: sau khi phiếu được tải, Phòng đã ghi {found}; phiếu này ghi {expected}.",
        f"Hãy thống nhất rồi ghi giá trị đúng vào bản đánh dấu này và gửi lại; {_KEPT}.",
    ),
    "outcome_missing": Message(
        "{line}: đã ghi {found} nhưng chưa có Thẩm định hay Kết quả, nên dòng này vẫn là chưa chấm.",
        "Nếu đã kiểm, hãy ghi thêm ô Thẩm định hoặc chọn Kết quả.",
        warning=True,
    ),
    "verdict_emptied": Message(
        "{line}: Phòng đã có kết quả {found}, phiếu để trống; kết quả ấy được giữ nguyên.",
        "Nếu muốn đổi, hãy ghi kết quả mới; kết quả đã ghi không xóa được, chỉ thay bằng kết quả sau.",
        warning=True,
    ),
}
