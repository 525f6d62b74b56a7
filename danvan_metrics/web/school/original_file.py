"""The workbook as a school sent it, to be downloaded; once its contact data are blanked a copy without them, which says so."""

from __future__ import annotations

from functools import partial
from pathlib import PureWindowsPath
from typing import Literal

import streamlit as st

from danvan_metrics.access.acts import Act
from danvan_metrics.access.rights import may
from danvan_metrics.intake.kept_files import has_lost_contacts, load_kept_file
from danvan_metrics.store.records import SubmissionRecord
from danvan_metrics.web.escaping import escape_markdown
from danvan_metrics.web.signing_in.visitor import as_visitor, current_actor
from danvan_metrics.web.state import current_district
from danvan_metrics.web.widgets.downloads import XLSX

_BLANKED = "Bản sao đã xóa tên, điện thoại, thư điện tử của người lập vì quá thời gian lưu; các ô khác giữ nguyên."


def offer_original(one: SubmissionRecord, label: str, *, key: str, kind: Literal["secondary", "tertiary"] = "secondary") -> None:
    """Draw the button for whom the file is; it is loaded only when it is pressed."""
    if not may(current_actor(), Act.GET_ORIGINALS, one.school):
        return
    district = current_district()
    blanked = has_lost_contacts(district, one)
    st.download_button(
        escape_markdown(f"{label} (đã xóa thông tin liên hệ)" if blanked else label),
        data=as_visitor(partial(load_kept_file, district, one)),
        file_name=f"{PureWindowsPath(one.file_name).stem}_khong-lien-he.xlsx" if blanked else one.file_name,
        mime=XLSX,
        key=key,
        on_click="ignore",
        type=kind,
        help=_BLANKED if blanked else None,
    )
