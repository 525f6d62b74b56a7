"""The scorecard laid out: a row per school, a marked cell per group, and when the return came."""

from __future__ import annotations

from collections.abc import Iterator

from danvan_metrics.formats.table import Band, Cell, Heading, Row, SchoolPage, Table
from danvan_metrics.metrics.dataset import Scope
from danvan_metrics.metrics.marks import LABELS, SYMBOLS, Mark
from danvan_metrics.metrics.reference import Reference, Subject
from danvan_metrics.plan.lens import Lens
from danvan_metrics.plan.model import Group
from danvan_metrics.topics.scorecard.figures import SchoolScores, Score, Scorecard

FLAG = "⚑"
_SHORT = {Mark.SENT_BACK: "trả lại"}  # seven times in a row; its column “Trạng thái” says the rest
REACH_NOTE = "“đến”: số đạt nếu phần chưa kiểm đúng như tự khai"
CHANGE_NOTE = "+/−: hơn, kém kỳ trước, tính phần có số liệu ở cả hai kỳ"


def lay_out_scorecard(scorecard: Scorecard) -> Table:
    """Lay the scorecard out: two rows of headings, schools in bands."""
    return Table(
        caption=scorecard.title,
        subtitle=scorecard.subtitle,
        headings=(tuple(_upper_headings(scorecard.groups)), tuple(_lower_headings(scorecard.groups))),
        bands=tuple(Band(title, tuple(_lay_school(row, scorecard.scope) for row in rows)) for title, rows in scorecard.bands),
        align="n" + "c" * len(scorecard.groups) + "mm",
        legend=scorecard.legend,
        band_heading="Nhóm trường",
        notes=tuple(_list_notes(scorecard)),
        dense=True,
    )


def _upper_headings(groups: tuple[Group, ...]) -> Iterator[Heading]:
    yield Heading("Trường", rows=2)
    parents = {group.parent for group in groups}
    names = [group.code if group.code in parents else group.parent for group in groups]
    titles = {group.code: group.title for group in groups}
    for name in dict.fromkeys(names):
        yield Heading(titles[name] if name else "Nhóm chỉ tiêu, nhiệm vụ", names.count(name))
    yield Heading("Báo cáo", 2)


def _lower_headings(groups: tuple[Group, ...]) -> Iterator[Heading]:
    parents = {group.parent for group in groups}
    for group in groups:
        yield Heading("Cộng" if group.code in parents else group.short, words=group.title, alone=group.short)
    yield Heading("Hạn nộp")
    yield Heading("Trạng thái")


def _list_notes(scorecard: Scorecard) -> Iterator[str]:
    if scorecard.scope.lens is Lens.APPRAISED:
        yield REACH_NOTE
    yield CHANGE_NOTE
    if any(score.agreed for row in scorecard.rows for score in row.cells):
        yield f"{FLAG} có việc đang giao"


def _lay_school(row: SchoolScores, scope: Scope) -> Row:
    opens = SchoolPage(row.school)
    return (
        Cell(row.name, opens=opens, words=f"Mở hồ sơ {row.name}", tag="điểm" if row.model else "", strong=row.model),
        *(lay_out_score(score, row.school, scope) for score in row.cells),
        Cell(row.receipt, opens=Reference(Subject.RECEIPTS, scope, row.school)),
        Cell(row.state, opens=opens, words=f"Mở hồ sơ {row.name}: {row.state}"),
    )


def lay_out_score(score: Score, school: str, scope: Scope) -> Cell:
    """n/N on its mark, and beside it what passed a limit, what changed, what is above and whether something is agreed."""
    counted = ((Mark.VIOLATED, score.violations), (Mark.ABOVE, score.above))
    passed, above = (f"{SYMBOLS[mark]}{count}" if count else "" for mark, count in counted)
    return Cell(
        score.ratio or _SHORT.get(score.mark, LABELS[score.mark]),
        " ".join(filter(None, (score.reach, passed, score.change, above, FLAG if score.agreed else ""))),
        score.mark,
        score.words,
        opens=Reference(score.group, Scope(scope.period, scope.lens), school),
        printed=" ".join(filter(None, (score.reach, passed, score.change, above))),
    )
