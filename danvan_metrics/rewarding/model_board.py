"""The models of a period with what schools say of them, and what was recognised; and the history of everything in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from danvan_metrics.agreed_records import read_rewards
from danvan_metrics.district import District
from danvan_metrics.metrics.rewards import STEP_WORDS, RecognisedModel, RewardStep
from danvan_metrics.settings import TIME_ZONE
from danvan_metrics.store.rewarding.reward_records import ProposalRecord, RecognitionRecord, RewardStepRecord
from danvan_metrics.units.roster import School
from danvan_metrics.vietnamese import clean_text, format_date, format_ratio
from danvan_metrics.workbook.answers import ModelEntry


@dataclass(frozen=True, slots=True)
class ModelBoardRow:
    """One registered model, and what it is recognised as (None: it is registered only)."""

    school: School
    entry: ModelEntry
    recognised: RecognisedModel | None


@dataclass(frozen=True, slots=True)
class PastAct:
    """One act: when, about whom, what, and by whom."""

    at: datetime
    school: str
    about: str
    told: str
    actor: str

    @property
    def moment(self) -> str:
        """“09:30 15/12/2020”, in Viet Nam."""
        return f"{self.at.astimezone(TIME_ZONE):%H:%M %d/%m/%Y}"


def load_model_board(district: District, period: str) -> tuple[ModelBoardRow, ...]:
    """Every model of the returns in force for the period, in the roster's order of schools."""
    plan = district.plan.code
    standing = read_rewards(district.repository.rewards.load_history(plan)).of_period(period)
    recognised = {(one.school, one.model): one for one in standing.recognised}
    models = district.repository.list_models(plan, period)
    return tuple(
        ModelBoardRow(school, entry, recognised.get((school.code, clean_text(entry.name))))
        for school in district.roster.schools
        for entry in models.get(school.code, ())
    )


def load_past_acts(district: District, period: str) -> tuple[PastAct, ...]:
    """Everything done about recognition and reward in the period, the latest first."""
    history = district.repository.rewards.load_history(district.plan.code)
    acts = [_tell_recognition(one) for one in history.recognitions if one.key.period == period]
    acts += [
        PastAct(one.at, "", "Hội đồng", f"họp ngày {format_date(one.held_on)}, có mặt "
                f"{format_ratio(len(one.present), one.members)} thành viên", one.actor)
        for one in history.councils if one.period == period
    ]  # fmt: skip
    for proposal in history.proposals:
        if proposal.period == period:
            acts.append(PastAct(proposal.at, proposal.school, proposal.name, f"đề nghị “{proposal.form}”", proposal.actor))
            acts += _tell_steps(proposal)
    return tuple(sorted(acts, key=lambda one: one.at, reverse=True))


def _tell_recognition(one: RecognitionRecord) -> PastAct:
    if one.withdrawn:
        told = f"thôi công nhận: {one.reason}"
    else:
        sign = ", tiêu biểu" if one.exemplary else ""
        told = f"công nhận {one.level}{sign}, {one.decision} ngày {format_date(one.decided_on)}"
    return PastAct(one.at, one.key.school, f"Mô hình “{one.key.model}”", told, one.actor)


def _tell_steps(proposal: ProposalRecord) -> Iterator[PastAct]:
    for step in proposal.steps:
        yield PastAct(step.at, proposal.school, proposal.name, describe_reward_step(step), step.actor)


def describe_reward_step(step: RewardStepRecord) -> str:
    """“Hội đồng đã xét: 7/10 phiếu, thông qua”."""
    words = STEP_WORDS[RewardStep(step.step)]
    if step.step == RewardStep.CONSIDERED:
        passed = "thông qua" if step.detail["passed"] else "không thông qua"
        return f"{words}: {format_ratio(step.votes_for or 0, step.votes_cast or 0)} phiếu, {passed}"
    if step.decided_on:
        return f"{words}: {step.decision} ngày {format_date(step.decided_on)}"
    return f"{words}: {step.reason}"
