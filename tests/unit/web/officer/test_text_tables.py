"""Names from strangers' files never become pictures, links or formulas; counts are written as people write them."""

import pandas as pd
import pytest

from danvan_metrics.web.officer import text_tables
from danvan_metrics.web.officer.text_tables import escape_markdown


@pytest.mark.parametrize(
    "text", ["![x](y)", "**đậm**", "$x$", ":red[đỏ]", "<b>", "`c`", "a_b_c", "1. mục", "# to", "| a |", "~~x~~"]
)
def test_every_sign_of_markdown_is_held_back(text):
    escaped = escape_markdown(text)

    assert escaped.replace("\\", "") == text
    assert all(f"\\{sign}" in escaped for sign in text if sign in "![]()*$:<>`_.#|~")


@pytest.mark.parametrize("text", ["http://example.org", "www.example.org", "ai@example.org"])
def test_an_address_is_no_link(text):
    assert text not in escape_markdown(text).replace("\\", "")


def test_a_count_of_thousands_has_its_dot(monkeypatch):
    drawn = {}
    monkeypatch.setattr(text_tables, "show_table", lambda table, *, key: drawn.update({key: table}))
    text_tables.show_text_table(pd.DataFrame({"Tệp": ["a.xlsx"], "Lỗi": [1200]}), caption="Đợt", key="one")
    assert [cell.text for cell in drawn["one"].rows[0]] == ["a.xlsx", "1.200"]
