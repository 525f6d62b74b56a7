"""What every command that changes the roster is told beside the change itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from danvan_metrics.units.changes.roster_change import RosterChange, RosterDeed


@dataclass(frozen=True, slots=True)
class Decided:
    """From which day, by which decision or for which reason; dry_run: only tell what would change."""

    on: date
    decision: str
    reason: str
    dry_run: bool

    def change(self, deed: RosterDeed, code: str, detail: Mapping[str, Any]) -> RosterChange:
        """A change that was so decided."""
        return RosterChange(deed, code, self.on, detail, self.decision, self.reason)
