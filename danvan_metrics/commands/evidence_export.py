"""`export evidence`: one school's files of evidence and their list, as a ZIP."""

from __future__ import annotations

from typing import Final

from danvan_metrics.access.actor import Actor
from danvan_metrics.access.policies import check_can_get_original
from danvan_metrics.appraising.evidence_acts import find_evidence_period, load_evidence
from danvan_metrics.commands.export_request import ExportRequest
from danvan_metrics.commands.lookups import find_period
from danvan_metrics.district import District
from danvan_metrics.errors import UserError
from danvan_metrics.handing_out import hand_out_evidence
from danvan_metrics.meeting_acts import open_dataset

EVIDENCE: Final = "evidence"


def make_evidence(district: District, asked: ExportRequest, actor: Actor) -> bytes:
    """The ZIP's bytes; without a period it is of the last return that counts. UserError says what is wrong."""
    if asked.ending != "zip":
        raise UserError("Minh chứng xuất ra là tệp nén; hãy đặt tên tệp có đuôi .zip.")
    dataset = open_dataset(district, asked.snapshot or "")
    school = asked.require_school(dataset.roster, "minh chứng")
    check_can_get_original(actor, school)
    period = find_period(dataset.plan, asked.period).code if asked.period else find_evidence_period(dataset, school)
    record = load_evidence(district, dataset, school, period)
    if not record.pieces and not record.files:
        raise UserError("Kỳ này trường chưa lập danh mục minh chứng và chưa gửi tệp nào; hãy chọn kỳ khác hoặc nhận tệp trước.")
    return hand_out_evidence(district, dataset, record, include_pictures=asked.with_pictures, actor=actor)[1]
