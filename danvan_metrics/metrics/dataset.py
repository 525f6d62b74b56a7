"""What every figure is computed from: plain tables, the plan, the roster and the day."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import partial
from typing import Any, Final, TypeVar

import pandas as pd

from danvan_metrics.metrics.actions import Action
from danvan_metrics.metrics.rewards import Rewards
from danvan_metrics.plan.lens import Lens
from danvan_metrics.plan.model import Period, Plan
from danvan_metrics.plan.verdicts import APPRAISAL_COLUMNS, VERDICT_COLUMNS, Stage
from danvan_metrics.units.roster import Roster, School
from danvan_metrics.units.unit_sums import SumsSource, UnitSums
from danvan_metrics.workbook.answers import EVIDENCE_COLUMNS, SENT_BACK_COLUMNS

Figure = TypeVar("Figure")
WHOLE_DISTRICT: Final = "toàn huyện"


@dataclass(frozen=True, slots=True)
class SnapshotLabel:
    """Which meeting the figures were fixed for, the day they are judged on, and the moment (product.md, point 7)."""

    name: str
    meeting_on: date
    period: str
    taken_on: date
    taken_at: datetime | None = None


@dataclass(frozen=True)
class Dataset:
    """Everything in force.

    answers:  one row per school × period × line, columns ANSWER_COLUMNS (done/to_do/evidence_count float, NaN = none).
    models:   one row per registered model, columns MODEL_COLUMNS.
    receipts: one row per school × period with a return taken, columns RECEIPT_COLUMNS; received_on is the first day anything
    of it came. sent_back: one row per school × period of which files came and none was taken, columns SENT_BACK_COLUMNS.
    actions:  what meetings agreed on, in the order it was agreed. snapshot: None for what is in force now.
    appraisals: one row per school × period × round that was assigned, columns APPRAISAL_COLUMNS. verdicts: one row per line of
    these with a verdict that counts, columns VERDICT_COLUMNS; recheck: the school has changed the line since. evidence: one row
    per piece listed on the sheet Minh chứng, columns EVIDENCE_COLUMNS. rewards: what was recognised, proposed and decided.
    load_earlier: how `earlier` is found, by whoever opens the data. unit: whose schools these are; "" for all of them. sums: of a
    unit that has units under it, whose schools are not loaded one by one: the tables hold at most the office's own rows, and
    all else comes from its sums.
    """

    plan: Plan
    roster: Roster
    answers: pd.DataFrame
    models: pd.DataFrame
    receipts: pd.DataFrame
    as_of: date
    sample: bool = False
    actions: tuple[Action, ...] = ()
    snapshot: SnapshotLabel | None = None
    sent_back: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=list(SENT_BACK_COLUMNS)))
    appraisals: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=list(APPRAISAL_COLUMNS)))
    verdicts: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=list(VERDICT_COLUMNS)))
    evidence: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=list(EVIDENCE_COLUMNS)))
    rewards: Rewards = field(default_factory=Rewards)
    load_earlier: Callable[[], Dataset | None] | None = field(default=None, compare=False, repr=False)
    load_year_before: Callable[[], Dataset | None] | None = field(default=None, compare=False, repr=False)
    unit: str = ""
    sums: SumsSource | None = field(default=None, compare=False, repr=False)
    # without a lock: two visitors may compute the same figure at once, and keep equal ones
    _kept: dict[Hashable, Any] = field(default_factory=dict, init=False, compare=False, repr=False)

    def once(self, key: Hashable, compute: Callable[[], Figure]) -> Figure:
        """`compute()`, computed once for this dataset; a table comes as a copy that may be added to (pandas copies on write)."""
        if key not in self._kept:
            self._kept[key] = compute()
        kept: Figure = self._kept[key]
        return kept.copy(deep=False) if isinstance(kept, pd.DataFrame) else kept

    @property
    def earlier(self) -> Dataset | None:
        """The figures fixed for the last meeting before these, loaded when first asked for; None where there are none."""
        return self.once("earlier", self.load_earlier) if self.load_earlier else None

    @property
    def whole(self) -> str:
        """What all schools looked at are called together: “toàn huyện”, “toàn xã Quảng Hà”."""
        unit = self.roster.tree.by_code.get(self.unit)
        return f"toàn {unit.name[:1].lower()}{unit.name[1:]}" if unit else WHOLE_DISTRICT

    @property
    def year_before(self) -> Dataset | None:
        """What the same schools reported under the plan of the year before, loaded when first asked for; None without one."""
        return self.once("year_before", self.load_year_before) if self.load_year_before else None

    @property
    def appraised(self) -> frozenset[tuple[str, str]]:
        """School and period of every appraisal that is concluded."""
        concluded = self.appraisals[self.appraisals["stage"].eq(Stage.CONCLUDED)]
        return frozenset(zip(concluded["school"], concluded["period"], strict=True))

    @property
    def empty(self) -> bool:
        """Whether nothing has come in."""
        return not self.reported_periods

    @property
    def reported_periods(self) -> frozenset[str]:
        """The periods of which anything has come in, a file sent back too."""
        return self.once("reported_periods", self._list_reported)

    def _list_reported(self) -> frozenset[str]:
        if self.sums is None:
            return frozenset({*self.receipts["period"], *self.sent_back["period"]})
        return self.sums.list_reported()

    def sum_up(self, period: str, lens: Lens = Lens.DECLARED) -> UnitSums:
        """The sums of what is looked at, read once; ValueError where its schools are at hand one by one."""
        if self.sums is None:
            raise ValueError("there are no sums of a unit whose schools are looked at one by one")
        return self.once(("sums", period, lens), partial(self.sums.load, period, lens))

    def name_absences(self, period: str, schools: pd.Series) -> pd.Series:
        """The state of each of these schools where it has no return: sent_back, or not_reported (not_due before the deadline)."""
        sent_back = self.sent_back.loc[self.sent_back["period"].eq(period), "school"]
        absent = "not_due" if self.as_of < self.plan.find_period(period).deadline else "not_reported"
        return pd.Series(absent, schools.index, dtype=object).mask(schools.isin(sent_back), "sent_back")


@dataclass(frozen=True)
class Scope:
    """What a page or a summary looks at: one period and a selection of schools.

    unit: those under it ("": under the office). whole: what all schools together are called.
    """

    period: str
    lens: Lens = Lens.DECLARED
    level: str | None = None
    commune: str | None = None
    model: bool | None = None
    unit: str = ""
    whole: str = WHOLE_DISTRICT

    def __post_init__(self) -> None:
        """Refuse a lens that there is not (ValueError)."""
        object.__setattr__(self, "lens", Lens(self.lens))

    def schools(self, dataset: Dataset) -> tuple[School, ...]:
        """Schools in scope, valid on the period's last day on time, in the roster's order."""
        last = self.find_period(dataset).last_day_on_time
        return dataset.roster.select(on=last, level=self.level, commune=self.commune, model=self.model, unit=self.unit or None)

    def find_period(self, dataset: Dataset) -> Period:
        """The period looked at."""
        return dataset.plan.find_period(self.period)

    @property
    def whole_label(self) -> str:
        """What all schools looked at are called beside their levels in a chart, where a unit's name has no room."""
        whole = self.commune is None and self.model is None and self.whole == WHOLE_DISTRICT
        return self.whole if whole else "cộng"

    def at(self, period: str) -> Scope:
        """The same selection in another period."""
        return replace(self, period=period)

    def at_level(self, plan: Plan, level: str) -> Scope:
        """One level of the selection; “toàn huyện” and the like are no level."""
        return replace(self, level=level) if level in plan.levels else self


def iterate_rows(frame: pd.DataFrame) -> Iterator[Any]:
    """Every row of a table, its columns as attributes; the index is left out."""
    return iter(frame.itertuples(index=False))
