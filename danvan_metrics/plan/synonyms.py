"""What schools write instead of choosing from a drop-down, and the option that each word means in its list.

A word that may mean two options of a list is ambiguous: it is refused and told with the options it may mean.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from danvan_metrics.plan.choices import CHECKLIST, LEVELS, OWNERS, STATUSES, YES_NO, Choice, ModelStatus, Owner
from danvan_metrics.plan.verdicts import METHODS, OUTCOMES, Method, Outcome
from danvan_metrics.vietnamese import clean_text, fold

TICKS: Final = frozenset("✓✔☑√")  # folding leaves nothing of them
_TICK: Final = "x"

_YES: Final = ("x", "đạt", "đã đạt", "đ", "hoàn thành", "đã hoàn thành", "đã có", "có rồi", "1", "TRUE")
_NO: Final = ("chưa", "chưa có", "chưa đạt", "không đạt", "k", "ko", "0", "FALSE")
_NOT_APPLICABLE: Final = ("KAD", "k áp dụng", "ko áp dụng", "N/A")
_MET: Final = ("x", "đã đạt", "hoàn thành", "đã hoàn thành", "TRUE")
_DOING: Final = ("đang", "đang làm", "đang triển khai", "đang tiến hành")
_NOT_STARTED: Final = (*_NO, "không", "chưa làm", "chưa triển khai")
_CONFIRMED: Final = ("x", "xn", "đúng", "khớp", "đồng ý", "nhất trí", "thống nhất", "đã xác nhận")
_UNPROVEN: Final = ("chưa đủ mc", "chưa đủ", "thiếu minh chứng", "thiếu mc", "cđmc", "không có minh chứng", "chưa có minh chứng")
_UNCHECKABLE: Final = ("không kiểm tra", "không kiểm được", "không kt được", "kktđ", "chưa kiểm tra được")


@dataclass(frozen=True, slots=True)
class _List:
    """The words of one list, folded, with the code each means; and those that may mean several."""

    meanings: Mapping[str, str]
    ambiguous: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def find_synonym(codes: tuple[str, ...], text: str) -> str | None:
    """The option of this list that the word means; None where it means none, or may mean several."""
    known = _LISTS.get(codes)
    return known.meanings.get(_key(text)) if known else None


def list_meanings(codes: tuple[str, ...], text: str) -> tuple[str, ...]:
    """The options that an ambiguous word may mean; empty where it is none."""
    known = _LISTS.get(codes)
    return known.ambiguous.get(_key(text), ()) if known else ()


def _key(text: str) -> str:
    return _TICK if clean_text(text) in TICKS else fold(text)


def _fold_words(*meanings: tuple[str, Iterable[str]]) -> dict[str, str]:
    return {fold(word): code for code, words in meanings for word in words}


def _fold_doubts(*doubts: tuple[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    return {fold(word): codes for word, codes in doubts}


_LISTS: Final[Mapping[tuple[str, ...], _List]] = {
    tuple(YES_NO): _List(_fold_words((Choice.YES, _YES), (Choice.NO, (*_NO, "không có")))),
    tuple(CHECKLIST): _List(
        _fold_words((Choice.YES, _YES), (Choice.NO, _NO), (Choice.NOT_APPLICABLE, _NOT_APPLICABLE)),
        _fold_doubts(("không có", (Choice.NO, Choice.NOT_APPLICABLE))),
    ),
    tuple(LEVELS): _List(
        _fold_words(
            (Choice.MET, _MET),
            (Choice.DOING, _DOING),
            (Choice.NOT_STARTED, _NOT_STARTED),
            (Choice.NOT_APPLICABLE, _NOT_APPLICABLE),
        ),
        _fold_doubts(
            ("đ", (Choice.MET, Choice.DOING)),
            ("có", (Choice.MET, Choice.DOING)),
            ("1", (Choice.MET, Choice.DOING)),  # of 0 and 1, or of 0, 1 and 2
            ("không có", (Choice.NOT_STARTED, Choice.NOT_APPLICABLE)),
        ),
    ),
    tuple(STATUSES): _List(
        _fold_words(
            (ModelStatus.REGISTERED, ("đã đăng ký", "mới đăng ký")),
            (ModelStatus.DOING, _DOING),
            (ModelStatus.FINISHED, ("đã hoàn thành", "xong", "đã xong")),
            (ModelStatus.STOPPED, ("đã dừng",)),
        ),
    ),
    tuple(OUTCOMES): _List(
        _fold_words(
            (Outcome.CONFIRMED, _CONFIRMED),
            (Outcome.LOWERED, ("hạ xuống", "hạ mức", "giảm", "h")),
            (Outcome.RAISED, ("nâng lên", "nâng mức", "tăng", "n")),
            (Outcome.UNPROVEN, _UNPROVEN),
            (Outcome.UNCHECKABLE, _UNCHECKABLE),
            (Outcome.NOT_APPLICABLE, _NOT_APPLICABLE),
        ),
        _fold_doubts(
            ("không", (Outcome.UNPROVEN, Outcome.UNCHECKABLE, Outcome.NOT_APPLICABLE)),
            ("k", (Outcome.UNPROVEN, Outcome.UNCHECKABLE, Outcome.NOT_APPLICABLE)),
        ),
    ),
    tuple(METHODS): _List(
        _fold_words(
            (Method.PAPERS, ("hs", "xem hồ sơ", "kiểm tra hồ sơ", "giấy tờ")),
            (Method.OBSERVATION, ("qs", "quan sát thực tế", "thực tế")),
            (Method.INTERVIEW, ("pv", "hỏi", "trao đổi")),
        ),
    ),
    tuple(OWNERS): _List(
        _fold_words((Owner.COLLECTIVE, ("TT", "của tập thể")), (Owner.INDIVIDUAL, ("CN", "của cá nhân"))),
    ),
}
