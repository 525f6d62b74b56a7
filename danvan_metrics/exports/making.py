"""Everything that leaves for a meeting, by kind: which file, called what, and how it is made."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Final

from danvan_metrics.formats.package import NamedFile
from danvan_metrics.look.office_look import NO_LOOK, Look
from danvan_metrics.metrics.dataset import Dataset, Scope
from danvan_metrics.metrics.words import name_file, require_lens
from danvan_metrics.topics.meeting import Meeting
from danvan_metrics.topics.spread.outlines import Outline
from danvan_metrics.topics.unit_owner import is_the_offices
from danvan_metrics.vietnamese import slug


class ExportKind(StrEnum):
    """What can leave."""

    SLIDES = "pptx"
    REPORT = "docx"
    WORKBOOK = "xlsx"
    CHARTS = "charts"


_NAMES: Final = {
    ExportKind.SLIDES: "trinh chieu",
    ExportKind.REPORT: "bao cao",
    ExportKind.WORKBOOK: "bang tinh",
    ExportKind.CHARTS: "bieu do",
}
_ENDINGS: Final = {ExportKind.CHARTS: "zip"}


def name_export(kind: ExportKind, dataset: Dataset, scope: Scope) -> str:
    """An ASCII file name: what it is, the plan, period, lens and filters, and the snapshot where there is one."""
    fixed = slug("chot", dataset.snapshot.name) if dataset.snapshot else ""
    unit = dataset.roster.tree.by_code.get(dataset.unit)
    parts = name_file(f"{_NAMES[kind]} {dataset.plan.short_title}", scope), slug(unit.short_name) if unit else "", fixed
    return f"{'_'.join(filter(None, parts))}.{_ENDINGS.get(kind, kind)}"


def make_export(kind: ExportKind, dataset: Dataset, scope: Scope, outlines: Sequence[Outline], look: Look = NO_LOOK) -> NamedFile:
    """Make one export; its name and bytes. The same data in the same look give the same bytes.

    UserError where the lens has no figures, or where a part of the office's look that the file needs is wrong.
    """
    require_lens(dataset, scope)
    look.require_names()
    worn = look if is_the_offices(dataset) else NO_LOOK  # a commune's report bears the commune's head, not the office's crest
    return name_export(kind, dataset, scope), _write(kind, Meeting(dataset, scope), outlines, worn)


def _write(kind: ExportKind, meeting: Meeting, outlines: Sequence[Outline], look: Look) -> bytes:
    """Each library is loaded only when its file is asked for."""
    if meeting.dataset.sums:
        return _write_of_node(kind, meeting, look)
    match kind:
        case ExportKind.SLIDES:
            from danvan_metrics.exports.slides import write_slides  # noqa: PLC0415 - as said above

            return write_slides(meeting, look.take_slides(meeting.plan))
        case ExportKind.REPORT:
            from danvan_metrics.exports.report import write_report  # noqa: PLC0415 - as above

            return write_report(meeting, look.take_paper())
        case ExportKind.WORKBOOK:
            from danvan_metrics.exports.workbook import write_workbook  # noqa: PLC0415 - as above

            return write_workbook(meeting)
        case ExportKind.CHARTS:
            from danvan_metrics.exports.chart_pack import pack_charts  # noqa: PLC0415 - as above

            return pack_charts(meeting.dataset, meeting.scope, outlines)


def _write_of_node(kind: ExportKind, meeting: Meeting, look: Look) -> bytes:
    """The same of a unit that has units under it: told by unit."""
    match kind:
        case ExportKind.SLIDES:
            from danvan_metrics.exports.units.unit_slides import write_unit_slides  # noqa: PLC0415 - as above

            return write_unit_slides(meeting, look.take_slides(meeting.plan))
        case ExportKind.REPORT:
            from danvan_metrics.exports.units.unit_report import write_unit_report  # noqa: PLC0415 - as above

            return write_unit_report(meeting, look.take_paper())
        case ExportKind.WORKBOOK:
            from danvan_metrics.exports.units.unit_workbook import write_unit_workbook  # noqa: PLC0415 - as above

            return write_unit_workbook(meeting)
        case ExportKind.CHARTS:
            from danvan_metrics.exports.units.unit_charts import pack_unit_charts  # noqa: PLC0415 - as above

            return pack_unit_charts(meeting.dataset, meeting.scope)
