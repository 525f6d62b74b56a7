"""The walk of a meeting: which steps there are for these schools, period and lens, in the order they are talked about."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from danvan_metrics.formats.table import Cell, Table
from danvan_metrics.formats.table_pages import cut_table, split_table
from danvan_metrics.metrics.actions import ActionState
from danvan_metrics.metrics.completion import top_groups
from danvan_metrics.metrics.dataset import Dataset, Scope
from danvan_metrics.metrics.spread import WITHOUT_RUNG
from danvan_metrics.metrics.words import describe_period, describe_received, describe_scope
from danvan_metrics.topics.actions.figures import collect_actions
from danvan_metrics.topics.actions.table import DUE, PERSON, SCHOOL, STATE, SUBJECT, TASK, lay_out_actions
from danvan_metrics.topics.appraisal.figures import collect_appraisals
from danvan_metrics.topics.appraisal.lens_table import CHECKED, UNCHECKED, lay_out_lenses
from danvan_metrics.topics.indicators.met_table import MetTable, collect_met, lay_out_met
from danvan_metrics.topics.model_schools.chart import collect_model_tracks
from danvan_metrics.topics.model_schools.criteria_table import lay_out_criteria
from danvan_metrics.topics.overview.sentences import Sentence, collect_sentences
from danvan_metrics.topics.scorecard.figures import collect_scorecard
from danvan_metrics.topics.scorecard.table import lay_out_scorecard
from danvan_metrics.topics.since_meeting.figures import collect_since
from danvan_metrics.topics.since_meeting.table import lay_out_since
from danvan_metrics.topics.spread.ladder_chart import collect_ladder, draw_ladder
from danvan_metrics.topics.spread.table import lay_out_communes, lay_out_ladder
from danvan_metrics.topics.timeliness import table as late
from danvan_metrics.topics.timeliness.chart import collect_timeliness
from danvan_metrics.topics.timeliness.school_lines import describe_counts
from danvan_metrics.vietnamese import capitalise, lower_first
from danvan_metrics.web.commune_outlines import collect_communes
from danvan_metrics.web.meeting.conclusion_forms import TITLE, show_conclusion_form
from danvan_metrics.web.meeting.node_steps import show_told, tell_node
from danvan_metrics.web.meeting.step_widgets import show_step_chart, show_step_sentences, show_step_table

OPENING: Final = "opening"
_MOST_WEAKEST: Final = 8
_MOST_ROWS: Final = 10
_MOST_TOLD: Final = 9  # rows that name schools
_MOST_LONG: Final = 7  # rows of sentences: tasks
_SMALL: Final = 2  # rows of a group that would stand lost on a screen


@dataclass(frozen=True, slots=True)
class MeetingStep:
    """One screen: `title` states what it shows; `part` is what it belongs to, where several screens tell one thing.

    short: what the step before it says is next.
    """

    code: str
    title: str
    subtitle: str
    part: str
    show: Callable[[Scope], None]
    short: str


def list_steps(dataset: Dataset, scope: Scope) -> tuple[MeetingStep, ...]:
    """Every step that has something to show; the first, which tells of the others, is drawn by the walk itself."""
    name = dataset.plan.short_title
    opening = MeetingStep(OPENING, name, describe_scope(dataset, scope), name, lambda _: None, name)
    makers = _NODE_MAKERS if dataset.sums else _MAKERS
    return (opening, *(step for make in makers for step in make(dataset, scope)))


def _tell_units(dataset: Dataset, scope: Scope) -> Iterator[MeetingStep]:
    """What a unit that has units under it is told by."""
    for one in tell_node(dataset, scope):
        show = show_told(one.table, one.code)
        yield MeetingStep(one.code, one.title, one.subtitle, one.part, show, one.part)


def _look_back(dataset: Dataset, scope: Scope) -> Iterator[MeetingStep]:
    record = collect_since(dataset, scope)
    if record is not None and (table := lay_out_since(record)).rows:
        yield from _turn_pages("since", record.title, table, _MOST_TOLD, record.subtitle)


def _attend(dataset: Dataset, scope: Scope) -> Iterator[MeetingStep]:
    if sentences := collect_sentences(dataset, scope):
        name, show = "Cần chú ý", _show_sentences(sentences)
        yield MeetingStep("attention", name, describe_scope(dataset, scope), name, show, name)


def _rank(dataset: Dataset, scope: Scope) -> Iterator[MeetingStep]:
    card = collect_scorecard(dataset, scope)
    number = min(_MOST_WEAKEST, len(card.weakest))
    if number < 2:  # of one alone nobody is the weakest
        return
    title = f"{number} trường chậm nhất" if number < len(card.weakest) else f"{number} trường có số liệu, thấp nhất trước"
    told = f"{describe_scope(dataset, scope)} · {card.weakest_by}, thấp nhất trước"
    table = cut_table(_shorten(lay_out_scorecard(card, weakest_first=True)), number)
    yield MeetingStep("weakest", title, told, title, _show_table(replace(table, notes=table.notes[:-1]), "weakest"), title)


def _score(dataset: Dataset, scope: Scope) -> Iterator[MeetingStep]:
    table = _shorten(lay_out_scorecard(collect_scorecard(dataset, scope)))
    told = f"{describe_scope(dataset, scope)} · {describe_received(dataset, scope)}"
    yield from _turn_pages("scorecard", "Bảng điểm", table, _MOST_ROWS, told)


def _shorten(table: Table) -> Table:
    """Without the remarks in the columns beside the groups: on a screen the figures are read."""
    bands = (replace(band, rows=tuple(tuple(_drop_remark(cell) for cell in row) for row in band.rows)) for band in table.bands)
    return replace(table, bands=tuple(bands))


def _drop_remark(cell: Cell) -> Cell:
    return cell if cell.mark else replace(cell, note="")


def _list_contents(dataset: Dataset, scope: Scope) -> Iterator[MeetingStep]:
    told = f"{describe_scope(dataset, scope)} · trong các trường có số liệu"
    for records in _join_small([collect_met(dataset, scope, group.code) for group in top_groups(dataset.plan)]):
        tables = [lay_out_met(record) for record in records]
        name, asked = " · ".join(record.title for record in records), records[0].asked
        if len(tables) > 1:
            told_apart = zip(records, tables, strict=True)
            bands = tuple(replace(band, title=record.title) for record, table in told_apart for band in table.bands)
            tables = [replace(tables[0], bands=bands, band_heading="Nhóm")]
        pages, first = split_table(tables[0], _MOST_TOLD), 1
        for page, table in enumerate(pages, start=1):
            last = first + len(table.rows) - 1
            which = f" ({first}–{last}/{sum(len(one.rows) for one in records)})" if len(pages) > 1 else ""
            title = f"{name}: {asked} ít trường đạt nhất trước{which}"
            code = f"{records[0].group}-{page}"
            yield MeetingStep(
                code, title, told, records[0].title, _show_table(table, code), _number(records[0].title, page, len(pages))
            )
            first = last + 1


def _join_small(records: Sequence[MetTable]) -> Iterator[tuple[MetTable, ...]]:
    """A group of a row or two stands on the screen of another that has room for it: alone it would be lost there."""
    told = [record for record in records if record.rows]
    large = [record for record in told if len(record.rows) > _SMALL] or told[:1]
    waiting = [record for record in told if record not in large]
    for record in large:
        room = _MOST_TOLD - len(record.rows)
        guests = [one for one in waiting if len(one.rows) <= room][:1]
        waiting = [one for one in waiting if one not in guests]
        yield (record, *guests)
    yield from ((record,) for record in waiting)


def _follow_models(dataset: Dataset, scope: Scope) -> Iterator[MeetingStep]:
    everyone = replace(scope, model=None)
    record = collect_model_tracks(dataset, everyone)
    told_of = [one for one in record.schools if any(point.share is not None for track in one.tracks for point in track.points)]
    for school in told_of:
        table = lay_out_criteria(dataset, everyone, record, school)
        told = f"{describe_period(dataset, scope.period)} · {scope.lens.words} · số nội dung đạt theo tiêu chí"
        code, title = f"model-{school.school}", f"Trường điểm: {school.name}"
        yield MeetingStep(code, title, told, "Trường điểm", _show_table(table, code), school.name)


def _spread(dataset: Dataset, scope: Scope) -> Iterator[MeetingStep]:
    ladder = collect_ladder(dataset, scope)
    if not ladder.empty:
        yield MeetingStep("ladder", "Lan tỏa: các trường đã bước tới đâu", ladder.subtitle, "Lan tỏa", _draw_ladder, "Lan tỏa")
    communes = collect_communes(dataset, scope)
    areas = tuple(area for area in communes.areas if area.N)
    alone = bool(dataset.unit) and len(areas) < 2  # of one commune the ladder has said it all
    if not communes.empty and not alone:
        kept = [place for place, state in enumerate(WITHOUT_RUNG, start=3) if any(area.absent[state] for area in areas)]
        table = lay_out_communes(replace(communes, areas=areas)).select(0, 1, 2, *kept)
        title = f"Lan tỏa: trường ở bậc {communes.rung} trở lên, theo xã"
        yield MeetingStep("communes", title, communes.subtitle, "Lan tỏa", _show_table(table, "communes"), "Lan tỏa theo xã")


def _draw_ladder(scope: Scope) -> None:
    show_step_chart(collect_ladder, draw_ladder, scope, "ladder", otherwise=lambda one: lay_out_ladder(one, one.title))


def _prove(dataset: Dataset, scope: Scope) -> Iterator[MeetingStep]:
    record = collect_appraisals(dataset, scope)
    for found in (True, False):
        table = lay_out_lenses(record, scope, found=found)
        which = CHECKED if found else UNCHECKED if record.appraised else "tự khai và có minh chứng"
        if table.rows:
            name = "Có thật không"
            yield from _turn_pages(f"lenses-{found:d}", f"{name}: {which}", table, _MOST_ROWS, record.subtitle, name)


def _chase(dataset: Dataset, scope: Scope) -> Iterator[MeetingStep]:
    record = collect_timeliness(dataset, scope)
    table = late.lay_out_late(record.schools, scope, banded=True)
    if table.rows:
        told = capitalise(describe_counts(record.counts))
        chosen = table.select(late.SCHOOL, late.LEVEL, late.CAME, late.TOLD)
        yield from _turn_pages("late", "Hạn nộp", chosen, _MOST_ROWS, told)


def _review(dataset: Dataset, scope: Scope) -> Iterator[MeetingStep]:
    record = collect_actions(dataset, scope)
    waiting = tuple(row for row in record.rows if row.state in {ActionState.OVERDUE, ActionState.OPEN})
    overdue = record.count(ActionState.OVERDUE)
    table = lay_out_actions(replace(record, rows=waiting), scope).select(SCHOOL, SUBJECT, TASK, PERSON, DUE, STATE)
    if waiting:
        counts = {"quá hạn": overdue, "đang làm": len(waiting) - overdue}
        title = f"Việc đã giao: {', '.join(f'{count} {words}' for words, count in counts.items() if count)}"
        yield from _turn_pages("actions", title, table, _MOST_LONG, record.subtitle, "Việc đã giao")


def _conclude(dataset: Dataset, scope: Scope) -> Iterator[MeetingStep]:
    told = f"{describe_period(dataset, scope.period)} · mỗi dòng có trường, nội dung, người và hạn thành một việc"
    yield MeetingStep("conclusions", TITLE, told, TITLE, show_conclusion_form, TITLE)


def _turn_pages(code: str, name: str, table: Table, most: int, told: str, part: str = "") -> Iterator[MeetingStep]:
    """A step for every screenful; its title names the bands that stand there."""
    pages = split_table(table, most)
    bands = [", ".join(dict.fromkeys(_lower(band.title) for band in page.bands if band.title)) for page in pages]
    for page, shown in enumerate(pages, start=1):
        told_alike = bands.count(bands[page - 1]) > 1
        title = ": ".join(filter(None, (name, bands[page - 1]))) + (f" ({page}/{len(pages)})" if told_alike else "")
        own = f"{code}-{page}"
        yield MeetingStep(own, title, told, part or name, _show_table(shown, own), _number(part or name, page, len(pages)))


def _number(name: str, page: int, pages: int) -> str:
    return f"{name} ({page}/{pages})" if pages > 1 else name


def _lower(title: str) -> str:
    """“trường điểm”, “mầm non”, but “THCS”."""
    return title if title[:2].isupper() else lower_first(title)


def _show_table(table: Table, code: str) -> Callable[[Scope], None]:
    def show(_: Scope) -> None:
        show_step_table(table, code)

    return show


def _show_sentences(sentences: Sequence[Sentence]) -> Callable[[Scope], None]:
    def show(_: Scope) -> None:
        show_step_sentences(sentences, "attention")

    return show


_NODE_MAKERS: Final = (_attend, _tell_units)
_MAKERS: Final = (_look_back, _attend, _rank, _score, _list_contents, _follow_models, _spread, _prove, _chase, _review, _conclude)
