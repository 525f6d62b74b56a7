"""Every table there is, in the order of files, sheets and the dictionary."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

import pandas as pd

from danvan_metrics.formats.tidy.tidy_table import TidyTable
from danvan_metrics.topics.data_out import (
    answer_table,
    figure_tables,
    model_tables,
    movement_tables,
    place_tables,
    plan_tables,
    receipt_tables,
    verdict_tables,
)
from danvan_metrics.topics.data_out.data_part import DataPart, DataWhole
from danvan_metrics.topics.data_out.dictionary import DICTIONARY, write_dictionary

CollectWhole = Callable[[DataWhole], pd.DataFrame]
CollectPart = Callable[[DataPart], Iterator[pd.DataFrame]]

# Told once, from what does not depend on returns.
OF_THE_WHOLE: Final[dict[TidyTable, CollectWhole]] = {
    plan_tables.ABOUT: plan_tables.collect_about,
    plan_tables.PERIODS: plan_tables.collect_periods,
    plan_tables.GROUPS: plan_tables.collect_groups,
    plan_tables.INDICATORS: plan_tables.collect_indicators,
    plan_tables.LINES: plan_tables.collect_lines_asked,
    place_tables.SCHOOLS: place_tables.collect_schools,
    place_tables.UNITS: place_tables.collect_units,
}
# Told a part of the schools at a time.
OF_PARTS: Final[dict[TidyTable, CollectPart]] = {
    figure_tables.SCORES: figure_tables.collect_scores,
    figure_tables.GROUP_SCORES: figure_tables.collect_group_scores,
    answer_table.ANSWERS: answer_table.collect_answers,
    receipt_tables.RECEIPTS: receipt_tables.collect_receipts,
    receipt_tables.HAND_INS: receipt_tables.collect_hand_ins,
    receipt_tables.FACTS: receipt_tables.collect_facts,
    model_tables.MODELS: model_tables.collect_models,
    model_tables.EVIDENCE: model_tables.collect_evidence,
    verdict_tables.APPRAISALS: verdict_tables.collect_appraisals,
    verdict_tables.VERDICTS: verdict_tables.collect_verdicts,
    movement_tables.SPREAD: movement_tables.collect_spread,
    movement_tables.ACTIONS: movement_tables.collect_actions,
}
TABLES: Final[tuple[TidyTable, ...]] = (*OF_THE_WHOLE, *OF_PARTS)
BY_NAME: Final = {table.name: table for table in TABLES}


def collect_dictionary() -> pd.DataFrame:
    """What every column of every table means, as rows of DICTIONARY."""
    return write_dictionary((*TABLES, DICTIONARY))
