"""What was found in a store, printed."""

from __future__ import annotations

import click

from danvan_metrics.commands.terminal.saying import say
from danvan_metrics.store.safekeeping.store_check import StoreCheck
from danvan_metrics.vietnamese import format_quantity


def tell_check(checked: StoreCheck | None) -> int:
    """Print it, what is wrong on stderr; the exit code: 1 where anything is. None: a server's dump that can be read."""
    if checked is None:
        say("Đọc được hết tệp; khôi phục vào một cơ sở dữ liệu trống rồi chạy verify để kiểm tra từng tệp đã nhận.")
        return 0
    rows, files = format_quantity(checked.rows), format_quantity(checked.files)
    say(f"Phiên bản {checked.version or 'không rõ'}; {rows} dòng; {files} tệp đã nhận, đối chiếu SHA-256.")
    for flaw in checked.flaws:
        click.echo(flaw, err=True)
    if checked.flaws:
        click.echo("Có chỗ không còn nguyên vẹn; hãy báo người quản trị.", err=True)
        return 1
    say("Nguyên vẹn.")
    return 0
