"""Do a verb's work: import its module, run it, leave with its code."""

from __future__ import annotations

import gc
from importlib import import_module
from types import ModuleType
from typing import Any

import click


def run_verb(module: str, options: dict[str, Any], *, reads: bool = False) -> None:
    """Call `run` of `danvan_metrics.commands.<module>` with the options, and leave with the code it gives.

    reads: it opens workbooks, in a process of its own that comes up while the module loads.
    """
    if reads:
        from danvan_metrics.spreadsheets.reader import start_ahead  # noqa: PLC0415 - most verbs read no workbook

        start_ahead()
    context = click.get_current_context()
    run = _load(f"danvan_metrics.commands.{module}").run
    context.exit(run(sample=context.find_root().params["sample"], **options))


def _load(module: str) -> ModuleType:
    """A verb's module, with the collector at rest: what loading makes stays, and looking through it took a tenth of `check`."""
    gc.disable()
    try:
        return import_module(module)
    finally:
        gc.freeze()
        gc.enable()
