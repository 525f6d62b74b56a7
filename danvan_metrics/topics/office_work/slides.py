"""The office's own work: what is not done yet."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from danvan_metrics.formats.pptx.short_subjects import ShortSubject
from danvan_metrics.formats.pptx.slide_tables import set_table
from danvan_metrics.topics.meeting import Meeting
from danvan_metrics.topics.office_work.figures import (
    DUTY_WORDS,
    UNDONE,
    Duty,
    DutyState,
    OfficeWork,
    collect_office_work,
    count_done,
)
from danvan_metrics.topics.office_work.table import CODE, DUE, STATE, TITLE, VALUE, lay_out_office_work

_WIDTHS: Final = (0.9, 5.4, 1.7, 2.9, 1.433)
_SIZE: Final = 14


def collect_office_subject(meeting: Meeting) -> ShortSubject | None:
    """What the office has not done yet, of its own list and of what every unit answers; nothing where the plan asks nothing."""
    record = meeting.take(collect_office_work)
    if not (record.own or record.shared):
        return None
    left = replace(record, own=_keep_open(record.own), shared=_keep_open(record.shared))
    table = lay_out_office_work(left, meeting.scope, meeting.dataset.roster.office.code)
    columns = table.select(CODE, TITLE, STATE, VALUE, DUE)
    drawn = set_table(columns, _WIDTHS, _SIZE, loose=0.02) if table.rows else None
    subtitle = f"Việc chưa xong của Phòng · {record.subtitle}" if drawn else record.subtitle
    return ShortSubject(describe_office(record), subtitle, drawn, _list_done(record))


def _list_done(record: OfficeWork) -> str:
    done = [duty.indicator for duty in (*record.own, *record.shared) if duty.state is DutyState.DONE]
    return f"Đã xong: {'; '.join(f'{one.code} {one.title}' for one in done)}." if done else ""


def _keep_open(duties: tuple[Duty, ...]) -> tuple[Duty, ...]:
    return tuple(duty for duty in duties if duty.state in UNDONE)


def describe_office(record: OfficeWork) -> str:
    """“Phòng đã xong 10/15 việc của mình, 5 việc đang làm”: its own list, or else what it answers like any unit."""
    done, total = count_done(record.own or record.shared)
    what = "việc của mình" if record.own else "chỉ tiêu chung của mọi đơn vị"
    if done == total:
        return f"Phòng đã xong cả {total} {what}" if total else "Phòng không có việc nào phải làm kỳ này"
    counts = {state: sum(duty.state is state for duty in record.own or record.shared) for state in UNDONE}
    return ", ".join((f"Phòng đã xong {done}/{total} {what}", *(f"{n} {DUTY_WORDS[state]}" for state, n in counts.items() if n)))
