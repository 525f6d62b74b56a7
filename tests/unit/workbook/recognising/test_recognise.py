"""Whose return a workbook is, whatever its file is called."""

from __future__ import annotations

import openpyxl
import pytest

from danvan_metrics.spreadsheets.grid import Grid, Sheets
from danvan_metrics.spreadsheets.reader import read_workbook
from danvan_metrics.workbook.answers import Identity
from danvan_metrics.workbook.recognising.recognise import read_identity
from tests.builders_reader import fill_workbook, save

HIDDEN = {
    "kind": "danvan-bao-cao",
    "plan": "hoc-tap-suot-doi-2022",
    "plan_version": "1",
    "school": "TH01",
    "period": "hk2",
    "template_version": "2",
}
IDENTITY = Identity("hoc-tap-suot-doi-2022", "1", "TH01", "hk2", "2")


def test_a_template_says_whose_it_is():
    assert read_identity(read_workbook(fill_workbook(school="TH01", period="hk2"))) == IDENTITY


def test_the_order_of_the_keys_does_not_matter_nor_do_stray_spaces():
    shuffled = {key: f" {HIDDEN[key]}\u00a0" for key in sorted(HIDDEN)}
    assert read_identity(hide(shuffled)) == IDENTITY


def test_a_code_that_became_a_number_is_still_the_code():
    assert read_identity(hide({**HIDDEN, "plan": 2022.0, "plan_version": 1.0})) == Identity("2022", "1", "TH01", "hk2", "2")


@pytest.mark.parametrize("key", HIDDEN)
def test_without_any_one_part_it_is_not_recognised(key):
    assert read_identity(hide({**HIDDEN, key: ""})) is None
    assert read_identity(hide({other: value for other, value in HIDDEN.items() if other != key})) is None


def test_another_kind_of_workbook_is_not_ours():
    assert read_identity(hide({**HIDDEN, "kind": "khac"})) is None
    assert read_identity(read_workbook(save(openpyxl.Workbook()))) is None


def hide(pairs: dict) -> Sheets:
    return Sheets({"_danvan": Grid("_danvan", cells=[[key, value] for key, value in pairs.items()])})
