"""Several plans in one store, and what a unit adds to the one that all are asked (many.md, “From a district to a province”)."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from datetime import date

import pytest
from click.testing import CliRunner

from danvan_metrics.commands import danvan
from danvan_metrics.district import open_district
from danvan_metrics.errors import PlanError, UserError
from danvan_metrics.folders import DATA
from danvan_metrics.intake.outcome import Status
from danvan_metrics.intake.receiving import Receiving, receive_file
from danvan_metrics.plan.lens import Lens
from danvan_metrics.plan.lineup.plan_lineup import load_lineup
from danvan_metrics.plan.lineup.unit_lines import plan_of_unit
from danvan_metrics.plan.loader import load_plan
from danvan_metrics.settings import load_settings
from danvan_metrics.workbook.layout import build_layout
from tests.builders_units import SlowSums
from tests.builders_years import (
    COMMUNE,
    NEW,
    OFFICER,
    OLD,
    TREE,
    YEARS,
    add_tree,
    fill_in,
    hand_in,
    list_variables,
    load_years,
    open_years,
)

DAY = date(2023, 6, 1)
TALKS = {"T2": {"done": 5, "evidence_count": 1}}


class TestLineup:
    def test_plans_stand_by_year_whatever_their_folders_are_called(self):
        assert [plan.code for plan in load_years().plans] == [OLD, NEW]

    def test_the_usual_plan_is_the_one_that_is_named(self):
        assert load_lineup(YEARS / "2022", YEARS).usual.code == OLD
        assert load_years().find("").code == NEW

    def test_the_usual_plan_may_be_one_file_of_a_folder_and_is_counted_once(self, tmp_path):
        (tmp_path / "one").mkdir()
        parts = [(YEARS / "2022" / name).read_text(encoding="utf-8") for name in ("plan.toml", "chi-tieu.toml")]
        (tmp_path / "one/plan.toml").write_text("\n".join(parts), encoding="utf-8")
        assert [plan.code for plan in load_lineup(tmp_path / "one/plan.toml", tmp_path).plans] == [OLD]

    def test_the_shipped_folder_offers_one_plan_and_no_choice(self):
        settings = load_settings({})
        assert settings.plans_path == DATA / "plans"
        assert not load_lineup(settings.plan_path, settings.plans_path).offers_choice

    def test_who_names_a_plan_of_their_own_is_offered_no_other_until_a_folder_is_named(self):
        named = {"DANVAN_PLAN": str(YEARS / "2022")}
        assert load_settings(named).plans_path is None
        assert load_settings(named | {"DANVAN_PLANS": str(YEARS)}).plans_path == YEARS

    def test_the_year_before_is_the_last_plan_of_an_earlier_year(self):
        lineup = load_years()
        assert lineup.year_before(lineup.find(NEW)).code == OLD
        assert lineup.year_before(lineup.find(OLD)) is None

    def test_an_unknown_plan_is_told_with_the_known_ones(self):
        with pytest.raises(UserError, match="Không có kế hoạch “x”; hãy chọn một trong: hoc-tap-suot-doi-2022"):
            load_years().find("x")

    def test_two_plans_of_one_code_are_refused(self, tmp_path):
        shutil.copytree(YEARS / "2022", tmp_path / "a")
        with pytest.raises(PlanError, match="Hai kế hoạch cùng có mã “hoc-tap-suot-doi-2022”"):
            load_lineup(YEARS / "2022", tmp_path)

    def test_a_folder_that_is_not_there_is_told_by_its_variable(self, tmp_path):
        with pytest.raises(PlanError, match="DANVAN_PLANS"):
            load_lineup(YEARS / "2022", tmp_path / "none")


class TestUnitLines:
    def test_schools_under_the_unit_are_asked_the_plan_s_lines_and_its_own(self):
        plan = load_plan(YEARS / "2023")
        asked = plan_of_unit(plan, TREE, "TT01", DAY)
        assert [one.code for one in asked.indicators] == [*(one.code for one in plan.indicators), "XA1.1"]
        assert asked.groups[-1].code == "XA1-R"
        assert (asked.code, asked.version) == (NEW, "1+XA1.3")

    def test_others_are_asked_the_plan_alone(self):
        plan = load_plan(YEARS / "2023")
        for code in ("TH01", "TINH"):
            asked = plan_of_unit(plan, TREE, code, DAY)
            assert (asked.indicators, asked.groups, asked.version) == (plan.indicators, plan.groups, "1")

    def test_a_unit_s_template_has_its_lines(self):
        plan = load_plan(YEARS / "2023")
        reporter = next(iter(plan.indicators[0].reporters))
        assert "XA1.1" in build_layout(plan_of_unit(plan, TREE, COMMUNE, DAY), reporter).lines
        assert "XA1.1" not in build_layout(plan, reporter).lines

    @pytest.mark.parametrize(
        ("changed", "sentence"),
        [
            (('code = "XA1.1"', 'code = "T2"'), "chỉ được thêm, không sửa và không bỏ nội dung của kế hoạch: mã “T2” đã có"),
            (('code = "XA1-R"', 'code = "LH"'), "chỉ được thêm, không sửa và không bỏ nội dung của kế hoạch: mã “LH” đã có"),
            (('group = "XA1-R"', 'group = "TT"'), "đứng trong nhóm riêng, mà tệp này không có nhóm “TT”"),
            (('short = "Việc của xã"', 'short = "Việc của xã"\nparent = "TT"'), "không nằm trong nhóm “TT” của kế hoạch"),
            (('unit = "cây"', 'unit = "cây"\nreporters = ["office"]'), "do trường báo cáo"),
            (('version = "3"', 'version = "3"\nyear = 2024'), "XA1.toml: year: đơn vị chỉ được thêm groups và indicators"),
        ],
    )
    def test_what_does_more_than_add_is_an_error_of_one_sentence(self, tmp_path, changed, sentence):
        shutil.copytree(YEARS / "2023", tmp_path / "plan")
        file = tmp_path / "plan/don-vi/XA1.toml"
        file.write_text(file.read_text(encoding="utf-8").replace(*changed), encoding="utf-8")
        with pytest.raises(PlanError, match=r"XA1\.toml") as caught:
            load_plan(tmp_path / "plan")
        assert sentence in str(caught.value)

    def test_two_units_may_not_use_one_code(self, tmp_path):
        shutil.copytree(YEARS / "2023", tmp_path / "plan")
        shutil.copy(tmp_path / "plan/don-vi/XA1.toml", tmp_path / "plan/don-vi/XA2.toml")
        with pytest.raises(PlanError, match=r"XA2.toml.*mã “XA1-R” đã có ở phần của đơn vị “XA1”"):
            load_plan(tmp_path / "plan")


class TestReceiving:
    def test_a_return_of_another_known_plan_is_received_under_its_own(self, tmp_path):
        office = open_years(tmp_path)
        outcome = hand_in(office, OLD, "TH01", "hk1", TALKS)
        assert (outcome.status, outcome.plan, outcome.school, outcome.period) == (Status.ACCEPTED, OLD, "TH01", "hk1")
        assert office.load_dataset().receipts.empty
        assert list(office.turn_to(OLD).load_dataset().receipts["school"]) == ["TH01"]

    def test_one_of_the_plan_looked_at_says_nothing_of_it(self, tmp_path):
        outcome = hand_in(open_years(tmp_path), NEW, "TH01", "hk1", TALKS)
        assert (outcome.status, outcome.plan) == (Status.ACCEPTED, "")
        assert "plan" not in outcome.to_json()

    def test_both_years_of_one_school_in_one_batch_are_no_twins(self, tmp_path):
        office = open_years(tmp_path)
        hand_in(office, OLD, "TH01", "hk1", TALKS)
        outcome = hand_in(office, NEW, "TH01", "hk1", TALKS)
        assert (outcome.status, outcome.revision, outcome.questions) == (Status.ACCEPTED, 1, ())

    def test_each_is_judged_by_its_own_plan(self, tmp_path):
        """5 talks are all of 2022's target and not of 2023's (6): counted once each, by a rule of its own year."""
        office = open_years(tmp_path)
        for plan in (OLD, NEW):
            hand_in(office, plan, "TH01", "hk2", TALKS)
        targets = {code: office.turn_to(code).plan.indicator_by_code["T2"].target for code in (OLD, NEW)}
        assert targets == {OLD: 5, NEW: 6}
        answers = {code: office.turn_to(code).load_dataset().answers.set_index("line")["done"]["T2"] for code in (OLD, NEW)}
        assert answers == {OLD: 5, NEW: 5}

    def test_a_unit_s_own_lines_are_read_kept_and_seen_there_and_nowhere_above(self, tmp_path):
        office = add_tree(open_years(tmp_path))
        outcome = hand_in(office, NEW, "TT01", "hk1", TALKS | {"XA1.1": {"done": 20, "evidence_count": 1}})
        assert (outcome.status, outcome.answered) == (Status.ACCEPTED, 2)
        commune = office.load_dataset(COMMUNE)
        assert dict(zip(commune.answers["line"], commune.answers["done"], strict=True))["XA1.1"] == 20
        assert "XA1.1" in commune.plan.indicator_by_code
        whole = office.load_whole()
        assert "XA1.1" not in set(whole.answers["line"])
        assert whole.plan.version == "1"

    def test_above_the_unit_the_plan_s_lines_are_summed_alone(self, tmp_path):
        office = add_tree(open_years(tmp_path))
        hand_in(office, NEW, "TT01", "hk1", TALKS | {"XA1.1": {"done": 20, "evidence_count": 1}})
        hand_in(office, NEW, "TH01", "hk1", TALKS)
        province = office.load_dataset()
        sums, slow = province.sum_up("hk1"), SlowSums(office.load_whole(), "TINH").load("hk1", Lens.DECLARED)
        assert set(sums.indicators["indicator"]) == set(slow.indicators["indicator"])
        assert "XA1.1" not in set(sums.indicators["indicator"])
        met = sums.indicators.set_index(["unit", "indicator"])["credited"]
        assert (met[COMMUNE, "T2"], met["TINH", "T2"]) == (5, 5)

    def test_a_template_made_before_the_unit_added_lines_is_told_as_that(self, tmp_path):
        plain = open_years(tmp_path)
        outcome = hand_in(add_tree(plain), NEW, "TH01", "hk1", TALKS)
        assert "plan_version_differs" not in {issue.code for issue in outcome.issues}
        old = fill_in(plain.plan, plain.roster.by_code["TT01"], "hk1", TALKS)
        outcome = receive_file(add_tree(plain), "TT01.xlsx", old, Receiving(actor=OFFICER))
        assert "plan_version_differs" in {issue.code for issue in outcome.issues}


class TestPrivacy:
    def test_whom_to_ask_is_blanked_under_every_plan(self, tmp_path):
        """Contacts of the year before last go when the store is opened, though another plan is the usual one."""
        folder = tmp_path / "plans"
        shutil.copytree(YEARS, folder)
        for file in folder.glob("*/plan.toml"):
            text = file.read_text(encoding="utf-8").replace('key = "writer"', 'key = "writer"\ncontact = true')
            file.write_text(
                f'{text}\n[thresholds.contact_months]\nvalue = 6\nnote = "do Phòng đặt"\nset_on = 2022-01-15\n', encoding="utf-8"
            )
        chosen = {"DANVAN_PLAN": str(folder / "2023"), "DANVAN_PLANS": str(folder)}
        office = open_district(load_settings(list_variables(tmp_path, date(2023, 6, 20)) | chosen))
        office = replace(office, settings=replace(office.settings, fixed_today=date(2022, 6, 20)))
        hand_in(office, OLD, "TH01", "hk1", TALKS)
        assert read_writer(office) == "Lò Thị Mây"
        later = open_district(load_settings(list_variables(tmp_path, date(2099, 1, 1)) | chosen))
        assert read_writer(later) is None


def read_writer(office):
    returned = office.repository.find_return(OLD, "TH01", "hk1")
    return {fact.key: fact.value for fact in returned.facts}["writer"]


class TestCommands:
    def test_a_command_works_with_the_plan_that_is_named(self, tmp_path):
        hand_in(open_years(tmp_path), OLD, "TH01", "hk1", TALKS)
        told = run(tmp_path, "--plan", OLD, "summary", "--period", "hk1", "--json")
        assert json.loads(told.stdout)["received"] == {"n": 1, "N": 3}  # TT02 was there till 31/8/2022
        told = run(tmp_path, "summary", "--period", "hk1", "--json")
        assert json.loads(told.stdout)["received"] == {"n": 0, "N": 2}

    def test_an_import_keeps_every_return_under_its_own_plan(self, tmp_path):
        office, files = open_years(tmp_path), tmp_path / "files"
        files.mkdir()
        for code in (OLD, NEW):
            turned = office.turn_to(code)
            content = fill_in(turned.plan, turned.roster.by_code["TH01"], "hk1", TALKS)
            (files / f"{turned.plan.year}.xlsx").write_bytes(content)
        told = run(tmp_path, "import", files, "--json")
        assert [(one["file"].rsplit("/", 1)[-1], one["stored"], one.get("plan")) for one in json.loads(told.stdout)] == [
            ("2022.xlsx", True, OLD),
            ("2023.xlsx", True, None),
        ]
        assert f"[TH01, hk1, {OLD}]" in run(tmp_path, "import", files).stdout

    def test_an_unknown_plan_is_refused_in_a_sentence(self, tmp_path):
        told = run(tmp_path, "--plan", "x", "summary", "--period", "hk1")
        assert (told.exit_code, "Không có kế hoạch “x”" in told.stderr) == (2, True)

    def test_the_sample_has_one_plan(self, tmp_path):
        told = run(tmp_path, "--sample", "--plan", OLD, "summary", "--period", "hk1")
        assert (told.exit_code, "Dữ liệu minh họa chỉ có của kế hoạch" in told.stderr) == (2, True)


def run(folder, *arguments):
    variables = list_variables(folder, date(2023, 12, 31)) | {
        "DANVAN_SAMPLE_DATABASE_URL": f"sqlite:///{folder / 'minh-hoa.sqlite3'}"
    }
    return CliRunner().invoke(danvan, [str(one) for one in arguments], env=variables, catch_exceptions=False)
