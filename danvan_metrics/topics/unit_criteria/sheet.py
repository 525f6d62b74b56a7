"""“Chỉ tiêu theo đơn vị”: indicators down, units across: how many of the schools meet each; sums and shares by formulas."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import Any, Final

from danvan_metrics.formats.xlsx import look as looks
from danvan_metrics.formats.xlsx.cell_references import cell
from danvan_metrics.formats.xlsx.cell_writer import Formula
from danvan_metrics.formats.xlsx.look import embolden
from danvan_metrics.formats.xlsx.page import TOP, Page
from danvan_metrics.formats.xlsx.print_setup import set_print
from danvan_metrics.metrics.completion import top_groups
from danvan_metrics.metrics.rollup.node_totals import total_indicator_sums
from danvan_metrics.metrics.rollup.node_units import list_node_units
from danvan_metrics.plan.kinds import Reporter
from danvan_metrics.plan.model import Indicator
from danvan_metrics.topics.meeting import Meeting

SHEET: Final = "Chỉ tiêu theo đơn vị"
_HEADINGS: Final = (
    "Mã",
    "Nội dung",
    "Trường đạt (n)",
    "Trường áp dụng (N)",
    "Tỉ lệ thấp nhất",
    "Còn có thể đạt",
    "Tỉ lệ cao nhất",
)
_UNITS: Final = len(_HEADINGS) + 1  # the first column of the units
_N, _TOTAL, _OPEN = 3, 4, 6
_NOTE: Final = (
    "n/N: số trường đạt trên số trường áp dụng và đã đến hạn, trường chưa có số liệu nằm trong N; “còn có thể đạt”: các trường "
    "chưa có số liệu hoặc để trống. Mỗi đơn vị một cặp cột n, N; n và N của dòng là tổng các đơn vị."
)


def write_unit_criteria_sheet(page: Page, meeting: Meeting) -> None:
    """Write a row per scored indicator under its group, n and N of every unit at the right."""
    units = list_node_units(meeting.dataset, meeting.scope)
    totals = total_indicator_sums(meeting.dataset, meeting.scope, ["unit"])
    found: dict[tuple[str, str], Mapping[Hashable, Any]] = {
        (row["unit"], row["indicator"]): row for row in totals.to_dict("records")
    }
    columns = len(_HEADINGS)
    page.set_widths([8, 60, 9, 9, 9, 9, 9, *[6] * (2 * len(units))])
    page.write_head("Chỉ tiêu và nội dung: bao nhiêu trường đạt, theo đơn vị", _NOTE, columns)
    for column, heading in enumerate(_HEADINGS, start=1):
        page.write_heading(TOP, column, heading, rows=2)
    for place, unit in enumerate(units):
        page.write_heading(TOP, _UNITS + 2 * place, unit.name, columns=2)
        page.write_headings(TOP + 1, ["n", "N"], column=_UNITS + 2 * place)
    page.set_height(TOP, 30)
    row = TOP + 2
    for group in top_groups(meeting.plan):
        page.write_band(row, group.title, columns)
        row += 1
        for item in meeting.plan.indicators_in(group.code):
            if item.scored and Reporter.SCHOOL in item.reporters:
                _write_row(page, row, item, [found.get((unit.code, item.code)) for unit in units])
                row += 1
    set_print(page, columns=columns, repeat=TOP + 1, freeze=f"C{TOP + 2}")


def _write_row(page: Page, row: int, item: Indicator, found: Sequence[Mapping[Hashable, Any] | None]) -> None:
    counts = [(int(one["met_n"]), int(one["met_N"])) if one else (0, 0) for one in found]
    n, total = (sum(pair[place] for pair in counts) for place in (0, 1))
    left = int(sum(one["open"] for one in found if one))
    page.write(row, 1, item.code, embolden(looks.TEXT))
    page.write(row, 2, item.title, looks.LONG_TEXT)
    for column, value in ((_N, n), (_TOTAL, total)):
        places = ",".join(cell(row, _UNITS + 2 * place + column - _N) for place in range(len(found)))
        page.write(row, column, Formula(f"SUM({places})" if places else "0", value), looks.COUNT)
    page.write(row, _OPEN, left, looks.TYPED)
    met, whole, more = (cell(row, column) for column in (_N, _TOTAL, _OPEN))
    page.write(row, _TOTAL + 1, Formula(f'IF({whole}=0,"",{met}/{whole})', n / total if total else None), looks.SHARE)
    page.write(
        row, _OPEN + 1, Formula(f'IF({whole}=0,"",({met}+{more})/{whole})', (n + left) / total if total else None), looks.SHARE
    )
    for place, pair in enumerate(counts):
        page.write_row(row, [(value, looks.TYPED) for value in pair], column=_UNITS + 2 * place)
