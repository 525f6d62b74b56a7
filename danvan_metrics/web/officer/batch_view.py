"""What became of a batch: its summary, what can be downloaded, then file by file."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import Final, NamedTuple

import pandas as pd
import streamlit as st

from danvan_metrics.district import District
from danvan_metrics.intake.outcome import FileOutcome, Status
from danvan_metrics.vietnamese import format_date, format_quantity
from danvan_metrics.web import state as keys
from danvan_metrics.web.escaping import escape_markdown, show_error
from danvan_metrics.web.officer.batch_tables import SUMMARY, tabulate_files, tabulate_issues
from danvan_metrics.web.officer.cards import show_card
from danvan_metrics.web.officer.doubts import show_doubt
from danvan_metrics.web.officer.kept_returns import show_returns_download
from danvan_metrics.web.officer.text_tables import show_text_table
from danvan_metrics.web.officer.upload import Batch
from danvan_metrics.web.widgets.downloads import XLSX

MOST_CARDS: Final = 30
_URGENCY: Final = (
    Status.ASKED,
    Status.RETURNED,
    Status.BLANK,
    Status.UNREADABLE,
    Status.NOT_ALLOWED,
    Status.DUPLICATE,
    Status.ACCEPTED,
)
_DONE: Final = frozenset({Status.ACCEPTED, Status.DUPLICATE})
_REASONS: Final = ["Tệp", "Kết quả", "Trường", "Kỳ", "Ghi chú"]
_BRIEF: Final = ["Tệp", "Kết quả", "Trường", "Kỳ", "Lần nộp", "Đã trả lời", "Cảnh báo"]


class _Listing(NamedTuple):
    """A table to download: what it is, what its rows are, its file's name without the day, and its button's key."""

    title: str
    counted: str
    file_name: str
    key: str


_FILES: Final = _Listing("tóm tắt đợt nộp", "tệp", "tom-tat-dot-nop", keys.UPLOAD_SUMMARY)
_ISSUES: Final = _Listing("danh sách lỗi và cảnh báo", "chỗ", "loi-can-sua", keys.UPLOAD_ISSUES)


def show_batch(district: District, batch: Batch) -> None:
    """The summary and its downloads, then a card per file: first those that need something done, else in the order handed in."""
    files = len(batch.outcomes)
    st.subheader(f"Kết quả đợt nộp ({files} tệp, nhận ngày {format_date(batch.received_on)})", anchor=False)
    _show_stop(batch)
    _show_summary(batch)
    with st.container(horizontal=True, gap="small"):
        _offer_table(_FILES, tabulate_files(district, batch.outcomes), batch)
        _offer_table(_ISSUES, tabulate_issues(district, batch.outcomes), batch)
        show_returns_download(district, batch)
    _show_files(district, batch)


def _show_stop(batch: Batch) -> None:
    """Why a batch stopped, and the files it did not come to."""
    for problem in batch.problems:
        show_error(problem)
    if batch.unread:
        frame = pd.DataFrame([(name, "Chưa kiểm tra, chưa lưu") for name in batch.unread], columns=["Tệp", "Kết quả"])
        show_text_table(frame, caption="Tệp chưa được kiểm tra", key="batch_unread")


def _show_summary(batch: Batch) -> None:
    counts = Counter(outcome.status for outcome in batch.outcomes)
    usual = not counts[Status.NOT_ALLOWED]  # seven counts have no room beside each other: then those that count anything
    shown = {status: words for status, words in SUMMARY.items() if counts[status] or (usual and status is not Status.NOT_ALLOWED)}
    for column, (status, words) in zip(st.columns(len(shown)), shown.items(), strict=True):
        column.metric(escape_markdown(words), f"{format_quantity(counts[status])} tệp", border=True)


def _show_files(district: District, batch: Batch) -> None:
    """A card each; of a large batch, cards for what needs something done, and one table of what is in."""
    order = sorted(range(len(batch.outcomes)), key=lambda position: _URGENCY.index(batch.outcomes[position].status))
    if len(order) > MOST_CARDS:
        done = [batch.outcomes[position] for position in order if batch.outcomes[position].status in _DONE]
        order = [position for position in order if batch.outcomes[position].status not in _DONE]
        if done:
            show_text_table(tabulate_files(district, done)[_BRIEF], caption="Tệp đã nhận và tệp trùng", key="batch_done")
    for position in order[:MOST_CARDS]:
        if batch.outcomes[position].doubt:
            show_doubt(district, batch, position)
        else:
            show_card(district, batch, position)
    if len(order) > MOST_CARDS:
        _show_rest(district, [batch.outcomes[position] for position in order[MOST_CARDS:]])


def _show_rest(district: District, rest: list[FileOutcome]) -> None:
    """What has no card of its own any more: each file's verdict and the reason."""
    st.info(f"Còn {format_quantity(len(rest))} tệp nữa, ghi gọn ở bảng dưới đây; tóm tắt đợt nộp tải về có đủ mọi tệp.")
    show_text_table(tabulate_files(district, rest)[_REASONS], caption="Tệp còn lại trong đợt", key="batch_rest")


def _offer_table(listing: _Listing, table: pd.DataFrame, batch: Batch) -> None:
    if table.empty:
        return
    st.download_button(
        escape_markdown(f"Tải {listing.title} ({format_quantity(len(table))} {listing.counted}, XLSX)"),
        partial(_write_table, listing, table, batch),
        f"{listing.file_name}_{batch.received_on:%Y-%m-%d}.xlsx",
        XLSX,
        key=listing.key,
        on_click="ignore",
    )


def _write_table(listing: _Listing, table: pd.DataFrame, batch: Batch) -> bytes:
    from danvan_metrics.formats.xlsx.plain_sheet import write_figures  # noqa: PLC0415 - loads XlsxWriter only when the list is asked for

    subtitle = f"Đợt nộp nhận ngày {format_date(batch.received_on)} · {format_quantity(len(table))} {listing.counted}"
    return write_figures(listing.title.capitalize(), subtitle, table, sample=batch.sample)
