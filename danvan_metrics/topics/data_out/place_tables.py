"""Tables of who reports: schools, and the units above them with the days these stood there."""

from __future__ import annotations

from typing import Final

import pandas as pd

from danvan_metrics.formats.tidy.tidy_table import Column, ColumnKind, TidyTable
from danvan_metrics.plan.kinds import Reporter
from danvan_metrics.topics.data_out.data_part import DataWhole
from danvan_metrics.topics.data_out.shared_columns import SCHOOL
from danvan_metrics.units.unit import Membership, Relation, Unit

_T, _D, _Y = ColumnKind.TEXT, ColumnKind.DAY, ColumnKind.YES_NO
_RELATIONS: Final = {Relation.STATE: "trực thuộc", Relation.FRONT: "phối hợp (Mặt trận, đoàn thể, địa bàn)"}

SCHOOLS: Final = TidyTable(
    "schools",
    "Trường",
    "một trường trong danh sách, cả trường đã thôi hoạt động; và chính Phòng",
    ("school_code",),
    (
        SCHOOL,
        Column("name", _T, "Tên đầy đủ."),
        Column("short_name", _T, "Tên ngắn."),
        Column("level", _T, "Cấp học.", blank="Phòng"),
        Column("type", _T, "Loại hình (PTDTNT, PTDTBT…)."),
        Column("commune", _T, "Xã, thị trấn.", blank="Phòng"),
        Column("unit_code", _T, "Đơn vị trực thuộc vào ngày tính; nối với bảng units.", blank="trực thuộc thẳng Phòng"),
        Column("is_model", _Y, "Có phải trường điểm."),
        Column("is_office", _Y, "TRUE: dòng này là chính Phòng, không phải một trường."),
        Column("confirmed", _Y, "Phòng đã xác nhận dòng này của danh sách."),
        Column("valid_from", _D, "Ngày đầu có trong danh sách.", blank="từ trước"),
        Column("valid_to", _D, "Ngày cuối có trong danh sách.", blank="đang hoạt động"),
    ),
)
UNITS: Final = TidyTable(
    "units",
    "Đơn vị",
    "một lần một đơn vị đứng dưới một đơn vị khác; bảng trống khi các trường trực thuộc thẳng Phòng",
    ("unit_code", "parent_code", "relation", "under_from"),
    (
        Column("unit_code", _T, "Mã đơn vị."),
        Column("parent_code", _T, "Mã đơn vị cấp trên.", blank="đơn vị cao nhất"),
        Column("relation", _T, "Quan hệ với đơn vị cấp trên.", words={str(one): word for one, word in _RELATIONS.items()}),
        Column("name", _T, "Tên đầy đủ."),
        Column("short_name", _T, "Tên ngắn."),
        Column("kind", _T, "Loại đơn vị: tỉnh, xã, phường…"),
        Column("valid_from", _D, "Ngày đơn vị có hiệu lực.", blank="từ trước"),
        Column("valid_to", _D, "Ngày cuối của đơn vị.", blank="đang có hiệu lực"),
        Column("under_from", _D, "Ngày đầu đứng dưới đơn vị cấp trên này.", blank="từ trước"),
        Column("under_to", _D, "Ngày cuối đứng dưới đơn vị cấp trên này.", blank="đến nay"),
    ),
)


def collect_schools(whole: DataWhole) -> pd.DataFrame:
    """The rows of SCHOOLS, in the office's order."""
    rows = [
        (
            one.code, one.name, one.short_name, one.level, one.type, one.commune, whole.unit_of.get(one.code), one.model,
            one.reporter is Reporter.OFFICE, one.confirmed, one.valid_from, one.valid_to,
        )
        for one in whole.schools
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=[column.name for column in SCHOOLS.own], dtype=object)


def collect_units(whole: DataWhole) -> pd.DataFrame:
    """The rows of UNITS, in the office's order; a unit under nobody has one row without a parent."""
    rows = [_write_row(unit, one) for unit in whole.tree.units for one in _list_memberships(whole, unit)]
    return pd.DataFrame(rows, columns=[column.name for column in UNITS.own], dtype=object)


def _list_memberships(whole: DataWhole, unit: Unit) -> list[Membership | None]:
    found = [one for relation in Relation for one in whole.tree.list_parents(unit.code, relation)]
    return [*found] or [None]


def _write_row(unit: Unit, under: Membership | None) -> tuple[object, ...]:
    own = (unit.name, unit.short_name, unit.kind, unit.valid_from, unit.valid_to)
    if under is None:
        return unit.code, None, None, *own, None, None
    return unit.code, under.parent, str(under.relation), *own, under.valid_from, under.valid_to
