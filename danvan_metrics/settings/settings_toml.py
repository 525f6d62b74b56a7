"""The bytes of danvan.toml as TOML. Nothing in it is trusted to be what it should."""

from __future__ import annotations

import re
import stat
import tomllib
from pathlib import Path
from typing import Any, Final

from danvan_metrics.errors import UserError
from danvan_metrics.settings.settings_file import FILE_NAME, VARIABLE, name_file

_LARGEST: Final = 64 * 1024
_TWICE: Final = ("overwrite", "twice", "Duplicate", "immutable")  # as tomllib says it
_BACKSLASH: Final = "\\"
_OF_WINDOWS: Final = "hãy ghi đường dẫn của Windows trong dấu nháy đơn, ví dụ 'D:\\dan-van'"
_OF_MARKS: Final = "hãy xem lại dấu nháy, dấu ngoặc, dấu = ở chỗ đó"


def read_settings_file(path: Path) -> dict[str, Any]:
    """Its tables; UserError names the file, what is the matter and what to do, and quotes nothing of it."""
    try:
        text = _read_bytes(path).decode("utf-8-sig")  # Notepad begins a file with a mark
    except UnicodeDecodeError as error:
        raise UserError(f"{name_file(path)} không phải mã UTF-8; hãy lưu lại tệp bằng mã UTF-8.") from error
    try:
        return tomllib.loads(text)
    except RecursionError as error:
        raise UserError(f"{name_file(path)} có quá nhiều dấu ngoặc lồng nhau; hãy bỏ bớt.") from error
    except ValueError as error:  # TOMLDecodeError, and a number of thousands of digits
        raise UserError(f"{name_file(path)} {_explain_syntax(error, text)}.") from error


def _read_bytes(path: Path) -> bytes:
    try:
        if not stat.S_ISREG(path.stat().st_mode):  # a pipe would be waited for
            raise UserError(f"{name_file(path)} không phải là tệp; hãy trỏ {VARIABLE} tới một tệp {FILE_NAME}.")
        with path.open("rb") as file:
            content = file.read(_LARGEST + 1)
    except FileNotFoundError as error:
        raise UserError(f"Không thấy tệp cài đặt “{path}” ghi ở {VARIABLE}; hãy sửa đường dẫn, hoặc bỏ biến ấy.") from error
    except (OSError, ValueError) as error:
        raise UserError(f"Không đọc được tệp cài đặt “{path}”; hãy kiểm tra quyền đọc tệp.") from error
    if len(content) > _LARGEST:
        raise UserError(
            f"{name_file(path)} lớn quá {_LARGEST // 1024} KB, không phải tệp cài đặt; hãy chọn đúng tệp ở {VARIABLE}."
        )
    return content


def _explain_syntax(error: ValueError, text: str) -> str:
    """Where it stops being TOML and what usually is the matter; the line itself may hold a password."""
    said = str(error)
    found = re.search(r"at line (\d+), column (\d+)", said)
    place = (
        f"ở dòng {found[1]}, cột {found[2]}" if found else "ở cuối tệp" if "end of document" in said else "vì có một số quá dài"
    )
    if any(word in said for word in _TWICE):
        return f"ghi hai lần cùng một khóa hoặc một phần [ ] {place}; hãy giữ một chỗ"
    line = text.split("\n")[int(found[1]) - 1] if found else ""
    return f"sai cú pháp TOML {place}; {_OF_WINDOWS if _BACKSLASH in line else _OF_MARKS}"
