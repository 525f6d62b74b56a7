"""What must hold between the parts of a plan: unique codes, references that resolve, periods and rungs in order."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from danvan_metrics.plan.appraisal_rules import find_appraisal_problems
from danvan_metrics.plan.model import Plan
from danvan_metrics.plan.problems import Problem
from danvan_metrics.plan.unit_line_rules import find_line_problems


def find_problems(plan: Plan) -> Iterator[Problem]:
    """Everything that does not hold, in the document's order."""
    yield from _find_repeats("periods", [[period.code] for period in plan.periods])
    yield from _find_repeats("groups", [[group.code] for group in plan.groups])
    yield from _find_repeats("facts", [[fact.key] for fact in plan.facts])
    yield from _find_repeats("rounds", [[one.code] for one in plan.rounds])
    yield from _find_repeats("indicators", [[item.code, *(line.code for line in item.lines)] for item in plan.indicators])
    yield from _find_unordered_periods(plan)
    yield from _find_unknown_parents(plan)
    yield from _find_unknown_names(plan)
    yield from _find_ladder_problems(plan)
    yield from find_appraisal_problems(plan)
    yield from find_line_problems(plan)


def _find_repeats(table: str, entries: list[list[str]]) -> Iterator[Problem]:
    seen: set[str] = set()
    for position, codes in enumerate(entries):
        for code in codes:
            if code in seen:
                yield Problem((table, position), f"mã “{code}” có hai lần; hãy đổi một mã")
            seen.add(code)


def _find_unordered_periods(plan: Plan) -> Iterator[Problem]:
    for position, (before, after) in enumerate(pairwise(plan.periods), start=1):
        if after.deadline <= before.deadline:
            yield Problem(
                ("periods", position, "deadline"), f"phải sau hạn của kỳ “{before.code}”; hãy xếp các kỳ theo thứ tự thời gian"
            )


def _find_unknown_parents(plan: Plan) -> Iterator[Problem]:
    parents = {group.code: group.parent for group in plan.groups}
    for position, group in enumerate(plan.groups):
        place = ("groups", position, "parent")
        if group.parent is not None and group.parent not in parents:
            yield Problem(place, f"không có nhóm “{group.parent}”; hãy sửa parent hoặc thêm nhóm")
        elif group.parent is not None and parents[group.parent] is not None:
            yield Problem(place, f"nhóm “{group.parent}” đã nằm trong nhóm khác; hãy chỉ lồng một cấp")


def _find_unknown_names(plan: Plan) -> Iterator[Problem]:
    groups = {group.code for group in plan.groups}
    facts = {fact.key for fact in plan.facts}
    for position, indicator in enumerate(plan.indicators):
        if indicator.group not in groups:
            yield Problem(("indicators", position, "group"), f"không có nhóm “{indicator.group}”; hãy sửa group hoặc thêm nhóm")
        if indicator.people is not None and indicator.people not in facts:
            yield Problem(
                ("indicators", position, "people"), f"không có mục “{indicator.people}” trong facts; hãy sửa people hoặc thêm mục"
            )
        if indicator.counts is not None and indicator.counts not in {item.code for item in plan.indicators if item.scored}:
            yield Problem(("indicators", position, "counts"), f"không có chỉ tiêu “{indicator.counts}” được chấm; hãy sửa counts")
        if indicator.everybody and indicator.people is None:
            yield Problem(("indicators", position, "everybody"), "cần people; hãy ghi mục của facts có tổng số người")
    for position, fact in enumerate(plan.facts):
        if fact.part_of is not None and fact.part_of not in facts - {fact.key}:
            yield Problem(("facts", position, "part_of"), f"không có mục “{fact.part_of}” khác trong facts; hãy sửa part_of")


def _find_ladder_problems(plan: Plan) -> Iterator[Problem]:
    indicators = {indicator.code for indicator in plan.indicators}
    groups = {group.code for group in plan.groups}
    for position, rung in enumerate(plan.ladder):
        if rung.rung != position + 1:
            yield Problem(
                ("ladder", position, "rung"), f"phải là {position + 1} vì đứng thứ {position + 1}; hãy sửa số hoặc xếp lại"
            )
        for key, codes, known, thing in (
            ("any_met", rung.any_met, indicators, "chỉ tiêu"),
            ("all_met", rung.all_met, indicators, "chỉ tiêu"),
            ("any_item_in", rung.any_item_in, groups, "nhóm"),
            ("each_group_in", rung.each_group_in, groups, "nhóm"),
        ):
            for code in codes:
                if code not in known:
                    yield Problem(("ladder", position, key), f"không có {thing} “{code}”; hãy sửa mã")
    if plan.ladder and not 1 <= plan.thresholds.notable_rung.value <= len(plan.ladder):
        yield Problem(("thresholds", "notable_rung", "value"), f"không có bậc này; hãy ghi từ 1 đến {len(plan.ladder)}")
