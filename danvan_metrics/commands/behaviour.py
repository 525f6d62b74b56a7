"""How every command is shaped: click speaks Vietnamese, commands stand by task, each with examples that are tried by a test."""

from __future__ import annotations

import gettext
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, NoReturn

import click

from danvan_metrics.commands.terminal.leaving import notice_readers, tell_what_stops
from danvan_metrics.commands.terminal.saying import make_quiet

# Click asks gettext for its words; gettext asks the environment for the language, on Windows too, whatever the system's locale.
os.environ["LANGUAGE"] = "vi"
gettext.bindtextdomain("messages", str(Path(__file__).with_name("locale")))

#: What a shell sets when it wants words completed; `danvan completion` writes it into its script.
COMPLETE_VARIABLE: Final = "_DANVAN_COMPLETE"
_OTHER_TASK: Final = "Việc khác"
_WIDEST: Final = 100  # columns of help: longer lines are hard to follow


@dataclass(frozen=True, slots=True)
class Example:
    """A command as it may be typed after `danvan`, what it does, and the code it leaves with on the files of the examples."""

    line: str
    told: str
    code: int = 0


class Command(click.Command):
    """A command; what it does stands whole in the list of commands. `task`: the heading of that list that it stands under."""

    def __init__(self, *args: Any, examples: Sequence[Example] = (), task: str = _OTHER_TASK, **attributes: Any) -> None:
        super().__init__(*args, **{"options_metavar": "[TÙY CHỌN]"} | attributes)
        self.examples, self.task = tuple(examples), task
        self.params.append(_make_quiet_option())

    def get_short_help_str(self, limit: int = 120) -> str:
        """The first sentence of its help, however narrow the list."""
        return super().get_short_help_str(max(limit, 200)).removesuffix(".")

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The examples, each with what it does."""
        if not self.examples:
            return
        program = ctx.find_root().info_name
        with formatter.section("Ví dụ"):
            for number, example in enumerate(self.examples):
                if number:
                    formatter.write_paragraph()
                formatter.write_text(f"{example.told}:")
                formatter.write(f"{'':>{formatter.current_indent + 2}}{program} {example.line}\n")


class Commands(Command, click.Group):
    """Commands by task. `tasks`: the headings in the order of the work; those that are not among them come after."""

    command_class = Command

    def __init__(self, *args: Any, tasks: Sequence[str] = (), **attributes: Any) -> None:
        super().__init__(*args, **attributes)
        self.tasks = tuple(tasks)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """The commands' names as they were declared, those of one task together."""
        places = {task: place for place, task in enumerate(self.tasks)}
        return sorted(self.commands, key=lambda name: places.get(_name_task(self.commands[name]), len(places)))

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands under the headings of their tasks; under one heading where they have none."""
        shown = [self.commands[name] for name in self.list_commands(ctx) if not self.commands[name].hidden]
        widest = max((len(command.name or "") for command in shown), default=0)
        for task in dict.fromkeys(map(_name_task, shown)):
            rows = [
                ((command.name or "").ljust(widest), command.get_short_help_str())
                for command in shown
                if _name_task(command) == task
            ]
            with formatter.section("Lệnh" if task == _OTHER_TASK and len(rows) == len(shown) else task):
                formatter.write_dl(rows)

    def make_context(self, *args: Any, **extra: Any) -> click.Context:
        """Click's, where a reader who has gone is told apart."""
        with notice_readers():
            return super().make_context(*args, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        """Click's, where a reader who has gone is told apart."""
        with notice_readers():
            return super().invoke(ctx)

    def main(self, *args: Any, **extra: Any) -> NoReturn:
        """Run a command and leave with its exit code; with a sentence on stderr and a code of its own where anything stops it."""
        with tell_what_stops():
            fixed = {"standalone_mode": False, "complete_var": COMPLETE_VARIABLE, "max_content_width": _WIDEST}
            code = super().main(*args, **extra | fixed)
            with notice_readers():
                if sys.stdout:  # none where whoever started this closed it
                    sys.stdout.flush()
        sys.exit(code)


def _make_quiet_option() -> click.Option:
    return click.Option(
        ["-q", "--quiet"],
        is_flag=True,
        expose_value=False,
        callback=make_quiet,
        help="Chỉ in kết quả và lỗi, không in lời báo đã xong và tiến độ.",
    )


def _name_task(command: click.Command) -> str:
    return getattr(command, "task", _OTHER_TASK)
