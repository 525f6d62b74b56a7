"""The council's acts: a meeting held, proposals made, voted on, decided by those who sign, withdrawn or dropped."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Final

from danvan_metrics.access.actor import Actor
from danvan_metrics.access.policies import check_can_reward
from danvan_metrics.district import District
from danvan_metrics.errors import UserError
from danvan_metrics.metrics.rewards import Attendee, RewardStep, reaches
from danvan_metrics.plan.choices import Owner
from danvan_metrics.plan.model import OfficeSetting
from danvan_metrics.rewarding.dossier import collect_dossier
from danvan_metrics.rewarding.recognition_acts import read_decision, require_period, require_reason, require_school
from danvan_metrics.store.rewarding.reward_records import CouncilRecord, NewCouncil, NewProposal, NewRewardStep, ProposalRecord
from danvan_metrics.vietnamese import clean_text, fold, format_date, format_percent, format_ratio

_ENDED: Final = {
    RewardStep.WITHDRAWN: "đã rút khen thưởng",
    RewardStep.DROPPED: "đã thôi đề nghị",
    RewardStep.DECIDED: "đã có quyết định khen",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Council:
    """A meeting to keep: of `members` (a number), those present; chair and secretary are among them."""

    period: str
    held_on: date
    place: str
    members: int
    present: tuple[Attendee, ...]
    chair: str
    secretary: str
    conclusion: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Nomination:
    """Whom to propose: a school (“collective”: its own name where `name` is blank) or a person of it, for a form of the plan's.

    summary: what was achieved; blank: as the figures say it (dossier.describe_achievement). model: the one it is for, if any.
    """

    period: str
    owner: str
    school: str
    form: str
    name: str = ""
    title: str = ""
    model: str = ""
    summary: str = field(default="")


def hold_council(district: District, council: Council, *, actor: Actor) -> int:
    """Keep a meeting; its number.

    NotAllowed for who may not. UserError for a day to come, names that are blank, twice or absent, or too few present.
    """
    check_can_reward(actor)
    require_period(district, council.period)
    present = tuple((clean_text(one.name), clean_text(one.title)) for one in council.present)
    people = {name: clean_text(getattr(council, name)) for name in ("place", "chair", "secretary")}
    _check_day(district, council.held_on)
    _check_names(present, people)
    _check_quorum(district.plan.thresholds.quorum, len(present), council.members)
    return district.repository.rewards.hold(
        NewCouncil(
            plan=district.plan.code,
            period=council.period,
            held_on=council.held_on,
            members=council.members,
            present=present,
            conclusion=clean_text(council.conclusion),
            actor=clean_text(actor.name),
            **people,
        )
    )


def propose(district: District, nomination: Nomination, *, actor: Actor) -> int:
    """Keep a proposal with the figures as they stand now; its number.

    NotAllowed for who may not. UserError for a school or period there is not, a form that the plan's honours do not have, a
    person without a name, a school without a return, a model it has not registered, or who is proposed for the same already.
    """
    check_can_reward(actor)
    require_school(district, nomination.school, nomination.period)
    words = {name: clean_text(getattr(nomination, name)) for name in ("name", "title", "model", "summary")}
    _check_form(district, nomination)
    if nomination.owner == Owner.INDIVIDUAL and not words["name"]:
        raise UserError("Đề nghị khen cá nhân phải có họ tên; hãy ghi họ tên người được đề nghị.")
    dossier = collect_dossier(district, nomination.school, nomination.period)
    if words["model"] and words["model"] not in dossier.models:
        raise UserError(f"Báo cáo của trường không đăng ký mô hình “{words['model']}”; hãy chọn mô hình trong danh sách.")
    words["name"] = words["name"] or district.roster.by_code[nomination.school].name
    words["summary"] = words["summary"] or dossier.summary
    kept = {name: getattr(nomination, name) for name in ("period", "owner", "school", "form")}
    return district.repository.rewards.propose(
        NewProposal(plan=district.plan.code, figures=dossier.figures, actor=clean_text(actor.name), **kept, **words)
    )


def consider(district: District, proposal: int, meeting: int, *, votes_for: int, votes_cast: int, actor: Actor) -> bool:
    """Keep how a meeting voted on a proposal; whether the votes carry it. Votes kept again set the earlier ones right.

    NotAllowed for who may not. UserError for a meeting there is not or of another period, votes that cannot be, or a proposal
    that has ended.
    """
    check_can_reward(actor)
    record = _find_open(district, proposal)
    council = _find_council(district, meeting)
    if council.period != record.period:
        raise UserError("Phiên họp và đề nghị thuộc hai kỳ khác nhau; hãy chọn phiên họp của đúng kỳ.")
    _check_votes(votes_for, votes_cast, len(council.present))
    share = _require(district.plan.thresholds.pass_share, "pass_share").value
    passed = reaches(votes_for, votes_cast, share)
    step = NewRewardStep(
        step=RewardStep.CONSIDERED,
        meeting=meeting,
        votes_for=votes_for,
        votes_cast=votes_cast,
        detail={"passed": passed, "pass_share": share},
        actor=clean_text(actor.name),
    )
    district.repository.rewards.step(proposal, step, seen=len(record.steps))
    return passed


def record_decision(district: District, proposal: int, decision: str, decided_on: date, *, actor: Actor) -> None:
    """Keep the decision by which a reward was signed; once more: its number or day is set right.

    NotAllowed for who may not. UserError where the council did not carry the proposal, for a blank number, or a day to come or
    before the council met.
    """
    check_can_reward(actor)
    record = district.repository.rewards.find_proposal(proposal)
    voted = _find_votes(record)
    if record.step in {RewardStep.WITHDRAWN, RewardStep.DROPPED}:
        raise UserError(f"Đề nghị này {_ENDED[RewardStep(record.step)]}; hãy lập đề nghị mới nếu cần.")
    if voted is None or not voted.detail["passed"]:
        told = "chưa được Hội đồng xét" if voted is None else "không được Hội đồng thông qua"
        raise UserError(f"Đề nghị này {told} nên chưa ghi được quyết định khen; hãy kiểm tra lại phiếu của Hội đồng.")
    number = read_decision(district, decision, decided_on)
    held_on = _find_council(district, voted.meeting or 0).held_on
    if decided_on < held_on:
        raise UserError(
            f"Ngày quyết định {format_date(decided_on)} trước ngày Hội đồng họp ({format_date(held_on)}); hãy kiểm tra lại ngày."
        )
    if record.step == RewardStep.DECIDED and (number, decided_on) == (record.steps[-1].decision, record.steps[-1].decided_on):
        raise UserError("Quyết định này đã được ghi rồi; không có gì mới để ghi.")
    step = NewRewardStep(step=RewardStep.DECIDED, decision=number, decided_on=decided_on, actor=clean_text(actor.name))
    district.repository.rewards.step(proposal, step, seen=len(record.steps))


def withdraw_reward(district: District, proposal: int, *, reason: str, actor: Actor) -> None:
    """Keep that a reward decided is withdrawn; NotAllowed for who may not, UserError where none was decided, or no reason."""
    check_can_reward(actor)
    record = district.repository.rewards.find_proposal(proposal)
    if record.step != RewardStep.DECIDED:
        raise UserError("Chỉ rút được khen thưởng đã có quyết định; đề nghị chưa có quyết định thì chọn “Thôi đề nghị”.")
    _end(district, record, RewardStep.WITHDRAWN, require_reason(reason, "rút khen thưởng"), actor)


def drop_proposal(district: District, proposal: int, *, reason: str, actor: Actor) -> None:
    """Keep that a proposal not decided yet is dropped; NotAllowed for who may not, UserError where it has ended, or no reason."""
    check_can_reward(actor)
    record = _find_open(district, proposal)
    _end(district, record, RewardStep.DROPPED, require_reason(reason, "thôi đề nghị"), actor)


def _end(district: District, record: ProposalRecord, step: RewardStep, reason: str, actor: Actor) -> None:
    new = NewRewardStep(step=step, reason=reason, actor=clean_text(actor.name))
    district.repository.rewards.step(record.id, new, seen=len(record.steps))


def _find_open(district: District, proposal: int) -> ProposalRecord:
    record = district.repository.rewards.find_proposal(proposal)
    if record.step in _ENDED:
        raise UserError(f"Đề nghị này {_ENDED[RewardStep(record.step)]}; hãy tải lại trang để xem tình trạng mới nhất.")
    return record


def _find_votes(record: ProposalRecord) -> NewRewardStep | None:
    """The last vote."""
    return next((one for one in reversed(record.steps) if one.step == RewardStep.CONSIDERED), None)


def _find_council(district: District, meeting: int) -> CouncilRecord:
    held = district.repository.rewards.load_history(district.plan.code).councils
    for council in held:
        if council.id == meeting:
            return council
    raise UserError(f"Không có phiên họp Hội đồng số {meeting}; hãy ghi phiên họp trước, rồi ghi phiếu.")


def _check_form(district: District, nomination: Nomination) -> None:
    honours = district.plan.honours
    forms = {Owner.COLLECTIVE: honours.collective_rewards, Owner.INDIVIDUAL: honours.individual_rewards}
    if nomination.owner not in forms:
        raise UserError("Chưa rõ đề nghị khen tập thể hay cá nhân; hãy chọn một trong hai.")
    known = forms[Owner(nomination.owner)]
    if nomination.form not in known:
        told = ", ".join(known) or "kế hoạch chưa ghi hình thức nào"
        raise UserError(f"Không có hình thức khen “{nomination.form}”; hãy chọn một trong: {told}.")


def _check_votes(votes_for: int, votes_cast: int, present: int) -> None:
    if not 0 <= votes_for <= votes_cast <= present or not votes_cast:
        raise UserError(
            f"Số phiếu {format_ratio(votes_for, votes_cast)} không khớp với {present} người có mặt; "
            "hãy ghi số phiếu đồng ý không quá số phiếu bầu, số phiếu bầu không quá số người có mặt."
        )


def _check_day(district: District, day: date) -> None:
    if day > district.today():
        raise UserError(
            f"Ngày họp {format_date(day)} sau hôm nay ({format_date(district.today())}); hãy ghi phiên họp sau khi đã họp."
        )


def _check_names(present: tuple[tuple[str, str], ...], people: dict[str, str]) -> None:
    names = [fold(name) for name, _ in present]
    if not all(names):
        raise UserError("Có người dự họp chưa ghi họ tên; hãy ghi đủ họ tên hoặc bỏ dòng ấy.")
    if twice := next((name for (name, _), key in zip(present, names, strict=True) if names.count(key) > 1), ""):
        raise UserError(f"“{twice}” có tên hai lần trong danh sách có mặt; hãy bỏ một dòng, hoặc ghi thêm để phân biệt.")
    if not people["place"]:
        raise UserError("Chưa ghi nơi họp; hãy ghi địa điểm phiên họp.")
    for role, told in (("chair", "người chủ trì"), ("secretary", "thư ký")):
        if fold(people[role]) not in names:
            raise UserError(f"Phiên họp phải có {told} trong số người có mặt; hãy chọn {told} trong danh sách có mặt.")


def _check_quorum(quorum: OfficeSetting | None, present: int, members: int) -> None:
    if members < present or members < 1:
        raise UserError(
            f"Có mặt {present} người mà Hội đồng có {members} thành viên; hãy kiểm tra lại số thành viên và danh sách có mặt."
        )
    least = _require(quorum, "quorum")
    if not reaches(present, members, least.value):
        raise UserError(
            f"Có mặt {format_ratio(present, members)} thành viên, chưa đủ số người để Hội đồng họp "
            f"(từ {format_percent(least.value)} trở lên, {least.note}); hãy họp lại khi đủ thành viên."
        )


def _require(setting: OfficeSetting | None, name: str) -> OfficeSetting:
    if setting is None:
        raise UserError(f"Kế hoạch chưa đặt thresholds.{name} nên chưa xét khen thưởng được; hãy thêm số ấy vào tệp kế hoạch.")
    return setting
