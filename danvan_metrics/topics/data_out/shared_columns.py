"""Columns that tables have in common: what joins them is called and meant alike everywhere."""

from __future__ import annotations

from typing import Final

from danvan_metrics.formats.tidy.tidy_table import Column, ColumnKind
from danvan_metrics.metrics.marks import LABELS
from danvan_metrics.metrics.words import STATES
from danvan_metrics.plan.kinds import Kind
from danvan_metrics.plan.lens import Lens

PERIOD: Final = Column("period_code", ColumnKind.TEXT, "Mã kỳ báo cáo, ví dụ 6m; nối với bảng periods.")
SCHOOL: Final = Column(
    "school_code", ColumnKind.TEXT, "Mã trường (hoặc mã Phòng, với việc của chính Phòng); nối với bảng schools."
)
INDICATOR: Final = Column("indicator_code", ColumnKind.TEXT, "Mã chỉ tiêu, ví dụ CT1.1; nối với bảng indicators.")
GROUP: Final = Column("group_code", ColumnKind.TEXT, "Mã nhóm chỉ tiêu, ví dụ HP1; nối với bảng groups.")
LINE: Final = Column("line_code", ColumnKind.TEXT, "Mã dòng của biểu mẫu; nối với bảng lines.")
SUBMISSION: Final = Column("submission_id", ColumnKind.WHOLE, "Số của lần nộp trong kho dữ liệu; nối với bảng hand_ins.")
REVISION: Final = Column("revision", ColumnKind.WHOLE, "Lần nộp thứ mấy của trường trong kỳ, tính từ 1.")
LENS: Final = Column(
    "lens",
    ColumnKind.TEXT,
    "Góc nhìn: cùng một chỉ tiêu có một dòng cho mỗi góc nhìn; chọn một góc nhìn trước khi cộng.",
    words={str(lens): lens.words for lens in Lens},
)
STATE: Final = Column(
    "state",
    ColumnKind.TEXT,
    "Tình trạng. Chỉ “value” mới có số, và số 0 khi ấy là 0 thật; các tình trạng khác không phải 0 và không cộng như 0.",
    words=STATES,
)
STATE_NAME: Final = Column("state_name", ColumnKind.TEXT, "Tình trạng, bằng chữ.")
MARK: Final = Column(
    "mark",
    ColumnKind.TEXT,
    "Dấu của ô trên màn hình: đạt, vượt, chậm, vi phạm…",
    words={str(mark): word for mark, word in LABELS.items()},
)
MARK_NAME: Final = Column("mark_name", ColumnKind.TEXT, "Dấu, bằng chữ như trên màn hình của kỳ đó.")
KIND_WORDS: Final = {str(kind): kind.definition.name for kind in Kind}
SHEET: Final = Column("sheet", ColumnKind.TEXT, "Sheet của tệp mà trường nộp.")
CELL: Final = Column("cell", ColumnKind.TEXT, "Ô trong sheet ấy, ví dụ F12.")
