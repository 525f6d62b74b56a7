"""The district a command works on."""

from __future__ import annotations

import click

from danvan_metrics.district import District, open_district
from danvan_metrics.settings import load_settings
from danvan_metrics.store.founding import NoStoreThere


def open_office(*, sample: bool = False) -> District:
    """The district the environment names; its store is made where `--create`, or the settings, allow it, else UserError."""
    settings = load_settings()
    asked = bool(click.get_current_context().find_root().params.get("create"))
    try:
        return open_district(settings, sample=sample, create=asked or settings.create_store)
    except NoStoreThere as error:
        raise NoStoreThere(f"{error} Trên dòng lệnh, thêm --create ngay sau danvan_metrics cũng được.") from error
