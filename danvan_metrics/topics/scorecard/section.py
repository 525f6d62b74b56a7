"""Annex I: the scorecard of all schools, on paper lying on its side; its legend serves Annex II too."""

from __future__ import annotations

from collections.abc import Iterator

from danvan_metrics.formats import theme
from danvan_metrics.formats.docx.decree import NUMBER, name_number, write_day
from danvan_metrics.formats.docx.paper import Paper
from danvan_metrics.formats.docx.pieces import Piece, plain
from danvan_metrics.formats.docx.sheets import WIDTH_LYING, start_page
from danvan_metrics.formats.docx.styles import LETTERHEAD
from danvan_metrics.metrics.marks import SYMBOLS
from danvan_metrics.plan.lens import Lens
from danvan_metrics.topics.meeting import Meeting
from danvan_metrics.topics.scorecard.figures import MEAN_NOTE, RATIO_NOTE, collect_scorecard
from danvan_metrics.topics.scorecard.table import REACH_NOTE, lay_out_scorecard
from danvan_metrics.vietnamese import NBSP, capitalise

_SCHOOL, _RETURNS, _APPRAISAL = 38, 33, 37  # mm


def write_scorecard_annex(paper: Paper, meeting: Meeting) -> None:
    """Write every school's marks in bands, under the legend in words."""
    card = meeting.take(collect_scorecard)
    start_page(paper.document, lying=True)
    paper.add_annex("Bảng điểm các trường")
    name_report(paper, meeting)
    write_legend(paper, meeting)
    width = (WIDTH_LYING - _SCHOOL - _RETURNS - _APPRAISAL) / len(card.shown)
    paper.add_bare_table(lay_out_scorecard(card), [_SCHOOL, *[width] * len(card.shown), _RETURNS, _APPRAISAL])


def name_report(paper: Paper, meeting: Meeting) -> None:
    """“(Kèm theo Báo cáo số … của …)” under an annex's name."""
    office = meeting.plan.office
    number = f"{NUMBER.replace('Số:', 'số')}{name_number(office)}"
    run = paper.document.add_paragraph(style=LETTERHEAD).add_run(
        plain(f"(Kèm theo Báo cáo {number} {write_day(meeting.as_of)} của {office.name})")
    )
    run.italic = True


def write_legend(paper: Paper, meeting: Meeting) -> None:
    """Every mark that is shown, on its fill, with its threshold in words, and what the figures beside it mean."""
    card = meeting.take(collect_scorecard)
    pieces = (
        Piece(f"{NBSP}{SYMBOLS[mark]}{NBSP}{words.replace(' ', NBSP)}{NBSP}", fill=theme.MARK_FILLS[mark])
        for mark, words in card.legend
    )
    paper.add_note("Chú giải: ", *_join(pieces))
    reach = f" {REACH_NOTE}." if meeting.scope.lens is Lens.APPRAISED else ""
    limits = capitalise(card.limits_note)
    paper.add_note(f"{MEAN_NOTE}; {RATIO_NOTE}.{reach} ✕ kèm số: bao nhiêu vi phạm. {limits}.")


def _join(pieces: Iterator[Piece]) -> Iterator[str | Piece]:
    for number, piece in enumerate(pieces):
        if number:
            yield "  "
        yield piece
