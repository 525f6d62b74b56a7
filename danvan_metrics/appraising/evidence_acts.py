"""What the office does with evidence: look at what a school lists and handed in, give a file its code, withdraw one."""

from __future__ import annotations

from dataclasses import replace

from danvan_metrics.access.actor import Actor
from danvan_metrics.access.policies import check_can_keep_evidence
from danvan_metrics.district import District
from danvan_metrics.errors import UserError
from danvan_metrics.metrics.dataset import Dataset
from danvan_metrics.plan.evidence_codes import read_evidence_code, write_evidence_code
from danvan_metrics.settings import TIME_ZONE
from danvan_metrics.topics.evidence.figures import EvidenceFile, EvidenceRecord, KeptEvidence, Sighting, collect_evidence
from danvan_metrics.vietnamese import clean_text


def load_evidence(district: District, dataset: Dataset, school: str, period: str) -> EvidenceRecord:
    """A school's evidence in a period: of the return that the dataset looks at, with the files that stand and who saw them.

    Of a snapshot the files and ticks are those there were when it was taken.
    """
    number = _find_submission(dataset, school, period)
    returned = None if number is None else district.repository.load_return(number)
    submissions = district.repository.list_submissions(district.plan.code, school) if returned else ()
    received_on = next((one.received_on for one in submissions if one.id == number), None)
    kept = replace(_load_kept(district, dataset, school, period), received_on=received_on)
    return collect_evidence(dataset, dataset.roster.by_code[school], period, returned, kept)


def find_evidence_period(dataset: Dataset, school: str) -> str:
    """The last period for which the school's return counts; UserError where there is none."""
    returned = set(dataset.receipts.loc[dataset.receipts["school"].eq(school), "period"])
    found = [period.code for period in dataset.plan.periods if period.code in returned]
    if not found:
        raise UserError("Trường này chưa có báo cáo nào được nhận nên chưa có minh chứng; hãy nhận báo cáo trước.")
    return found[-1]


def name_evidence_file(district: District, number: int, code: str, *, actor: Actor) -> None:
    """Say of which piece a file is, however the code is typed; “” takes it back. UserError where it is no code of the plan."""
    check_can_keep_evidence(actor)
    text = clean_text(code)
    read = read_evidence_code(text, district.plan) if text else None
    if text and (read is None or not read.known):
        line = next(iter(district.plan.indicator_of_line))
        example = write_evidence_code(district.plan, line, 1) or "theo mẫu của kế hoạch"
        raise UserError(f"“{text}” không phải mã minh chứng của kế hoạch; hãy ghi mã theo mẫu, ví dụ {example}.")
    district.repository.evidence.name_piece(district.plan.code, number, read.text if read else "", actor=actor.name)


def withdraw_evidence_file(district: District, number: int, reason: str, *, actor: Actor) -> None:
    """Let a file count no more, with the reason; its bytes stay in the store. UserError for a blank reason."""
    check_can_keep_evidence(actor)
    district.repository.evidence.withdraw(district.plan.code, number, reason, actor=actor.name)


def _find_submission(dataset: Dataset, school: str, period: str) -> int | None:
    own = dataset.receipts[dataset.receipts["school"].eq(school) & dataset.receipts["period"].eq(period)]
    return None if own.empty else int(own["submission"].iloc[0])


def _load_kept(district: District, dataset: Dataset, school: str, period: str) -> KeptEvidence:
    moment = dataset.snapshot.taken_at if dataset.snapshot else None
    store, plan = district.repository.evidence, district.plan.code
    files = tuple(
        EvidenceFile(one.id, one.code, one.file_name, one.sha256, one.size)
        for one in store.list_files(plan, school, period)
        if not one.withdrawn and (moment is None or one.at <= moment)
    )
    sightings = tuple(
        Sighting(one.code, one.appraiser, one.at.astimezone(TIME_ZONE).date())
        for one in store.list_seen(plan, school, period)
        if moment is None or one.at <= moment
    )
    return KeptEvidence(files, sightings)
