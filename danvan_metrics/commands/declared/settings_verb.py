"""What the office has chosen, shown: settings."""

from __future__ import annotations

from typing import Any

import click

from danvan_metrics.commands.behaviour import Command, Example
from danvan_metrics.commands.declared.calling import run_verb
from danvan_metrics.commands.declared.shared_options import STARTING, force_option, json_option
from danvan_metrics.commands.parameters import OwnPath


@click.command(
    "settings",
    cls=Command,
    task=STARTING,
    examples=(
        Example("settings", "Mọi cài đặt đang có hiệu lực, và lấy từ đâu"),
        Example("settings --example --out danvan.toml", "Ghi một tệp cài đặt mẫu đầy đủ, có chú thích"),
    ),
)
@click.option("--example", is_flag=True, help="In một tệp danvan.toml mẫu, đủ mọi cài đặt, có chú thích.")
@click.option("--out", metavar="TỆP", type=OwnPath(), help="Ghi tệp mẫu vào đây thay cho in ra (với --example).")
@force_option
@json_option
def show_settings(**options: Any) -> None:
    """Cài đặt đang có hiệu lực, và lấy từ đâu.

    Từ biến môi trường, từ tệp danvan.toml, hay mặc định. Mật khẩu và mã bí mật không được in ra.

    Mã thoát: 0 mọi cài đặt đều đúng, 2 có cài đặt sai (các cài đặt khác vẫn được in).
    """
    run_verb("settings_shown", options)
