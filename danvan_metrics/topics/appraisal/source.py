"""Whose word a figure of the office's is: every line with what was declared, who looked, when and how, and why it differs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

import pandas as pd

from danvan_metrics.metrics.appraisal import compare_lines, judge_appraisals
from danvan_metrics.metrics.dataset import Dataset, Scope, iterate_rows
from danvan_metrics.metrics.reference import Reference
from danvan_metrics.metrics.standing import find_rounds
from danvan_metrics.metrics.words import STATES, describe_period, describe_schools, name_file
from danvan_metrics.plan.choices import CHECKLIST, LEVELS, Choice
from danvan_metrics.plan.kinds import Reporter
from danvan_metrics.plan.lens import Lens
from danvan_metrics.plan.model import Plan
from danvan_metrics.plan.verdicts import METHODS, OUTCOMES, STAGES, WITH_VALUE, Method, Outcome, Stage
from danvan_metrics.topics.appraisal.figures import (
    NO_ROUND,
    NOT_APPRAISED,
    SchoolAppraisal,
    collect_appraisals,
    describe_coverage,
    format_part,
    format_shift,
    refer,
)
from danvan_metrics.topics.source_rows import FigureSource, make_row
from danvan_metrics.units.roster import School
from danvan_metrics.vietnamese import NOTHING, capitalise, format_date, format_quantity, format_ratio, lower_first

UNCHECKED: Final = "Chưa kiểm"
RECHECK: Final = "Cần kiểm lại"
BY_SHEET: Final = "theo phiếu thẩm định"
_FORMULA: Final = (
    "Thẩm định: số dòng Phòng xét là đạt trên số dòng áp dụng; dòng chưa kiểm không tính là đạt, và số tự khai không bao giờ "
    "thay cho kết quả thẩm định. “Đến”: nếu các dòng chưa kiểm đều đúng như tự khai."
)
_LINE_HEADINGS: Final = (
    "Nội dung", "Tự khai", "Minh chứng nêu", "Kết quả", "Thẩm định", "Cách kiểm tra", "Đã xem", "Lý do", "Người thẩm định",
    "Ngày",
)  # fmt: skip
_LABELS: Final = {**CHECKLIST, **LEVELS}


def collect_appraisal_source(dataset: Dataset, reference: Reference, unit: School | None) -> FigureSource:
    """What made a figure of the office's: a row per school, or of one school or one indicator a row per line."""
    if unit is not None and unit.reporter is Reporter.SCHOOL:
        return _collect_of_school(dataset, reference, unit)
    return _collect_of_indicator(dataset, reference) if reference.field else _collect_of_schools(dataset, reference)


def _collect_of_schools(dataset: Dataset, reference: Reference) -> FigureSource:
    scope, record = reference.scope, collect_appraisals(dataset, reference.scope)
    rows = (
        make_row(
            refer(scope, one.school),
            one.name,
            f"{one.standing}{f' ({one.round})' if one.round else ''}",
            format_ratio(one.checked, one.applicable) if one.appraised else NOTHING,
            one.verdict,
            one.shift,
            format_quantity(one.unproven) if one.appraised else NOTHING,
        )
        for one in record.schools
    )
    return FigureSource(
        reference=reference,
        title="Kết quả thẩm định",
        subtitle=f"{describe_period(dataset, scope.period)} · {describe_schools(scope)}",
        value=capitalise(describe_coverage(record.schools)),
        formula=_FORMULA,
        headings=("Trường", "Tình trạng", "Dòng đã kiểm", "Thẩm định đạt", "Hạ và nâng", "Chưa đủ minh chứng"),
        rows=tuple(rows),
        notes=(record.sentence,),
        file_name=name_file("nguon tham dinh", scope, lens=False),
        sample=dataset.sample,
    )


def _collect_of_school(dataset: Dataset, reference: Reference, unit: School) -> FigureSource:
    scope = _narrow(reference.scope, unit)
    lines = _select(dataset, scope, reference.field)
    own = lines[lines["school"].eq(unit.code)]
    school = next((one for one in collect_appraisals(dataset, scope).schools if one.school == unit.code), None)
    of_all = not reference.field
    rows = (
        make_row(
            refer(reference.scope, unit.code, row.indicator) if of_all else _own_cells(row, scope, unit),
            row.line,
            *_tell_line(dataset.plan, row),
        )
        for row in iterate_rows(own)
    )
    return FigureSource(
        reference=reference,
        title=f"{unit.short_name}: kết quả thẩm định{_name_field(dataset.plan, reference.field)}",
        subtitle=f"{describe_period(dataset, scope.period)} · {_describe_standing(dataset, scope, unit)}",
        value=_describe_value(dataset, school, own, of_all=of_all),
        formula=_FORMULA if of_all else "Kết quả của từng dòng do người thẩm định ghi; mã dòng dẫn tới ô tự khai của nhà trường.",
        headings=("Mã", *_LINE_HEADINGS),
        rows=tuple(rows),
        notes=tuple(filter(None, _note_returns(dataset, scope, unit, own))),
        file_name=name_file(f"nguon tham dinh {unit.code} {reference.field}", scope, lens=False),
        sample=dataset.sample,
    )


def _collect_of_indicator(dataset: Dataset, reference: Reference) -> FigureSource:
    scope, lines = reference.scope, _select(dataset, reference.scope, reference.field)
    names = dataset.roster.by_code
    judged = lines[lines["outcome"].ne("")]
    spoken = lines[lines["school"].isin(find_rounds(dataset, scope.period)["school"])]
    rows = (
        make_row(refer(scope, row.school, row.indicator), names[row.school].short_name, row.line, *_tell_line(dataset.plan, row))
        for row in iterate_rows(judged)
    )
    return FigureSource(
        reference=reference,
        title=f"Kết quả thẩm định{_name_field(dataset.plan, reference.field)}",
        subtitle=f"{describe_period(dataset, scope.period)} · {describe_schools(scope)} · các dòng đã có kết quả",
        value=_describe_lines(spoken) if dataset.plan.rounds else NO_ROUND,
        formula="Mỗi hàng là một dòng mà người thẩm định đã ghi kết quả; trường chưa thẩm định không có hàng.",
        headings=("Trường", "Mã", *_LINE_HEADINGS),
        rows=tuple(rows),
        file_name=name_file(f"nguon tham dinh {reference.field}", scope, lens=False),
        sample=dataset.sample,
    )


def _narrow(scope: Scope, unit: School) -> Scope:
    """The schools beside this one, whatever the selection: a school keeps its source when filters leave it out."""
    return Scope(scope.period, Lens.DECLARED, unit.level, unit.commune)


def _select(dataset: Dataset, scope: Scope, field: str) -> pd.DataFrame:
    """Every line, or those of one indicator or group (its parts too)."""
    lines = compare_lines(dataset, scope)
    if not field:
        return lines
    groups = {field, *(group.code for group in dataset.plan.children_of(field))}
    return lines[lines["indicator"].eq(field) | lines["line"].eq(field) | lines["group"].isin(groups)]


def _own_cells(row: Any, scope: Scope, unit: School) -> Reference:
    return Reference(row.indicator, replace(scope, level=None, commune=None), unit.code)


def _name_field(plan: Plan, field: str) -> str:
    if field in plan.indicator_by_code:
        return f", {field} {plan.indicator_by_code[field].title}"
    return f", {plan.group_by_code[field].title}" if field in plan.group_by_code else ""


def _describe_standing(dataset: Dataset, scope: Scope, unit: School) -> str:
    """“đã kết luận ngày 05/10/2020, Đoàn thẩm định liên ngành, Tổ 1, bản 2”."""
    [row] = [one for one in iterate_rows(judge_appraisals(dataset, scope)) if one.school == unit.code] or [None]
    if row is None:
        return STAGES[Stage.UNASSIGNED]
    concluded = f" ngày {format_date(row.concluded_on)}" if _known(row.concluded_on) else ""
    title = dataset.plan.round_by_code[row.round].title if row.round else ""
    version = f"bản {int(row.version)}" if row.version > 1 else ""
    return ", ".join(filter(None, (f"{STAGES[Stage(row.stage)]}{concluded}", title, row.team, version)))


def _describe_value(dataset: Dataset, school: SchoolAppraisal | None, lines: pd.DataFrame, *, of_all: bool) -> str:
    if school is None or not school.appraised:
        return capitalise(NOT_APPRAISED) if dataset.plan.rounds else NO_ROUND
    if not of_all:
        return _describe_line(lines) if len(lines) == 1 else _describe_lines(lines)
    told = f"Đã kiểm {format_ratio(school.checked, school.applicable)} dòng · thẩm định đạt {school.verdict}"
    confirmed = format_part(school.confirmed, school.claimed)
    return f"{told} · xác nhận {confirmed} · {school.shift}"


def _describe_line(lines: pd.DataFrame) -> str:
    """“Hạ: tự khai Đạt, thẩm định Đang thực hiện”."""
    [row] = iterate_rows(lines)
    declared = format_value(row.declared_done, row.declared_to_do, row.declared_choice, row.declared_dated)
    found = format_value(row.found_done, row.found_to_do, row.found_choice, row.found_dated)
    outcome = describe_outcome(row)
    if not row.checked or row.outcome not in WITH_VALUE:
        return f"{outcome}: tự khai {lower_first(declared)}"
    return f"{outcome}: tự khai {lower_first(declared)}, thẩm định {lower_first(found)}"


def _describe_lines(lines: pd.DataFrame) -> str:
    """“Đã kiểm 4/6 dòng: −1 (hạ 1, nâng 0), 1 chưa đủ minh chứng”."""
    own = lines[lines["in_scope"].astype(bool)]
    if own.empty:
        return capitalise(NOT_APPRAISED)
    checked = own[own["checked"].astype(bool)]
    lowered, raised = (int(checked["outcome"].eq(outcome).sum()) for outcome in (Outcome.LOWERED, Outcome.RAISED))
    unproven = int(checked["outcome"].eq(Outcome.UNPROVEN).sum())
    lacking = f", {unproven} chưa đủ minh chứng" if unproven else ""
    return f"Đã kiểm {format_ratio(len(checked), len(own))} dòng: {format_shift(lowered, raised)}{lacking}"


def _note_returns(dataset: Dataset, scope: Scope, unit: School, lines: pd.DataFrame) -> Iterator[str]:
    """Say whether the school has sent another return since."""
    waiting = int(lines["recheck"].astype(bool).sum())
    if waiting:
        yield f"{waiting} dòng nhà trường đã sửa sau khi được kiểm: cần kiểm lại, và đến khi ấy tính là chưa kiểm."
    judged = judge_appraisals(dataset, scope)
    receipts = dataset.receipts
    seen = judged.loc[judged["school"].eq(unit.code), "submission"].dropna()
    now = receipts.loc[receipts["school"].eq(unit.code) & receipts["period"].eq(scope.period), "submission"]
    if len(seen) and len(now) and seen.iloc[0] != now.iloc[0]:
        yield "Nhà trường đã gửi báo cáo khác sau lần nộp được thẩm định."


def _tell_line(plan: Plan, row: Any) -> tuple[str, ...]:
    indicator = plan.indicator_of_line[row.line]
    text = next((line.text for line in indicator.lines if line.code == row.line), indicator.title)
    declared = format_value(row.declared_done, row.declared_to_do, row.declared_choice, row.declared_dated)
    found = format_value(row.found_done, row.found_to_do, row.found_choice, row.found_dated)
    return (
        text,
        declared if row.state == "value" else STATES.get(row.state, declared),
        format_quantity(row.evidence_count) if _known(row.evidence_count) else NOTHING,
        describe_outcome(row),
        found if row.checked and row.outcome in WITH_VALUE else NOTHING,
        _describe_way(row),
        format_quantity(row.seen) if _known(row.seen) else NOTHING,
        row.reason if _known(row.reason) and row.reason else NOTHING,
        row.appraiser if _known(row.appraiser) and row.appraiser else NOTHING,
        format_date(row.judged_on) if _known(row.judged_on) else NOTHING,
    )


def _describe_way(row: Any) -> str:
    """“Hồ sơ, theo phiếu thẩm định”: how it was looked into, and that it came in as a workbook, which the desk keeps."""
    method = METHODS[Method(row.method)] if _known(row.method) and row.method else ""
    sheet = BY_SHEET if _known(row.sheet) and row.sheet else ""
    return capitalise(", ".join(filter(None, (method, sheet)))) or NOTHING


def describe_outcome(row: Any) -> str:
    """The office's word on a line of compare_lines: Kết quả, or that there is none yet, or that a new look is due."""
    if not row.outcome:
        return UNCHECKED
    return RECHECK if row.recheck else OUTCOMES[Outcome(row.outcome)]


def format_value(done: Any, to_do: Any, choice: Any, dated: Any) -> str:
    """A line's value as people write it: “Đạt”, “12/15”, “3”, “05/10/2020”."""
    if _known(choice) and choice:
        return _LABELS[Choice(choice)]
    if _known(dated) and dated:
        return format_date(dated)
    return "/".join(format_quantity(number) for number in (done, to_do) if _known(number)) or NOTHING


def _known(value: Any) -> bool:
    return value is not None and not pd.isna(value)
