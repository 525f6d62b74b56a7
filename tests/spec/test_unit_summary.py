"""`summary --unit`: a node as its units with n/N and their sum; a unit of schools as ever (many.md, “Roll-up at every node”)."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from danvan_metrics.commands import danvan
from danvan_metrics.metrics.completion import average_groups, score_groups, sum_groups
from danvan_metrics.metrics.dataset import Scope
from danvan_metrics.metrics.rollup.unit_summary import summarise_node
from danvan_metrics.metrics.spread import climb_ladder
from danvan_metrics.metrics.summarising import summarise
from danvan_metrics.plan.lens import Lens
from tests.builders import PLAN, build_dataset, generate_returns
from tests.builders_stage import set_up_province
from tests.builders_units import PROVINCE, build_province, build_roster, look_at_node

ROSTER = build_roster()
WHOLE = build_dataset(generate_returns(3, roster=ROSTER, missing=0.3), roster=ROSTER)
NODE = look_at_node(WHOLE, PROVINCE)


def find(summary, code):
    return next(one for one in summary["units"] if one["unit"] == code)


def round_shares(told):
    """What is kept of a score is kept to nine decimals."""
    if isinstance(told, dict):
        return {name: round_shares(one) for name, one in told.items()}
    if isinstance(told, list):
        return list(map(round_shares, told))
    return round(told, 9) if isinstance(told, float) else told


class TestFigures:
    """Every number is counted a second time from the single schools."""

    @pytest.mark.parametrize("lens", [Lens.DECLARED, Lens.EVIDENCED])
    @pytest.mark.parametrize("period", ["6m", "9m", "12m"])
    @pytest.mark.parametrize("unit", ["SM-AB", "SM-BS", "SM-CM", None])
    def test_groups_are_those_of_the_schools(self, unit, period, lens):
        scope = Scope(period, lens, unit=unit or "")
        summary = summarise_node(NODE, Scope(period, lens))
        told = summary["total"] if unit is None else find(summary, unit)
        groups = score_groups(WHOLE, scope)
        for code, group in told["groups"].items():
            own = groups[groups["group"].eq(code)]
            sums, means = sum_groups(own), average_groups(own)
            assert (group["n"], group["N"], group["told"]["n"], group["told"]["N"]) == (
                sums.n,
                sums.total,
                sums.reported,
                len(own),
            )
            shown = [group[name] for name in ("value", "low", "high")]
            assert shown == [None if one != one else pytest.approx(one) for one in means]  # noqa: PLR0124 - NaN

    @pytest.mark.parametrize("period", ["6m", "12m"])
    def test_returns_rungs_and_indicators_are_those_of_the_summary_of_all_schools(self, period):
        summary, whole = summarise_node(NODE, Scope(period)), summarise(WHOLE, Scope(period))
        assert summary["received"] == whole["received"] == summary["total"]["received"]
        assert summary["on_time"] == whole["on_time"]
        by_code = {one["code"]: one for one in whole["indicators"]}
        for one in summary["indicators"]:
            assert round_shares(one["pooled"]) == round_shares(by_code[one["code"]]["pooled"])
            assert one.get("lines") == by_code[one["code"]].get("lines")
            assert {name: one["schools_met"][name] for name in ("n", "N")} == by_code[one["code"]]["schools_met"]
        ladder = climb_ladder(WHOLE, Scope(period))
        assert summary["total"]["rung"]["exactly"] == [int(ladder["rung"].eq(rung).sum()) for rung in range(6)]
        assert summary["total"]["rung"]["n"] == int(ladder["rung"].ge(PLAN.notable_rung).sum())

    def test_the_units_add_up_to_the_total(self):
        summary = summarise_node(NODE, Scope("12m"))
        for name in ("schools", "models"):
            assert sum(one[name] for one in summary["units"]) == summary["total"][name]
        for name, count in summary["total"]["returns"].items():
            assert sum(one["returns"][name] for one in summary["units"]) == count

    def test_few_schools_are_named_and_who_stands_directly_under_it_is_told_apart(self):
        summary = summarise_node(NODE, Scope("12m"))
        assert find(summary, "SM-CM")["names"] == ["MN-CM", "TT-CM"]
        assert find(summary, "SM-AB")["names"] == []
        assert [(one["unit"], one["own"]) for one in summary["units"]][-1] == ("SM", True)
        assert summary["unit"] == {"code": "SM", "name": "Tỉnh Sông Mây", "kind": "tỉnh"}

    def test_nothing_told_is_null_never_0(self):
        node = build_province().look_at(PROVINCE)
        group = summarise_node(node, Scope("9m"))["total"]["groups"]["HP"]
        # nobody told, everything is due: nothing is known but that it lies between none and all
        assert (group["value"], group["n"], group["N"], group["low"], group["high"]) == (None, 0, 0, 0.0, 1.0)
        assert group["told"] == {"n": 0, "N": 10}

    def test_it_can_be_written_as_json(self):
        assert json.loads(json.dumps(summarise_node(NODE, Scope("12m")))) == summarise_node(NODE, Scope("12m"))


class TestCommand:
    """The same on the command line, as a table to read and as JSON."""

    @pytest.fixture
    def run(self, monkeypatch, tmp_path):
        monkeypatch.setenv("DANVAN_DATABASE_URL", f"sqlite:///{tmp_path / 'kho.sqlite3'}")
        monkeypatch.setenv("DANVAN_SAMPLE_DATABASE_URL", f"sqlite:///{tmp_path / 'minh-hoa.sqlite3'}")
        monkeypatch.setenv("DANVAN_CREATE", "1")
        set_up_province(monkeypatch, tmp_path)
        return lambda *words: CliRunner().invoke(danvan, list(words))

    def test_without_a_unit_the_highest_is_told_by_its_units(self, run):
        told = run("summary", "--period", "12m")
        assert told.exit_code == 0, told.output
        lines = told.output.splitlines()
        assert lines[0] == "Dân vận khéo 2020 – Cả năm – tự khai – Tỉnh Sông Mây"
        assert lines[1] == "Đã nhận 9/10 trường, đúng hạn 8/9."
        rows = {line.split("  ")[0]: line for line in lines[4:]}
        assert list(rows) == ["An Bình", "Bến Sông", "Cù Mông", "Trường trực thuộc Sông Mây", "Cộng"]
        assert "73/108 (68\u00a0%)" in rows["An Bình"]
        assert "54/54 2/3 trường" in rows["Bến Sông"]  # of two schools that told no percentage is said

    def test_of_a_commune_it_is_the_summary_of_its_schools(self, run):
        figures = json.loads(run("summary", "--period", "12m", "--unit", "sm-ab", "--json").output)
        assert [one["school"] for one in figures["schools"]] == ["MN-AB", "MN-A2", "TH-AB", "TC-AB"]

    def test_json_of_a_province_is_its_summary(self, run):
        figures = json.loads(run("summary", "--period", "12m", "--unit", "SM", "--json").output)
        slow = summarise_node(build_province().look_at(PROVINCE), Scope("12m"))
        for one in (slow["total"], *slow["units"]):
            one.pop("appraised")  # nothing is appraised in the store of this test
        for one in (figures["total"], *figures["units"]):
            assert one.pop("appraised")["n"] == 0
        assert round_shares(figures["units"]) == round_shares(slow["units"])
        assert round_shares(figures["total"]) == round_shares(slow["total"])

    def test_an_unknown_unit_is_a_sentence(self, run):
        told = run("summary", "--period", "12m", "--unit", "XX")
        assert told.exit_code == 2
        assert "Không có đơn vị “XX” trong danh sách đơn vị; hãy ghi mã đơn vị, ví dụ SM, SM-AB, SM-BS." in told.output

    def test_slides_of_a_unit_are_named_after_it(self, run, tmp_path):
        told = run("export", "pptx", "--period", "12m", "--unit", "SM", "--out", str(tmp_path / "sm.pptx"))
        assert told.exit_code == 0, told.output
        assert (tmp_path / "sm.pptx").read_bytes().startswith(b"PK")
