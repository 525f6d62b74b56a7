"""Who must act on what: schools whose return is missing, late or sent back, and every school's weak cells."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import Final

import streamlit as st

from danvan_metrics.formats.table import Table, group_rows, tabulate
from danvan_metrics.metrics.dataset import Scope
from danvan_metrics.topics.actions.table import WEAK_TOLD, lay_out_weak
from danvan_metrics.topics.actions.weak_cells import WeakCells, WeakGroup
from danvan_metrics.topics.timeliness.chart import TimelinessChart
from danvan_metrics.topics.timeliness.table import CAME, LEVEL, SCHOOL, TOLD, lay_out_late
from danvan_metrics.vietnamese import capitalise
from danvan_metrics.web.escaping import escape_markdown
from danvan_metrics.web.state import WEAK_ORDER
from danvan_metrics.web.tasks.task_right import may_give_tasks
from danvan_metrics.web.widgets.downloads import offer_figures
from danvan_metrics.web.widgets.fold import show_fold
from danvan_metrics.web.widgets.table import show_table

NO_LATE: Final = "Không trường nào quá hạn chưa nộp, nộp trễ hoặc có báo cáo trả lại kỳ này."
_EXPLAINED: Final = (
    "Mỗi dòng chưa đạt của một nhóm dưới mức của kỳ hoặc có vi phạm là một chỗ; bấm vào nhóm hoặc kết quả để xem nguồn số liệu."
)
_GIVING: Final = "“Giao việc” mở ô ghi việc ngay tại đây."
_SHORT: Final = 40  # rows of a table that needs no folding
_GRAVEST, _BY_SCHOOL, _BY_GROUP = "Nặng nhất trước", "Theo trường", "Theo nhóm"


def show_needed(record: WeakCells) -> None:
    """Draw how much is to be done, in one sentence."""
    st.markdown(f"**{escape_markdown(capitalise(record.told))}.**")


def show_late_schools(record: TimelinessChart, scope: Scope, *, key: str) -> None:
    """Draw the schools whose return is missing, late or sent back; said in words where there is none."""
    table = lay_out_late(record.schools, scope, banded=True).select(SCHOOL, LEVEL, CAME, TOLD)
    if not show_fold(table.caption, record.subtitle, key=key):
        return
    if table.rows:
        show_table(replace(table, dense=True), key=key)
    else:
        st.caption(NO_LATE)


def show_weak_cells(record: WeakCells, scope: Scope, *, key: str) -> None:
    """Draw every weak cell, the gravest first; a long list is folded by school or by group, or after its gravest part."""
    if not show_fold(record.title, record.covers, key=key):
        return
    if not record.groups:
        st.caption(f"{escape_markdown(capitalise(record.told))}.")
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        order = _choose_order(record)
        st.caption(f"{_EXPLAINED} {_GIVING}" if may_give_tasks() else _EXPLAINED, width="stretch")
    with st.container(key=f"{key}_list", gap="xxsmall"):
        _FOLDS[order](record, scope, key)
    table = lay_out_weak(record, scope).select(*WEAK_TOLD)
    offer_figures(record, partial(tabulate, table, bands=True), key=key)


def _choose_order(record: WeakCells) -> str:
    if len(record.groups) + len(record.cells) <= _SHORT:
        return _GRAVEST
    return st.segmented_control(
        "Thứ tự", list(_FOLDS), default=_GRAVEST, required=True, key=WEAK_ORDER, label_visibility="collapsed"
    )


def _show_gravest(record: WeakCells, scope: Scope, key: str) -> None:
    """The gravest stand open, up to the end of a group; the rest is one press away."""
    first, rest = _split(record)
    _show_rows(first, scope, key)
    if rest.groups:
        title = f"{len(rest.groups)} nhóm nhẹ hơn · {len(rest.cells)} chỗ"
        _fold(title, f"{key}_rest", partial(_show_rows, rest, scope, f"{key}_rest_rows"))


def _split(record: WeakCells) -> tuple[WeakCells, WeakCells]:
    rows = 0
    for place, group in enumerate(record.groups):
        rows += 1 + len(group.lines)
        if rows >= _SHORT:
            return replace(record, groups=record.groups[: place + 1]), replace(record, groups=record.groups[place + 1 :])
    return record, replace(record, groups=())


def _show_by_school(record: WeakCells, scope: Scope, key: str) -> None:
    for school, groups in _gather(record, lambda group: group.school.code):
        own = replace(record, groups=groups)
        table = replace(lay_out_weak(own, scope), bands=group_rows(lay_out_weak(own, scope).rows), band_heading="")
        title = f"{groups[0].school.short_name} · {_count(groups)}"
        _fold(title, f"{key}_school_{school}", partial(_show_table, table, f"{key}_rows_{school}"))


def _show_by_group(record: WeakCells, scope: Scope, key: str) -> None:
    for code, groups in _gather(record, lambda group: group.group.code):
        own = replace(record, groups=groups)
        title = f"{groups[0].group.short} · {_count(groups)}"
        _fold(title, f"{key}_group_{code}", partial(_show_rows, own, scope, f"{key}_rows_{code}"))


_FOLDS: Final[dict[str, Callable[[WeakCells, Scope, str], None]]] = {
    _GRAVEST: _show_gravest,
    _BY_SCHOOL: _show_by_school,
    _BY_GROUP: _show_by_group,
}


def _gather(record: WeakCells, read: Callable[[WeakGroup], str]) -> Iterator[tuple[str, tuple[WeakGroup, ...]]]:
    """Groups that belong together, the part with the gravest first."""
    for name in dict.fromkeys(map(read, record.groups)):
        yield name, tuple(group for group in record.groups if read(group) == name)


def _count(groups: tuple[WeakGroup, ...]) -> str:
    lines = [line for group in groups for line in group.lines]
    given = sum(bool(line.actions) for line in lines)
    return f"{len(lines)} chỗ" + (f", {given} chỗ đã giao" if given else "")


def _fold(title: str, key: str, draw: Callable[[], None]) -> None:
    box = st.expander(escape_markdown(title), key=key, on_change="rerun")
    if box.open:
        with box:
            draw()


def _show_rows(record: WeakCells, scope: Scope, key: str) -> None:
    _show_table(lay_out_weak(record, scope), key)


def _show_table(table: Table, key: str) -> None:
    """Without the column that gives tasks for who may give none."""
    show_table(table if may_give_tasks() else table.select(*WEAK_TOLD), key=key)
