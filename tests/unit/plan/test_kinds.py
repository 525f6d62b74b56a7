"""Every kind says of itself all that the rest of the house asks of it, and a new one touches two files."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from danvan_metrics.folders import SHIPPED
from danvan_metrics.metrics.credit import CREDITS
from danvan_metrics.plan.kinds import Kind
from danvan_metrics.plan.kinds.definition import Evidence, Trait

PACKAGE = SHIPPED / "danvan_metrics"
# kind: credit, evidence, paced (indicators.md, “Kinds of indicator” and “Pace”)
KINDS = {
    "ratio": ("done_of_to_do", Evidence.ONE, True),
    "count": ("done_of_target", Evidence.ONE, True),
    "limit": ("within_target", Evidence.NONE, False),
    "yes_no": ("chosen", Evidence.ONE, False),
    "checklist": ("chosen", Evidence.ONE_A_LINE, True),
    "date": ("dated", Evidence.ONE, False),
    "level": ("chosen", Evidence.ONE, True),
    "tracked": (None, Evidence.NONE, False),
    "derived": (None, Evidence.NONE, False),
}


def test_a_kind_is_the_word_of_the_plans_file():
    assert [*Kind] == [*KINDS]
    assert [Kind(word) for word in KINDS] == [*Kind]
    assert [kind.definition.code for kind in Kind] == [*KINDS]


@pytest.mark.parametrize("kind", Kind)
def test_credit_evidence_and_pace_are_the_catalogues(kind):
    told = kind.definition
    assert (told.credit, told.evidence, Trait.PACED in told.traits) == KINDS[kind]


@pytest.mark.parametrize("kind", Kind)
def test_every_credit_is_computed(kind):
    assert kind.definition.credit is None or kind.definition.credit in CREDITS


@pytest.mark.parametrize("word", ["", "max", "RATIO"])
def test_there_is_no_kind_of_another_name(word):
    with pytest.raises(ValueError, match="is not a valid Kind"):
        Kind(word)


def test_nobody_but_the_sample_s_mistakes_asks_which_kind_it_is():
    """Whoever did would have to be told of every new kind."""
    knowing = {
        str(file.relative_to(PACKAGE))
        for file in PACKAGE.rglob("*.py")
        if file.parent.name != "kinds" and re.search(r"\bKind\.[A-Z_]+\b", file.read_text(encoding="utf-8"))
    }
    assert knowing == {"sample/mistakes.py"}


# ── a kind that the house does not know: a share of 100, as a school writes it ───────────────────────────────────────

INDICATOR = """
[[indicators]]
code = "S1"
group = "TT"
section = "1"
title = "Hài lòng"
text = "Người dân hài lòng"
kind = "share"
target = 80
"""


def test_a_new_kind_goes_from_template_to_credit_with_two_files(tmp_path: Path):
    shutil.copytree(PACKAGE, tmp_path / "danvan_metrics", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(SHIPPED / "tests" / "plans", tmp_path / "plans")
    for shared in ("data", "tests"):
        (tmp_path / shared).symlink_to(SHIPPED / shared, target_is_directory=True)
    kinds = tmp_path / "danvan_metrics" / "plan" / "kinds"
    shutil.copy(SHIPPED / "tests" / "new_kind.py", kinds / "share.py")  # the first file
    listed = (kinds / "__init__.py").read_text(encoding="utf-8")  # the second
    listed = listed.replace("\n\n\nclass Kind", "\nfrom danvan_metrics.plan.kinds.share import SHARE\n\n\nclass Kind", 1)
    listed = listed.replace("    DERIVED = DERIVED\n", "    DERIVED = DERIVED\n    SHARE = SHARE\n", 1)
    (kinds / "__init__.py").write_text(listed, encoding="utf-8")
    with (tmp_path / "plans" / "small" / "chi-tieu.toml").open("a", encoding="utf-8") as plan:
        plan.write(INDICATOR)

    told = run_walk(tmp_path)

    assert told == {
        "words": ["Phần trăm: ghi số phần trăm", "≥ 80 phần trăm", "Số đã ghi ÷ 80."],
        "prompt": "Không ghi dấu %.",
        "read": ["value", 60.0],
        "refused": ["invalid", ["out_of_range"]],
        "declared": [60.0, 80.0, 0.75, "on_pace"],
        "evidenced": [0.0, 80.0, 0.0, "zero"],
    }


def run_walk(folder: Path) -> dict:
    arguments = [sys.executable, "-m", "tests.walk_new_kind", folder / "plans" / "small", folder / "plans" / "small_schools.csv"]
    environment = {**os.environ, "PYTHONPATH": str(folder)}
    walked = subprocess.run(arguments, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert walked.returncode == 0, walked.stderr
    return json.loads(walked.stdout)
