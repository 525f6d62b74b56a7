"""How every command behaves: help in Vietnamese, errors as one sentence."""

from __future__ import annotations

from typing import Any, NoReturn

import click

from danvan_metrics.errors import UserError


class Fault(click.ClickException):
    """What stops a command: one Vietnamese sentence on stderr, exit code 2."""

    exit_code = 2

    def show(self, file: Any = None) -> None:
        """Print the sentence, without click's “Error:”."""
        click.echo(self.message, file=file, err=file is None)


class VietnameseCommand(click.Command):
    """A command whose help speaks Vietnamese."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The line that shows how to call it."""
        pieces = (
            " ".join(self.collect_usage_pieces(ctx)).replace("[OPTIONS]", "[TÙY CHỌN]").replace("COMMAND [ARGS]...", "LỆNH …")
        )
        formatter.write_usage(ctx.command_path, pieces, prefix="Cách dùng: ")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options."""
        options = [parameter for parameter in self.get_params(ctx) if isinstance(parameter, click.Option)]
        records = [record for option in options if (record := option.get_help_record(ctx))]
        with formatter.section("Tùy chọn"):
            formatter.write_dl([(names, _in_vietnamese(help_text)) for names, help_text in records])


class VietnameseGroup(VietnameseCommand, click.Group):
    """A group of commands in the order of the work; whatever stops one of them is told in one sentence."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """The commands' names as they were declared."""
        return list(self.commands)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Options, then commands with the first sentence of their help."""
        super().format_options(ctx, formatter)
        with formatter.section("Lệnh"):
            formatter.write_dl([(name, command.get_short_help_str(limit=120)) for name, command in self.commands.items()])

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """Read the group's own options."""
        try:
            return super().make_context(info_name, args, parent, **extra)
        except click.UsageError as error:
            _tell(error)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; a UserError or a wrong call becomes one sentence."""
        try:
            return super().invoke(ctx)
        except UserError as error:
            raise Fault(str(error)) from error
        except click.UsageError as error:
            _tell(error)


def _tell(error: click.UsageError) -> NoReturn:
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        raise error
    path = error.ctx.command_path if error.ctx else "python -m danvan_metrics"
    raise Fault(f"{_explain(error)} Xem cách dùng: {path} --help") from error


def _explain(error: click.UsageError) -> str:
    if isinstance(error, click.exceptions.NoSuchCommand):
        return f"Không có lệnh “{error.command_name}”."
    if isinstance(error, click.NoSuchOption):
        return f"Không có tùy chọn “{error.option_name}”."
    if isinstance(error, click.MissingParameter):
        return f"Còn thiếu {_name(error)}."
    if isinstance(error, click.BadParameter):
        return f"{_name(error)}: {error.message}"
    if isinstance(error, click.BadOptionUsage):
        return f"Tùy chọn “{error.option_name}” còn thiếu giá trị."
    return error.format_message()


def _name(error: click.BadParameter) -> str:
    if error.param is None:
        return error.param_hint if isinstance(error.param_hint, str) else "tham số"
    return error.param.opts[0] if isinstance(error.param, click.Option) else str(error.param.metavar)


def _in_vietnamese(help_text: str) -> str:
    return help_text.replace("[required]", "[bắt buộc]").replace("Show this message and exit.", "Hiện hướng dẫn này.")
