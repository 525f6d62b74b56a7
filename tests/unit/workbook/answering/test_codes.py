"""Codes as retyped: letters and numbers decide, not the signs between; what may be two codes is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_metrics.spreadsheets.grid import Grid
from danvan_metrics.workbook.answering.codes import find_codes
from tests.builders_reader import SHIPPED_PLAN

KNOWN = ("NV", "NV2", "NV2.3", "NV2.31", "NV23", "HP1.1", "HP1.10", "HP1.12")


def find(*cells, known=KNOWN):
    return find_codes(Grid("A", cells=[[cell] for cell in cells]), known, known=known, column=1, below=0)


@pytest.mark.parametrize(
    "text",
    [
        *("nv 2.3", "NV2,3", "NV 2.3.", "NV.2.3", "NV-2-3", "NV02.03", "（NV2.3）", "NV 2. 3", "Nv 2.3)"),
        *("NV2.3 - Đối thoại", "NV2.3: Đối thoại", "NV2.3 Đối thoại ít nhất 2 lần"),
    ],
)
def test_the_same_code(text):
    found = find(text)
    assert (found.rows, found.retyped) == ({"NV2.3": 1}, ("NV2.3",))


@pytest.mark.parametrize(
    "text",
    [
        *("NV2.4", "2.3", "NV 2 3", "XNV2.3", "NV2.3a", "NV2.3.1", "Theo NV2.3", "x" * 300, "–"),
        *("HP1.1-HP1.12", "HP1.1 đến HP1.12", "NV2.3, NV2.31"),
    ],
)
def test_another_or_none(text):
    assert find(text).rows == {}


def test_a_code_as_sent_out_goes_before_one_retyped_and_both_are_told():
    found = find("nv2.3", "NV2.3")
    assert (found.rows, found.repeated, found.retyped) == ({"NV2.3": 2}, (("NV2.3", 1),), ())


def test_of_two_codes_alike_but_for_signs_neither_is_recognised_retyped():
    known = ("A1.2", "A1-2")
    assert find("a1,2", known=known).rows == {}
    assert find("A1.2", known=known).rows == {"A1.2": 1}


@given(st.sampled_from(sorted(SHIPPED_PLAN.indicator_of_line)), st.sampled_from([".", ",", ". ", "-"]), st.booleans())
def test_every_code_of_the_plan_retyped_is_itself(code, sign, lower):
    retyped = code.replace(".", sign)
    known = tuple(SHIPPED_PLAN.indicator_of_line)
    assert find(retyped.lower() if lower else retyped, known=known).rows == {code: 1}


@given(st.text(max_size=30))
def test_any_text_is_one_code_at_most(text):
    assert len(find(text).rows) <= 1
