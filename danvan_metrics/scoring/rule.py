"""By which rule scores were computed: where it changes, what is kept by the old one is computed anew."""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256
from typing import Final

from danvan_metrics.plan.model import Plan
from danvan_metrics.same_object import SameObject

RULE: Final = 1  # one more with every change in metrics/ or in the layout that lets a figure come out otherwise


@lru_cache(maxsize=8)
def name_rule(plan: SameObject[Plan]) -> str:
    """The rule's name: of the program's number and of the plan's every word but those its office is called by."""
    document = plan.it.dump_unnamed()
    return sha256(f"{RULE}\n{document}".encode()).hexdigest()
