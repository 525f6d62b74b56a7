"""`completion`: the script that teaches a shell to complete."""

from __future__ import annotations

from typing import Final

import click
from click.shell_completion import get_completion_class

from danvan_metrics.commands.behaviour import COMPLETE_VARIABLE

_PROGRAM: Final = "danvan"


def run(*, sample: bool, shell: str) -> int:  # noqa: ARG001 - every verb is told which store
    """Print it; it asks `danvan` itself, so that it never has to be printed anew."""
    found = get_completion_class(shell)
    if found is None:  # the choices are click's own
        raise click.BadParameter(shell)
    script = found(click.get_current_context().find_root().command, {}, _PROGRAM, COMPLETE_VARIABLE)
    # Not `source()`: that looks for a bash first, and says in English that it found none.
    click.echo(script.source_template % script.source_vars(), nl=False)
    return 0
