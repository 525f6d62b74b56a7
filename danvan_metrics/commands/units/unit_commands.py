"""`units …` as declared: the roster read and changed; the modules that do the work are imported when they are called."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import click

from danvan_metrics.commands.behaviour import Commands, Example
from danvan_metrics.commands.declared.calling import run_verb
from danvan_metrics.commands.declared.shared_options import OFFICE, json_option
from danvan_metrics.commands.parameters import Day, KnownWord, OwnPath
from danvan_metrics.commands.units.decided import Decided
from danvan_metrics.units.changes.roster_change import FIELD_WORDS, RosterDeed

_FIELDS: Final = "; ".join(f"{name}: {words}" for name, words in FIELD_WORDS.items())
_DECIDED: Final = frozenset({"on", "decision", "reason", "dry_run"})
_BY: Final = '--on 2020-10-01 --decision "NQ 12/NQ-HĐND"'
_LATER: Final = '--on 2020-12-01 --decision "QĐ 15/QĐ-UBND"'
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


def name_place(name: str, metavar: str, told: str, **more: Any) -> Callable[[Declared], Declared]:
    """An argument that is the code of a unit or school."""
    return click.argument(name, metavar=metavar, type=KnownWord("place"), help=told, **more)


@click.group(cls=Commands, subcommand_metavar="LỆNH …", task=OFFICE)
def units() -> None:
    """Đơn vị và trường: xem, thêm, đổi tên, sáp nhập, chia tách.

    Cũng cho thôi, chuyển cấp trên, sửa thông tin; báo cáo đã nộp giữ nguyên.
    """


@units.command("list", examples=(Example("units list --on 2020-12-31", "Cây đơn vị vào cuối năm"),))
@click.option("--on", type=Day(), metavar="NGÀY", help="Danh sách vào ngày này; mặc định hôm nay.")
@json_option
def list_units(**options: Any) -> None:
    """Cây đơn vị, mỗi đơn vị kèm số trường."""
    _run("unit_list", options)


@units.command("show", examples=(Example("units show BENNGU", "Đơn vị do sáp nhập: từng là những đơn vị nào"),))
@name_place("code", "MÃ", "Mã đơn vị hay trường.")
@json_option
def show_unit(**options: Any) -> None:
    """Một đơn vị hay trường: cấp trên, từng là gì, thành gì, theo quyết định nào, ai ký, gửi về đâu."""
    _run("unit_show", options)


@units.command(
    "add",
    examples=(
        Example(f'units add NAMHAI --name "Xã Nam Hải" --short-name "Nam Hải" --kind xã --under YENHAI {_BY}', "Thêm một xã"),
        Example(
            f'units add MN-NAMHAI --name "Trường MN Nam Hải" --short-name "MN Nam Hải" --level "Mầm non" --under NAMHAI {_BY}',
            "Thêm một trường",
        ),
    ),
)
@click.argument("code", metavar="MÃ", help="Mã mới, chưa dùng lần nào.")
@click.option("--name", required=True, metavar="TÊN", help="Tên đầy đủ, ví dụ “Xã Nam Sơn”.")
@click.option("--short-name", required=True, metavar="TÊN", help="Tên ngắn, ví dụ “Nam Sơn”.")
@click.option("--under", "parent", default="", type=KnownWord("unit"), metavar="MÃ", help="Mã đơn vị cấp trên.")
@click.option("--kind", default="", metavar="LOẠI", help="Loại đơn vị: tỉnh, xã, phường… (không ghi với trường).")
@click.option(
    "--level", default="", type=KnownWord("level"), metavar="CẤP", help="Cấp học, chỉ ghi khi thêm trường, ví dụ “Mầm non”."
)
@click.option("--type", "school_type", default="", metavar="LOẠI", help="Loại trường, ví dụ PTDTNT.")
@click.option("--commune", default="", metavar="XÃ", help="Trường ở xã nào; mặc định tên ngắn của đơn vị cấp trên.")
@click.option("--model", is_flag=True, help="Trường điểm.")
@changing
def add(**options: Any) -> None:
    """Thêm một đơn vị, hoặc (có --level) một trường.

    Mã không dùng lại, không đổi được.
    """
    _run("unit_add", options)


@units.command(
    "rename",
    examples=(Example(f'units rename NAMHAI --name "Phường Nam Hải" --short-name "Nam Hải" {_BY}', "Xã thành phường"),),
)
@name_place("code", "MÃ", "Mã đơn vị hay trường.")
@click.option("--name", required=True, metavar="TÊN", help="Tên đầy đủ mới.")
@click.option("--short-name", required=True, metavar="TÊN", help="Tên ngắn mới.")
@changing
def rename(**options: Any) -> None:
    """Đổi tên; mã giữ nguyên, tệp ghi tên cũ vẫn được nhận ra."""
    _change(RosterDeed.RENAMED, options)


@units.command("merge", examples=(Example(f"units merge CHOMOI CUASONG {_BY} --dry-run", "Xem trước việc nhập hai phường"),))
@name_place("code", "VÀO", "Nơi còn lại sau khi nhập.")
@name_place("among", "MÃ…", "Những nơi nhập vào đó; ghi được nhiều.", nargs=-1, required=True)
@changing
def merge(**options: Any) -> None:
    """Nhập các đơn vị (hoặc trường) vào một nơi.

    Nơi mới thì thêm trước bằng units add, cùng ngày hiệu lực.
    """
    _change(RosterDeed.MERGED, options)


@units.command("split", examples=(Example(f"units split CHOMOI NAMHAI CUASONG {_BY} --dry-run", "Xem trước việc chia"),))
@name_place("code", "MÃ", "Nơi được chia, thôi hoạt động từ ngày hiệu lực.")
@name_place("into", "THÀNH…", "Những nơi thành ra từ đó; ghi được nhiều.", nargs=-1, required=True)
@click.option("--place", "places", multiple=True, metavar="MÃ=THÀNH", help="Nơi trực thuộc nào về phần nào; còn lại về phần đầu.")
@changing
def split(**options: Any) -> None:
    """Chia một đơn vị (hoặc trường) thành nhiều.

    Phần mới thì thêm trước bằng units add, cùng ngày hiệu lực.
    """
    _change(RosterDeed.SPLIT, options)


@units.command("close", examples=(Example(f"units close MN-NAMHAI {_LATER} --dry-run", "Xem trước việc cho thôi"),))
@name_place("code", "MÃ", "Mã đơn vị hay trường.")
@changing
def close(**options: Any) -> None:
    """Cho thôi hoạt động từ ngày hiệu lực."""
    _change(RosterDeed.CLOSED, options)


@units.command("move", examples=(Example(f"units move MN-NAMHAI CHOMOI {_LATER}", "Một trường về phường khác"),))
@name_place("code", "MÃ", "Mã đơn vị hay trường.")
@click.argument("parent", metavar="CẤP-TRÊN", type=KnownWord("unit"), help="Mã đơn vị cấp trên mới.")
@changing
def move(**options: Any) -> None:
    """Chuyển về đơn vị cấp trên khác."""
    _change(RosterDeed.MOVED, options)


@units.command(
    "correct", examples=(Example(f'units correct CHOMOI --set "signer=Lê Thị Mai" {_LATER}', "Người ký văn bản của một phường"),)
)
@name_place("code", "MÃ", "Mã đơn vị hay trường.")
@click.option("--set", "fields", multiple=True, required=True, metavar="Ô=GIÁ-TRỊ", help=f"Ghi được nhiều lần. {_FIELDS}.")
@changing
def correct(**options: Any) -> None:
    """Sửa thông tin: người đứng đầu, người ký, nơi nhận, nơi gửi báo cáo về.

    Nhiều nơi nhận thì ngăn bằng dấu chấm phẩy.
    """
    _change(RosterDeed.CORRECTED, options)


@units.command("import", examples=(Example(f"units import don-vi.csv {_LATER}", "Đưa danh sách của tỉnh vào kho"),))
@click.argument("file", metavar="TỆP.csv", type=OwnPath(), help="Danh sách CSV UTF-8 như units.csv (hoặc schools.csv).")
@click.option("--schools", is_flag=True, help="Tệp là danh sách trường (như schools.csv), không phải danh sách đơn vị.")
@changing
def import_units(**options: Any) -> None:
    """Đưa kho về như một danh sách: thêm nơi chưa có, sửa thông tin khác nhau.

    Tất cả hoặc không gì cả; không bỏ nơi nào.
    """
    _run("unit_import", options)


def _change(deed: RosterDeed, options: dict[str, Any]) -> None:
    _run("unit_change", options | {"deed": deed})


def _run(module: str, options: dict[str, Any]) -> None:
    if options.keys() >= _DECIDED:
        options["decided"] = Decided(**{name: options.pop(name) for name in _DECIDED})
    run_verb(f"units.{module}", options)
