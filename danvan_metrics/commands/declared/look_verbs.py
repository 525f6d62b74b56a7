"""The office's own look: look check, look write."""

from __future__ import annotations

from typing import Any

import click

from danvan_metrics.commands.behaviour import Commands, Example
from danvan_metrics.commands.declared.calling import run_verb
from danvan_metrics.commands.declared.shared_options import STARTING, force_option, json_option
from danvan_metrics.commands.parameters import OwnPath


@click.group(cls=Commands, subcommand_metavar="LỆNH …", task=STARTING)
def look() -> None:
    """Diện mạo riêng của Phòng: tên, biểu trưng, mẫu trình chiếu, mẫu văn bản."""


@look.command(
    "check",
    examples=(
        Example("look check dien-mao", "Thư mục này dùng được chưa", 1),
        Example("look check", "Thư mục đang dùng (DANVAN_LOOK)", 2),
    ),
)
@click.argument("folder", metavar="[THƯ-MỤC]", required=False, type=OwnPath(), help="Thư mục diện mạo; mặc định DANVAN_LOOK.")
@json_option
def check_look(**options: Any) -> None:
    """Kiểm tra thư mục diện mạo: mỗi lỗi một câu, nói rõ tệp nào và cách sửa.

    Không ghi gì, không mở kho dữ liệu.

    Mã thoát: 0 dùng được (có thể có lưu ý), 1 có lỗi.
    """
    run_verb("look.look_check", options)


@look.command("write", examples=(Example("look write dien-mao", "Ghi một thư mục để bắt đầu, theo kế hoạch đang dùng"),))
@click.argument("folder", metavar="THƯ-MỤC", type=OwnPath(), help="Thư mục nhận các tệp; chưa có thì được tạo.")
@force_option
def write_look(**options: Any) -> None:
    """Ghi một thư mục diện mạo để bắt đầu: look.toml, slides.pptx, report.docx.

    Sửa các tệp này, thêm crest.png, rồi đặt DANVAN_LOOK trỏ tới thư mục.
    """
    run_verb("look.look_write", options)
