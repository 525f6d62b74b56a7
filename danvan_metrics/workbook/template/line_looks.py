"""The looks a cell of the template can have, by name."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from danvan_metrics.plan.rules import AnyRule, ChoiceRule, DateRule, TextRule


class Style(StrEnum):
    """Every look a cell can have, by the name its cell style bears in the workbook."""

    PLAIN = "danvan_plain"
    LETTERHEAD = "danvan_letterhead"
    LETTERHEAD_BOLD = "danvan_letterhead_bold"
    TITLE = "danvan_title"
    SUBTITLE = "danvan_subtitle"
    SIGNATURE = "danvan_signature"
    SHEET_TITLE = "danvan_sheet_title"
    SUBJECT = "danvan_subject"
    HELP = "danvan_help"
    HEADER = "danvan_header"
    GROUP = "danvan_group"
    SUBGROUP = "danvan_subgroup"
    STEM = "danvan_stem"
    STEM_CODE = "danvan_stem_code"
    CODE = "danvan_code"
    WORDING = "danvan_wording"
    HINT = "danvan_hint"
    UNIT = "danvan_unit"
    LABEL = "danvan_label"
    FILLED = "danvan_filled"
    NOT_TAKEN = "danvan_not_taken"
    PREVIOUS = "danvan_previous"
    ENTRY_SAMPLE = "danvan_entry_sample"
    ENTRY_TEXT = "danvan_entry_text"
    ENTRY_NUMBER = "danvan_entry_number"
    ENTRY_DATE = "danvan_entry_date"
    ENTRY_CHOICE = "danvan_entry_choice"


OVERFLOWING: Final = frozenset({Style.GROUP, Style.SUBGROUP})  # not wrapped: the text runs on over empty cells
FONT_SIZES: Final = {Style.HINT: 11, Style.UNIT: 11, Style.PREVIOUS: 11, Style.HEADER: 11, Style.NOT_TAKEN: 9}
BOLD: Final = frozenset({Style.HEADER, Style.GROUP, Style.SUBGROUP, Style.STEM, Style.STEM_CODE, Style.LABEL, Style.FILLED})


def entry_style(rule: AnyRule) -> Style:
    """Choose the look of a cell that takes values of this rule."""
    if isinstance(rule, ChoiceRule):
        return Style.ENTRY_CHOICE
    if isinstance(rule, DateRule):
        return Style.ENTRY_DATE
    return Style.ENTRY_TEXT if isinstance(rule, TextRule) else Style.ENTRY_NUMBER
