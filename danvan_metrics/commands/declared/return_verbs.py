"""Templates go out, returns come back: template, check, mark, import, appraise."""

from __future__ import annotations

from typing import Any

import click

from danvan_metrics.commands.behaviour import Command, Example
from danvan_metrics.commands.declared.calling import run_verb
from danvan_metrics.commands.declared.shared_options import (
    OUT,
    force_option,
    json_lines_option,
    json_option,
    paths_argument,
    period_option,
    received_option,
    school_option,
    told_period_option,
    told_school_option,
)
from danvan_metrics.commands.parameters import KnownWord, OwnPath


@click.command(
    cls=Command,
    task=OUT,
    examples=(
        Example("template --all --period 6m --out bieu-mau-6-thang.zip", "Biểu mẫu kỳ 6 tháng của mọi trường"),
        Example("template --school MN-DAPTHANH --period 6m --out mn-dap-thanh.xlsx", "Biểu mẫu của một trường"),
        Example("template --appraisal --school PTDTNT --period 12m --out phieu.xlsx", "Phiếu thẩm định một trường"),
    ),
)
@school_option
@click.option("--all", "every", is_flag=True, help="Tất cả các trường, đóng vào một tệp ZIP.")
@click.option("--appraisal", is_flag=True, help="Phiếu thẩm định báo cáo của trường, thay cho biểu mẫu báo cáo.")
@click.option(
    "--round",
    "round_code",
    type=KnownWord("round"),
    metavar="ĐỢT",
    help="Đợt thẩm định (với --appraisal), ví dụ to-phong; mặc định đợt đầu.",
)
@click.option("--appraiser", default="", metavar="NGƯỜI", help="Ai sẽ chấm phiếu (với --appraisal).")
@period_option
@click.option("--out", metavar="TỆP", type=OwnPath(), help="Tệp .xlsx (một trường) hoặc .zip (tất cả); phiếu có sẵn tên tệp.")
@force_option
def template(**options: Any) -> None:
    """Tạo biểu mẫu báo cáo của một kỳ, hoặc phiếu thẩm định.

    Biểu mẫu có sẵn thông tin nhận dạng và số liệu kỳ trước của trường. Thêm --appraisal thì tạo phiếu thẩm định.
    """
    run_verb("template", options)


@click.command(
    cls=Command,
    task=OUT,
    examples=(
        Example("check bao-cao.xlsx", "Kiểm tra một tệp"),
        Example("check bao-cao/ thu-ngay-12.zip --json", "Kiểm tra cả thư mục và tệp nén, kết quả cho chương trình khác đọc", 1),
        Example("check khong-ro.xlsx --school MN-DAPTHANH --period 6m", "Kiểm tra tệp mà phần mềm đã hỏi là của trường nào"),
    ),
)
@paths_argument
@told_school_option
@told_period_option
@json_option
@json_lines_option
def check(**options: Any) -> None:
    """Kiểm tra từng ô của tệp báo cáo, không lưu.

    Nhận tệp, cả thư mục hoặc tệp nén. Thêm -q thì chỉ in tệp có điều phải nói.

    Mã thoát: 0 không có lỗi (có thể có cảnh báo), 1 có lỗi hoặc cần hỏi, 2 có tệp không đọc được.
    """
    run_verb("check", options, reads=True)


@click.command(
    cls=Command,
    task=OUT,
    examples=(Example("mark sai.xlsx --out sai_can-sua.xlsx", "Bản của trường, có tô màu những ô phải sửa, để gửi lại"),),
)
@click.argument("file", metavar="TỆP", type=OwnPath(), help="Tệp báo cáo của trường; tệp này giữ nguyên.")
@told_school_option
@told_period_option
@click.option("--out", required=True, metavar="TỆP", type=OwnPath(), help="Tệp .xlsx nhận bản đánh dấu.")
@force_option
def mark(**options: Any) -> None:
    """Đánh dấu những ô cần sửa trong bản sao của tệp báo cáo.

    Tô màu, ghi chú, thêm sheet “Cần sửa”; không lưu vào kho.

    Mã thoát: 0 đã ghi bản đánh dấu, 1 không có gì phải đánh dấu (không ghi tệp), 2 tệp không đọc hoặc không đánh dấu được.
    """
    run_verb("mark", options, reads=True)


@click.command(
    "import",
    cls=Command,
    task=OUT,
    examples=(
        Example("import bao-cao.xlsx", "Nhận một báo cáo vào hôm nay"),
        Example("import bao-cao/ --received 2020-06-12 --json-lines", "Nhận cả thư mục, mỗi tệp một dòng khi đã lưu", 1),
        Example("import bao-cao.xlsx --accept", "Trả lời “có” cho điều phần mềm hỏi"),
    ),
)
@paths_argument
@told_school_option
@told_period_option
@received_option
@click.option("--accept", is_flag=True, help="Trả lời “có” cho mọi điều phần mềm hỏi trước khi lưu (ít dòng hơn, trùng kỳ…).")
@json_option
@json_lines_option
def import_files(**options: Any) -> None:
    """Nhận báo cáo: lưu tệp không có lỗi, báo từng ô cần sửa của tệp có lỗi.

    Nhận tệp, cả thư mục hoặc tệp nén. Tệp có điều cần hỏi thì chưa lưu; thêm --accept nếu đồng ý.

    Lệnh bị dừng giữa chừng thì những tệp đã báo là đã lưu vẫn được giữ; chạy lại lệnh để làm các tệp còn lại.

    Mã thoát: 0 không có lỗi (có thể có cảnh báo), 1 có lỗi hoặc cần hỏi, 2 có tệp không đọc được.
    """
    run_verb("receive", options, reads=True)


@click.command(
    cls=Command,
    task=OUT,
    examples=(Example("appraise phieu.xlsx --json", "Nhận một phiếu còn để trống: chưa có gì để lưu", 1),),
)
@paths_argument
@json_option
@json_lines_option
def appraise(**options: Any) -> None:
    """Nhận phiếu thẩm định đã chấm.

    Lưu cả phiếu nếu không có lỗi; có lỗi thì báo từng ô và chưa lưu dòng nào.

    Mã thoát: 0 không có lỗi (có thể có cảnh báo), 1 có phiếu cần sửa hoặc chưa chấm, 2 có tệp không đọc được.
    """
    run_verb("appraise", options, reads=True)
