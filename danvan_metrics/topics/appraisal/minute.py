"""The minutes of one appraisal (biên bản thẩm định): what the office found at a school, line by line where it differs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Final

from danvan_metrics.formats.docx.decree import name_matter, write_day
from danvan_metrics.formats.docx.letterhead import name_letterhead, write_letterhead, write_title
from danvan_metrics.formats.docx.paper import Paper
from danvan_metrics.formats.docx.pieces import TO_WRITE, Piece, bold, plain
from danvan_metrics.formats.docx.sheets import WIDTH_LYING, start_page
from danvan_metrics.formats.docx.signatures import END, write_signatures
from danvan_metrics.formats.docx.styles import LETTERHEAD
from danvan_metrics.formats.imprint import Imprint
from danvan_metrics.formats.table import Band, Cell, Row, Table, name_columns
from danvan_metrics.plan.model import Plan, Round
from danvan_metrics.plan.verdicts import CHECKED, OUTCOMES, ROLES, Outcome, Role, Stage
from danvan_metrics.units.roster import School
from danvan_metrics.vietnamese import NOTHING, format_date, format_ratio, lower_first

KIND: Final = "BIÊN BẢN"
_SIGN: Final = "BB"
HEADINGS: Final = ("Mã", "Nội dung", "Tự khai", "Thẩm định", "Kết quả", "Lý do")
UNJUDGED: Final = "Chưa kiểm"
_WIDTHS: Final = (19, 50, 20, 20, 22, 34)  # mm
_WIDTHS_LYING: Final = (22, 88, 27, 27, 29, WIDTH_LYING - 193)
_ORDER: Final = (Outcome.CONFIRMED, Outcome.RAISED, Outcome.LOWERED, Outcome.UNPROVEN, Outcome.UNCHECKABLE)


@dataclass(frozen=True, slots=True, kw_only=True)
class MinuteLine:
    """One line: both values in words (“” where there is none), and what follows; outcome None: nobody has looked.

    title: what it is about where room is short; text: as the plan words it.

    applicable: it belongs to what can be checked (L); checked: it counts as checked (C).
    """

    code: str
    title: str
    text: str
    group: str
    declared: str
    found: str
    outcome: Outcome | None
    reason: str
    applicable: bool
    checked: bool


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody of the team."""

    name: str
    role: Role
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitting:
    """What was written down at the conclusion; blank where it is not written yet."""

    held_on: date | None = None
    place: str = ""
    attendees: tuple[str, ...] = ()
    strengths: str = ""
    limits: str = ""
    proposals: str = ""
    opinion: str = ""
    conclusion: str = ""
    signers: tuple[str, ...] = ()
    school_signer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Minute:
    """One appraisal as its minutes tell it; `returned` says which hand-in was judged.

    met: appraised as met, of how many, and how many it may come to (None: not told). changed: lines the school has changed
    since; they stand as they were concluded. withdrawn: the return was withdrawn since, and there is no other.
    """

    plan: Plan
    school: School
    period: str
    round: Round
    stage: Stage
    version: int
    team: str
    members: tuple[Participant, ...]
    sitting: Sitting
    lines: tuple[MinuteLine, ...]
    returned: str
    as_of: date
    sample: bool
    met: tuple[int, int, int] | None = None
    changed: int = 0
    withdrawn: bool = False

    @property
    def concluded(self) -> bool:
        """Whether it can be signed."""
        return self.stage is Stage.CONCLUDED

    @property
    def coverage(self) -> tuple[int, int]:
        """Lines checked, and lines that can be."""
        return sum(one.checked for one in self.lines), sum(one.applicable for one in self.lines)

    @property
    def subject(self) -> str:
        """“Thẩm định kết quả … của Trường …”."""
        return f"Thẩm định {name_matter(self.plan, self.period, unbroken=True)} của {self.school.name}"

    @property
    def imprint(self) -> Imprint:
        """What the file says of itself."""
        told = f"Biên bản thẩm định · {self.school.short_name} · {self.plan.short_title}"
        version = f"bản {self.version}" if self.concluded else "dự thảo, chưa kết luận"
        footer = f"{told} · {self.round.title} · {version} · tính đến {format_date(self.as_of)}"
        return Imprint(told, self.subject, self.plan.office.name, footer, self.as_of, self.sample)

    def list_differing(self) -> tuple[MinuteLine, ...]:
        """Lines judged otherwise than declared, or that could not be looked into."""
        return tuple(one for one in self.lines if one.outcome not in {None, Outcome.CONFIRMED})


def describe_coverage(minute: Minute) -> str:
    """“đã kiểm 21/27 dòng”."""
    return f"đã kiểm {format_ratio(*minute.coverage)} dòng"


def describe_outcomes(minute: Minute) -> str:
    """“xác nhận 15; nâng 1; hạ 4; chưa đủ minh chứng 1; không kiểm tra được 2; chưa kiểm 4”: they sum to what can be checked."""
    told = Counter(one.outcome for one in minute.lines if one.applicable)
    counts = [(OUTCOMES[outcome], told[outcome]) for outcome in _ORDER] + [(UNJUDGED, told[None])]
    return "; ".join(f"{lower_first(words)} {count}" for words, count in counts if count)


def write_minute_head(paper: Paper, minute: Minute) -> None:
    """Write the head, the title with its version, on what it rests, when, where and who."""
    write_letterhead(paper, name_letterhead(minute.plan.office, _SIGN, None))
    write_title(paper, KIND, minute.subject, sample=minute.sample)
    note = paper.document.add_paragraph(style=LETTERHEAD).add_run(plain(_describe_version(minute)))
    note.italic = True
    paper.add_text(f"Căn cứ {minute.plan.title} của {minute.plan.office.name};")
    paper.add_text(f"Căn cứ báo cáo tự khai của {minute.school.name} ({minute.returned});")
    _write_time(paper, minute)
    _write_people(paper, minute)


def write_findings(paper: Paper, minute: Minute) -> None:
    """Write how much was checked, what came of it, and every line that differs."""
    paper.add_section("KẾT QUẢ THẨM ĐỊNH")
    total = minute.coverage[1]
    paper.add_text("Phạm vi: ", bold(describe_coverage(minute)), f" thuộc phạm vi thẩm định. Kết quả của {total} dòng này: ",
                   f"{describe_outcomes(minute)}.")  # fmt: skip
    excluded = sum(one.outcome is Outcome.NOT_APPLICABLE for one in minute.lines)
    if excluded:
        paper.add_text(f"Ngoài ra, {excluded} dòng được thẩm định là không áp dụng, không tính vào phạm vi.")
    if minute.met:
        paper.add_text(_describe_met(*minute.met))
    if minute.changed:
        paper.add_text(
            f"Sau khi kết luận, nhà trường đã nộp báo cáo khác, {minute.changed} dòng có thay đổi; biên bản giữ nguyên kết quả "
            "của báo cáo đã thẩm định."
        )
    if minute.withdrawn:
        paper.add_text(
            "Sau khi kết luận, báo cáo đã thẩm định được rút và nhà trường chưa nộp báo cáo khác; biên bản giữ nguyên kết quả "
            "của báo cáo đã thẩm định."
        )
    _write_differing(paper, minute)


def write_opinions(paper: Paper, minute: Minute) -> None:
    """Write strengths, limits, proposals, the school's opinion and the conclusion; what is not written yet is left open."""
    sitting = minute.sitting
    parts = {
        "NHẬN XÉT": (("Ưu điểm", sitting.strengths), ("Hạn chế", sitting.limits), ("Đề xuất", sitting.proposals)),
        "Ý KIẾN CỦA NHÀ TRƯỜNG": (("", sitting.opinion),),
        "KẾT LUẬN": (("", sitting.conclusion),),
    }
    for title, told in parts.items():
        paper.add_section(title)
        for heading, text in told:
            paper.add_text(*([bold(f"{heading}: ")] if heading else []), text or TO_WRITE)
    paper.add_lead(f"Biên bản đã được đọc lại cho những người có tên trên cùng nghe, thống nhất và ký tên{END}")
    [first, *more] = list_signers(minute)
    write_signatures(paper, *first)
    for row in more:
        write_signatures(paper, *row)


def list_signers(minute: Minute) -> list[list[tuple[str, str]]]:
    """Titles and names in rows: the principal at left, the head at right, who else signed between them and below.

    Before it is signed the head is named; where the head did not sign, their place stays with those who did.
    """
    roles = {one.name: one.role for one in minute.members}
    head = next((one.name for one in minute.members if one.role is Role.HEAD), "")
    signed = minute.sitting.signers or (head,)
    title = "TRƯỞNG ĐOÀN" if minute.round.title.startswith("Đoàn") else "TỔ TRƯỞNG"
    others = [(ROLES[roles.get(name, Role.MEMBER)].upper(), name) for name in signed if name != head]
    leading = [(title, head)] if head in signed else []
    row = [("HIỆU TRƯỞNG", minute.sitting.school_signer), *others[:1], *leading]
    return [row, *([one] for one in others[1:])]


def write_minute_annex(paper: Paper, minute: Minute) -> None:
    """Write every line, on paper lying on its side."""
    start_page(paper.document, lying=True)
    paper.add_annex("Kết quả thẩm định từng dòng")
    paper.add_note(f"{minute.school.name} · {minute.round.title} · {describe_coverage(minute)}.")
    paper.add_bare_table(lay_out_lines(minute, minute.lines, whole=True), _WIDTHS_LYING)


def lay_out_lines(minute: Minute, lines: Sequence[MinuteLine], *, whole: bool = False) -> Table:
    """Lay lines out in bands by group, in the plan's order; `whole`: with all the plan says of each."""
    titles = {group.code: f"{group.code}. {group.title}" for group in minute.plan.groups}
    bands = tuple(
        Band(titles.get(group, group), tuple(_lay_line(line, whole=whole) for line in own))
        for group, own in groupby(lines, key=lambda one: one.group)
    )
    return Table("Kết quả thẩm định từng dòng", name_columns(*HEADINGS), bands, "mlccll", band_heading="Nhóm")


def _lay_line(line: MinuteLine, *, whole: bool) -> Row:
    outcome = OUTCOMES[line.outcome] if line.outcome else UNJUDGED
    if not line.applicable and line.outcome is None:
        outcome = OUTCOMES[Outcome.NOT_APPLICABLE]
    elif line.outcome in CHECKED and not line.checked and line.applicable:
        outcome = "Cần kiểm lại"
    texts = (
        line.code,
        line.text if whole else line.title,
        line.declared or NOTHING,
        line.found or NOTHING,
        outcome,
        line.reason or NOTHING,
    )
    return tuple(map(Cell, texts))


def _write_differing(paper: Paper, minute: Minute) -> None:
    differing = minute.list_differing()
    if not differing:
        paper.add_text("Không có dòng nào khác với số tự khai trong phạm vi đã kiểm. Toàn bộ các dòng xem Phụ lục I.")
        return
    confirmed = sum(one.outcome is Outcome.CONFIRMED for one in minute.lines)
    kept = f"{confirmed} dòng được xác nhận đúng như tự khai; " if confirmed else ""
    paper.add_lead(f"{kept}{len(differing)} dòng còn lại đã xem xét nêu dưới đây; toàn bộ các dòng xem Phụ lục I.")
    table = lay_out_lines(minute, differing)
    paper.add_table(Table("Các dòng khác với tự khai hoặc chưa kiểm tra được", table.headings, table.bands, table.align), _WIDTHS)


def _describe_version(minute: Minute) -> str:
    if not minute.concluded:
        return "(Dự thảo, chưa kết luận)"
    if minute.version == 1:
        return "(Bản 1)"
    return f"(Bản {minute.version}, thay bản {minute.version - 1}; chỉ thẩm định lại các dòng chưa được xác nhận)"


def _describe_met(met: int, total: int, high: int) -> str:
    told = f"Theo thẩm định, {format_ratio(met, total)} dòng đạt"
    if high == met:
        return f"{told}."
    return f"{told}; nếu mọi dòng chưa kiểm đúng như tự khai thì là {format_ratio(high, total)}."


def _write_time(paper: Paper, minute: Minute) -> None:
    sitting = minute.sitting
    when: str | Piece = write_day(sitting.held_on) if sitting.held_on else TO_WRITE
    where: str | Piece = sitting.place or TO_WRITE
    paper.add_section("THỜI GIAN, ĐỊA ĐIỂM, THÀNH PHẦN")
    paper.add_text("Thời gian: ", when, "; địa điểm: ", where, ".")


def _write_people(paper: Paper, minute: Minute) -> None:
    team = f"{minute.round.title} ({minute.team})" if minute.team and minute.team != minute.round.title else minute.round.title
    paper.add_text(bold(f"{team}:"))
    for one in minute.members:
        paper.add_dash(" – ".join(filter(None, (one.name, one.title, ROLES[one.role]))))
    if not minute.members:
        paper.add_dash(TO_WRITE)
    paper.add_text(bold("Cùng dự:"))
    for name in minute.sitting.attendees or (TO_WRITE,):
        paper.add_dash(name)
