"""The models an invented school registers, and how far they are in a period."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from danvan_metrics.plan.choices import OWNERS, STATUSES, YES_NO, Choice, ModelStatus, Owner
from danvan_metrics.raw import Raw
from danvan_metrics.sample.invented_words import initials, name_person
from danvan_metrics.sample.recipe import Idea
from danvan_metrics.sample.scene import Scene
from danvan_metrics.vietnamese import format_date


def write_models(scene: Scene) -> tuple[Raw, tuple[dict[str, Raw], ...]]:
    """The answer to “Đơn vị có đăng ký mô hình không?” and a row per model."""
    if not scene.plan.fields_of_models or scene.chance.share("models/blank") < scene.unanswered / 2:
        return None, ()
    if scene.period.share < scene.profile.models_by:
        return YES_NO[Choice.NO], ()
    rows = tuple(_write_model(scene, idea) for idea in _choose_ideas(scene))
    return YES_NO[Choice.YES if rows else Choice.NO], rows


def _choose_ideas(scene: Scene) -> list[Idea]:
    fitting = [idea for idea in scene.recipe.ideas if _fits(scene, idea)]
    named = [idea for name in scene.cast.models for idea in fitting if idea.name == name]
    others = [idea for idea in fitting if idea not in named and not idea.schools]
    others.sort(key=lambda idea: scene.chance.share(f"models/{idea.name}"))
    return (named + others)[: max(scene.profile.models, len(named))]


def _fits(scene: Scene, idea: Idea) -> bool:
    right_level = not idea.levels or scene.school.level in idea.levels
    return right_level and (not idea.schools or scene.school.code in idea.schools)


def _write_model(scene: Scene, idea: Idea) -> dict[str, Raw]:
    status = _judge_status(scene, idea)
    row: dict[str, Raw] = {
        "name": idea.name,
        "field": _choose_field(scene, idea),
        "owner": OWNERS[Owner(idea.owner)],
        "leader": name_person(scene, f"models/{idea.name}"),
        "started_on": _choose_start(scene, idea),
        "status": STATUSES[status],
        "beneficiaries": scene.chance.whole(4, 30, f"models/{idea.name}/people") * 10,
    }
    return row | (_write_result(scene, idea) if _has_result(scene, idea, status) else {})


def _choose_start(scene: Scene, idea: Idea) -> date:
    """A day of the year that is older than the first return."""
    plan = scene.plan
    latest = max(0, min(140, (plan.periods[0].deadline - plan.first_day).days - 24))
    return plan.first_day + timedelta(days=scene.chance.whole(min(20, latest), latest, f"models/{idea.name}/start"))


def _choose_field(scene: Scene, idea: Idea) -> str:
    fields = [field.name for field in scene.plan.fields_of_models]
    return idea.field if idea.field in fields else scene.chance.pick(fields, f"models/{idea.name}/field")


def _judge_status(scene: Scene, idea: Idea) -> ModelStatus:
    luck = scene.chance.share(f"models/{idea.name}/luck")
    reached = scene.profile.progress(scene.period.share)
    if scene.period.share > 0.5 and luck > 0.96:
        return ModelStatus.STOPPED
    if reached < 0.4 + 0.4 * luck:
        return ModelStatus.REGISTERED
    return ModelStatus.FINISHED if reached > 0.85 + 0.2 * luck else ModelStatus.DOING


def _has_result(scene: Scene, idea: Idea, status: ModelStatus) -> bool:
    begun = status in {ModelStatus.DOING, ModelStatus.FINISHED}
    return begun and scene.chance.share(f"models/{idea.name}/result") < scene.profile.progress(scene.period.share)


def _write_result(scene: Scene, idea: Idea) -> dict[str, Raw]:
    award = scene.chance.share(f"models/{idea.name}/award") < 0.5 and scene.period.share == 1
    result: dict[str, Raw] = {"result": idea.result, "proposed_for_award": YES_NO[Choice.YES if award else Choice.NO]}
    if scene.chance.share(f"models/{idea.name}/evidence") >= scene.profile.evidence:
        return result
    pieces = scene.chance.whole(1, 4, f"models/{idea.name}/pieces")
    day = format_date(_choose_report_day(scene, idea))
    wording = f"BC số {scene.chance.whole(5, 80, idea.name)}/BC-{initials(scene)} ngày {day}; ảnh hoạt động"
    return result | {"evidence_count": pieces, "evidence": wording}


def _choose_report_day(scene: Scene, idea: Idea) -> date:
    """A day after the start and before the first return with a result, so that every later return names the same."""
    earlier = (replace(scene, period=period) for period in scene.plan.periods if period.share >= scene.profile.models_by)
    told = (then.period for then in earlier if _has_result(then, idea, _judge_status(then, idea)))
    day = scene.choose_day_before(next(told, scene.period), f"models/{idea.name}/day", furthest=60)
    return max(day, _choose_start(scene, idea) + timedelta(days=7))
