"""What a scenario found, as a line of the table that is printed."""

from __future__ import annotations

from dataclasses import dataclass

HEADING = ("scenario", "store", "what was seen", "")


@dataclass(frozen=True)
class Finding:
    """One line: what was done, to which store, what was seen, and whether that is as it must be."""

    scenario: str
    store: str
    seen: str
    good: bool

    def cells(self) -> tuple[str, ...]:
        """The line as the table has it."""
        return self.scenario, self.store, self.seen, "ok" if self.good else "FAILED"


def write_table(findings: list[Finding]) -> str:
    """The findings under each other, with a closing line."""
    rows = [HEADING, *(one.cells() for one in findings)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    good = sum(one.good for one in findings)
    return "\n".join([*lines, f"{good}/{len(findings)} as they must be"])
