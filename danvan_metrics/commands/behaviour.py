"""How every command behaves: click speaks Vietnamese, and whatever stops a command is told in one sentence."""

from __future__ import annotations

import gettext
import os
import sys
from pathlib import Path
from typing import Any, NoReturn

import click

from danvan_metrics.errors import UserError

# Click asks gettext for its words; gettext asks the environment for the language, on Windows too, whatever the system's locale.
os.environ["LANGUAGE"] = "vi"
gettext.bindtextdomain("messages", str(Path(__file__).with_name("locale")))


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
        """Run a command and leave with its exit code; 2, with a sentence on stderr, after a UserError or a wrong call."""
        try:
            sys.exit(super().main(*args, **extra | {"standalone_mode": False}))
        except click.Abort:  # Ctrl-C
            sys.exit(1)
        except (click.ClickException, UserError) as error:
            click.echo(_describe_error(error), err=True)
            sys.exit(2)


def _describe_error(error: Exception) -> str:
    if not isinstance(error, click.UsageError) or isinstance(error, click.exceptions.NoArgsIsHelpError):
        return str(error)
    if isinstance(error, click.BadParameter) and error.param:
        error.param_hint = error.param.get_error_hint(error.ctx).strip("'")
    path = error.ctx.command_path if error.ctx else "python -m danvan_metrics"
    return f"{error.format_message()} Xem cách dùng: {path} --help"
