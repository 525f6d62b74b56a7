"""The first two slides: what meeting this is, and what it has to look at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from danvan_metrics.formats import theme
from danvan_metrics.formats.pptx.deck import Deck
from danvan_metrics.formats.pptx.shapes import add_bar, add_text, measure_height
from danvan_metrics.formats.pptx.slide_master import BOTTOM, MARGIN, ROOM, TOP
from danvan_metrics.formats.pptx.slide_text import POINTS, Run, measure_width, shorten, write_color, write_paragraph
from danvan_metrics.metrics.words import describe_emptiness, describe_snapshot
from danvan_metrics.topics.meeting import Meeting
from danvan_metrics.topics.overview.key_figures import KeyFigure, collect_key_figures
from danvan_metrics.topics.overview.sentences import NO_SENTENCE, Sentence, collect_sentences
from danvan_metrics.vietnamese import capitalise, format_date

_INNER: Final = MARGIN + 0.4  # inches: beside the bar of the first slide
_GAP: Final = 0.15
_CARD: Final = 1.75  # inches high
_SIZES: Final = (22, 20, 18, 16, 14)  # of the sentences, the first that fits
_AFTER: Final = 9  # points below a sentence


def add_title_slide(deck: Deck, meeting: Meeting) -> None:
    """The office, the plan, the period and its day, what came in, through which lens and of which schools."""
    add_cover(deck, meeting, meeting.plan.office.parent, meeting.plan.office.name)


def add_cover(deck: Deck, meeting: Meeting, parent: str, owner: str) -> None:
    """The same of whoever the figures are, and of what stands above them."""
    slide = deck.add_slide(meeting.plan.short_title, place=(_INNER, 2.45, ROOM - 0.4, 0.95), size=48)
    add_bar(slide, (MARGIN, 1.25, 0.12, 5.1), deck.accent)
    office = [
        write_paragraph([Run(parent, color=theme.MUTED)], 16, after=3),
        write_paragraph([Run(owner, bold=True)], 22),
    ]
    add_text(slide, (_INNER, 1.25, deck.cover_width, 1.0), office, name="Đơn vị")
    add_text(slide, (_INNER, 3.45, ROOM - 0.4, 2.9), _write_cover(meeting, deck.accent), name="Bìa")


def _write_cover(meeting: Meeting, accent: str) -> list[str]:
    lines = [
        write_paragraph([Run(meeting.plan.title)], 18, after=16),
        write_paragraph([Run(capitalise(meeting.period), bold=True, color=accent)], 30, after=8),
        write_paragraph([Run(f"Tính đến {format_date(meeting.as_of)} · "), Run(meeting.received, bold=True)], 20, after=6),
        write_paragraph([Run(f"Số liệu: {meeting.subtitle}")], 18, after=6),
    ]
    if meeting.dataset.snapshot is not None:
        told = describe_snapshot(meeting.dataset.snapshot)
        lines.append(write_paragraph([Run(capitalise(told), bold=True, color=theme.REFERENCE)], 18))
    return lines


def add_attention_slide(deck: Deck, meeting: Meeting) -> None:
    """The key figures over the sentences."""
    slide = deck.add_slide(describe_attention(meeting.take(collect_sentences)), meeting.subtitle)
    figures = meeting.take(collect_key_figures)
    width = (ROOM - _GAP * (len(figures) - 1)) / max(len(figures), 1)
    size = next((size for size in _SIZES if all(_is_narrow(figure, size, width - 0.25) for figure in figures)), _SIZES[-1])
    for number, figure in enumerate(figures):
        look = f'{write_color(theme.SHARE_COLORS[0])}<a:ln w="9525">{write_color(theme.FAINT)}</a:ln>'
        box = (MARGIN + number * (width + _GAP), TOP, width, _CARD)
        add_text(slide, box, _write_figure(figure, width - 0.2, size), name=f"Số chính {number + 1}", look=look, anchor="ctr")
    top = TOP + _CARD + 0.25
    add_text(slide, (MARGIN, top, ROOM, BOTTOM - top), _write_sentences(meeting, BOTTOM - top, deck.accent), name="Các câu")


def describe_attention(sentences: Sequence[Sentence]) -> str:
    """“6 điểm cần chú ý, trước hết là 3 điểm nghiêm trọng”."""
    grave = sum(one.grave for one in sentences)
    if not sentences:
        return "Chưa có điểm nào cần chú ý"
    told = f"{len(sentences)} điểm cần chú ý"
    return f"{told}, trước hết là {grave} điểm nghiêm trọng" if 0 < grave < len(sentences) else told


def _is_narrow(figure: KeyFigure, size: float, width: float) -> bool:
    return measure_width(figure.value, size, bold=True) <= width


def _write_figure(figure: KeyFigure, width: float, size: float) -> list[str]:
    return [
        write_paragraph([Run(shorten(figure.label, 14, width, most=1), color=theme.MUTED)], 14),
        write_paragraph([Run(shorten(figure.value, size, width * 1.1, most=1), bold=True)], size, after=2),
        write_paragraph([Run(shorten(figure.note, 14, width, most=4))], 14),
    ]


def _write_sentences(meeting: Meeting, room: float, accent: str) -> list[str]:
    sentences = meeting.take(collect_sentences)
    if not sentences:
        return [write_paragraph([Run(describe_emptiness(meeting.dataset, meeting.scope) or NO_SENTENCE)], _SIZES[0])]
    size = next((size for size in _SIZES if _measure(sentences, size) <= room), _SIZES[-1])
    return [write_paragraph([_write_lead(one, accent), Run(one.text)], size, after=_AFTER) for one in sentences]


def _write_lead(one: Sentence, accent: str) -> Run:
    return Run(one.lead, bold=True, color=theme.REFERENCE if one.grave else accent)


def _measure(sentences: tuple[Sentence, ...], size: float) -> float:
    return sum(measure_height(one.lead + one.text, size, ROOM, bold=True) + _AFTER / POINTS for one in sentences)
