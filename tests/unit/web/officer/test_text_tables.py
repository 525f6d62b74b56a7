"""Tables of text: counts are written as people write them."""

import pandas as pd

from danvan_metrics.web.officer import text_tables


def test_a_count_of_thousands_has_its_dot(monkeypatch):
    drawn = {}
    monkeypatch.setattr(text_tables, "show_table", lambda table, *, key: drawn.update({key: table}))
    text_tables.show_text_table(pd.DataFrame({"Tệp": ["a.xlsx"], "Lỗi": [1200]}), caption="Đợt", key="one")
    assert [cell.text for cell in drawn["one"].rows[0]] == ["a.xlsx", "1.200"]
