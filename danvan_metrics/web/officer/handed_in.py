"""What a school handed in, for its own people: what was taken, what was sent back, and that marked to be mended."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Final

import streamlit as st

from danvan_metrics.access.actor import Actor
from danvan_metrics.access.acts import Act
from danvan_metrics.access.rights import reach
from danvan_metrics.district import District
from danvan_metrics.errors import UserError
from danvan_metrics.intake.marked import name_marked
from danvan_metrics.store.records import RefusalRecord, SubmissionRecord
from danvan_metrics.units.roster import School
from danvan_metrics.web.escaping import escape_markdown
from danvan_metrics.web.school.history import lay_out_history
from danvan_metrics.web.signing_in.visitor import as_visitor
from danvan_metrics.web.widgets.downloads import XLSX
from danvan_metrics.web.widgets.figure_table import show_section
from danvan_metrics.web.widgets.table import show_table

_SENT_BACK: Final = "returned"
_NOTHING_YET: Final = "Chưa nộp lần nào. Hãy điền biểu mẫu của kỳ, rồi thả tệp vào khung ở trên."
_NO_COPY: Final = "Không làm được bản đánh dấu của tệp này; hãy nộp lại chính tệp ấy để lấy bản đánh dấu mới."


def show_handed_in(district: District, actor: Actor) -> None:
    """Draw the hand-ins of each school that the actor hands in for, the latest first."""
    for code in sorted(reach(actor, Act.RECEIVE) or ()):
        if code in district.roster.by_code:
            _show_school(district, district.roster.by_code[code])


def _show_school(district: District, school: School) -> None:
    repository, plan = district.repository, district.plan
    taken = repository.list_submissions(plan.code, school.code)
    sent_back = tuple(one for one in repository.list_refusals(plan.code, school=school.code) if one.status == _SENT_BACK)
    show_section(f"Đã nộp: {school.short_name}")
    if not taken and not sent_back:
        st.caption(_NOTHING_YET)
        return
    show_table(lay_out_history(plan, taken, sent_back), key=f"handed_in_{school.code}")
    for refusal in list_unmended(taken, sent_back):
        _offer_marked(district, refusal)


def list_unmended(taken: Sequence[SubmissionRecord], sent_back: Sequence[RefusalRecord]) -> Iterator[RefusalRecord]:
    """The last file sent back of every period for which nothing was taken since."""
    last = {one.period: one for one in sent_back}
    for period, refusal in last.items():
        if not any(one.period == period and one.uploaded_at > refusal.uploaded_at and not one.withdrawn for one in taken):
            yield refusal


def _offer_marked(district: District, refusal: RefusalRecord) -> None:
    period = district.plan.period_by_code.get(refusal.period or "")
    st.download_button(
        escape_markdown(f"Tải bản đánh dấu chỗ cần sửa, kỳ {period.title.lower() if period else ''}"),
        as_visitor(partial(load_marked, district, refusal)),
        name_marked(refusal.file_name),
        XLSX,
        key=f"handed_in_marked_{refusal.id}",
        on_click="ignore",
    )


def load_marked(district: District, refusal: RefusalRecord, *, actor: Actor) -> bytes:
    """The marked copy of a file that was sent back; NotAllowed for whom it is not, UserError where there can be none."""
    from danvan_metrics.intake.mark_again import mark_refused  # noqa: PLC0415 - loads openpyxl only when a copy is asked for

    marked = mark_refused(district, refusal, actor=actor)
    if marked is None:
        raise UserError(_NO_COPY)
    return marked[1]
