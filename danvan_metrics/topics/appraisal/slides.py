"""The appraisal: coverage with what was found, the three lenses of every school, the outcomes by group, the funnel of models."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from danvan_metrics.formats import theme
from danvan_metrics.formats.bars import Bars, Series, keep_present
from danvan_metrics.formats.pptx.chart_frames import add_chart
from danvan_metrics.formats.pptx.deck import Deck
from danvan_metrics.formats.pptx.slide_master import BOTTOM, MARGIN, ROOM, TOP
from danvan_metrics.formats.pptx.slide_tables import add_table, add_table_slides, set_table
from danvan_metrics.formats.table import Table, group_rows, name_columns
from danvan_metrics.plan.verdicts import Stage
from danvan_metrics.topics.appraisal.dumbbell_chart import collect_dumbbells
from danvan_metrics.topics.appraisal.figures import (
    AppraisalFigures,
    SchoolAppraisal,
    collect_appraisal_strip,
    collect_appraisals,
    describe_stages,
    format_appraised,
)
from danvan_metrics.topics.appraisal.funnel_chart import FunnelBar, FunnelChart, build_funnel_bars, collect_funnel
from danvan_metrics.topics.appraisal.model_funnel import FunnelStep
from danvan_metrics.topics.appraisal.outcome_chart import OutcomeChart, OutcomeCounts, build_outcome_bars, collect_outcomes
from danvan_metrics.topics.appraisal.table import lay_out_schools
from danvan_metrics.topics.lowest import name_together
from danvan_metrics.topics.meeting import Meeting
from danvan_metrics.vietnamese import NBSP, format_quantity, format_ratio

_SIZE: Final = 14
_STRIP: Final = (2.6, 3.4, ROOM - 6.0)  # inches
_SCHOOL: Final = (2.25, 2.35, 0.95, 1.15, 1.15, 1.5, 1.2, 1.2, 0.55, 0.6)
_PER_CHART: Final = 5  # schools
_GAP: Final = 0.3
_NAMES: Final = 1.95
_OUTCOME_NAMES: Final = 4.3
_FUNNEL_NAMES: Final = 4.6
_STEPS: Final = {FunnelStep.WITH_RESULT: "có kết quả kèm minh chứng", FunnelStep.RECOGNISED: "được công nhận"}
_NARROW: Final = 0.035  # of the longest bar: from here a segment has room for its number
_LENSES: Final = (
    Series("declared", "tự khai", theme.Fill(theme.SHARE_COLORS[1])),
    Series("evidenced", "có minh chứng", theme.Fill(theme.SHARE_COLORS[2])),
    Series("met", "thẩm định", theme.Fill(theme.ACCENT, ink=theme.PAPER)),
)


def add_appraisal_slides(deck: Deck, meeting: Meeting) -> None:
    """Coverage first; nothing of a plan without rounds, and one sentence where nothing was appraised."""
    record = meeting.take(collect_appraisals)
    if not meeting.plan.rounds:
        return
    if record.empty:
        deck.leave_out("Kết quả thẩm định", record.empty)
        return
    _add_coverage(deck, meeting, record)
    _add_lenses(deck, meeting, record)
    _add_schools(deck, meeting, record)
    _add_outcomes(deck, meeting)
    _add_funnel(deck, meeting)


def describe_confirmed(record: AppraisalFigures) -> str:
    """“Thẩm định xác nhận 507/610 dòng tự khai đạt đã kiểm”: coverage stands below."""
    claimed = record.add("claimed")
    if not claimed:
        return "Phòng chưa kiểm dòng tự khai đạt nào"
    return f"Thẩm định xác nhận {format_ratio(record.add('confirmed'), claimed)} dòng tự khai đạt đã kiểm"


def describe_lowered(record: AppraisalFigures) -> str:
    """“Thẩm định hạ nhiều nhất ở TH Thị trấn: 8 dòng”: of the schools that were looked into."""
    most = max((one.lowered for one in record.appraised), default=0)
    if not most:
        return "Thẩm định không hạ dòng nào so với tự khai"
    names = [one.name for one in record.appraised if one.lowered == most]
    each = "mỗi trường " if len(names) > 1 else ""
    return f"Thẩm định hạ nhiều nhất ở {name_together(names, 'trường')}: {each}{most} dòng"


def describe_progress(record: AppraisalFigures) -> str:
    """“Đã kết luận 5/19 trường, 7 trường chưa phân công”."""
    concluded = sum(one.stage is Stage.CONCLUDED for one in record.schools)
    idle = sum(one.stage is Stage.UNASSIGNED for one in record.schools)
    told = f"Đã kết luận thẩm định {format_ratio(concluded, len(record.schools))} trường"
    return f"{told}, {idle} trường chưa phân công" if idle else told


def describe_most_lowered(record: OutcomeChart) -> str:
    """“Thẩm định hạ nhiều nhất ở TC2 dạy và học: 8/108 dòng đã kiểm”."""
    most = max((group.counts["lowered"] for group in record.groups), default=0)
    if not most:
        return "Thẩm định không hạ dòng nào ở nhóm nào"
    groups = [group for group in record.groups if group.counts["lowered"] == most]
    told = f"{most}/{groups[0].checked} dòng đã kiểm" if len(groups) == 1 else f"mỗi nhóm {most} dòng"
    return f"Thẩm định hạ nhiều nhất ở {name_together([one.title for one in groups], 'nhóm')}: {told}"


def describe_rewarded(record: FunnelChart) -> str:
    """“23 mô hình đăng ký, 17 có kết quả kèm minh chứng, 1 đã được khen”."""
    sums = {step: sum(bar.count for bar in record.bars if bar.step is step) for step in FunnelStep}
    told = [f"{format_quantity(sums[FunnelStep.REGISTERED])} mô hình đăng ký"]
    told += [f"{format_quantity(sums[step])} {words}" for step, words in _STEPS.items() if sums[step]]
    return ", ".join(told)


def _add_coverage(deck: Deck, meeting: Meeting, record: AppraisalFigures) -> None:
    first, *rest = meeting.take(collect_appraisal_strip)
    _, _, stages = describe_stages(record.schools).partition("; ")  # no sentence under a slide's table names them
    rows = group_rows(((first.label, first.value, stages), *((one.label, one.value, one.note) for one in rest)))
    table = set_table(Table(record.sentence, name_columns("Thẩm định", "Kết quả", "Ghi chú"), rows, "lll"), _STRIP, 16, loose=0.2)
    slide = deck.add_slide(describe_confirmed(record), f"Thẩm định: đã kiểm tới đâu, thấy gì · {record.subtitle}")
    add_table(slide, table, table.rows, left=MARGIN, top=TOP, alt=record.sentence)


def _add_lenses(deck: Deck, meeting: Meeting, record: AppraisalFigures) -> None:
    """A native chart of bars for the schools that were looked into: three lenses under each school's name."""
    chart = meeting.take(collect_dumbbells)
    slides = -(-len(record.appraised) // (2 * _PER_CHART))
    per_slide = -(-len(record.appraised) // slides)
    for first in range(0, len(record.appraised), per_slide):
        title = describe_lowered(record) + (" (tiếp)" if first else "")
        slide = deck.add_slide(title, f"{chart.title} · {chart.subtitle}")
        shown = record.appraised[first : first + per_slide]
        half = -(-len(shown) // 2) if len(shown) > _PER_CHART else len(shown)
        parts = [shown[place : place + half] for place in range(0, len(shown), half)]
        width = (ROOM - _GAP * (len(parts) - 1)) / len(parts)
        for number, schools in enumerate(parts):
            height = (BOTTOM - TOP) * max(0.35, len(schools) / _PER_CHART)
            box = (MARGIN + number * (width + _GAP), TOP, width, height)
            add_chart(slide, _build_lens_bars(schools), box, alt=chart.alt, names=_NAMES, size=11)


def _build_lens_bars(schools: Sequence[SchoolAppraisal]) -> Bars:
    """Under each school's name a bar per lens, labelled n/N."""
    names = tuple(name for school in schools for name in (f"▸ {school.name}", *(lens.label for lens in _LENSES)))
    return Bars(names, tuple(_fill_lens(lens, number, schools) for number, lens in enumerate(_LENSES, start=1)), shares=True)


def _fill_lens(lens: Series, number: int, schools: Sequence[SchoolAppraisal]) -> Series:
    """The lens with a value per school, each at its own place of the school's four rows."""
    shares = (getattr(school, lens.key) / school.applicable for school in schools)
    rows = range(1 + len(_LENSES))
    values = tuple(share if place == number else None for share in shares for place in rows)
    labels = tuple(_label(school, lens.key) if place == number else "" for school in schools for place in rows)
    return replace(lens, values=values, labels=labels)


def _label(school: SchoolAppraisal, key: str) -> str:
    if key == "met":
        return format_appraised(school.met, school.high, school.applicable)
    return format_ratio(getattr(school, key), school.applicable)


def _add_schools(deck: Deck, meeting: Meeting, record: AppraisalFigures) -> None:
    table = lay_out_schools(record, meeting.scope).select(*range(10))
    drawn = set_table(table, _scale(_SCHOOL), 12)
    add_table_slides(deck, drawn, describe_progress(record), f"{record.title} · {record.subtitle}", alt=record.sentence)


def _scale(widths: Sequence[float]) -> tuple[float, ...]:
    """Widths that fill the slide."""
    return tuple(width * ROOM / sum(widths) for width in widths)


def _add_outcomes(deck: Deck, meeting: Meeting) -> None:
    record = meeting.take(collect_outcomes)
    slide = deck.add_slide(describe_most_lowered(record), f"{record.title} · {record.subtitle}")
    bars = build_outcome_bars(record.groups, narrow=_NARROW)
    names = (f"{group.title} · {format_ratio(group.checked, group.total)}{_name_moves(group)}" for group in record.groups)
    named = replace(bars, categories=tuple(name.replace("/", "/\u2060") for name in names))
    add_chart(slide, named, (MARGIN, TOP, ROOM, BOTTOM - TOP), alt=record.alt, names=_OUTCOME_NAMES)


def _name_moves(group: OutcomeCounts) -> str:
    return f": {group.moved}" if group.differs else ""


def _add_funnel(deck: Deck, meeting: Meeting) -> None:
    record = meeting.take(collect_funnel)
    if record.empty:
        deck.leave_out(record.title, record.empty)
        return
    slide = deck.add_slide(describe_rewarded(record), f"{record.title} · {record.subtitle}")
    bars = build_funnel_bars(record.bars)
    named = replace(bars, categories=tuple(map(_name_bar, bars.categories, record.bars)), series=keep_present(bars.series))
    add_chart(slide, named, (MARGIN, TOP - 0.05, ROOM, BOTTOM - TOP + 0.05), alt=record.alt, names=_FUNNEL_NAMES)


def _name_bar(name: str, bar: FunnelBar) -> str:
    """A native chart has no column for the share of the step before: it stands in the name."""
    told = bar.words if bar.step is not FunnelStep.REGISTERED else str(bar.count)
    return f"{name} ·{NBSP}{told.replace(' ', NBSP)}"
