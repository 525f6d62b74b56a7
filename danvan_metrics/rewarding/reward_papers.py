"""The papers of reward, made from what the district holds."""

from __future__ import annotations

from dataclasses import replace

from danvan_metrics.district import District, read_rewards
from danvan_metrics.errors import UserError
from danvan_metrics.exports.papers import write_council_minute, write_rewards, write_submission_letter
from danvan_metrics.formats.package import NamedFile
from danvan_metrics.metrics.dataset import Dataset, Scope
from danvan_metrics.topics.rewards.council_minute import CouncilMinute
from danvan_metrics.topics.rewards.figures import collect_rewards


def make_council_minute(district: District, meeting: int) -> NamedFile:
    """The minutes of a meeting, with the votes of that very meeting; UserError where there is none of this number."""
    dataset = district.load_dataset()
    held = dataset.rewards.find_meeting(meeting)
    if held is None:
        raise UserError(f"Không có phiên họp Hội đồng số {meeting}; hãy tải lại trang Khen thưởng.")
    history = district.repository.rewards.load_history(district.plan.code)
    # A later vote stands in the list; the minutes of an earlier meeting keep what was voted then.
    then = replace(
        history,
        proposals=tuple(
            replace(one, steps=tuple(step for step in one.steps if step.meeting == meeting)[-1:])
            for one in history.proposals
            if any(step.meeting == meeting for step in one.steps)
        ),
    )
    record = collect_rewards(replace(dataset, rewards=read_rewards(then)), Scope(held.period))
    return write_council_minute(
        CouncilMinute(plan=district.plan, meeting=held, rows=record.rows, as_of=dataset.as_of, sample=dataset.sample)
    )


def make_rewards(district: District, period: str | None, ending: str) -> NamedFile:
    """The list of those proposed, “docx” or “xlsx”; without a period of the one that find_reward_period names."""
    dataset = district.load_dataset()
    return write_rewards(collect_rewards(dataset, Scope(period or find_reward_period(dataset))), ending)


def find_reward_period(dataset: Dataset) -> str:
    """The last period of the plan with a proposal that stands, else the last with a return; the first where there is neither."""
    proposed = {one.period for one in dataset.rewards.standing}
    returned = set(dataset.receipts["period"])
    codes = [period.code for period in dataset.plan.periods]
    found = [code for code in codes if code in (proposed or returned)]
    return found[-1] if found else codes[0]


def make_submission_letter(district: District, period: str) -> NamedFile:
    """The submission to the district."""
    dataset = district.load_dataset()
    return write_submission_letter(collect_rewards(dataset, Scope(period)), dataset.rewards.meetings)
