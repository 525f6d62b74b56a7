"""Rule 2: whose return there is none of, or none that can be used, each with how it stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from danvan_metrics.metrics.dataset import iterate_rows
from danvan_metrics.metrics.material import Material
from danvan_metrics.metrics.return_states import ReturnState, describe_return
from danvan_metrics.topics.overview.rules.sentence import Sentence, Target, name_some


def describe_receipts(material: Material) -> Sentence | None:
    """Who has not handed in and whose return was sent back, with days and errors; before the deadline, how many are left.

    Silent where every return was taken: who was late stands in the figures beside.
    """
    rows = list(iterate_rows(material.returns))
    absent = [row for row in rows if row.state in {ReturnState.MISSING, ReturnState.SENT_BACK}]
    waited = [row for row in rows if row.state == ReturnState.NOT_DUE]
    if absent:
        return _describe_absent(material, absent, len(rows), _describe_waited(material, len(waited)))
    if waited:
        lead = f"{len(waited)}/{len(rows)} trường chưa nộp" if len(rows) > 1 else f"{material.name(rows[0].school)} chưa nộp"
        return Sentence(lead, f" báo cáo, chưa đến hạn: {_describe_days_left(material)}.", Target.TIMELINESS)
    return None


def _describe_absent(material: Material, absent: Sequence[Any], schools: int, rest: str) -> Sentence:
    if schools == 1:
        told = describe_return(absent[0])
        return Sentence(material.name(absent[0].school), f" {told}{rest}.", Target.TIMELINESS, grave=True)
    missing = all(row.state == ReturnState.MISSING for row in absent)
    lead = f"{len(absent)}/{schools} trường {'chưa nộp báo cáo' if missing else 'chưa có báo cáo dùng được'}"
    told = _name_missing(material, absent, schools) if missing else f": {_name_each(material, absent)}"
    return Sentence(lead, f"{told}{rest}.", Target.TIMELINESS, grave=True)


def _name_missing(material: Material, absent: Sequence[Any], schools: int) -> str:
    """All of them are past the same day."""
    overdue = f"quá hạn {absent[0].days_late} ngày"
    return f", {overdue}" if len(absent) == schools else f", {overdue}: {_name(material, absent)}"


def _name(material: Material, rows: Sequence[Any]) -> str:
    return name_some([material.name(row.school) for row in rows])


def _name_each(material: Material, absent: Sequence[Any]) -> str:
    """Those that are missing first; each that was sent back with its errors."""
    ordered = sorted(absent, key=lambda row: row.state != ReturnState.MISSING)
    return name_some([f"{material.name(row.school)} {describe_return(row)}" for row in ordered], "; ")


def _describe_waited(material: Material, waited: int) -> str:
    return f"; {waited} trường chưa nộp, {_describe_days_left(material)}" if waited else ""


def _describe_days_left(material: Material) -> str:
    days = material.counts.days_left
    return f"còn {days} ngày" if days else "hôm nay là hạn cuối"
