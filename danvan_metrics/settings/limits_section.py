"""The settings that say how much of a stranger's file is taken, in the units an office writes them in."""

from __future__ import annotations

from typing import Annotated, Final

from pydantic import Field

from danvan_metrics.settings.declaring import About, SettingsSection
from danvan_metrics.settings.settled import MEBIBYTE, MEGABYTE, Limits
from danvan_metrics.settings.value_kinds import make_count

_USUAL: Final = Limits()
_MOST: Final = 10**11
_COUNT: Final = make_count(1)


class LimitsSection(SettingsSection):
    """Giới hạn khi đọc tệp người khác gửi."""

    largest_file_mb: Annotated[
        int, Field(ge=1, lt=_MOST), About("DANVAN_LARGEST_FILE_MB", _COUNT, "Một tệp báo cáo lớn nhất, MB")
    ] = _USUAL.largest_file // MEGABYTE
    largest_unpacked_mb: Annotated[
        int, Field(ge=1, lt=_MOST), About("DANVAN_LARGEST_UNPACKED_MB", _COUNT, "Một tệp báo cáo lớn nhất sau khi giải nén, MB")
    ] = _USUAL.largest_unpacked // MEGABYTE
    most_members: Annotated[
        int, Field(ge=50, lt=_MOST), About("DANVAN_MOST_MEMBERS", make_count(50), "Số phần nhiều nhất bên trong một tệp báo cáo")
    ] = _USUAL.most_members
    most_sheets: Annotated[
        int, Field(ge=10, lt=_MOST), About("DANVAN_MOST_SHEETS", make_count(10), "Số sheet nhiều nhất của một tệp báo cáo")
    ] = _USUAL.most_sheets
    largest_range: Annotated[
        int, Field(ge=10_000, lt=_MOST), About("DANVAN_LARGEST_RANGE", make_count(10_000), "Số ô nhiều nhất của một tệp báo cáo")
    ] = _USUAL.largest_range
    most_files: Annotated[
        int, Field(ge=1, lt=_MOST), About("DANVAN_MOST_FILES", _COUNT, "Số tệp nhiều nhất của một lần nhận")
    ] = _USUAL.most_files
    largest_evidence_mb: Annotated[
        int, Field(ge=1, lt=_MOST), About("DANVAN_LARGEST_EVIDENCE_MB", _COUNT, "Một tệp minh chứng lớn nhất, MB")
    ] = _USUAL.largest_evidence // MEGABYTE
    most_evidence: Annotated[
        int,
        Field(ge=1, lt=_MOST),
        About("DANVAN_MOST_EVIDENCE", _COUNT, "Số tệp minh chứng nhiều nhất của một trường trong một kỳ"),
    ] = _USUAL.most_evidence
    largest_archive_mb: Annotated[
        int, Field(ge=1, lt=_MOST), About("DANVAN_LARGEST_ARCHIVE_MB", _COUNT, "Một tệp ZIP lớn nhất sau khi giải nén, MB")
    ] = _USUAL.largest_archive // MEGABYTE
    read_seconds: Annotated[int, Field(ge=1, lt=_MOST), About("DANVAN_READ_SECONDS", _COUNT, "Đọc một tệp lâu nhất, giây")] = (
        _USUAL.seconds
    )
    read_memory_mb: Annotated[
        int, Field(ge=256, lt=_MOST), About("DANVAN_READ_MEMORY_MB", make_count(256), "Bộ nhớ nhiều nhất để đọc một tệp, MB")
    ] = _USUAL.memory // MEBIBYTE
    read_workers: Annotated[int, Field(ge=1, lt=_MOST), About("DANVAN_READ_WORKERS", _COUNT, "Số tệp đọc cùng một lúc")] = (
        _USUAL.workers
    )


def count_limits(section: LimitsSection) -> Limits:
    """The same in bytes and cells, as the readers of files ask for them."""
    return Limits(
        largest_file=section.largest_file_mb * MEGABYTE,
        largest_unpacked=section.largest_unpacked_mb * MEGABYTE,
        most_members=section.most_members,
        most_sheets=section.most_sheets,
        largest_range=section.largest_range,
        most_files=section.most_files,
        largest_evidence=section.largest_evidence_mb * MEGABYTE,
        most_evidence=section.most_evidence,
        largest_archive=section.largest_archive_mb * MEGABYTE,
        seconds=section.read_seconds,
        memory=section.read_memory_mb * MEBIBYTE,
        workers=section.read_workers,
    )
