"""`template`: report templates for one school, or for all of them in a zip."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from danvan_metrics.commands.lookups import find_period, find_school
from danvan_metrics.commands.office import open_office
from danvan_metrics.commands.output import write_file
from danvan_metrics.district import District
from danvan_metrics.errors import UserError
from danvan_metrics.formats.package import NamedFile, pack_files
from danvan_metrics.plan.model import Period
from danvan_metrics.plan.roster import School
from danvan_metrics.store.appraising.appraisal_records import AppraisalKey
from danvan_metrics.workbook.template.build import build_template, name_template


def run(*, sample: bool, code: str | None, every: bool, period: str, out: Path | None, force: bool, **appraisal: Any) -> int:
    """Write the template of one school, or of every school on the roster at the period's deadline; or one school's phiếu.

    `appraisal`: whether a phiếu is wanted, of which round (None: the first that goes to the school), and who will fill it in.
    """
    if appraisal.pop("appraisal"):
        name, content = _make_sheet(open_office(sample=sample), code, period, **appraisal)
        out, told = out or Path(name), "phiếu thẩm định"
    else:
        _check_options(code, every=every, appraisal=appraisal)
        out = _require_out(out)
        content, told = _make_templates(open_office(sample=sample), code, period)
    write_file(out, content, force=force)
    click.echo(f"Đã tạo {told}: {out}")
    return 0


def _check_options(code: str | None, *, every: bool, appraisal: dict[str, Any]) -> None:
    if any(appraisal.values()):
        raise UserError("--round và --appraiser chỉ dùng cho phiếu thẩm định; hãy thêm --appraisal.")
    if (code is None) != every:
        raise UserError("Hãy chọn đúng một trong hai: --school MÃ (một trường) hoặc --all (tất cả các trường).")


def _require_out(out: Path | None) -> Path:
    """The file typed; a phiếu has a name of its own, templates have none."""
    if out is None:
        context = click.get_current_context()
        raise click.MissingParameter(ctx=context, param=next(one for one in context.command.params if one.name == "out"))
    return out


def _make_templates(district: District, code: str | None, period: str) -> tuple[bytes, str]:
    """The workbook of one school, or a ZIP of all; and what it is, in words."""
    asked = find_period(district.plan, period)
    if code is not None:
        school = find_school(district.roster, code)
        return _build(district, school, asked), f"biểu mẫu {asked.title} của {school.name}"
    schools = district.roster.select(on=asked.last_day_on_time)
    return _pack(district, schools, asked), f"{len(schools)} biểu mẫu {asked.title}"


def _make_sheet(district: District, code: str | None, period: str, *, round_code: str | None, appraiser: str) -> NamedFile:
    from danvan_metrics.appraising.appraisal_case import find_round  # noqa: PLC0415 - templates of returns know no appraisal
    from danvan_metrics.appraising.sheet_out import write_sheet  # noqa: PLC0415

    if code is None:
        raise UserError("Phiếu thẩm định là của một trường; hãy ghi --school MÃ.")
    plan = district.plan
    school, asked = find_school(district.roster, code), find_period(plan, period)
    if not plan.rounds:
        raise UserError("Kế hoạch này không có đợt thẩm định nào nên không có phiếu thẩm định.")
    found = find_round(plan, round_code) if round_code else plan.rounds[0]
    return write_sheet(district, AppraisalKey(plan.code, school.code, asked.code, found.code), appraiser=appraiser)


def _build(district: District, school: School, period: Period) -> bytes:
    return build_template(district.plan, school, period, district.find_return_before(school.code, period.code))


def _pack(district: District, schools: tuple[School, ...], period: Period) -> bytes:
    return pack_files((name_template(district.plan, school, period), _build(district, school, period)) for school in schools)
