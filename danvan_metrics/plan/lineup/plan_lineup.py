"""The plans that one office works with, side by side: each year's, or several of one year (many.md)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from danvan_metrics.errors import PlanError, UserError
from danvan_metrics.plan.loader import load_plan
from danvan_metrics.plan.model import Plan


@dataclass(frozen=True)
class PlanLineup:
    """Plans by year, the oldest first; `usual` is the one shown where nobody chose."""

    usual: Plan
    plans: tuple[Plan, ...]

    @cached_property
    def by_code(self) -> dict[str, Plan]:
        """Plans by code."""
        return {plan.code: plan for plan in self.plans}

    @property
    def offers_choice(self) -> bool:
        """Whether there is more than one."""
        return len(self.plans) > 1

    def find(self, code: str) -> Plan:
        """The plan of this code, "" for the usual one; UserError names the codes there are."""
        if not code:
            return self.usual
        if code not in self.by_code:
            known = ", ".join(f"{plan.code} ({plan.short_title})" for plan in self.plans)
            raise UserError(f"Không có kế hoạch “{code}”; hãy chọn một trong: {known}.")
        return self.by_code[code]

    def year_before(self, plan: Plan) -> Plan | None:
        """The last plan of an earlier year; None where there is none."""
        earlier = [one for one in self.plans if one.year < plan.year]
        return earlier[-1] if earlier else None


def load_lineup(usual: Path, folder: Path | None) -> PlanLineup:
    """The usual plan, and every folder with a plan in `folder`; PlanError for two of one code, or as `load_plan` does."""
    chosen = load_plan(usual)
    return line_up(chosen, tuple(_load_others(usual, folder)) if folder else ())


def line_up(usual: Plan, others: tuple[Plan, ...] = ()) -> PlanLineup:
    """These plans in the order of their years; PlanError where two have one code."""
    plans = sorted((usual, *others), key=lambda plan: (plan.year, plan.code))
    codes = [plan.code for plan in plans]
    if twice := next((code for code in codes if codes.count(code) > 1), None):
        raise PlanError(f"Hai kế hoạch cùng có mã “{twice}”; hãy đổi code của một kế hoạch hoặc bỏ một thư mục.")
    return PlanLineup(usual, tuple(plans))


def _load_others(usual: Path, folder: Path) -> Iterator[Plan]:
    if not folder.is_dir():
        raise PlanError(f"Không thấy thư mục kế hoạch “{folder}”; hãy kiểm tra DANVAN_PLANS.")
    own = {usual.resolve(), usual.resolve().parent}  # the usual plan may be named by a file of its folder
    for path in sorted(folder.iterdir()):
        if path.is_dir() and any(path.glob("*.toml")) and path.resolve() not in own:
            yield load_plan(path)
