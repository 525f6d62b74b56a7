"""The workbook as it was handed in; once its contact data are blanked, a copy of it without them."""

from __future__ import annotations

from danvan_metrics.access.actor import Actor
from danvan_metrics.access.acts import Act
from danvan_metrics.access.policies import check_can_get_original
from danvan_metrics.district import District, find_contact_end
from danvan_metrics.plan.model import Plan
from danvan_metrics.store.records import SubmissionRecord
from danvan_metrics.workbook.answers import Place, Return


def load_kept_file(district: District, record: SubmissionRecord, *, actor: Actor) -> bytes:
    """The file to hand out: byte for byte the original until its contact data are due to be blanked, then an .xlsx without them.

    UserError where no copy can be made of it; StoreError where what is kept is not what was handed in.
    """
    check_can_get_original(actor, record.school)
    from danvan_metrics.handing_out import note_handed_out  # noqa: PLC0415 - loads the papers; whoever receives hands out none

    content = _load(district, record)
    note_handed_out(district, actor, Act.GET_ORIGINALS, record.school, record.file_name)
    return content


def _load(district: District, record: SubmissionRecord) -> bytes:
    content = district.repository.load_file(record.id)
    if not has_lost_contacts(district, record):
        return content
    from danvan_metrics.workbook.marking.blanked_copy import blank_cells  # noqa: PLC0415 - loads openpyxl only when asked for

    return blank_cells(content, list_contact_places(district.plan, district.repository.load_return(record.id)))


def has_lost_contacts(district: District, record: SubmissionRecord) -> bool:
    """Whether the hand-in is so old that whom to ask about it is not kept any more."""
    end = find_contact_end(district)
    return end is not None and record.received_as_entered < end and record.uploaded_at.date() < end


def list_contact_places(plan: Plan, returned: Return) -> frozenset[Place]:
    """The cells of a return that hold whom to ask about it."""
    keys = {fact.key for fact in plan.facts if fact.contact}
    return frozenset(fact.place for fact in returned.facts if fact.key in keys)
