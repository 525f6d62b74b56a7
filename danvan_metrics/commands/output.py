"""What commands print and write."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from danvan_metrics.errors import UserError


def print_json(data: Any) -> None:
    """Print JSON with Vietnamese letters as they are."""
    click.echo(json.dumps(data, ensure_ascii=False, indent=2))


def write_file(path: Path, content: bytes, *, force: bool) -> None:
    """Write a file; UserError where one stands there already (unless forced) or the place cannot be written."""
    try:
        with path.open("wb" if force else "xb") as file:
            file.write(content)
    except FileExistsError as error:
        raise UserError(f"Đã có tệp “{path}”; hãy chọn tên khác, hoặc thêm --force để ghi đè.") from error
    except OSError as error:
        raise UserError(f"Không ghi được “{path}”; hãy chọn một tệp trong thư mục có sẵn và có quyền ghi.") from error
