"""Whether tasks are the visitor's to give, change and close: what nobody may press is not drawn."""

from __future__ import annotations

from danvan_metrics.access.acts import Act
from danvan_metrics.access.rights import may
from danvan_metrics.web.signing_in.visitor import current_actor
from danvan_metrics.web.state import snapshot_name


def may_give_tasks() -> bool:
    """Whether the visitor may; nobody in figures that are fixed."""
    return not snapshot_name() and may(current_actor(), Act.GIVE_TASKS)
