"""What an invented model school lists on the sheet Minh chứng: a row per item it has evidence for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from danvan_metrics.plan.evidence_codes import write_evidence_code
from danvan_metrics.plan.rules import Field
from danvan_metrics.raw import Raw
from danvan_metrics.sample.scene import Scene
from danvan_metrics.vietnamese import fold
from danvan_metrics.workbook.layout import EVIDENCE_ROWS_ASKED
from danvan_metrics.workbook.template.filling import Lines

_DAY: Final = re.compile(r",? ?ngày (\d\d/\d\d/\d{4})")
_PLACE: Final = "Hồ sơ trường học hạnh phúc, lưu tại văn phòng"
_OTHER: Final = "Khác"


def list_pieces(scene: Scene, lines: Lines) -> tuple[dict[str, Raw], ...]:
    """The pieces of a model school by column of the sheet; none of other schools, which are not asked."""
    if not (scene.school.model and scene.plan.evidence_code):
        return ()
    return tuple(_list_rows(scene, lines))[:EVIDENCE_ROWS_ASKED]


def _list_rows(scene: Scene, lines: Lines) -> Iterator[dict[str, Raw]]:
    for line, cells in lines.items():
        told = cells.get(Field.EVIDENCE)
        if scene.plan.indicator_of_line[line].is_item and isinstance(told, str):
            day = _DAY.search(told)
            row: dict[str, Raw] = {
                "code": write_evidence_code(scene.plan, line, 1),
                "title": _DAY.sub("", told),
                "kind": _choose_kind(scene, told),
                "number": f"ngày {day[1]}" if day else None,
                "issuer": scene.school.short_name,
                "location": _PLACE,
                "used_for": line,
            }
            yield {column: value for column, value in row.items() if value is not None}


def _choose_kind(scene: Scene, title: str) -> str | None:
    """The kind whose first word the title begins with."""
    kinds = scene.plan.evidence_kinds
    fitting = (kind for kind in kinds if fold(title).startswith(fold(kind.split(",")[0])))
    return next(fitting, _OTHER if _OTHER in kinds else None)
