"""What the office recognises: a registered model at a level by a decision, and that it is recognised no more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from danvan_metrics.access.actor import Actor
from danvan_metrics.access.policies import check_can_reward
from danvan_metrics.district import District
from danvan_metrics.errors import UserError
from danvan_metrics.store.rewarding.reward_records import ModelKey, NewRecognition, RecognitionRecord
from danvan_metrics.vietnamese import clean_text, fold, format_date


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelHonour:
    """A model of a school's return, the level of the plan's honours, and the decision it was recognised by."""

    school: str
    period: str
    model: str
    level: str
    decision: str
    decided_on: date
    exemplary: bool = False


def recognise_model(district: District, recognition: ModelHonour, *, actor: Actor) -> int:
    """Keep that a model is recognised; its number. A model recognised already gets the new level, sign or decision.

    NotAllowed for who may not. UserError for a school, period, level or model there is not, a blank decision, a day to come, or
    nothing new.
    """
    check_can_reward(actor)
    model = _find_model(district, recognition)
    if recognition.level not in (levels := district.plan.honours.levels):
        known = ", ".join(levels) or "kế hoạch chưa ghi cấp nào"
        raise UserError(f"Không có cấp công nhận “{recognition.level}”; hãy chọn một trong: {known}.")
    decision = read_decision(district, recognition.decision, recognition.decided_on)
    key = ModelKey(district.plan.code, recognition.school, recognition.period, model)
    last = find_recognition(district, key)
    new = NewRecognition(
        key=key,
        level=recognition.level,
        exemplary=recognition.exemplary,
        decision=decision,
        decided_on=recognition.decided_on,
        actor=clean_text(actor.name),
    )
    if last and not last.withdrawn and _tell(last) == _tell(new):
        raise UserError(f"Mô hình “{model}” đã được công nhận đúng như vậy; không có gì mới để ghi.")
    return district.repository.rewards.recognise(new, seen=last.id if last else 0)


def withdraw_recognition(district: District, school: str, period: str, model: str, *, reason: str, actor: Actor) -> int:
    """Keep that a model is recognised no more; NotAllowed for who may not, UserError where it is not recognised, or no reason."""
    check_can_reward(actor)
    last = find_recognition(district, ModelKey(district.plan.code, school, period, clean_text(model)))
    if last is None or last.withdrawn:
        raise UserError(f"Mô hình “{clean_text(model)}” đang không được công nhận; hãy tải lại trang để xem tình trạng mới nhất.")
    told = require_reason(reason, "thôi công nhận mô hình")
    new = NewRecognition(
        key=last.key,
        level=last.level,
        exemplary=last.exemplary,
        decision=last.decision,
        decided_on=last.decided_on,
        withdrawn=True,
        reason=told,
        actor=clean_text(actor.name),
    )
    return district.repository.rewards.recognise(new, seen=last.id)


def find_recognition(district: District, key: ModelKey) -> RecognitionRecord | None:
    """The last thing kept about a model; None where nothing was."""
    found = [one for one in district.repository.rewards.load_history(key.plan).recognitions if one.key == key]
    return found[-1] if found else None


def require_reason(reason: str, what: str) -> str:
    """The reason, cleaned; UserError where it is blank."""
    told = clean_text(reason)
    if not told:
        raise UserError(f"Muốn {what} phải có lý do; hãy ghi lý do, một câu ngắn.")
    return told


def read_decision(district: District, decision: str, day: date) -> str:
    """A decision's number, cleaned; UserError where it is blank or signed on a day to come."""
    told = clean_text(decision)
    if not told:
        raise UserError("Chưa có số quyết định; hãy ghi số quyết định, ví dụ 215/QĐ-UBND.")
    today = district.today()
    if day > today:
        raise UserError(f"Ngày quyết định {format_date(day)} sau hôm nay ({format_date(today)}); hãy ghi ngày đã ký quyết định.")
    return told


def require_school(district: District, school: str, period: str) -> None:
    """UserError for a school or period there is not."""
    if school not in {one.code for one in district.roster.schools}:
        raise UserError(f"Không có trường “{school}” trong danh sách trường; hãy chọn trường trong danh sách.")
    require_period(district, period)


def require_period(district: District, period: str) -> None:
    """UserError for a period there is not."""
    if period not in district.plan.period_by_code:
        raise UserError(f"Không có kỳ báo cáo “{period}” trong kế hoạch; hãy chọn kỳ trong danh sách.")


def _find_model(district: District, recognition: ModelHonour) -> str:
    """The model's name as it stands on the return in force."""
    require_school(district, recognition.school, recognition.period)
    school = district.roster.by_code[recognition.school]
    returned = district.repository.find_return(district.plan.code, school.code, recognition.period)
    if returned is None:
        raise UserError(f"{school.name} chưa có báo cáo kỳ này nên chưa có mô hình để công nhận; hãy nhận báo cáo trước.")
    for model in returned.models:
        if fold(model.name) == fold(recognition.model):
            return clean_text(model.name)
    told = f"Báo cáo của {school.name} không đăng ký mô hình “{clean_text(recognition.model)}”"
    raise UserError(f"{told}; hãy chọn mô hình trong danh sách.")


def _tell(one: NewRecognition) -> tuple[str, bool, str, date]:
    return one.level, one.exemplary, one.decision, one.decided_on
