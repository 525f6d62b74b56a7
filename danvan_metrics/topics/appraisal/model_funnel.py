"""Registered models on their way to a reward, step by step; whose they are, and of which standard field.

A model is known by its school and name: what was recognised or proposed is found among the registered by that. A step counts what
reached it and is never taken from the one before: a model that was recognised without a result written down is still recognised.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final, NamedTuple

import pandas as pd

from danvan_metrics.metrics.appraisal import compare_lines
from danvan_metrics.metrics.dataset import Dataset, Scope, iterate_rows
from danvan_metrics.metrics.rewards import Proposal, RewardStep
from danvan_metrics.plan.choices import Owner
from danvan_metrics.plan.kinds import MODEL_SOURCES
from danvan_metrics.vietnamese import fold

UNNAMED_AREA: Final = "Chưa ghi lĩnh vực"
UNKNOWN: Final = "unknown"
OWNERS_APART: Final = {Owner.COLLECTIVE: "Tập thể", Owner.INDIVIDUAL: "Cá nhân", UNKNOWN: "Chưa ghi tập thể hay cá nhân"}


class FunnelStep(StrEnum):
    """How far a model has come; a registered one is not a recognised one."""

    REGISTERED = "registered"
    WITH_RESULT = "with_result"
    APPRAISED = "appraised"
    RECOGNISED = "recognised"
    EXEMPLARY = "exemplary"
    PROPOSED = "proposed"
    REWARDED = "rewarded"


FUNNEL_WORDS: Final = {
    FunnelStep.REGISTERED: "Đăng ký",
    FunnelStep.WITH_RESULT: "Có kết quả, minh chứng",
    FunnelStep.APPRAISED: "Thẩm định",
    FunnelStep.RECOGNISED: "Công nhận",
    FunnelStep.EXEMPLARY: "Tiêu biểu",
    FunnelStep.PROPOSED: "Đề nghị khen",
    FunnelStep.REWARDED: "Đã khen",
}


class FunnelModel(NamedTuple):
    """One model: its school, its folded name, whose it is, and its standard field."""

    school: str
    name: str
    owner: str
    area: str


@dataclass(frozen=True, slots=True)
class FunnelRow:
    """Models of one owner and standard field at every step."""

    owner: str
    area: str
    counts: Mapping[FunnelStep, int]


def count_funnel(dataset: Dataset, scope: Scope) -> tuple[FunnelRow, ...]:
    """Count the models at every step, by owner and standard field; areas in the order the plan first names them.

    Both owners stand for every area of the plan, zeros too; without an owner or area only what there is.
    """
    reached = _list_reached(dataset, scope)
    found = {(model.owner, model.area) for models in reached.values() for model in models}
    areas = dict.fromkeys(field.area for field in dataset.plan.fields_of_models)
    both = {(str(owner), area) for owner in Owner for area in areas}
    order = [(str(owner), area) for owner in OWNERS_APART for area in (*areas, UNNAMED_AREA)]
    return tuple(_count_row(key, reached) for key in order if key in both | found)


def _count_row(key: tuple[str, str], reached: Mapping[FunnelStep, list[FunnelModel]]) -> FunnelRow:
    return FunnelRow(*key, {step: sum((one.owner, one.area) == key for one in reached[step]) for step in FunnelStep})


def add_rows(rows: Iterable[FunnelRow]) -> dict[FunnelStep, int]:
    """The counts of several rows, step by step."""
    listed = list(rows)
    return {step: sum(row.counts[step] for row in listed) for step in FunnelStep}


def _list_reached(dataset: Dataset, scope: Scope) -> dict[FunnelStep, list[FunnelModel]]:
    """The models at every step."""
    codes = {school.code for school in scope.schools(dataset)}
    models = dataset.models
    own = models[models["period"].eq(scope.period) & models["school"].isin(codes)]
    registered = [(_read_model(dataset, row), bool(row.has_result), row.school) for row in iterate_rows(own)]
    known = {(model.school, model.name): model for model, _, _ in reversed(registered)}
    checked = _find_checked_schools(dataset, scope)
    honours = [one for one in dataset.rewards.recognised if one.period == scope.period and one.school in codes]
    proposals = [one for one in dataset.rewards.proposals if _is_of_model(one, scope.period) and one.school in codes]
    recognised = [(one.school, one.model, "") for one in honours]
    exemplary = [(one.school, one.model, "") for one in honours if one.exemplary]
    proposed = [(one.school, one.model, one.owner) for one in proposals]
    rewarded = [(one.school, one.model, one.owner) for one in proposals if one.step is RewardStep.DECIDED]
    return {
        FunnelStep.REGISTERED: [model for model, _, _ in registered],
        FunnelStep.WITH_RESULT: [model for model, result, _ in registered if result],
        FunnelStep.APPRAISED: [model for model, _, school in registered if school in checked],
        FunnelStep.RECOGNISED: _find_models(recognised, known),
        FunnelStep.EXEMPLARY: _find_models(exemplary, known),
        FunnelStep.PROPOSED: _find_models(proposed, known),
        FunnelStep.REWARDED: _find_models(rewarded, known),
    }


def _read_model(dataset: Dataset, row: Any) -> FunnelModel:
    owner = row.owner if row.owner in set(Owner) else UNKNOWN
    areas = {field.name: field.area for field in dataset.plan.fields_of_models}
    name = "" if pd.isna(row.name) else str(row.name)
    return FunnelModel(row.school, fold(name), owner, areas.get(row.field, UNNAMED_AREA))


def _find_checked_schools(dataset: Dataset, scope: Scope) -> frozenset[str]:
    """Schools where a line read off the sheet Mô hình was looked into: that is how a model is appraised."""
    own = [one.code for one in dataset.plan.indicators if one.source in MODEL_SOURCES]
    lines = compare_lines(dataset, scope)
    return frozenset(lines.loc[lines["indicator"].isin(own) & lines["checked"].astype(bool), "school"])


def _is_of_model(proposal: Proposal, period: str) -> bool:
    """Whether the proposal rests on a model and still stands, or stood until its reward was withdrawn."""
    return proposal.period == period and bool(proposal.model) and proposal.step is not RewardStep.DROPPED


def _find_models(named: Iterable[tuple[str, str, str]], known: Mapping[tuple[str, str], FunnelModel]) -> list[FunnelModel]:
    """Every model once, however often it is named; one that is not registered any more stands without field."""
    keys = {(school, fold(name)): owner for school, name, owner in named}
    return [known.get(key) or FunnelModel(*key, owner or UNKNOWN, UNNAMED_AREA) for key, owner in keys.items()]
