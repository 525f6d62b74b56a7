"""What of the data a visitor is shown: the rest is taken out before anything is computed, so that no page can tell it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any, Final

import pandas as pd

from danvan_metrics.access.actor import Units
from danvan_metrics.access.rights import WHOLE, Sight
from danvan_metrics.metrics.actions import Action, Happening
from danvan_metrics.metrics.dataset import Dataset
from danvan_metrics.metrics.rewards import CouncilMeeting, Proposal, Rewards
from danvan_metrics.plan.choices import Owner
from danvan_metrics.units.roster import Roster

WHO_WAS_ASKED: Final = "người được giao"
WHO_JUDGED: Final = "người thẩm định"
WHO_IS_PROPOSED: Final = "một cá nhân"
RESULT_KNOWN: Final = "đã ghi kết quả"

_TABLES: Final = ("answers", "models", "receipts", "sent_back", "appraisals", "verdicts", "evidence")


def narrow(dataset: Dataset, sight: Sight) -> Dataset:
    """The dataset as a sight shows it, the meeting before it too: only its schools, and where it names nobody no person."""
    if sight == WHOLE:
        return dataset
    shown = dataset if sight.schools is None else _keep_schools(dataset, sight.schools)
    shown = shown if sight.persons else _blank_persons(shown)
    earlier, year_before = partial(_narrow_earlier, dataset, sight), partial(_narrow_year_before, dataset, sight)
    return replace(shown, load_earlier=earlier, load_year_before=year_before)


def _narrow_earlier(dataset: Dataset, sight: Sight) -> Dataset | None:
    earlier = dataset.earlier
    return None if earlier is None else narrow(earlier, sight)


def _narrow_year_before(dataset: Dataset, sight: Sight) -> Dataset | None:
    before = dataset.year_before
    return None if before is None else narrow(before, sight)


def _keep_schools(dataset: Dataset, schools: Units) -> Dataset:
    """The office's own rows go too; who is proposed for a reward and how the council voted is nobody else's to see."""
    tables: dict[str, Any] = {name: _keep_rows(getattr(dataset, name), schools) for name in _TABLES}
    roster = Roster(tuple(one for one in dataset.roster.schools if one.code in schools), dataset.roster.office)
    actions = tuple(one for one in dataset.actions if one.school in schools)
    recognised = tuple(one for one in dataset.rewards.recognised if one.school in schools)
    return replace(dataset, **tables, roster=roster, actions=actions, rewards=Rewards(recognised), sums=None)


def _keep_rows(table: pd.DataFrame, schools: Units) -> pd.DataFrame:
    return table[table["school"].isin(schools)].reset_index(drop=True)


def _blank_persons(dataset: Dataset) -> Dataset:
    """In what schools and people wrote freely anybody may be named: of it stays that something stands there."""
    rewards, results = dataset.rewards, dataset.models["result"]
    return replace(
        dataset,
        models=dataset.models.assign(result=results.where(results.fillna("").str.strip().eq(""), RESULT_KNOWN)),
        evidence=dataset.evidence.assign(title="", number="", issuer="", location=""),
        verdicts=dataset.verdicts.assign(appraiser=WHO_JUDGED, reason=""),
        actions=tuple(map(_blank_action, dataset.actions)),
        rewards=replace(
            rewards,
            proposals=tuple(map(_blank_proposal, rewards.proposals)),
            meetings=tuple(map(_blank_council, rewards.meetings)),
        ),
    )


def _blank_action(action: Action) -> Action:
    """What was asked stays; who was asked goes, and with it what people wrote about how it went."""
    history = tuple(map(_blank_happening, action.history))
    return replace(action, person=WHO_WAS_ASKED, closing_note="", history=history)


def _blank_happening(happening: Happening) -> Happening:
    return replace(happening, person=WHO_WAS_ASKED, actor="", note="")


def _blank_proposal(proposal: Proposal) -> Proposal:
    if proposal.owner == Owner.COLLECTIVE:
        return replace(proposal, summary="", reason="")
    return replace(proposal, name=WHO_IS_PROPOSED, title="", summary="", reason="")


def _blank_council(council: CouncilMeeting) -> CouncilMeeting:
    return replace(council, present=(), chair="", secretary="", conclusion="")
