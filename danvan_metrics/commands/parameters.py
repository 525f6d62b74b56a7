"""Kinds of value on the command line, refused in Vietnamese."""

from __future__ import annotations

from datetime import date
from typing import Any

import click

from danvan_metrics.plan.lens import Lens


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


class LensName(click.ParamType[Lens]):
    """How figures are looked at."""

    name = "lens"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Lens:
        """The lens; a sentence where there is none of this name."""
        if value in list(Lens):
            return Lens(value)
        known = " hoặc ".join(f"{lens} ({lens.words})" for lens in Lens)
        return self.fail(f"không có loại “{value}”; hãy chọn {known}.", param, ctx)


class ExportName(click.Choice[str]):
    """What to export."""

    def __init__(self) -> None:
        super().__init__(["pptx", "docx", "xlsx", "charts", "minute", "rewards", "conclusions", "evidence", "school-paper"])

    def get_invalid_choice_message(self, value: Any, ctx: click.Context | None) -> str:  # noqa: ARG002 - click's signature
        """A sentence instead of click's own."""
        return f"không có loại “{value}”; hãy chọn một trong: {', '.join(self.choices)}."
