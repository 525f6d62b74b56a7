"""Load a plan from a TOML file, or from a folder of them, into one Plan."""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from pydantic import ValidationError

from danvan_metrics.errors import PlanError
from danvan_metrics.plan.explain import explain, explain_problem, explain_syntax
from danvan_metrics.plan.model import Plan
from danvan_metrics.plan.references import find_problems

UNIT_FOLDER: Final = "don-vi"  # beside a plan's own files: a file for every unit that adds lines, named by its code
_UNIT_KEYS: Final = ("version", "groups", "indicators")
_NO_HOMES: Final[Mapping[str, Sequence[str]]] = MappingProxyType({})


@dataclass(frozen=True)
class _Draft:
    """The files put together; `homes` names the file of every key, of a list's every entry."""

    document: dict[str, Any] = field(default_factory=dict)
    homes: dict[str, list[str]] = field(default_factory=dict)


def load_plan(path: Path) -> Plan:
    """Read a plan; PlanError names file, key and remedy. Indicators come in the order of their groups."""
    draft = _Draft()
    for file in _list_files(path):
        for key, value in _read_file(file).items():
            _merge(draft, key, value, file)
    _arrange_indicators(draft)
    for file in sorted((path / UNIT_FOLDER).glob("*.toml")):
        _merge(draft, "unit_lines", [_read_unit_file(file)], file)
    return parse_plan(draft.document, draft.homes, name=path.name)


def parse_plan(document: Mapping[str, Any], homes: Mapping[str, Sequence[str]] = _NO_HOMES, *, name: str = "") -> Plan:
    """A plan from its document, every reference checked.

    PlanError names key and remedy, and the file: the key's among `homes`, else `name`.
    """
    try:
        plan = Plan.model_validate(document)
    except ValidationError as error:
        raise PlanError(explain(error, document, homes, fallback=name)) from error
    for problem in find_problems(plan):
        raise PlanError(explain_problem(problem, document, homes, fallback=name))
    return plan


def _list_files(path: Path) -> list[Path]:
    files = sorted(path.glob("*.toml")) if path.is_dir() else [path]
    if not files or not files[0].is_file():
        raise PlanError(f"Không thấy kế hoạch ở “{path}”; hãy kiểm tra DANVAN_PLAN trỏ tới tệp hoặc thư mục .toml.")
    return files


def _read_file(file: Path) -> dict[str, Any]:
    try:
        document = tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError as error:
        raise PlanError(f"{file.name}: không phải UTF-8; hãy lưu lại tệp bằng mã UTF-8.") from error
    except OSError as error:
        raise PlanError(f"{file.name}: không mở được; hãy kiểm tra quyền đọc tệp.") from error
    except tomllib.TOMLDecodeError as error:
        raise PlanError(f"{file.name}: {explain_syntax(error)}.") from error
    return {key: _to_nfc(value) for key, value in document.items()}


def _read_unit_file(file: Path) -> dict[str, Any]:
    document = _read_file(file)
    if strange := next((key for key in document if key not in _UNIT_KEYS), None):
        raise PlanError(f"{file.name}: {strange}: đơn vị chỉ được thêm groups và indicators; hãy bỏ khóa này khỏi tệp.")
    return {"unit": unicodedata.normalize("NFC", file.stem)} | document


def _to_nfc(value: Any) -> Any:
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, dict):
        return {key: _to_nfc(inner) for key, inner in value.items()}
    return [_to_nfc(inner) for inner in value] if isinstance(value, list) else value


def _merge(draft: _Draft, key: str, value: Any, file: Path) -> None:
    known = draft.document.get(key, [])
    if key not in draft.document or (isinstance(value, list) and isinstance(known, list)):
        draft.document[key] = known + value if key in draft.document else value
    else:
        raise PlanError(f"{file.name}: {key}: đã có ở tệp khác; hãy giữ ở một tệp.")
    entries = len(value) if isinstance(value, list) else 1
    draft.homes[key] = draft.homes.get(key, [])[: len(known)] + [file.name] * max(1, entries)


def _arrange_indicators(draft: _Draft) -> None:
    ranks = {code: rank for rank, code in enumerate(_read_codes(draft.document.get("groups"), "code"))}
    groups = _read_codes(draft.document.get("indicators"), "group")
    order = sorted(range(len(groups)), key=lambda position: ranks.get(groups[position], len(ranks)))
    for table in (draft.document, draft.homes) if groups else ():
        table["indicators"] = [table["indicators"][position] for position in order]


def _read_codes(entries: Any, key: str) -> list[str]:
    return [str(entry.get(key)) if isinstance(entry, dict) else "" for entry in entries] if isinstance(entries, list) else []
