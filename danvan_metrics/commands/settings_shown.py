"""`settings`: what is in force and where that is said."""

from __future__ import annotations

import os
import stat
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import click

from danvan_metrics.commands.output import print_json, write_file
from danvan_metrics.commands.terminal.saying import say
from danvan_metrics.errors import UserError
from danvan_metrics.settings.gathered import Gathered
from danvan_metrics.settings.gathering import gather
from danvan_metrics.settings.in_force import (
    HIDDEN,
    SettingInForce,
    holds_secret,
    list_in_force,
    list_strange_variables,
)
from danvan_metrics.settings.settings_file import FILE_NAME, VARIABLE, list_passed_over, list_usual_places
from danvan_metrics.settings.settings_reference import write_example

WIDTH: Final = 80
_NAME, _ORIGIN = 20, 27
_INSET: Final = " " * 6


def run(*, sample: bool, as_json: bool, example: bool, out: Path | None, force: bool) -> int:  # noqa: ARG001 - the same for both
    """Print them, or print or write a file to begin with; 2 where one is wrong."""
    if example:
        return _give_example(out, force=force)
    if out:
        raise UserError("--out chỉ đi cùng --example; hãy thêm --example, hoặc bỏ --out.")
    gathered = gather()
    if as_json:
        print_json(_describe(gathered))
    else:
        click.echo("\n".join([*_tell_file(gathered), *_tell_settings(gathered), *_tell_strays()]))
    return 2 if gathered.wrong else 0


def _give_example(out: Path | None, *, force: bool) -> int:
    """A file is written here because what PowerShell writes for “>” is no UTF-8."""
    if out is None:
        click.echo(write_example(), nl=False)
    else:
        write_file(out, write_example().encode(), force=force)
        say(f"Đã ghi tệp cài đặt mẫu: {out}")
    return 0


def _describe(gathered: Gathered) -> dict[str, Any]:
    return {
        "file": str(gathered.file) if gathered.file else None,
        "passed_over": [str(path) for path in list_passed_over(gathered.file)],
        "settings": [_describe_setting(one) for one in list_in_force(gathered)],
        "problems": [one.sentence for one in gathered.wrong],
        "strange_variables": list_strange_variables(),
    }


def _describe_setting(one: SettingInForce) -> dict[str, Any]:
    key, secret = one.declaration.key, {"set": one.said} if one.declaration.secret else {}
    told = {"section": key.section, "key": key.name, "variable": one.declaration.about.variable, "value": one.value}
    return {**told, **secret, "from": one.origin, "over_file": one.over_file, "problem": one.wrong or None}


def _tell_file(gathered: Gathered) -> Iterator[str]:
    if gathered.file:
        yield from _fold(f"Tệp cài đặt: {gathered.file}")
    else:
        yield f"Tệp cài đặt: không có (không bắt buộc; tên tệp là {FILE_NAME}, đặt ở)"
        yield from (line for path in list_usual_places() for line in _fold(str(path.parent), _INSET))
    for path in list_passed_over(gathered.file):
        yield from _fold(f"Thấy nhưng không dùng: {path}")
        yield from _fold(f"(muốn dùng tệp này: đặt {VARIABLE} trỏ tới nó)", _INSET)
    if gathered.file and holds_secret(gathered) and _is_open_to_others(gathered.file):
        yield from _fold("Chú ý: tài khoản khác trên máy đọc được mã bí mật trong tệp này; hãy đặt quyền của tệp (chmod 600).")
    for wrong in (one for one in gathered.wrong if one.key is None):
        yield from _fold(f"SAI: {wrong.sentence}")


def _tell_settings(gathered: Gathered) -> Iterator[str]:
    section = ""
    for one in list_in_force(gathered):
        if one.declaration.key.section != section:
            section = one.declaration.key.section
            yield f"\n[{section}]"
        yield from _tell_setting(one)


def _tell_setting(one: SettingInForce) -> Iterator[str]:
    """Name, where it is said, and what: beside these where there is room, else below."""
    origin = {"environment": one.declaration.about.variable, "file": FILE_NAME, "default": "mặc định"}[one.origin]
    head, value = f"  {one.declaration.key.name:<{_NAME}} {origin:<{_ORIGIN}} ", "" if one.wrong else _write_value(one)
    if len(head) + len(value) <= WIDTH:
        yield f"{head}{value}".rstrip()
    else:
        yield head.rstrip()
        yield from _fold(value, _INSET)
    if one.over_file:
        yield f"{_INSET}(thay cho giá trị ghi trong {FILE_NAME})"
    if one.wrong:
        yield from _fold(f"SAI: {one.wrong}", _INSET)


def _write_value(one: SettingInForce) -> str:
    about = one.declaration.about
    if one.declaration.secret and one.value is None and one.said:
        return HIDDEN
    if one.value is None:
        return f"– ({about.otherwise})" if about.otherwise else "–"
    if isinstance(one.value, bool):
        return str(one.value).lower()
    return ", ".join(one.value) if isinstance(one.value, list) else str(one.value)


def _tell_strays() -> Iterator[str]:
    yield ""
    for name, meant in list_strange_variables().items():
        yield from _fold(f"Biến lạ, chương trình không đọc: {name}" + (f"; có phải {meant}?" if meant else ""))
    yield from _fold("Biến môi trường hơn tệp, tệp hơn mặc định. Tệp mẫu: danvan settings --example")


def _fold(sentence: str, inset: str = "") -> list[str]:
    return textwrap.wrap(sentence, WIDTH, initial_indent=inset, subsequent_indent=_INSET, break_on_hyphens=False)


def _is_open_to_others(path: Path) -> bool:
    return os.name != "nt" and bool(path.stat().st_mode & (stat.S_IRGRP | stat.S_IROTH))
