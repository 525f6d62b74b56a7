"""How a run ends: whatever stops it is told in one sentence, and leaves with a code of its own."""

from __future__ import annotations

import errno
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import Final, NoReturn

import click

from danvan_metrics.commands.terminal.suggesting import describe_possibilities
from danvan_metrics.errors import UserError
from danvan_metrics.whole_files import has_no_room

REFUSED: Final = 2
STOPPED: Final = 128 + 2  # as a shell tells Ctrl-C …
ENDED: Final = 128 + 15  # … SIGTERM …
UNREAD: Final = 128 + 13  # … and SIGPIPE: whoever read along has gone


class Ending(KeyboardInterrupt):
    """The system, or whoever runs it, wants this process to end: what Ctrl-C does, told apart from it."""


class ReaderGoneError(Exception):
    """Nobody reads what is printed any more, as behind `| head`."""


def listen_for_ending() -> None:
    """Let SIGTERM end a command as Ctrl-C does: what is half done is undone, what was done is told."""

    def end(_number: int, _frame: FrameType | None) -> None:
        raise Ending

    signal.signal(signal.SIGTERM, end)


@contextmanager
def notice_readers() -> Iterator[None]:
    """Raise ReaderGoneError where a pipe is closed at its other end: click would leave with 1, which says something else here."""
    try:
        yield
    except OSError as error:
        if error.errno != errno.EPIPE:
            raise
        raise ReaderGoneError from error


@contextmanager
def tell_what_stops() -> Iterator[None]:
    """Leave with a sentence on stderr: 2 after a UserError, a wrong call or a full disk, 130 after Ctrl-C, 143 after SIGTERM.

    With 141, and nothing said, where nobody reads what is printed any more. Any other exception is passed on.
    """
    try:
        yield
    except click.Abort as stopped:
        _leave_stopped(ended=isinstance(stopped.__cause__, Ending))
    except (click.ClickException, UserError) as error:
        leave(describe_error(error), REFUSED)
    except ReaderGoneError:
        drop_output()
        _stop_readers()
        sys.exit(UNREAD)
    except OSError as error:
        if not has_no_room(error):
            raise
        drop_output()
        leave("Không ghi được kết quả vì ổ đĩa đã đầy; hãy giải phóng dung lượng rồi làm lại.", REFUSED)


def leave(sentence: str, code: int) -> NoReturn:
    """Say the sentence on stderr and leave with the code; where even stderr takes nothing, the code alone tells."""
    with suppress(OSError):
        click.echo(sentence, err=True)
    sys.exit(code)


def drop_output() -> None:
    """What could not be written would be tried once more at the very end, and end in a traceback."""
    with suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def describe_error(error: Exception) -> str:
    """The sentence of a UserError, or what click says of a wrong call, with where to read how it is called."""
    if not isinstance(error, click.UsageError) or isinstance(error, click.exceptions.NoArgsIsHelpError):
        return error.format_message() if isinstance(error, click.ClickException) else str(error)
    if isinstance(error, click.BadParameter) and error.param:
        error.param_hint = error.param.get_error_hint(error.ctx).strip("'")
    said = error.format_message()
    if isinstance(error, click.exceptions.NoSuchCommand | click.NoSuchOption):
        said = " ".join(filter(None, (error.message, describe_possibilities(error.possibilities or ()))))
    path = error.ctx.command_path if error.ctx else "danvan"
    return f"{said} Xem cách dùng: {path} --help"


def _leave_stopped(*, ended: bool) -> NoReturn:
    _stop_readers()  # else leaving waits for the files that are being read
    if ended:
        leave("Đã dừng vì hệ thống yêu cầu chương trình kết thúc.", ENDED)
    leave("Đã dừng theo yêu cầu (Ctrl-C).", STOPPED)


def _stop_readers() -> None:
    reader = sys.modules.get("danvan_metrics.spreadsheets.reader")  # most commands read no workbook
    if reader is not None:
        reader.stop_reading()
