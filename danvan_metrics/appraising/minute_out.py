"""The minutes of one appraisal, collected from what the district holds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from danvan_metrics.access.actor import Actor
from danvan_metrics.access.acts import Act
from danvan_metrics.access.policies import check_can_export_paper
from danvan_metrics.access.taking import note_taken
from danvan_metrics.appraising.desk import Desk, DeskLine, load_desk
from danvan_metrics.district import District
from danvan_metrics.errors import UserError
from danvan_metrics.exports.papers import write_minute
from danvan_metrics.formats.package import NamedFile
from danvan_metrics.metrics.words import STATES
from danvan_metrics.plan.model import Plan
from danvan_metrics.plan.verdicts import WITH_VALUE, Stage, Verdict
from danvan_metrics.store.appraising.appraisal_records import AppraisalKey
from danvan_metrics.store.records import SubmissionRecord
from danvan_metrics.topics.appraisal.minute import Minute, MinuteLine, Participant, Sitting
from danvan_metrics.vietnamese import clean_text, format_date
from danvan_metrics.workbook.answers import Answer, State
from danvan_metrics.workbook.appraisal_sheet.declared_words import describe_value
from danvan_metrics.workbook.outcomes import complete

NONE_TO_DO: Final = "không phát sinh (0)"


def make_minute(district: District, key: AppraisalKey, *, actor: Actor, version: int | None = None) -> NamedFile:
    """The minutes as DOCX: signed ones once it is concluded, a draft before; `version`: of an earlier conclusion.

    UserError where nothing was judged yet, or that version was not concluded.
    """
    check_can_export_paper(actor, key.school)
    paper = write_minute(collect_minute(district, key, version=version), district.look.take_paper())
    if not district.sample:
        note_taken(district.repository, actor, Act.EXPORT_PAPERS, key.school, paper[0])
    return paper


def collect_minute(district: District, key: AppraisalKey, *, version: int | None = None) -> Minute:
    """Collect what the minutes tell; what is concluded stands as it was judged, whatever came after.

    Of an earlier version nothing is told that was not known at its conclusion.
    """
    desk = load_desk(district, key, version=version)
    concluded = desk.record.stage is Stage.CONCLUDED
    withdrawn = concluded and desk.submission is None
    changed = len(desk.changed) if concluded and not withdrawn else 0
    if concluded and version is None:
        desk = load_desk(district, key, version=desk.record.version)
    if not any(line.verdict for line in desk.lines):
        told = f"{desk.round.title} chưa thẩm định dòng nào của {desk.school.name}"
        raise UserError(f"{told} nên chưa lập được biên bản; hãy chấm ở trang Chấm thẩm định trước.")
    plan = district.plan_of(key.school)
    return Minute(
        plan=plan,
        school=desk.school,
        period=key.period,
        round=desk.round,
        stage=desk.record.stage,
        version=desk.record.version,
        team=desk.team.name if desk.team else "",
        members=tuple(Participant(one.name, one.role, one.title) for one in desk.team.members) if desk.team else (),
        sitting=_read_sitting(desk),
        lines=tuple(_build_line(plan, line) for line in desk.lines),
        returned=_describe_returned(desk.submission),
        as_of=district.today(),
        sample=district.sample,
        met=_count_met(desk.lines) if concluded else None,
        changed=changed,
        withdrawn=withdrawn,
    )


def _count_met(lines: Sequence[DeskLine]) -> tuple[int, int, int] | None:
    """Met of L, and how many may be met (metrics/appraisal.py, sum_appraisals); None where nothing was checked.

    Counted off the lines of this round and version: the tables of figures know only what counts today.
    """
    own = [line for line in lines if line.applicable]
    met = sum(line.checked and _is_met(line, line.verdict) for line in own)
    hoped = sum(not line.checked and _is_met(line, line.declared) for line in own)
    return (met, len(own), met + hoped) if any(line.checked for line in own) else None


def _is_met(line: DeskLine, value: Verdict | Answer | None) -> bool:
    told = value.outcome in WITH_VALUE if isinstance(value, Verdict) else value is not None and value.state is State.VALUE
    return told and complete(line.indicator, value) >= 1  # type: ignore[arg-type]


def _build_line(plan: Plan, line: DeskLine) -> MinuteLine:
    verdict, declared = line.verdict, line.declared
    found = _describe_value(plan, line, verdict) if verdict and verdict.outcome in WITH_VALUE else ""
    return MinuteLine(
        code=line.code,
        title=line.text if line.indicator.lines else line.indicator.title,
        text=line.text,
        group=line.group,
        declared=_describe_declared(plan, line, declared),
        found=found,
        outcome=verdict.outcome if verdict else None,
        reason=verdict.reason if verdict else "",
        applicable=line.applicable,
        checked=line.checked,
    )


def _describe_declared(plan: Plan, line: DeskLine, declared: Answer | None) -> str:
    """What the school said on a line, or why nothing stands: “3/4”, “Đạt”, “chưa báo cáo”."""
    if declared is None:
        return STATES["not_reported"]
    return _describe_value(plan, line, declared) or STATES.get(declared.state, "")


def _describe_value(plan: Plan, line: DeskLine, value: Any) -> str:
    """A value in words; nothing to do and nothing done is said as such."""
    return NONE_TO_DO if value.to_do == 0 and not value.done else describe_value(plan, line.indicator, value)


def _read_sitting(desk: Desk) -> Sitting:
    """What was written at the conclusion; before it only the school's opinion stands."""
    told = desk.record.conclusion if desk.record.stage is Stage.CONCLUDED else None
    opinion = _describe_opinion(desk)
    if told is None:
        return Sitting(opinion=opinion)
    texts = {name: clean_text(str(told.get(name) or "")) for name in ("place", "strengths", "limits", "proposals", "conclusion")}
    more = clean_text(str(told.get("opinion") or ""))
    return Sitting(
        held_on=_read_day(told.get("held_on")),
        attendees=_read_names(told.get("attendees")),
        signers=_read_names(told.get("signers")),
        school_signer=clean_text(str(told.get("school_signer") or "")),
        opinion=opinion if more in opinion else f"{opinion} {more}".strip(),  # the desk's form begins with what was recorded
        **texts,
    )


def _describe_opinion(desk: Desk) -> str:
    """“Nhà trường nhất trí …”; where its time is over and nothing came, that is said."""
    told, sent = desk.record.opinion, desk.record.sent
    if told is None:
        late = desk.record.stage in {Stage.FOR_SIGNATURE, Stage.CONCLUDED} and sent is not None and sent.due is not None
        return f"Nhà trường không có ý kiến trong thời hạn, đến hết ngày {format_date(sent.due)}." if late else ""  # type: ignore[union-attr, arg-type]
    view = "Nhà trường nhất trí với kết quả thẩm định." if told.get("agrees") else "Nhà trường có ý kiến khác."
    lines = ", ".join(_read_names(told.get("lines")))
    asked = f"Đề nghị xem lại: {lines}." if lines else ""
    by = f"(Người có ý kiến: {told['by']}.)" if told.get("by") else ""
    return " ".join(filter(None, (view, clean_text(str(told.get("text") or "")), asked, by)))


def _read_names(value: object) -> tuple[str, ...]:
    return tuple(str(one) for one in value) if isinstance(value, (list, tuple)) else ()


def _read_day(value: object) -> date | None:
    if isinstance(value, date):
        return value
    return date.fromisoformat(value) if isinstance(value, str) and value else None


def _describe_returned(judged: SubmissionRecord | None) -> str:
    if judged is None:
        return "chưa có báo cáo"
    return f"lần nộp {judged.revision}, nhận ngày {format_date(judged.received_on)}"
