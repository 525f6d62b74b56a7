"""The rows behind what the office's own list works out: schools, rounds of appraisal, meetings and proposals."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from danvan_metrics.formats.table import Row
from danvan_metrics.metrics.dataset import Dataset, Scope
from danvan_metrics.metrics.office_duties import count_assigned, find_meeting, list_meetings, list_proposals
from danvan_metrics.metrics.reference import Reference
from danvan_metrics.metrics.rewards import STEP_WORDS, Proposal
from danvan_metrics.plan.kinds import Source
from danvan_metrics.plan.model import Indicator
from danvan_metrics.topics.source_rows import make_row
from danvan_metrics.units.roster import School
from danvan_metrics.vietnamese import NOTHING, format_date, format_quantity

_PROPOSALS: Final = ("Đề nghị", "Đơn vị", "Tình trạng")
HEADINGS: Final = {  # of sources whose rows are no schools
    Source.ROUNDS_BEGUN: ("Đợt thẩm định", "Tổ, đoàn", "Đã phân công"),
    Source.COUNCIL_HELD: ("Cuộc họp", "Nơi họp", "Có mặt"),
    Source.PROPOSALS_CONSIDERED: _PROPOSALS,
    Source.PROPOSALS_DECIDED: _PROPOSALS,
}


def list_meeting_schools(dataset: Dataset, scope: Scope, indicator: Indicator, schools: Sequence[School]) -> Iterator[Row]:
    """A row per school: whether its return meets what is counted, and its own figure behind it."""
    code = str(indicator.counts)
    met = find_meeting(dataset, scope, code)
    for school in schools:
        opens = Reference(code, scope, school.code)
        yield make_row(opens, school.short_name, school.level, "đã có" if school.code in met else "chưa có")


def list_office_rows(dataset: Dataset, scope: Scope, indicator: Indicator) -> Iterator[Row]:
    """The rows of a figure of the office that no school has a part in; one that says so where there is nothing."""
    lister, nothing = _LISTERS[Source(str(indicator.source))]
    rows = list(lister(dataset, scope))
    yield from rows or [make_row(None, nothing, NOTHING, NOTHING)]


def _list_rounds(dataset: Dataset, scope: Scope) -> Iterator[Row]:
    assigned = count_assigned(dataset, scope)
    for one in dataset.plan.rounds:
        schools = assigned[one.code]
        yield make_row(None, one.title, one.short, f"{format_quantity(schools)} trường" if schools else "chưa phân công")


def _list_council(dataset: Dataset, scope: Scope) -> Iterator[Row]:
    for one in list_meetings(dataset, scope):
        yield make_row(None, f"Họp ngày {format_date(one.held_on)}", one.place, f"{len(one.present)}/{one.members} thành viên")


def _list_considered(dataset: Dataset, scope: Scope) -> Iterator[Row]:
    yield from (_write_proposal(dataset, one) for one in list_proposals(dataset, scope))


def _list_decided(dataset: Dataset, scope: Scope) -> Iterator[Row]:
    yield from (_write_proposal(dataset, one) for one in list_proposals(dataset, scope) if one.passed)


def _write_proposal(dataset: Dataset, one: Proposal) -> Row:
    school = dataset.roster.by_code.get(one.school)
    return make_row(None, f"{one.name} – {one.form}", school.short_name if school else NOTHING, STEP_WORDS[one.step])


_LISTERS: Final[dict[Source, tuple[Callable[[Dataset, Scope], Iterator[Row]], str]]] = {
    Source.ROUNDS_BEGUN: (_list_rounds, "Kế hoạch không có đợt thẩm định nào"),
    Source.COUNCIL_HELD: (_list_council, "Chưa ghi cuộc họp nào"),
    Source.PROPOSALS_CONSIDERED: (_list_considered, "Chưa lập đề nghị nào"),
    Source.PROPOSALS_DECIDED: (_list_decided, "Chưa có đề nghị nào được thông qua"),
}
