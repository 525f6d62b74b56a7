"""Where a file's name plainly says another school or period than its inside: the neighbour's template, an old file renamed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath

from danvan_metrics.plan.model import Plan
from danvan_metrics.units.roster import Roster
from danvan_metrics.workbook.answers import Identity
from danvan_metrics.workbook.recognising.identity_signals import Signal, read_file_name
from danvan_metrics.workbook.recognising.names import Names, prepare_names


@dataclass(frozen=True, slots=True)
class Contradiction:
    """What the name says in words, beside what the workbook is: `school` and `period`, empty where they agree or it is vague."""

    school: str = ""
    period: str = ""


def find_contradiction(plan: Plan, roster: Roster, identity: Identity, file_name: str) -> Contradiction:
    """Hold a file's name against what its workbook was taken for. A name that may mean two contradicts neither."""
    names = prepare_names(plan, roster)
    if _is_as_sent(names, identity, file_name):
        return Contradiction()
    school, period = read_file_name(names, file_name)
    other_school, other_period = _find_other(school, identity.school), _find_other(period, identity.period)
    told = names.word_period(other_period) if other_period else ""
    if period and len(period.codes) == 1 and not period.plain:
        told = f"{names.word_period(period.codes[0])} của năm khác"
    return Contradiction(names.word_school(other_school) if other_school else "", told)


def _is_as_sent(names: Names, identity: Identity, file_name: str) -> bool:
    """Whether a file is still called what the template was: the usual case, and no names need be searched for in it."""
    known = identity.school in names.roster.by_code and identity.period in names.plan.period_by_code
    return known and PurePosixPath(file_name).stem == names.recall_sent(identity.school, identity.period).stem


def _find_other(signal: Signal | None, code: str) -> str:
    """The one code a signal names plainly, where it is not the one given."""
    if signal is None or len(signal.codes) != 1 or not signal.sure or signal.codes[0] == code:
        return ""
    return signal.codes[0]
