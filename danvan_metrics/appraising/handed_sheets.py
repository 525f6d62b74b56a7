"""Phiếu that were handed in, given out again: as they came, or with what is to be set right marked in them."""

from __future__ import annotations

from danvan_metrics.access.actor import Actor
from danvan_metrics.access.acts import Act
from danvan_metrics.access.policies import check, check_can_get_original, check_some
from danvan_metrics.access.taking import note_taken
from danvan_metrics.appraising.desk import Desk
from danvan_metrics.appraising.sheet_outcome import SheetOutcome
from danvan_metrics.district import District
from danvan_metrics.errors import UserError
from danvan_metrics.store.appraising.appraisal_records import SheetFile


def load_handed_sheet(district: District, desk: Desk, digest: str, *, actor: Actor) -> SheetFile:
    """The phiếu that decisions on this desk came in with, by its SHA-256, for whoever sees one of these decisions.

    UserError where there is no such decision; StoreError where the bytes are not what was handed in.
    """
    check_can_get_original(actor, desk.key.school)
    if digest not in {one.sheet_sha256 for line in desk.lines for one in line.history}:
        raise UserError("Không có phiếu này trong lịch sử của dòng; hãy tải lại trang.")
    sheet = district.repository.appraisals.load_sheet(desk.key, digest)
    if not district.sample:
        note_taken(district.repository, actor, Act.GET_ORIGINALS, desk.key.school, sheet.name)
    return sheet


def write_marked_sheet(district: District, outcome: SheetOutcome, *, actor: Actor) -> bytes:
    """A phiếu that was just handed in, marked; UserError where it cannot be marked."""
    school = outcome.school if outcome.school in district.roster.by_code else ""
    if school:
        check(actor, Act.SEE_APPRAISING, school)
    else:
        check_some(actor, Act.SEE_APPRAISING)
    content = outcome.marked
    if not district.sample:
        note_taken(district.repository, actor, Act.SEE_APPRAISING, school, outcome.file)
    return content
