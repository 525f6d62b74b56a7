"""One school's evidence in a period: the pieces listed, the lines they prove, what does not agree, files, who saw them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from danvan_metrics.formats.record import FigureRecord
from danvan_metrics.metrics.dataset import Dataset, Scope
from danvan_metrics.metrics.words import describe_period, name_file
from danvan_metrics.units.roster import School
from danvan_metrics.vietnamese import format_date
from danvan_metrics.workbook.answers import Answer, EvidenceItem, Place, Return, State
from danvan_metrics.workbook.evidence_links import EvidenceLinks


@dataclass(frozen=True, slots=True)
class EvidenceFile:
    """A file kept beside a return: its number in the store, the code of its piece (“”: nobody has said), its SHA-256."""

    number: int
    code: str
    name: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Sighting:
    """A piece looked at by an appraiser."""

    code: str
    appraiser: str
    day: date


@dataclass(frozen=True, slots=True)
class EvidencePiece:
    """One piece: as listed, the lines it proves, what should be looked at again, its files and who saw it.

    `place` is None for a code that cells name and no row lists.
    """

    code: str
    title: str = ""
    kind: str = ""
    number: str = ""
    issuer: str = ""
    location: str = ""
    lines: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    files: tuple[EvidenceFile, ...] = ()
    seen: tuple[Sighting, ...] = ()
    place: Place | None = None


@dataclass(frozen=True, kw_only=True)
class EvidenceRecord(FigureRecord):
    """The pieces in the sheet's order, then codes named without a row; `loose` are files of no piece in the list."""

    school: str
    period: str
    pieces: tuple[EvidencePiece, ...]
    loose: tuple[EvidenceFile, ...] = field(default=())

    @property
    def listed(self) -> tuple[EvidencePiece, ...]:
        """The pieces that a row lists."""
        return tuple(piece for piece in self.pieces if piece.place)

    @property
    def seen(self) -> int:
        """How many of the pieces listed an appraiser has seen."""
        return sum(bool(piece.seen) for piece in self.listed)

    @property
    def files(self) -> tuple[EvidenceFile, ...]:
        """Every file, each once."""
        own = {one.sha256: one for piece in self.pieces for one in piece.files}
        return (*own.values(), *self.loose)


@dataclass(frozen=True, slots=True)
class KeptEvidence:
    """What the store knows beside the return itself."""

    files: tuple[EvidenceFile, ...] = ()
    sightings: tuple[Sighting, ...] = ()
    received_on: date | None = None  # the day of the return looked at


def collect_evidence(
    dataset: Dataset, school: School, period: str, returned: Return | None, kept: KeptEvidence
) -> EvidenceRecord:
    """Put together what a school lists and what is kept; without a return only its files are there."""
    listed = _collect_pieces(dataset, returned, kept) if returned else ()
    pieces = tuple(listed)
    codes = {piece.code for piece in pieces if piece.code}
    return EvidenceRecord(
        title=f"Danh mục minh chứng của {school.name}",
        subtitle=describe_period(dataset, period),
        file_name=name_file(f"minh chung {school.short_name}", Scope(period), lens=False),
        sample=dataset.sample,
        school=school.code,
        period=period,
        pieces=pieces,
        loose=tuple(one for one in kept.files if one.code not in codes),
    )


def _collect_pieces(dataset: Dataset, returned: Return, kept: KeptEvidence) -> Iterator[EvidencePiece]:
    links = EvidenceLinks(dataset.plan, returned)
    answers = {answer.line: answer for answer in returned.answers}
    for item in returned.evidence:
        lines = links.list_proven(item)
        by_model = ("Mô hình",) if item.code in links.named_by_models else ()
        told = (item.code, item.title, item.kind, _join_number(item), item.issuer, item.location, (*lines, *by_model))
        flags = tuple(_list_flags(links, item, answers, kept.received_on))
        yield EvidencePiece(*told, flags, _files_of(item.code, kept), _sightings_of(item.code, kept), item.place)
    for code, lines in links.hanging.items():
        flag = ("chưa có trong danh mục",)
        yield EvidencePiece(code, lines=lines, flags=flag, files=_files_of(code, kept), seen=_sightings_of(code, kept))


def _list_flags(links: EvidenceLinks, item: EvidenceItem, answers: dict[str, Answer], received_on: date | None) -> Iterator[str]:
    if not item.code:
        yield "chưa có mã"
    if item.code in links.twins:
        yield f"mã có ở {len(links.twins[item.code])} dòng: ô {', '.join(place.cell for place in links.twins[item.code])}"
    if links.is_unused(item):
        yield "chưa dùng cho dòng nào"
    if item.dated and received_on and item.dated > received_on:
        yield f"ngày sau ngày Phòng nhận báo cáo ({format_date(received_on)})"
    if item.dated and item.dated < links.plan.first_day:
        yield f"ngày trước năm {links.plan.year}"
    for line in links.list_proven(item):
        done = line in answers and answers[line].state is State.VALUE
        if done and links.find_sole_plan(line) is item:
            yield f"{line}: minh chứng duy nhất là kế hoạch"


def _join_number(item: EvidenceItem) -> str:
    return ", ".join(filter(None, (item.number, f"ngày {format_date(item.dated)}" if item.dated else "")))


def _files_of(code: str, kept: KeptEvidence) -> tuple[EvidenceFile, ...]:
    return tuple(one for one in kept.files if code and one.code == code)


def _sightings_of(code: str, kept: KeptEvidence) -> tuple[Sighting, ...]:
    return tuple(one for one in kept.sightings if one.code == code)


def describe_counts(record: EvidenceRecord) -> str:
    """“12 minh chứng · 9 tệp · đã xem 7/12”; says so where there is nothing."""
    if not record.pieces and not record.files:
        return "chưa lập danh mục, chưa có tệp nào"
    listed, hanging = len(record.listed), len(record.pieces) - len(record.listed)
    parts = [f"{listed} minh chứng" if listed else "chưa lập danh mục"]
    if hanging:
        parts.append(f"{hanging} mã nêu mà chưa liệt kê")
    parts.append(f"{len(record.files)} tệp" if record.files else "chưa có tệp nào")
    if listed:
        parts.append(f"đã xem {record.seen}/{listed}")
    return " · ".join(parts)


def name_sightings(seen: Sequence[Sighting]) -> str:
    """By whom and when, one after another."""
    return "; ".join(f"{one.appraiser}, {format_date(one.day)}" for one in seen)
