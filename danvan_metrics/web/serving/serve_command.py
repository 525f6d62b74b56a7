"""`serve`: the dashboard for browsers. Declared here and not beside the other commands: those know no web."""

from __future__ import annotations

from typing import Any, Final

import click

from danvan_metrics.commands.behaviour import Command, Example
from danvan_metrics.commands.declared.shared_options import STARTING

LOOPBACK: Final = "127.0.0.1"


@click.command(
    cls=Command, task=STARTING, examples=(Example("serve --port 8600 --no-browser", "Ở cổng 8600, không tự mở trình duyệt"),)
)
@click.option("--port", type=click.IntRange(1, 65_535), metavar="CỔNG", help="Cổng; mặc định 8501, đang bận thì cổng sau đó.")
@click.option(
    "--host",
    default=LOOPBACK,
    metavar="ĐỊA-CHỈ",
    help=f"Địa chỉ của máy này để nghe; mặc định {LOOPBACK} (chỉ máy này vào được). Địa chỉ khác chỉ khi có đăng nhập.",
)
@click.option("--no-browser", is_flag=True, help="Không tự mở trình duyệt.")
def serve(**options: Any) -> None:
    """Mở chương trình trên trình duyệt; dừng bằng Ctrl-C. Gọi từ thư mục nào cũng được."""
    from danvan_metrics.web.serving.running import run_server  # noqa: PLC0415 - streamlit takes 0.4 s to load

    click.get_current_context().exit(run_server(**options))
