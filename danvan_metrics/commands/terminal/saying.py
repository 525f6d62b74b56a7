"""How much a command says: results always; that something was done, and what went well, only where nobody asked for quiet."""

from __future__ import annotations

from typing import Any, Final

import click

from danvan_metrics.commands.terminal.narrow_table import print_lines

_QUIET: Final = "danvan.quiet"


def make_quiet(context: click.Context, _option: click.Parameter, asked: Any) -> None:
    """Click's callback of --quiet, before the verb or after it."""
    if asked and not context.resilient_parsing:
        context.find_root().meta[_QUIET] = True


def is_quiet() -> bool:
    """Whether only results and what is wrong may be printed."""
    context = click.get_current_context(silent=True)
    return bool(context and context.find_root().meta.get(_QUIET))


def say(sentence: str) -> None:
    """Print that something was done; nothing with --quiet."""
    if not is_quiet():
        print_lines(sentence.splitlines())
