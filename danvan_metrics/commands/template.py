"""`template`: report templates for one school, or for all of them in a zip."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from danvan_metrics.access.actor import Actor
from danvan_metrics.commands.lookups import find_period, find_school
from danvan_metrics.commands.office import find_office_actor, open_office
from danvan_metrics.commands.output import write_file
from danvan_metrics.commands.terminal.progress import follow
from danvan_metrics.commands.terminal.saying import say
from danvan_metrics.district import District
from danvan_metrics.errors import UserError
from danvan_metrics.formats.package import NamedFile, pack_files
from danvan_metrics.handing_out import hand_out_templates, make_template
from danvan_metrics.store.appraising.appraisal_records import AppraisalKey


def run(*, sample: bool, code: str | None, every: bool, period: str, out: Path | None, force: bool, **appraisal: Any) -> int:
    """Write the template of one school, or of every school on the roster at the period's deadline; or one school's phiếu.

    `appraisal`: whether a phiếu is wanted, of which round (None: the first that goes to the school), and who will fill it in.
    """
    if appraisal.pop("appraisal"):
        district = open_office(sample=sample)
        name, content = _make_sheet(district, code, period, actor=find_office_actor(district), **appraisal)
        out, told = out or Path(name), "phiếu thẩm định"
    else:
        _check_options(code, every=every, appraisal=appraisal)
        out = _require_out(out)
        district = open_office(sample=sample)
        content, told = _make_templates(district, code, period, out.name, find_office_actor(district))
    write_file(out, content, force=force)
    say(f"Đã tạo {told}: {out}")
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


def _make_templates(district: District, code: str | None, period: str, name: str, actor: Actor) -> tuple[bytes, str]:
    """The workbook of one school, or a ZIP of all, and what it is, in words; `name`: of the file it goes into."""
    asked = find_period(district.plan, period)
    schools = district.roster.select(on=asked.last_day_on_time) if code is None else (find_school(district.roster, code),)
    followed = follow(schools, "Đã tạo biểu mẫu", total=len(schools))
    made = [make_template(district, school, asked, actor=actor) for school in followed]
    content = made[0][1] if code is not None else pack_files(made)
    content = hand_out_templates(district, (name, content), [school.code for school in schools], actor=actor)
    told = f"{len(schools)} biểu mẫu {asked.title}" if code is None else f"biểu mẫu {asked.title} của {schools[0].name}"
    return content, told


def _make_sheet(
    district: District, code: str | None, period: str, *, round_code: str | None, appraiser: str, actor: Actor
) -> NamedFile:
    from danvan_metrics.appraising.appraisal_case import find_round  # noqa: PLC0415 - templates of returns know no appraisal
    from danvan_metrics.appraising.sheet_out import write_sheet  # noqa: PLC0415

    if code is None:
        raise UserError("Phiếu thẩm định là của một trường; hãy ghi --school MÃ.")
    plan = district.plan
    school, asked = find_school(district.roster, code), find_period(plan, period)
    if not plan.rounds:
        raise UserError("Kế hoạch này không có đợt thẩm định nào nên không có phiếu thẩm định.")
    found = find_round(plan, round_code) if round_code else plan.rounds[0]
    return write_sheet(district, AppraisalKey(plan.code, school.code, asked.code, found.code), actor=actor, appraiser=appraiser)
