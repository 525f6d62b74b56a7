"""The board: every school in every round, where its appraisal stands, and the way to its desk."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import Any, Final

from danvan_metrics.appraising.desk import BoardRow
from danvan_metrics.plan.verdicts import STAGES, Stage
from danvan_metrics.vietnamese import format_date, format_quantity
from danvan_metrics.web.widgets.component import show_component

_HERE: Final = Path(__file__).parent


def show_board(rows: Sequence[BoardRow], *, period: str, today: date) -> tuple[str, str] | None:
    """Draw the board; gives (school, round) of the name that was just pressed."""
    told = {
        "caption": f"Thẩm định {period}: từng trường trong từng đợt",
        "rounds": [
            {"title": _name_round(tuple(ones)), "rows": [_write_row(one, today) for one in ones]} for ones in _split_rounds(rows)
        ],
    }
    opened = show_component(_HERE, "appraisal_board", '<div class="root"></div>', key="appraisal_board", data=told, event="open")
    school, _, round_ = str(opened or "").partition("|")
    return (school, round_) if opened else None


def _split_rounds(rows: Sequence[BoardRow]) -> list[list[BoardRow]]:
    return [list(ones) for _, ones in groupby(sorted(rows, key=_place_round(rows)), key=attrgetter("round.code"))]


def _place_round(rows: Sequence[BoardRow]) -> Any:
    """The rounds in the order they first come in, which is the plan's."""
    order = list(dict.fromkeys(one.round.code for one in rows))
    return lambda row: order.index(row.round.code)


def _name_round(rows: Sequence[BoardRow]) -> str:
    concluded = sum(row.stage is Stage.CONCLUDED for row in rows)
    return f"{rows[0].round.title} · đã kết luận {concluded}/{len(rows)} trường"


def _write_row(row: BoardRow, today: date) -> dict[str, Any]:
    version = f" (lần {row.version})" if row.version > 1 else ""
    waiting = row.stage is Stage.WITH_SCHOOL and row.due is not None
    return {
        "school": row.school.short_name,
        "opens": f"{row.school.code}|{row.round.code}",
        "stage": row.stage.value,
        "stage_words": f"{STAGES[row.stage]}{version}",
        "team": row.team,
        "checked": f"{row.checked}/{row.total}" if row.total else "chưa có báo cáo",
        "recheck": f"{format_quantity(row.recheck)} dòng" if row.recheck else "",
        "due": format_date(row.due) if waiting and row.due else "",
        "late": bool(waiting and row.due and row.due < today),
    }
