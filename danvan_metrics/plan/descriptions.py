"""The plan told in words: what a kind asks, how completion is computed, what a rung demands (indicators.md)."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from danvan_metrics.plan.choices import LEVELS, STATUSES, Choice, ModelStatus
from danvan_metrics.plan.kinds import Kind, Reporter, Source
from danvan_metrics.plan.model import Indicator, Plan, Rung
from danvan_metrics.vietnamese import NBSP, NOTHING, format_date, format_percent, format_quantity

_KINDS = {
    Kind.RATIO: "Tỉ lệ: ghi số phải thực hiện và số đã thực hiện",
    Kind.COUNT: "Số lượng: ghi một số, cộng dồn từ đầu năm",
    Kind.LIMIT: "Giới hạn: ghi một số, càng ít càng tốt",
    Kind.YES_NO: "Có / Không",
    Kind.CHECKLIST: "Bảng kiểm: mỗi dòng ghi Có / Không / Không áp dụng",
    Kind.DATE: "Ngày: ghi ngày đã thực hiện",
    Kind.LEVEL: "Mức độ: Đạt / Đang thực hiện / Chưa thực hiện / Không áp dụng",
    Kind.TRACKED: "Theo dõi: ghi một số, cộng dồn từ đầu năm",
    Kind.DERIVED: "Tự tính: không phải ghi",
}
_FORMULAS_BY_SOURCE = {
    Source.MODELS_REGISTERED: "Đếm số dòng của sheet Mô hình ÷ {target}, nhiều nhất là {full}; nhiều hơn là vượt (▲).",
    Source.MODELS_WITH_RESULTS: (
        "Số mô hình đã ghi Kết quả và có ít nhất 1 minh chứng ÷ số mô hình ở sheet Mô hình; "
        "trả lời “Không” đăng ký mô hình thì không áp dụng."
    ),
    Source.RECEIPTS_ON_TIME: "Số báo cáo định kỳ Phòng nhận được trước hạn ÷ số báo cáo đã đến hạn.",
    Source.MODEL_SCHOOLS: "Số trường điểm đã bắt đầu ít nhất một nội dung Trường học hạnh phúc ÷ số trường điểm.",
    Source.APPRAISED_SCHOOLS: "Số trường Phòng đã thẩm định ÷ số trường trong danh sách.",
}
_REPORTERS = {Reporter.SCHOOL: "Nhà trường", Reporter.OFFICE: "Phòng"}


def describe_kind(kind: Kind) -> str:
    """How an indicator of this kind is answered."""
    return _KINDS[kind]


def describe_formula(indicator: Indicator) -> str:
    """How its completion (0…100 %) comes about, as one or two Vietnamese sentences."""
    if indicator.source is not None:
        return _FORMULAS_BY_SOURCE[indicator.source].format(target=_describe_amount(indicator), full=format_percent(1))
    return _FORMULAS[indicator.kind](indicator)


def describe_target(indicator: Indicator) -> str:
    """Say what counts as met; an en dash where the plan sets no target."""
    if indicator.target is None and not indicator.scored:
        return NOTHING
    if not indicator.scored:
        shares = indicator.source is Source.APPRAISED_SCHOOLS
        return format_percent(indicator.target or 0) if shares else _describe_amount(indicator)
    return _TARGETS[indicator.kind](indicator)


def describe_evidence(indicator: Indicator) -> str:
    """Whether the evidenced lens asks for evidence."""
    if not indicator.needs_evidence:
        return "Không cần"
    return "Mỗi dòng ít nhất 1" if indicator.kind is Kind.CHECKLIST else "Ít nhất 1"


def describe_reporters(indicator: Indicator) -> str:
    """Who fills it in; nobody where the program works it out."""
    if indicator.kind is Kind.DERIVED:
        return "Tự tính"
    return ", ".join(_REPORTERS[reporter] for reporter in indicator.reporters)


def describe_pace(plan: Plan, indicator: Indicator) -> str:
    """Say which share of the year each period expects; an en dash where the indicator has no pace."""
    if not indicator.has_pace:
        return NOTHING
    return " · ".join(f"{period.title}: {format_percent(period.share)}" for period in plan.periods)


def describe_rung(plan: Plan, rung: Rung) -> str:
    """Everything a school needs to stand on this rung, beside the rungs below it."""
    conditions = "; ".join(_list_conditions(plan, rung))
    return f"{conditions[:1].upper()}{conditions[1:]}." if conditions else "Không cần điều kiện nào thêm."


def _list_conditions(plan: Plan, rung: Rung) -> Iterator[str]:
    if rung.any_met:
        yield f"đạt {_join(rung.any_met, 'hoặc')}"
    if rung.all_met:
        yield f"đạt {_join(rung.all_met, 'và')}"
    if rung.model_status:
        yield f"có ít nhất một mô hình {_join([STATUSES[ModelStatus(status)].lower() for status in rung.model_status], 'hoặc')}"
    if rung.any_item_in:
        yield f"có ít nhất một nội dung {_describe_items(rung)} trong {_join(_titles(plan, rung.any_item_in), 'hoặc')}"
    if rung.each_group_in:
        yield f"có ít nhất một nội dung {_describe_items(rung)} ở từng nhóm {_join(_titles(plan, rung.each_group_in), 'và')}"
    if rung.appraised:
        yield "được Phòng thẩm định, công nhận"


def _describe_items(rung: Rung) -> str:
    choices = _join([LEVELS[Choice(choice)] for choice in rung.item_choices], "hoặc")
    return f"{choices} có minh chứng" if rung.with_evidence else choices


def _titles(plan: Plan, codes: tuple[str, ...]) -> list[str]:
    return [plan.group_by_code[code].short for code in codes]


def _join(words: list[str] | tuple[str, ...], last: str) -> str:
    return f" {last} ".join(filter(None, (", ".join(words[:-1]), words[-1])))


def _describe_amount(indicator: Indicator) -> str:
    return f"{format_quantity(indicator.target or 0)}{NBSP}{indicator.unit}".rstrip()


def _ratio(indicator: Indicator) -> str:
    done = indicator.done_label or "Số đã thực hiện"
    to_do = indicator.to_do_label or "số phải thực hiện"
    return f"{done} ÷ {to_do[:1].lower()}{to_do[1:]}; số phải thực hiện là 0 thì không áp dụng."


def _count(indicator: Indicator) -> str:
    return f"Số đã ghi ÷ {_describe_amount(indicator)}, nhiều nhất là {format_percent(1)}; nhiều hơn là vượt (▲)."


def _limit(indicator: Indicator) -> str:
    return f"Không quá {_describe_amount(indicator)}: {format_percent(1)}; nhiều hơn: {format_percent(0)}."


def _yes_no(_: Indicator) -> str:
    return f"Có: {format_percent(1)}; Không: {format_percent(0)}."


def _checklist(indicator: Indicator) -> str:
    return f"Số dòng ghi Có ÷ số dòng áp dụng (cả thảy {len(indicator.lines)} dòng)."


def _describe_deadline(indicator: Indicator) -> str:
    return f"trước {format_date(indicator.deadline)}" if indicator.deadline else NOTHING


def _date(indicator: Indicator) -> str:
    return f"Đã ghi ngày: {format_percent(1)}; {_describe_deadline(indicator)} là đúng hạn, đúng ngày đó hoặc sau đó là trễ."


def _level(_: Indicator) -> str:
    return f"Đạt: {format_percent(1)}; Đang thực hiện và Chưa thực hiện: {format_percent(0)}; Không áp dụng: không tính."


def _tracked(_: Indicator) -> str:
    return "Chỉ theo dõi, không chấm điểm vì kế hoạch không đặt chỉ tiêu."


def _derived(_: Indicator) -> str:
    return "Phần mềm tự tính, không chấm điểm."


_FORMULAS: dict[Kind, Callable[[Indicator], str]] = {
    Kind.RATIO: _ratio,
    Kind.COUNT: _count,
    Kind.LIMIT: _limit,
    Kind.YES_NO: _yes_no,
    Kind.CHECKLIST: _checklist,
    Kind.DATE: _date,
    Kind.LEVEL: _level,
    Kind.TRACKED: _tracked,
    Kind.DERIVED: _derived,
}
_TARGETS: dict[Kind, Callable[[Indicator], str]] = {
    Kind.RATIO: lambda indicator: format_percent(indicator.target or 1),
    Kind.COUNT: lambda indicator: f"≥{NBSP}{_describe_amount(indicator)}",
    Kind.LIMIT: lambda indicator: f"≤{NBSP}{_describe_amount(indicator)}",
    Kind.YES_NO: lambda _: "Có",
    Kind.CHECKLIST: lambda indicator: f"Đủ {len(indicator.lines)} dòng",
    Kind.DATE: lambda indicator: _describe_deadline(indicator).capitalize(),
    Kind.LEVEL: lambda _: LEVELS[Choice.MET],
}
