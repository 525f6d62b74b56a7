"""Options and arguments that several verbs take, each said once."""

from __future__ import annotations

from typing import Final

import click

from danvan_metrics.commands.parameters import Day, KnownWord, LensName, OwnPath
from danvan_metrics.plan.lens import Lens

STARTING: Final = "Mở chương trình"
OUT: Final = "Biểu mẫu gửi đi, báo cáo nhận về"
FIGURES: Final = "Số liệu và văn bản"
OFFICE: Final = "Đơn vị và người dùng"
KEEPING: Final = "Giữ gìn kho dữ liệu"
TRYING: Final = "Xem thử và trợ giúp"
TASKS: Final = (STARTING, OUT, FIGURES, OFFICE, KEEPING, TRYING)

json_option = click.option("--json", "as_json", is_flag=True, help="In kết quả dạng JSON, mã UTF-8.")
json_lines_option = click.option(
    "--json-lines", is_flag=True, help="In mỗi tệp một dòng JSON ngay khi xong tệp đó (đã lưu, nếu là lệnh có lưu)."
)
force_option = click.option("--force", is_flag=True, help="Ghi đè tệp đã có.")
school_option = click.option(
    "--school", "code", type=KnownWord("school"), metavar="MÃ", help="Mã trường trong danh sách trường, ví dụ MN-DAPTHANH."
)
told_school_option = click.option(
    "--school", type=KnownWord("school"), metavar="MÃ", help="Xác nhận tệp này là của trường nào (khi phần mềm hỏi)."
)
told_period_option = click.option(
    "--period", type=KnownWord("period"), metavar="KỲ", help="Xác nhận tệp này là báo cáo kỳ nào (khi phần mềm hỏi)."
)
period_option = click.option(
    "--period", required=True, type=KnownWord("period"), metavar="KỲ", help="Mã kỳ báo cáo, ví dụ 6m, 9m, 12m."
)
level_option = click.option(
    "--level", type=KnownWord("level"), metavar="CẤP", help="Chỉ các trường của một cấp học, ví dụ “Mầm non”."
)
unit_option = click.option(
    "--unit",
    type=KnownWord("unit"),
    metavar="MÃ",
    help="Chỉ các trường dưới một đơn vị; đơn vị có đơn vị cấp dưới thì theo từng đơn vị.",
)
lens_option = click.option(
    "--lens",
    type=LensName(),
    default=Lens.DECLARED,
    metavar="LOẠI",
    help="; ".join(f"{lens}: {lens.words}" for lens in Lens) + f". Mặc định {Lens.DECLARED}.",
)
received_option = click.option(
    "--received", type=Day(), metavar="NGÀY", help="Ngày Phòng nhận được báo cáo, ví dụ 2020-06-13; mặc định hôm nay."
)
paths_argument = click.argument(
    "paths",
    nargs=-1,
    required=True,
    metavar="TỆP|THƯ-MỤC|ZIP…",
    type=OwnPath(),
    help="Tệp báo cáo, thư mục (cả thư mục con) hoặc tệp nén; ghi được nhiều.",
)
