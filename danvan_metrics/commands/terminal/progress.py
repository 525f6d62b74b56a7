"""How far a long command has come: n/N on one line of stderr that is wiped when it is done."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Final, TypeVar

import click

from danvan_metrics.commands.terminal.saying import is_quiet
from danvan_metrics.settings import asks_for_progress

_BETWEEN: Final = 0.1  # seconds from one line to the next: a terminal over a slow line is not flooded
Item = TypeVar("Item")
Step = Callable[[int, int], None]


@contextmanager
def show_progress(what: str) -> Iterator[Step]:
    """A function to be told (done, total): “what: 12/57” on stderr where that is a terminal, else nothing.

    With --quiet nothing; with DANVAN_PROGRESS=1 a whole line every tenth part, for logs.
    """
    if is_quiet() or not (_is_terminal() or asks_for_progress()):
        yield lambda _done, _total: None
        return
    line = _Line(what) if _is_terminal() else _Lines(what)
    try:
        yield line.step
    finally:
        line.end()


def follow(items: Iterable[Item], what: str, *, total: int) -> Iterator[Item]:
    """The same items, told as they come; one alone is not worth a line."""
    if total < 2:
        yield from items
        return
    with show_progress(what) as step:
        step(0, total)
        for number, item in enumerate(items, start=1):
            yield item
            step(number, total)


def wipe_progress() -> None:
    """Wipe the line before something is printed, so that both do not run into each other on a terminal."""
    if _Line.shown:  # blanks, not a sequence: older consoles of Windows would print that
        click.echo(f"\r{' ' * _Line.shown}\r", nl=False, err=True)
        _Line.shown = 0


class _Line:
    """One line, written over and over; `shown`: how long the one is that stands there now."""

    shown = 0

    def __init__(self, what: str) -> None:
        self.what = what
        self.last = 0.0

    def step(self, done: int, total: int) -> None:
        """Say how far, unless it was said just now."""
        now = monotonic()
        if done < total and now - self.last < _BETWEEN:
            return
        self.last = now
        line = f"{self.what}: {done}/{total}"
        click.echo(f"\r{line.ljust(_Line.shown)}", nl=False, err=True)
        _Line.shown = max(_Line.shown, len(line))

    def end(self) -> None:
        """Leave the line as it was."""
        wipe_progress()


class _Lines:
    """A line every tenth part."""

    def __init__(self, what: str) -> None:
        self.what = what
        self.tenth = 0

    def step(self, done: int, total: int) -> None:
        """Say how far where another tenth is done."""
        tenth = done * 10 // total if total else 0
        if tenth > self.tenth:
            self.tenth = tenth
            click.echo(f"{self.what}: {done}/{total}", err=True)

    def end(self) -> None:
        """Nothing to wipe."""


def _is_terminal() -> bool:
    return bool(sys.stderr and sys.stderr.isatty())
