"""Kinds of value on the command line, refused in Vietnamese."""

from __future__ import annotations

from datetime import date
from typing import Any

import click


class Day(click.ParamType[date]):
    """A date written as 2020-06-13, or as 13/06/2020."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The date; a sentence where it is none."""
        if isinstance(value, date):
            return value
        year_first = "-".join(part.zfill(2) for part in reversed(value.split("/")))
        try:
            return date.fromisoformat(year_first)
        except ValueError:
            self.fail(f"“{value}” không phải ngày; hãy ghi dạng 2020-06-13.", param, ctx)


class Lens(click.Choice[str]):
    """How figures are looked at."""

    def __init__(self) -> None:
        super().__init__(["declared", "evidenced"])

    def get_invalid_choice_message(self, value: Any, ctx: click.Context | None) -> str:  # noqa: ARG002 - click's signature
        """A sentence instead of click's own."""
        return f"không có loại “{value}”; hãy chọn declared (tự khai) hoặc evidenced (có minh chứng)."


class Kind(click.Choice[str]):
    """What to export."""

    def __init__(self) -> None:
        super().__init__(["pptx", "docx", "xlsx", "charts"])

    def get_invalid_choice_message(self, value: Any, ctx: click.Context | None) -> str:  # noqa: ARG002 - click's signature
        """A sentence instead of click's own."""
        return f"không có loại “{value}”; hãy chọn pptx, docx, xlsx hoặc charts."
