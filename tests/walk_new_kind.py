"""From template to credit for the indicator S1 of a plan, in a package that has its kind (tests/unit/plan/test_kinds.py)."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path

from danvan_metrics.metrics.completion import score_indicators
from danvan_metrics.metrics.dataset import Scope
from danvan_metrics.plan.descriptions import describe_formula, describe_kind, describe_target
from danvan_metrics.plan.kinds import Reporter
from danvan_metrics.plan.loader import load_plan
from danvan_metrics.plan.rules import Field
from danvan_metrics.units.roster import load_roster
from danvan_metrics.workbook.layout import build_layout
from danvan_metrics.workbook.template.hints import write_prompt
from tests.builders import PlainReturn, build_dataset
from tests.builders_reader import fill_template, read_return

plan = load_plan(Path(sys.argv[1]))
roster = load_roster(Path(sys.argv[2]), plan)
indicator = plan.indicator_by_code["S1"]
place = build_layout(plan, Reporter.SCHOOL).lines["S1"].cell(Field.DONE)


def read(value):
    returned = read_return(fill_template(plan, roster, "TH01", "hk1", {(place.sheet, place.cell): value}), plan, roster)
    return returned, next(answer for answer in returned.answers if answer.line == "S1")


def score(answer, lens):
    given = {"S1": {"done": answer.done, "evidence_count": answer.evidence_count}}
    dataset = build_dataset([PlainReturn("TH01", "hk1", date(2022, 6, 1), given)], plan=plan, roster=roster)
    scores = score_indicators(dataset, Scope("hk1", lens))
    row = next(row for row in scores.itertuples() if (row.school, row.indicator) == ("TH01", "S1"))
    return [row.n, row.N, row.completion, row.mark]


_, answer = read(60)
refused, none = read(120)
told = {
    "words": [describe_kind(indicator.kind), describe_target(indicator), describe_formula(indicator)],
    "prompt": write_prompt(plan, indicator, Field.DONE).more,
    "read": [answer.state, answer.done],
    "refused": [none.state, [one.refusal.code for one in refused.rejected]],
    "declared": score(answer, "declared"),
    "evidenced": score(answer, "evidenced"),
}
sys.stdout.write(json.dumps(told))
