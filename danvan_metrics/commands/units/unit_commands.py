"""`units …` as declared: the roster read and changed; the modules that do the work are imported when they are called."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any, Final

import click

from danvan_metrics.commands.behaviour import Commands
from danvan_metrics.commands.parameters import Day
from danvan_metrics.commands.units.decided import Decided
from danvan_metrics.units.changes.roster_change import FIELD_WORDS, RosterDeed

_FIELDS: Final = "; ".join(f"{name}: {words}" for name, words in FIELD_WORDS.items())
_DECIDED: Final = frozenset({"on", "decision", "reason", "dry_run"})
json_option = click.option("--json", "as_json", is_flag=True, help="In kết quả dạng JSON, mã UTF-8.")
Declared = Callable[..., Any]


def changing(command: Declared) -> Declared:
    """The options of every command that changes the roster."""
    for option in (
        click.option("--dry-run", is_flag=True, help="Chỉ in điều sẽ thay đổi, chưa ghi."),
        click.option("--reason", default="", metavar="LÝ-DO", help="Lý do (khi không có quyết định)."),
        click.option("--decision", default="", metavar="SỐ", help="Số quyết định, nghị quyết, ví dụ “NQ 1679/NQ-UBTVQH15”."),
        click.option("--on", required=True, type=Day(), metavar="NGÀY", help="Ngày hiệu lực, ví dụ 2025-07-01."),
    ):
        command = option(command)
    return command


@click.group(cls=Commands, subcommand_metavar="LỆNH …")
def units() -> None:
    """Đơn vị và trường: xem, thêm, đổi tên, sáp nhập, chia tách, cho thôi, chuyển cấp trên; báo cáo đã nộp giữ nguyên."""


@units.command("list")
@click.option("--on", type=Day(), metavar="NGÀY", help="Danh sách vào ngày này; mặc định hôm nay.")
@json_option
def list_units(**options: Any) -> None:
    """Cây đơn vị, mỗi đơn vị kèm số trường."""
    _run("unit_list", options)


@units.command("show")
@click.argument("code", metavar="MÃ")
@json_option
def show_unit(**options: Any) -> None:
    """Một đơn vị hay trường: cấp trên, từng là gì, thành gì, theo quyết định nào, ai ký, gửi về đâu."""
    _run("unit_show", options)


@units.command("add")
@click.argument("code", metavar="MÃ")
@click.option("--name", required=True, metavar="TÊN", help="Tên đầy đủ, ví dụ “Xã Nam Sơn”.")
@click.option("--short-name", required=True, metavar="TÊN", help="Tên ngắn, ví dụ “Nam Sơn”.")
@click.option("--under", "parent", default="", metavar="MÃ", help="Mã đơn vị cấp trên.")
@click.option("--kind", default="", metavar="LOẠI", help="Loại đơn vị: tỉnh, xã, phường… (không ghi với trường).")
@click.option("--level", default="", metavar="CẤP", help="Cấp học, chỉ ghi khi thêm trường, ví dụ “Mầm non”.")
@click.option("--type", "school_type", default="", metavar="LOẠI", help="Loại trường, ví dụ PTDTNT.")
@click.option("--commune", default="", metavar="XÃ", help="Trường ở xã nào; mặc định tên ngắn của đơn vị cấp trên.")
@click.option("--model", is_flag=True, help="Trường điểm.")
@changing
def add(**options: Any) -> None:
    """Thêm một đơn vị, hoặc (có --level) một trường. Mã không dùng lại, không đổi được."""
    _run("unit_add", options)


@units.command("rename")
@click.argument("code", metavar="MÃ")
@click.option("--name", required=True, metavar="TÊN", help="Tên đầy đủ mới.")
@click.option("--short-name", required=True, metavar="TÊN", help="Tên ngắn mới.")
@changing
def rename(**options: Any) -> None:
    """Đổi tên; mã giữ nguyên, tệp ghi tên cũ vẫn được nhận ra."""
    _change(RosterDeed.RENAMED, options)


@units.command("merge")
@click.argument("code", metavar="VÀO")
@click.argument("among", metavar="MÃ…", nargs=-1, required=True)
@changing
def merge(**options: Any) -> None:
    """Nhập các đơn vị (hoặc trường) vào VÀO; nơi mới thì thêm trước bằng add, cùng ngày hiệu lực."""
    _change(RosterDeed.MERGED, options)


@units.command("split")
@click.argument("code", metavar="MÃ")
@click.argument("into", metavar="THÀNH…", nargs=-1, required=True)
@click.option("--place", "places", multiple=True, metavar="MÃ=THÀNH", help="Nơi trực thuộc nào về phần nào; còn lại về phần đầu.")
@changing
def split(**options: Any) -> None:
    """Chia một đơn vị (hoặc trường) thành nhiều; phần mới thì thêm trước bằng add, cùng ngày hiệu lực."""
    _change(RosterDeed.SPLIT, options)


@units.command("close")
@click.argument("code", metavar="MÃ")
@changing
def close(**options: Any) -> None:
    """Cho thôi hoạt động từ ngày hiệu lực."""
    _change(RosterDeed.CLOSED, options)


@units.command("move")
@click.argument("code", metavar="MÃ")
@click.argument("parent", metavar="CẤP-TRÊN")
@changing
def move(**options: Any) -> None:
    """Chuyển về đơn vị cấp trên khác."""
    _change(RosterDeed.MOVED, options)


@units.command("correct")
@click.argument("code", metavar="MÃ")
@click.option("--set", "fields", multiple=True, required=True, metavar="Ô=GIÁ-TRỊ", help=f"Ghi được nhiều lần. {_FIELDS}.")
@changing
def correct(**options: Any) -> None:
    """Sửa thông tin: người đứng đầu, người ký, nơi nhận (ngăn bằng dấu chấm phẩy), nơi gửi báo cáo về."""
    _change(RosterDeed.CORRECTED, options)


@units.command("import")
@click.argument("file", metavar="TỆP.csv", type=click.Path(path_type=Path))
@click.option("--schools", is_flag=True, help="Tệp là danh sách trường (như schools.csv), không phải danh sách đơn vị.")
@changing
def import_units(**options: Any) -> None:
    """Thêm những nơi danh sách có mà kho chưa có, và sửa thông tin khác nhau; tất cả hoặc không gì cả."""
    _run("unit_import", options)


def _change(deed: RosterDeed, options: dict[str, Any]) -> None:
    _run("unit_change", options | {"deed": deed})


def _run(module: str, options: dict[str, Any]) -> None:
    """Do a command's work, and leave with the code it gives."""
    context = click.get_current_context()
    if options.keys() >= _DECIDED:
        options["decided"] = Decided(**{name: options.pop(name) for name in _DECIDED})
    context.exit(import_module(f"danvan_metrics.commands.units.{module}").run(sample=context.obj, **options))
