"""`people …` as declared: who may sign in to a shared office, and as what."""

from __future__ import annotations

from typing import Any, Final

import click

from danvan_metrics.access.actor import AccessRole
from danvan_metrics.commands.behaviour import Commands, Example
from danvan_metrics.commands.declared.calling import run_verb
from danvan_metrics.commands.declared.shared_options import OFFICE, json_option
from danvan_metrics.commands.parameters import KnownWord, OwnPath

_ROLES_HELP: Final = "; ".join(f"{role}: {role.words}" for role in AccessRole) + ". Ghi được nhiều lần."
_SUBJECT: Final = "Địa chỉ thư (hoặc mã, theo DANVAN_SIGN_IN_CLAIM) mà nơi đăng nhập biết về người ấy."


@click.group(cls=Commands, subcommand_metavar="LỆNH …", task=OFFICE)
def people() -> None:
    """Người dùng của một kho chung: ai được vào, với vai trò gì (việc của quản trị)."""


@people.command("list", examples=(Example("people list", "Ai đang được vào, và ai đã thôi"),))
@json_option
def list_people(**options: Any) -> None:
    """Liệt kê mọi người dùng, cả người đã thôi quyền."""
    run_verb("people.people_list", options)


@people.command(
    "add",
    examples=(
        Example('people add lan@example.vn "Nguyễn Thị Lan" --role officer', "Cho một cán bộ tổng hợp vào"),
        Example(
            'people add mn@example.vn "Lê Thị Hoa" --role school --school MN-DAPTHANH', "Cho một trường tự nộp báo cáo của mình"
        ),
    ),
)
@click.argument("subject", metavar="ĐĂNG-NHẬP", help=_SUBJECT)
@click.argument("name", metavar="HỌ-TÊN", help="Tên người ấy, như ghi trong nhật ký và văn bản.")
@click.option("--role", "roles", multiple=True, required=True, type=KnownWord("role"), metavar="VAI-TRÒ", help=_ROLES_HELP)
@click.option(
    "--school",
    "schools",
    multiple=True,
    type=KnownWord("school"),
    metavar="MÃ",
    help="Người này là của trường nào (vai trò school). Ghi được nhiều lần.",
)
@click.option(
    "--appraise",
    "appraised",
    multiple=True,
    type=KnownWord("school"),
    metavar="MÃ",
    help="Trường thẩm định thêm, ngoài trường tổ được giao. Ghi được nhiều lần.",
)
def add_person(**options: Any) -> None:
    """Cho một người vào làm việc, hoặc đổi vai trò của người đã có."""
    run_verb("people.people_add", options)


@people.command(
    "withdraw", examples=(Example('people withdraw lan@example.vn --reason "Chuyển công tác"', "Cho một người thôi quyền"),)
)
@click.argument("subject", metavar="ĐĂNG-NHẬP", help=_SUBJECT)
@click.option("--reason", required=True, metavar="LÝ-DO", help="Vì sao người này thôi quyền; được lưu lại.")
def withdraw_person(**options: Any) -> None:
    """Thôi quyền một người: từ lần bấm tiếp theo họ không xem, không làm được gì nữa."""
    run_verb("people.people_withdraw", options)


@people.command("import", examples=(Example("people import nguoi-dung.csv", "Cho vào mọi người trong danh sách"),))
@click.argument("file", metavar="TỆP.csv", type=OwnPath(), help="CSV UTF-8 có các cột subject, name, roles, schools, appraised.")
def import_people(**options: Any) -> None:
    """Ghi người dùng theo danh sách.

    Một ô nhiều vai trò hoặc nhiều trường thì ngăn bằng dấu chấm phẩy; dòng sai được chỉ ra và để nguyên như cũ.

    Mã thoát: 0 mọi dòng đã ghi, 1 có dòng cần sửa.
    """
    run_verb("people.people_import", options)
