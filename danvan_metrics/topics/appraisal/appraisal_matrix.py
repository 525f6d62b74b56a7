"""TK | TĐ: schools by items, in each cell the mark the school gave itself and the one the office gave, side by side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

from danvan_metrics.formats import theme
from danvan_metrics.formats.record import FigureRecord
from danvan_metrics.formats.table import Cell, Heading, Row, Table, group_rows
from danvan_metrics.metrics.appraisal import compare_lines
from danvan_metrics.metrics.completion import scored_groups
from danvan_metrics.metrics.dataset import Dataset, Scope, iterate_rows
from danvan_metrics.metrics.marks import LABELS, SYMBOLS, Mark
from danvan_metrics.metrics.words import describe_period, describe_schools, name_file
from danvan_metrics.plan.choices import Choice
from danvan_metrics.plan.model import Group, Indicator, Plan
from danvan_metrics.plan.verdicts import OUTCOMES, Outcome
from danvan_metrics.topics.appraisal.figures import SchoolAppraisal, collect_appraisals, describe_coverage, refer
from danvan_metrics.vietnamese import NBSP, NOTHING, format_ratio

DIFFERS: Final = theme.RAISED  # the office's hue, of no band
_MARKS: Final = {
    Choice.MET: Mark.MET,
    Choice.DOING: Mark.DOING,
    Choice.NOT_STARTED: Mark.ZERO,
    Choice.NOT_APPLICABLE: Mark.NOT_APPLICABLE,
}
_BAR: Final = "|"
_SIGNS: Final = {str(Outcome.LOWERED): "−", str(Outcome.RAISED): "+", str(Outcome.UNPROVEN): "*"}
_SIGN_WORDS: Final = "− hạ; + nâng; * chưa đủ minh chứng"


@dataclass(frozen=True, slots=True)
class Pair:
    """One school's line of one item: what it declared, what the office found, and the office's word (“”: it has none yet)."""

    declared: Mark
    found: Mark
    outcome: str = ""

    @property
    def differs(self) -> bool:
        """Whether the office gave another mark, or was not shown enough."""
        return self.found is not Mark.NOT_APPRAISED and self.outcome != Outcome.CONFIRMED

    @property
    def sign(self) -> str:
        """What the office did to it, as a sign."""
        return _SIGNS.get(self.outcome, "") if self.differs else ""

    @property
    def text(self) -> str:
        """“●|◐”."""
        return f"{SYMBOLS[self.declared]}{_BAR}{SYMBOLS[self.found]}"

    @property
    def words(self) -> str:
        """It in words: “tự khai đạt; thẩm định đang thực hiện (Hạ)”."""
        told = f" ({OUTCOMES[Outcome(self.outcome)]})" if self.outcome else ""
        return f"tự khai {LABELS[self.declared]}; thẩm định {LABELS[self.found]}{told}"


@dataclass(frozen=True, slots=True)
class Tally:
    """One school's lines of one group: applicable, declared met, appraised met, and how many were looked into."""

    applicable: int
    declared: int
    met: int
    checked: int


@dataclass(frozen=True, kw_only=True)
class AppraisalMatrix(FigureRecord):
    """Schools in rows; `pairs` by school and item, `tallies` by school and group; `items` by the group they stand in."""

    scope: Scope
    schools: tuple[SchoolAppraisal, ...]
    items: Mapping[Group, tuple[Indicator, ...]]
    groups: tuple[Group, ...]
    pairs: Mapping[tuple[str, str], Pair]
    tallies: Mapping[tuple[str, str], Tally]
    empty: str = ""


def collect_matrix(dataset: Dataset, scope: Scope) -> AppraisalMatrix:
    """Collect both marks of every item of kind level, and n/N of every group, for every school in scope."""
    record, lines = collect_appraisals(dataset, scope), compare_lines(dataset, scope)
    items = _list_items(dataset.plan)
    codes = {item.code for own in items.values() for item in own}
    pairs = {(row.school, row.indicator): _read_pair(row) for row in iterate_rows(lines[lines["indicator"].isin(codes)])}
    own = lines[lines["in_scope"].astype(bool)]
    tallies = {(str(school), str(group)): _tally(part) for (school, group), part in own.groupby(["school", "group"])}
    groups = tuple(group for group in scored_groups(dataset.plan) if any(key[1] == group.code for key in tallies))
    return AppraisalMatrix(
        title="Tự khai | Thẩm định: từng trường, từng nội dung",
        subtitle=f"{describe_coverage(record.schools)} · {describe_period(dataset, scope.period)} · {describe_schools(scope)}",
        file_name=name_file("tu khai va tham dinh tung noi dung", scope, lens=False),
        sample=dataset.sample,
        scope=scope,
        schools=record.schools,
        items=items,
        groups=groups,
        pairs=pairs,
        tallies=tallies,
        empty=record.empty,
    )


def _list_items(plan: Plan) -> dict[Group, tuple[Indicator, ...]]:
    own = {group: tuple(one for one in plan.indicators if one.group == group.code and one.is_item) for group in plan.groups}
    return {group: items for group, items in own.items() if items}


def _read_pair(row: Any) -> Pair:
    declared = _MARKS.get(row.declared_choice) if row.state in {"value", "not_applicable"} else None
    return Pair(declared or Mark(row.state if row.state in set(Mark) else Mark.NOT_REPORTED), _find_mark(row), row.outcome)


def _find_mark(row: Any) -> Mark:
    """The office's mark: what it was not shown enough of counts as not done; what it has not looked into has none."""
    if not row.checked:
        return Mark.NOT_APPRAISED
    if row.outcome == Outcome.NOT_APPLICABLE or not row.in_scope:
        return Mark.NOT_APPLICABLE
    return _MARKS.get(row.found_choice, Mark.ZERO)


def _tally(lines: pd.DataFrame) -> Tally:
    return Tally(len(lines), int(lines["d"].ge(1).sum()), int(lines["a"].ge(1).sum()), int(lines["checked"].sum()))


def lay_out_matrix(record: AppraisalMatrix, group: Group) -> Table:
    """Lay out one group's items, a school in a row; a cell where the office gave another mark stands out."""
    items = record.items[group]
    rows = group_rows(_lay_school(record, school, group) for school in record.schools)
    upper = (Heading("Trường", rows=2), Heading(group.title, len(items)), Heading("Đạt", 2))
    lower = (*(Heading(item.code, words=item.title, alone=item.code) for item in items), *_name_sums())
    return Table(
        caption=f"Tự khai | thẩm định: {group.title}",
        headings=(upper, lower),
        bands=rows,
        align="n" + "m" * (len(items) + 2),
        subtitle=record.subtitle,
        notes=(describe_signs(record),),
        dense=True,
    )


def _name_sums() -> Iterator[Heading]:
    yield Heading("tự khai", alone="Tự khai đạt")
    yield Heading("thẩm định", alone="Thẩm định đạt")


def describe_signs(record: AppraisalMatrix) -> str:
    """The marks that stand in the cells, in words."""
    marks = {mark for pair in record.pairs.values() for mark in (pair.declared, pair.found)}
    marks |= {_stand_in(school) for school in record.schools if school.state != "value"}
    words = {Mark.ZERO: "chưa thực hiện (bên phải: hoặc chưa đủ minh chứng)"}
    told = "; ".join(f"{SYMBOLS[mark]}{NBSP}{words.get(mark, LABELS[mark])}" for mark in Mark if mark in marks)
    signs = _SIGN_WORDS.replace(" ", NBSP).replace(f";{NBSP}", "; ")
    return f"Trái: trường tự khai; phải: Phòng thẩm định. {told}. {signs}"


def _lay_school(record: AppraisalMatrix, school: SchoolAppraisal, group: Group) -> Row:
    cells = (_lay_pair(record, school, item) for item in record.items[group])
    return (_name_school(record, school), *cells, *_lay_tally(record.tallies.get((school.school, group.code)), school))


def _name_school(record: AppraisalMatrix, school: SchoolAppraisal) -> Cell:
    return Cell(school.name, opens=refer(record.scope, school.school), words=f"Kết quả thẩm định của {school.name}")


def _lay_pair(record: AppraisalMatrix, school: SchoolAppraisal, item: Indicator) -> Cell:
    pair = record.pairs.get((school.school, item.code), Pair(_stand_in(school), Mark.NOT_APPRAISED))
    words = f"{school.name}, {item.code} {item.title}: {pair.words}"
    opens = refer(record.scope, school.school, item.code)
    return Cell(pair.text, pair.sign, words=words, opens=opens, strong=pair.differs, fill=DIFFERS if pair.differs else None)


def _stand_in(school: SchoolAppraisal) -> Mark:
    """The mark of every item of a school without a return, and of what does not apply to one with it."""
    return Mark.NOT_APPLICABLE if school.state == "value" else Mark(school.state)


def _lay_tally(tally: Tally | None, school: SchoolAppraisal) -> Iterator[Cell]:
    yield Cell(format_ratio(tally.declared, tally.applicable) if tally else NOTHING)
    yield Cell(_format_met(tally, school) if tally else NOTHING)


def _format_met(tally: Tally, school: SchoolAppraisal) -> str:
    return format_ratio(tally.met, tally.applicable) if school.appraised else SYMBOLS[Mark.NOT_APPRAISED]


def lay_out_groups(record: AppraisalMatrix) -> Table:
    """Lay out every group, a school in a row: n/N as declared, as appraised, and how many of its lines were looked into."""
    rows = group_rows(_lay_groups(record, school) for school in record.schools)
    upper = (Heading("Trường", rows=2), *(Heading(group.short, 2, words=group.title) for group in record.groups))
    lower = (
        heading
        for group in record.groups
        for heading in (
            Heading("tự khai", alone=f"{group.short}: tự khai"),
            Heading("thẩm định", alone=f"{group.short}: thẩm định"),
        )
    )
    return Table(
        caption="Tự khai | thẩm định: từng nhóm, số dòng đạt trên số dòng áp dụng",
        headings=(upper, tuple(lower)),
        bands=rows,
        align="n" + "m" * 2 * len(record.groups),
        subtitle=record.subtitle,
        notes=(f"{SYMBOLS[Mark.NOT_APPRAISED]}{NBSP}{LABELS[Mark.NOT_APPRAISED]}; dòng chưa kiểm không tính là đạt",),
        dense=True,
    )


def _lay_groups(record: AppraisalMatrix, school: SchoolAppraisal) -> Row:
    pairs = ((group, record.tallies.get((school.school, group.code))) for group in record.groups)
    cells = (_word_tally(cell, group, tally) for group, tally in pairs for cell in _lay_tally(tally, school))
    return (_name_school(record, school), *cells)


def _word_tally(cell: Cell, group: Group, tally: Tally | None) -> Cell:
    told = f", đã kiểm {format_ratio(tally.checked, tally.applicable)} dòng" if tally else ""
    return Cell(cell.text, words=f"{group.title}: {cell.text}{told}")


def tabulate_matrix(record: AppraisalMatrix) -> pd.DataFrame:
    """A row per school and item: both marks in words, and the office's word."""
    return pd.DataFrame([_tell_pair(record, school, item) for school in record.schools for item in _list_all(record)])


def _list_all(record: AppraisalMatrix) -> list[Indicator]:
    return [item for own in record.items.values() for item in own]


def _tell_pair(record: AppraisalMatrix, school: SchoolAppraisal, item: Indicator) -> dict[str, str]:
    pair = record.pairs.get((school.school, item.code), Pair(_stand_in(school), Mark.NOT_APPRAISED))
    return {
        "Trường": school.name,
        "Mã": item.code,
        "Nội dung": item.title,
        "Tự khai": LABELS[pair.declared],
        "Thẩm định": LABELS[pair.found],
        "Kết quả": OUTCOMES[Outcome(pair.outcome)] if pair.outcome else "Chưa kiểm",
    }
