"""The store is kept: backup, restore, verify, audit, scores."""

from __future__ import annotations

from typing import Any

import click

from danvan_metrics.commands.behaviour import Command, Commands, Example
from danvan_metrics.commands.declared.calling import run_verb
from danvan_metrics.commands.declared.shared_options import KEEPING, force_option, json_option
from danvan_metrics.commands.parameters import Day, KnownWord, OwnPath


@click.command(
    cls=Command, task=KEEPING, examples=(Example("backup sao-luu-ngay-20", "Sao lưu cả kho vào sao-luu-ngay-20.sqlite3"),)
)
@click.argument("out", metavar="TỆP", type=OwnPath(), help="Tệp mới; tên không có đuôi thì thêm .sqlite3 (hay .dump).")
def backup(**options: Any) -> None:
    """Sao lưu kho dữ liệu, kể cả tệp gốc, vào một tệp mới.

    Mọi người vẫn làm việc được trong lúc đó. Bản sao được kiểm tra xong mới mang tên đó (.dump với PostgreSQL).

    Mã thoát: 0 đã sao lưu, 1 đã sao lưu nhưng kho có chỗ không còn nguyên vẹn.
    """
    run_verb("keeping.backup", options)


@click.command(
    cls=Command,
    task=KEEPING,
    examples=(Example("restore sao-luu.sqlite3", "Kho đang có thì không bị ghi đè: trước hết phải dời nó đi", 2),),
)
@click.argument("copy", metavar="TỆP", type=OwnPath(), help="Bản sao lưu do lệnh backup ghi.")
def restore(**options: Any) -> None:
    """Khôi phục kho dữ liệu từ bản sao lưu.

    Vào DANVAN_DATABASE_URL, chỉ khi ở đó còn trống, rồi kiểm tra lại.

    Mã thoát: 0 đã khôi phục, 1 đã khôi phục nhưng có chỗ không còn nguyên vẹn.
    """
    run_verb("keeping.restore", options)


@click.command(
    cls=Command,
    task=KEEPING,
    examples=(
        Example("verify", "Kho đang dùng có còn nguyên vẹn không"),
        Example("verify sao-luu.sqlite3 --json", "Một bản sao lưu có dùng được không"),
    ),
)
@click.argument("copy", metavar="[TỆP]", required=False, type=OwnPath(), help="Bản sao lưu; không ghi thì là kho đang dùng.")
@json_option
def verify(**options: Any) -> None:
    """Kiểm tra kho dữ liệu, hoặc một bản sao lưu.

    Tệp kho, SHA-256 của từng tệp đã nhận, khóa chống sửa xóa, phiên bản. Không ghi gì.

    Mã thoát: 0 nguyên vẹn, 1 có chỗ không còn nguyên vẹn.
    """
    run_verb("keeping.verify", options)


@click.command(
    cls=Command,
    task=KEEPING,
    examples=(
        Example("audit --from 2020-06-01 --school MN-DAPTHANH", "Việc về một trường từ ngày 1/6"),
        Example("audit --out nhat-ky.xlsx", "Cả nhật ký vào một bảng tính"),
    ),
)
@click.option("--person", default="", metavar="HỌ-TÊN", help="Chỉ việc của người này.")
@click.option("--act", default="", metavar="VIỆC", help="Chỉ một loại việc, ghi như trong nhật ký, ví dụ “Rút báo cáo”.")
@click.option("--school", default="", type=KnownWord("school"), metavar="MÃ", help="Chỉ việc về trường này.")
@click.option("--from", "first", type=Day(), metavar="NGÀY", help="Từ ngày này, ví dụ 2020-06-01.")
@click.option("--to", "last", type=Day(), metavar="NGÀY", help="Đến hết ngày này.")
@click.option("--refused", "refused_only", is_flag=True, help="Chỉ việc bị từ chối.")
@click.option("--out", metavar="TỆP", type=OwnPath(), help="Ghi vào tệp .xlsx hoặc .csv thay cho in ra.")
@force_option
@json_option
def audit(**options: Any) -> None:
    """Nhật ký: ai làm gì, từ gì thành gì, lúc nào.

    Cả việc bị từ chối, từ cũ đến mới.
    """
    run_verb("keeping.audit", options)


@click.group(cls=Commands, subcommand_metavar="LỆNH …", task=KEEPING)
def scores() -> None:
    """Điểm và số cộng theo đơn vị mà kho giữ sẵn cho trang mở nhanh (việc của quản trị)."""


@scores.command("rebuild", examples=(Example("scores rebuild", "Tính lại tất cả"),))
def rebuild_scores(**options: Any) -> None:
    """Tính lại từ đầu điểm của mọi báo cáo và số cộng của mọi đơn vị.

    Trong lúc đó trang vẫn đúng nhưng chậm hơn.
    """
    run_verb("scores.scores_rebuild", options)


@scores.command("check", examples=(Example("scores check", "Số đã giữ có đúng không"),))
def check_scores(**options: Any) -> None:
    """Tính lại trong bộ nhớ rồi so với điểm, số cộng đã giữ; không ghi gì.

    Mã thoát: 0 khớp, 1 có chỗ khác.
    """
    run_verb("scores.scores_check", options)
