"""What is printed about files that are taken one by one, whatever they are: as it comes, or all at the end."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

import click

from danvan_metrics.commands.output import print_json, print_json_line
from danvan_metrics.commands.terminal.narrow_table import print_lines
from danvan_metrics.commands.terminal.progress import follow, wipe_progress
from danvan_metrics.commands.terminal.saying import is_quiet, say
from danvan_metrics.validation.issues import Issue, Severity
from danvan_metrics.workbook.answers import Normalised


class FileEnd(Protocol):
    """What came of one file."""

    def to_json(self) -> dict[str, object]:
        """Its shape in --json."""
        ...


End = TypeVar("End", bound=FileEnd)


@dataclass(frozen=True, slots=True)
class Words(Generic[End]):
    """How files are told of: the lines about one, the closing line, and of which there is nothing to say with --quiet."""

    describe: Callable[[End], Iterator[str]]
    close: Callable[[Sequence[End]], str]
    is_sound: Callable[[End], bool]


def tell_each(
    outcomes: Iterable[End], words: Words[End], *, total: int, as_json: bool = False, json_lines: bool = False
) -> list[End]:
    """Print what came of each of `total` files: as it comes, or as one list at the end (`as_json`); what was done.

    Where the store fails or the command is ended half-way, what was done until then is still told.
    """
    done: list[End] = []
    try:
        for outcome in follow(outcomes, "Đã xong tệp", total=total):
            done.append(outcome)
            if json_lines:
                wipe_progress()
                print_json_line(outcome.to_json())
            elif not as_json and not (is_quiet() and words.is_sound(outcome)):
                wipe_progress()
                print_lines(words.describe(outcome))
    except KeyboardInterrupt:
        wipe_progress()
        click.echo(f"Mới xong {len(done)}/{total} tệp; hãy chạy lại lệnh này để làm các tệp còn lại.", err=True)
        raise
    finally:
        wipe_progress()
        if as_json and not json_lines:
            print_json([outcome.to_json() for outcome in done])
        elif done and not json_lines:
            say(words.close(done))
    return done


def describe_reading(one: Normalised) -> str:
    """A cell that was taken as something other than what is written, on a line of its own."""
    return f"    Đã đọc {one.place.sheet} › {one.place.cell}: “{one.found}” là “{one.taken}”."


def describe_flaw(issue: Issue) -> str:
    """An issue on a line of its own, with its place."""
    kind = "LỖI" if issue.severity is Severity.ERROR else "Cảnh báo"
    place = " › ".join(filter(None, (issue.place.sheet, issue.place.cell)))
    return f"    {kind}{f' {place}:' if place else ''} {issue.message} {issue.remedy}"
