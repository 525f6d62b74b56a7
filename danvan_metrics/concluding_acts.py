"""What a meeting concludes: kept with the tasks it gives, corrected, and told in a notice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from danvan_metrics.access.actor import Actor
from danvan_metrics.access.acts import Act
from danvan_metrics.access.policies import check_can_conclude_meeting, check_can_export_papers
from danvan_metrics.district import District
from danvan_metrics.errors import UserError
from danvan_metrics.exports.papers import write_notice
from danvan_metrics.formats.package import NamedFile
from danvan_metrics.handing_out import SEVERAL, note_handed_out
from danvan_metrics.plan.model import Plan
from danvan_metrics.store.concluding.conclusion_records import Concluded, ConcludedLine, ConclusionRecord, NewConclusion
from danvan_metrics.topics.conclusions.figures import EVERYBODY, ConcludedMeeting, Point
from danvan_metrics.units.roster import Roster
from danvan_metrics.vietnamese import clean_text, fold, format_date


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingConclusion:
    """What a meeting on a period's report concluded; opening: the words before the lines."""

    period: str
    held_on: date
    name: str
    lines: tuple[ConcludedLine, ...]
    place: str = ""
    chair: str = ""
    secretary: str = ""
    present: str = ""
    opening: str = ""


def conclude_meeting(
    district: District, conclusion: MeetingConclusion, *, actor: Actor, corrects: int | None = None, reason: str = ""
) -> Concluded:
    """Keep the words and give the tasks, all of it or nothing; what is a task already is joined and not given twice.

    A line with school, subject, person and due day is a task. corrects: the number of the version this one stands in for.
    NotAllowed for who may not. UserError, naming the line, for an unknown period, school or subject, half a task, a day past or
    to come, blank words.
    """
    check_can_conclude_meeting(actor)
    if conclusion.period not in district.plan.period_by_code:
        raise UserError(f"Không có kỳ “{conclusion.period}” trong kế hoạch; hãy chọn kỳ trong danh sách.")
    today = district.today()
    if conclusion.held_on > today:
        raise UserError(f"Ngày họp {format_date(conclusion.held_on)} sau hôm nay ({format_date(today)}); hãy chọn ngày đã họp.")
    known = _list_known_days(district, corrects)
    for number, line in enumerate(conclusion.lines, start=1):
        check_line(district, line, number=number, known_day=known.get(line.action or 0))
    new = NewConclusion(
        plan=district.plan.code,
        period=conclusion.period,
        held_on=conclusion.held_on,
        name=conclusion.name,
        place=conclusion.place,
        chair=conclusion.chair,
        secretary=conclusion.secretary,
        present=conclusion.present,
        opening=conclusion.opening,
        lines=conclusion.lines,
        actor=actor.name,
        corrects=corrects,
        reason=reason,
    )
    return district.repository.conclusions.conclude(new, today)


def check_line(district: District, line: ConcludedLine, *, number: int = 0, known_day: date | None = None) -> None:
    """UserError where a line cannot be kept, naming it by its number (0: it stands alone).

    known_day: the due day its task has already, which may be past.
    """
    named = f"Dòng {number}: " if number else ""
    if fault := _find_fault(district, line, known_day):
        raise UserError(f"{named}{fault}")


def _find_fault(district: District, line: ConcludedLine, known_day: date | None) -> str:
    today = district.today()
    if not clean_text(line.text):
        return "chưa có nội dung kết luận; hãy ghi nội dung."
    if line.school and line.school not in district.roster.by_code:
        return f"không có trường “{line.school}” trong danh sách trường; hãy chọn trường trong danh sách."
    if line.subject and line.subject not in {*district.plan.indicator_by_code, *district.plan.group_by_code}:
        return f"không có nội dung “{line.subject}” trong kế hoạch; hãy chọn nội dung trong danh sách."
    if line.due and line.due < today and line.due != known_day:
        return f"hạn {format_date(line.due)} đã qua (hôm nay {format_date(today)}); hãy chọn ngày từ hôm nay trở đi."
    return _find_missing(line) if line.school and (clean_text(line.person) or line.due) else ""


def _find_missing(line: ConcludedLine) -> str:
    """What keeps a line about one school, which somebody does or which has a day, from being a task."""
    parts = {"nội dung": line.subject, "người phụ trách": clean_text(line.person), "hạn": line.due}
    missing = [name for name, given in parts.items() if not given]
    if not missing:
        return ""
    return f"việc giao cho một trường phải ghi đủ nội dung, người phụ trách và hạn; còn thiếu {' và '.join(missing)}."


def _list_known_days(district: District, corrects: int | None) -> dict[int, date]:
    if corrects is None:
        return {}
    record = district.repository.conclusions.find_conclusion(district.plan.code, corrects)
    return {line.action: line.due for line in record.lines if line.action and line.due}


def list_conclusions(district: District) -> tuple[ConclusionRecord, ...]:
    """The conclusions of the plan's meetings as they read now, the latest meeting first."""
    return district.repository.conclusions.list_conclusions(district.plan.code)


def make_notice(district: District, number: int, *, actor: Actor) -> NamedFile:
    """The notice of the conclusions of this number; NotAllowed for who may not have it, UserError where there are none."""
    check_can_export_papers(actor)
    record = district.repository.conclusions.find_conclusion(district.plan.code, number)
    paper = write_notice(read_conclusions(district, record), district.look.take_paper())
    note_handed_out(district, actor, Act.EXPORT_PAPERS, SEVERAL, paper[0])
    return paper


def find_meeting(district: District, name: str | None) -> ConclusionRecord:
    """The conclusions of the meeting of this name, accents and case aside; without a name of the latest meeting.

    UserError names the meetings there are.
    """
    records = list_conclusions(district)
    found = [one for one in records if name is None or fold(one.name) == fold(name)]
    if found:
        return found[0]
    if not records:
        raise UserError("Chưa ghi kết luận cuộc họp nào; hãy ghi ở bước cuối của Chế độ họp hoặc ở trang Xuất báo cáo.")
    known = ", ".join(f"“{one.name}”" for one in records[:5])
    raise UserError(f"Không có kết luận của cuộc họp “{clean_text(name or '')}”; đang có: {known}.")


def read_conclusions(district: District, record: ConclusionRecord) -> ConcludedMeeting:
    """The record as its paper tells it: schools and subjects by their names."""
    names = ("period", "held_on", "name", "place", "chair", "secretary", "present", "opening", "version")
    return ConcludedMeeting(
        plan=district.plan,
        **{name: getattr(record, name) for name in names},
        points=tuple(_read_points(district.plan, district.roster, record)),
        as_of=district.today(),
        sample=district.sample,
        replaces=record.reason,
    )


def _read_points(plan: Plan, roster: Roster, record: ConclusionRecord) -> Iterator[Point]:
    for line in record.lines:
        school = roster.by_code.get(line.school)
        whom = school.name if school else line.school or EVERYBODY
        yield Point(line.text, whom, _name_subject(plan, line.subject), line.person, line.due)


def _name_subject(plan: Plan, code: str) -> str:
    """“Trường học hạnh phúc”, “CT1.2 Ký cam kết”; a code that the plan does not have any more stands for itself."""
    if group := plan.group_by_code.get(code):
        return group.short
    indicator = plan.indicator_by_code.get(code)
    return f"{code} {indicator.title}" if indicator else code
