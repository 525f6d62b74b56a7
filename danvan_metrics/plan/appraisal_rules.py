"""What must hold of a plan's rounds of appraisal, its honours, its year's result and the settings these need."""

from __future__ import annotations

import string
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from danvan_metrics.plan.kinds import Source
from danvan_metrics.plan.model import OfficeSetting, Plan, YearResult
from danvan_metrics.plan.problems import Problem

_OF_ROUNDS: Final = ("opinion_days", "fewest_members", "verified_from", "verified_to", "quorum", "pass_share")
_WHOLE: Final = ("opinion_days", "fewest_members", "contact_months")
_SHARES: Final = ("quorum", "pass_share")
_PARTS: Final = frozenset({"line", "number"})
_HONOURS: Final = ("levels", "collective_rewards", "individual_rewards")


def find_appraisal_problems(plan: Plan) -> Iterator[Problem]:
    """Everything that does not hold, in the document's order."""
    yield from _find_round_problems(plan)
    yield from _find_setting_problems(plan)
    yield from _find_honour_problems(plan)
    yield from _find_foreign_rewards(plan)
    yield from _find_code_problems(plan.evidence_code)
    if plan.year_result:
        yield from _find_result_problems(plan, plan.year_result)


def _find_round_problems(plan: Plan) -> Iterator[Problem]:
    if any(one.model_schools for one in plan.rounds):
        return
    for position, indicator in enumerate(plan.indicators):
        if indicator.source is Source.MODEL_SCHOOLS_APPRAISED:
            remedy = "cần một đợt thẩm định trường điểm; hãy thêm [[rounds]] có model_schools = true"
            yield Problem(("indicators", position, "source"), remedy)


def _find_setting_problems(plan: Plan) -> Iterator[Problem]:
    told: dict[str, OfficeSetting | None] = {name: getattr(plan.thresholds, name) for name in (*_OF_ROUNDS, "contact_months")}
    needed = [*(_OF_ROUNDS if plan.rounds else ()), *(["contact_months"] if any(fact.contact for fact in plan.facts) else [])]
    for name in needed:
        if told[name] is None:
            why = "thiếu con số do Phòng đặt"
            yield Problem(("thresholds", name), f"{why}; hãy thêm [thresholds.{name}] có value, note, set_on")
    for name, setting in told.items():
        if setting is not None and (remedy := _judge_setting(name, setting.value)):
            yield Problem(("thresholds", name, "value"), remedy)
    least, most = told["verified_from"], told["verified_to"]
    if least and most and not least.value <= 1 <= most.value:
        yield Problem(("thresholds", "verified_to", "value"), "phải từ 1 trở lên, và verified_from không quá 1; hãy sửa hai số")


def _judge_setting(name: str, value: float) -> str:
    if name in _WHOLE and not (value >= 1 and value.is_integer()):
        return f"đang là {value:g}; hãy ghi số nguyên từ 1 trở lên"
    if name in _SHARES and not 0 < value <= 1:
        return f"đang là {value:g}; hãy ghi một phần của 1, ví dụ 0.7"
    return ""


def _find_honour_problems(plan: Plan) -> Iterator[Problem]:
    for name in _HONOURS:
        words: tuple[str, ...] = getattr(plan.honours, name)
        if plan.rounds and not words:
            yield Problem(("honours", name), "đang để trống; hãy ghi ít nhất một mục để công nhận, đề nghị khen")
        for position, word in enumerate(words):
            if word in words[:position]:
                yield Problem(("honours", name, position), f"“{word}” có hai lần; hãy bỏ một mục")


def _find_foreign_rewards(plan: Plan) -> Iterator[Problem]:
    known = {*plan.honours.collective_rewards, *plan.honours.individual_rewards}
    for position, word in enumerate(plan.honours.office_rewards):
        if word not in known:
            told = f"“{word}” không có trong collective_rewards hay individual_rewards; hãy sửa cho trùng một hình thức khen"
            yield Problem(("honours", "office_rewards", position), told)


def _find_code_problems(pattern: str) -> Iterator[Problem]:
    if not pattern:
        return
    try:
        parts = {name for _, name, _, _ in string.Formatter().parse(pattern) if name is not None}
        pattern.format(line="HP1.1", number=1)
    except (ValueError, KeyError, IndexError, AttributeError):
        parts = set()
    if parts != _PARTS:
        yield Problem(
            ("evidence_code",), f"đang là “{pattern}”; hãy ghi có {{line}} và {{number}}, ví dụ MC-{{line}}-{{number:02}}"
        )


def _find_result_problems(plan: Plan, result: YearResult) -> Iterator[Problem]:
    scored = {item.group for item in plan.indicators if item.scored}
    known = scored | {group.code for group in plan.groups if plan.children_of(group.code)}
    for code in result.weights:
        if code not in known:
            yield Problem(("year_result", "weights", code), f"không có nhóm “{code}” được chấm; hãy sửa mã")
    marks = result.pass_marks
    for position, (above, below) in enumerate(pairwise(marks), start=1):
        if below.at_least >= above.at_least:
            yield Problem(
                ("year_result", "pass_marks", position, "at_least"), "phải thấp hơn mức đứng trên; hãy xếp từ cao xuống"
            )
    for position, mark in enumerate(marks):
        if mark.title in [one.title for one in marks[:position]]:
            yield Problem(("year_result", "pass_marks", position, "title"), f"“{mark.title}” có hai lần; hãy đổi tên một mức")
