"""A way in: sample, help, completion."""

from __future__ import annotations

from typing import Any

import click

from danvan_metrics.commands.behaviour import Command, Example
from danvan_metrics.commands.declared.calling import run_verb
from danvan_metrics.commands.declared.shared_options import TRYING, force_option
from danvan_metrics.commands.parameters import OneOf, OwnPath


@click.command(cls=Command, task=TRYING, examples=(Example("sample --out bao-cao-minh-hoa", "Ghi bộ tệp minh họa để xem thử"),))
@click.option("--out", metavar="THƯ-MỤC", type=OwnPath(), help="Thư mục nhận tệp; chưa có thì tạo mới.")
@click.option("--fill", is_flag=True, help="Nạp sẵn kho minh họa; của một tỉnh (DANVAN_SAMPLE=tinh) mất vài phút.")
@force_option
def sample(**options: Any) -> None:
    """Bộ tệp báo cáo minh họa (số liệu bịa) để xem thử.

    Của mọi trường, mọi kỳ: ghi vào một thư mục (--out), hoặc nạp vào kho minh họa (--fill).
    """
    run_verb("sample", options)


@click.command(
    "help",
    cls=Command,
    task=TRYING,
    examples=(Example("help import", "Như import --help"), Example("help people add", "Lệnh trong nhóm lệnh")),
)
@click.argument("words", nargs=-1, metavar="[LỆNH…]", help="Lệnh cần xem; không ghi thì liệt kê mọi lệnh.")
def show_help(*, words: tuple[str, ...]) -> None:
    """Hướng dẫn của một lệnh."""
    context = click.get_current_context().find_root()
    for word in words:
        command = context.command
        if not isinstance(command, click.Group):
            raise click.UsageError(f"Lệnh {command.name} không có lệnh con “{word}”.", context)
        name, found, _rest = command.resolve_command(context, [word])
        context = click.Context(found or command, info_name=name, parent=context)
    click.echo(context.get_help())


@click.command(
    cls=Command,
    task=TRYING,
    examples=(Example("completion bash", "In đoạn lệnh cho bash"),),
)
@click.argument(
    "shell",
    type=OneOf("vỏ lệnh", ["bash", "zsh", "fish", "powershell"]),
    metavar="VỎ-LỆNH",
    help="bash, zsh, fish hoặc powershell.",
)
def completion(**options: Any) -> None:
    """In đoạn lệnh để phím Tab điền tiếp lệnh, tùy chọn, mã trường, mã kỳ.

    Chỉ dùng được khi đã cài lệnh danvan. Ghi dòng sau vào tệp khởi động của vỏ lệnh rồi mở lại cửa sổ:

    \b
    bash         eval "$(danvan completion bash)"           vào ~/.bashrc
    zsh          eval "$(danvan completion zsh)"            vào ~/.zshrc
    fish         danvan completion fish | source            vào config.fish
    powershell   danvan completion powershell | Out-String | Invoke-Expression
                                                            vào $PROFILE
    """  # noqa: D301 - click's mark for lines that stay as they are
    run_verb("completing.completion_script", options)
