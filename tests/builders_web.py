"""Open the dashboard as a visitor would, and read what stands on the page."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from streamlit.testing.v1 import AppTest

from danvan_metrics.folders import SHIPPED


def open_app(page: str = "", **parameters: str) -> AppTest:
    """The dashboard opened with these URL parameters (minh_hoa for minh-hoa), then at a page's file where one is named."""
    app = AppTest.from_file(str(SHIPPED / "dashboard.py"), default_timeout=60)
    for name, value in parameters.items():
        app.query_params[name.replace("_", "-")] = value
    app.run()
    return app.switch_page(f"pages/{page}.py").run() if page else app


def read_component(app: AppTest, key: str) -> dict:
    """What a component of ours was given to show."""
    found = [one for one in app.get("bidi_component") if one.proto.id.endswith(f"-{key}")]
    assert len(found) == 1, f"{key}: {len(found)} trên trang"
    return json.loads(found[0].proto.json)


def read_rows(app: AppTest, key: str) -> list[list[str]]:
    """The rows of a table as a reader sees them: text and note of every cell."""
    table = read_component(app, key)
    return [[read_cell(cell) for cell in row] for band in table["bands"] for row in band["rows"]]


def read_cell(cell: dict) -> str:
    return " ".join(filter(None, (cell["text"], cell["note"])))


def find_row(app: AppTest, key: str, first: str) -> list[str]:
    """The row of a table whose first cell reads `first`."""
    return next(row for row in read_rows(app, key) if row[0] == first)


def read_charts(app: AppTest) -> list[dict]:
    """The figures of the charts on the page."""
    return [json.loads(chart.proto.spec) for chart in app.get("plotly_chart")]


def read_words(app: AppTest) -> str:
    """Everything said in plain text on the page."""
    kinds = (app.markdown, app.caption, app.subheader, app.info, app.error, app.warning)
    return read_letters("\n".join(element.value for kind in kinds for element in kind))


def read_letters(markdown: str) -> str:
    """What a reader sees of escaped text: without the strokes before signs, and what has no width."""
    return re.sub(r"\\(.)", r"\1", markdown).replace("\u2060", "")


def read_component_texts(app: AppTest) -> Iterator[str]:
    """Every text that our own components were given to show."""
    for one in app.get("bidi_component"):
        yield from _list_texts(json.loads(one.proto.json))


def _list_texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (text for part in value.values() for text in _list_texts(part))
    elif isinstance(value, list):
        yield from (text for part in value for text in _list_texts(part))
