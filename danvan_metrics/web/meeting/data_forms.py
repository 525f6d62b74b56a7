"""The part of the page Xuất báo cáo for Power BI, Excel and R: the tables in a format of choice, and what is in them."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import pandas as pd
import streamlit as st

from danvan_metrics.access.actor import Actor
from danvan_metrics.access.acts import Act
from danvan_metrics.access.rights import may
from danvan_metrics.data_acts.data_files import name_data, note_data_taken, take_tables
from danvan_metrics.data_acts.data_request import DataRequest
from danvan_metrics.exports.data_pack import DataFormat
from danvan_metrics.metrics.dataset import Dataset
from danvan_metrics.settings import load_settings
from danvan_metrics.topics.data_out.table_catalogue import TABLES, collect_dictionary
from danvan_metrics.web.escaping import escape_names
from danvan_metrics.web.resources import Edition, compute, get_dataset, get_district
from danvan_metrics.web.signing_in.visitor import as_visitor, current_actor
from danvan_metrics.web.state import edition, looked_at
from danvan_metrics.web.widgets.figure_table import show_section
from danvan_metrics.web.widgets.frame_table import show_frame

TITLE: Final = "Dữ liệu để phân tích (Power BI, Excel, R)"
_ABOUT: Final = "Mọi kỳ, mọi góc nhìn, mỗi nội dung một bảng nối nhau bằng mã; kèm từ điển dữ liệu"
_FORMATS: Final = {
    DataFormat.XLSX: "Excel",
    DataFormat.CSV: "CSV (ZIP)",
    DataFormat.PARQUET: "Parquet (ZIP)",
}
_MIME: Final = {
    DataFormat.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    DataFormat.CSV: "application/zip",
    DataFormat.PARQUET: "application/zip",
}
_SERVED: Final = (
    "Power Query lấy thẳng và tự cập nhật khi chương trình được mở bằng lệnh serve: xem cách nối từng bảng ở địa chỉ `/du-lieu/`."
)


def show_data_out() -> None:
    """Draw the choice of format, the download, and the tables with their dictionary, for whom they are."""
    if not may(current_actor(), Act.TAKE_DATA):
        return
    show_section(TITLE, _ABOUT)
    with st.container(border=True):
        chosen = st.radio("Dạng tệp", list(_FORMATS), format_func=escape_names(_name_format), horizontal=True, key="data_format")
        kind = DataFormat(chosen)
        st.download_button(
            "Tải dữ liệu",
            data=as_visitor(partial(_make, edition(), kind)),
            file_name=name_data(kind, looked_at(), _ask(looked_at())),
            mime=_MIME[kind],
            key="data_out",
            on_click="ignore",
        )
        st.caption("Ô trống không phải 0: mỗi bảng có cột tình trạng. Không có cột nào nêu tên người.")
        if load_settings().serving.data_out:
            st.caption(_SERVED)
        box = st.expander("Các bảng và từ điển dữ liệu", key="data_tables", on_change="rerun")
        if box.open:
            with box:
                _show_tables()


def _name_format(kind: str) -> str:
    return _FORMATS[DataFormat(kind)]


def _ask(dataset: Dataset) -> DataRequest:
    """Everything of the unit that is looked at: whoever analyses filters there."""
    return DataRequest(unit=dataset.unit if dataset.roster.tree.units and not dataset.snapshot else "")


def _show_tables() -> None:
    counts = {} if looked_at().sums else compute(_count_rows, edition())  # of a province only the file itself counts them
    rows = [(one.name, one.title, one.row, counts.get(one.name)) for one in TABLES]
    show_frame(pd.DataFrame(rows, columns=["Bảng", "Nội dung", "Mỗi dòng", "Số dòng"]), caption="Các bảng", key="data_counts")
    dictionary = collect_dictionary()
    shown = dictionary[["table_name", "column_name", "kind", "meaning", "codes", "blank_means"]].fillna("")
    shown.columns = pd.Index(["Bảng", "Cột", "Loại", "Nghĩa", "Mã", "Ô trống"])
    show_frame(shown, caption="Từ điển dữ liệu", key="data_dictionary")


def _count_rows(dataset: Dataset) -> dict[str, int]:
    district = get_district(sample=dataset.sample, plan=dataset.plan.code)
    with take_tables(district, _ask(dataset), lambda: dataset, actor=current_actor()) as pack:
        return pack.count_rows()


def _make(looked: Edition, kind: DataFormat, *, actor: Actor) -> bytes:
    """Called when the file is asked for, outside of the session: which data are looked at is told."""
    district, dataset = get_district(sample=looked.sample, plan=looked.plan), get_dataset(looked)
    asked = _ask(dataset)
    with TemporaryDirectory(prefix="danvan-") as folder, take_tables(district, asked, lambda: dataset, actor=actor) as pack:
        path = Path(folder) / "data"
        pack.write_as(kind, path)
        note_data_taken(district, actor, name_data(kind, dataset, asked))
        return path.read_bytes()
