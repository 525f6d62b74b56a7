"""A mistake in a plan's files as one Vietnamese sentence: file, key, remedy."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from danvan_metrics.plan.problems import Location, Problem

_NOT_A_DATE = "đang là “{input}”, không phải ngày; hãy ghi dạng 2020-06-14, không có dấu nháy"
_NOT_A_NUMBER = "đang là “{input}”, không phải số; hãy ghi số, không có dấu nháy"
_NOT_TEXT = "đang là “{input}”, không phải chữ; hãy đặt trong dấu nháy"
_NOT_A_FLAG = "đang là “{input}”; hãy ghi true hoặc false"
_NOT_A_LIST = "sai dạng; hãy ghi thành danh sách […] hoặc các bảng [[…]]"
_NOT_A_TABLE = "sai dạng; hãy ghi thành bảng […] hoặc [[…]]"
_NOT_ALLOWED = "đang là “{input}”; hãy dùng một trong: {expected}"

_REMEDIES = {
    "missing": "thiếu khóa này; hãy thêm vào",
    "extra_forbidden": "khóa lạ; hãy xóa hoặc sửa tên khóa",
    "enum": _NOT_ALLOWED,
    "literal_error": _NOT_ALLOWED,
    "date_type": _NOT_A_DATE,
    "date_parsing": _NOT_A_DATE,
    "date_from_datetime_parsing": _NOT_A_DATE,
    "date_from_datetime_inexact": _NOT_A_DATE,
    "int_type": _NOT_A_NUMBER,
    "int_parsing": _NOT_A_NUMBER,
    "int_from_float": "đang là {input}; hãy ghi số nguyên",
    "float_type": _NOT_A_NUMBER,
    "float_parsing": _NOT_A_NUMBER,
    "bool_type": _NOT_A_FLAG,
    "bool_parsing": _NOT_A_FLAG,
    "string_type": _NOT_TEXT,
    "tuple_type": _NOT_A_LIST,
    "model_type": _NOT_A_TABLE,
    "greater_than": "đang là {input}; hãy ghi số lớn hơn {gt}",
    "greater_than_equal": "đang là {input}; hãy ghi số từ {ge} trở lên",
    "less_than_equal": "đang là {input}; hãy ghi số không quá {le}",
    "string_pattern_mismatch": "đang là “{input}”; hãy chỉ dùng chữ không dấu, chữ số và các dấu . _ & - (không có khoảng trắng)",
    "string_too_long": "dài quá {max_length} ký tự; hãy rút gọn",
    "string_too_short": "đang để trống; hãy ghi nội dung",
    "too_short": "đang để trống; hãy ghi ít nhất {min_length} mục",
}
_UNFORESEEN = "giá trị “{input}” không dùng được; hãy sửa"


def explain_syntax(error: tomllib.TOMLDecodeError) -> str:
    """Where a file stops being TOML, and what usually is the matter."""
    found = re.search(r"at line (\d+), column (\d+)", str(error))
    place = f"ở dòng {found[1]}, cột {found[2]}" if found else "ở cuối tệp"
    return f"sai cú pháp TOML {place}; hãy xem lại dấu nháy, dấu ngoặc, cách ghi ngày và khóa ghi hai lần ở chỗ đó"


def explain(error: ValidationError, document: Mapping[str, Any], homes: Mapping[str, Sequence[str]], fallback: str) -> str:
    """The first mistake in full, and how many others wait; `homes` tells the file of each entry of each key."""
    mistakes = _list_mistakes(error)
    more = f" Còn {len(mistakes) - 1} chỗ khác cần sửa." if len(mistakes) > 1 else ""
    return explain_problem(Problem(mistakes[0]["loc"], _tell(mistakes[0])), document, homes, fallback) + more


def explain_each(error: ValidationError, document: Mapping[str, Any]) -> list[str]:
    """Every mistake of a document of one file: key and remedy, without the file's name or a full stop."""
    return [f"{_name_key(mistake['loc'], document)}: {_tell(mistake)}" for mistake in _list_mistakes(error)]


def explain_problem(problem: Problem, document: Mapping[str, Any], homes: Mapping[str, Sequence[str]], fallback: str) -> str:
    """The sentence of one problem; `fallback` names the document where no home is known."""
    location, remedy = problem
    return f"{_find_home(location, homes) or fallback}: {_name_key(location, document)}: {remedy}."


def _list_mistakes(error: ValidationError) -> list[ErrorDetails]:
    """pydantic calls a list too short when all its entries are wrong; told once is enough."""
    mistakes = error.errors(include_url=False)
    inside = {mistake["loc"][:depth] for mistake in mistakes for depth in range(len(mistake["loc"]))}
    return [mistake for mistake in mistakes if mistake["type"] != "too_short" or mistake["loc"] not in inside]


def _tell(mistake: Mapping[str, Any]) -> str:
    context = dict(mistake.get("ctx", {}))
    if mistake["type"] == "value_error":
        return str(context["error"])
    shown = {"input": _show(mistake["input"]), **{key: _show(value) for key, value in context.items()}}
    shown["expected"] = str(context.get("expected", "")).replace(" or ", ", ").replace("'", "")
    return _REMEDIES.get(mistake["type"], _UNFORESEEN).format(**shown)


def _show(value: object) -> str:
    text = f"{value:g}" if isinstance(value, float) else str(value)
    return text if len(text) <= 60 else f"{text[:59]}…"


def _find_home(location: Location, homes: Mapping[str, Sequence[str]]) -> str | None:
    files = homes.get(str(location[0]), ()) if location else ()
    position = location[1] if len(location) > 1 and isinstance(location[1], int) else 0
    return files[position] if position < len(files) else None


def _name_key(location: Location, document: Mapping[str, Any]) -> str:
    parts: list[str] = []
    here: Any = document
    for step in location:
        here = _step_into(here, step)
        parts.append(_name_entry(here, step) if isinstance(step, int) else step)
    return ".".join(parts) or "kế hoạch"


def _step_into(value: Any, step: str | int) -> Any:
    try:
        return value[step]
    except (KeyError, IndexError, TypeError):
        return None


def _name_entry(entry: Any, position: int) -> str:
    named = entry if isinstance(entry, dict) else {}
    name = next((named[key] for key in ("code", "key", "rung", "name") if key in named), None)
    return str(name) if name is not None else f"[{position + 1}]"
