"""What an invented appraiser finds instead of what was declared: a little worse, or a little better."""

from __future__ import annotations

from datetime import timedelta

from danvan_metrics.appraising.desk import DeskLine
from danvan_metrics.plan.choices import Choice
from danvan_metrics.workbook.answers import Answer

Found = dict[str, object]
_WORSE = {Choice.MET: Choice.DOING, Choice.DOING: Choice.NOT_STARTED, Choice.YES: Choice.NO}
_BETTER = {Choice.NOT_STARTED: Choice.DOING, Choice.DOING: Choice.MET, Choice.NO: Choice.YES}


def find_value(line: DeskLine, *, better: bool) -> Found | None:
    """Another value of the line, by the names of Verdict's fields; None where there is none worse, or better."""
    declared = line.declared
    if declared is None:
        return None
    if declared.choice is not None:
        other = (_BETTER if better else _WORSE).get(Choice(declared.choice))
        return None if other is None else {"choice": other}
    if declared.dated is not None:
        return {"dated": declared.dated + timedelta(days=-3 if better else 3)}
    return None if declared.done is None else _count(declared, better=better)


def _count(declared: Answer, *, better: bool) -> Found | None:
    done = (declared.done or 0) + (1 if better else -1)
    if done < 0 or (declared.to_do is not None and done > declared.to_do):
        return None
    return {"done": done} if declared.to_do is None else {"to_do": declared.to_do, "done": done}
