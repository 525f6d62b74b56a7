"""One district at work: its plan, its schools and its store, real or sample."""

from __future__ import annotations

import logging
import tomllib
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property, lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from danvan_metrics.errors import UserError
from danvan_metrics.look.office_look import NO_LOOK, Look, find_look
from danvan_metrics.plan.lineup.plan_lineup import PlanLineup, line_up, load_lineup
from danvan_metrics.plan.lineup.unit_lines import plan_of_unit
from danvan_metrics.plan.loader import load_plan
from danvan_metrics.plan.model import Office, Plan
from danvan_metrics.settings import Settings
from danvan_metrics.store.failures import StoreError
from danvan_metrics.store.founding import is_same_store
from danvan_metrics.store.repository import Repository, open_repository
from danvan_metrics.units.changes.folding import Folded, fold_changes
from danvan_metrics.units.roster import Roster, load_roster
from danvan_metrics.workbook.answers import Return

if TYPE_CHECKING:
    from danvan_metrics.metrics.dataset import Dataset

# Whoever checks a return wants no figures: what loads pandas is imported where figures are asked for (a quarter of a second).
_LOG = logging.getLogger(__name__)
SAMPLE_RECIPE: Final = "recipe.toml"  # in the sample's folder
DAYS_FOR_LATE_RETURNS = timedelta(days=3)  # the sample's last late return is in by then, whatever year the plan is of


@dataclass(frozen=True)
class District:
    """What every verb of the program works on. The sample district has the same plan and schools, and its own store.

    listed: the roster as its files give it; `roster` is what has come of it since. look: the office's own, which `plan` wears.
    """

    plan: Plan
    listed: Roster
    repository: Repository
    settings: Settings
    sample: bool = False
    look: Look = NO_LOOK

    @property
    def roster(self) -> Roster:
        """Units and schools as they stand now, with every change kept to this moment; the same object until another is kept."""
        return self.folded.roster

    @property
    def folded(self) -> Folded:
        """The same, and the changes that the files left without anything to stand on."""
        kept = self._folded.get("last")
        try:
            key = (self.repository.rostering.last(), self.today())
            if kept is None or kept[0] != key:
                changes = self.repository.rostering.list() if key[0] else ()
                kept = key, fold_changes(self.listed, changes, self.plan.levels, key[1]) if changes else Folded(self.listed)
                self._folded["last"] = kept
        except StoreError:
            if kept is None:
                raise
        return kept[1]  # where the store fails just now: as it stood, so that what was done can still be told

    @cached_property
    def _folded(self) -> dict[str, tuple[tuple[int, date], Folded]]:
        return {}

    def today(self) -> date:
        """The day on which deadlines are judged; the sample's is fixed by its recipe, and never before the plan's end."""
        if not self.sample:
            return self.settings.today()
        return max(
            read_sample_day(self.settings.sample_folder / SAMPLE_RECIPE), self.plan.periods[-1].deadline + DAYS_FOR_LATE_RETURNS
        )

    @cached_property
    def lineup(self) -> PlanLineup:
        """The plans that may be worked with, this one among them; PlanError where one of them cannot be read."""
        bare = load_lineup(self.settings.plan_path, self.settings.plans_path)
        found = PlanLineup(self.look.dress(bare.usual), tuple(map(self.look.dress, bare.plans)))
        return found if self.plan.code in found.by_code else line_up(self.plan, found.plans)

    def turn_to(self, code: str) -> District:
        """The same office and store at another of its plans, "" for the usual one; UserError where there is none of this code."""
        plan = self.lineup.find(code)
        if plan.code == self.plan.code:
            return self
        if plan.code not in self._turned:
            roster = load_roster(self.settings.roster_path, plan, self.settings.units_path)
            self._turned[plan.code] = type(self)(plan, roster, self.repository, self.settings, self.sample, self.look)
        return self._turned[plan.code]

    @cached_property
    def _turned(self) -> dict[str, District]:
        return {}

    def plan_of(self, code: str) -> Plan:
        """What a school, or the schools under a unit, are asked: the plan, and the lines that the units above them add.

        The units are those of today, or of the plan's last period where that is over.
        """
        if not self.plan.unit_lines:
            return self.plan
        day = min(self.today(), self.plan.periods[-1].last_day_on_time)
        school = self.roster.by_code.get(code)
        return plan_of_unit(self.plan, self.roster.tree, self.roster.unit_of(school, day) if school else code, day)

    def find_return_before(self, unit: str, period: str) -> Return | None:
        """The unit's return in force for the period before this one; None where there is no such period or return."""
        before = self.plan.period_before(period)
        return self.repository.find_return(self.plan.code, unit, before.code) if before else None

    def load_dataset(self, unit: str = "") -> Dataset:
        """Everything in force, of one moment, as tables: of the schools under a unit, or with "" of all.

        Of a unit that has units under it no school is loaded: what is known of it are its sums (`Dataset.sums`). StoreError where
        the store cannot be read.
        """
        tree, looked_at = self.roster.tree, self._find_unit(unit)
        if tree.has_children(looked_at):
            return self._load_sums(looked_at)
        return self.load_schools(self.list_schools(looked_at), looked_at) if looked_at else self._load(self.roster)

    def keep_scores(self) -> None:
        """Score what came or changed, for the sums of units; what cannot be kept now is left for the next time."""
        if self.roster.tree.units:
            from danvan_metrics.scoring.keeping_up import keep_scores  # noqa: PLC0415 - loads pandas

            for code in self.lineup.by_code:
                turned = self.turn_to(code)
                keep_scores(self.repository, turned.plan, turned.roster)

    def version_of(self, unit: str = "") -> int:
        """Grows with every write that what is looked at depends on: others' returns change nothing of a unit's own schools."""
        tree, looked_at = self.roster.tree, self._find_unit(unit)
        if not looked_at or tree.has_children(looked_at):
            return self.repository.version()
        return self.repository.version_of(self.list_schools(looked_at) | {self.plan.office.code})

    def _find_unit(self, asked: str) -> str:
        """The unit asked for, else the highest; "" where there are no units."""
        root = self.roster.tree.root
        return asked or (root.code if root else "")

    def load_whole(self) -> Dataset:
        """Everything in force of every school, whatever units stand above them."""
        return self._load(self.roster)

    def load_schools(self, schools: frozenset[str], unit: str = "") -> Dataset:
        """Everything in force of these schools, and of the office."""
        from danvan_metrics.agreed_records import keep_rewards  # noqa: PLC0415 - with `_load` only

        kept = tuple(school for school in self.roster.schools if school.code in schools)
        plans = {plan.version: plan for plan in (self.plan_of(school.code) for school in kept)}
        plan = next(iter(plans.values())) if len(plans) == 1 else self.plan  # several units: what all of them are asked
        dataset = self._load(replace(self.roster, schools=kept), schools | {self.plan.office.code}, plan)
        actions = tuple(one for one in dataset.actions if one.school in schools)
        return replace(dataset, unit=unit, actions=actions, rewards=keep_rewards(dataset.rewards, schools))

    def list_schools(self, unit: str) -> frozenset[str]:
        """The schools that belong to a unit today or did in a period of the plan, those of units that went into it too."""
        days = [self.today(), *(period.last_day_on_time for period in self.plan.periods)]
        tree = self.roster.tree
        return frozenset(
            school.code for day in days for code in tree.trace_back(unit, day) for school in self.roster.list_under(code, day)
        )

    def _load_sums(self, unit: str) -> Dataset:
        """The office's own rows alone, and where the sums of the units come from."""
        from danvan_metrics.metrics.rewards import Rewards  # noqa: PLC0415 - with `_load` only
        from danvan_metrics.scoring.kept_sums import KeptSums  # noqa: PLC0415 - loads pandas

        bare = self._load(self.roster, frozenset({self.plan.office.code}))
        sums = KeptSums(self.repository, self.plan, self.roster, unit, self.today())
        return replace(bare, unit=unit, sums=sums, actions=(), rewards=Rewards())

    def _load_year_before(self, schools: frozenset[str] | None) -> Dataset | None:
        """What these schools (None: all), or those that went into them, reported under the plan of the year before."""
        plan = None if self.sample else self.lineup.year_before(self.plan)  # the sample has one plan
        if plan is None:
            return None
        before = self.turn_to(plan.code)
        if schools is None:
            return before.load_whole()
        days, tree = [period.last_day_on_time for period in plan.periods], self.roster.tree
        return before.load_schools(schools.union(*(tree.trace_back(school, day) for school in schools for day in days)))

    def _load(self, roster: Roster, schools: frozenset[str] | None = None, plan: Plan | None = None) -> Dataset:
        from danvan_metrics.agreed_records import read_action, read_rewards  # noqa: PLC0415 - with figures only
        from danvan_metrics.metrics.dataset import Dataset  # noqa: PLC0415 - loads pandas
        from danvan_metrics.scoring.plan_lines import keep_lines, list_model_sources  # noqa: PLC0415 - loads pandas

        asked = plan or self.plan
        frames = self.repository.load_frames(self.plan.code, list_model_sources(asked), schools)
        return Dataset(
            plan=asked,
            roster=roster,
            **(keep_lines(frames, asked) if self.plan.unit_lines else frames)._asdict(),
            load_year_before=partial(self._load_year_before, schools),
            as_of=self.today(),
            sample=self.sample,
            actions=tuple(map(read_action, self.repository.meetings.list_actions(self.plan.code))),
            rewards=read_rewards(self.repository.rewards.load_history(self.plan.code)),
        )


def open_district(settings: Settings, *, sample: bool = False, create: bool = True) -> District:
    """Load plan and roster and open the store, made with `create` where none stands.

    A UserError names the file or address that is wrong. Where the address comes from a person, `create` is theirs to say
    (Settings.create_store); the sample's store holds nothing that could be missed and is always made.
    """
    settings = find_sample_roster(settings) if sample else settings
    look = find_look(settings.look_folder, settings.limits)
    plan = find_sample_place(load_plan(settings.plan_path), settings) if sample else load_plan(settings.plan_path)
    plan = look.dress(plan)  # a sample too: the office sees what its own will look like
    roster = load_roster(settings.roster_path, plan, settings.units_path)
    if not sample:
        repository = open_repository(settings.database_url, create=create, copies=settings.copies)
        district = District(plan, roster, repository, settings, look=look)
        for each in district.lineup.plans:
            blank_contacts(replace(district, plan=each))
        return district
    if is_same_store(settings.sample_database_url, settings.database_url):  # filling the sample's may begin it anew
        raise UserError(
            "DANVAN_SAMPLE_DATABASE_URL và DANVAN_DATABASE_URL đang chỉ cùng một kho dữ liệu; "
            "hãy ghi một tệp khác cho dữ liệu minh họa."
        )
    return District(plan, roster, open_repository(settings.sample_database_url), settings, sample=True, look=look)


def blank_contacts(district: District) -> int:
    """Empty whom to ask about returns of long ago (appraisal.md, “Privacy”); of how many. A busy store is left for next time."""
    end = find_contact_end(district)
    keys = [fact.key for fact in district.plan.facts if fact.contact]
    if end is None or not keys:
        return 0
    try:
        return district.repository.blank_facts(district.plan.code, keys, end)
    except StoreError:
        _LOG.warning("contact data could not be blanked now; it is tried again when the store is opened next")
        return 0


def find_contact_end(district: District) -> date | None:
    """What was received before this day tells no more whom to ask; None where the plan sets no time."""
    months = district.plan.thresholds.contact_months
    if months is None:
        return None
    today = district.today()
    back = today.year * 12 + today.month - 1 - round(months.value)
    year, month = divmod(back, 12)
    return date(year, month + 1, min(today.day, monthrange(year, month + 1)[1]))


def find_sample_roster(settings: Settings) -> Settings:
    """The settings with the sample's own roster, where one stands beside its recipe."""
    schools, units = settings.sample_folder / "schools.csv", settings.sample_folder / "units.csv"
    own = replace(settings, roster_path=schools, units_path=units if units.exists() else None)
    return own if schools.exists() else settings


def find_sample_place(plan: Plan, settings: Settings) -> Plan:
    """The plan in the name of the office whose sample it is: `place` in its recipe, where the recipe has one."""
    place = _read_sample_recipe(settings.sample_folder / SAMPLE_RECIPE).get("place")
    return plan.model_copy(update={"office": Office.model_validate(place)}) if place else plan


def read_sample_day(recipe: Path) -> date:
    """The day the sample district lives on: `as_of` in its recipe; UserError where the recipe has none."""
    day = _read_sample_recipe(recipe).get("as_of")
    if not isinstance(day, date):
        raise UserError(f"{recipe.name}: as_of phải là một ngày; hãy ghi dạng 2020-12-17, không có dấu nháy.")
    return day


@lru_cache(maxsize=4)
def _read_sample_recipe(recipe: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(recipe.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise UserError(f"Không đọc được công thức dữ liệu minh họa “{recipe.name}”; hãy tải lại chương trình.") from error
