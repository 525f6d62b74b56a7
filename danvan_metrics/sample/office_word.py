"""The office's half of the sample, by the same acts as at the desk: teams, verdicts, opinions, conclusions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, time

from danvan_metrics.access.actor import PROGRAM, sit_at_laptop
from danvan_metrics.appraising.desk import DeskLine, load_desk
from danvan_metrics.appraising.line_states import LineState
from danvan_metrics.appraising.stage_acts import (
    Conclusion,
    Opinion,
    assign,
    conclude,
    record_opinion,
    reopen,
    send_to_school,
    submit_for_signature,
)
from danvan_metrics.appraising.team_acts import name_team
from danvan_metrics.appraising.verdict_acts import Change, save_verdicts, tick_evidence
from danvan_metrics.district import District
from danvan_metrics.intake.receiving import Receiving, receive_file
from danvan_metrics.plan.choices import Choice
from danvan_metrics.plan.verdicts import Method, Outcome, Role, Stage, Verdict
from danvan_metrics.sample.chance import Chance
from danvan_metrics.sample.office_recipe import InventedAppraisal, InventedTeam, OfficeRecipe, load_office_recipe
from danvan_metrics.sample.other_values import find_value
from danvan_metrics.sample.recipe import find_for, load_recipe
from danvan_metrics.store.appraising.appraisal_records import AppraisalKey, Member
from danvan_metrics.workbook.answering.form import prepare_form
from danvan_metrics.workbook.answers import State
from danvan_metrics.workbook.labels import name_template
from danvan_metrics.workbook.template.build import build_workbook, write_dated_workbook
from danvan_metrics.workbook.template.filling import fill_cells, read_contents
from danvan_metrics.workbook.template.sample_mark import mark_as_sample

_BEFORE_SCHOOL = (Stage.ASSIGNED, Stage.UNDER_WAY)
_SIGNED = (Stage.CONCLUDED, Stage.REOPENED)
_TO_JUDGE = frozenset({LineState.UNJUDGED, LineState.RECHECK, LineState.OBJECTED})


def appraise_sample(district: District) -> None:
    """Name the recipe's teams and appraise its schools; what plan or roster does not know is passed over."""
    recipe, plan = load_office_recipe(district.settings.sample_folder), district.plan
    if recipe.period not in plan.period_by_code:
        return
    teams = {team.name: team for team in recipe.teams if team.round in plan.round_by_code}
    numbers = {team.name: _name_team(district, team) for team in teams.values()}
    for told in recipe.appraisals:
        school = district.roster.by_code.get(told.school)
        if school is None or told.team not in teams:
            continue
        key = AppraisalKey(plan.code, told.school, recipe.period, teams[told.team].round)
        if district.repository.find_return(plan.code, told.school, recipe.period) is not None:
            _Story(district, recipe, told, teams[told.team], key).tell(numbers[told.team])


def _name_team(district: District, team: InventedTeam) -> int:
    members = [Member(one.name, one.role, one.workplace, one.title) for one in team.members]
    return name_team(district, team.round, team.name, members, actor=sit_at_laptop(_find(team, Role.HEAD)))


def _find(team: InventedTeam, role: Role) -> str:
    return next(member.name for member in team.members if member.role is role)


class _Story:
    """One appraisal from the beginning to the stage the recipe tells."""

    def __init__(
        self, district: District, recipe: OfficeRecipe, told: InventedAppraisal, team: InventedTeam, key: AppraisalKey
    ) -> None:
        self.district, self.recipe, self.told, self.team, self.key = district, recipe, told, team, key
        self.head, self.secretary = _find(team, Role.HEAD), _find(team, Role.SECRETARY)
        self.leader, self.clerk = sit_at_laptop(self.head), sit_at_laptop(self.secretary)
        self.chance = Chance(load_recipe(district.settings.sample_folder).seed).about("appraisal", told.school)

    def tell(self, number: int) -> None:
        """Everything that happened, in its order."""
        pair = self.told.appraisers
        assign(
            self.district, self.key, number, actor=self.leader, appraisers=(pair[0], pair[1]) if len(pair) == len("12") else None
        )
        if self.told.stage is Stage.ASSIGNED:
            return
        for number_of_lane, name in enumerate(pair):
            self._judge(name, self._judge_alone(name, differ=bool(number_of_lane)))
        if not pair:
            self._judge_together()
        self._tick_pieces()
        if self.told.resent:
            _send_again(self.district, self.key, self.told)
        if self.told.stage not in _BEFORE_SCHOOL:
            self._settle_with_school()

    def _tick_pieces(self) -> None:
        returned = load_desk(self.district, self.key, appraiser=self.secretary).returned
        for item in (returned.evidence if returned else ())[: self.told.seen_pieces]:
            tick_evidence(self.district, self.key, item.code, seen=True, actor=self.clerk)

    def _settle_with_school(self) -> None:
        send_to_school(self.district, self.key, actor=self.clerk)
        if self.told.stage is Stage.WITH_SCHOOL:
            return
        self._record_opinion()
        submit_for_signature(self.district, self.key, actor=self.clerk)
        if self.told.stage in _SIGNED:
            self._conclude()
        if self.told.stage is Stage.REOPENED or self.told.versions > 1:
            reopen(self.district, self.key, self.told.reason, actor=self.leader)
        if self.told.versions > 1:
            self._conclude_again()

    def _record_opinion(self) -> None:
        school = f"Hiệu trưởng {self.district.roster.by_code[self.key.school].short_name}"
        if not self.told.objected:
            record_opinion(self.district, self.key, Opinion(agrees=True, text="Nhất trí.", by=school), actor=self.clerk)
            return
        text = "Nhà trường đã thực hiện, xin được xem lại hồ sơ."
        opinion = Opinion(agrees=False, text=text, lines=self.told.objected, by=school)
        record_opinion(self.district, self.key, opinion, actor=self.clerk)
        desk = load_desk(self.district, self.key, appraiser=self.head)
        again = [line for line in desk.lines if line.code in self.told.objected]
        self._judge(self.head, (self._change(line, self._find_verdict(line)) for line in again))

    def _conclude(self) -> None:
        told = self.told
        conclusion = Conclusion(
            held_on=self.district.today(),
            place=told.place,
            attendees=(*(member.name for member in self.team.members), "Ban giám hiệu nhà trường"),
            strengths=told.strengths,
            limits=told.limits,
            proposals=told.proposals,
            conclusion=told.conclusion,
            signers=(self.head, self.secretary),
            school_signer="Hiệu trưởng nhà trường",
            opinion="Nhà trường nhất trí với kết quả thẩm định.",
        )
        conclude(self.district, self.key, conclusion, actor=self.leader)

    def _conclude_again(self) -> None:
        """The lines not confirmed are judged anew; half of them the school could prove in the meantime."""
        desk = load_desk(self.district, self.key, appraiser=self.head)
        again = [line for line in desk.lines if line.state in _TO_JUDGE and line.verdict is not None]
        found = [self._confirm(line) if number % 2 else self._find_verdict(line) for number, line in enumerate(again)]
        self._judge(self.head, [self._change(*pair) for pair in zip(again, found, strict=True)])
        send_to_school(self.district, self.key, actor=self.clerk)
        self.told = self.told.model_copy(update={"objected": ()})
        self._record_opinion()
        submit_for_signature(self.district, self.key, actor=self.clerk)
        self._conclude()

    def _judge_together(self) -> None:
        """Two members share the lines: who is in a team is not who entered every line."""
        names = [member.name for member in self.team.members if member.workplace != self.key.school and member.name != self.head]
        for position, name in enumerate(names[:2]):
            desk = load_desk(self.district, self.key, appraiser=name)
            items = [line for line in desk.lines if line.indicator.is_item is bool(position)]
            self._judge(name, self._list_changes(items))

    def _judge_alone(self, name: str, *, differ: bool) -> Iterator[Change]:
        desk = load_desk(self.district, self.key, appraiser=name)
        for change in self._list_changes(desk.lines):
            line = next(one for one in desk.lines if one.code == change.verdict.line)
            if differ and line.code in self.told.differing:
                lowered = self._lower(line)
                yield replace(change, verdict=lowered or change.verdict)
            else:
                yield change

    def _list_changes(self, lines: Iterable[DeskLine]) -> Iterator[Change]:
        for line in lines:
            verdict = self._find_verdict(line) if self._is_looked_into(line) else None
            if verdict is not None:
                yield self._change(line, verdict)

    def _is_looked_into(self, line: DeskLine) -> bool:
        told = self.told
        named = {*told.lowered, *told.raised, *told.differing, *self._list_unvalued()}
        return line.code in named or self.chance.share(f"{line.code}/checked") < told.checked

    def _find_verdict(self, line: DeskLine) -> Verdict | None:
        """What the recipe says of the line, else confirmed, or not proven; None where nothing can be said."""
        told = self.told
        if outcome := self._list_unvalued().get(line.code):
            return self._say(line, outcome)
        if line.code in told.lowered:
            return self._lower(line) or self._confirm(line)
        if line.code in told.raised and (raised := find_value(line, better=True)):
            return self._say(line, Outcome.RAISED, raised)
        if line.declared is None or line.declared.state is not State.VALUE or not line.applicable:
            return None
        doubted = line.indicator.needs_evidence and not line.pieces and _is_claimed(line)
        if doubted and self.chance.share(f"{line.code}/doubt") < told.doubt:
            return self._say(line, Outcome.UNPROVEN)
        return self._confirm(line)

    def _list_unvalued(self) -> dict[str, Outcome]:
        """Lines with an outcome that holds no value of the office's."""
        told = self.told
        lists = {
            Outcome.UNPROVEN: told.unproven,
            Outcome.UNCHECKABLE: told.uncheckable,
            Outcome.NOT_APPLICABLE: told.not_applicable,
        }
        return {code: outcome for outcome, codes in lists.items() for code in codes}

    def _lower(self, line: DeskLine) -> Verdict | None:
        lowered = find_value(line, better=False)
        return self._say(line, Outcome.LOWERED, lowered) if lowered else None

    def _confirm(self, line: DeskLine) -> Verdict:
        return replace(self._say(line, Outcome.CONFIRMED), reason="")

    def _say(self, line: DeskLine, outcome: Outcome, value: dict[str, object] | None = None) -> Verdict:
        reasons = self.recipe.reasons.get(outcome, ("",))
        return Verdict(
            line=line.code,
            outcome=outcome,
            seen=line.pieces,
            method=Method(find_for(self.recipe.methods, line.code, line.indicator, Method.PAPERS)),
            reason=self.chance.pick(reasons, f"{line.code}/reason"),
            **(value or {}),  # type: ignore[arg-type]
        )

    def _change(self, line: DeskLine, verdict: Verdict | None) -> Change:
        return Change(verdict or self._confirm(line), line.revision)

    def _judge(self, name: str, changes: Iterable[Change]) -> None:
        save_verdicts(self.district, self.key, list(changes), actor=sit_at_laptop(name))


def _is_claimed(line: DeskLine) -> bool:
    declared = line.declared
    return bool(declared and (declared.choice in {Choice.MET, Choice.YES} or declared.done or declared.dated))


def _send_again(district: District, key: AppraisalKey, told: InventedAppraisal) -> None:
    """The school hands in another return in which these lines stand otherwise."""
    plan, school = district.plan, district.roster.by_code[key.school]
    returned = district.repository.find_return(plan.code, key.school, key.period)
    if returned is None:
        return
    period = plan.find_period(key.period)
    changed = tuple(
        replace(answer, choice=told.resent[answer.line]) if answer.line in told.resent else answer for answer in returned.answers
    )
    workbook = build_workbook(plan, school, period, district.find_return_before(key.school, key.period))
    mark_as_sample(workbook)
    fill_cells(
        workbook,
        prepare_form(plan, school.reporter).layout,
        read_contents(plan, replace(returned, answers=changed)),
    )
    content = write_dated_workbook(workbook, moment=datetime.combine(district.today(), time()))
    sender = f"{key.school.lower()}@minhhoa.example"
    reception = Receiving(district.today(), sender, accept=True, actor=PROGRAM)
    receive_file(district, f"lan-sau_{name_template(plan, school, period)}", content, reception)
