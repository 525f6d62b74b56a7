"""One appraisal as it stands at a moment: who is to judge it, what the school declared, what was found so far."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from danvan_metrics.district import District
from danvan_metrics.errors import UserError
from danvan_metrics.plan.kinds import MODEL_SOURCES, Reporter
from danvan_metrics.plan.model import Indicator, Line, Plan, Round
from danvan_metrics.plan.verdicts import Outcome, Role, Stage
from danvan_metrics.raw import clean_controls
from danvan_metrics.scoring.plan_lines import list_model_sources
from danvan_metrics.store.appraising.appraisal_frames import list_judged
from danvan_metrics.store.appraising.appraisal_records import AppraisalKey, AppraisalRecord, Member, Team
from danvan_metrics.store.appraising.appraisals import AppraisalView
from danvan_metrics.store.appraising.declared_values import DeclaredValues, declare_models
from danvan_metrics.store.appraising.line_standing import LineStanding, find_standings
from danvan_metrics.units.roster import School
from danvan_metrics.vietnamese import clean_text, fold
from danvan_metrics.workbook.answers import Answer, Return, State

NO_STANDING = LineStanding(None, {})


@dataclass(frozen=True, kw_only=True)
class AppraisalCase:
    """Everything that an act on an appraisal is judged by; `number` is of the hand-in in force, None where there is none."""

    plan: Plan
    key: AppraisalKey
    school: School
    round: Round
    record: AppraisalRecord
    team: Team | None
    number: int | None
    returned: Return | None
    values: DeclaredValues
    today: date

    @cached_property
    def standings(self) -> dict[str, LineStanding]:
        """What stands on every line that was judged."""
        return find_standings(self.record)

    @cached_property
    def declared(self) -> dict[str, Answer]:
        """What the school declares now, by line; the lines of the sheet Mô hình too."""
        return list_declared(self.plan, self.returned) if self.returned else {}

    @cached_property
    def objections(self) -> set[str]:
        """Lines the school objected to that nobody has judged again since."""
        since = self.record.list_objections()
        return {line for line, at in since.items() if not self._judged_after(line, at)}

    @property
    def frozen(self) -> bool:
        """Whether it is concluded, and no verdict moves any more."""
        return self.record.stage is Stage.CONCLUDED

    @property
    def answered(self) -> bool:
        """Whether the school has given its opinion under this version, or the time for it is over."""
        sent = self.record.sent
        return sent is not None and (self.record.opinion is not None or self.is_overdue)

    @property
    def is_overdue(self) -> bool:
        """Whether the last day for the school's opinion is past."""
        sent = self.record.sent
        return sent is not None and sent.due is not None and self.today > sent.due

    @property
    def laid_out(self) -> bool:
        """Whether it has been laid before the school or is waiting to be signed: only open lines may still be judged."""
        return self.record.stage in {Stage.WITH_SCHOOL, Stage.FOR_SIGNATURE}

    @property
    def head(self) -> Member | None:
        """Who leads the team."""
        return next((one for one in self.members if one.role is Role.HEAD), None)

    @property
    def members(self) -> tuple[Member, ...]:
        """The team as it stands; nobody where none is named or it was dissolved."""
        return self.team.members if self.team and not self.team.dissolved else ()

    def find_member(self, name: str) -> Member | None:
        """The member of this name, case and accents aside."""
        return next((one for one in self.members if fold(one.name) == fold(name)), None)

    def is_head(self, name: str) -> bool:
        """Whether this member leads the team."""
        return bool(self.head and fold(self.head.name) == fold(name))

    def find_standing(self, line: str) -> LineStanding:
        """What stands on a line; nothing where it was never judged."""
        return self.standings.get(line, NO_STANDING)

    def needs_recheck(self, line: str) -> bool:
        """Whether the school has declared something else since the verdict that counts; never after the conclusion."""
        return not self.frozen and self.has_changed(line)

    def has_changed(self, line: str) -> bool:
        """Whether the school declares something else on a line now than when the verdict that counts was made."""
        standing = self.find_standing(line)
        return standing.counting is not None and self.values.has_changed(line, judged_on=standing.submissions, now=self.number)

    def is_due_again(self, line: str) -> bool:
        """Whether it was not confirmed under an earlier version, and has not been judged under this one (rule 7)."""
        counting = self.find_standing(line).counting
        if counting is None or self.frozen:
            return False
        return counting.version < self.record.version and counting.verdict.outcome is not Outcome.CONFIRMED

    def _judged_after(self, line: str, at: object) -> bool:
        counting = self.find_standing(line).counting
        return counting is not None and counting.at > at  # type: ignore[operator]


def open_case(district: District, view: AppraisalView, key: AppraisalKey, *, version: int | None = None) -> AppraisalCase:
    """An appraisal with all that belongs to it, as it stands or as it stood when a version was concluded.

    UserError for a school, period or round unknown, or that do not meet, and for a version that was not concluded.
    """
    school, one_round = check_key(district, key)
    record, team, number = _look_up(view, key) if version is None else _look_back(view, key, school, version)
    numbers = list_judged(find_standings(record)) | ({number} if number is not None else set())
    return AppraisalCase(
        plan=district.plan_of(key.school),
        key=key,
        school=school,
        round=one_round,
        record=record,
        team=team,
        number=number,
        returned=None if number is None else view.find_return(number),
        values=view.load_declared(numbers if len(numbers) > 1 or number is None else (), list_model_sources(district.plan)),
        today=district.today(),
    )


def _look_up(view: AppraisalView, key: AppraisalKey) -> tuple[AppraisalRecord, Team | None, int | None]:
    record = view.find(key)
    team = view.list_teams(key.plan).get(record.team) if record.team is not None else None
    return record, team, view.find_in_force(key)


def _look_back(
    view: AppraisalView, key: AppraisalKey, school: School, version: int
) -> tuple[AppraisalRecord, Team | None, int | None]:
    """The record up to that conclusion, the team as it was named then, the hand-in that was in force."""
    record = view.find(key)
    known = [step.version for step in record.concluded]
    if version not in known:
        told = f"đã kết luận: lần {', lần '.join(map(str, known))}" if known else "chưa kết luận lần nào"
        raise UserError(f"Thẩm định {school.name} không có kết luận lần {version} ({told}); hãy chọn lần đã kết luận.")
    then = record.go_back(version)
    team = view.find_team_named(key.plan, then.team) if then.team is not None else None
    return then, team, then.steps[-1].submission


def check_key(district: District, key: AppraisalKey) -> tuple[School, Round]:
    """The school and the round of a key; UserError where one is unknown, or the round does not go to this school."""
    plan = district.plan
    if not plan.rounds:
        raise UserError("Kế hoạch này không có đợt thẩm định nào; hãy ghi các đợt ([[rounds]]) vào tệp kế hoạch.")
    school = next((one for one in district.roster.schools if one.code == key.school), None)
    if school is None:
        raise UserError(f"Không có trường “{key.school}” trong danh sách trường; hãy chọn trường trong danh sách.")
    if key.plan != plan.code or key.period not in plan.period_by_code:
        raise UserError(f"Kế hoạch “{plan.code}” không có kỳ “{key.period}”; hãy chọn kỳ trong danh sách.")
    found = find_round(plan, key.round)
    if not applies_to(found, school):
        others = ", ".join(f"“{one.title}”" for one in plan.rounds if applies_to(one, school)) or "đợt khác"
        raise UserError(f"“{found.title}” chỉ thẩm định trường điểm, {school.name} không phải trường điểm; hãy chọn {others}.")
    return school, found


def find_round(plan: Plan, code: str) -> Round:
    """A round of the plan; UserError names those there are."""
    found = plan.round_by_code.get(code)
    if found is None:
        known = ", ".join(f"“{one.code}”" for one in plan.rounds) or "chưa có đợt nào"
        raise UserError(f"Kế hoạch không có đợt thẩm định “{code}”; đang có: {known}.")
    return found


def applies_to(one: Round, school: School) -> bool:
    """Whether a round goes to this school."""
    return school.model or not one.model_schools


def list_scored_lines(plan: Plan) -> Iterator[tuple[Indicator, Line]]:
    """The lines of every appraisal, in the plan's order: scored ones of schools, row by row."""
    for indicator in plan.indicators_for(Reporter.SCHOOL):
        if indicator.scored:
            yield from ((indicator, line) for line in indicator.rows)


def list_declared(plan: Plan, returned: Return) -> dict[str, Answer]:
    """What a return says on every line, by code; the lines that the sheet Mô hình answers are counts of its rows."""
    told = {answer.line: answer for answer in returned.answers}
    return told | {one.code: _declare(one, returned) for one in plan.indicators if one.source in MODEL_SOURCES}


def _declare(indicator: Indicator, returned: Return) -> Answer:
    stands = returned.models or returned.models_declared is False
    with_result = sum(model.has_result for model in returned.models)
    counted = (len(returned.models), with_result) if stands else None
    state, to_do, done, *_ = declare_models(indicator.source, counted)  # type: ignore[arg-type]
    pieces = sum(model.evidence_count or 0.0 for model in returned.models) if stands else None
    return Answer(indicator.code, State(state), to_do, done, evidence_count=pieces)  # type: ignore[arg-type]


def explain_gone(case: AppraisalCase) -> str:
    """Why a school cannot be appraised though it once was to be: it no longer stands when the period ends; "" where it does."""
    period = case.plan.find_period(case.key.period)
    if case.school.is_valid_on(period.last_day_on_time):
        return ""
    return (
        f"{case.school.name} không còn trong danh sách trường của kỳ {period.title.lower()} nên không thẩm định nữa; "
        "nếu trường vẫn hoạt động, hãy sửa ngày trong danh sách trường."
    )


def clean_words(text: str) -> str:
    """What somebody wrote, as it is kept: clean, and without what neither a paper nor a database takes (NUL, half an emoji)."""
    return clean_text(clean_controls(text))


def works_in(member: Member, school: School) -> bool:
    """Whether somebody's workplace is this school, by its code or any of its names."""
    place = fold(member.workplace)
    names = (school.code, school.name, school.short_name, *school.other_names)
    return bool(place) and place in {fold(name) for name in names}
