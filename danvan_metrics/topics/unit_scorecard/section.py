"""The scorecard of a node as an annex, on paper lying on its side."""

from __future__ import annotations

from danvan_metrics.formats import theme
from danvan_metrics.formats.docx.paper import Paper
from danvan_metrics.formats.docx.pieces import Piece
from danvan_metrics.formats.docx.sheets import WIDTH_LYING, start_page
from danvan_metrics.metrics.marks import SYMBOLS
from danvan_metrics.topics.meeting import Meeting
from danvan_metrics.topics.unit_scorecard.figures import UnitScorecard, collect_unit_scorecard
from danvan_metrics.topics.unit_scorecard.slides import describe_slowest_unit
from danvan_metrics.topics.unit_scorecard.table import count_sides, lay_out_unit_scorecard
from danvan_metrics.vietnamese import NBSP, capitalise

_NAME, _TOLD, _SIDE = 44, 15, 16  # mm


def write_unit_scorecard(paper: Paper, meeting: Meeting) -> None:
    """Write the annex: what it shows, the legend in words, and every unit, the slowest first."""
    card = meeting.take(collect_unit_scorecard)
    start_page(paper.document, lying=True)
    paper.add_annex("Bảng điểm các đơn vị")
    paper.add_lead(f"{describe_slowest_unit(meeting.plan, card)}.")
    _write_legend(paper, card)
    sides = count_sides(card)
    width = (WIDTH_LYING - _NAME - _TOLD - sides * _SIDE) / len(card.shown)
    table = lay_out_unit_scorecard(card, printed=True)
    paper.add_bare_table(table, [_NAME, _TOLD, *[width] * len(card.shown), *[_SIDE] * sides])


def _write_legend(paper: Paper, card: UnitScorecard) -> None:
    pieces: list[str | Piece] = ["Chú giải: "]
    for mark, words in card.legend:
        text = f"{NBSP}{SYMBOLS[mark]}{NBSP}{words.replace(' ', NBSP)}{NBSP}"
        pieces += [Piece(text, fill=theme.MARK_FILLS[mark]), "  "]
    paper.add_note(*pieces)
    notes = "; ".join(note for note in lay_out_unit_scorecard(card, printed=True).notes)
    paper.add_note(f"{capitalise(notes)}.")
