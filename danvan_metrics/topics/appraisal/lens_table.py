"""Is it true: what every school declares, what it has evidence of and what the office found, side by side, for a meeting."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from danvan_metrics.formats.table import Band, Cell, Row, Table, name_columns
from danvan_metrics.metrics.dataset import Scope
from danvan_metrics.topics.appraisal.figures import AppraisalFigures, SchoolAppraisal, refer
from danvan_metrics.vietnamese import format_quantity, format_ratio

CHECKED = "các trường đã thẩm định"
UNCHECKED = "các trường chưa thẩm định"
_FOUND = ("Thẩm định đạt", "Đã kiểm", "Phòng hạ, nâng")


def lay_out_lenses(record: AppraisalFigures, scope: Scope, *, found: bool) -> Table:
    """Lay out the schools the office looked into (`found`), the most lowered on top, or the others, by evidence missing.

    Only schools with lines have a row; the last sums them up where there are two or more.
    """
    own = sorted((one for one in record.schools if one.state == "value" and one.applicable and one.appraised is found), key=_rank)
    rows = tuple(_lay_school(one, scope) for one in own)
    sums = (Band("", (_sum_up(own),), total=True),) if len(own) > 1 else ()
    headings = name_columns("Trường", "Tự khai đạt", "Có minh chứng", "Thiếu minh chứng", *(_FOUND if found else ()))
    reach = found and any(one.high > one.met for one in own)
    notes = ("“đến”: nếu các dòng chưa kiểm đúng như tự khai",) if reach else ()
    return Table(
        record.title,
        headings,
        (Band("", rows), *sums) if rows else (),
        "n" + "c" * (len(headings[0]) - 1),
        record.subtitle,
        notes=notes,
    )


def _rank(one: SchoolAppraisal) -> tuple[int, int]:
    return -one.lowered, one.evidenced - one.declared


def _lay_school(one: SchoolAppraisal, scope: Scope) -> Row:
    words = f"Từng dòng thẩm định của {one.name}"
    name = Cell(one.name, tag="điểm" if one.model else "", opens=refer(scope, one.school), words=words)
    told = _lay_told(one.declared, one.evidenced, one.applicable)
    return (name, *told, *_lay_found([one])) if one.appraised else (name, *told)


def _lay_told(declared: int, evidenced: int, total: int) -> Iterator[Cell]:
    yield Cell(format_ratio(declared, total), figures=(declared,))
    yield Cell(format_ratio(evidenced, total), figures=(evidenced,))
    missing = declared - evidenced
    yield Cell(format_quantity(missing) if missing else "0", strong=missing > 0, figures=(missing,))


def _lay_found(schools: Sequence[SchoolAppraisal]) -> Iterator[Cell]:
    met, high, checked, total = (sum(getattr(one, name) for one in schools) for name in ("met", "high", "checked", "applicable"))
    reach = f"đến {format_quantity(high)}" if high > met else ""
    yield Cell(format_ratio(met, total), reach, strong=True)
    yield Cell(format_ratio(checked, total))
    yield Cell(_tell_shift(sum(one.lowered for one in schools), sum(one.raised for one in schools)))


def _tell_shift(lowered: int, raised: int) -> str:
    if not lowered and not raised:
        return "giữ nguyên"
    parts = [f"{words} {format_quantity(count)}" for words, count in (("hạ", lowered), ("nâng", raised)) if count]
    return ", ".join(parts)


def _sum_up(schools: Sequence[SchoolAppraisal]) -> Row:
    declared, evidenced, total = (sum(getattr(one, each) for one in schools) for each in ("declared", "evidenced", "applicable"))
    found = _lay_found(schools) if schools[0].appraised else ()
    return (Cell(f"Cộng {len(schools)} trường"), *_lay_told(declared, evidenced, total), *found)
