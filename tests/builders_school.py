"""Open the folded parts of a school's page, and read its answers by their headings."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from tests.builders_web import open_app, read_cell, read_component

GROUPS = ("CT", "NV", "BC", "HP1", "HP2", "HP3")
PARTS = (*(f"profile_group_{group}" for group in GROUPS), "profile_models_part", "profile_history_part", "profile_evidence_part")


def open_school(*also: str, **parameters: str) -> AppTest:
    """A school's page with its answers, models, evidence and history unfolded, and whatever else is named."""
    app = open_app("school", **parameters)
    return unfold(app, *PARTS, *also)


def unfold(app: AppTest, *keys: str) -> AppTest:
    """The same page with these parts open."""
    for key in keys:
        app.session_state[key] = True
    return app.run()


def read_answers(app: AppTest) -> dict[str, dict[str, str]]:
    """Every answer shown, by its code: what stands under each heading."""
    return {row["Mã"]: row for group in GROUPS for row in read_table(app, f"profile_answers_{group}")}


def read_table(app: AppTest, key: str) -> list[dict[str, str]]:
    """The rows of a table on the page, each by its headings; none where there is no such table."""
    if not [one for one in app.get("bidi_component") if one.proto.id.endswith(f"-{key}")]:
        return []
    table = read_component(app, key)
    headings = [heading["text"] for heading in table["headings"][-1]]
    cells = (row for band in table["bands"] for row in band["rows"])
    return [dict(zip(headings, map(read_cell, row), strict=True)) for row in cells]
