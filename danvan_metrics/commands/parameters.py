"""Kinds of value on the command line, refused in Vietnamese."""

from __future__ import annotations

import errno
import os
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import click
from click.shell_completion import CompletionItem

from danvan_metrics.commands.terminal.suggesting import describe_near
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


class KnownWord(click.ParamType[str]):
    """A code or name of this very office, which a shell can complete; the verb looks it up and says what is wrong with it.

    kind: as `completing.known_words` lists them (school, unit, period …).
    """

    name = "text"

    def __init__(self, kind: str) -> None:
        self.kind = kind

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:  # noqa: ARG002 - click's
        """As it was typed."""
        return str(value)

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:  # noqa: ARG002
        """The words that begin like it; none where they cannot be had, for a shell that completes shows no sentence."""
        from danvan_metrics.commands.completing.known_words import list_words  # noqa: PLC0415 - loads the plan

        try:
            words = list_words(self.kind, ctx.find_root().params)
        except Exception:  # noqa: BLE001 - whatever is wrong, the command itself tells it
            return []
        begun = incomplete.casefold()
        return [CompletionItem(word, help=told or None) for word, told in words if word.casefold().startswith(begun)]


class OwnPath(click.Path):
    """A file or folder; a shell completes it."""

    def __init__(self) -> None:
        super().__init__(path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The path; a sentence where no file of this system could be called so."""
        named = os.fsdecode(value)
        if not named:
            self.fail("tên tệp để trống; hãy ghi tên tệp.", param, ctx)
        try:
            os.lstat(named)
        except ValueError:
            self.fail("tên tệp có ký tự hệ thống không nhận; hãy đặt tên khác.", param, ctx)
        except OSError as error:
            if error.errno in {errno.ENAMETOOLONG, errno.EINVAL}:
                self.fail(f"hệ thống không nhận tên tệp “{named[:60]}…”; hãy đặt tên ngắn hơn.", param, ctx)
        return super().convert(value, param, ctx)


class LensName(click.ParamType[Lens]):
    """How figures are looked at."""

    name = "lens"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Lens:
        """The lens; a sentence where there is none of this name."""
        if value in list(Lens):
            return Lens(value)
        known = " hoặc ".join(f"{lens} ({lens.words})" for lens in Lens)
        return self.fail(f"không có loại “{value}”; hãy chọn {known}.{describe_near(value, Lens)}", param, ctx)

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:  # noqa: ARG002
        """The lenses that begin like it."""
        return [CompletionItem(lens.value, help=lens.words) for lens in Lens if lens.startswith(incomplete)]


class OneOf(click.Choice[str]):
    """One of a few words; `what` they are stands in the sentence that refuses others."""

    def __init__(self, what: str, words: Sequence[str]) -> None:
        super().__init__(words)
        self.what = what

    def get_invalid_choice_message(self, value: Any, ctx: click.Context | None) -> str:  # noqa: ARG002 - click's signature
        """A sentence instead of click's own."""
        known = [str(one) for one in self.choices]
        return f"không có {self.what} “{value}”; hãy chọn một trong: {', '.join(known)}.{describe_near(str(value), known)}"

    def get_missing_message(self, param: click.Parameter, ctx: click.Context | None) -> str:  # noqa: ARG002 - click's signature
        """The words there are, on the same line."""
        return f"Hãy chọn một trong: {', '.join(map(str, self.choices))}."


class ExportName(OneOf):
    """What to export."""

    def __init__(self) -> None:
        super().__init__(
            "loại", ["pptx", "docx", "xlsx", "charts", "minute", "rewards", "conclusions", "evidence", "school-paper", "data"]
        )


class DataFormatName(OneOf):
    """How tables are written."""

    def __init__(self) -> None:
        super().__init__("dạng", ["csv", "parquet", "xlsx"])
