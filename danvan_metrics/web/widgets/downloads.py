"""FigureRecord that leave as a workbook, written when they are asked for."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

import pandas as pd
import streamlit as st

from danvan_metrics.access.actor import Actor
from danvan_metrics.access.policies import check_still_shown
from danvan_metrics.formats.record import FigureRecord
from danvan_metrics.metrics.words import describe_source
from danvan_metrics.web.resources import Edition, get_dataset
from danvan_metrics.web.signing_in.visitor import as_visitor
from danvan_metrics.web.state import edition

DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def offer_figures(record: FigureRecord, tabulate: Callable[[], pd.DataFrame], *, key: str) -> None:
    """Offer the figures behind a chart or table; `tabulate` gives them with Vietnamese headings."""
    st.download_button(
        "Tải số liệu XLSX",
        data=as_visitor(partial(_write_figures, record, tabulate, edition())),
        file_name=f"{record.file_name}.xlsx",
        mime=XLSX,
        key=f"xlsx_{key}",
        on_click="ignore",
    )


def _write_figures(record: FigureRecord, tabulate: Callable[[], pd.DataFrame], looked: Edition, *, actor: Actor) -> bytes:
    check_still_shown(actor, looked.sight)
    from danvan_metrics.formats.xlsx.plain_sheet import write_figures  # noqa: PLC0415 - XlsxWriter only when a file is asked for

    source = describe_source(get_dataset(looked))
    return write_figures(record.title, record.subtitle, tabulate(), sample=record.sample, source=source)
