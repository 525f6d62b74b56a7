"""The plan as typed, frozen objects: what is asked, of whom, by when."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cached_property
from typing import Annotated, Final, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from danvan_metrics.plan.kinds import KIND_OF_SOURCE, MODEL_SOURCES, FactKind, Kind, Reporter, Source
from danvan_metrics.plan.kinds.definition import Evidence, Lines, Trait

Text = Annotated[str, Field(min_length=1)]
Code = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._&-]*$")]
Share = Annotated[float, Field(gt=0, le=1)]


class Frozen(BaseModel):
    """A value: compared by content, never changed; an unknown key is a mistake."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Period(Frozen):
    """A reporting period; a return is on time when received strictly before `deadline`."""

    code: Code
    title: Text
    deadline: date
    share: Share  # of the year's work that should be done by then

    @property
    def last_day_on_time(self) -> date:
        """The day before the strict deadline: who stands on the roster that day belongs to the period."""
        return self.deadline - timedelta(days=1)


class Group(Frozen):
    """A chapter of indicators; criteria HP1–HP3 stand under HP through `parent`."""

    code: Code
    title: Text
    short: Annotated[str, Field(min_length=1, max_length=24)]
    section: Text
    parent: Code | None = None


class Line(Frozen):
    """One row a school fills in; a checklist has several."""

    code: Code
    text: Text
    unit: str = ""


class Indicator(Frozen):
    """One thing the plan asks for (`section` cites the plan)."""

    code: Code
    group: Code
    title: Annotated[str, Field(min_length=1, max_length=60)]
    text: Text
    kind: Kind
    section: Text
    unit: str = ""
    target: float | None = None
    deadline: date | None = None
    weight: Annotated[float, Field(gt=0)] = 1.0
    reporters: tuple[Reporter, ...] = (Reporter.SCHOOL,)
    source: Source | None = None
    counts: Code | None = None  # of a source that counts schools meeting an indicator: which one
    people: str | None = None  # the fact that bounds a number of people
    everybody: bool = False  # the people to reach are all of them
    to_do_label: str = ""
    done_label: str = ""
    lines: tuple[Line, ...] = ()

    @property
    def scored(self) -> bool:
        """Whether it counts in completion; tracked and derived indicators are only shown."""
        return self.kind.definition.credit is not None

    @property
    def needs_evidence(self) -> bool:
        """Whether the evidenced lens asks for at least one piece."""
        return self.kind.definition.evidence is not Evidence.NONE

    @property
    def entered(self) -> bool:
        """Whether a cell of the workbook asks for it."""
        return self.source is None and not self.derived

    @property
    def tracked(self) -> bool:
        """Whether it is entered without being scored."""
        return not (self.scored or self.derived)

    @property
    def derived(self) -> bool:
        """Whether no cell of any workbook holds its figure."""
        return self.kind.definition.rule is None

    @property
    def is_item(self) -> bool:
        """Whether it stands on the sheet of items, and is followed item by item."""
        return Trait.ITEM in self.kind.definition.traits

    @property
    def rows(self) -> tuple[Line, ...]:
        """The rows it takes on its sheet: its lines, or itself."""
        return self.lines or (Line(code=self.code, text=self.text, unit=self.unit),)

    @model_validator(mode="after")
    def _check_kind(self) -> Self:
        definition = self.kind.definition
        if self.lines and definition.lines is Lines.NEVER:
            allowed = " và ".join(kind for kind in Kind if kind.definition.lines is not Lines.NEVER)
            raise ValueError(f"chỉ {allowed} mới có lines; hãy bỏ lines hoặc đổi kind")
        if not self.lines and definition.lines is Lines.MUST:
            raise ValueError(f"{self.kind} cần ít nhất một dòng; hãy thêm [[indicators.lines]]")
        if lacking := definition.lacks(self):
            raise ValueError(lacking)
        if self.derived and self.source is None:
            raise ValueError(f"{self.kind} cần source; hãy ghi nguồn của con số")
        return self

    @model_validator(mode="after")
    def _check_source(self) -> Self:
        if self.source is not None and self.kind is not KIND_OF_SOURCE[self.source]:
            raise ValueError(f"source {self.source} chỉ đi với kind {KIND_OF_SOURCE[self.source]}; hãy sửa kind hoặc bỏ source")
        if (self.source is Source.SCHOOLS_MEETING) is (self.counts is None):
            raise ValueError(f"counts đi cùng source {Source.SCHOOLS_MEETING}; hãy ghi cả hai hoặc bỏ cả hai")
        return self


class Fact(Frozen):
    """A field of the sheet Thông tin."""

    key: Annotated[str, Field(pattern=r"^[a-z_]+$")]
    label: Text
    kind: FactKind
    required: bool = False
    part_of: str | None = None  # the fact whose people these are among
    contact: bool = False  # whom to ask about the return: shown to the officer only, and blanked in time
    prompt: str = ""


class ModelField(Frozen):
    """A field in which a school registers a model, and the standard field (`area`) it belongs to."""

    name: Text
    area: Text


class Rung(Frozen):
    """One step of the spread ladder; all conditions given must hold, and all rungs below."""

    rung: Annotated[int, Field(ge=1)]
    title: Text
    any_met: tuple[Code, ...] = ()
    all_met: tuple[Code, ...] = ()
    model_status: tuple[Literal["registered", "doing", "finished", "stopped"], ...] = ()
    any_item_in: tuple[Code, ...] = ()  # groups: at least one item over all of them …
    each_group_in: tuple[Code, ...] = ()  # groups: at least one item in each of them …
    item_choices: tuple[Literal["met", "doing", "not_started", "not_applicable"], ...] = ()  # … answered with one of these
    with_evidence: bool = False
    appraised: bool = False

    @model_validator(mode="after")
    def _check_conditions(self) -> Self:
        items = self.any_item_in or self.each_group_in
        if not (self.any_met or self.all_met or self.model_status or items or self.appraised):
            raise ValueError(
                "bậc này chưa có điều kiện; hãy thêm any_met, all_met, model_status, any_item_in, each_group_in hoặc appraised"
            )
        if bool(items) is not bool(self.item_choices):
            raise ValueError("any_item_in hoặc each_group_in phải đi cùng item_choices; hãy ghi cả hai hoặc bỏ cả hai")
        return self


class OfficeSetting(Frozen):
    """A number the plan does not say and the office set (“do Phòng đặt”), with the day it was set."""

    value: float
    note: Text
    set_on: date


# Plans fixed in a snapshot before there were bands have none of their own.
_FIRST_NEAR: Final = OfficeSetting(value=0.8, note="do Phòng đặt (giá trị ban đầu)", set_on=date(2026, 11, 29))
_FIRST_BEHIND: Final = OfficeSetting(value=0.5, note="do Phòng đặt (giá trị ban đầu)", set_on=date(2026, 11, 29))


class Thresholds(Frozen):
    """Settings of the office, all “do Phòng đặt”; those of appraisal and reward are asked where the plan has rounds.

    near_from, behind_from: from which part of the share expected by then a share is near, and behind (indicators.md, “Bands”).
    """

    notable_rung: OfficeSetting
    near_from: OfficeSetting = _FIRST_NEAR
    behind_from: OfficeSetting = _FIRST_BEHIND
    model_schools: OfficeSetting | None = None
    opinion_days: OfficeSetting | None = None  # a school has so many days for its opinion
    fewest_members: OfficeSetting | None = None  # of a team
    verified_from: OfficeSetting | None = None  # a recount ÷ what was declared below this: “khai vượt” …
    verified_to: OfficeSetting | None = None  # … and above this: “khai thiếu”
    quorum: OfficeSetting | None = None  # the share of the council's members that must be present
    pass_share: OfficeSetting | None = None  # the share of votes for a proposal that carries it
    contact_months: OfficeSetting | None = None  # after so many months whom to ask about a return is blanked

    @model_validator(mode="after")
    def _check_bands(self) -> Self:
        if not 0 < self.behind_from.value <= self.near_from.value <= 1:
            raise ValueError("phải là 0 < behind_from ≤ near_from ≤ 1; hãy sửa value của hai ngưỡng này")
        return self


class Round(Frozen):
    """A round of appraisal: who goes out, and to which schools (appraisal.md, “Who and in what order”).

    short: how the team is called in tables. independent: two appraisers may judge without seeing each other's verdicts.
    """

    code: Code
    title: Text
    short: Annotated[str, Field(min_length=1, max_length=24)]
    model_schools: bool = False
    independent: bool = False


class PassMark(Frozen):
    """A year's result by the office's own marks: the words for an appraised value (0…1) of at least `at_least`."""

    title: Text
    at_least: Annotated[float, Field(ge=0, le=1)]


class YearResult(Frozen):
    """How the office sums a year up, “do Phòng đặt”: weights by group, and marks from the highest down; the plan has neither."""

    note: Text
    set_on: date
    weights: dict[str, Annotated[float, Field(gt=0)]] = {}
    pass_marks: tuple[PassMark, ...] = ()


class HonourWords(Frozen):
    """What models are recognised as and what is proposed in reward, in the words of the office's forms.

    office_rewards: those of the rewards that the office itself gives; the others are laid before the office's parent.
    """

    levels: tuple[Text, ...] = ()
    collective_rewards: tuple[Text, ...] = ()
    individual_rewards: tuple[Text, ...] = ()
    office_rewards: tuple[Text, ...] = ()


class Office(Frozen):
    """The education office itself, which reports too.

    district: what schools add to their names (“huyện Ba Chẽ”). place: where its papers are dated, "" for there.
    """

    code: Code
    name: Text
    short: Text
    parent: Text
    district: Text
    contact: Text
    phone: str = ""
    email: str = ""
    place: str = ""

    @property
    def seat(self) -> str:
        """Where it sits, as papers and pages say it: “Ba Chẽ”."""
        return self.place or self.district

    @property
    def reach(self) -> str:
        """Whom to ask and how, in one line: what the office has set of it."""
        told = (self.contact, self.phone and f"điện thoại {self.phone}", self.email and f"thư điện tử {self.email}")
        return ", ".join(filter(None, told))


class UnitLines(Frozen):
    """What one unit asks its schools beside the plan: groups of its own, and indicators in them (many.md, “A second plan”)."""

    unit: Text
    version: Text = "1"
    groups: Annotated[tuple[Group, ...], Field(min_length=1)]
    indicators: Annotated[tuple[Indicator, ...], Field(min_length=1)]


class Plan(Frozen):
    """A whole plan, as the loader parses it: codes are unique and every reference resolves."""

    code: Code
    version: Text
    title: Text
    short_title: Text
    year: Annotated[int, Field(ge=2000, le=2100)]
    issued_on: date | None = None  # the copy of the plan at hand may bear no date
    office: Office
    levels: Annotated[tuple[Text, ...], Field(min_length=1)]
    types: tuple[Text, ...] = ()
    periods: Annotated[tuple[Period, ...], Field(min_length=1)]
    groups: Annotated[tuple[Group, ...], Field(min_length=1)]
    facts: tuple[Fact, ...]
    fields_of_models: Annotated[tuple[ModelField, ...], Field(alias="model_fields")] = ()
    ladder: tuple[Rung, ...] = ()
    thresholds: Thresholds
    rounds: tuple[Round, ...] = ()
    honours: HonourWords = HonourWords()
    year_result: YearResult | None = None
    evidence_kinds: tuple[Text, ...] = ()  # what a piece of evidence may be, in words; others may be written too
    evidence_code: str = ""  # how a piece of evidence is coded: “MC-{line}-{number:02}”; "": no codes are given out
    indicators: Annotated[tuple[Indicator, ...], Field(min_length=1)]
    unit_lines: tuple[UnitLines, ...] = ()  # `plan_of_unit` adds them for the schools under a unit

    @property
    def notable_rung(self) -> int:
        """From this rung on the movement counts as having reached a school; the office's own setting."""
        return round(self.thresholds.notable_rung.value)

    @property
    def first_day(self) -> date:
        """Counts are cumulative from here."""
        return date(self.year, 1, 1)

    @property
    def last_day(self) -> date:
        """The last day a dated line may name."""
        return date(self.year, 12, 31)

    @cached_property
    def indicator_by_code(self) -> dict[str, Indicator]:
        """Indicators by code."""
        return {indicator.code: indicator for indicator in self.indicators}

    @cached_property
    def indicator_of_line(self) -> dict[str, Indicator]:
        """The indicator each row of the workbook belongs to, by the row's code."""
        return {line.code: indicator for indicator in self.indicators for line in indicator.rows}

    @cached_property
    def adding_units(self) -> frozenset[str]:
        """The units that ask their schools more than the plan does."""
        return frozenset(one.unit for one in self.unit_lines)

    @cached_property
    def period_by_code(self) -> dict[str, Period]:
        """Periods by code."""
        return {period.code: period for period in self.periods}

    @cached_property
    def group_by_code(self) -> dict[str, Group]:
        """Groups by code."""
        return {group.code: group for group in self.groups}

    def find_period(self, code: str) -> Period:
        """The period with this code; KeyError where there is none."""
        return self.period_by_code[code]

    def period_before(self, code: str) -> Period | None:
        """The period before this one in the same year, or None."""
        position = [period.code for period in self.periods].index(code)
        return self.periods[position - 1] if position else None

    def period_after(self, code: str) -> Period | None:
        """The period after this one in the same year, or None."""
        position = [period.code for period in self.periods].index(code)
        return self.periods[position + 1] if position + 1 < len(self.periods) else None

    @cached_property
    def round_by_code(self) -> dict[str, Round]:
        """Rounds of appraisal by code."""
        return {one.code: one for one in self.rounds}

    def indicators_for(self, reporter: Reporter) -> tuple[Indicator, ...]:
        """What a school, or the office, is asked, in the plan's order."""
        return tuple(indicator for indicator in self.indicators if reporter in indicator.reporters)

    def asks_for_models(self, reporter: Reporter) -> bool:
        """Whether the workbook has the sheet Mô hình, and its question."""
        return bool(self.fields_of_models) or any(one.source in MODEL_SOURCES for one in self.indicators_for(reporter))

    def indicators_in(self, group: str) -> tuple[Indicator, ...]:
        """The indicators of a group and of the groups under it."""
        codes = {group} | {child.code for child in self.groups if child.parent == group}
        return tuple(indicator for indicator in self.indicators if indicator.group in codes)

    def dump_unnamed(self) -> str:
        """The plan as JSON without what its office is called: names change nothing that is counted."""
        names = set(Office.model_fields) - {"code", "district"}
        return self.model_dump_json(by_alias=True, exclude_defaults=True, exclude={"office": names})

    def children_of(self, group: str) -> tuple[Group, ...]:
        """The groups directly under a group."""
        return tuple(child for child in self.groups if child.parent == group)
