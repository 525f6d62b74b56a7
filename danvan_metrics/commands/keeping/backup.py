"""`backup`: a copy of the store while others work with it."""

from __future__ import annotations

from pathlib import Path

from danvan_metrics.commands.keeping.check_words import tell_check
from danvan_metrics.commands.office import find_office_actor, open_office
from danvan_metrics.commands.terminal.saying import say
from danvan_metrics.errors import UserError
from danvan_metrics.safekeeping_acts import back_up


def run(*, sample: bool, out: Path) -> int:
    """Write the copy; 1 where something in it is not whole."""
    if not out.name or out.is_dir():
        raise UserError(f"“{out}” là một thư mục; hãy ghi cả tên tệp sao lưu, ví dụ {out / 'sao-luu.sqlite3'}.")
    district = open_office(sample=sample)
    copy, checked = back_up(district, out, actor=find_office_actor(district))
    say(f"Đã sao lưu vào “{copy}”.")
    return tell_check(checked)
