"""`export data`: tidy tables and their dictionary as a ZIP or a folder of CSV or Parquet, or as one workbook."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click
from click.core import ParameterSource

from danvan_metrics.access.actor import Actor
from danvan_metrics.commands.at_unit.unit_lookup import find_unit
from danvan_metrics.commands.export_request import ExportRequest
from danvan_metrics.commands.lookups import find_level, find_period
from danvan_metrics.commands.output import describe_unwritten
from danvan_metrics.commands.terminal.saying import say
from danvan_metrics.data_acts.data_files import note_data_taken, take_tables
from danvan_metrics.data_acts.data_request import DataRequest, choose_tables
from danvan_metrics.district import District
from danvan_metrics.errors import UserError
from danvan_metrics.exports.data_pack import DataFormat, DataPack
from danvan_metrics.meeting_acts import open_dataset
from danvan_metrics.metrics.dataset import Dataset
from danvan_metrics.vietnamese import format_quantity
from danvan_metrics.whole_files import prepare_beside

_MADE_UP: Final = "Đây là dữ liệu minh họa (số liệu bịa): mọi dòng có “DỮ LIỆU MINH HỌA” ở cột watermark."


def write_data(district: District, asked: ExportRequest, actor: Actor, *, force: bool) -> None:
    """Write the tables, and say how many rows; UserError for what is asked wrongly, or where there is nothing yet."""
    kind = _choose_format(asked)
    dataset = open_dataset(district, asked.snapshot or "", find_unit(district.roster.tree, asked.unit))
    request = _read_request(district, dataset, asked)
    if dataset.empty:
        raise UserError("Chưa có báo cáo nào nên chưa có gì để xuất; hãy nhận báo cáo trước.")
    with take_tables(district, request, lambda: dataset, actor=actor) as pack:
        _write(pack, kind, asked.out, force=force)
        note_data_taken(district, actor, asked.out.name)
        counts = pack.count_rows()
    say(f"Đã ghi {asked.out}: {len(counts)} bảng, {format_quantity(sum(counts.values()))} dòng, kèm từ điển dữ liệu.")
    if district.sample:
        click.echo(_MADE_UP, err=True)


def _read_request(district: District, dataset: Dataset, asked: ExportRequest) -> DataRequest:
    chosen = click.get_current_context().get_parameter_source("lens") is not ParameterSource.DEFAULT
    return DataRequest(
        tables=choose_tables(asked.tables),
        period=find_period(dataset.plan, asked.period).code if asked.period else "",
        lens=asked.lens if chosen else None,
        level=find_level(dataset.plan, asked.level),
        unit=find_unit(district.roster.tree, asked.unit),
    )


def _choose_format(asked: ExportRequest) -> DataFormat:
    """As it was said, else by the file's name; UserError where the two do not go together."""
    usual = DataFormat.XLSX if asked.ending == "xlsx" else DataFormat.CSV
    kind = DataFormat(asked.data_format) if asked.data_format else usual
    if kind is DataFormat.XLSX and asked.ending != "xlsx":
        raise UserError("Bảng tính Excel cần tên tệp có đuôi .xlsx; hãy sửa --out.")
    if kind is not DataFormat.XLSX and asked.ending not in {"zip", ""}:
        raise UserError(f"Dạng {kind} gồm nhiều tệp; hãy ghi ở --out tên một thư mục, hoặc tên tệp có đuôi .zip.")
    return kind


def _write(pack: DataPack, kind: DataFormat, out: Path, *, force: bool) -> None:
    try:
        if out.suffix:
            with prepare_beside(out, replace=force) as beside:
                pack.write_as(kind, beside)
        else:
            _write_folder(pack, kind, out, force=force)
    except FileExistsError as error:
        raise UserError(f"Đã có “{error.filename or out}”; hãy chọn tên khác, hoặc thêm --force để ghi đè.") from error
    except OSError as error:
        raise UserError(describe_unwritten(out, error)) from error


def _write_folder(pack: DataPack, kind: DataFormat, folder: Path, *, force: bool) -> None:
    """All names are looked at first, so that a folder never holds tables of two moments."""
    folder.mkdir(exist_ok=True)
    for path in folder.iterdir() if not force else ():
        raise FileExistsError(0, "", str(path))
    for name, pieces in pack.list_files(kind):
        with prepare_beside(folder / name, replace=force) as beside, beside.open("wb") as file:
            file.writelines(pieces)
