"""Names from strangers' files never become pictures, links or formulas."""

import pytest

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
