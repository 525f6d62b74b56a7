"""`template`: report templates for one school, or for all of them in a zip."""

from __future__ import annotations

from pathlib import Path

import click

from danvan_metrics.commands.lookups import find_period, find_school
from danvan_metrics.commands.office import open_office
from danvan_metrics.commands.output import write_file
from danvan_metrics.district import District
from danvan_metrics.errors import UserError
from danvan_metrics.formats.package import pack_files
from danvan_metrics.plan.model import Period
from danvan_metrics.plan.roster import School
from danvan_metrics.workbook.template.build import build_template, name_template


def run(*, sample: bool, code: str | None, every: bool, period: str, out: Path, force: bool) -> int:
    """Write the template of one school, or of every school on the roster at the period's deadline."""
    if (code is None) != every:
        raise UserError("Hãy chọn đúng một trong hai: --school MÃ (một trường) hoặc --all (tất cả các trường).")
    district = open_office(sample=sample)
    asked = find_period(district.plan, period)
    if code is not None:
        school = find_school(district.roster, code)
        write_file(out, _build(district, school, asked), force=force)
        click.echo(f"Đã tạo biểu mẫu {asked.title} của {school.name}: {out}")
        return 0
    schools = district.roster.select(on=asked.last_day_on_time)
    write_file(out, _pack(district, schools, asked), force=force)
    click.echo(f"Đã tạo {len(schools)} biểu mẫu {asked.title}: {out}")
    return 0


def _build(district: District, school: School, period: Period) -> bytes:
    return build_template(district.plan, school, period, district.find_return_before(school.code, period.code))


def _pack(district: District, schools: tuple[School, ...], period: Period) -> bytes:
    return pack_files((name_template(district.plan, school, period), _build(district, school, period)) for school in schools)
