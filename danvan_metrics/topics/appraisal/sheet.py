"""“Thẩm định”: what the office found, typed in as it stood; only the sums are formulas, for verdicts stand on no other sheet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from danvan_metrics.formats.record import SHARE_HEADING
from danvan_metrics.formats.table import Table
from danvan_metrics.formats.xlsx import look as looks
from danvan_metrics.formats.xlsx.cell_references import cell, span
from danvan_metrics.formats.xlsx.cell_writer import Content, Formula
from danvan_metrics.formats.xlsx.look import CellFormat, embolden
from danvan_metrics.formats.xlsx.native_charts import ChartBox, ColumnSeries, FormulaBars, add_bars
from danvan_metrics.formats.xlsx.page import TOP, Page
from danvan_metrics.formats.xlsx.print_setup import PaperFit, break_before, set_print
from danvan_metrics.topics.appraisal.appraisal_matrix import collect_matrix, lay_out_groups, lay_out_matrix
from danvan_metrics.topics.appraisal.figures import AppraisalFigures, SchoolAppraisal, collect_appraisals
from danvan_metrics.topics.appraisal.funnel_chart import collect_funnel
from danvan_metrics.topics.appraisal.outcome_chart import KINDS, OutcomeCounts, collect_outcomes, count_outcomes_by
from danvan_metrics.topics.appraisal.table import describe_standing, lay_out_funnel
from danvan_metrics.topics.appraisal.verification_chart import SHARES, collect_verification
from danvan_metrics.topics.meeting import Meeting
from danvan_metrics.vietnamese import capitalise

SHEET: Final = "Thẩm định"
_COLUMNS: Final = 15  # of the table of schools, and with it of every title
_NAMES: Final = (24, 47)
_WIDTH: Final = 10.5
_COUNTS: Final = (
    ("Dòng áp dụng", "applicable"), ("Đã kiểm", "checked"), ("Tự khai đạt", "declared"), ("Có minh chứng đạt", "evidenced"),
    ("Thẩm định đạt", "met"), ("Đạt nhiều nhất", "high"), ("Tự khai đạt đã kiểm", "claimed"), ("Xác nhận", "confirmed"),
    ("Thống nhất", "agreed"), ("Hạ", "lowered"), ("Nâng", "raised"), ("Chưa đủ minh chứng", "unproven"),
)  # fmt: skip
_FACTOR: Final = CellFormat(align="right", number="0.00")
_TOLD: Final = frozenset({"applicable", "declared", "evidenced"})  # known without an appraisal
_NOTE: Final = (
    "Số Phòng ghi khi thẩm định, ghi sẵn (chữ xanh); dòng cộng và tỉ lệ là công thức. Dòng chưa kiểm không tính là đạt; "
    "“Đạt nhiều nhất”: nếu các dòng ấy đúng như tự khai. Hạ và nâng ghi riêng, không bù trừ."
)


def write_appraisals(page: Page, meeting: Meeting) -> None:
    """Write schools, indicators, counts, models, and the matrix TK | TĐ; one sentence where nothing was appraised."""
    record = meeting.take(collect_appraisals)
    columns = _count_columns(meeting)
    page.set_widths((*_NAMES, *[_WIDTH] * (columns - len(_NAMES))))
    page.write_head("Kết quả thẩm định", "" if record.empty else f"{record.sentence} {_NOTE}", _COLUMNS)
    if record.empty:
        page.write_line(TOP, record.empty, looks.PLAIN, _COLUMNS)
        set_print(page, columns=_COLUMNS, repeat=TOP - 1)
        return
    row = TOP
    for write in (_write_schools, _write_groups, _write_indicators, _write_counts, _write_funnel, _write_matrix):
        row = write(page, meeting, row) + 1
    set_print(page, columns=columns, repeat=TOP - 1, fit=PaperFit(high=2, upright=True))


def _count_columns(meeting: Meeting) -> int:
    """The widest part: the schools' figures, or a matrix."""
    record = meeting.take(collect_matrix)
    items = max((len(own) for own in record.items.values()), default=0)
    return max(_COLUMNS, len(_NAMES) + items + 2, len(_NAMES) + 2 * len(record.groups))


def _write_schools(page: Page, meeting: Meeting, top: int) -> int:
    record = meeting.take(collect_appraisals)
    page.write_line(top, record.title, looks.SECTION, _COLUMNS)
    page.write_headings(top + 1, ["Trường", "Tình trạng", *(heading for heading, _ in _COUNTS), f"{SHARE_HEADING} thẩm định đạt"])
    first = top + 2
    for row, school in enumerate(record.schools, start=first):
        page.write_row(row, list(_build_school(school, row)))
    last = first + len(record.schools) - 1
    page.write_row(last + 1, list(_build_total(record, first, last)))
    return last + 2


def _build_school(school: SchoolAppraisal, row: int) -> Iterator[tuple[Content, CellFormat]]:
    yield school.name, looks.TEXT
    yield describe_standing(school), looks.LONG_TEXT
    for _, key in _COUNTS:
        known = school.state == "value" if key in _TOLD else school.appraised
        yield getattr(school, key) if known else None, looks.TYPED
    yield _share(row, school.met / school.applicable if school.appraised else None), looks.SHARE


def _share(row: int, value: float | None) -> Formula:
    places = {key: number for number, (_, key) in enumerate(_COUNTS, start=3)}
    met = cell(row, places["met"])
    return Formula(f'IF(ISNUMBER({met}),{met}/{cell(row, places["applicable"])},"")', value)


def _build_total(record: AppraisalFigures, first: int, last: int) -> Iterator[tuple[Content, CellFormat]]:
    """Sums over the schools with an appraisal: what others declared is no part of it."""
    yield "Cộng các trường đã thẩm định", embolden(looks.LONG_TEXT)
    yield None, embolden(looks.TEXT)
    met = span(7, first, last)
    for number, (_, key) in enumerate(_COUNTS, start=3):
        own = span(number, first, last)
        yield Formula(f'SUMIFS({own},{met},"<>")', record.add(key)), embolden(looks.COUNT)
    share = record.add("met") / record.add("applicable")
    yield _share(last + 1, share), embolden(looks.SHARE)


def _write_groups(page: Page, meeting: Meeting, top: int) -> int:
    record = meeting.take(collect_outcomes)
    break_before(page, top)
    page.write_line(top, record.title, looks.SECTION, _COLUMNS)
    last = _write_outcomes(page, record.groups, top + 1, "Nhóm")
    bars = FormulaBars(record.title, 2, top + 2, last, [ColumnSeries(kind, column) for column, kind in enumerate(KINDS, start=5)])
    box = ChartBox("A", last + 2, width=26, height=8)
    add_bars(page, bars, box)
    return last + 2 + box.rows


def _write_outcomes(page: Page, counts: Sequence[OutcomeCounts], top: int, named: str) -> int:
    """Write headings and a row each; the last row."""
    page.write_headings(top, ["Mã", named, "Dòng áp dụng", "Đã kiểm", *(capitalise(kind.label) for kind in KINDS)])
    row = top
    for row, one in enumerate(counts, start=top + 1):
        unchecked = cell(row, 4 + len(KINDS))
        total = Formula(f"SUM({cell(row, 5)}:{unchecked})", one.total)
        checked = Formula(f"{cell(row, 3)}-{unchecked}", one.checked)
        page.write_row(row, [(one.code, looks.TEXT), (one.title, looks.LONG_TEXT), (total, looks.COUNT), (checked, looks.COUNT)])
        page.write_row(row, [(one.counts[kind.key], looks.TYPED) for kind in KINDS], column=5)
    return row


def _write_indicators(page: Page, meeting: Meeting, top: int) -> int:
    break_before(page, top)
    page.write_line(top, "Tự khai và thẩm định theo chỉ tiêu, nội dung", looks.SECTION, _COLUMNS)
    counts = count_outcomes_by(meeting.dataset, meeting.scope, "indicator")
    return _write_outcomes(page, counts, top + 1, "Chỉ tiêu, nội dung") + 1


def _write_counts(page: Page, meeting: Meeting, top: int) -> int:
    record = meeting.take(collect_verification)
    break_before(page, top)
    page.write_line(top, f"{record.title}; từ {record.band} coi là khớp (do Phòng đặt)", looks.SECTION, _COLUMNS)
    if record.empty:
        page.write_line(top + 1, record.empty, looks.PLAIN, _COLUMNS)
        return top + 2
    counted = ("Trường tự khai", "Phòng kiểm đếm", "Chênh lệch", "Hệ số")
    page.write_headings(top + 1, ["Mã", "Số đếm", *counted, *map(capitalise, SHARES.values())])
    row = top + 1
    for row, one in enumerate(record.lines, start=top + 2):
        known = bool(one.checked)
        page.write_row(row, [(one.line, looks.TEXT), (one.title, looks.LONG_TEXT)])
        page.write_row(row, [(value if known else None, looks.TYPED) for value in (one.declared, one.found)], column=3)
        difference = Formula(f"{cell(row, 4)}-{cell(row, 3)}", one.found - one.declared) if known else None
        factor = None if one.factor is None else Formula(f"{cell(row, 4)}/{cell(row, 3)}", one.factor)
        page.write_row(row, [(difference, looks.CHANGE), (factor, _FACTOR)], column=5)
        page.write_row(row, [(count, looks.TYPED) for count in one.schools.values()], column=7)
    return row + 1


def _write_funnel(page: Page, meeting: Meeting, top: int) -> int:
    record = meeting.take(collect_funnel)
    page.write_line(top, record.title, looks.SECTION, _COLUMNS)
    page.write_line(top + 1, record.empty or capitalise(record.subtitle), looks.PLAIN, _COLUMNS)
    if record.empty:
        return top + 2
    table = lay_out_funnel(record)
    return _write_table(page, table, top + 2, table.band_heading, [band.title for band in table.bands for _ in band.rows])


def _write_matrix(page: Page, meeting: Meeting, top: int) -> int:
    record = meeting.take(collect_matrix)
    row = top
    for table in (*(lay_out_matrix(record, group) for group in record.items), lay_out_groups(record)):
        break_before(page, row)
        page.write_line(row, table.caption, looks.SECTION, _COLUMNS)
        page.write_line(row + 1, "; ".join(table.notes), looks.NOTE, _COLUMNS)
        row = _write_table(page, table, row + 2, "Tình trạng", list(map(describe_standing, record.schools))) + 1
    return row


def _write_table(page: Page, table: Table, top: int, heading: str, beside: Sequence[str]) -> int:
    """Write a table as it is laid out, with a text `beside` the first cell of every row; the row after it."""
    headings = [str(one) for one in table.columns]
    page.write_headings(top, [headings[0], heading, *headings[1:]])
    row = top
    for row, (text, (first, *rest)) in enumerate(zip(beside, table.rows, strict=True), start=top + 1):
        page.write_row(row, [(first.text, looks.TEXT), (text, looks.LONG_TEXT)])
        page.write_row(row, [_express(str(one), one.figures, strong=one.strong) for one in rest], column=3)
    return row + 1


def _express(text: str, figures: tuple[object, ...], *, strong: bool) -> tuple[Content, CellFormat]:
    if figures and isinstance(figures[0], int | float):
        return figures[0], embolden(looks.TYPED) if strong else looks.TYPED
    return text, embolden(looks.CENTRED) if strong else looks.CENTRED
