"""The office's own report entered in the app: its template filled and handed in, so that nothing is checked or kept otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, time
from typing import Final

from danvan_metrics.access.actor import Actor
from danvan_metrics.access.policies import check_can_report_office_work
from danvan_metrics.district import District
from danvan_metrics.errors import UserError
from danvan_metrics.intake.outcome import FileOutcome, Status
from danvan_metrics.intake.receiving import Receiving, receive_file
from danvan_metrics.plan.entries import rules_of_line
from danvan_metrics.plan.model import Indicator, Line, Plan
from danvan_metrics.plan.rules import AnyRule, Field
from danvan_metrics.raw import Raw, format_raw
from danvan_metrics.settings import TIME_ZONE
from danvan_metrics.store.records import SubmissionRecord
from danvan_metrics.workbook.answering.form import prepare_form
from danvan_metrics.workbook.answers import EMPTY, Return
from danvan_metrics.workbook.labels import name_template
from danvan_metrics.workbook.template.build import build_workbook, write_dated_workbook
from danvan_metrics.workbook.template.filling import Contents, Lines, fill_cells, read_contents
from danvan_metrics.workbook.template.sample_mark import mark_as_sample

_NAMED: Final = 6  # lines that a refusal tells in full


@dataclass(frozen=True, slots=True)
class OwnLine:
    """A line the office enters, with the rule of every cell of it."""

    indicator: Indicator
    line: Line
    rules: Mapping[Field, AnyRule]


@dataclass(frozen=True)
class OwnReport:
    """The office's return in force for a period, as it would write it again; `submission` None: it has none yet."""

    period: str
    contents: Contents
    submission: SubmissionRecord | None = None

    @property
    def seen(self) -> int | None:
        """Which hand-in it was read from; a save sends it back."""
        return self.submission.id if self.submission else None


@dataclass(frozen=True, slots=True)
class OwnEntries:
    """What was typed: cells by line and field, and facts; blank is None. The rest of the return stays as it is.

    no_models: the office says it registers none; None leaves what the return says.
    """

    lines: Mapping[str, Mapping[Field, Raw]]
    facts: Mapping[str, Raw]
    no_models: bool | None = None


class StaleReport(UserError):
    """Somebody handed in meanwhile; the sentence shows both values of every line that differs, and who and when."""


def list_own_lines(plan: Plan, office: str = "office") -> tuple[OwnLine, ...]:
    """Every line the office enters, in the plan's order; what is worked out is not among them."""
    asked = (indicator for indicator in plan.indicators if office in indicator.reporters and indicator.entered)
    return tuple(OwnLine(one, line, rules_of_line(plan, one, line)) for one in asked for line in one.rows)


def load_own_report(district: District, period: str) -> OwnReport:
    """The office's return in force for a period; without one, what it said of itself in the period before."""
    found = _find_in_force(district, period)
    if found is not None:
        returned = district.repository.load_return(found.id)
        return OwnReport(period, read_contents(district.plan, returned), found)
    before = district.find_return_before(district.roster.office.code, period)
    return OwnReport(period, _begin(district.plan, before))


def _begin(plan: Plan, before: Return | None) -> Contents:
    """Facts and models go on from period to period; what was done is asked anew."""
    if before is None:
        return Contents({}, {}, None, ())
    told = read_contents(plan, before)
    days = {fact.key for fact in plan.facts if fact.kind == "date" and fact.required}
    return replace(told, lines={}, facts={key: value for key, value in told.facts.items() if key not in days})


def save_own_report(district: District, seen: OwnReport, entries: OwnEntries, *, actor: Actor) -> FileOutcome:
    """Hand the office's workbook in with these entries; an outcome with errors keeps nothing.

    StaleReport where another return has come into force since `seen` was read.
    """
    check_can_report_office_work(actor)
    _refuse_stale(district, seen, entries)
    name, content = _write_workbook(district, seen, entries)
    today = district.today()
    reception = Receiving(today, actor.name, accept=True, actor=actor)
    tried = receive_file(district, name, content, replace(reception, store=False))
    if tried.status is not Status.ACCEPTED:
        return tried
    return receive_file(district, name, content, reception)


def _write_workbook(district: District, seen: OwnReport, entries: OwnEntries) -> tuple[str, bytes]:
    plan, office = district.plan, district.roster.office
    period = plan.find_period(seen.period)
    workbook = build_workbook(plan, office, period, district.find_return_before(office.code, period.code))
    if district.sample:
        mark_as_sample(workbook)
    layout = prepare_form(plan, office.reporter).layout
    fill_cells(workbook, layout, merge_entries(seen.contents, entries))
    content = write_dated_workbook(workbook, moment=datetime.combine(district.today(), time()))
    return name_template(plan, office, period), content


def merge_entries(contents: Contents, entries: OwnEntries) -> Contents:
    """The return with what was typed in place of what it said."""
    typed = {line: _drop_blanks(cells) for line, cells in entries.lines.items()}
    lines: Lines = {line: cells for line, cells in (contents.lines | typed).items() if cells}
    declared = contents.models_declared
    if entries.no_models and not contents.models:
        declared = "Không"
    return replace(contents, lines=lines, facts={**contents.facts, **entries.facts}, models_declared=declared)


def _drop_blanks(cells: Mapping[Field, Raw]) -> dict[Field, Raw]:
    return {field: value for field, value in cells.items() if value is not None}


def _find_in_force(district: District, period: str) -> SubmissionRecord | None:
    found = district.repository.list_submissions(district.plan.code, district.roster.office.code)
    return next((one for one in found if one.in_force and one.period == period), None)


def _refuse_stale(district: District, seen: OwnReport, entries: OwnEntries) -> None:
    now = _find_in_force(district, seen.period)
    if now is None or now.id == seen.seen:
        return
    theirs = read_contents(district.plan, district.repository.load_return(now.id)).lines
    told = list(_compare_lines(theirs, entries))
    listed = "; ".join(told[:_NAMED]) + (f"; và {len(told) - _NAMED} dòng khác" if len(told) > _NAMED else "")
    by = f" ({now.sender})" if now.sender else ""
    moment = f"{now.uploaded_at.astimezone(TIME_ZONE):%H:%M ngày %d/%m/%Y}"
    differs = f" Khác nhau: {listed}." if told else " Các dòng đều giống nhau."
    raise StaleReport(
        f"Chưa lưu: lúc {moment} đã có người khác{by} ghi lần nộp {now.revision}.{differs} "
        "Hãy tải lại trang để thấy số liệu mới rồi ghi lại phần của mình."
    )


def _compare_lines(theirs: Lines, entries: OwnEntries) -> Iterator[str]:
    for line, cells in entries.lines.items():
        here, there = (_tell(one) for one in (_drop_blanks(cells), theirs.get(line, {})))
        if here != there:
            yield f"{line}: đang có “{there}”, bạn ghi “{here}”"


def _tell(cells: Mapping[Field, Raw]) -> str:
    """“12/19 · 3 minh chứng”, as both sides read it."""
    done, to_do, pieces = (cells.get(field) for field in (Field.DONE, Field.TO_DO, Field.EVIDENCE_COUNT))
    figure = "/".join(format_raw(one) for one in (done, to_do) if one is not None) or EMPTY
    words = [format_raw(cells[field]) for field in (Field.EVIDENCE, Field.NOTE) if cells.get(field) is not None]
    return " · ".join([figure, *([f"{format_raw(pieces)} minh chứng"] if pieces is not None else []), *words])
