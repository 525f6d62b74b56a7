"""`sample`: write the sample's workbooks into a folder, or fill the sample's store with them."""

from __future__ import annotations

from pathlib import Path

from danvan_metrics.commands.office import open_office
from danvan_metrics.commands.output import describe_unwritten
from danvan_metrics.commands.terminal.progress import show_progress
from danvan_metrics.commands.terminal.saying import say
from danvan_metrics.district import find_sample_place, find_sample_roster
from danvan_metrics.errors import UserError
from danvan_metrics.plan.loader import load_plan
from danvan_metrics.sample import fill_sample_store, is_filled
from danvan_metrics.sample.recipe import load_recipe
from danvan_metrics.sample.workbooks import write_sample_workbooks
from danvan_metrics.settings import load_settings
from danvan_metrics.units.roster import load_roster


def run(*, sample: bool, out: Path | None, fill: bool, force: bool) -> int:  # noqa: ARG001 - every command is told which store
    """Do what is asked; UserError where nothing is."""
    if out is None and not fill:
        raise UserError("Chưa rõ làm gì; hãy thêm --out THƯ-MỤC để ghi tệp, hoặc --fill để nạp kho minh họa.")
    if out is not None:
        _write(out, force=force)
    if fill:
        _fill()
    return 0


def _write(out: Path, *, force: bool) -> None:
    """Into an empty folder unless forced."""
    if out.is_dir() and any(out.iterdir()) and not force:
        raise UserError(f"Thư mục “{out}” đã có tệp; hãy chọn thư mục trống, hoặc thêm --force để ghi đè.")
    settings = find_sample_roster(load_settings())
    plan = find_sample_place(load_plan(settings.plan_path), settings)
    roster = load_roster(settings.roster_path, plan, settings.units_path)
    try:
        paths = write_sample_workbooks(plan, roster, out, load_recipe(settings.sample_folder))
    except OSError as error:
        raise UserError(describe_unwritten(out, error)) from error
    say(f"Đã ghi {len(paths)} tệp báo cáo minh họa vào {out}")


def _fill() -> None:
    district = open_office(sample=True)
    if is_filled(district):
        say("Kho minh họa đã đủ dữ liệu, không nạp lại.")
        return
    with show_progress("Đã nạp báo cáo minh họa") as step:
        fill_sample_store(district, step)
    say("Đã nạp xong kho minh họa; mở bảng điều hành và bật Dữ liệu minh họa để xem.")
