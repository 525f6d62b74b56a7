"""Strengths, limits, causes, what is to be done and what is asked for: written by people, beside the figures they need for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from danvan_metrics.formats.docx.paper import Paper
from danvan_metrics.formats.docx.pieces import TO_WRITE, Piece, bold
from danvan_metrics.metrics.actions import ActionState
from danvan_metrics.metrics.marks import Mark
from danvan_metrics.metrics.words import name_asked
from danvan_metrics.topics.actions.figures import collect_actions
from danvan_metrics.topics.actions.weak_cells import collect_weak_cells
from danvan_metrics.topics.completion.chart import collect_completion_by_level
from danvan_metrics.topics.indicators.status_chart import StatusRow, collect_statuses
from danvan_metrics.topics.meeting import Meeting
from danvan_metrics.topics.office_work.figures import DUTY_WORDS, UNDONE, collect_office_work
from danvan_metrics.topics.overview.sentences import collect_sentences
from danvan_metrics.topics.scorecard.figures import collect_scorecard
from danvan_metrics.topics.scorecard.weakest import choose_ranked
from danvan_metrics.topics.timeliness.chart import collect_timeliness
from danvan_metrics.vietnamese import format_date, format_percent, format_ratio

_MOST_MET: Final = 5  # indicators named as strengths
_NAMED: Final = 8  # schools
_OPEN: Final = (ActionState.OVERDUE, ActionState.OPEN)
_FIGURES: Final = "Số liệu có liên quan:"


def write_judgement(paper: Paper, meeting: Meeting) -> None:
    """Leave room for what is well, what is not and why, each over its figures."""
    paper.add_section("ĐÁNH GIÁ CHUNG")
    _write_part(paper, "Ưu điểm", list(_list_strengths(meeting)))
    _write_part(paper, "Hạn chế", list(_list_limits(meeting)))
    _write_part(paper, "Nguyên nhân", list(_list_silent(meeting)))


def write_tasks(paper: Paper, meeting: Meeting) -> None:
    """Leave room for what is to be done, over what was agreed and is not done, of the schools and of the office."""
    paper.add_section("PHƯƠNG HƯỚNG, NHIỆM VỤ")
    paper.add_text(TO_WRITE)
    _write_list(paper, "Việc đã giao, còn phải làm:", list(_list_open_actions(meeting)))
    _write_list(paper, "Việc của Phòng chưa xong:", list(_list_open_duties(meeting)))


def write_requests(paper: Paper, meeting: Meeting) -> None:
    """Leave room for what the office asks for, which nobody else can write, over what has waited longest."""
    paper.add_section("KIẾN NGHỊ, ĐỀ XUẤT")
    paper.add_text(TO_WRITE)
    overdue = [(told,) for told, late in _describe_actions(meeting) if late]
    _write_list(paper, "Việc đã giao quá hạn, cần có ý kiến:", overdue)


Line = tuple[str | Piece, ...]  # pieces of a line of a list


def _write_part(paper: Paper, title: str, lines: list[Line]) -> None:
    paper.add_part(title)
    paper.add_text(TO_WRITE)
    _write_list(paper, _FIGURES, lines)


def _write_list(paper: Paper, lead: str, lines: Sequence[Line]) -> None:
    if lines:
        paper.add_lead(lead)
    for line in lines:
        paper.add_dash(*line)


def _list_strengths(meeting: Meeting) -> Iterator[Line]:
    counts = meeting.take(collect_timeliness).counts
    if counts.on_time:
        yield (bold("Nộp đúng hạn"), f": {counts.on_time}/{counts.received} báo cáo đã nhận.")
    bars = meeting.take(collect_completion_by_level).bars
    wholes = [bar for bar in bars if bar.whole] or list(bars)
    known = [bar for bar in wholes if bar.state == "value" and bar.N]
    if len(known) > 1:
        best = max(known, key=lambda bar: bar.mean)
        yield (
            bold("Nhóm đạt cao nhất"),
            f": {best.heading}, {format_percent(best.mean)} ({format_ratio(best.n, best.N)} đạt trọn).",
        )
    if most := _find_most_met(meeting):
        told = "; ".join(f"{row.code} {row.title} ({row.met_n}/{row.met_N} trường)" for row in most)
        yield (bold("Nhiều trường đạt nhất"), f": {told}.")
    yield from _list_complete(meeting)


def _find_most_met(meeting: Meeting) -> list[StatusRow]:
    """The indicators that most schools meet, of equals the plan's first; none that nobody meets."""
    rows = [row for record in meeting.take(collect_statuses) for row in record.rows if row.met_n]
    return sorted(rows, key=lambda row: row.met_n / row.met_N, reverse=True)[:_MOST_MET]


def _list_complete(meeting: Meeting) -> Iterator[Line]:
    """The schools that show all in the column that schools are ranked by."""
    card, codes = meeting.take(collect_scorecard), choose_ranked(meeting.plan)
    full = [row.name for row in card.rows if all(cell.mark is Mark.MET for cell in row.cells if cell.group in codes)]
    if full:
        more = f" và {len(full) - _NAMED} trường khác" if len(full) > _NAMED else ""
        asked = name_asked(meeting.plan, codes[0])
        yield (bold(f"Đạt trọn {asked} {card.weakest_by}"), f": {', '.join(full[:_NAMED])}{more}.")


def _list_limits(meeting: Meeting) -> Iterator[Line]:
    for sentence in meeting.take(collect_sentences):
        yield (bold(sentence.lead), sentence.text)
    weak = meeting.take(collect_weak_cells)
    if weak.groups:
        yield (bold(weak.title), f": {weak.told}; từng trường xem Phụ lục II.")


def _list_silent(meeting: Meeting) -> Iterator[Line]:
    """Who has not handed in, was sent back or was late: what is not known of them is no cause, but must be asked."""
    schools = meeting.take(collect_timeliness).schools
    told = {
        "Chưa nộp, quá hạn": [one.name for one in schools if one.state == "missing"],
        "Báo cáo trả lại, chờ sửa": [one.name for one in schools if one.waiting],
        "Nộp trễ": [f"{one.name} ({one.days} ngày)" for one in schools if one.state == "late" and not one.waiting],
    }
    for words, names in told.items():
        if names:
            yield (bold(words), f": {', '.join(names)}.")


def _list_open_actions(meeting: Meeting) -> Iterator[Line]:
    for told, _ in _describe_actions(meeting):
        yield (told,)


def _describe_actions(meeting: Meeting) -> Iterator[tuple[str, bool]]:
    """Yield what was agreed and is not done, and whether it is overdue."""
    for row in meeting.take(collect_actions).rows:
        if row.state in _OPEN:
            action = row.action
            told = f"{action.task} ({row.school.short_name}; {row.subject}); phụ trách: {action.person}"
            yield f"{told}; hạn {format_date(action.due)}, {row.state_words}.", row.state is ActionState.OVERDUE


def _list_open_duties(meeting: Meeting) -> Iterator[Line]:
    record = meeting.take(collect_office_work)
    for duty in (*record.own, *record.shared):
        if duty.state in UNDONE:
            due = f"; hạn {duty.deadline}" if duty.deadline else ""
            yield (f"{duty.indicator.code} {duty.indicator.title}: {DUTY_WORDS[duty.state]}, {duty.value}{due}.",)
