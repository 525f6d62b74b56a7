"""How many returns came, and when: a row per school, with what came from it."""

from __future__ import annotations

from typing import Any

import pandas as pd

from danvan_metrics.formats.table import Row
from danvan_metrics.metrics.dataset import Dataset, iterate_rows
from danvan_metrics.metrics.reference import Reference, Subject
from danvan_metrics.metrics.return_states import describe_return, judge_returns
from danvan_metrics.metrics.timeliness import count_timeliness
from danvan_metrics.metrics.words import describe_period, describe_schools, name_file
from danvan_metrics.topics.source_rows import FigureSource, make_row
from danvan_metrics.topics.timeliness.school_lines import SYMBOLS, WORDS, describe_counts, describe_margin
from danvan_metrics.vietnamese import NOTHING, capitalise, format_date


def collect_receipts(dataset: Dataset, reference: Reference) -> FigureSource:
    """Every school in scope (or the one asked for) against the deadline."""
    scope = reference.scope
    judged = judge_returns(dataset, scope)
    if reference.school:
        judged = judged[judged["school"].eq(reference.school)]
    last = format_date(scope.find_period(dataset).last_day_on_time)
    return FigureSource(
        reference=reference,
        title=f"Nộp báo cáo {describe_period(dataset, scope.period)}",
        subtitle=f"{describe_schools(scope)} · tính đến {format_date(dataset.as_of)}",
        value=capitalise(_describe_value(dataset, reference, judged)),
        formula=(
            f"Đúng hạn khi Phòng nhận được muộn nhất ngày {last} (kế hoạch: trước ngày {_deadline(dataset, reference)}). "
            "Ngày nhận là ngày đầu tiên Phòng nhận được báo cáo của kỳ, kể cả bản sau đó phải trả lại để sửa."
        ),
        headings=("Trường", "Cấp học", "Tình trạng", "Ngày nhận", "So với hạn", "Báo cáo", "Lần nộp đang dùng"),
        rows=tuple(_build_row(dataset, reference, row) for row in iterate_rows(judged)),
        file_name=name_file("nguon nop bao cao", scope, lens=False),
        sample=dataset.sample,
    )


def _describe_value(dataset: Dataset, reference: Reference, judged: pd.DataFrame) -> str:
    """Of one school how its return stands, else the counts."""
    if reference.school and len(judged):
        return describe_return(next(iterate_rows(judged)))
    return describe_counts(count_timeliness(dataset, reference.scope))


def _deadline(dataset: Dataset, reference: Reference) -> str:
    return format_date(reference.scope.find_period(dataset).deadline)


def _build_row(dataset: Dataset, reference: Reference, row: Any) -> Row:
    unit, came = dataset.roster.by_code[row.school], not pd.isna(row.margin)
    return make_row(
        Reference(Subject.RECEIPTS, reference.scope, unit.code) if came else None,
        unit.short_name,
        unit.level,
        f"{SYMBOLS[row.timing]} {WORDS[row.timing]}".strip(),
        format_date(row.received_on) if came else NOTHING,
        _describe_days(row, came=came),
        describe_return(row),
        NOTHING if pd.isna(row.revision) else str(int(row.revision)),
    )


def _describe_days(row: Any, *, came: bool) -> str:
    if not came:
        return f"quá {row.days_late} ngày" if row.days_late else "chưa đến hạn"
    return describe_margin(int(row.margin))
