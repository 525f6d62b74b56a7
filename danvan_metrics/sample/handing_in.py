"""Fill the sample store by handing in the sample's workbooks, once per recipe, plan and roster."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Final

from sqlalchemy import make_url

from danvan_metrics.access.actor import PROGRAM
from danvan_metrics.district import District
from danvan_metrics.errors import UserError
from danvan_metrics.intake.receiving import Receiving, receive_file
from danvan_metrics.sample.agreements import agree_sample, hold_meeting, list_meetings
from danvan_metrics.sample.office_recipe import OFFICE_RECIPE
from danvan_metrics.sample.office_word import appraise_sample
from danvan_metrics.sample.recipe import RECIPE
from danvan_metrics.sample.reward_word import reward_sample
from danvan_metrics.sample.workbooks import count_sample, iterate_sample
from danvan_metrics.store.repository import open_repository
from danvan_metrics.workbook.layout import TEMPLATE_VERSION

FILLED: Final = "sample_filled"


def fill_sample_store(district: District, progress: Callable[[int, int], None] | None = None) -> None:
    """Hand in every workbook of the sample, unless the store holds it already; one of another recipe is begun anew.

    `progress` is told how many of how many are in. UserError for a district that is not the sample.
    """
    if not district.sample:
        raise UserError("Dữ liệu minh họa chỉ vào kho minh họa; hãy mở kho minh họa rồi thử lại.")
    if is_filled(district):
        return
    if district.repository.version() > 0:
        _begin_anew(district)
    _hand_in(district, progress)
    appraise_sample(district)
    reward_sample(district)
    district.repository.record_event(FILLED, detail={"sample": _identify(district)})


def _hand_in(district: District, progress: Callable[[int, int], None] | None) -> None:
    """Every workbook in the order they are sent, and between them what meetings agree on and fix on their days."""
    total, held = count_sample(district.plan, district.roster), date.min
    meetings = list(list_meetings(district))
    for done, file in enumerate(iterate_sample(district.plan, district.roster), start=1):
        while meetings and meetings[0][0] < file.received_on:
            day, meeting = meetings.pop(0)
            agree_sample(district, after=held, until=day)
            hold_meeting(district, day, meeting)
            held = day
        sender = f"{file.school.lower()}@minhhoa.example"
        receive_file(district, file.name, file.content, Receiving(file.received_on, sender, accept=True, actor=PROGRAM))
        if progress:
            progress(done, total)
    agree_sample(district, after=held)


def is_filled(district: District) -> bool:
    """Whether the store holds the whole sample of this recipe, plan and roster."""
    events = district.repository.list_events(action=FILLED)
    return any(event.detail.get("sample") == _identify(district) for event in events)


def _identify(district: District) -> str:
    recipes = (path.read_text(encoding="utf-8") for path in (RECIPE, OFFICE_RECIPE))
    parts = (*recipes, district.plan.model_dump_json(), repr(district.roster), TEMPLATE_VERSION)
    return sha256("\n".join(parts).encode()).hexdigest()


def _begin_anew(district: District) -> None:
    """An empty store at the same address; what stood there was invented."""
    url = district.settings.sample_database_url
    address = make_url(url)
    if address.get_backend_name() != "sqlite" or not address.database:
        raise UserError("Kho minh họa chứa dữ liệu cũ; hãy trỏ DANVAN_SAMPLE_DATABASE_URL tới một cơ sở dữ liệu trống.")
    district.repository.close()
    try:
        Path(address.database).unlink(missing_ok=True)
    except OSError as error:
        raise UserError(
            f"Không thay được kho minh họa “{address.database}”; hãy đóng chương trình đang mở tệp rồi thử lại."
        ) from error
    open_repository(url).close()
