"""The marked copy of a file sent back days ago, made anew from the bytes that were kept."""

from __future__ import annotations

from danvan_metrics.access.actor import Actor
from danvan_metrics.access.policies import check_can_get_marked
from danvan_metrics.district import District
from danvan_metrics.errors import UserError
from danvan_metrics.formats.package import NamedFile
from danvan_metrics.intake.archive import HandedIn
from danvan_metrics.intake.marked import mark_file, name_marked
from danvan_metrics.intake.receiving import Receiving, receive_files
from danvan_metrics.store.failures import StoreError
from danvan_metrics.store.records import RefusalRecord
from danvan_metrics.workbook.recognising.recognition import Told


def mark_refused(district: District, refusal: RefusalRecord, *, actor: Actor) -> NamedFile | None:
    """The marked copy under its name, by today's checks; None where the file was not kept, or cannot be marked.

    StoreError where what is kept is not what was handed in.
    """
    check_can_get_marked(actor, refusal.school or "")
    content = district.repository.load_refused(refusal.sha256)
    if content is None:
        return None
    told = Told(refusal.school, refusal.period) if refusal.school and refusal.period else None
    file = HandedIn(refusal.file_name, content, told=told)
    [outcome] = receive_files(district, [file], Receiving(store=False, actor=actor))
    try:
        return name_marked(refusal.file_name), mark_file(district, content, outcome, actor=actor)
    except StoreError:
        raise
    except UserError:
        return None
