"""Everything in a workbook, and its file's name, that says whose return it is and for which period."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from itertools import pairwise
from pathlib import PurePosixPath

from danvan_metrics.spreadsheets.grid import Sheets
from danvan_metrics.units.school_names import Fit
from danvan_metrics.vietnamese import clean_text, fold
from danvan_metrics.workbook.layout import SHEET_FACTS, SHEET_IDENTITY
from danvan_metrics.workbook.recognising.names import Names
from danvan_metrics.workbook.recognising.written_identity import Shown, read_hidden, read_shown

_DEEPEST_TITLE, _WIDEST_TITLE, _MOST_SHEETS = 10, 12, 40
_LONGEST_TITLE, _LONGEST_QUOTE = 160, 80


class SignalPlace(IntEnum):
    """Where a signal comes from, the strongest first."""

    HIDDEN = 1
    FACTS = 2
    TITLE = 3
    FILE = 4


@dataclass(frozen=True, slots=True)
class Signal:
    """One thing that speaks for a school or period: where it stands in words, what it says, and the codes it may mean.

    No code at all: it names one that we do not know. `plain` is False where it fits its codes badly, so that it has to be
    asked about; `sure` is False where it narrows the choice and names nobody.
    """

    source: SignalPlace
    words: str
    quote: str
    codes: tuple[str, ...] = ()
    plain: bool = True
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Signals:
    """What speaks for a school, and what for a period, the strongest first."""

    schools: tuple[Signal, ...]
    periods: tuple[Signal, ...]


Read = Callable[[SignalPlace, str, str], Signal | None]


def gather_signals(names: Names, sheets: Sheets, file_name: str) -> Signals:
    """Look everywhere. `file_name` is the last two parts of the path: the file's own name, and its folder's."""
    hidden, shown = read_hidden(sheets), read_shown(sheets)
    titles = list(_list_titles(sheets))
    schools = [*_from_hidden(names.schools.find_code, hidden, "school"), *_from_shown_school(names, shown)]
    schools += _from_titles(lambda *given: _read_titled(names, *given), titles)
    schools += _from_file(lambda *given: _read_school(names, *given), file_name)
    periods = list(_from_hidden(lambda code: code if code in names.plan.period_by_code else None, hidden, "period"))
    if "period" in shown:
        periods.append(_quote_period(names, SignalPlace.FACTS, f"sheet {SHEET_FACTS} ghi", shown["period"].text))
    periods += _from_titles(lambda *given: _read_period(names, *given), titles)
    periods += _from_file(lambda *given: _read_period(names, *given), file_name)
    return Signals(tuple(schools), tuple(periods))


def read_file_name(names: Names, file_name: str) -> tuple[Signal | None, Signal | None]:
    """What a file's own name, its folder's aside, says of the school and of the period; None where it says nothing of it."""
    path = PurePosixPath(file_name)
    stem = _part_humps(path.name.removesuffix(path.suffix))
    return _read_titled(names, SignalPlace.FILE, "tên tệp", stem), _read_period(names, SignalPlace.FILE, "tên tệp", stem)


def _from_hidden(find: Callable[[str], str | None], hidden: Mapping[str, str], key: str) -> Iterator[Signal]:
    text = hidden.get(key)
    if text:
        code = find(text)
        yield Signal(SignalPlace.HIDDEN, f"mã nhận dạng trong tệp: {_shorten(text)}", text, (code,) if code else ())


def _from_shown_school(names: Names, shown: Mapping[str, Shown]) -> Iterator[Signal]:
    """A name nobody bears speaks against every school; a code nobody has may be any number a school is known by elsewhere."""
    if "school" in shown:
        text = shown["school"].text
        signal = _read_school(names, SignalPlace.FACTS, f"sheet {SHEET_FACTS} ghi", text)
        yield signal or Signal(SignalPlace.FACTS, _quote(f"sheet {SHEET_FACTS} ghi", text), text)
    code = names.schools.find_code(shown["code"].text) if "code" in shown else None
    if code:
        yield Signal(SignalPlace.FACTS, f"sheet {SHEET_FACTS} ghi mã {code}", f"mã {code}", (code,))
    elif "school" not in shown and {"level", "commune"} <= shown.keys():
        text = f"{shown['level'].text} {shown['commune'].text}"
        signal = _read_school(names, SignalPlace.FACTS, f"sheet {SHEET_FACTS} ghi cấp học và xã", text)
        if signal:
            yield signal


def _from_titles(read: Read, titles: list[tuple[str, str]]) -> Iterator[Signal]:
    """One signal for each thing said: the sheets of a return all bear the same two titles."""
    said: set[tuple[tuple[str, ...], bool]] = set()
    for sheet, text in titles:
        signal = read(SignalPlace.TITLE, f"tiêu đề sheet {_shorten(sheet)} ghi", text)
        if signal and (signal.sure or not signal.plain) and (signal.codes, signal.plain) not in said:
            said.add((signal.codes, signal.plain))
            yield signal


def _from_file(read: Read, file_name: str) -> Iterator[Signal]:
    """The file's own name, or, where it says nothing, its folder's."""
    path = PurePosixPath(file_name)
    stem, folder = path.name.removesuffix(path.suffix), path.parent.name
    signal = read(SignalPlace.FILE, "tên tệp", _part_humps(stem)) or read(SignalPlace.FILE, "thư mục", _part_humps(folder))
    if signal:
        of_file = signal.words.startswith("tên tệp")
        quote = path.name if of_file else folder
        words = _quote("tên tệp" if of_file else "thư mục", quote)
        yield Signal(SignalPlace.FILE, words, words, signal.codes, signal.plain, signal.sure)


def _list_titles(sheets: Sheets) -> Iterator[tuple[str, str]]:
    """Lines that stand alone in their row above a sheet's table, with the sheet's name; sentences of help are no titles."""
    for grid in list(sheets.grids.values())[:_MOST_SHEETS]:
        if grid.name == SHEET_IDENTITY:
            continue
        for row in range(1, min(grid.rows, _DEEPEST_TITLE) + 1):
            filled = [value for column in range(1, _WIDEST_TITLE + 1) if (value := grid.value(row, column)) is not None]
            if len(filled) > 2:
                break  # the table begins
            if len(filled) == 1 and isinstance(filled[0], str) and len(filled[0]) <= _LONGEST_TITLE:
                text = clean_text(filled[0])
                if not text.endswith("."):
                    yield grid.name, text


def _read_school(names: Names, source: SignalPlace, where: str, text: str) -> Signal | None:
    named = names.schools.find(text)
    if not named.codes:
        return None
    plain, sure = named.fit is not Fit.MISFIT, named.fit is Fit.NAMED
    return Signal(source, _quote(where, text), f"“{_shorten(text)}”", named.codes, plain, sure)


def _read_titled(names: Names, source: SignalPlace, where: str, text: str) -> Signal | None:
    """As any text; but the office heads every letter, and is whose report it is only where its code stands beside."""
    signal = _read_school(names, source, where, text)
    office = names.roster.office.code
    if signal and signal.codes == (office,) and fold(office) not in fold(text).split():
        return None
    return signal


def _read_period(names: Names, source: SignalPlace, where: str, text: str) -> Signal | None:
    signal = _quote_period(names, source, where, text)
    return signal if signal.codes else None


def _quote_period(names: Names, source: SignalPlace, where: str, text: str) -> Signal:
    codes = names.periods.find(text)
    plain = not names.periods.names_another_year(text)
    quote = names.word_period(codes[0]) if len(codes) == 1 and source is SignalPlace.FACTS else f"“{_shorten(text)}”"
    return Signal(source, _quote(where, text), quote, codes, plain)


def _part_humps(name: str) -> str:
    """“BaoCaoMNDapThanh” → “Bao Cao MNDap Thanh”."""
    return "".join(f" {letter}" if letter.isupper() and before.islower() else letter for before, letter in pairwise(f" {name}"))


def _quote(where: str, text: str) -> str:
    return f"{where} “{_shorten(text)}”"


def _shorten(text: str) -> str:
    return text if len(text) <= _LONGEST_QUOTE else f"{text[:_LONGEST_QUOTE]}…"
