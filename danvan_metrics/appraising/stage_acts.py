"""What brings an appraisal from stage to stage: assigned, laid before the school, signed, concluded, opened again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Final

from danvan_metrics.access.actor import Actor
from danvan_metrics.access.acts import Act
from danvan_metrics.access.policies import check_can_organise_appraisal, check_can_step_appraisal
from danvan_metrics.access.rights import may_everywhere
from danvan_metrics.appraising.appraisal_case import (
    AppraisalCase,
    clean_words,
    explain_gone,
    list_scored_lines,
    open_case,
    works_in,
)
from danvan_metrics.appraising.line_states import OPEN_STATES, LineState, Onlooker
from danvan_metrics.appraising.team_acts import find_team
from danvan_metrics.district import District
from danvan_metrics.errors import UserError
from danvan_metrics.plan.verdicts import CHECKED, Lane, Role, Stage
from danvan_metrics.store.appraising.appraisal_records import AppraisalKey, Member, Step, Team
from danvan_metrics.store.appraising.appraisals import AppraisalKeeping
from danvan_metrics.vietnamese import fold, format_date

NAMED_AT_MOST: Final = 5  # codes of lines in a sentence
OPINION_DAYS: Final = 5  # where the plan's file sets none
_CANNOT_STAY_OPEN: Final = OPEN_STATES | {LineState.WAITING}
_UNDER_HAND: Final = frozenset({Stage.UNDER_WAY, Stage.REOPENED, Stage.WITH_SCHOOL, Stage.FOR_SIGNATURE})


@dataclass(frozen=True, slots=True)
class Opinion:
    """What a school says of its appraisal: whether it agrees, why not, and of which lines; `by` whom."""

    agrees: bool
    text: str = ""
    lines: tuple[str, ...] = ()
    by: str = ""


@dataclass(frozen=True, slots=True)
class Conclusion:
    """What is signed at the end, as the minute has it; `signers` are members of the team."""

    held_on: date
    place: str
    attendees: tuple[str, ...]
    strengths: str
    limits: str
    proposals: str
    conclusion: str
    signers: tuple[str, ...]
    school_signer: str
    opinion: str = ""


def assign(district: District, key: AppraisalKey, team: int, *, actor: Actor, appraisers: tuple[str, str] | None = None) -> None:
    """Give a school to a team of its round; `appraisers`: the two who judge without seeing each other's verdicts.

    It may be given to another team until it is concluded; what was judged stays. UserError says what does not fit.
    """
    check_can_organise_appraisal(actor)
    with district.repository.appraisals.keep() as keeping:
        case = open_case(district, keeping, key)
        _refuse_concluded(case)
        _refuse_gone(case)
        found = find_team(keeping, district.plan, team)
        _check_team(case, found)
        pair = _check_pair(case, found, appraisers) if appraisers is not None else ()
        _check_lanes(case, pair)
        stage = Stage.ASSIGNED if case.record.stage is Stage.UNASSIGNED else case.record.stage
        _step(keeping, replace(case, team=found), stage, actor, detail={"appraisers": list(pair)})


def send_to_school(district: District, key: AppraisalKey, *, actor: Actor) -> date:
    """Lay the sheet before the school; the last day for its opinion. UserError where lines are open, or nothing is checked."""
    check_can_step_appraisal(actor, key.school)
    with district.repository.appraisals.keep() as keeping:
        case = open_case(district, keeping, key)
        _check_own_team(case, actor)
        _refuse_concluded(case)
        _check_lines(case, "gửi trường")
        days = case.plan.thresholds.opinion_days
        due = case.today + timedelta(days=round(days.value) if days else OPINION_DAYS)
        _step(keeping, case, Stage.WITH_SCHOOL, actor, due=due)
        return due


def record_opinion(district: District, key: AppraisalKey, opinion: Opinion, *, actor: Actor) -> None:
    """Keep what the school said; lines it objects to must be judged by somebody else. UserError before it was sent."""
    check_can_step_appraisal(actor, key.school)
    with district.repository.appraisals.keep() as keeping:
        case = open_case(district, keeping, key)
        _check_own_team(case, actor)
        if not case.laid_out:
            raise UserError(
                f"Phiếu của {case.school.name} chưa gửi trường nên chưa có ý kiến để ghi; hãy gửi phiếu cho trường trước."
            )
        kept = _clean_opinion(case, opinion)
        stage = Stage.UNDER_WAY if kept.lines else case.record.stage
        _step(keeping, case, stage, actor, detail={"opinion": asdict(kept) | {"lines": list(kept.lines)}})


def submit_for_signature(district: District, key: AppraisalKey, *, actor: Actor) -> None:
    """Lay the conclusion before those who sign; UserError for what `conclude` would refuse of lines and opinion."""
    check_can_step_appraisal(actor, key.school)
    with district.repository.appraisals.keep() as keeping:
        case = open_case(district, keeping, key)
        _check_own_team(case, actor)
        _refuse_concluded(case)
        _check_lines(case, "trình ký")
        _check_answered(case)
        _step(keeping, case, Stage.FOR_SIGNATURE, actor)


def conclude(district: District, key: AppraisalKey, conclusion: Conclusion, *, actor: Actor) -> None:
    """Conclude: from now on no verdict moves, whatever the school sends. UserError says what is still to do."""
    check_can_step_appraisal(actor, key.school)
    with district.repository.appraisals.keep() as keeping:
        case = open_case(district, keeping, key)
        _check_own_team(case, actor)
        _refuse_concluded(case)
        _check_lines(case, "kết luận")
        _check_answered(case)
        signed = replace(conclusion, signers=_check_signers(case, conclusion.signers))
        if signed.held_on > case.today:
            raise UserError(
                f"Ngày thẩm định {format_date(signed.held_on)} sau hôm nay ({format_date(case.today)}); hãy ghi lại ngày."
            )
        _step(keeping, case, Stage.CONCLUDED, actor, detail={"conclusion": _write_conclusion(signed)})
    district.keep_scores()


def reopen(district: District, key: AppraisalKey, reason: str, *, actor: Actor) -> None:
    """Open a concluded appraisal again, under the next version; lines not confirmed must be judged anew. UserError else."""
    check_can_step_appraisal(actor, key.school)
    with district.repository.appraisals.keep() as keeping:
        case = open_case(district, keeping, key)
        _check_own_team(case, actor)
        if case.record.stage is not Stage.CONCLUDED:
            raise UserError(f"Thẩm định {case.school.name} chưa kết luận nên không cần mở lại; hãy tiếp tục thẩm định.")
        if not clean_words(reason):
            raise UserError("Chưa ghi lý do mở lại; hãy ghi lý do để người xem sau hiểu vì sao.")
        _step(keeping, case, Stage.REOPENED, actor, version=case.record.version + 1, reason=clean_words(reason))
    district.keep_scores()


def list_open_lines(case: AppraisalCase) -> list[str]:
    """The lines that must be settled before the sheet is laid before the school, and before it is concluded."""
    onlooker = Onlooker(case)
    return [
        line.code
        for _, line in list_scored_lines(case.plan)
        if onlooker.find_state(line.code) in _CANNOT_STAY_OPEN or case.is_due_again(line.code)
    ]


def _step(keeping: AppraisalKeeping, case: AppraisalCase, stage: Stage, actor: Actor, **more: object) -> None:
    plain: dict[str, object] = {
        "version": case.record.version,
        "team": case.team.id if case.team else None,
        "submission": case.number,
    }
    step = Step(stage=stage, at=datetime.now(UTC), actor=clean_words(actor.name), **plain | more)  # type: ignore[arg-type]
    keeping.keep_step(case.key, step)


def _check_own_team(case: AppraisalCase, actor: Actor) -> None:
    """The right is for a school; of its rounds an appraiser takes only that of their own team a step on."""
    member = case.find_member(actor.name)
    if not may_everywhere(actor, Act.STEP_APPRAISAL) and (member is None or works_in(member, case.school)):
        raise UserError(
            f"{actor.name} không thẩm định {case.school.name} trong “{case.round.title}” nên không chuyển bước; "
            "hãy để người trong tổ hoặc cán bộ tổng hợp làm."
        )


def _refuse_concluded(case: AppraisalCase) -> None:
    if case.record.stage is Stage.CONCLUDED:
        raise UserError(f"Thẩm định {case.school.name} đã kết luận; nếu cần thay đổi, hãy mở lại và ghi lý do.")


def _refuse_gone(case: AppraisalCase) -> None:
    if gone := explain_gone(case):
        raise UserError(gone)


def _check_team(case: AppraisalCase, team: Team) -> None:
    if team.round != case.round.code:
        other = case.plan.round_by_code.get(team.round)
        told = f"“{other.title}”" if other else "đợt khác"
        raise UserError(f"“{team.name}” thuộc đợt {told}, không thẩm định trong “{case.round.title}”; hãy chọn tổ của đợt này.")
    head = next((member for member in team.members if member.role is Role.HEAD), None)
    if head is not None and works_in(head, case.school):
        raise UserError(
            f"{head.name}, trưởng của “{team.name}”, làm việc tại {case.school.name}; hãy giao trường này cho tổ khác."
        )


def _check_pair(case: AppraisalCase, team: Team, names: Sequence[str]) -> tuple[str, ...]:
    if not case.round.independent:
        raise UserError(f"“{case.round.title}” không thẩm định độc lập; hãy phân công cả tổ, không chọn riêng hai người.")
    members = {fold(member.name): member for member in team.members}
    unknown = next((name for name in names if fold(name) not in members), None)
    if unknown is not None:
        raise UserError(f"{clean_words(unknown) or 'Người được chọn'} không thuộc “{team.name}”; hãy chọn hai người trong tổ.")
    pair = [members[fold(name)] for name in names]
    if len({member.name for member in pair}) != len((Lane.FIRST, Lane.SECOND)):
        raise UserError("Thẩm định độc lập cần hai người khác nhau; hãy chọn hai người trong tổ.")
    at_school = next((member for member in pair if works_in(member, case.school)), None)
    if at_school:
        raise UserError(f"{at_school.name} làm việc tại {case.school.name} nên không thẩm định trường này; hãy chọn người khác.")
    return tuple(member.name for member in pair)


def _check_lanes(case: AppraisalCase, pair: Sequence[str]) -> None:
    """How it is judged cannot change once somebody has judged, and nobody comes to see what the other wrote."""
    if not case.record.verdicts:
        return
    if bool(pair) is not bool(case.record.appraisers):
        told = "hai người độc lập" if case.record.appraisers else "cả tổ"
        raise UserError(f"{case.school.name} đang được thẩm định bởi {told} và đã có kết quả; hãy giữ cách thẩm định này.")
    for lane, name in zip((Lane.FIRST, Lane.SECOND), pair, strict=False):
        wrote = {fold(kept.verdict.appraiser) for kept in case.record.verdicts if kept.lane not in {lane, Lane.TEAM}}
        if fold(name) in wrote:
            raise UserError(f"{name} đã thẩm định ở vị trí kia; hãy giữ thứ tự hai người như lần phân công trước.")


def _check_lines(case: AppraisalCase, act: str) -> None:
    """UserError where lines are open, or nothing was looked into."""
    if case.record.stage not in {*_UNDER_HAND, Stage.ASSIGNED}:
        raise UserError(f"{case.school.name} chưa được phân công thẩm định trong đợt này; hãy phân công tổ trước.")
    _refuse_gone(case)
    if case.team is not None and case.team.dissolved:
        raise UserError(f"“{case.team.name}” đã giải thể; hãy phân công tổ khác cho {case.school.name}.")
    if case.returned is None:
        raise UserError(f"{case.school.name} không có báo cáo hợp lệ nào của kỳ này để thẩm định; hãy nhận báo cáo trước.")
    waiting = list_open_lines(case)
    if waiting:
        codes, more = ", ".join(waiting[:NAMED_AT_MOST]), len(waiting) - NAMED_AT_MOST
        others = f" và {more} dòng nữa" if more > 0 else ""
        raise UserError(
            f"Chưa {act} được vì còn dòng phải thẩm định lại hoặc thống nhất: {codes}{others}; hãy làm xong các dòng này."
        )
    standings = case.standings.values()
    if not any(one.counting and one.counting.verdict.outcome in CHECKED for one in standings):
        raise UserError(f"Chưa {act} được vì chưa dòng nào được kiểm tra; hãy thẩm định ít nhất một dòng.")


def _check_answered(case: AppraisalCase) -> None:
    sent = case.record.sent
    if sent is None or sent.due is None:
        raise UserError(f"Phiếu chưa gửi {case.school.name} để có ý kiến; hãy gửi phiếu cho trường trước.")
    if not case.answered:
        raise UserError(
            f"{case.school.name} còn được có ý kiến đến hết {format_date(sent.due)}; hãy ghi ý kiến của trường hoặc chờ hết hạn."
        )


def _check_signers(case: AppraisalCase, names: Sequence[str]) -> tuple[str, ...]:
    signers = [_find_signer(case, name) for name in names if clean_words(name)]
    if not signers:
        raise UserError("Chưa có người ký kết luận; hãy chọn người ký trong tổ thẩm định.")
    entered = {fold(kept.verdict.appraiser) for kept in case.record.verdicts}
    alone = len({member.name for member in signers}) == 1
    if alone and len(case.members) > 1 and fold(signers[0].name) in entered:
        raise UserError(
            f"{signers[0].name} đã nhập kết quả thẩm định nên không một mình ký kết luận; hãy để thêm một người trong tổ cùng ký."
        )
    return tuple(dict.fromkeys(member.name for member in signers))


def _find_signer(case: AppraisalCase, name: str) -> Member:
    team = case.team.name if case.team else "tổ thẩm định"
    member = case.find_member(name)
    if member is None:
        raise UserError(f"{clean_words(name)} không thuộc “{team}”; hãy chọn người ký trong tổ.")
    if works_in(member, case.school):
        raise UserError(f"{member.name} làm việc tại {case.school.name} nên không ký kết luận; hãy chọn người khác trong tổ.")
    return member


def _clean_opinion(case: AppraisalCase, opinion: Opinion) -> Opinion:
    lines = tuple(dict.fromkeys(opinion.lines))
    known = {line.code for _, line in list_scored_lines(case.plan)}
    unknown = next((line for line in lines if line not in known), None)
    if unknown is not None:
        raise UserError(f"Phiếu thẩm định này không có dòng “{unknown}”; hãy chọn dòng trong phiếu.")
    unjudged = next((line for line in lines if case.find_standing(line).counting is None), None)
    if unjudged is not None:
        raise UserError(f"Dòng {unjudged} chưa được thẩm định nên trường chưa có gì để phản đối; hãy bỏ dòng này.")
    kept = replace(opinion, text=clean_words(opinion.text), by=clean_words(opinion.by), lines=lines)
    if kept.agrees and lines:
        raise UserError("Trường đồng ý thì không chọn dòng chưa đồng ý; hãy chọn lại một trong hai.")
    if not kept.agrees and not (kept.text or lines):
        raise UserError("Trường chưa đồng ý nhưng chưa ghi ý kiến; hãy ghi ý kiến hoặc chọn các dòng chưa đồng ý.")
    return kept


def _write_conclusion(conclusion: Conclusion) -> Mapping[str, object]:
    """As it is kept: words clean, day as ISO text, names as lists."""
    words = {name: clean_words(value) for name, value in asdict(conclusion).items() if isinstance(value, str)}
    names = {name: list(filter(None, map(clean_words, getattr(conclusion, name)))) for name in ("attendees", "signers")}
    return {"held_on": conclusion.held_on.isoformat(), **words, **names}
