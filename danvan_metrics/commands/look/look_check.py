"""`look check`: what is wrong with a folder of the office's look, all of it at once."""

from __future__ import annotations

from pathlib import Path

import click

from danvan_metrics.commands.output import print_json
from danvan_metrics.errors import UserError
from danvan_metrics.look.look_faults import WORDS
from danvan_metrics.look.office_look import Look, find_look
from danvan_metrics.settings import load_limits, load_settings

_NOTHING = (
    f"Thư mục chưa có tệp diện mạo nào ({WORDS}, crest.png, slides.pptx, report.docx); chương trình dùng diện mạo của mình."
)


def run(*, sample: bool, folder: Path | None, as_json: bool) -> int:  # noqa: ARG001 - the same for both
    """Print every fault and what may be used; 1 where something is wrong."""
    look = find_look(folder or load_settings().look_folder, load_limits())
    if look.folder is None:
        raise UserError("Chưa chọn thư mục diện mạo; hãy ghi thư mục ngay sau lệnh, hoặc đặt DANVAN_LOOK.")
    faults, usable = look.list_faults(), look.list_usable()
    grave = [fault for fault in faults if fault.grave]
    if as_json:
        told = [{"file": fault.file, "text": fault.text, "grave": fault.grave} for fault in faults]
        print_json({"folder": str(look.folder), "usable": usable, "faults": told})
        return 1 if grave else 0
    for fault in faults:
        click.echo(f"{'Lỗi  ' if fault.grave else 'Lưu ý'}  {fault.told}")
    click.echo(_summarise(look, usable, len(grave)))
    return 1 if grave else 0


def _summarise(look: Look, usable: list[str], grave: int) -> str:
    if not usable and not grave:
        return _NOTHING
    used = f"Dùng được: {', '.join(usable)}." if usable else "Chưa tệp nào dùng được."
    called = f" Tên gọi: {look.words.office.name}." if look.words.office.name else ""
    return f"{used}{called}" if not grave else f"{grave} lỗi phải sửa. {used}"
