"""What may be known of whose return a workbook is: settled, in doubt, or told by the officer."""

from __future__ import annotations

from dataclasses import dataclass

from danvan_metrics.workbook.answers import Identity


@dataclass(frozen=True, slots=True)
class Candidate:
    """A school or period a workbook may be of: its code, and the signals that speak for it, in words."""

    code: str
    signals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Doubt:
    """What the officer is asked: which school, which period, and why the workbook alone does not tell.

    Candidates stand with the likeliest first; none means any on the roster or in the plan. One candidate is settled already,
    or at least the only one there is.
    """

    why: str
    schools: tuple[Candidate, ...] = ()
    periods: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """What the officer answered: the codes of a school and a period."""

    school: str
    period: str


@dataclass(frozen=True, slots=True)
class Recognition:
    """Which return a workbook is, and by what (a Vietnamese phrase); or a doubt; or neither, where it is a stranger's."""

    identity: Identity | None = None
    reason: str = ""
    doubt: Doubt | None = None
