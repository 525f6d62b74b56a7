"""What a school has mended since its return was sent back: “đã sửa 7/9, còn 2”."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from danvan_metrics.store.records import RefusalRecord
from danvan_metrics.validation.issues import Issue, Severity

MOST_NAMED: Final = 5


@dataclass(frozen=True, slots=True)
class Mended:
    """Errors of the file sent back before that are gone (`fixed` of `total`), those that are `left`, and those that are `new`."""

    fixed: int
    total: int
    left: tuple[Issue, ...] = ()
    new: tuple[Issue, ...] = ()


def compare_with_refusal(refusal: RefusalRecord, issues: Sequence[Issue]) -> Mended:
    """Compare the errors now with those told before: the same code on the same line is the same error, wherever its row went.

    Errors of the whole file or sheet have no line; there, the place tells them apart.
    """
    before = Counter(_name(told["code"], told["line"], told["sheet"], told["cell"]) for told in refusal.issues if _is_error(told))
    total = sum(before.values())
    left: list[Issue] = []
    new: list[Issue] = []
    for issue in issues:
        if issue.severity is Severity.ERROR:
            name = _name(issue.code, issue.line, issue.place.sheet, issue.place.cell)
            (left if before[name] > 0 else new).append(issue)
            before[name] -= 1
    return Mended(total - len(left), total, tuple(left), tuple(new))


def describe_mended(mended: Mended) -> str:
    """In one or two sentences: how many of how many are mended, which are left, which are new."""
    counted = f"{mended.fixed}/{mended.total} lỗi của lần trước"
    told = f"Đã sửa {counted}, còn {len(mended.left)} ({_list(mended.left)})." if mended.left else f"Đã sửa đủ {counted}."
    return f"{told} Có {len(mended.new)} lỗi mới ({_list(mended.new)})." if mended.new else told


def _is_error(told: object) -> bool:
    return isinstance(told, dict) and told["severity"] == Severity.ERROR


def _name(code: str, line: str, sheet: str, cell: str) -> tuple[str, ...]:
    return (code, line) if line else (code, sheet, cell)


def _list(issues: Iterable[Issue]) -> str:
    names = list(dict.fromkeys(issue.line or issue.place.sheet or "cả tệp" for issue in issues))
    rest = len(names) - MOST_NAMED
    return ", ".join(names[:MOST_NAMED]) + (f" và {rest} chỗ khác" if rest > 0 else "")
