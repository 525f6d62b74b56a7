"""The phiếu as a workbook: out for work away from the desk, filled ones back in; and the minute once it is concluded."""

from __future__ import annotations

from functools import partial
from typing import Final

import streamlit as st

from danvan_metrics.access.actor import Actor
from danvan_metrics.access.acts import Act
from danvan_metrics.access.rights import may
from danvan_metrics.appraising.desk import Desk
from danvan_metrics.district import District
from danvan_metrics.errors import UserError
from danvan_metrics.plan.verdicts import Stage
from danvan_metrics.store.appraising.appraisal_records import AppraisalKey
from danvan_metrics.vietnamese import slug
from danvan_metrics.web import state
from danvan_metrics.web.appraiser.sheet_cards import SheetBatch, show_sheet_cards
from danvan_metrics.web.escaping import escape_markdown
from danvan_metrics.web.officer.uploader import translate_uploader
from danvan_metrics.web.resources import get_district
from danvan_metrics.web.signing_in.visitor import as_visitor
from danvan_metrics.web.widgets.downloads import XLSX

_DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_MINUTED: Final = frozenset({Stage.WITH_SCHOOL, Stage.FOR_SIGNATURE, Stage.CONCLUDED})


def show_exchange(district: District, desk: Desk, actor: Actor) -> None:
    """Draw the downloads, the uploader, and what came of the phiếu handed in last."""
    with st.container(border=True):
        st.markdown("**Phiếu thẩm định và biên bản**")
        with st.container(horizontal=True, gap="small"):
            _offer_sheet(desk)
            _offer_minute(desk)
        if may(actor, Act.JUDGE):
            _show_receiving(district, actor)


def _offer_sheet(desk: Desk) -> None:
    if desk.submission is None or (desk.record.appraisers and not desk.seat):  # of two who judge alone each has their own
        return
    appraiser = desk.seat.name if desk.seat else ""
    st.download_button(
        "Tải phiếu thẩm định (Excel)",
        data=as_visitor(partial(_write_sheet, desk.key, appraiser, sample=state.sample_mode())),
        file_name=_name_file("phieu tham dinh", desk, "xlsx"),
        mime=XLSX,
        key="sheet_out",
        on_click="ignore",
    )


def _write_sheet(key: AppraisalKey, appraiser: str, *, sample: bool, actor: Actor) -> bytes:
    from danvan_metrics.appraising.sheet_out import write_sheet  # noqa: PLC0415 - openpyxl only when a file is asked for

    return write_sheet(get_district(sample=sample, plan=key.plan), key, actor=actor, appraiser=appraiser)[1]


def _offer_minute(desk: Desk) -> None:
    """The minutes once they can be signed; before, from the day it is laid before the school, as a draft."""
    if desk.record.stage not in _MINUTED:
        return
    concluded = desk.record.stage is Stage.CONCLUDED
    _offer(desk, "Tải biên bản thẩm định (Word)" if concluded else "Tải dự thảo biên bản (Word)", key="minute")


def offer_minute(desk: Desk, version: int, *, key: str) -> None:
    """Offer the minutes of a version that was concluded, as they stood then."""
    _offer(desk, f"Tải biên bản lần {version} (Word)", key=key, version=version)


def _offer(desk: Desk, label: str, *, key: str, version: int | None = None) -> None:
    concluded = version or (desk.record.version if desk.record.stage is Stage.CONCLUDED else None)
    named = f"lan {concluded}" if concluded else "du thao"
    st.download_button(
        escape_markdown(label),
        data=as_visitor(partial(_write_minute, desk.key, sample=state.sample_mode(), version=version)),
        file_name=_name_file(f"bien ban tham dinh {named}", desk, "docx"),
        mime=_DOCX,
        key=key,
        on_click="ignore",
    )


def _write_minute(key: AppraisalKey, *, sample: bool, version: int | None, actor: Actor) -> bytes:
    from danvan_metrics.appraising.minute_out import make_minute  # noqa: PLC0415 - python-docx only when a file is asked for

    return make_minute(get_district(sample=sample, plan=key.plan), key, actor=actor, version=version)[1]


def _name_file(what: str, desk: Desk, ending: str) -> str:
    return f"{slug(what, desk.key.school, desk.key.period, desk.key.round)}.{ending}"


def _show_receiving(district: District, actor: Actor) -> None:
    turn = int(state.recall("sheet_turn", 0))
    key = f"sheet_files_{turn}"
    st.html(translate_uploader(key, "phiếu"))
    files = st.file_uploader(
        "Phiếu đã điền (Excel), một hoặc nhiều tệp; phần mềm nhận ra trường, kỳ và đợt từ bên trong tệp",
        accept_multiple_files=True,
        key=key,
    )
    if files and st.button("Nhận phiếu", key="sheet_in"):
        _receive(district, [(one.name, one.getvalue()) for one in files], actor)
        state.keep("sheet_turn", turn + 1)
        st.rerun()
    kept: SheetBatch | None = state.recall("sheet_outcomes")
    if kept and (kept.sample, kept.plan) == (district.sample, district.plan.code):
        show_sheet_cards(district, kept)


def _receive(district: District, files: list[tuple[str, bytes]], actor: Actor) -> None:
    """Take the phiếu in one after another; what came of those before a stop is kept."""
    from danvan_metrics.appraising.sheet_in import receive_sheets  # noqa: PLC0415 - readers start only for files
    from danvan_metrics.intake.archive import HandedIn, list_files  # noqa: PLC0415

    kept = SheetBatch(district.sample, district.plan.code)
    state.keep("sheet_outcomes", kept)
    handed = list_files([HandedIn(name, content) for name, content in files], district.settings.limits)
    try:
        for outcome in receive_sheets(district, handed, actor=actor):
            kept.outcomes.append(outcome)
    except UserError as error:
        kept.problems.append(str(error))
