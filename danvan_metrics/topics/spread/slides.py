"""Spread: the ladder by period and by level, the communes as a table, and the models by field."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from danvan_metrics.formats.bars import Bars, keep_present
from danvan_metrics.formats.pptx.chart_frames import add_chart
from danvan_metrics.formats.pptx.deck import Deck
from danvan_metrics.formats.pptx.slide_master import BOTTOM, MARGIN, ROOM, TOP
from danvan_metrics.formats.pptx.slide_tables import (
    add_table,
    add_table_slides,
    set_table,
)
from danvan_metrics.topics.lowest import find_lowest, name_together
from danvan_metrics.topics.meeting import Meeting
from danvan_metrics.topics.spread.communes import OUTSIDE
from danvan_metrics.topics.spread.ladder import name_schools
from danvan_metrics.topics.spread.ladder_chart import LadderChart, build_rung_bars, collect_ladder
from danvan_metrics.topics.spread.map_chart import CommuneMapChart, collect_commune_map
from danvan_metrics.topics.spread.models_chart import (
    UNNAMED,
    FieldCount,
    ModelsByFieldChart,
    build_field_bars,
    collect_models_by_field,
)
from danvan_metrics.topics.spread.table import lay_out_models_beside, lay_out_present
from danvan_metrics.vietnamese import NBSP, format_percent, format_quantity, format_ratio

_LADDER_NAMES: Final = 2.3  # inches
_LADDER_ROW: Final = 0.85
_LADDER_FRAME: Final = 0.75
_FIELD_NAMES: Final = 6.2
_SIZE: Final = 14
_COMMUNE: Final = 3.2  # inches
_MOST_NAMED: Final = 2


def add_spread_slides(deck: Deck, meeting: Meeting) -> None:
    """Both ladders, the communes and the models."""
    by_period, by_level = meeting.take(collect_ladder), meeting.take(collect_ladder, by_level=True)
    now = meeting.plan.find_period(meeting.scope.period).title
    _add_ladder(deck, by_period, describe_reached(by_period, now))
    if len(by_level.rows) > 1:
        _add_ladder(deck, by_level, describe_lowest_level(by_level))
    _add_communes(deck, meeting)
    _add_fields(deck, meeting)


def describe_reached(record: LadderChart, now: str) -> str:
    """“10/16 trường ngoài trường điểm ở bậc 4 trở lên”, in the period called `now`."""
    row = next(row for row in record.rows if row.name == now)
    whose = name_schools(record.model)
    if not row.reported:
        return f"{now}: chưa có số liệu để xếp bậc lan tỏa"
    if not row.at_or_above:
        return f"Chưa trường nào trong {row.schools} {whose} ở bậc {record.notable} trở lên"
    return f"{format_ratio(row.at_or_above, row.schools)} {whose} ở bậc {record.notable} trở lên"


def describe_lowest_level(record: LadderChart) -> str:
    """“TH&THCS thấp nhất: 3/5 trường ở bậc 4 trở lên”: of the levels with a school that stands on a rung."""
    known = [row for row in record.rows if row.reported]
    rung = f"ở bậc {record.notable} trở lên"
    return _name_lowest([(row.name, row.at_or_above, row.schools) for row in known], "cấp học", name_schools(record.model), rung)


def describe_lowest_commune(record: CommuneMapChart) -> str:
    """“Lương Mông chưa có trường ở bậc 4 trở lên (0/2)”: of the communes with a figure."""
    known = [(area.name, area.n, area.N) for area in record.areas if area.state == "value" and area.N]
    return _name_lowest(known, "xã, thị trấn", "trường", f"ở bậc {record.rung} trở lên")


def _name_lowest(known: Sequence[tuple[str, int, int]], noun: str, who: str, rung: str) -> str:
    lowest = find_lowest(known, lambda one: one[1] / one[2])
    if not lowest:
        return "Chưa có số liệu để xếp bậc lan tỏa"
    ratios = {format_ratio(n, total) for _, n, total in lowest}
    told = ratios.pop() if len(ratios) == 1 else format_percent(lowest[0][1] / lowest[0][2])
    if len(known) == 1:
        return f"{known[0][0]}: {told} {who} {rung}"
    if all(n == total for _, n, total in known):
        return f"Mọi {who} ở {len(known)} {noun} đều {rung}"
    names = name_together([name for name, _, _ in lowest], noun)
    if not lowest[0][1]:
        return f"{names} chưa có {who} {rung}" + (f" ({told})" if len(lowest) == 1 else "")
    if len(lowest) == len(known):
        return f"{len(known)} {noun} như nhau: {told} {who} {rung}"
    return f"{names} {'cùng ' if len(lowest) > 1 else ''}thấp nhất: {told} {who} {rung}"


def describe_fields(record: ModelsByFieldChart) -> str:
    """“23 mô hình đăng ký ở 9/13 lĩnh vực, nhiều nhất Bảo vệ môi trường (4)”: models without a field are told apart."""
    named = [field for field in record.fields if field.field != UNNAMED]
    filled = [field for field in named if field.total]
    total = format_quantity(sum(field.total for field in record.fields))
    told = f"{total} mô hình đăng ký ở {format_ratio(len(filled), len(named))} lĩnh vực"
    most = [field for field in filled if field.total == max(one.total for one in filled)]
    if not 0 < len(most) <= _MOST_NAMED or len(most) == len(filled):
        return told
    return f"{told}, nhiều nhất {name_together([field.field for field in most], 'lĩnh vực')} ({format_quantity(most[0].total)})"


def _add_ladder(deck: Deck, record: LadderChart, title: str) -> None:
    if record.empty:
        deck.leave_out(record.title, record.empty)
        return
    slide = deck.add_slide(title, f"{record.title} · {record.subtitle}")
    table = set_table(lay_out_models_beside(record), (_LADDER_NAMES, ROOM - _LADDER_NAMES), _SIZE, loose=0.05)
    under = table.measure() + 0.2 if table.rows else 0
    height = min(BOTTOM - TOP - under, _LADDER_ROW * len(record.rows) + _LADDER_FRAME)
    add_chart(slide, _name_ladder(record), (MARGIN, TOP, ROOM, height), alt=record.alt, names=_LADDER_NAMES)
    if table.rows:
        add_table(slide, table, table.rows, left=MARGIN, top=TOP + height + 0.15, alt=record.alt)


def _name_ladder(record: LadderChart) -> Bars:
    """A native chart has no column for n/N: they stand in the names."""
    bars = build_rung_bars(record)
    names = (f"{row.name} · {record.above}:{NBSP}{format_ratio(row.at_or_above, row.schools)}" for row in record.rows)
    return replace(bars, categories=tuple(names), series=keep_present(bars.series))


def _add_communes(deck: Deck, meeting: Meeting) -> None:
    record = meeting.take(collect_commune_map, ())
    areas = tuple(area for area in record.areas if area.state != OUTSIDE)
    if record.empty or not areas:
        deck.leave_out(record.title, record.empty)
        return
    laid = lay_out_present(replace(record, areas=areas))
    others = len(laid.columns) - 1
    table = set_table(laid, (_COMMUNE, *[(ROOM - _COMMUNE) / others] * others), _SIZE, loose=0.12)
    alt = record.alt.replace("Bản đồ xã", "Bảng các xã", 1)
    add_table_slides(deck, table, describe_lowest_commune(record), record.subtitle, alt=alt)


def _add_fields(deck: Deck, meeting: Meeting) -> None:
    record = meeting.take(collect_models_by_field)
    if record.empty:
        deck.leave_out(record.title, record.empty)
        return
    slide = deck.add_slide(describe_fields(record), f"{record.title} · {record.subtitle}")
    rows = list(_list_rows(record.fields))
    names = tuple(row if isinstance(row, str) else f"{row.field} ·{NBSP}{row.words.replace(' ', NBSP)}" for row in rows)
    bars = replace(build_field_bars(rows), categories=names)
    add_chart(slide, bars, (MARGIN, TOP - 0.05, ROOM, BOTTOM - TOP + 0.05), alt=record.alt, names=_FIELD_NAMES)


def _list_rows(fields: tuple[FieldCount, ...]) -> Iterator[FieldCount | str]:
    """Yield an area's name before the fields under it, unless the only one is called the same."""
    before = ""
    for field in fields:
        if field.area not in (before, field.field):
            yield f"▸ {field.area}"
        before = field.area
        yield field
