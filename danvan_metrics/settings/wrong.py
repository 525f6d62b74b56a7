"""A wrong setting as one sentence: where it is said, what was found, what to write. A secret is never quoted."""

from __future__ import annotations

import json
from difflib import get_close_matches
from typing import Any, Final

from danvan_metrics.settings.declaring import Declaration

_LONGEST: Final = 60
LIST: Final = "danvan settings --example liệt kê mọi khóa"


def describe_wrong_text(declaration: Declaration, text: str) -> str:
    """What a variable says and should not."""
    return f"{declaration.about.variable} {_quote(declaration, text)}; hãy ghi {declaration.about.kind.in_text}."


def describe_wrong_toml(declaration: Declaration, value: Any) -> str:
    """What a key says and should not."""
    return f"{declaration.key} {_quote(declaration, write_plainly(value))}; hãy ghi {declaration.about.kind.in_file}."


def write_plainly(value: Any) -> str:
    """A value of TOML on one short line, in letters that can be printed."""
    try:
        text = json.dumps(value, ensure_ascii=False, default=str) if isinstance(value, (list, dict, bool)) else str(value)
    except RecursionError:
        text = "…"
    line = "".join(letter if letter.isprintable() else "�" for letter in text)
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"


def suggest(misspelt: str, known: list[str]) -> str:
    """The known name that was meant; "" where none is like it."""
    return next(iter(get_close_matches(misspelt.lower(), known, n=1)), "")


def _quote(declaration: Declaration, text: str) -> str:
    return "ghi không đúng" if declaration.secret else f"đang là “{text}”"
