"""Writes docs/dong-lenh.md anew from the declarations of the commands: python -m tests.write_command_reference."""

from __future__ import annotations

from danvan_metrics.__main__ import PROGRAM, assemble
from danvan_metrics.commands.declared.command_reference import write_reference
from danvan_metrics.folders import SHIPPED

PAGE = SHIPPED / "docs" / "dong-lenh.md"


def main() -> None:
    """Write it."""
    PAGE.write_text(write_reference(assemble(), PROGRAM), encoding="utf-8")


if __name__ == "__main__":
    main()
