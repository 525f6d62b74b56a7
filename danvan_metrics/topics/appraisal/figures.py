"""How far the appraisal has come and what it found, school by school; coverage always comes first (appraisal.md, “Figures”)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import pandas as pd

from danvan_metrics.formats.record import FigureRecord
from danvan_metrics.metrics.appraisal import compare_lines, judge_appraisals, sum_appraisals
from danvan_metrics.metrics.dataset import Dataset, Scope, iterate_rows
from danvan_metrics.metrics.reference import Reference, Subject
from danvan_metrics.metrics.standing import find_rounds
from danvan_metrics.metrics.words import (
    NO_SCHOOL,
    STATES,
    Origin,
    describe_origin,
    describe_period,
    describe_schools,
    join_sentences,
    name_file,
)
from danvan_metrics.plan.kinds.definition import Trait
from danvan_metrics.plan.lens import Lens
from danvan_metrics.plan.verdicts import STAGES, Stage
from danvan_metrics.topics.overview.key_figures import KeyFigure
from danvan_metrics.units.roster import School
from danvan_metrics.vietnamese import NBSP, NOTHING, capitalise, format_change, format_percent, format_quantity, format_ratio

FEWEST: Final = 10  # a share of fewer says nothing (appraisal.md, “Figures”)
NOT_APPRAISED: Final = "chưa thẩm định"
NO_ROUND: Final = "Kế hoạch này không có đợt thẩm định nào, nên không có số liệu thẩm định."
_GONE_FAR: Final = tuple(reversed(Stage))


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolAppraisal:
    """One school: where its appraisal stands, and counts of its lines.

    applicable: L; checked: C of them; confirmed of those `claimed`: declared met and checked; agreed: appraised as declared.
    met … high: appraised met if no unchecked line is met … if all are as declared. declared, evidenced: met through those lenses.
    state: why the school has no lines (“value”: it has). appraised: a verdict of the office's counts; only then has it figures.
    """

    school: str
    name: str
    model: bool
    stage: Stage
    round: str = ""
    version: int = 0
    state: str = "value"
    applicable: int = 0
    checked: int = 0
    confirmed: int = 0
    claimed: int = 0
    agreed: int = 0
    lowered: int = 0
    raised: int = 0
    unproven: int = 0
    uncheckable: int = 0
    met: int = 0
    high: int = 0
    declared: int = 0
    evidenced: int = 0
    appraised: bool = False

    @property
    def standing(self) -> str:
        """Where the appraisal stands, in words: “đã kết luận”, “mở lại, bản 2”."""
        told = STAGES[self.stage]
        return f"{told}, bản {self.version}" if self.version > 1 else told

    @property
    def verdict(self) -> str:
        """The third lens with its range: “18/27 (đến 22)”; in words where nothing was looked into."""
        return format_appraised(self.met, self.high, self.applicable) if self.appraised else NOT_APPRAISED

    @property
    def shift(self) -> str:
        """Hạ and Nâng apart: “−3 (hạ 4, nâng 1)”."""
        return format_shift(self.lowered, self.raised) if self.appraised else NOTHING


@dataclass(frozen=True, slots=True)
class Violations:
    """Limits the office found exceeded: the cases it counted, how many of them schools had declared, and in how many schools."""

    cases: float
    declared: float
    schools: int


@dataclass(frozen=True, kw_only=True)
class AppraisalFigures(FigureRecord):
    """Every school in scope, model schools first; `empty` says why nothing was appraised ("": something was)."""

    schools: tuple[SchoolAppraisal, ...]
    violations: Violations
    sentence: str
    empty: str = ""

    @property
    def appraised(self) -> tuple[SchoolAppraisal, ...]:
        """The schools with a figure of the office's."""
        return tuple(one for one in self.schools if one.appraised)

    def add(self, name: str) -> int:
        """A count summed over the schools that were looked into."""
        return sum(getattr(one, name) for one in self.appraised)


def refer(scope: Scope, school: str = "", indicator: str = "") -> Reference:
    """The source of what the office found, of all schools or one, of all lines or one indicator's; it has no lens of its own."""
    return Reference(Subject.APPRAISAL, replace(scope, lens=Lens.DECLARED), school, indicator)


def describe_findings(dataset: Dataset) -> Origin:
    """What every picture of an appraisal says of where its figures come from."""
    origin = describe_origin(dataset)
    told = origin["source"].replace("nguồn: ", "nguồn: thẩm định của Phòng, ", 1)
    return {"source": told, "sample": origin["sample"]}


def format_shift(lowered: int, raised: int) -> str:
    """“−3 (hạ 4, nâng 1)”: what was lowered and what was raised are never told by their difference alone."""
    if not lowered and not raised:
        return "không hạ, không nâng"
    return f"{format_change(raised - lowered)} (hạ {format_quantity(lowered)}, nâng {format_quantity(raised)})"


def format_appraised(met: int, high: int, applicable: int) -> str:
    """“18/27 (đến 22)”: lines not looked into are not met, and might all be as declared."""
    span = f" (đến{NBSP}{format_quantity(high)})" if high > met else ""
    return f"{format_ratio(met, applicable)}{span}"


def format_part(n: int, total: int) -> str:
    """“9/12 · 75 %”; under ten the counts alone, for a share of so few misleads."""
    if not total:
        return NOTHING
    return f"{format_ratio(n, total)} · {format_percent(n / total)}" if total >= FEWEST else format_ratio(n, total)


def list_schools(dataset: Dataset, scope: Scope) -> tuple[School, ...]:
    """The schools in scope, model schools first, else in the roster's order."""
    return tuple(sorted(scope.schools(dataset), key=lambda school: not school.model))


def collect_appraisals(dataset: Dataset, scope: Scope) -> AppraisalFigures:
    """Collect where every school stands, and what was found; the scope's lens does not matter, all three stand side by side."""
    schools = tuple(_collect_schools(dataset, scope))
    violations = _count_violations(dataset, scope)
    empty = describe_no_appraisal(dataset, scope, schools)
    return AppraisalFigures(
        title="Kết quả thẩm định từng trường",
        subtitle=f"{describe_period(dataset, scope.period)} · {describe_schools(scope)} · {describe_coverage(schools)}",
        file_name=name_file("tham dinh tung truong", scope, lens=False),
        sample=dataset.sample,
        schools=schools,
        violations=violations,
        sentence=empty or _describe_all(schools, violations),
        empty=empty,
    )


def describe_no_appraisal(dataset: Dataset, scope: Scope, schools: Sequence[SchoolAppraisal]) -> str:
    """Why there is no figure of the office's, as one sentence; "" where there is."""
    if not dataset.plan.rounds:
        return NO_ROUND
    if not schools:
        return NO_SCHOOL
    if any(school.appraised for school in schools):
        return ""
    given = sum(school.stage is not Stage.UNASSIGNED for school in schools)
    waiting = f"; {given} trường đã phân công" if given else ""
    return f"Chưa có trường nào được thẩm định ở {describe_period(dataset, scope.period)}{waiting}."


def describe_coverage(schools: Sequence[SchoolAppraisal]) -> str:
    """“đã kiểm 412/520 dòng ở 8/19 trường”: what every figure of an appraisal is read beside."""
    own = [school for school in schools if school.appraised]
    if not own:
        return "chưa kiểm dòng nào"
    lines = format_ratio(sum(one.checked for one in own), sum(one.applicable for one in own))
    return f"đã kiểm {lines} dòng ở {format_ratio(len(own), len(schools))} trường"


def _collect_schools(dataset: Dataset, scope: Scope) -> Iterator[SchoolAppraisal]:
    units = list_schools(dataset, scope)
    sums = {row.school: row for row in iterate_rows(sum_appraisals(dataset, scope))}
    judged = {row.school: row for row in iterate_rows(judge_appraisals(dataset, scope))}
    told = _count_told(dataset, scope, units)
    rounds = dataset.plan.round_by_code
    spoken = set(find_rounds(dataset, scope.period)["school"])
    for unit in units:
        counts, standing, own = sums[unit.code], judged[unit.code], told.loc[unit.code]
        figures = _read_sums(counts) if counts.L else _read_told(own)
        yield SchoolAppraisal(
            school=unit.code,
            name=unit.short_name,
            model=unit.model,
            stage=Stage(counts.stage),
            round=rounds[standing.round].short if standing.round else "",
            version=_read_count(standing.version),
            state=str(own["state"]),
            appraised=unit.code in spoken and bool(counts.L),
            **figures,
        )


def _read_sums(row: Any) -> dict[str, int]:
    names = {
        "applicable": "L", "confirmed": "confirmed_n", "claimed": "confirmed_N", "agreed": "agreed_n",
        "declared": "declared_met", "evidenced": "evidenced_met",
    }  # fmt: skip
    alike = ("checked", "lowered", "raised", "unproven", "uncheckable", "met", "high")
    return {own: _read_count(getattr(row, name)) for own, name in (names | {one: one for one in alike}).items()}


def _read_told(row: Any) -> dict[str, int]:
    return {name: _read_count(row[name]) for name in ("applicable", "declared", "evidenced")}


def _read_count(value: Any) -> int:
    return 0 if pd.isna(value) else int(value)


def _count_told(dataset: Dataset, scope: Scope, units: Sequence[School]) -> pd.DataFrame:
    """Per school: state, and its applicable, declared met and evidenced met lines, whether or not the office has come."""
    lines = compare_lines(dataset, scope)
    own = lines[lines["in_scope"].astype(bool)]
    flags = pd.DataFrame({"applicable": 1, "declared": own["d"].ge(1), "evidenced": own["evidenced"].ge(1)})
    codes = pd.Series([unit.code for unit in units], [unit.code for unit in units], dtype=object)
    receipts = dataset.receipts
    returned = codes.isin(receipts.loc[receipts["period"].eq(scope.period), "school"])
    counts = flags.groupby(own["school"]).sum().reindex(codes.index, fill_value=0)
    return counts.assign(state=dataset.name_absences(scope.period, codes).mask(returned, "value"))


def _count_violations(dataset: Dataset, scope: Scope) -> Violations:
    """Limits exceeded by what the office found: of the checked lines only."""
    lines = compare_lines(dataset, scope)
    limits = [one.code for one in dataset.plan.indicators if Trait.LIMITED in one.kind.definition.traits]
    own = lines[lines["indicator"].isin(limits) & lines["checked"].astype(bool) & lines["a"].eq(0)]
    found = own["found_done"].astype(float).fillna(own["declared_done"].astype(float)).fillna(0)
    own = own.assign(found=found)[found.gt(0)]
    declared = own["declared_done"].astype(float).fillna(0)
    return Violations(float(own["found"].sum()), float(declared.sum()), own["school"].nunique())


def _describe_all(schools: Sequence[SchoolAppraisal], violations: Violations) -> str:
    own = [school for school in schools if school.appraised]
    lowered, raised, unproven = (sum(getattr(one, name) for one in own) for name in ("lowered", "raised", "unproven"))
    claimed, confirmed = (sum(getattr(one, name) for one in own) for name in ("claimed", "confirmed"))
    share = f" ({format_percent(confirmed / claimed)})" if claimed >= FEWEST else ""
    kept = f"{format_ratio(confirmed, claimed)} dòng tự khai đạt được xác nhận{share}" if claimed else ""
    moved = f"hạ {lowered} dòng, nâng {raised} dòng"
    lacking = f"{unproven} dòng chưa đủ minh chứng" if unproven else ""
    told = "; ".join(filter(None, (kept, moved, lacking)))
    return join_sentences(
        f"{capitalise(describe_stages(schools))}.",
        f"{capitalise(describe_coverage(schools))}: {told}.",
        f"{capitalise(describe_violations(violations))}." if violations.cases else "",
    )


def describe_stages(schools: Sequence[SchoolAppraisal]) -> str:
    """“đã kết luận 5/19 trường; 3 đang thẩm định, 11 chưa phân công”."""
    counts = Counter(school.stage for school in schools)
    rest = ", ".join(f"{counts[stage]} {STAGES[stage]}" for stage in _GONE_FAR if counts[stage] and stage is not Stage.CONCLUDED)
    return "; ".join(filter(None, (f"đã kết luận {format_ratio(counts[Stage.CONCLUDED], len(schools))} trường", rest)))


def describe_violations(violations: Violations) -> str:
    """“phát hiện 3 vụ vi phạm ở 2 trường, trong đó trường tự khai 1”."""
    told = format_quantity(violations.declared) if violations.declared else "không vụ nào"
    cases, schools = format_quantity(violations.cases), violations.schools
    return f"thẩm định ghi nhận {cases} vụ vi phạm ở {schools} trường, nhà trường tự khai {told}"


def collect_appraisal_strip(dataset: Dataset, scope: Scope) -> tuple[KeyFigure, ...]:
    """Coverage first, then what was confirmed, agreed, lowered and raised; empty where nothing was appraised."""
    record = collect_appraisals(dataset, scope)
    return () if record.empty else tuple(_list_key_figures(record, refer(scope)))


def _list_key_figures(record: AppraisalFigures, reference: Reference) -> Iterator[KeyFigure]:
    concluded = sum(school.stage is Stage.CONCLUDED for school in record.schools)
    yield KeyFigure("Đã kết luận", f"{format_ratio(concluded, len(record.schools))} trường", _describe_rest(record), reference)
    checked, applicable = record.add("checked"), record.add("applicable")
    where = f"ở {format_ratio(len(record.appraised), len(record.schools))} trường có thẩm định"
    yield KeyFigure("Dòng đã kiểm", format_part(checked, applicable), where, reference)
    confirmed = format_part(record.add("confirmed"), record.add("claimed"))
    yield KeyFigure("Xác nhận", confirmed, "trên số dòng tự khai đạt đã kiểm", reference)
    yield KeyFigure("Thống nhất", format_part(record.add("agreed"), checked), "trên số dòng đã kiểm", reference)
    lacking = {"chưa đủ minh chứng": record.add("unproven"), "không kiểm tra được": record.add("uncheckable")}
    note = "; ".join(f"{count} dòng {words}" for words, count in lacking.items() if count)
    yield KeyFigure("Hạ và nâng", format_shift(record.add("lowered"), record.add("raised")), note, reference)
    cases = record.violations
    seen = f"ở {cases.schools} trường; trường tự khai {format_quantity(cases.declared)}" if cases.cases else "trong phần đã kiểm"
    yield KeyFigure("Vi phạm ghi nhận", f"{format_quantity(cases.cases)} vụ" if cases.cases else "không có", seen, reference)


def _describe_rest(record: AppraisalFigures) -> str:
    """“7 trường đã giao, chưa kết luận; 7 chưa phân công”; the sentence under the strip names every stage."""
    idle = sum(school.stage is Stage.UNASSIGNED for school in record.schools)
    busy = sum(school.stage not in {Stage.CONCLUDED, Stage.UNASSIGNED} for school in record.schools)
    counts = {"đã giao, chưa kết luận": busy, STAGES[Stage.UNASSIGNED]: idle}
    return "; ".join(f"{count} {words}" for words, count in counts.items() if count)


def describe_absence_of_lines(school: SchoolAppraisal) -> str:
    """Why a school has no lines at all, in words; "" where it has."""
    return "" if school.state == "value" else STATES[school.state]
