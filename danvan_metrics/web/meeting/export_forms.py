"""The parts of the page Xuất báo cáo: what can be downloaded under the filters, and the snapshots."""

from __future__ import annotations

from functools import partial
from typing import Final

import streamlit as st

from danvan_metrics.access.actor import Actor
from danvan_metrics.access.acts import Act
from danvan_metrics.access.rights import may
from danvan_metrics.exports.making import ExportKind, make_export, name_export
from danvan_metrics.formats.package import NamedFile
from danvan_metrics.handing_out import hand_out_export
from danvan_metrics.metrics.dataset import Dataset, Scope
from danvan_metrics.vietnamese import lower_first
from danvan_metrics.web.commune_outlines import load_communes
from danvan_metrics.web.escaping import escape_markdown
from danvan_metrics.web.look_shown import tell_unwritable
from danvan_metrics.web.resources import Edition, compute, describe_missing_pictures, get_district, get_look
from danvan_metrics.web.signing_in.visitor import as_visitor, current_actor
from danvan_metrics.web.state import edition, looked_at

_KINDS: Final = {
    ExportKind.SLIDES: (
        "Bản trình chiếu",
        "PowerPoint 16:9, biểu đồ và bảng sửa được: bảng điểm, tiêu chí, trường điểm, lan tỏa, thẩm định, việc giao.",
    ),
    ExportKind.REPORT: (
        "Báo cáo",
        "Văn bản Word theo thể thức Nghị định 30/2020/NĐ-CP: lời văn theo số liệu, bảng, kết quả thẩm định, phụ lục từng trường.",
    ),
    ExportKind.WORKBOOK: (
        "Bảng tính",
        "Excel có công thức sống, tính lại ra đúng số trên màn hình; mỗi trang một sheet, cả trang Thẩm định, kèm nguồn.",
    ),
    ExportKind.CHARTS: (
        "Tất cả biểu đồ",
        "Một tệp ZIP: mọi biểu đồ theo bộ lọc đang chọn, kể cả thẩm định, ảnh PNG và SVG cỡ in, số liệu XLSX của từng biểu đồ.",
    ),
}
_OF_UNITS: Final = {  # where the schools are not told one by one
    ExportKind.SLIDES: "PowerPoint 16:9, bảng sửa được: bảng điểm theo đơn vị, hạn nộp, qua các kỳ, lan tỏa.",
    ExportKind.REPORT: "Văn bản Word theo thể thức Nghị định 30/2020/NĐ-CP: lời văn theo số liệu, bảng theo từng đơn vị.",
    ExportKind.WORKBOOK: "Excel có công thức sống; sheet đầu là bảng điểm theo đơn vị, mỗi nội dung một sheet.",
    ExportKind.CHARTS: "Một tệp ZIP: mọi biểu đồ theo đơn vị, ảnh PNG và SVG cỡ in, số liệu XLSX của từng biểu đồ.",
}
_MIME: Final = {
    ExportKind.SLIDES: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ExportKind.REPORT: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ExportKind.WORKBOOK: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ExportKind.CHARTS: "application/zip",
}


def show_exports(scope: Scope) -> None:
    """Draw a card per kind of file; each file is made when it is asked for."""
    for column, kind in zip(st.columns(len(_KINDS)), _KINDS, strict=True):
        title, text = _KINDS[kind]
        text = _OF_UNITS[kind] if looked_at().sums else text
        with column.container(border=True, height="stretch"):
            st.markdown(f"**{escape_markdown(title)}**")
            st.markdown(escape_markdown(text))
            offer_export(kind, scope, label=f"Tải {lower_first(title)}", key=f"export_{kind}")
            if kind is ExportKind.CHARTS:
                st.caption(escape_markdown(describe_missing_pictures() or "Ảnh được vẽ lúc tải, mất khoảng mười giây."))


def offer_all_charts(scope: Scope) -> None:
    """Offer every chart of the leadership pages under the filters."""
    offer_export(ExportKind.CHARTS, scope, label="Tải tất cả biểu đồ (ZIP)", key="all_charts")


def offer_export(kind: ExportKind, scope: Scope, *, label: str, key: str) -> None:
    """Offer one file, to whom it is."""
    if not may(current_actor(), Act.EXPORT):
        return
    dataset = looked_at()
    if tell_unwritable(dataset, kind):
        return
    st.download_button(
        escape_markdown(label),
        data=as_visitor(partial(_make, edition(), kind, scope)),
        file_name=name_export(kind, dataset, scope),
        mime=_MIME[kind],
        key=key,
        on_click="ignore",
    )


def _make(looked: Edition, kind: ExportKind, scope: Scope, *, actor: Actor) -> bytes:
    """Called when the file is asked for, outside of the session: which data are looked at is told."""
    district = get_district(sample=looked.sample, plan=looked.plan)
    return hand_out_export(district, partial(compute, _write, looked, kind, scope), actor=actor)[1]


def _write(dataset: Dataset, kind: ExportKind, scope: Scope) -> NamedFile:
    return make_export(kind, dataset, scope, load_communes(dataset), get_look())
