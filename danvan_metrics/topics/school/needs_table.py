"""What a school lacks laid out, the gravest first, each line with its task; and what it has met fully."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from danvan_metrics.formats.table import Cell, Row, Table, group_rows, name_columns
from danvan_metrics.metrics.actions import Action
from danvan_metrics.metrics.reference import Reference
from danvan_metrics.topics.school.needs import MetLine, SchoolNeeds, Strength, UnmetLine
from danvan_metrics.vietnamese import NOTHING, format_date, format_ratio

HEADINGS: Final = ("Mã", "Nội dung", "Kết quả", "Việc đang giao", "Giao việc")
CODE, NAME, RESULT, AGREED, TASK = range(len(HEADINGS))
_NAMED: Final = 2  # lines that a strength names


def lay_out_unmet(record: SchoolNeeds, *, fixed: bool = False) -> Table:
    """Lay the unmet lines out; columns with nothing in them are left out, and that of tasks where none may be given (`fixed`)."""
    rows = group_rows(_lay_line(line, record) for line in record.unmet)
    table = Table(record.title, name_columns(*HEADINGS), rows, "nlllm", record.subtitle, dense=True)
    agreed = [AGREED] if any(line.actions for line in record.unmet) else []
    return table.select(CODE, NAME, RESULT, *agreed, *([] if fixed else [TASK]))


def _lay_line(line: UnmetLine, record: SchoolNeeds) -> Row:
    source = Reference(line.code, record.scope, record.school.code)
    name = f"{record.school.short_name}, {line.code} {line.title}"
    return (
        Cell(line.code, strong=True),
        Cell(line.title),
        Cell(line.result, mark=line.mark, opens=source, words=f"Nguồn số liệu: {name}: {line.result}"),
        Cell("; ".join(map(describe_action, line.actions)) or NOTHING),
        Cell("Giao việc", words=f"Giao việc: {name}", task=source),
    )


def describe_action(action: Action) -> str:
    """“Bổ sung minh chứng (Cô Lan, hạn 15/12/2020)”."""
    return f"{action.task} ({action.person}, hạn {format_date(action.due)})"


def lay_out_strengths(record: SchoolNeeds, before: str) -> Table:
    """Lay out what is met fully, a row per group, with what is new since `before` (“kỳ 9 tháng”) and what is above."""
    rows = group_rows(_lay_strength(strength, record) for strength in record.strengths)
    news = f"Mới đạt so với {before}" if before else "Mới đạt"
    headings = name_columns("Nhóm", "Đạt trọn", news, "Vượt mức")
    table = Table("Đã đạt trọn", headings, rows, "nmll", record.subtitle, dense=True)
    told = [place for place in (2, 3) if any(row[place].text for row in table.rows)]
    return table.select(0, 1, *told)


def _lay_strength(strength: Strength, record: SchoolNeeds) -> Row:
    source = Reference(strength.group.code, record.scope, record.school.code)
    ratio = format_ratio(len(strength.lines), strength.asked)
    news = [line for line in strength.lines if line.news]
    above = [line for line in strength.lines if line.above and not line.news]
    words = f"Nguồn số liệu: {record.school.short_name}, {strength.group.short}: {ratio} đạt trọn"
    whole = len(strength.lines) == strength.asked
    return (
        Cell(strength.group.short, opens=source, words=words, strong=whole),
        Cell(ratio, strong=whole, figures=(ratio,)),
        Cell(_name_lines(news)),
        Cell(_name_lines(above)),
    )


def _name_lines(lines: Sequence[MetLine]) -> str:
    named = ", ".join(f"{line.code} {line.title}" for line in lines[:_NAMED])
    more = len(lines) - _NAMED
    return f"{named} và {more} nội dung khác" if more > 0 else named


def describe_rest(record: SchoolNeeds) -> Iterator[str]:
    """What is not among the unmet lines, and why: on pace, waiting for the office, without evidence, without an answer."""
    if record.on_pace:
        yield f"{record.on_pace} chỉ tiêu, nội dung chưa đạt trọn nhưng đúng tiến độ của kỳ"
    if record.waiting:
        yield f"{record.waiting} chỉ tiêu, nội dung Phòng chưa kiểm xong"
    if record.unproven:
        codes = ", ".join(line.code for line in record.unproven)
        yield f"{len(record.unproven)} chỉ tiêu, nội dung đạt theo tự khai, chưa đạt khi xét minh chứng ({codes})"
    if record.unanswered:
        yield f"{len(record.unanswered)} dòng của báo cáo chưa ghi ({', '.join(record.unanswered)})"
