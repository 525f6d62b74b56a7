"""docs/tu-dien-du-lieu.md says of every table and column what is declared of it, and how to take them (issue 16, point 4)."""

from __future__ import annotations

import re

import pytest

from danvan_metrics.formats.tidy.tidy_table import ColumnKind
from danvan_metrics.plan.lens import Lens
from danvan_metrics.topics.data_out.dictionary import DICTIONARY
from danvan_metrics.topics.data_out.table_catalogue import BY_NAME, TABLES
from danvan_metrics.web import state
from tests.write_data_dictionary import MARK, PAGE, write_page

EVERY = (*TABLES, DICTIONARY)


@pytest.fixture(scope="module")
def page():
    return PAGE.read_text(encoding="utf-8")


def test_the_page_is_what_the_tables_say_of_themselves(page):
    assert page == write_page(page), "run: python -m tests.write_data_dictionary"


@pytest.mark.parametrize("table", EVERY, ids=lambda table: table.name)
def test_every_table_and_column_is_on_the_page(page, table):
    [chapter] = re.findall(rf"^### `{table.name}`: {re.escape(table.title)}\n(.*?)(?=^### |\Z)", page, re.MULTILINE | re.DOTALL)
    assert table.row in chapter
    rows = re.findall(r"^\| `(\w+)` \| ([^|]+) \| (.+) \|$", chapter, re.MULTILINE)
    assert [name for name, _, _ in rows] == list(table.names)
    for (_, kind, told), column in zip(rows, table.columns, strict=True):
        assert kind.startswith(column.kind)
        assert column.meaning.replace("|", "\\|") in told
        assert all(f"`{code}`" in told for code in column.words)


@pytest.mark.parametrize("table", EVERY, ids=lambda table: table.name)
def test_names_are_what_every_program_takes(table):
    assert all(re.fullmatch(r"[a-z][a-z0-9_]*", name) for name in (table.name, *table.names))
    assert len(set(table.names)) == len(table.names)
    assert set(table.key) <= set(table.names)


def test_every_figure_says_what_its_empty_cell_means():
    """A share may be missing for reasons that are not 0: the dictionary says so beside each."""
    silent = [
        (table.name, column.name)
        for table in TABLES
        for column in table.columns
        if column.kind is ColumnKind.SHARE and not column.blank and column.name != "expected_share"
    ]
    assert silent == []


def test_the_page_names_the_words_of_addresses_and_the_lenses(page):
    by_hand = page.partition(MARK)[0]
    for word in (state.PERIOD, state.LENS, state.LEVEL, state.UNIT, state.PLAN, state.SNAPSHOT, state.SAMPLE):
        assert f"`{word}=" in by_hand
    assert all(lens in by_hand for lens in Lens)


def test_what_the_page_shows_of_programs_names_columns_that_there_are(page):
    by_hand = page.partition(MARK)[0]
    [m_script] = re.findall(r"```powerquery\n(.*?)```", by_hand, re.DOTALL)
    assert set(re.findall(r'\{"(\w+)", type', m_script)) <= set(BY_NAME["scores"].names)
    [r_script] = re.findall(r"```r\n(.*?)```", by_hand, re.DOTALL)
    joined = re.findall(r"by = c\((.*?)\)", r_script)
    assert all(name in table.names for names in joined for name in re.findall(r"\w+", names) for table in _list_joined())


def _list_joined():
    return BY_NAME["scores"], BY_NAME["schools"]
