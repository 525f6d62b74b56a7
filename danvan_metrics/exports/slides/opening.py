"""The first two slides: what meeting this is, and what it has to look at."""

from __future__ import annotations

from typing import Final

from danvan_metrics.briefing.key_figures import KeyFigure
from danvan_metrics.briefing.sentences import Sentence
from danvan_metrics.charts import theme
from danvan_metrics.charts.record import describe_snapshot
from danvan_metrics.exports.slides.deck import Deck, add_bar, add_text, measure_height
from danvan_metrics.exports.slides.template import BOTTOM, MARGIN, ROOM, TOP
from danvan_metrics.exports.slides.text import Run, shorten, write_color, write_paragraph
from danvan_metrics.vietnamese import format_date

TITLE: Final = "Điểm cần chú ý"
NOTHING: Final = "Số liệu không cho thấy điểm nào cần chú ý."
_GAP: Final = 0.15
_CARD: Final = 1.42  # inches high
_SIZES: Final = (20, 18, 16, 14)  # of the sentences, the first that fits
_AFTER: Final = 12  # points below a sentence


def add_title_slide(deck: Deck) -> None:
    """The office, the plan, the period and its day, what came in, through which lens and of which schools."""
    meeting = deck.meeting
    slide = deck.add_slide(meeting.plan.office.name)
    add_bar(slide, (MARGIN, 1.5, 0.12, 4.6), theme.ACCENT)
    lines = [
        write_paragraph([Run(meeting.plan.office.parent, color=theme.MUTED)], 16, after=14),
        write_paragraph([Run(meeting.plan.short_title, bold=True)], 44, after=4),
        write_paragraph([Run(meeting.plan.title)], 18, after=22),
        write_paragraph([Run(meeting.period[:1].upper() + meeting.period[1:], bold=True, color=theme.ACCENT)], 30, after=10),
        write_paragraph([Run(f"Tính đến {format_date(meeting.as_of)} · "), Run(meeting.received, bold=True)], 20, after=6),
        write_paragraph([Run(f"Số liệu: {meeting.subtitle}")], 18, after=6),
    ]
    if meeting.snapshot is not None:
        told = describe_snapshot(meeting.snapshot)
        lines.append(write_paragraph([Run(told[:1].upper() + told[1:], bold=True, color=theme.REFERENCE)], 18))
    add_text(slide, (MARGIN + 0.4, 1.5, ROOM - 0.4, 4.6), lines, name="Bìa", anchor="ctr")


def add_attention_slide(deck: Deck) -> None:
    """The key figures over the sentences."""
    meeting = deck.meeting
    slide = deck.add_slide(TITLE, meeting.subtitle)
    figures = meeting.overview.key_figures
    width = (ROOM - _GAP * (len(figures) - 1)) / max(len(figures), 1)
    for number, figure in enumerate(figures):
        look = f"{write_color(theme.SHARE_COLORS[0])}<a:ln w=\"9525\">{write_color(theme.FAINT)}</a:ln>"
        box = (MARGIN + number * (width + _GAP), TOP, width, _CARD)
        add_text(slide, box, _write_figure(figure, width - 0.2), name=f"Số chính {number + 1}", look=look, anchor="ctr")
    top = TOP + _CARD + 0.25
    add_text(slide, (MARGIN, top, ROOM, BOTTOM - top), _write_sentences(deck, BOTTOM - top), name="Các câu")


def _write_figure(figure: KeyFigure, width: float) -> list[str]:
    return [
        write_paragraph([Run(shorten(figure.label, 14, width, most=1), color=theme.MUTED)], 14),
        write_paragraph([Run(shorten(figure.value, 20, width, most=1), bold=True)], 20),
        write_paragraph([Run(shorten(figure.note, 14, width, most=2))], 14),
    ]


def _write_sentences(deck: Deck, room: float) -> list[str]:
    sentences = deck.meeting.overview.sentences
    if not sentences:
        return [write_paragraph([Run(deck.meeting.completion.empty or NOTHING)], _SIZES[0])]
    size = next((size for size in _SIZES if _measure(sentences, size) <= room), _SIZES[-1])
    return [
        write_paragraph([Run(one.lead, bold=True, color=theme.ACCENT), Run(one.text)], size, after=_AFTER) for one in sentences
    ]


def _measure(sentences: tuple[Sentence, ...], size: float) -> float:
    return sum(measure_height(one.lead + one.text, size, ROOM, bold=True) + _AFTER / 72 for one in sentences)
