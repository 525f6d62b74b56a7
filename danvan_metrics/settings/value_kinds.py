"""Kinds of settings: how each is written as text in the environment and as TOML in the file, and what to say where it is not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

_MOST_DIGITS: Final = 11


def _keep(value: Any) -> Any:
    return value


@dataclass(frozen=True, slots=True)
class ValueKind:
    """A kind of setting.

    words: what it is called in the list of settings. in_text, in_file: what to write, after “hãy ghi”, in a variable and in the
    file. read_text, read_toml: a value of the declared type; what cannot be one comes back as it is, for the declaration to
    refuse. folder_bound: whether a relative value in the file is meant from the file's own folder.
    """

    words: str
    in_text: str
    in_file: str
    read_text: Callable[[str], Any] = _keep
    read_toml: Callable[[Any], Any] = _keep
    folder_bound: bool = False


def _read_yes(text: str) -> bool | str:
    return {"1": True, "0": False}.get(text, text)


def _read_count(text: str) -> int | str:
    """isascii: “²” is a digit to Python, and `int` refuses it."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS else text


def _read_day(value: Any) -> Any:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        return value


def _read_place(value: Any) -> Any:
    return Path(value) if isinstance(value, str) else value


def _read_names(value: Any) -> Any:
    listed = value.split(",") if isinstance(value, str) else value
    if not isinstance(listed, list) or not all(isinstance(one, str) for one in listed):
        return value
    return tuple(one.strip() for one in listed if one.strip())


def make_text(example: str) -> ValueKind:
    """Words."""
    return ValueKind("chữ", f"chữ, ví dụ {example}", f'chữ trong dấu nháy, ví dụ "{example}"')


def make_choice(*chosen: str, in_text: str) -> ValueKind:
    """One of a few words; `in_text` is the rest of the sentence."""
    return ValueKind(" | ".join(chosen), in_text, f"{in_text} (chữ đặt trong dấu nháy)")


def make_count(least: int) -> ValueKind:
    """A whole number."""
    remedy = f"một số nguyên từ {least} trở lên"
    return ValueKind(f"số nguyên từ {least}", remedy, f"{remedy}, không có dấu nháy", _read_count)


def make_place(example: str) -> ValueKind:
    """A file or a folder."""
    remedy = f"đường dẫn trong dấu nháy đơn, ví dụ '{example}'"
    return ValueKind("đường dẫn", f"một đường dẫn, ví dụ {example}", remedy, _read_place, _read_place, folder_bound=True)


FOLDER: Final = make_place("D:\\dan-van")
STORE_ADDRESS: Final = ValueKind(
    "địa chỉ kho",
    "địa chỉ như sqlite:///du-lieu/danvan.sqlite3",
    'địa chỉ trong dấu nháy, ví dụ "sqlite:///du-lieu/danvan.sqlite3"',
    folder_bound=True,
)
YES: Final = ValueKind("true | false (biến: 1 | 0)", "1, hoặc để trống", "true hoặc false, không có dấu nháy", _read_yes)
YES_OR_NO: Final = ValueKind(
    "true | false (biến: 1 | 0)", "1 hoặc 0, hoặc để trống", "true hoặc false, không có dấu nháy", _read_yes
)
DAY: Final = ValueKind("ngày", "ngày dạng 2020-09-17", "ngày dạng 2020-09-17", _read_day, _read_day)
NAMES: Final = ValueKind(
    "danh sách (biến: cách nhau bằng dấu phẩy)",
    "các địa chỉ, cách nhau bằng dấu phẩy",
    'danh sách dạng ["mot@example.vn", "hai@example.vn"]',
    _read_names,
    lambda value: _read_names(value) if isinstance(value, list) else value,
)
SECRET: Final = ValueKind("mã bí mật", "một mã bí mật", "một mã bí mật trong dấu nháy")
LONG_SECRET: Final = ValueKind(
    "mã bí mật, ít nhất 16 ký tự", "một mã bí mật dài ít nhất 16 ký tự", "một mã bí mật dài ít nhất 16 ký tự, trong dấu nháy"
)
