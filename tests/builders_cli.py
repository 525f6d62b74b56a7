"""Builders for tests of the command line: filled workbooks, and the command line called in an office of its own."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from danvan_metrics.commands import danvan
from danvan_metrics.folders import DATA
from danvan_metrics.plan.loader import load_plan
from danvan_metrics.plan.rules import Field
from danvan_metrics.raw import Raw
from danvan_metrics.units.roster import load_roster
from danvan_metrics.workbook.answering.form import prepare_form
from danvan_metrics.workbook.template.build import build_workbook, write_dated_workbook
from danvan_metrics.workbook.template.filling import Contents, fill_cells

PLAN = load_plan(DATA / "plans" / "2020")
ROSTER = load_roster(DATA / "schools.csv", PLAN)
SMALL = Path(__file__).parent / "plans"


@dataclass(frozen=True)
class Office:
    """One office's folder: a store, a sample store, and a fixed day."""

    folder: Path
    today: str = "2020-06-20"
    small: bool = False

    @property
    def environment(self) -> dict[str, str]:
        """What the settings read."""
        plan = {"DANVAN_PLAN": str(SMALL / "small"), "DANVAN_ROSTER": str(SMALL / "small_schools.csv")} if self.small else {}
        return plan | {
            "DANVAN_DATABASE_URL": f"sqlite:///{self.folder / 'kho.sqlite3'}",
            "DANVAN_SAMPLE_DATABASE_URL": f"sqlite:///{self.folder / 'minh-hoa.sqlite3'}",
            "DANVAN_CREATE": "1",
            "DANVAN_TODAY": self.today,
        }

    def run(self, *arguments: object) -> Result:
        """Call a command; what it leaves on stdout and stderr, and its exit code."""
        return CliRunner().invoke(danvan, [str(argument) for argument in arguments], env=self.environment, catch_exceptions=False)

    def run_json(self, *arguments: object) -> Any:
        """What a command prints with --json."""
        return json.loads(self.run(*arguments, "--json").stdout)


def fill_template(path: Path, school: str, period: str = "6m", *, lines: dict[str, dict[Field, Raw]] | None = None) -> Path:
    """A return of the shipped plan with these lines filled in; every other line blank, its facts the least there may be."""
    unit = ROSTER.by_code[school]
    facts: dict[str, Raw] = {"prepared_by": "Triệu Thị Hằng", "phone": "0203 000 000", "staff": 30}
    contents = Contents(lines=lines or {}, facts=facts, models_declared="Không", models=())
    workbook = build_workbook(PLAN, unit, PLAN.find_period(period))
    fill_cells(workbook, prepare_form(PLAN, unit.reporter).layout, contents)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(write_dated_workbook(workbook, moment=workbook.properties.created))
    return path
