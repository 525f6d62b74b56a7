"""What of the store's rows a plan asks about."""

from __future__ import annotations

from danvan_metrics.plan.kinds import MODEL_SOURCES, Source
from danvan_metrics.plan.model import Plan
from danvan_metrics.store.records import Frames


def keep_lines(frames: Frames, plan: Plan) -> Frames:
    """What of it answers lines of this plan: above a unit nothing is told of the lines that it adds."""
    known = plan.indicator_of_line
    named = {name: getattr(frames, name) for name in ("answers", "verdicts")}
    return frames._replace(**{name: frame[frame["line"].isin(known)].reset_index(drop=True) for name, frame in named.items()})


def list_model_sources(plan: Plan) -> dict[str, Source]:
    """The lines that the sheet Mô hình answers, by code."""
    return {one.code: one.source for one in plan.indicators if one.source in MODEL_SOURCES}
