"""The list of those proposed, laid out in two blocks; and how the council voted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from danvan_metrics.formats.table import Band, Cell, Row, Table, name_columns
from danvan_metrics.topics.rewards.figures import RewardList, RewardRow
from danvan_metrics.vietnamese import NOTHING, format_ratio

HEADINGS: Final = (
    "STT", "Tên", "Chức vụ, đơn vị", "Tóm tắt thành tích", "Kết quả thẩm định", "Hình thức đề nghị", "Phiếu",
)  # fmt: skip
BLOCKS: Final = {True: "Tập thể", False: "Cá nhân"}
VOTE_HEADINGS: Final = ("STT", "Tên", "Hình thức đề nghị", "Phiếu đồng ý / số phiếu", "Kết quả")


def lay_out_rewards(record: RewardList, rows: Sequence[RewardRow]) -> Table:
    """Lay proposals out in two blocks, each numbered from 1."""
    bands = tuple(
        Band(title, tuple(_lay_row(number, row) for number, row in enumerate(own, start=1)))
        for collective, title in BLOCKS.items()
        if (own := [row for row in rows if row.collective is collective])
    )
    return Table(record.title, name_columns(*HEADINGS), bands, "cllllll", record.subtitle, band_heading="Khối")


def lay_out_votes(rows: Sequence[RewardRow]) -> Table:
    """Lay the votes of one meeting out, a row per proposal."""
    bands = tuple(
        Band(title, tuple(_lay_votes(number, row) for number, row in enumerate(own, start=1)))
        for collective, title in BLOCKS.items()
        if (own := [row for row in rows if row.collective is collective])
    )
    return Table("Kết quả bỏ phiếu", name_columns(*VOTE_HEADINGS), bands, "cllcl", band_heading="Khối")


def _lay_row(number: int, row: RewardRow) -> Row:
    one = row.proposal
    texts = (one.name, row.place or NOTHING, row.summary or NOTHING, row.result or NOTHING, one.form, row.votes)
    return (Cell(str(number), figures=(number,)), *map(Cell, texts))


def _lay_votes(number: int, row: RewardRow) -> Row:
    one = row.proposal
    name = one.name if row.collective else f"{one.name} ({row.place})"
    votes = format_ratio(one.votes_for or 0, one.votes_cast or 0)
    passed = "thông qua" if one.passed else "không thông qua"
    return (Cell(str(number), figures=(number,)), Cell(name), Cell(one.form), Cell(votes), Cell(passed))
