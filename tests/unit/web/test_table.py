"""A table as the page's script draws it."""

import pytest

from danvan_metrics.formats.table import Cell, Table, group_rows, name_columns
from danvan_metrics.metrics.marks import Mark
from danvan_metrics.web.widgets import table as tables


@pytest.mark.parametrize("mark", Mark)
def test_every_mark_has_a_symbol_a_fill_and_a_pattern_the_style_sheet_knows(mark, monkeypatch):
    drawn = {}
    monkeypatch.setattr(tables, "show_component", lambda *_, data, **__: drawn.update(data))
    tables.show_table(Table("Bảng", name_columns("Ô"), group_rows([(Cell("1/2", mark=mark),)]), "l"), key="one")
    shown = drawn["marks"][mark]
    style = (tables._HERE / "table.css").read_text(encoding="utf-8")
    assert shown["symbol"]
    assert shown["color"].startswith("#")
    assert not shown["pattern"] or f".{shown['pattern']} {{" in style
