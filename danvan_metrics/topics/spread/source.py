"""The spread ladder: which rung every school stands on, and which conditions of which rung hold for one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import partial
from typing import Any

import pandas as pd

from danvan_metrics.metrics.dataset import Dataset, Scope, iterate_rows
from danvan_metrics.metrics.reference import Reference, Subject
from danvan_metrics.metrics.spread import climb_ladder, hold_rungs
from danvan_metrics.metrics.words import STATES, describe_period, describe_received, describe_schools, name_file
from danvan_metrics.plan.descriptions import describe_rung
from danvan_metrics.plan.kinds import Reporter
from danvan_metrics.plan.model import Rung
from danvan_metrics.plan.verdicts import STAGES, Stage
from danvan_metrics.topics.source_rows import FigureSource, make_row
from danvan_metrics.topics.spread.ladder import describe_absent, name_schools
from danvan_metrics.units.roster import School
from danvan_metrics.vietnamese import format_date

_FORMULA = (
    "Trường đứng ở bậc cao nhất mà mọi điều kiện của bậc ấy và của các bậc dưới đều có; đọc từ báo cáo tự khai. "
    "Trường chưa báo cáo hoặc có báo cáo được trả lại, chờ sửa không đứng ở bậc nào nhưng vẫn nằm trong N."
)


def collect_ladder_of_schools(dataset: Dataset, reference: Reference) -> FigureSource:
    """The rung of every school in scope."""
    scope, notable = reference.scope, dataset.plan.notable_rung
    ladder = climb_ladder(dataset, scope)
    reached = int((ladder["rung"].dropna() >= notable).sum())
    absent = describe_absent(Counter(ladder["state"]))
    titles = {rung.rung: rung.title for rung in dataset.plan.ladder}
    rows = []
    for row in iterate_rows(ladder):
        standing = STATES[row.state] if pd.isna(row.rung) else f"bậc {row.rung}: {titles.get(row.rung, 'chưa khởi động')}"
        rows.append(make_row(Reference(Subject.LADDER, scope, row.school), row.name, row.level, row.commune, standing))
    return FigureSource(
        reference=reference,
        title="Bậc thang lan tỏa",
        subtitle=f"{describe_period(dataset, scope.period)} · {describe_schools(scope)} · {describe_received(dataset, scope)}",
        value=", ".join((f"{reached}/{len(ladder)} {name_schools(scope.model)} ở bậc {notable} trở lên", *absent)),
        formula=_FORMULA,
        headings=("Trường", "Cấp học", "Xã, thị trấn", "Đang ở"),
        rows=tuple(rows),
        file_name=name_file("nguon lan toa", scope, lens=False),
        sample=dataset.sample,
    )


def collect_ladder_of_school(dataset: Dataset, reference: Reference, unit: School) -> FigureSource:
    """Which rungs' conditions hold for one school."""
    scope = Scope(reference.scope.period)
    [standing] = iterate_rows(climb_ladder(dataset, scope, (unit,)))
    notes = tuple(_note_outside(dataset, scope, unit))
    state = "not_applicable" if notes and standing.state == "not_reported" else standing.state
    absent = "" if state == "value" else STATES[state]
    concluded = _describe_conclusion(dataset, scope, unit)
    held = hold_rungs(dataset, scope, (unit,)).loc[unit.code].to_dict()
    rows = tuple(
        make_row(
            Reference(Subject.APPRAISAL, scope, unit.code) if rung.appraised and concluded else None,
            f"Bậc {rung.rung}",
            rung.title,
            describe_rung(dataset.plan, rung),
            absent or _tell(rung, concluded, held=held[rung.rung]),
        )
        for rung in dataset.plan.ladder
    )
    return FigureSource(
        reference=reference,
        title=f"{unit.short_name}: bậc thang lan tỏa",
        subtitle=f"{describe_period(dataset, scope.period)} · đọc từ báo cáo tự khai",
        value=absent or f"bậc {standing.rung}",
        formula=_FORMULA,
        headings=("Bậc", "Tên bậc", "Điều kiện", "Trường"),
        rows=rows,
        notes=notes,
        file_name=name_file(f"nguon lan toa {unit.code}", scope, lens=False),
        sample=dataset.sample,
    )


def _tell(rung: Rung, concluded: str, *, held: bool) -> str:
    if not rung.appraised:
        return "có" if held else "chưa có"
    return ": ".join(filter(None, ("có" if held else "chưa có", concluded)))


def _describe_conclusion(dataset: Dataset, scope: Scope, unit: School) -> str:
    """Who concluded the school's appraisal and when, “Tổ của Phòng đã kết luận ngày 20/12/2020”, or how far it has come."""
    rows = dataset.appraisals
    own = rows[rows["school"].eq(unit.code) & rows["period"].eq(scope.period)]
    concluded = own[own["stage"].eq(Stage.CONCLUDED)]
    return "; ".join(map(partial(_describe_appraisal, dataset), iterate_rows(own if concluded.empty else concluded)))


def _describe_appraisal(dataset: Dataset, row: Any) -> str:
    round_of = dataset.plan.round_by_code.get(row.round)
    team = " ".join(filter(None, (round_of.short if round_of else row.round, f"({row.team})" if row.team else "")))
    when = f" ngày {format_date(row.concluded_on)}" if row.stage == Stage.CONCLUDED and not pd.isna(row.concluded_on) else ""
    return f"{team} {STAGES[Stage(row.stage)]}{when}"


def _note_outside(dataset: Dataset, scope: Scope, unit: School) -> Iterator[str]:
    """Yield why the unit does not stand in the N of this period."""
    last = scope.find_period(dataset).last_day_on_time
    if unit.reporter is Reporter.OFFICE:
        yield f"Bậc thang đếm các trường; {unit.short_name} không nằm trong N."
    elif not unit.is_valid_on(last):
        yield f"Ngày {format_date(last)}, ngày cuối đúng hạn của kỳ, trường không hoạt động nên không nằm trong N của kỳ này."
