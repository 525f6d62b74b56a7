"""A ratio whose “Đã thực hiện” says both numbers (“12/12”) or a share (“95 %”): taken where it can mean one count only."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from danvan_metrics.plan.rules import AnyRule, Field, Refusal, WholeNumberRule
from danvan_metrics.plan.shares import read_fraction, read_percent
from danvan_metrics.raw import format_raw
from danvan_metrics.vietnamese import format_quantity
from danvan_metrics.workbook.answering.judging import AnsweredRow, Judge, Value


@dataclass(frozen=True, slots=True)
class WrittenRatio:
    """Both numbers of a ratio."""

    to_do: float
    done: float


def judge_done(
    row: AnsweredRow, rule: AnyRule, to_do: Value | Refusal, *, line: str, judge: Judge
) -> tuple[Value | Refusal, ...]:
    """To do and done of a ratio whose cell “Đã thực hiện” holds text; `to_do` is what the cell beside it was judged to be."""
    raw = row.raw(Field.DONE)
    said = read_ratio(raw, to_do, rule) if isinstance(raw, str) and isinstance(rule, WholeNumberRule) else None
    if isinstance(said, WrittenRatio):
        _note_reading(row, said, to_do, line=line, judge=judge)
        return said.to_do, said.done
    if isinstance(said, Refusal):
        judge.refuse(line, row.cell(Field.DONE), said)
        return to_do, said
    return to_do, judge.judge(row.grid, row.number, row.columns[Field.DONE], rule, line=line)


def _note_reading(row: AnsweredRow, said: WrittenRatio, to_do: Value | Refusal, *, line: str, judge: Judge) -> None:
    judge.tell(line, row.cell(Field.DONE), found=format_raw(row.raw(Field.DONE)), taken=format_quantity(said.done))
    if to_do is None:
        judge.tell(line, row.cell(Field.TO_DO), found="", taken=format_quantity(said.to_do))


def read_ratio(text: str, to_do: Value | Refusal, rule: WholeNumberRule) -> WrittenRatio | Refusal | None:
    """Both numbers, or why they cannot be told; None where the text is neither a fraction nor a share."""
    fraction = read_fraction(text, rule.units)
    if fraction is not None:
        return _take_fraction(text, fraction, to_do, rule)
    percent = read_percent(text)
    return None if percent is None else _take_percent(text, percent, to_do, rule)


def _take_fraction(
    text: str, fraction: tuple[float, float], to_do: Value | Refusal, rule: WholeNumberRule
) -> WrittenRatio | Refusal:
    """“12/12” where “Phải thực hiện” is blank or 12 too."""
    done, said = fraction
    sound = all(isinstance(rule.check(number), float) for number in fraction) and done <= said
    if sound and to_do in {None, said}:
        return WrittenRatio(said, done)
    return Refusal("two_numbers_in_cell", text, "mỗi ô một số: số phải thực hiện và số đã thực hiện")


def _take_percent(text: str, percent: Decimal, to_do: Value | Refusal, rule: WholeNumberRule) -> WrittenRatio | Refusal:
    """“95 %” of 20 is 19; of 21 it is no count."""
    if not isinstance(to_do, float):
        return Refusal("percent_in_number", text, rule.describe())
    done = percent * int(to_do) / 100
    if to_do > 0 and percent <= 100 and done == done.to_integral_value():
        return WrittenRatio(to_do, float(done))
    return Refusal("percent_in_number", text, f"Số đã thực hiện trong số {format_quantity(to_do)} phải thực hiện")
