"""The question put to the officer where a file does not tell, or does not tell alike, whose return it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import streamlit as st

from danvan_metrics.access.acts import Act
from danvan_metrics.access.rights import may
from danvan_metrics.district import District
from danvan_metrics.errors import UserError
from danvan_metrics.web import state as keys
from danvan_metrics.web.escaping import escape_markdown, show_error
from danvan_metrics.web.officer.cards import show_card_heading
from danvan_metrics.web.officer.question_card import NOT_YOURS
from danvan_metrics.web.officer.upload import Batch, answer_doubt
from danvan_metrics.web.signing_in.visitor import current_actor
from danvan_metrics.workbook.recognising.recognise import Candidate, Doubt, Told


def show_doubt(district: District, batch: Batch, position: int) -> None:
    """Draw the question with its candidates and what speaks for each; the answer receives the file at once."""
    outcome = batch.outcomes[position]
    doubt = outcome.doubt
    if doubt is None:
        return
    schools = {code: unit.short_name for code, unit in district.roster.by_code.items()}
    periods = {period.code: period.title for period in district.plan.periods}
    with st.container(border=True, gap="xsmall"):
        show_card_heading(outcome)
        st.markdown(escape_markdown(doubt.why))
        for line in _describe_signals(doubt, schools, periods):
            st.markdown(f"- {escape_markdown(line)}")
        if not may(current_actor(), Act.ANSWER_QUESTIONS):
            st.caption(NOT_YOURS)
            return
        left, middle, right = st.columns([3, 2, 2], vertical_alignment="bottom")
        with left:
            school = _choose("Đây là báo cáo của", doubt.schools, schools, key=f"school_{position}")
        with middle:
            period = _choose("Kỳ báo cáo", doubt.periods, periods, key=f"period_{position}")
        ready = school is not None and period is not None
        key = f"{keys.UPLOAD_DOUBT}_{position}"
        if right.button("Xác nhận và nhận", key=key, type="primary", disabled=not ready) and school and period:
            _answer(district, batch, position, Told(school, period))


def _answer(district: District, batch: Batch, position: int, told: Told) -> None:
    try:
        answer_doubt(district, batch, position, told, actor=current_actor())
    except UserError as error:
        show_error(error)
    else:
        st.rerun()


def _describe_signals(doubt: Doubt, schools: dict[str, str], periods: dict[str, str]) -> Iterator[str]:
    """What speaks for each candidate; what there is no doubt of is passed over, unless there is none of either."""
    both_told = len(doubt.schools) == len(doubt.periods) == 1
    for what, candidates, names in (("Đơn vị", doubt.schools, schools), ("Kỳ", doubt.periods, periods)):
        if both_told or len(candidates) > 1:
            yield from (f"{what} {names.get(one.code, one.code)}: {'; '.join(one.signals)}" for one in candidates)


def _choose(label: str, candidates: Sequence[Candidate], names: dict[str, str], *, key: str) -> str | None:
    """The likeliest first, then everything else there is; chosen beforehand only where one candidate is left."""
    options = list(_order(candidates, names))
    chosen: str | None = st.selectbox(
        escape_markdown(label),
        options,
        index=0 if len(candidates) == 1 else None,
        format_func=lambda code: names.get(code, code),
        placeholder="Hãy chọn",
        key=f"{keys.UPLOAD_DOUBT}_{key}",
    )
    return chosen


def _order(candidates: Sequence[Candidate], names: Iterable[str]) -> Iterator[str]:
    likely = [one.code for one in candidates if one.code in set(names)]
    yield from likely
    yield from (code for code in names if code not in likely)
