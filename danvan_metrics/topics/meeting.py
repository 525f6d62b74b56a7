"""What a meeting looks at: pages, slides, report, workbook and snapshot all tell the figures that topics give it, each once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from danvan_metrics.formats.imprint import Imprint
from danvan_metrics.metrics.dataset import Dataset, Scope
from danvan_metrics.metrics.material import Material, gather
from danvan_metrics.metrics.words import describe_period, describe_received, describe_scope, describe_source
from danvan_metrics.plan.model import Plan

Figures = TypeVar("Figures")


@dataclass(frozen=True)
class Meeting:
    """One set of data in one period, lens and selection of schools."""

    dataset: Dataset
    scope: Scope

    def take(self, collect: Callable[..., Figures], *arguments: Any, **named: Any) -> Figures:
        """`collect(dataset, scope, *arguments)`, collected once however many files and sheets ask for it."""
        key = (collect, self.scope, arguments, *named.items())
        return self.dataset.once(key, lambda: collect(self.dataset, self.scope, *arguments, **named))

    @property
    def material(self) -> Material:
        """The tables that words and formulas are made from."""
        return gather(self.dataset, self.scope)

    @property
    def plan(self) -> Plan:
        """What is asked."""
        return self.dataset.plan

    @property
    def as_of(self) -> date:
        """The day judged on."""
        return self.dataset.as_of

    @property
    def period(self) -> str:
        """“kỳ 9 tháng”."""
        return describe_period(self.dataset, self.scope.period)

    @property
    def subtitle(self) -> str:
        """Period, lens and schools in words."""
        return describe_scope(self.dataset, self.scope)

    @property
    def received(self) -> str:
        """“số liệu của 17/19 trường”."""
        return describe_received(self.dataset, self.scope)

    @property
    def footer(self) -> str:
        """Source, day judged on, snapshot where there is one, returns received n/N, period, lens and schools."""
        return f"{describe_source(self.dataset)} · {self.received} · {self.subtitle}"

    @property
    def imprint(self) -> Imprint:
        """What every file made from the meeting says of itself."""
        return Imprint(
            title=f"{self.plan.short_title} · {self.period}",
            subject=self.subtitle,
            author=self.plan.office.name,
            footer=self.footer,
            day=self.as_of,
            sample=self.dataset.sample,
        )
