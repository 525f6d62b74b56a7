"""“Cách ghi” and the prompts beside a cell: the rule's own words, and what the plan adds to them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from danvan_metrics.plan.kinds import Source
from danvan_metrics.plan.model import Indicator, Plan
from danvan_metrics.plan.rules import AnyRule, DateRule, Field
from danvan_metrics.vietnamese import capitalise
from danvan_metrics.workbook.layout import SHEET_FACTS, SHEET_MODELS

_SOURCES: Final = {
    Source.MODELS_REGISTERED: f"Tự tính từ sheet {SHEET_MODELS}",
    Source.MODELS_WITH_RESULTS: f"Tự tính từ sheet {SHEET_MODELS}",
    Source.RECEIPTS_ON_TIME: "Phòng tự tính theo ngày nhận báo cáo",
    Source.MODEL_SCHOOLS: "Phòng tự tính từ danh sách trường điểm",
    Source.APPRAISED_SCHOOLS: "Phòng tự tính từ kết quả thẩm định",
    Source.MODEL_SCHOOLS_APPRAISED: "Phòng tự tính từ kết quả thẩm định",
    Source.SCHOOLS_MEETING: "Tự tính từ báo cáo của các trường",
    Source.ROUNDS_BEGUN: "Tự tính từ việc phân công thẩm định",
    Source.COUNCIL_HELD: "Tự tính từ trang Khen thưởng",
    Source.PROPOSALS_CONSIDERED: "Tự tính từ trang Khen thưởng",
    Source.PROPOSALS_DECIDED: "Tự tính từ trang Khen thưởng",
}
_FIELD_TITLES: Final = {
    Field.TO_DO: "Phải thực hiện",
    Field.EVIDENCE_COUNT: "Số minh chứng",
    Field.EVIDENCE: "Minh chứng",
    Field.NOTE: "Ghi chú",
}
_FIELD_HELP: Final = {
    Field.EVIDENCE_COUNT: "Đếm số văn bản, biên bản, ảnh… chứng minh cho dòng này.",
    Field.EVIDENCE: "Ghi tên, số, ngày của văn bản, biên bản, ảnh… (mỗi minh chứng cách nhau dấu chấm phẩy).",
    Field.NOTE: "Không bắt buộc; hãy ghi lý do nếu dòng này không áp dụng.",
}


@dataclass(frozen=True, slots=True)
class Prompt:
    """What Excel shows beside a chosen cell: a title, and a sentence after the rule's own."""

    title: str
    more: str = ""


def describe_entry(rule: AnyRule) -> str:
    """Say what a cell takes; a date also how to type it where Excel is set to another country's order."""
    if not isinstance(rule, DateRule):
        return rule.describe()
    example = rule.first.replace(day=25)
    return f"{rule.describe()}, ví dụ {example:%d/%m/%Y}; nếu máy không nhận, hãy gõ {example:%Y-%m-%d}"


def write_hint(indicator: Indicator, rules: dict[Field, AnyRule]) -> str:
    """Say how a line is filled in, for the column “Cách ghi”."""
    if indicator.source is not None:
        return _SOURCES[indicator.source]
    return indicator.kind.definition.hint(indicator, rules[Field.DONE])


def write_prompt(plan: Plan, indicator: Indicator, field: Field) -> Prompt:
    """Say what one cell of a line takes, for Excel's input prompt."""
    if field in _FIELD_HELP:
        return Prompt(_FIELD_TITLES[field], _FIELD_HELP[field])
    definition = indicator.kind.definition
    if field is Field.TO_DO and definition.to_do is not None:
        return Prompt(_FIELD_TITLES[field], f"{capitalise(definition.to_do(indicator))}. Không phát sinh thì ghi 0.")
    title = "Mức độ" if indicator.is_item else "Đã thực hiện"
    return Prompt(title, f"{definition.prompt(indicator)}{_bound_people(plan, indicator)}")


def _bound_people(plan: Plan, indicator: Indicator) -> str:
    label = next((fact.label for fact in plan.facts if fact.key == indicator.people), "")
    return f" Không quá “{label}” ở sheet {SHEET_FACTS}." if label else ""
