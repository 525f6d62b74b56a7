"""Checks of the evidence listed against the lines it proves (appraisal.md, “Evidence”): warnings only, each with its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from danvan_metrics.plan.choices import Choice
from danvan_metrics.plan.evidence_codes import read_evidence_code, write_evidence_code
from danvan_metrics.plan.rules import Field
from danvan_metrics.validation.case import Case
from danvan_metrics.validation.issues import BLANK, Issue
from danvan_metrics.vietnamese import format_date, format_quantity
from danvan_metrics.workbook.answering.evidence_rows import EvidencePlaces, find_evidence, list_flawed
from danvan_metrics.workbook.answering.places import read_row
from danvan_metrics.workbook.answers import Answer, EvidenceItem, Place, State
from danvan_metrics.workbook.evidence_links import EvidenceLinks
from danvan_metrics.workbook.layout import SHEET_EVIDENCE

_MOST_NAMED: Final = 3  # headings told in one sentence


def check_evidence_list(case: Case) -> Iterator[Issue]:
    """What is listed and what is named agree; without anything on the sheet Minh chứng there is nothing to look at."""
    places = find_evidence(case.form, case.grids)
    if places is None:
        return
    yield from _check_sheet(places)
    listed = _Listed(case, places)
    yield from listed.check_rows()
    yield from listed.check_lines()


def _check_sheet(places: EvidencePlaces) -> Iterator[Issue]:
    if places.lost:
        more = " …" if len(places.lost) > _MOST_NAMED else ""
        found = ", ".join(f"“{heading}”" for heading in places.lost[:_MOST_NAMED]) + more
        yield Issue("evidence_sheet_unread", Place(places.grid.name), found=found, expected="báo cáo vẫn được xét bình thường")
    for place, flaw in list_flawed(places):
        yield Issue("evidence_cell_unread", place, line=SHEET_EVIDENCE, found=flaw, expected="nội dung vào ô")


@dataclass(frozen=True)
class _Listed:
    """The pieces listed in one return, held against its lines."""

    case: Case
    places: EvidencePlaces

    @cached_property
    def _links(self) -> EvidenceLinks:
        return EvidenceLinks(self.case.plan, self.case.returned)

    @property
    def _example_line(self) -> str:
        return self.case.form.questions[0].line.code

    def check_rows(self) -> Iterator[Issue]:
        """Every piece by itself."""
        for code, twins in self._links.twins.items():
            cells = ", ".join(place.cell for place in twins)
            yield Issue("evidence_twice", twins[1], line=code, found=cells, expected="mỗi mã một dòng")
        for piece in self.case.returned.evidence:
            yield from self._check_code(piece)
            yield from self._check_day(piece)
            yield from self._check_use(piece)

    def _check_code(self, piece: EvidenceItem) -> Iterator[Issue]:
        code = read_evidence_code(piece.code, self.case.plan) if piece.code else None
        example = write_evidence_code(self.case.plan, self._example_line, 1)
        if not piece.code:
            yield Issue("evidence_code_missing", piece.place, line=_name(piece), found=BLANK, expected=example)
        elif code is None or not code.known:
            yield Issue("evidence_code_odd", piece.place, line=_name(piece), found=piece.code[:60], expected=example)

    def _check_day(self, piece: EvidenceItem) -> Iterator[Issue]:
        day, received = piece.dated, self.case.received_on
        if day is None:
            return
        place = self.places.cell(read_row(piece.place), "number")
        if received and day > received:
            expected = f"không sau ngày {format_date(received)}, ngày Phòng nhận được"
            yield Issue("date_after_receipt", place, line=_name(piece), found=format_date(day), expected=expected)
        elif day < self.case.plan.first_day:
            expected = f"thường từ ngày {format_date(self.case.plan.first_day)}"
            yield Issue("date_before_year", place, line=_name(piece), found=format_date(day), expected=expected)

    def _check_use(self, piece: EvidenceItem) -> Iterator[Issue]:
        if piece.used_for and not self._links.used_for[piece.place]:
            place = self.places.cell(read_row(piece.place), "used_for")
            expected = f"Mã dòng như trong biểu mẫu, ví dụ {self._example_line}"
            yield Issue("evidence_line_unknown", place, line=_name(piece), found=piece.used_for[:120], expected=expected)
        elif piece.code and self._links.is_unused(piece):
            yield Issue("evidence_not_used", piece.place, line=_name(piece), found=piece.code, expected="mã các dòng")

    def check_lines(self) -> Iterator[Issue]:
        """Every line whose cell names codes, or which a piece says it is used for."""
        for _, answer in self.case.answers():
            yield from self._check_named(answer)
            sole = self._links.find_sole_plan(answer.line) if says_done(answer) else None
            if sole:
                place = answer.cells.get(Field.EVIDENCE, sole.place)
                expected = "Biên bản, báo cáo, ảnh… của việc đã làm"
                yield Issue("evidence_only_plan", place, line=answer.line, found=sole.code, expected=expected)

    def _check_named(self, answer: Answer) -> Iterator[Issue]:
        codes = self._links.named.get(answer.line, ())
        for code in codes:
            if code in self._links.hanging:
                expected = f"mã {code} ở sheet {SHEET_EVIDENCE}"
                yield Issue("evidence_not_listed", answer.cells[Field.EVIDENCE], line=answer.line, found=code, expected=expected)
        if codes and answer.evidence_count is not None and answer.evidence_count != len(codes):
            place, found = answer.cells[Field.EVIDENCE_COUNT], format_quantity(answer.evidence_count)
            expected = f"{format_quantity(len(codes))} mã"
            yield Issue("evidence_count_differs", place, line=answer.line, found=found, expected=expected)


def says_done(answer: Answer) -> bool:
    """Whether a line says that something was done."""
    if answer.state is not State.VALUE:
        return False
    return answer.choice in {Choice.YES, Choice.MET} or bool(answer.done) or answer.dated is not None


def _name(piece: EvidenceItem) -> str:
    """“Minh chứng MC-HP1.3-01”, or by its title or row where it has no code."""
    told = piece.code or (f"“{piece.title}”" if piece.title else f"ở dòng {read_row(piece.place)}")
    return f"Minh chứng {told[:80]}"
