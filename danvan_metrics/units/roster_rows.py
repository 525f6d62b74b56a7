"""Rows of the roster's files read by the columns' readers; every cell that cannot be taken is told among the problems."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Final

from danvan_metrics.units.roster_cells import RosterCellError
from danvan_metrics.units.roster_file import RosterProblems, RosterRow

Readers = Mapping[str, Callable[[str, str], Any]]
DAY: Final = timedelta(days=1)


def read_row(row: RosterRow, readers: Readers, problems: RosterProblems) -> dict[str, Any] | None:
    """The values of a row by column; None where a cell of it cannot be taken."""
    values: dict[str, Any] = {}
    for column, read in readers.items():
        try:
            values[column] = read(row.cells[column], column)
        except RosterCellError as error:
            problems.add(row.number, column, str(error))
    first, last = values.get("valid_from"), values.get("valid_to")
    if first and last and last < first:
        problems.add(row.number, "valid_to", "valid_to đứng trước valid_from; hãy sửa một trong hai ngày.")
    return values if values.keys() == readers.keys() else None


def find_repeats(rows: Sequence[RosterRow], office: str, problems: RosterProblems, taken: Iterable[str] = ()) -> None:
    """Codes that stand twice, however they are cased: commands and files take them in either case.

    taken: codes of units, which no school may bear.
    """
    seen: dict[str, int] = {}
    of_units = {code.upper() for code in taken}
    for row in rows:
        code = row.cells["code"]
        if code.upper() == office.upper():
            problems.add(row.number, "code", f"mã “{code}” là mã của Phòng; hãy đặt mã khác cho trường.")
        elif code.upper() in of_units:
            problems.add(row.number, "code", f"mã “{code}” đã là mã của một đơn vị; hãy đặt mã khác cho trường.")
        elif code.upper() in seen:
            problems.add(row.number, "code", f"mã “{code}” đã có ở dòng {seen[code.upper()]}; hãy đổi một mã.")
        elif code:
            seen[code.upper()] = row.number


def find_strange_predecessors(read: Iterable[tuple[RosterRow, dict[str, Any]]], problems: RosterProblems) -> None:
    """What follows nobody on the list, itself, or on no day."""
    told = list(read)
    known = {values["code"] for _, values in told}
    for row, values in told:
        strange = next((code for code in values["follows"] if code not in known or code == values["code"]), None)
        if strange is not None:
            problems.add(
                row.number, "follows", f"“{strange}” không có trong danh sách; hãy ghi mã của nơi được sáp nhập, chia ra."
            )
        elif values["follows"] and values["valid_from"] is None:
            problems.add(row.number, "follows", "follows cần ngày thành lập; hãy ghi ngày ấy ở valid_from.")


def find_last_days(read: Iterable[Mapping[str, Any]]) -> dict[str, date]:
    """The last day of whoever was followed, by code: the one its row says, else the day before its successor's first."""
    found: dict[str, date] = {}
    for values in read:
        for before in values["follows"]:
            found[before] = max(values["valid_from"] - DAY, found.get(before, date.min))
    return found
