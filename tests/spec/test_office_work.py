"""The office's own work: a list it enters, and figures it never types (appraisal.md, “The office's own work”)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook

from danvan_metrics.intake.outcome import Status
from danvan_metrics.intake.own_work import OwnEntries, StaleReport, list_own_lines, load_own_report, save_own_report
from danvan_metrics.metrics.dataset import Scope
from danvan_metrics.metrics.reference import Reference
from danvan_metrics.metrics.rewards import Rewards, RewardStep
from danvan_metrics.metrics.summarising import summarise
from danvan_metrics.plan.rules import Field
from danvan_metrics.plan.verdicts import Stage
from danvan_metrics.topics.office_work.figures import DutyState, collect_office_work
from danvan_metrics.topics.sources import collect_source
from danvan_metrics.workbook.answering.form import prepare_form
from danvan_metrics.workbook.layout import SHEET_TASKS
from danvan_metrics.workbook.template.build import build_template
from tests.builders import PLAN, ROSTER, PlainReturn
from tests.builders_access import OFFICER
from tests.builders_office import (
    OFFICE,
    PERIOD,
    PHONE,
    PREPARER,
    build_meeting,
    build_office_dataset,
    build_proposal,
    open_office_district,
)

SCOPE = Scope(PERIOD)
SCHOOLS = [school.code for school in ROSTER.schools]
DERIVED = {"CT4", "PH5", "PH6", "PH8", "PH10", "PH11", "PH12", "PH13"}
FACTS = {"prepared_by": PREPARER, "phone": PHONE, "prepared_on": date(2020, 12, 10), "staff": 11}
PROVED = {Field.EVIDENCE_COUNT: 1, Field.EVIDENCE: "Văn bản số 1"}


def stand(dataset):
    """How everything on the list stands, by code: state and value."""
    work = collect_office_work(dataset, SCOPE)
    return {one.indicator.code: (one.state, one.value) for one in (*work.own, *work.shared)}


class TestTheList:
    def test_every_thing_of_the_design_is_on_it_in_the_plan_s_order(self):
        work = collect_office_work(build_office_dataset({}), SCOPE)
        assert [one.indicator.code for one in work.own] == ["CT4", *(f"PH{number}" for number in range(1, 15))]
        assert [one.indicator.code for one in work.shared] == ["CT1.1", "CT1.2", "CT2.1", "CT2.2", "CT3.1", "CT3.2"]

    def test_what_is_worked_out_asks_no_cell_of_the_workbook(self):
        layout = prepare_form(PLAN, ROSTER.office.reporter).layout
        asked = {place.row: code for code, place in layout.lines.items() if place.columns}
        assert DERIVED.isdisjoint(asked.values())
        assert DERIVED.isdisjoint(one.line.code for one in list_own_lines(PLAN))

    def test_the_workbook_says_where_a_figure_comes_from_in_place_of_a_cell(self, tmp_path):
        (tmp_path / "ph.xlsx").write_bytes(build_template(PLAN, ROSTER.office, PLAN.periods[-1]))
        sheet = load_workbook(tmp_path / "ph.xlsx")[SHEET_TASKS]
        rows = {row[0].value: row for row in sheet.iter_rows() if row[0].value in DERIVED}
        assert set(rows) == DERIVED
        assert all("tính từ" in row[2].value for row in rows.values())
        assert {cell.value for row in rows.values() for cell in row[4:6]} == {"tự tính"}

    def test_inspections_are_schools_inspected_of_schools(self):
        [state, value] = stand(build_office_dataset({"PH4": {"to_do": 19, "done": 12}}))["PH4"]
        assert (state, value) == (DutyState.DOING, "12/19 trường")

    def test_a_blank_is_not_no_and_no_is_not_a_blank(self):
        told = stand(build_office_dataset({"PH1": {"choice": "yes"}, "PH7": {"choice": "no"}}))
        assert told["PH1"] == (DutyState.DONE, "Có")
        assert told["PH7"] == (DutyState.NOT_BEGUN, "Không")
        assert told["PH14"][0] is DutyState.NOT_REPORTED

    def test_one_line_tells_what_is_done_and_what_is_not(self):
        work = collect_office_work(build_office_dataset({"PH1": {"choice": "yes"}, "PH4": {"to_do": 19, "done": 12}}), SCOPE)
        # done: PH1; under way: PH4; worked out and nothing there: CT4, PH5, PH6, PH8, PH10–PH13 (8); not entered: the other 5
        assert work.lead == "1/15 việc đã xong"
        assert work.rest == "; 1 việc đang làm; 8 việc chưa làm; 5 việc chưa ghi; 0/6 chỉ tiêu chung của mọi đơn vị đạt"


class TestWhatIsWorkedOut:
    def test_plans_of_schools_received_are_those_whose_day_stands_in_a_return(self):
        plan = {"BC1.1": {"dated": date(2020, 5, 6)}}  # late, and received all the same
        schools = [
            PlainReturn(SCHOOLS[0], PERIOD, date(2020, 12, 1), plan),
            PlainReturn(SCHOOLS[1], PERIOD, date(2020, 12, 1), {}),
        ]
        dataset = build_office_dataset({}, schools=schools)
        assert stand(dataset)["PH8"] == (DutyState.DOING, f"1/{len(SCHOOLS)} trường")
        source = collect_source(dataset, Reference("PH8", SCOPE, OFFICE))
        assert source.value == f"1/{len(SCHOOLS)} trường"
        assert [row[0].text for row in source.rows if row[2].text == "đã có"] == [ROSTER.schools[0].short_name]
        assert source.rows[0][0].opens == Reference("BC1.1", SCOPE, SCHOOLS[0])

    def test_teams_are_set_up_once_a_round_has_a_school_assigned(self):
        one = build_office_dataset(
            {}, stages=[(SCHOOLS[0], "to-phong", Stage.ASSIGNED), (SCHOOLS[1], "to-phong", Stage.ASSIGNED)]
        )
        both = build_office_dataset(
            {}, stages=[(SCHOOLS[0], "to-phong", Stage.ASSIGNED), (SCHOOLS[0], "lien-nganh", Stage.ASSIGNED)]
        )
        assert stand(one)["PH10"] == (DutyState.DOING, "1/2 đợt")
        assert stand(both)["PH10"] == (DutyState.DONE, "2/2 đợt")
        rows = collect_source(one, Reference("PH10", SCOPE, OFFICE)).rows
        assert [row[2].text for row in rows] == ["2 trường", "chưa phân công"]

    def test_appraised_are_schools_concluded_and_of_the_models_those_with_the_other_agencies(self):
        models = [school.code for school in ROSTER.schools if school.model]
        stages = [(models[0], "to-phong", Stage.CONCLUDED), (models[1], "lien-nganh", Stage.CONCLUDED)]
        told = stand(build_office_dataset({}, stages=[*stages, (models[2], "lien-nganh", Stage.ASSIGNED)]))
        assert told["PH5"] == (DutyState.DOING, f"2/{len(SCHOOLS)} trường")  # concluded in any round
        assert told["PH6"] == (DutyState.DOING, f"1/{len(models)} trường điểm")  # in the round of the model schools

    def test_the_council_s_work_is_read_off_meetings_and_proposals(self):
        proposals = (
            build_proposal(1, RewardStep.PROPOSED),
            build_proposal(2, RewardStep.CONSIDERED, passed=False),
            build_proposal(3, RewardStep.CONSIDERED, passed=True),
            build_proposal(4, RewardStep.DECIDED, passed=True),
            build_proposal(5, RewardStep.DROPPED),
        )
        rewards = Rewards(
            proposals=proposals, meetings=(build_meeting(1, date(2020, 12, 8)), build_meeting(2, date(2020, 12, 15)))
        )
        dataset = build_office_dataset({}, rewards=rewards)
        told = stand(dataset)
        assert told["PH11"] == (DutyState.DONE, "đã họp 2 lần, gần nhất 15/12/2020")
        assert told["PH12"] == (DutyState.DOING, "3/4 đề nghị")  # 2, 3, 4 of 1–4; the fifth was dropped
        assert told["PH13"] == (DutyState.DOING, "1/2 đề nghị")  # 4, of 3 and 4
        assert len(collect_source(dataset, Reference("PH12", SCOPE, OFFICE)).rows) == 4

    def test_without_a_proposal_nothing_reads_0_of_0(self):
        told = stand(build_office_dataset({}))
        assert told["PH11"] == (DutyState.NOT_BEGUN, "chưa họp")
        assert told["PH12"] == (DutyState.NOT_BEGUN, "chưa lập đề nghị nào")
        assert told["PH13"] == (DutyState.NOT_BEGUN, "chưa có đề nghị nào được thông qua")

    def test_what_came_later_in_the_year_is_not_counted_before(self):
        rewards = Rewards(proposals=(build_proposal(1, RewardStep.PROPOSED),), meetings=(build_meeting(1, date(2020, 12, 8)),))
        work = collect_office_work(build_office_dataset({}, rewards=rewards), Scope("9m"))
        told = {one.indicator.code: one.value for one in work.own}
        assert (told["PH11"], told["PH12"]) == ("chưa họp", "chưa lập đề nghị nào")

    def test_the_summary_has_every_line(self):
        told = summarise(build_office_dataset({"PH4": {"to_do": 19, "done": 12}}), SCOPE)["office"]["indicators"]
        figures = {one["code"]: one for one in told}
        assert {code for code in figures if code.startswith("PH")} == {f"PH{number}" for number in range(1, 15)}
        assert (figures["PH4"]["n"], figures["PH4"]["N"], figures["PH10"]["N"]) == (12, 19, 2)


class TestEnteredInTheApp:
    """What is typed goes through the office's own workbook, so that checks, cells and revisions hold."""

    @pytest.fixture
    def district(self, tmp_path):
        return open_office_district(tmp_path)

    def save(self, district, lines, seen=None, actor="Chị An"):
        return save_own_report(
            district,
            seen or load_own_report(district, PERIOD),
            OwnEntries(lines, FACTS, True),
            actor=replace(OFFICER, name=actor),
        )

    def test_it_is_kept_as_a_revision_with_its_cells(self, district):
        outcome = self.save(district, {"PH4": {Field.TO_DO: 19, Field.DONE: 12, **PROVED}})
        assert (outcome.status, outcome.revision, outcome.school) == (Status.ACCEPTED, 1, OFFICE)
        returned = district.repository.load_return(outcome.submission)
        answer = next(one for one in returned.answers if one.line == "PH4")
        place = answer.cells[Field.DONE]
        (kept,) = district.repository.list_submissions(PLAN.code, OFFICE)
        assert kept.sender == "Chị An"
        assert (answer.done, answer.to_do, answer.evidence) == (12, 19, "Văn bản số 1")
        assert self.read_cell(district, outcome.submission, place) == 12

    def read_cell(self, district, submission, place):
        return load_workbook(BytesIO(district.repository.load_file(submission)))[place.sheet][place.cell].value

    def test_the_next_time_it_begins_with_what_stands_and_the_old_is_kept(self, district):
        first = self.save(district, {"PH1": {Field.DONE: "Có", **PROVED}, "PH4": {Field.TO_DO: 19, Field.DONE: 12, **PROVED}})
        seen = load_own_report(district, PERIOD)
        assert seen.contents.lines["PH1"][Field.DONE] == "Có"
        second = self.save(district, {"PH4": {Field.TO_DO: 19, Field.DONE: 19, **PROVED}}, seen)
        assert second.revision == 2
        lines = {one.line: one for one in district.repository.load_return(second.submission).answers}
        assert (lines["PH4"].done, lines["PH1"].choice) == (19, "yes")  # what was not on the form stays
        before = {one.line: one for one in district.repository.load_return(first.submission).answers}
        assert before["PH4"].done == 12

    def test_the_workbook_s_rules_hold_and_what_is_wrong_is_not_kept(self, district):
        outcome = self.save(district, {"PH4": {Field.TO_DO: 19, Field.DONE: 25, **PROVED}})
        assert outcome.status is Status.RETURNED
        assert "không quá 19" in outcome.errors[0].message
        assert district.repository.list_submissions(PLAN.code, OFFICE) == ()
        assert district.repository.list_refusals(PLAN.code, school=OFFICE) == ()  # nobody sent anything in

    def test_who_saves_over_somebody_else_s_entry_is_refused_with_both_values(self, district):
        seen = load_own_report(district, PERIOD)
        self.save(district, {"PH4": {Field.TO_DO: 19, Field.DONE: 12, **PROVED}}, seen, actor="Anh Bình")
        with pytest.raises(StaleReport) as refused:
            self.save(district, {"PH4": {Field.TO_DO: 19, Field.DONE: 15, **PROVED}}, seen)
        assert "Anh Bình" in str(refused.value)
        assert "PH4: đang có “12/19 · 1 minh chứng · Văn bản số 1”, bạn ghi “15/19 · 1 minh chứng · Văn bản số 1”" in str(
            refused.value
        )
        assert len(district.repository.list_submissions(PLAN.code, OFFICE)) == 1

    def test_the_same_entry_again_adds_nothing(self, district):
        lines = {"PH4": {Field.TO_DO: 19, Field.DONE: 12, **PROVED}}
        self.save(district, lines)
        assert self.save(district, lines).status is Status.DUPLICATE

    def test_a_new_period_takes_over_who_and_how_many_but_nothing_that_was_done(self, district):
        self.save(district, {"PH4": {Field.TO_DO: 19, Field.DONE: 12, **PROVED}}, load_own_report(district, "9m"))
        begun = load_own_report(district, PERIOD)
        assert (begun.seen, begun.contents.lines) == (None, {})
        assert begun.contents.facts["staff"] == 11
        assert "prepared_on" not in begun.contents.facts
