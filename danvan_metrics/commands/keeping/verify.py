"""`verify`: is the store, or a copy of it, whole."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

from danvan_metrics.commands.keeping.check_words import tell_check
from danvan_metrics.commands.office import find_keeper
from danvan_metrics.commands.output import print_json
from danvan_metrics.commands.terminal.saying import say
from danvan_metrics.safekeeping_acts import verify as verify_store
from danvan_metrics.settings import load_settings


def run(*, sample: bool, copy: Path | None, as_json: bool) -> int:
    """Print what was looked at and what is wrong; 1 where anything is."""
    settings = load_settings()
    url = settings.sample_database_url if sample else settings.database_url
    checked = verify_store(url, copy, actor=find_keeper(settings))
    if not as_json:
        say(f"Đã kiểm tra “{copy or (checked.store if checked else '')}”.")
        return tell_check(checked)
    print_json({"readable": True, "flaws": []} if checked is None else asdict(checked))
    return int(bool(checked and checked.flaws))
