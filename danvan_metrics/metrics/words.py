"""What periods, schools, lenses, states and sources are called, wherever figures are shown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final, TypedDict

from danvan_metrics.errors import UserError
from danvan_metrics.metrics.appraisal import cover, has_appraisal, sum_appraisals
from danvan_metrics.metrics.dataset import Dataset, Scope, SnapshotLabel, iterate_rows
from danvan_metrics.metrics.rollup.node_totals import count_node
from danvan_metrics.metrics.timeliness import count_timeliness
from danvan_metrics.plan.kinds import Reporter
from danvan_metrics.plan.kinds.definition import Trait
from danvan_metrics.plan.lens import Lens
from danvan_metrics.plan.model import Indicator, Plan
from danvan_metrics.plan.verdicts import OUTCOMES, Outcome
from danvan_metrics.units.roster import School
from danvan_metrics.vietnamese import (
    NOTHING,
    capitalise,
    format_date,
    format_percent,
    format_quantity,
    format_range,
    format_ratio,
    lower_first,
    slug,
)

STATES: Final = {
    "value": "đã báo cáo",
    "not_reported": "chưa báo cáo",
    "not_applicable": "không áp dụng",
    "not_due": "chưa đến hạn",
    "sent_back": "trả lại, chờ sửa",
    "invalid": "không hợp lệ",
    "not_appraised": "chưa thẩm định",
}
_WEAK: Final = "có vi phạm, chậm hoặc chưa thực hiện"  # of what leadership looks at first
_SELECTED: Final = "Trong các trường đang chọn,"
NO_SCHOOL: Final = "Không có trường nào khớp bộ lọc; hãy chọn cấp học, xã hoặc loại trường khác."


@dataclass(frozen=True, slots=True)
class Ratio:
    """n of N; a range of shares where units are missing; `blank` where there is nothing to say."""

    n: float = 0
    total: float = 0
    low: float | None = None
    high: float | None = None

    def __str__(self) -> str:
        return format_ratio(self.n, self.total) if self.total else NOTHING

    @property
    def span(self) -> str:
        """The share, or its range if every missing unit had 0 or had met it."""
        if not self.total or self.low is None or self.high is None:
            return NOTHING
        return format_range(self.low, self.high)


def describe_period(dataset: Dataset, period: str) -> str:
    """“kỳ 9 tháng”."""
    title = dataset.plan.find_period(period).title
    return f"kỳ {lower_first(title)}"


def describe_schools(scope: Scope) -> str:
    """The selection of schools in words; “toàn huyện”, “toàn xã Ba Chẽ” where nothing is selected."""
    model = {True: "trường điểm", False: "ngoài trường điểm", None: None}[scope.model]
    return " · ".join(filter(None, (scope.level, scope.commune, model))) or scope.whole


def describe_scope(dataset: Dataset, scope: Scope, *, lens: bool = True) -> str:
    """Period, lens and schools in words: “kỳ 9 tháng · tự khai · toàn huyện”."""
    parts = (describe_period(dataset, scope.period), describe_lens(dataset, scope) if lens else "", describe_schools(scope))
    return " · ".join(filter(None, parts))


def describe_lens(dataset: Dataset, scope: Scope) -> str:
    """“tự khai”; through the office's, how far it has come: “thẩm định, đã kiểm 21/27 dòng của 1 trường”."""
    if scope.lens is not Lens.APPRAISED:
        return scope.lens.words
    if dataset.sums:
        counts = count_node(dataset, scope)
        return f"{scope.lens.words}, đã kết luận {format_ratio(counts.appraised, counts.schools)} trường"
    checked, lines, schools = cover(dataset, scope)
    told = f"đã kiểm {format_ratio(checked, lines)} dòng của {schools} trường" if schools else "chưa kiểm dòng nào"
    return f"{scope.lens.words}, {told}"


def describe_unit_scope(dataset: Dataset, scope: Scope, unit: School) -> str:
    """Period and lens in words, of one unit."""
    return f"{describe_period(dataset, scope.period)} · {describe_unit_lens(dataset, scope, unit)}"


def describe_unit_lens(dataset: Dataset, scope: Scope, unit: School) -> str:
    """“tự khai”; through the office's, how much of the unit was checked: “thẩm định, đã kiểm 21/27 dòng”."""
    if scope.lens is not Lens.APPRAISED:
        return scope.lens.words
    lines = [row for row in iterate_rows(sum_appraisals(dataset, Scope(scope.period))) if row.school == unit.code]
    checked = f"đã kiểm {format_ratio(lines[0].checked, lines[0].L)} dòng" if lines and lines[0].checked else "chưa kiểm dòng nào"
    return f"{scope.lens.words}, {checked}"


def name_told(lens: Lens) -> str:
    """Over how many of the lines have a figure."""
    return "Đã kiểm" if lens is Lens.APPRAISED else "Đã báo cáo"


def name_open(lens: Lens) -> str:
    """What leaves a range open."""
    return "phần chưa kiểm" if lens is Lens.APPRAISED else "phần chưa báo cáo"


def describe_extremes(lens: Lens) -> str:
    """From where to where a range goes: “thấp nhất nếu phần ấy đều chưa đạt, cao nhất nếu đều đạt”."""
    highest = "đúng như tự khai" if lens is Lens.APPRAISED else "đều đạt"
    return f"thấp nhất nếu phần ấy đều chưa đạt, cao nhất nếu {highest}"


def format_reach(met: float, total: float, high: float) -> str:
    """“18/27 (đến 22)”: what was found met, and up to how many would be if all that is not checked were as declared."""
    return format_ratio(met, total) if high <= met else f"{format_ratio(met, total)} (đến {format_quantity(high)})"


def offer_lenses(dataset: Dataset, period: str) -> tuple[Lens, ...]:
    """The lenses that have figures for a period: the office's only where some line has been appraised."""
    return tuple(lens for lens in Lens if lens is not Lens.APPRAISED or has_appraisal(dataset, period))


def require_lens(dataset: Dataset, scope: Scope) -> None:
    """UserError where the scope's lens has no figures for its period: no other's stand in for them."""
    offered = offer_lenses(dataset, scope.period)
    if scope.lens not in offered:
        others = " hoặc ".join(f"“{lens.words}”" for lens in offered)
        period = capitalise(describe_period(dataset, scope.period))
        raise UserError(f"{period} chưa có trường nào được Phòng thẩm định; hãy chọn góc nhìn {others}.")


def describe_owner(plan: Plan) -> str:
    """Whose figures, of which plan: “Phòng GD&ĐT Ba Chẽ · Dân vận khéo 2020”."""
    return f"{plan.office.short} {plan.office.seat} · {plan.short_title}"


def describe_source(dataset: Dataset) -> str:
    """Whose figures these are, where they come from, the day they are judged on, and the meeting they were fixed for."""
    owner, day = describe_owner(dataset.plan), format_date(dataset.as_of)
    told = f"{owner} · nguồn: báo cáo của các trường · tính đến {day}"
    return f"{told} · {describe_snapshot(dataset.snapshot)}" if dataset.snapshot else told


class Origin(TypedDict):
    """What every chart says of the data it is drawn from."""

    source: str
    sample: bool


def describe_origin(dataset: Dataset) -> Origin:
    """Where the figures come from, and whether they are invented."""
    return {"source": describe_source(dataset), "sample": dataset.sample}


def describe_snapshot(snapshot: SnapshotLabel) -> str:
    """“bản chốt “Họp quý III” (họp 15/09/2020)”."""
    return f"bản chốt “{snapshot.name}” (họp ngày {format_date(snapshot.meeting_on)})"


def name_file(name: str, scope: Scope, *, lens: bool = True) -> str:
    """An ASCII file name: what it is, period, lens and filters."""
    model = {True: "truong diem", False: "ngoai truong diem", None: ""}[scope.model]
    return slug(name, scope.period, scope.lens.words if lens else "", scope.level or "", scope.commune or "", model)


def count_received(dataset: Dataset, scope: Scope) -> tuple[int, int]:
    """Schools in scope with a return taken for the period, and schools in scope: how many the figures come from."""
    if dataset.sums:
        return count_node(dataset, scope).taken, count_node(dataset, scope).schools
    codes = {school.code for school in scope.schools(dataset)}
    receipts = dataset.receipts
    return len(codes & set(receipts.loc[receipts["period"].eq(scope.period), "school"])), len(codes)


def count_handed_in(dataset: Dataset, scope: Scope) -> tuple[int, int]:
    """Schools in scope of which anything came for the period, a file sent back too, and schools in scope."""
    counts = count_node(dataset, scope) if dataset.sums else count_timeliness(dataset, scope)
    return counts.received, counts.schools


def format_figure(indicator: Indicator, score: Any) -> str:
    """What a unit reached on an indicator, from a row of score_indicators with a value: “12/15”, “có 1 vụ (giới hạn 0)”."""
    if score.unproven:
        return OUTCOMES[Outcome.UNPROVEN].lower()
    return indicator.kind.definition.figure(indicator, score)


def format_figure_share(indicator: Indicator, score: Any) -> str:
    """The same with its share: “12/15 · 80 %”; a limit or a day has none."""
    figure = format_figure(indicator, score)
    worded = Trait.WORDED in indicator.kind.definition.traits or score.unproven
    return figure if worded else f"{figure} · {format_percent(score.completion)}"


def name_weak(lens: Lens) -> str:
    """What leadership looks at first; a 0 may be work without evidence, or without the office's word."""
    return {
        Lens.DECLARED: _WEAK,
        Lens.EVIDENCED: f"{_WEAK} (hoặc chưa có minh chứng)",
        Lens.APPRAISED: f"{_WEAK} (hoặc chưa được xác nhận)",
    }[lens]


def name_asked(plan: Plan, group: str) -> str:
    """What a group asks of schools: “nội dung” or “chỉ tiêu”."""
    asked = plan.indicators_in(group)
    return name_indicators(indicator for indicator in asked if indicator.scored and Reporter.SCHOOL in indicator.reporters)


def name_indicators(indicators: Iterable[Indicator]) -> str:
    """“nội dung” where all of them are items of kind level, else “chỉ tiêu”."""
    return "nội dung" if all(indicator.is_item for indicator in indicators) else "chỉ tiêu"


def describe_received(dataset: Dataset, scope: Scope) -> str:
    """“số liệu của 17/19 trường”: a return that was sent back has come, and gives no figure; nor one that is not appraised."""
    received, schools = count_received(dataset, scope)
    if scope.lens is Lens.APPRAISED and schools:
        return f"số liệu thẩm định của {_count_appraised(dataset, scope)}/{schools} trường"
    return f"số liệu của {received}/{schools} trường" if schools else "không có trường nào"


def describe_emptiness(dataset: Dataset, scope: Scope) -> str:
    """Why there is nothing to draw for the period, as one sentence; "" where a return came in."""
    received, schools = count_received(dataset, scope)
    if not schools:
        return NO_SCHOOL
    if received and scope.lens is Lens.APPRAISED and not _count_appraised(dataset, scope):
        return f"{_SELECTED} chưa có trường nào được Phòng thẩm định; hãy chọn các trường khác hoặc góc nhìn khác."
    if received:
        return ""
    if waiting := _count_sent_back(dataset, scope):
        came = f"{waiting} báo cáo {describe_period(dataset, scope.period)} đã gửi về đều được trả lại, chờ sửa"
        return f"{came}; chưa có số liệu nào để xem."
    period = scope.find_period(dataset)
    due = dataset.as_of >= period.deadline
    when = "đã quá hạn" if due else f"chưa đến hạn (trước {format_date(period.deadline)})"
    return f"Chưa có trường nào nộp báo cáo {describe_period(dataset, scope.period)}; kỳ này {when}."


def _count_appraised(dataset: Dataset, scope: Scope) -> int:
    return count_node(dataset, scope).told if dataset.sums else cover(dataset, scope)[-1]


def _count_sent_back(dataset: Dataset, scope: Scope) -> int:
    if dataset.sums:
        return count_node(dataset, scope).sent_back
    sent_back = set(dataset.sent_back.loc[dataset.sent_back["period"].eq(scope.period), "school"])
    return sum(school.code in sent_back for school in scope.schools(dataset))


def join_sentences(*sentences: str) -> str:
    """Sentences one after another, empty ones dropped."""
    return " ".join(filter(None, sentences))
