"""Writes the tables of docs/tu-dien-du-lieu.md from their declarations; what stands before the mark is written by hand.

python -m tests.write_data_dictionary
"""

from __future__ import annotations

from typing import Final

from danvan_metrics.folders import SHIPPED
from danvan_metrics.topics.data_out.dictionary import DICTIONARY, write_table_page
from danvan_metrics.topics.data_out.table_catalogue import TABLES

PAGE: Final = SHIPPED / "docs" / "tu-dien-du-lieu.md"
MARK: Final = "<!-- từ đây do python -m tests.write_data_dictionary ghi -->\n"


def write_page(page: str) -> str:
    """The page with the tables as they are declared now."""
    by_hand, _, _ = page.partition(MARK)
    return f"{by_hand}{MARK}\n{write_table_page((*TABLES, DICTIONARY))}"


if __name__ == "__main__":
    PAGE.write_text(write_page(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
