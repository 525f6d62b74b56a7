"""What commands print and write."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import click

from danvan_metrics.errors import UserError
from danvan_metrics.whole_files import has_no_room, write_whole


def print_json(data: Any) -> None:
    """Print JSON with Vietnamese letters as they are."""
    click.echo(json.dumps(data, ensure_ascii=False, indent=2))


def print_json_line(data: Any) -> None:
    """Print JSON on one line that is out at once: whoever reads along knows that it is done."""
    click.echo(json.dumps(data, ensure_ascii=False))
    sys.stdout.flush()


def write_file(path: Path, content: bytes, *, force: bool) -> None:
    """Write a file whole or not at all; UserError where one stands there already (unless forced) or it cannot be written."""
    try:
        write_whole(path, content, replace=force)
    except FileExistsError as error:
        raise UserError(f"Đã có tệp “{path}”; hãy chọn tên khác, hoặc thêm --force để ghi đè.") from error
    except OSError as error:
        raise UserError(describe_unwritten(path, error)) from error


def describe_unwritten(path: Path, error: OSError) -> str:
    """Why nothing was written, and what to do."""
    if has_no_room(error):
        return f"Không ghi được “{path}” vì ổ đĩa đã đầy; hãy giải phóng dung lượng, hoặc chọn ổ đĩa khác, rồi làm lại."
    return (
        f"Không ghi được “{path}”; hãy chọn một tệp trong thư mục có sẵn và có quyền ghi, "
        "và đóng tệp cùng tên nếu đang mở ở chương trình khác."
    )
