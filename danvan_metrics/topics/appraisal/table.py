"""What the office found, laid out: school by school, indicator by indicator, and the models by standard field."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from danvan_metrics.formats.record import FigureRecord
from danvan_metrics.formats.table import Band, Cell, Row, Table, name_columns
from danvan_metrics.metrics.dataset import Dataset, Scope
from danvan_metrics.metrics.words import describe_period, describe_schools, name_file
from danvan_metrics.topics.appraisal.dumbbell_chart import MODELS, OTHERS
from danvan_metrics.topics.appraisal.figures import (
    AppraisalFigures,
    SchoolAppraisal,
    collect_appraisals,
    describe_absence_of_lines,
    describe_coverage,
    format_part,
    refer,
)
from danvan_metrics.topics.appraisal.funnel_chart import FunnelChart
from danvan_metrics.topics.appraisal.model_funnel import FUNNEL_WORDS, OWNERS_APART, FunnelRow, FunnelStep, add_rows
from danvan_metrics.topics.appraisal.outcome_chart import OutcomeCounts, count_outcomes_by
from danvan_metrics.vietnamese import NOTHING, format_quantity, format_ratio

SCHOOL_HEADINGS = (
    "Trường", "Tình trạng", "Đã kiểm", "Tự khai đạt", "Có minh chứng", "Thẩm định đạt", "Xác nhận", "Thống nhất",
    "Hạ", "Nâng", "Chưa đủ minh chứng",
)  # fmt: skip
FIELDS_TITLE = "Mô hình từ đăng ký tới khen thưởng, theo lĩnh vực"
OUTCOME_HEADINGS = (
    "Mã",
    "Chỉ tiêu, nội dung",
    "Đã kiểm",
    "Xác nhận",
    "Nâng",
    "Hạ",
    "Chưa đủ minh chứng",
    "Chưa kiểm",
    "Chênh lệch",
)


def lay_out_schools(record: AppraisalFigures, scope: Scope) -> Table:
    """Lay out every school: coverage first, the three lenses, what was confirmed, lowered and raised; each leads to its lines."""
    bands = tuple(
        Band(title, tuple(_lay_school(school, scope) for school in own))
        for title, own in groupby(record.schools, key=lambda school: MODELS if school.model else OTHERS)
    )
    notes = (
        "Đã kiểm: trên số dòng áp dụng",
        "Thẩm định đạt: dòng chưa kiểm không tính là đạt; “đến”: nếu các dòng ấy đúng như tự khai",
        "Xác nhận: trên số dòng tự khai đạt đã kiểm",
    )
    return Table(
        record.title,
        name_columns(*SCHOOL_HEADINGS),
        bands,
        "nlcccmmmccc",
        record.subtitle,
        band_heading="Loại trường",
        notes=notes,
    )


def _lay_school(school: SchoolAppraisal, scope: Scope) -> Row:
    name = Cell(school.name, opens=refer(scope, school.school), words=f"Từng dòng thẩm định của {school.name}")
    return (name, Cell(describe_standing(school)), *_lay_told(school), *_lay_found(school))


def describe_standing(school: SchoolAppraisal) -> str:
    """“đã kết luận (Tổ của Phòng)”, and why there is nothing to judge where there is none."""
    team = f" ({school.round})" if school.round else ""
    absence = describe_absence_of_lines(school)
    return f"{school.standing}{team}" + (f"; {absence}" if absence else "")


def _lay_told(school: SchoolAppraisal) -> Iterator[Cell]:
    known, total = school.state == "value", school.applicable
    yield _lay_part(school.checked, total, known=school.appraised)
    yield _lay_part(school.declared, total, known=known)
    yield _lay_part(school.evidenced, total, known=known)
    yield Cell(school.verdict, strong=school.appraised)


def _lay_found(school: SchoolAppraisal) -> Iterator[Cell]:
    known = school.appraised
    yield Cell(format_part(school.confirmed, school.claimed) if known else NOTHING)
    yield Cell(format_part(school.agreed, school.checked) if known else NOTHING)
    for count in (school.lowered, school.raised, school.unproven):
        yield Cell(format_quantity(count), figures=(count,)) if known else Cell(NOTHING, figures=(None,))


def _lay_part(n: int, total: int, *, known: bool) -> Cell:
    return Cell(format_ratio(n, total) if known and total else NOTHING)


def collect_differences(dataset: Dataset, scope: Scope) -> FigureRecord:
    """What the table of indicators says of itself."""
    record = collect_appraisals(dataset, scope)
    return FigureRecord(
        title="Tự khai và thẩm định theo chỉ tiêu, nội dung",
        subtitle=f"{describe_coverage(record.schools)} · {describe_period(dataset, scope.period)} · {describe_schools(scope)}",
        file_name=name_file("tu khai va tham dinh theo chi tieu", scope, lens=False),
        sample=dataset.sample,
    )


def lay_out_differences(dataset: Dataset, scope: Scope) -> Table:
    """Lay out every indicator's lines by what became of them, a band per group; Hạ and Nâng apart."""
    plan, record = dataset.plan, collect_differences(dataset, scope)
    counts = count_outcomes_by(dataset, scope, "indicator")
    groups = groupby(counts, key=lambda one: plan.indicator_by_code[one.code].group)
    bands = tuple(Band(plan.group_by_code[code].title, tuple(_lay_outcomes(one, scope) for one in own)) for code, own in groups)
    return Table(
        record.title, name_columns(*OUTCOME_HEADINGS), bands, "nlccccccc", record.subtitle, band_heading="Nhóm", dense=True
    )


def _lay_outcomes(one: OutcomeCounts, scope: Scope) -> Row:
    kinds = ("confirmed", "raised", "lowered", "unproven", "unchecked")
    code = Cell(one.code, opens=refer(scope, indicator=one.code), words=f"Từng trường: {one.code} {one.title}")
    counts = (Cell(format_quantity(one.counts[kind]), figures=(one.counts[kind],)) for kind in kinds)
    return (code, Cell(one.title), Cell(format_ratio(one.checked, one.total)), *counts, Cell(one.shift))


def lay_out_funnel(record: FunnelChart) -> Table:
    """Lay the models out by standard field, collectives and individuals apart, a column per step."""
    headings = name_columns("Lĩnh vực chuẩn", *(FUNNEL_WORDS[step] for step in FunnelStep))
    bands = tuple(
        Band(words, tuple(_lay_fields([row for row in record.rows if row.owner == owner])))
        for owner, words in OWNERS_APART.items()
        if any(row.owner == owner for row in record.rows)
    )
    notes = ("Mô hình đăng ký chưa phải mô hình được công nhận",)
    return Table(FIELDS_TITLE, headings, bands, "lccccccc", record.subtitle, band_heading="Của", notes=notes)


def _lay_fields(rows: list[FunnelRow]) -> Iterator[Row]:
    for row in rows:
        yield (Cell(row.area), *_lay_steps(row.counts[step] for step in FunnelStep))
    if len(rows) > 1:
        yield (Cell("Cộng", strong=True), *_lay_steps(add_rows(rows).values(), strong=True))


def _lay_steps(counts: Iterable[int], *, strong: bool = False) -> Iterator[Cell]:
    return (Cell(format_quantity(count), figures=(count,), strong=strong) for count in counts)
