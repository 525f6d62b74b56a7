"""What is said of a phiếu: every code is provoked somewhere in the spec, and every sentence can stand alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from danvan_metrics.validation.appraisal_messages import APPRAISAL_MESSAGES
from danvan_metrics.validation.issues import Issue, Severity
from danvan_metrics.workbook.answers import Place

TESTS = Path(__file__).parents[2]
WHOLE_SENTENCES = {"appraisal_not_open", "appraisal_refused"}  # what was found is why an act was refused
SPECS = ("spec/test_appraisal_sheet.py", "spec/test_appraising_rights.py", "integration/test_appraisal_sheets.py")
SOURCES = [TESTS / name for name in SPECS]


@pytest.mark.parametrize("code", APPRAISAL_MESSAGES)
def test_each_is_provoked_in_the_spec(code):
    assert any(f'"{code}"' in path.read_text(encoding="utf-8") for path in SOURCES)


@pytest.mark.parametrize("code", APPRAISAL_MESSAGES)
def test_it_says_what_and_what_to_do_with_nothing_left_open(code):
    found = "Phiếu đang chờ trường có ý kiến." if code in WHOLE_SENTENCES else "Hạ"
    issue = Issue(code, Place("Phiếu thẩm định", "G7"), line="HP1.3", found=found, expected="Một lý do ngắn")
    for sentence in (issue.message, issue.remedy):
        assert sentence.endswith(".")
        assert not set("{}") & set(sentence)
    assert issue.severity is (Severity.WARNING if APPRAISAL_MESSAGES[code].warning else Severity.ERROR)
