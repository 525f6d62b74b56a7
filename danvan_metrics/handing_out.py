"""Files made of what the district holds, as they are handed out: who may have one, and what was taken."""

from __future__ import annotations

from collections.abc import Callable, Collection

from danvan_metrics.access.actor import Actor
from danvan_metrics.access.acts import Act
from danvan_metrics.access.policies import (
    check_can_export,
    check_can_export_paper,
    check_can_get_original,
    check_can_make_templates,
)
from danvan_metrics.access.rights import find_sight
from danvan_metrics.access.taking import note_taken
from danvan_metrics.district import District
from danvan_metrics.formats.package import NamedFile
from danvan_metrics.metrics.dataset import Dataset, Scope
from danvan_metrics.metrics.words import require_lens
from danvan_metrics.plan.model import Period
from danvan_metrics.topics.evidence.figures import EvidenceRecord
from danvan_metrics.topics.narrowing import narrow
from danvan_metrics.topics.school.school_sheet import collect_school_sheet
from danvan_metrics.units.roster import School
from danvan_metrics.workbook.labels import name_template

SEVERAL = ""  # of a file about more schools than one


def hand_out_export(district: District, make: Callable[[], NamedFile], *, actor: Actor) -> NamedFile:
    """Slides, report, workbook or charts of the district's figures, as `make` gives them; NotAllowed for whom they are not."""
    check_can_export(actor)
    made = make()
    note_handed_out(district, actor, Act.EXPORT, SEVERAL, made[0])
    return made


def hand_out_school_paper(district: District, dataset: Dataset, scope: Scope, school: str, *, actor: Actor) -> NamedFile:
    """One school's sheet in a period and lens, told from what the actor is shown.

    NotAllowed where it is not the actor's to have; UserError where the lens has no figures.
    """
    check_can_export_paper(actor, school)
    require_lens(dataset, scope)
    district.look.require_names()
    from danvan_metrics.exports.papers import write_school_paper  # noqa: PLC0415 - python-docx only when a file is asked for

    paper = write_school_paper(collect_school_sheet(narrow(dataset, find_sight(actor)), scope, school))
    note_handed_out(district, actor, Act.EXPORT_PAPERS, school, paper[0])
    return paper


def hand_out_evidence(
    district: District, dataset: Dataset, record: EvidenceRecord, *, include_pictures: bool, actor: Actor
) -> NamedFile:
    """One school's files of evidence and their list, pictures and films only where somebody said so; NotAllowed."""
    check_can_get_original(actor, record.school)
    from danvan_metrics.exports.evidence_pack import write_evidence_pack  # noqa: PLC0415 - XlsxWriter only when asked for

    name, load = f"{record.file_name}.zip", district.repository.evidence.load_content
    content = write_evidence_pack(record, dataset, load, include_pictures=include_pictures)
    note_handed_out(district, actor, Act.GET_ORIGINALS, record.school, name)
    return name, content


def make_template(district: District, unit: School, period: Period, *, actor: Actor) -> NamedFile:
    """A unit's template with last period's answers where it handed them in; NotAllowed for a unit that is not the actor's."""
    check_can_make_templates(actor, unit.code)
    district.look.require_names()
    from danvan_metrics.workbook.template.build import build_template  # noqa: PLC0415 - openpyxl only when asked

    previous, plan = district.find_return_before(unit.code, period.code), district.plan_of(unit.code)
    return name_template(plan, unit, period), build_template(plan, unit, period, previous)


def hand_out_templates(district: District, made: NamedFile, units: Collection[str], *, actor: Actor) -> bytes:
    """The bytes of templates that were made of these units, in one file; NotAllowed where one of them is not the actor's."""
    for unit in units:
        check_can_make_templates(actor, unit)
    name, content = made
    note_handed_out(district, actor, Act.MAKE_TEMPLATES, next(iter(units)) if len(units) == 1 else SEVERAL, name)
    return content


def note_handed_out(district: District, actor: Actor, act: Act, school: str, name: str) -> None:
    """Keep who was handed which file, of which school; nobody minds what is taken of the sample."""
    if not district.sample:
        note_taken(district.repository, actor, act, school, name)
