"""Fill the sample store by handing in the sample's workbooks, once per recipe, plan and roster."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import Final

from sqlalchemy import make_url

from danvan_metrics.access.actor import PROGRAM
from danvan_metrics.district import District
from danvan_metrics.errors import UserError
from danvan_metrics.intake.archive import HandedIn
from danvan_metrics.intake.receiving import Receiving, receive_files
from danvan_metrics.sample.agreements import agree_sample, hold_meeting, list_meetings
from danvan_metrics.sample.office_recipe import load_office_recipe
from danvan_metrics.sample.office_word import appraise_sample
from danvan_metrics.sample.recipe import load_recipe
from danvan_metrics.sample.reward_word import reward_sample
from danvan_metrics.sample.workbooks import SampleFile, count_sample, iterate_sample
from danvan_metrics.store.repository import open_repository
from danvan_metrics.workbook.layout import TEMPLATE_VERSION

FILLED: Final = "sample_filled"
_AT_ONCE: Final = 20  # files: what a batch leaves is scored when it ends


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
    told = (district.plan, district.roster, load_recipe(district.settings.sample_folder))
    total, held = count_sample(*told), date.min
    meetings = list(list_meetings(district))
    done = count(1)
    for batch in _gather(iterate_sample(*told), [day for day, _ in meetings]):
        while meetings and meetings[0][0] < batch[0].received_on:
            day, meeting = meetings.pop(0)
            agree_sample(district, after=held, until=day)
            hold_meeting(district, day, meeting)
            held = day
        files = [_hand_over(file) for file in batch]
        for _ in receive_files(district, files, Receiving(accept=True, actor=PROGRAM)):
            if progress:
                progress(next(done), total)
    agree_sample(district, after=held)


def _gather(files: Iterable[SampleFile], days: Sequence[date]) -> Iterator[list[SampleFile]]:
    """Files that are handed in together: none from both sides of a meeting's day, and no two of one school."""
    batch: list[SampleFile] = []
    held = 0
    for file in files:
        past = max(held, sum(day < file.received_on for day in days))
        if batch and (past > held or len(batch) == _AT_ONCE or any(one.school == file.school for one in batch)):
            yield batch
            batch = []
        held = past
        batch.append(file)
    if batch:
        yield batch


def _hand_over(file: SampleFile) -> HandedIn:
    return HandedIn(file.name, file.content, received_on=file.received_on, sender=f"{file.school.lower()}@minhhoa.example")


def is_filled(district: District) -> bool:
    """Whether the store holds the whole sample of this recipe, plan and roster."""
    events = district.repository.list_events(action=FILLED)
    return any(event.detail.get("sample") == _identify(district) for event in events)


def _identify(district: District) -> str:
    folder = district.settings.sample_folder
    recipes = (load_recipe(folder), load_office_recipe(folder))
    parts = (
        *(recipe.model_dump_json() for recipe in recipes),
        district.plan.dump_unnamed(),
        repr((district.roster.schools, district.roster.tree)),
        TEMPLATE_VERSION,
    )
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
