"""“Cách ghi” and the prompts beside a cell: the rule's own words, and what the plan adds to them."""

from __future__ import annotations

from typing import Final

from danvan_metrics.plan.choices import Choice
from danvan_metrics.plan.kinds import Kind, Source
from danvan_metrics.plan.model import Indicator, Plan
from danvan_metrics.plan.rules import AnyRule, ChoiceRule, Field
from danvan_metrics.vietnamese import format_date, format_quantity
from danvan_metrics.workbook.layout import SHEET_FACTS, SHEET_MODELS
from danvan_metrics.workbook.template.prompts import Prompt

_SOURCES: Final = {
    Source.MODELS_REGISTERED: f"Tự tính từ sheet {SHEET_MODELS}",
    Source.MODELS_WITH_RESULTS: f"Tự tính từ sheet {SHEET_MODELS}",
    Source.RECEIPTS_ON_TIME: "Phòng tự tính theo ngày nhận báo cáo",
    Source.MODEL_SCHOOLS: "Phòng tự tính từ danh sách trường điểm",
    Source.APPRAISED_SCHOOLS: "Phòng tự tính từ kết quả thẩm định",
}
_NOT_APPLICABLE_HELP: Final = "Nếu chọn “Không áp dụng”, hãy ghi lý do vào cột Ghi chú."
_FIELD_TITLES: Final = {
    Field.TO_DO: "Phải thực hiện",
    Field.DONE: "Đã thực hiện",
    Field.EVIDENCE_COUNT: "Số minh chứng",
    Field.EVIDENCE: "Minh chứng",
    Field.NOTE: "Ghi chú",
}
_FIELD_HELP: Final = {
    Field.EVIDENCE_COUNT: "Đếm số văn bản, biên bản, ảnh… chứng minh cho dòng này.",
    Field.EVIDENCE: "Ghi tên, số, ngày của văn bản, biên bản, ảnh… (mỗi minh chứng cách nhau dấu chấm phẩy).",
    Field.NOTE: "Không bắt buộc; hãy ghi lý do nếu dòng này không áp dụng.",
}


def write_hint(plan: Plan, indicator: Indicator, rules: dict[Field, AnyRule]) -> str:
    """Say how a line is filled in, for the column “Cách ghi”."""
    if indicator.source is not None:
        return _SOURCES[indicator.source]
    if indicator.kind is Kind.RATIO:
        return f"Phải thực hiện: {_to_do(indicator)}. Đã thực hiện: {_done(indicator)}."
    label = f"{indicator.done_label}. " if indicator.done_label else ""
    described = f"{label}{rules[Field.DONE].describe()}"
    return f"{described}{_KIND_HINTS.get(indicator.kind, '')}".format(
        target=format_quantity(indicator.target or 0),
        deadline=format_date(indicator.deadline or plan.last_day),
    )


def write_prompt(plan: Plan, indicator: Indicator, field: Field, rules: dict[Field, AnyRule]) -> Prompt:
    """Say what one cell of a line takes, for Excel's input prompt."""
    if field in _FIELD_HELP:
        return Prompt(_FIELD_TITLES[field], _FIELD_HELP[field])
    if indicator.kind is Kind.LEVEL:
        return Prompt("Mức độ", _NOT_APPLICABLE_HELP)
    return Prompt(_FIELD_TITLES[field], _explain_answer(plan, indicator, field, rules[field]))


def _explain_answer(plan: Plan, indicator: Indicator, field: Field, rule: AnyRule) -> str:
    if isinstance(rule, ChoiceRule):
        return _NOT_APPLICABLE_HELP if Choice.NOT_APPLICABLE in rule.codes else ""
    if field is Field.TO_DO:
        return f"{_capital(_to_do(indicator))}. Không phát sinh thì ghi 0."
    if indicator.kind is Kind.RATIO:
        return f"{_capital(_done(indicator))}; không lớn hơn ô Phải thực hiện.{_bound_people(plan, indicator)}"
    if indicator.kind is Kind.DATE:
        return f"Hạn: trước ngày {format_date(indicator.deadline or plan.last_day)}."
    return "Cộng dồn từ đầu năm; không có thì ghi 0, đừng để trống."


def _bound_people(plan: Plan, indicator: Indicator) -> str:
    label = next((fact.label for fact in plan.facts if fact.key == indicator.people), "")
    return f" Không quá “{label}” ở sheet {SHEET_FACTS}." if label else ""


def _to_do(indicator: Indicator) -> str:
    return _small(indicator.to_do_label) or "số phải thực hiện"


def _done(indicator: Indicator) -> str:
    return _small(indicator.done_label) or "số đã thực hiện"


def _small(text: str) -> str:
    return text if text[:2].isupper() else text[:1].lower() + text[1:]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


_KIND_HINTS: Final = {
    Kind.COUNT: ", cộng dồn từ đầu năm; chỉ tiêu cả năm: từ {target}",
    Kind.LIMIT: ", cộng dồn từ đầu năm; yêu cầu: không quá {target}",
    Kind.TRACKED: ", cộng dồn từ đầu năm",
    Kind.DATE: "; hạn: trước {deadline}",
}
