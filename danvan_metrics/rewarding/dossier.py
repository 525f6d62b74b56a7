"""What a proposal rests on, frozen the moment it is made: the appraisal's figures and the evidence they come from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from danvan_metrics.district import District
from danvan_metrics.errors import UserError
from danvan_metrics.metrics.appraisal import judge_appraisals, sum_appraisals
from danvan_metrics.metrics.dataset import Dataset, Scope, iterate_rows
from danvan_metrics.metrics.summarising import summarise_appraisal
from danvan_metrics.metrics.words import describe_period
from danvan_metrics.store.records import SubmissionRecord
from danvan_metrics.topics.rewards.figures import describe_achievement, is_concluded
from danvan_metrics.vietnamese import clean_text


@dataclass(frozen=True, slots=True)
class Dossier:
    """Figures as JSON, the summary of achievement proposed from them, and the names of the models registered."""

    figures: dict[str, Any]
    summary: str
    models: tuple[str, ...]

    @property
    def concluded(self) -> bool:
        """Whether the appraisal is concluded: else lists say that it was not."""
        return is_concluded(self.figures)


def collect_dossier(district: District, school: str, period: str, *, dataset: Dataset | None = None) -> Dossier:
    """Collect what stands now of a school's period; UserError where it has handed nothing in.

    figures: state, round, version, checked {n, N}, confirmed {n, N}, met {n, N, high}, lowered, raised, models {n with a result,
    N}, and evidence: the hand-in judged or in force, and the files beside it, each with its SHA-256.
    """
    dataset = dataset or district.load_whole()
    models = dataset.models[dataset.models["school"].eq(school) & dataset.models["period"].eq(period)]
    if not (dataset.receipts["school"].eq(school) & dataset.receipts["period"].eq(period)).any():
        name, told = dataset.roster.by_code[school].name, describe_period(dataset, period)
        raise UserError(f"{name} chưa có báo cáo {told} nên chưa có số liệu làm căn cứ đề nghị; hãy nhận báo cáo trước.")
    figures = _collect_figures(dataset, school, period)
    figures["models"] = {"n": int(models["has_result"].sum()), "N": len(models)}
    figures["evidence"] = _list_evidence(district, dataset, school, period)
    return Dossier(figures, describe_achievement(figures), tuple(map(clean_text, models["name"])))


def _collect_figures(dataset: Dataset, school: str, period: str) -> dict[str, Any]:
    scope = Scope(period)
    judged = _find_row(judge_appraisals(dataset, scope), school)
    sums = _find_row(sum_appraisals(dataset, scope), school)
    if judged is None or sums is None:
        return {"state": "unassigned"}
    told = {"round": str(judged.round), "version": int(judged.version), "as_of": dataset.as_of.isoformat()}
    return summarise_appraisal(sums) | told


def _find_row(frame: Any, school: str) -> Any:
    return next((row for row in iterate_rows(frame) if row.school == school), None)


def _list_evidence(district: District, dataset: Dataset, school: str, period: str) -> list[dict[str, Any]]:
    """The hand-ins the figures come from (the one in force, and the one judged where that is another), and the files beside."""
    judged = _find_row(judge_appraisals(dataset, Scope(period)), school)
    number = getattr(judged, "submission", None)
    handed_in = district.repository.list_submissions(dataset.plan.code, school)
    files = district.repository.evidence.list_files(dataset.plan.code, school, period)
    told = [_tell_hand_in(one) for one in handed_in if one.period == period and (one.in_force or one.id == number)]
    return told + [{"code": one.code, "file_name": one.file_name, "sha256": one.sha256} for one in files if not one.withdrawn]


def _tell_hand_in(one: SubmissionRecord) -> dict[str, Any]:
    return {
        "submission": one.id,
        "revision": one.revision,
        "file_name": one.file_name,
        "received_on": one.received_on.isoformat(),
        "sha256": one.sha256,
    }
