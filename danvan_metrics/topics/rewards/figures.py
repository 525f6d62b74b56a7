"""Who is proposed for what in a period, with the appraisal's figures as they stood then, the votes and the decision."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from danvan_metrics.formats.record import FigureRecord
from danvan_metrics.metrics.dataset import Dataset, Scope
from danvan_metrics.metrics.rewards import STEP_WORDS, Proposal, RewardStep, count_considered, count_decided
from danvan_metrics.metrics.words import describe_period, name_file
from danvan_metrics.plan.choices import Owner
from danvan_metrics.plan.model import Plan
from danvan_metrics.plan.verdicts import STAGES, Stage
from danvan_metrics.units.roster import School
from danvan_metrics.vietnamese import format_date, format_ratio

UNCONCLUDED: Final = "chưa kết luận thẩm định"
UNVOTED: Final = "chưa xét"
Figures = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class RewardRow:
    """One proposal as lists tell it: whose place, the appraisal frozen then (`concluded`: it was), and the votes in words."""

    proposal: Proposal
    school: School
    place: str
    result: str
    concluded: bool
    votes: str

    @property
    def collective(self) -> bool:
        """Whether a school is proposed, not a person."""
        return self.proposal.owner == Owner.COLLECTIVE

    @property
    def summary(self) -> str:
        """The achievement, and what it was made for."""
        model = f" Mô hình: “{self.proposal.model}”." if self.proposal.model else ""
        return f"{self.proposal.summary}{model}"


@dataclass(frozen=True, kw_only=True)
class RewardList(FigureRecord):
    """Every proposal of a period; `considered` of `schools` were considered by the council.

    listed: what a list that leaves holds: what the council carried or, where it has not voted at all (`draft`), all that stand.
    """

    plan: Plan
    period: str
    period_words: str
    rows: tuple[RewardRow, ...]
    considered: int
    schools: int
    decided: int
    as_of: date
    source: str

    @property
    def standing(self) -> tuple[RewardRow, ...]:
        """Neither dropped nor withdrawn."""
        return tuple(row for row in self.rows if row.proposal.step not in {RewardStep.DROPPED, RewardStep.WITHDRAWN})

    @property
    def draft(self) -> bool:
        """Whether the council has voted on none of them."""
        return all(row.proposal.meeting is None for row in self.standing)

    @property
    def listed(self) -> tuple[RewardRow, ...]:
        """What a list that leaves holds: collectives first, in the roster's order, then people."""
        return self.standing if self.draft else tuple(row for row in self.standing if row.proposal.passed)

    def count(self, *, collective: bool) -> int:
        """How many of the listed are schools, or people."""
        return sum(row.collective is collective for row in self.listed)

    @property
    def unconcluded(self) -> tuple[RewardRow, ...]:
        """Listed although the appraisal was not concluded when they were proposed."""
        return tuple(row for row in self.listed if not row.concluded)


def collect_rewards(dataset: Dataset, scope: Scope) -> RewardList:
    """Collect the proposals of the scope's period: schools in the roster's order, then people."""
    schools = [school.code for school in Scope(scope.period).schools(dataset)]
    order = {school.code: place for place, school in enumerate(dataset.roster.schools)}
    proposals = dataset.rewards.of_period(scope.period).proposals
    rows = sorted(
        (_build_row(dataset, one) for one in proposals if one.school in order),
        key=lambda row: (not row.collective, order[row.school.code], row.proposal.id),
    )
    considered, total = count_considered(dataset.rewards, scope.period, schools)
    record = RewardList(
        title="Đề nghị khen thưởng",
        subtitle="",
        file_name=name_file("danh sach de nghi khen thuong", Scope(scope.period), lens=False),
        sample=dataset.sample,
        plan=dataset.plan,
        period=scope.period,
        period_words=describe_period(dataset, scope.period),
        rows=tuple(rows),
        considered=considered,
        schools=total,
        decided=count_decided(dataset.rewards, scope.period),
        as_of=dataset.as_of,
        source=f"Nguồn: thẩm định và Hội đồng của Phòng · {dataset.plan.short_title} · tính đến {format_date(dataset.as_of)}",
    )
    return replace(record, subtitle=describe_rewards(record))


def describe_rewards(record: RewardList) -> str:
    """“đã xét 12/19 trường · đề nghị 5 (tập thể 3, cá nhân 2) · 2 đã có quyết định · kỳ cả năm”: never that all were rewarded."""
    proposed_rows = [row for row in record.standing if row.proposal.passed is not False]
    collective, total = sum(row.collective for row in proposed_rows), len(proposed_rows)
    proposed = f"đề nghị {total} (tập thể {collective}, cá nhân {total - collective})" if total else "chưa có đề nghị nào"
    decided = f"{record.decided} đã có quyết định" if record.decided else ""
    considered = f"đã xét {format_ratio(record.considered, record.schools)} trường" if record.schools else ""
    return " · ".join(filter(None, (considered, proposed, decided, record.period_words)))


def describe_result(figures: Figures) -> str:
    """The appraisal as it stood when somebody was proposed: “đã kiểm 21/27 · đạt 18/27 (đến 22)”: coverage first."""
    checked, met = figures.get("checked") or {}, figures.get("met") or {}
    coverage = f"đã kiểm {format_ratio(checked['n'], checked['N'])}" if checked.get("N") else ""
    reached = _format_met(met) if met.get("N") and checked.get("n") else ""
    warned = "" if is_concluded(figures) else UNCONCLUDED
    return " · ".join(filter(None, (warned, coverage, reached)))


def describe_achievement(figures: Figures) -> str:
    """A summary proposed from figures alone, to be edited: appraised n/N with coverage, and models with results.

    Nothing of an appraisal that is not concluded: it may still come out otherwise.
    """
    models = figures.get("models") or {}
    result = describe_result(figures).replace(" · ", ", ")
    told = [f"Thẩm định {result}."] if is_concluded(figures) else []
    if models.get("N"):
        told.append(f"{format_ratio(models['n'], models['N'])} mô hình đã đăng ký có kết quả kèm minh chứng.")
    return " ".join(told)


def is_concluded(figures: Figures) -> bool:
    """Whether the appraisal was concluded when the figures were frozen."""
    return bool(figures.get("state") == Stage.CONCLUDED)


def describe_stage(figures: Figures) -> str:
    """Where the appraisal stood then."""
    return STAGES[Stage(str(figures.get("state") or Stage.UNASSIGNED))]


def describe_votes(proposal: Proposal) -> str:
    """“7/10, thông qua”; not considered yet is said."""
    if proposal.votes_cast is None or proposal.votes_for is None:
        return UNVOTED
    return f"{format_ratio(proposal.votes_for, proposal.votes_cast)}, {'thông qua' if proposal.passed else 'không thông qua'}"


def describe_step(proposal: Proposal) -> str:
    """How far it has come, with what belongs to it."""
    words = STEP_WORDS[proposal.step]
    if proposal.step is RewardStep.DECIDED and proposal.decided_on:
        return f"{words}: {proposal.decision}, {format_date(proposal.decided_on)}"
    if proposal.step is RewardStep.CONSIDERED:
        return f"{words}: {describe_votes(proposal)}"
    return f"{words}: {proposal.reason}" if proposal.reason else words


def _format_met(met: Figures) -> str:
    high = f" (đến {met['high']})" if met.get("high", met["n"]) != met["n"] else ""
    return f"đạt {format_ratio(met['n'], met['N'])}{high}"


def _build_row(dataset: Dataset, proposal: Proposal) -> RewardRow:
    school = dataset.roster.by_code[proposal.school]
    place = ", ".join(filter(None, (proposal.title, school.name if proposal.owner == Owner.INDIVIDUAL else school.commune)))
    figures = proposal.figures
    return RewardRow(proposal, school, place, describe_result(figures), is_concluded(figures), describe_votes(proposal))
