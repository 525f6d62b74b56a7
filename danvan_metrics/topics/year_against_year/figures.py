"""What of a year can be held against the year before, indicator by indicator, and why the rest cannot."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any, Final

from danvan_metrics.formats.record import FigureRecord
from danvan_metrics.metrics.bands import BandLimits, band_share, set_limits
from danvan_metrics.metrics.dataset import Dataset, Scope, iterate_rows
from danvan_metrics.metrics.marks import Mark
from danvan_metrics.metrics.words import Ratio, describe_period, describe_scope, name_file, offer_lenses
from danvan_metrics.metrics.years.year_pairs import YearPair, compare_years, pair_years
from danvan_metrics.metrics.years.year_summary import find_reason, list_asked
from danvan_metrics.vietnamese import format_ratio, sort_key

FEWEST: Final = 3  # of fewer schools names are told instead of shares
_MOST_NAMED: Final = 4


@dataclass(frozen=True, slots=True)
class YearFigure:
    """One indicator in one year, over the schools compared: how many meet it, and the pooled value (None: nothing to do).

    names: of the schools that meet it, where they are too few for a share; mark is None then.
    """

    met: Ratio
    value: float | None
    mark: Mark | None
    names: tuple[str, ...] = ()

    @property
    def share(self) -> float:
        """The share of the schools that meet it."""
        return self.met.n / self.met.total


@dataclass(frozen=True, slots=True)
class YearRow:
    """One indicator of either plan: then and now, or `why` the two cannot be compared; `gone`: only the year before asked it."""

    code: str
    title: str
    then: YearFigure | None = None
    now: YearFigure | None = None
    why: str = ""
    gone: bool = False

    @property
    def few(self) -> bool:
        """Whether the schools are too few for a share."""
        return any(one is not None and one.mark is None for one in (self.then, self.now))

    @property
    def change(self) -> float:
        """By how much the share of schools that meet it has risen; 0 where no shares are told."""
        return self.now.share - self.then.share if self.then and self.now and not self.few else 0.0


@dataclass(frozen=True, kw_only=True)
class YearAgainstYear(FigureRecord):
    """A year against the year before. `compared`: schools of now, in families that reported whole in both, of all in scope.

    empty: why nothing is compared, as one sentence. notes: what must be known to read it. limits: the bands of this period.
    """

    scope: Scope
    years: tuple[int, int]
    compared: Ratio
    rows: tuple[YearRow, ...]
    limits: BandLimits
    notes: tuple[str, ...]
    empty: str = ""

    @property
    def told(self) -> tuple[YearRow, ...]:
        """The rows that are compared, as the plan orders them."""
        return tuple(row for row in self.rows if not row.why)


def collect_year_against_year(dataset: Dataset, scope: Scope) -> YearAgainstYear | None:
    """Collect the comparison; None where there is no plan of an earlier year, or where sums stand in for schools."""
    pair = None if dataset.sums else pair_years(dataset, scope)
    if pair is None:
        return None
    then, now = pair.then.plan, dataset.plan
    compared = Ratio(len(pair.list_members(pair.reported, "now")), len(pair.list_schools("now")))
    empty = _describe_emptiness(pair, compared)
    return YearAgainstYear(
        title=f"Năm {now.year} so với năm {then.year}",
        subtitle=f"{describe_scope(dataset, scope)} · so trên {compared} trường có báo cáo ở cả hai năm",
        file_name=name_file(f"nam {now.year} so voi {then.year}", scope),
        sample=dataset.sample,
        scope=scope,
        years=(then.year, now.year),
        compared=compared,
        rows=() if empty else tuple(_list_rows(pair)),
        limits=set_limits(now, scope.period),
        notes=() if empty else tuple(_list_notes(pair)),
        empty=empty,
    )


def _describe_emptiness(pair: YearPair, compared: Ratio) -> str:
    year = pair.then.plan.year
    if pair.scope_then is None:
        return f"Kế hoạch năm {year} không có kỳ nào ứng với cùng phần việc của năm nên không so được; hãy chọn kỳ khác."
    if pair.scope.lens not in offer_lenses(pair.then, pair.scope_then.period):
        return f"Năm {year} chưa có trường nào được Phòng thẩm định ở kỳ này nên không so được; hãy chọn góc nhìn khác."
    if not compared.n:
        period = describe_period(pair.dataset, pair.scope.period)
        return f"Chưa có trường nào báo cáo {period} ở cả năm {year} và năm {pair.dataset.plan.year}."
    return ""


def _list_rows(pair: YearPair) -> Iterator[YearRow]:
    found = {row.indicator: row for row in iterate_rows(compare_years(pair)) if row.families > 0}
    for code in list_asked(pair):
        asked = pair.dataset.plan.indicator_by_code.get(code) or pair.then.plan.indicator_by_code[code]
        row = found.get(code)
        why = find_reason(pair, code, int(row.families) if row else 0)
        then, now = (None, None) if why else _build_figures(pair, row)
        yield YearRow(code, asked.title, then, now, why=why, gone=code not in pair.dataset.plan.indicator_by_code)


def _build_figures(pair: YearPair, row: Any) -> tuple[YearFigure, YearFigure]:
    assert pair.scope_then is not None  # noqa: S101 - else every row has a reason
    few = min(row.N_then, row.N_now) < FEWEST
    then, now = set_limits(pair.then.plan, pair.scope_then.period), set_limits(pair.dataset.plan, pair.scope.period)
    return (
        _build_figure(pair.then, row.met_then, row.N_then, row.value_then, row.meeting_then if few else None, then),
        _build_figure(pair.dataset, row.met_now, row.N_now, row.value_now, row.meeting_now if few else None, now),
    )


def _build_figure(
    dataset: Dataset, n: int, total: int, value: float, meeting: Collection[str] | None, limits: BandLimits
) -> YearFigure:
    known = None if math.isnan(value) else float(value)
    met = Ratio(int(n), int(total))
    if meeting is None:
        return YearFigure(met, known, band_share(met.n / met.total, limits))
    names = sorted((dataset.roster.by_code[code].short_name for code in meeting), key=sort_key)
    return YearFigure(met, known, None, tuple(names))


def _list_notes(pair: YearPair) -> Iterator[str]:
    yield (
        "Mỗi chỉ tiêu chỉ so trên các trường có số liệu ở cả hai năm; trường do sáp nhập, chia tách so cùng tất cả các trường "
        "trước đó. Tỉ lệ: số trường đạt trên số trường được so của từng năm."
    )
    if merged := [words for family in sorted(pair.reported) if (words := _describe_family(pair, family))]:
        more = f" và {len(merged) - _MOST_NAMED} nhóm trường khác" if len(merged) > _MOST_NAMED else ""
        yield f"Trường đã sáp nhập, chia tách: {'; '.join(merged[:_MOST_NAMED])}{more}."


def _describe_family(pair: YearPair, family: str) -> str:
    """“TH A, TH B → TH AB”; "" where nothing has become of the school."""
    then, now = (pair.list_members({family}, side) for side in ("then", "now"))
    if then == now:
        return ""
    before, after = (
        ", ".join(sorted((dataset.roster.by_code[code].short_name for code in codes), key=sort_key))
        for dataset, codes in ((pair.then, then), (pair.dataset, now))
    )
    return f"{before} → {after}"


def describe_moves(record: YearAgainstYear) -> str:
    """“5 chỉ tiêu so được: 2 tăng, 1 giảm, 2 không đổi; 6 không so được”."""
    told = record.told
    rose, fell = sum(row.change > 0 for row in told), sum(row.change < 0 for row in told)
    few = sum(row.few for row in told)
    parts = [f"{rose} tăng", f"{fell} giảm", f"{len(told) - rose - fell - few} không đổi"]
    parts += [f"{few} chỉ nêu tên trường"] if few else []
    return f"{len(told)} chỉ tiêu so được: {', '.join(parts)}; {len(record.rows) - len(told)} không so được"


def format_figure_of_year(figure: YearFigure) -> str:
    """“8/12 trường”, with the names where they are few: “1/2 trường: TH A”."""
    named = f": {', '.join(figure.names)}" if figure.names else ""
    return f"{format_ratio(figure.met.n, figure.met.total)} trường{named}"
