"""Which return a workbook is: by what the template hid in it, else by what is written on it, else by its file's name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from danvan_metrics.plan.model import Plan
from danvan_metrics.spreadsheets.grid import Sheets
from danvan_metrics.units.roster import Roster
from danvan_metrics.workbook.answering.places import find_grid
from danvan_metrics.workbook.answers import Identity
from danvan_metrics.workbook.layout import SHEET_FACTS, SHEET_ITEMS, SHEET_MODELS, SHEET_TASKS, TEMPLATE_VERSION
from danvan_metrics.workbook.recognising.identity_signals import Signal, SignalPlace, gather_signals
from danvan_metrics.workbook.recognising.names import Names, prepare_names
from danvan_metrics.workbook.recognising.recognition import Candidate, Doubt, Recognition, Told
from danvan_metrics.workbook.recognising.settling import Matter, Settlement, settle
from danvan_metrics.workbook.recognising.written_identity import read_hidden

__all__ = ["BY_HIDDEN_IDENTITY", "Candidate", "Doubt", "Recognition", "Told", "read_identity", "recognise"]

BY_HIDDEN_IDENTITY: Final = "theo mã nhận dạng trong tệp"
_PARTS: Final = ("plan", "plan_version", "school", "period", "template_version")
_OURS: Final = (SHEET_FACTS, SHEET_TASKS, SHEET_ITEMS, SHEET_MODELS)
_FEWEST_SHEETS: Final = 2  # “Thông tin” alone is anybody's
_NO_SCHOOL: Final = "không có trong danh sách đơn vị của Phòng"
_NO_LEVEL: Final = "nhưng ở đó không có trường nào thuộc cấp học này"
_NO_PERIOD: Final = "không phải kỳ nào của kế hoạch"
_OTHER_YEAR: Final = "còn kế hoạch đang nhận báo cáo là của năm {}"


def recognise(plan: Plan, roster: Roster, sheets: Sheets, *, file_name: str = "", told: Told | None = None) -> Recognition:
    """Find out which return this is; `told` settles a doubt. `file_name` is “folder/file.xlsx”, and may be empty.

    A hidden identity of another plan is that plan's, whatever else is written; codes that nobody has are left in the identity
    where nothing else tells: `find_stranger` says so. Where the hidden sheet lost its versions, the return is taken for one of
    the plan as it is now, in the newest template: both only say how the workbook is read, and lines are found by their codes.
    """
    hidden = read_hidden(sheets)
    if hidden.get("plan", plan.code) != plan.code:
        return Recognition(_identify(plan, hidden, "", ""))
    names = prepare_names(plan, roster)
    if told is None and _came_back_as_sent(names, hidden, sheets):
        return Recognition(_identify(plan, hidden, "", ""), BY_HIDDEN_IDENTITY)
    if "kind" not in hidden and sum(find_grid(sheets, name) is not None for name in _OURS) < _FEWEST_SHEETS:
        return Recognition()
    if told:
        whose = f"{names.word_school(told.school)}, {names.word_period(told.period)}"
        return Recognition(_identify(plan, hidden, told.school, told.period), f"do cán bộ Phòng xác nhận ({whose})")
    return _weigh(names, hidden, sheets, file_name)


def read_identity(sheets: Sheets) -> Identity | None:
    """The identity on the hidden sheet; None where this is no report workbook, or where a part of it is gone."""
    said = read_hidden(sheets)
    return Identity(*(said[part] for part in _PARTS)) if {"kind", *_PARTS} <= said.keys() else None


def _came_back_as_sent(names: Names, hidden: Mapping[str, str], sheets: Sheets) -> bool:
    if not {"kind", *_PARTS} <= hidden.keys():
        return False
    school, period = hidden["school"], hidden["period"]
    known = school in names.roster.by_code and period in names.plan.period_by_code
    return known and names.recall_sent(school, period).came_back_in(sheets)


def _weigh(names: Names, hidden: Mapping[str, str], sheets: Sheets, file_name: str) -> Recognition:
    signals = gather_signals(names, sheets, file_name)
    school = settle(signals.schools, Matter("đơn vị", _NO_SCHOOL, _NO_LEVEL, names.word_school))
    period = settle(signals.periods, Matter("kỳ", _NO_PERIOD, _OTHER_YEAR.format(names.plan.year), names.word_period))
    stranger = school.unknown or (period.unknown and school.code)
    if stranger or (school.by and period.by):
        identity = _identify(names.plan, hidden, school.unknown or school.code, period.unknown or period.code)
        return Recognition(identity, _describe_reason(school.by, period.by))
    why = " ".join(filter(None, (school.why, period.why, _describe_silence(school, period))))
    return Recognition(doubt=Doubt(why, school.candidates, period.candidates))


def _identify(plan: Plan, hidden: Mapping[str, str], school: str, period: str) -> Identity:
    return Identity(
        plan=hidden.get("plan", plan.code),
        plan_version=hidden.get("plan_version", plan.version),
        school=school or hidden.get("school", ""),
        period=period or hidden.get("period", ""),
        template_version=hidden.get("template_version", TEMPLATE_VERSION),
    )


def _describe_silence(school: Settlement, period: Settlement) -> str:
    silent = [word for word, verdict in (("đơn vị nào", school), ("kỳ nào", period)) if verdict == Settlement()]
    return f"Tệp theo biểu mẫu của Phòng nhưng không chỗ nào cho biết là báo cáo của {', '.join(silent)}." if silent else ""


def _describe_reason(school: Signal | None, period: Signal | None) -> str:
    """What follows “nhận ra”: one reason where both come from the same place."""
    if school is None or period is None:
        return ""
    if school.source is period.source is not SignalPlace.FILE:
        return _describe_source(school.source, ", ".join(dict.fromkeys((school.quote, period.quote))))
    by_school, by_period = (_describe_source(one.source, one.quote) for one in (school, period))
    return by_school if by_school == by_period else f"đơn vị {by_school}, kỳ {by_period}"


def _describe_source(source: SignalPlace, quote: str) -> str:
    return {
        SignalPlace.HIDDEN: BY_HIDDEN_IDENTITY,
        SignalPlace.FACTS: f"theo sheet {SHEET_FACTS} ({quote})",
        SignalPlace.TITLE: f"theo tiêu đề trang ({quote})",
        SignalPlace.FILE: f"theo {quote}",
    }[source]
