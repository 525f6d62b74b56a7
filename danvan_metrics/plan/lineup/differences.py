"""Where two years' plans ask one thing in two ways, so that its figures cannot be compared, in words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from danvan_metrics.plan.descriptions import describe_kind, describe_target
from danvan_metrics.plan.kinds import Reporter
from danvan_metrics.plan.model import Indicator, Period, Plan
from danvan_metrics.vietnamese import NOTHING, fold, lower_first

_NOT_SCORED = "không chấm mức đạt"
_NO_SCHOOL = "không do trường báo cáo ở cả hai năm"
_ANY_YEAR = "____"


def find_same_share(earlier: Plan, period: Period) -> Period | None:
    """The earlier plan's period that stands for the same share of its year; None where there is none."""
    return next((one for one in earlier.periods if abs(one.share - period.share) < 1e-9), None)


def describe_difference(plan: Plan, earlier: Plan, code: str) -> str:
    """Why an indicator is not the same in both plans: “mức phải đạt khác: 5 buổi → 6 buổi”; "" where it is."""
    now, then = plan.indicator_by_code.get(code), earlier.indicator_by_code.get(code)
    if now is None or then is None:
        return f"kế hoạch năm {(earlier if then is None else plan).year} không có chỉ tiêu này"
    return "; ".join(_list_differences(plan, now, earlier, then))


def _list_differences(plan: Plan, now: Indicator, earlier: Plan, then: Indicator) -> Iterator[str]:
    if Reporter.SCHOOL not in now.reporters or Reporter.SCHOOL not in then.reporters:
        yield _NO_SCHOOL
    if now.kind is then.kind:
        yield from _list_of_one_kind(now, then)
    else:
        yield f"cách ghi khác: {lower_first(describe_kind(then.kind))} → {lower_first(describe_kind(now.kind))}"
    if _list_lines(plan, now) != _list_lines(earlier, then):
        yield "các dòng phải trả lời khác"
    if _list_wording(plan, now) != _list_wording(earlier, then):
        yield "lời văn của chỉ tiêu khác"


def _list_of_one_kind(now: Indicator, then: Indicator) -> Iterator[str]:
    if not now.scored:
        yield _NOT_SCORED
    if now.target != then.target:
        yield f"mức phải đạt khác: {_name_target(then)} → {_name_target(now)}"
    if _name_day(now.deadline) != _name_day(then.deadline):
        yield f"hạn khác: {_name_day(then.deadline)} → {_name_day(now.deadline)}"
    if _list_sources(now) != _list_sources(then):
        yield "nguồn của con số khác"


def _name_target(indicator: Indicator) -> str:
    return NOTHING if indicator.target is None else describe_target(indicator)


def _name_day(day: date | None) -> str:
    """A deadline within its year: every year has its own."""
    return f"{day:%d/%m}" if day else NOTHING


def _list_lines(plan: Plan, indicator: Indicator) -> list[tuple[str, str]]:
    return [(line.code, _level_wording(plan, line.text)) for line in indicator.lines]


def _list_wording(plan: Plan, indicator: Indicator) -> list[str]:
    words = (indicator.text, indicator.unit, indicator.to_do_label, indicator.done_label)
    return [_level_wording(plan, text) for text in words]


def _level_wording(plan: Plan, text: str) -> str:
    """However it is spelt; the plan's own year stands in it as any year."""
    return fold(text.replace(str(plan.year), _ANY_YEAR))


def _list_sources(indicator: Indicator) -> tuple[object, ...]:
    return indicator.source, indicator.counts, indicator.people, indicator.everybody
