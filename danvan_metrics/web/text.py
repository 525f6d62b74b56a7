"""The words of the dashboard that more than one page says."""

from typing import Final

PROGRAM: Final = "Dân vận khéo"
APP_TITLE: Final = f"{PROGRAM} · Bảng theo dõi"
LOOK_UNUSABLE: Final = "Diện mạo riêng của Phòng chưa dùng được"
APP_ICON: Final = "🏫"
INVITED: Final = "Trang này dành cho người được Phòng cấp quyền. Hãy đăng nhập bằng tài khoản Phòng đã ghi cho bạn."
OFFICER_SECTION: Final = "Nghiệp vụ"

SAMPLE_BANNER: Final = "DỮ LIỆU MINH HỌA — không phải số liệu thật"
SAMPLE_BACK: Final = "Về số liệu thật"
SAMPLE_STARTING: Final = "Đang chuẩn bị dữ liệu minh họa; chỉ lần đầu mới phải chờ"
SAMPLE_FILLING: Final = "Đang chuẩn bị dữ liệu minh họa: {done}/{total} báo cáo"
SUMS_STARTING: Final = "Đang cộng sẵn số liệu theo đơn vị; chỉ lần đầu mới phải chờ"
SUMS_FILLING: Final = "Đang cộng sẵn số liệu theo đơn vị: {done}/{total} báo cáo"
SNAPSHOT_BANNER: Final = "Bản chốt “{name}” · số liệu ngày {taken}, giữ nguyên"
SNAPSHOT_BACK: Final = "Về số liệu hiện tại"
SNAPSHOT_MOVED: Final = (
    "Số liệu tính lại của bản chốt này không còn giống lúc chốt, vì chương trình đã đổi cách tính; "
    "hãy đối chiếu với các tệp đã tải khi chốt."
)
MEETING_START: Final = "Chế độ họp"
PROVISIONAL: Final = "Danh sách trường tạm thời, chờ Phòng xác nhận"
UNEXPECTED: Final = "Có lỗi ngoài dự kiến. Hãy tải lại trang; nếu vẫn gặp lỗi, hãy báo cán bộ phụ trách."

LENS_BACK: Final = "Xem số liệu tự khai"

ALL_LEVELS: Final = "Mọi cấp học"
ALL_COMMUNES: Final = "Mọi xã, thị trấn"
ALL_SCHOOLS: Final = "Mọi trường"
MODEL_SCHOOLS: Final = "Trường điểm"
OTHER_SCHOOLS: Final = "Trường còn lại"

CLEAR_FILTERS: Final = "Xóa lọc"

PERIOD_LABEL: Final = "Kỳ báo cáo"
LEVEL_LABEL: Final = "Cấp học"
PLAN_LABEL: Final = "Kế hoạch"
PLAN_BACK: Final = "Về kế hoạch thường dùng"
UNIT_LABEL: Final = "Đơn vị"
UNIT_BACK: Final = "Về đơn vị cao nhất"
COMMUNE_LABEL: Final = "Xã, thị trấn"
SCHOOLS_LABEL: Final = "Loại trường"
LENS_LABEL: Final = "Góc nhìn"
