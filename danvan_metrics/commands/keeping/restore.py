"""`restore`: a store out of a copy, where none stands."""

from __future__ import annotations

from pathlib import Path

from danvan_metrics.commands.keeping.check_words import tell_check
from danvan_metrics.commands.office import find_keeper
from danvan_metrics.commands.terminal.saying import say
from danvan_metrics.errors import UserError
from danvan_metrics.safekeeping_acts import restore as restore_copy
from danvan_metrics.settings import load_settings


def run(*, sample: bool, copy: Path) -> int:
    """Make the store; 1 where something in it is not whole."""
    if sample:
        raise UserError("Kho minh họa không cần khôi phục: chương trình tự nạp lại; hãy bỏ --sample.")
    settings = load_settings()
    checked = restore_copy(settings, copy, actor=find_keeper(settings))
    say(f"Đã khôi phục “{copy}” vào “{checked.store}”.")
    return tell_check(checked)
