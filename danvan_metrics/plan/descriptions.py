"""The plan told in words: what a kind asks, how completion is computed, what a rung demands (indicators.md)."""

from __future__ import annotations

from collections.abc import Iterator

from danvan_metrics.plan.choices import LEVELS, STATUSES, Choice, ModelStatus
from danvan_metrics.plan.kinds import MODEL_SOURCES, Kind, Reporter, Source
from danvan_metrics.plan.kinds.definition import describe_amount
from danvan_metrics.plan.model import Indicator, Plan, Rung
from danvan_metrics.vietnamese import NOTHING, capitalise, format_percent

_FORMULAS_BY_SOURCE = {
    Source.MODELS_REGISTERED: "Đếm số dòng của sheet Mô hình ÷ {target}, nhiều nhất là {full}; nhiều hơn là vượt mức.",
    Source.MODELS_WITH_RESULTS: (
        "Số mô hình đã ghi Kết quả và có ít nhất 1 minh chứng ÷ số mô hình ở sheet Mô hình; "
        "trả lời “Không” đăng ký mô hình thì không áp dụng."
    ),
    Source.RECEIPTS_ON_TIME: "Số báo cáo định kỳ Phòng nhận được trước hạn ÷ số báo cáo đã đến hạn.",
    Source.MODEL_SCHOOLS: "Số trường điểm đã bắt đầu ít nhất một nội dung Trường học hạnh phúc ÷ số trường điểm.",
    Source.APPRAISED_SCHOOLS: "Số trường Phòng đã thẩm định ÷ số trường trong danh sách.",
    Source.MODEL_SCHOOLS_APPRAISED: "Số trường điểm đoàn liên ngành đã kết luận ÷ số trường điểm.",
    Source.SCHOOLS_MEETING: "Số trường tự khai đạt {counts} ÷ số trường trong danh sách; không ghi tay.",
    Source.ROUNDS_BEGUN: "Số đợt thẩm định đã phân công tổ, đoàn cho ít nhất một trường ÷ số đợt của kế hoạch.",
    Source.COUNCIL_HELD: "Đã ghi ít nhất một cuộc họp Hội đồng: 100 %; chưa ghi: 0 %.",
    Source.PROPOSALS_CONSIDERED: "Số đề nghị khen Hội đồng đã xét ÷ số đề nghị đã lập, không tính đề nghị đã thôi.",
    Source.PROPOSALS_DECIDED: "Số đề nghị đã có quyết định khen ÷ số đề nghị được Hội đồng thông qua.",
}
_SHARES = frozenset(Source) - MODEL_SOURCES - {Source.RECEIPTS_ON_TIME, Source.MODEL_SCHOOLS, Source.COUNCIL_HELD}
_REPORTERS = {Reporter.SCHOOL: "Nhà trường", Reporter.OFFICE: "Phòng"}


def describe_kind(kind: Kind) -> str:
    """How an indicator of this kind is answered."""
    return kind.definition.describe()


def describe_formula(indicator: Indicator) -> str:
    """How its completion (0…100 %) comes about, as one or two Vietnamese sentences."""
    if indicator.source is not None:
        return _FORMULAS_BY_SOURCE[indicator.source].format(
            target=describe_amount(indicator), full=format_percent(1), counts=indicator.counts
        )
    return indicator.kind.definition.formula(indicator)


def describe_target(indicator: Indicator) -> str:
    """Say what counts as met; an en dash where the plan sets no target."""
    if indicator.target is None and not indicator.scored:
        return NOTHING
    if indicator.source in _SHARES:
        return format_percent(indicator.target or 0)
    return indicator.kind.definition.target(indicator)


def describe_evidence(indicator: Indicator) -> str:
    """Whether the evidenced lens asks for evidence."""
    return indicator.kind.definition.evidence.value


def describe_reporters(indicator: Indicator) -> str:
    """Who fills it in; nobody where the program works it out."""
    if indicator.derived:
        return indicator.kind.definition.name
    return ", ".join(_REPORTERS[reporter] for reporter in indicator.reporters)


def describe_paces(plan: Plan) -> str:
    """Which share of the year is due by the end of each period: “6 tháng 50 % · 9 tháng 75 %”."""
    return " · ".join(f"{period.title} {format_percent(period.share)}" for period in plan.periods)


def describe_rung(plan: Plan, rung: Rung) -> str:
    """Everything a school needs to stand on this rung, beside the rungs below it."""
    conditions = "; ".join(_list_conditions(plan, rung))
    return f"{capitalise(conditions)}." if conditions else "Không cần điều kiện nào thêm."


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
