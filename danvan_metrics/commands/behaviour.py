"""How every command behaves: click speaks Vietnamese, and whatever stops a command is told in one sentence."""

from __future__ import annotations

import gettext
import os
import signal
import sys
from contextlib import suppress
from pathlib import Path
from types import FrameType
from typing import Any, Final, NoReturn

import click

from danvan_metrics.errors import UserError
from danvan_metrics.whole_files import has_no_room

# Click asks gettext for its words; gettext asks the environment for the language, on Windows too, whatever the system's locale.
os.environ["LANGUAGE"] = "vi"
gettext.bindtextdomain("messages", str(Path(__file__).with_name("locale")))

STOPPED: Final = 128 + 2  # as a shell tells Ctrl-C …
ENDED: Final = 128 + 15  # … and SIGTERM


class Ending(KeyboardInterrupt):
    """The system, or whoever runs it, wants this process to end: what Ctrl-C does, told apart from it."""


def listen_for_ending() -> None:
    """Let SIGTERM end a command as Ctrl-C does: what is half done is undone, what was done is told."""

    def end(_number: int, _frame: FrameType | None) -> None:
        raise Ending

    signal.signal(signal.SIGTERM, end)


class Command(click.Command):
    """A command; what it does stands whole in the list of commands."""

    def __init__(self, *args: Any, **attributes: Any) -> None:
        super().__init__(*args, **{"options_metavar": "[TÙY CHỌN]"} | attributes)

    def get_short_help_str(self, limit: int = 120) -> str:
        """The first sentence of its help, however narrow the list."""
        return super().get_short_help_str(max(limit, 120))


class Commands(Command, click.Group):
    """Commands in the order of the work."""

    command_class = Command

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """The commands' names as they were declared."""
        return list(self.commands)

    def main(self, *args: Any, **extra: Any) -> NoReturn:
        """Run a command and leave with its exit code; 2, with a sentence on stderr, after a UserError or a wrong call.

        130 after Ctrl-C and 143 after SIGTERM, with a sentence.
        """
        try:
            code = super().main(*args, **extra | {"standalone_mode": False})
            sys.stdout.flush()
        except click.Abort as stopped:
            _leave_stopped(ended=isinstance(stopped.__cause__, Ending))
        except (click.ClickException, UserError) as error:
            _leave(_describe_error(error), 2)
        except OSError as error:
            if not has_no_room(error):
                raise
            _drop_output()
            _leave("Không ghi được kết quả vì ổ đĩa đã đầy; hãy giải phóng dung lượng rồi làm lại.", 2)
        sys.exit(code)


def _leave_stopped(*, ended: bool) -> NoReturn:
    from danvan_metrics.spreadsheets.reader import stop_reading  # noqa: PLC0415 - most commands read no workbook

    stop_reading()  # else leaving waits for the files that are being read
    if ended:
        _leave("Đã dừng vì hệ thống yêu cầu chương trình kết thúc.", ENDED)
    _leave("Đã dừng theo yêu cầu (Ctrl-C).", STOPPED)


def _leave(sentence: str, code: int) -> NoReturn:
    click.echo(sentence, err=True)
    sys.exit(code)


def _drop_output() -> None:
    """What could not be written would be tried once more at the very end, and end in a traceback."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _describe_error(error: Exception) -> str:
    if not isinstance(error, click.UsageError) or isinstance(error, click.exceptions.NoArgsIsHelpError):
        return str(error)
    if isinstance(error, click.BadParameter) and error.param:
        error.param_hint = error.param.get_error_hint(error.ctx).strip("'")
    path = error.ctx.command_path if error.ctx else "python -m danvan_metrics"
    return f"{error.format_message()} Xem cách dùng: {path} --help"
