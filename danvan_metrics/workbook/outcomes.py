"""How what the office found on a line stands to what the school said (appraisal.md, “The sheet”)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from danvan_metrics.plan.choices import Choice
from danvan_metrics.plan.model import Indicator
from danvan_metrics.plan.verdicts import WITH_VALUE, Outcome, Verdict
from danvan_metrics.workbook.answers import Answer, State

Value = Answer | Verdict  # both hold to_do, done, choice and dated
Worth = tuple[float, float, float]
VALUE_FIELDS: Final = ("to_do", "done", "choice", "dated")
_BEST_FIRST: Final = (Choice.MET, Choice.YES, Choice.DOING, Choice.NO, Choice.NOT_STARTED)


def derive_outcome(indicator: Indicator, declared: Answer | None, found: Verdict) -> Outcome:
    """What the values tell; an outcome that has no value of its own stays as the appraiser chose it.

    Better and worse go by completion first, then by the raw value; any value is better than a blank. A line that the school
    calls not applicable and where the office found something to do is raised where all of it is done, else lowered.
    KeyError for a credit that nothing computes.
    """
    if found.outcome not in WITH_VALUE:
        return found.outcome
    if is_outside(indicator, found):
        return Outcome.NOT_APPLICABLE
    if not has_value(found):
        agreed = found.outcome is Outcome.CONFIRMED and declared is not None and declared.state is State.NOT_APPLICABLE
        return Outcome.NOT_APPLICABLE if agreed else found.outcome
    return _compare(indicator, declared, found)


def _compare(indicator: Indicator, declared: Answer | None, found: Verdict) -> Outcome:
    if declared is None or declared.state in {State.NOT_REPORTED, State.INVALID}:
        return Outcome.RAISED
    if declared.state is State.NOT_APPLICABLE:
        return Outcome.RAISED if complete(indicator, found) >= 1 else Outcome.LOWERED
    if list_values(declared) == list_values(found):
        return Outcome.CONFIRMED
    return Outcome.RAISED if _weigh(indicator, found) > _weigh(indicator, declared) else Outcome.LOWERED


def needs_reason(outcome: Outcome, declared: Answer | None = None) -> bool:
    """Whether the appraiser must say why: wherever the office differs from the school.

    Where `declared` is given, not applicable needs no reason on a line of which the school says the same.
    """
    agreed = outcome is Outcome.NOT_APPLICABLE and declared is not None and declared.state is State.NOT_APPLICABLE
    return outcome is not Outcome.CONFIRMED and not agreed


def has_value(value: Value) -> bool:
    """Whether any of the four values stands."""
    return any(one is not None for one in list_values(value))


def list_values(value: Value) -> tuple[object, ...]:
    """To do, done, choice and date, as they are compared."""
    return tuple(getattr(value, name) for name in VALUE_FIELDS)


def drop_value(verdict: Verdict, outcome: Outcome) -> Verdict:
    """The verdict with an outcome that holds no value of the office's."""
    return replace(verdict, outcome=outcome, to_do=None, done=None, choice=None, dated=None)


def is_outside(indicator: Indicator, value: Value) -> bool:
    """Whether the value says that the line does not apply: chosen so, or nothing there was to do."""
    return value.choice == Choice.NOT_APPLICABLE or (indicator.kind.definition.asks_to_do and value.to_do == 0)


def complete(indicator: Indicator, value: Value) -> float:
    """How far a value that stands is, 0…1, as metrics/credit.py scores it; nan-free, 0 where what it takes is missing."""
    return min(1.0, _COMPLETIONS[str(indicator.kind.definition.credit)](indicator, value))


def _weigh(indicator: Indicator, value: Value) -> Worth:
    """Greater is better; three numbers, the first decides."""
    return complete(indicator, value), _rank(indicator, value), -(value.to_do or 0.0)


def _rank(indicator: Indicator, value: Value) -> float:
    if value.dated is not None:
        return -float(value.dated.toordinal())
    if value.choice is not None:
        return -float(_BEST_FIRST.index(Choice(value.choice)))
    fewer_is_better = indicator.kind.definition.credit == "within_target"
    return (value.done or 0.0) * (-1.0 if fewer_is_better else 1.0)


def _done_of_to_do(_: Indicator, value: Value) -> float:
    return (value.done or 0.0) / value.to_do if value.to_do else 0.0


def _done_of_target(indicator: Indicator, value: Value) -> float:
    return (value.done or 0.0) / indicator.target if indicator.target else 0.0


def _within_target(indicator: Indicator, value: Value) -> float:
    return float(value.done is not None and value.done <= (indicator.target or 0.0))


def _chosen(_: Indicator, value: Value) -> float:
    return float(value.choice in {Choice.YES, Choice.MET})


def _dated(_: Indicator, value: Value) -> float:
    return float(value.dated is not None)


_COMPLETIONS: Final[Mapping[str, Callable[[Indicator, Value], float]]] = {
    "done_of_to_do": _done_of_to_do,
    "done_of_target": _done_of_target,
    "within_target": _within_target,
    "chosen": _chosen,
    "dated": _dated,
}
