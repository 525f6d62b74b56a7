"""`look write`: a folder to begin with, in which everything is as the program has it today."""

from __future__ import annotations

from pathlib import Path

from danvan_metrics.commands.look.starting_look import make_paper, make_slides, make_words
from danvan_metrics.commands.output import describe_unwritten, write_file
from danvan_metrics.commands.terminal.saying import say
from danvan_metrics.errors import UserError
from danvan_metrics.look.look_faults import PAPER, SLIDES, WORDS
from danvan_metrics.plan.loader import load_plan
from danvan_metrics.settings import load_settings


def run(*, sample: bool, folder: Path, force: bool) -> int:  # noqa: ARG001 - the same for both
    """Write the files; UserError where one of them stands there already, unless forced: then nothing is written."""
    office = load_plan(load_settings().plan_path).office
    files = {WORDS: make_words(office), SLIDES: make_slides(office), PAPER: make_paper(office)}
    standing = [name for name in files if (folder / name).exists()]
    if standing and not force:
        raise UserError(f"Trong “{folder}” đã có {', '.join(standing)}; hãy chọn thư mục khác, hoặc thêm --force để ghi đè.")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(describe_unwritten(folder, error)) from error
    for name, content in files.items():
        write_file(folder / name, content, force=force)
    say(f"Đã ghi {', '.join(files)} vào {folder}. Hãy sửa, thêm crest.png (biểu trưng), rồi chạy: look check {folder}")
    return 0
