"""What one template asks: of which unit, for which period of which plan, and what it answered last time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from danvan_metrics.plan.kinds import Reporter
from danvan_metrics.plan.model import Period, Plan
from danvan_metrics.units.roster import School
from danvan_metrics.vietnamese import format_date, lower_first
from danvan_metrics.workbook.answers import Return
from danvan_metrics.workbook.layout import Layout


@dataclass(frozen=True, slots=True)
class Request:
    """One template to build; `previous` is the return of the period before, where there is one."""

    plan: Plan
    school: School
    period: Period
    layout: Layout
    previous: Return | None = None

    @property
    def unit_word(self) -> str:
        """How the template addresses whoever fills it in."""
        return "nhà trường" if self.school.reporter is Reporter.SCHOOL else "đơn vị"

    @property
    def period_words(self) -> str:
        """The period with its year."""
        title, year = self.period.title, str(self.plan.year)
        if year in title:
            return title
        return f"{title} {year}" if title.endswith("năm") else f"{title} năm {year}"

    @property
    def previous_title(self) -> str:
        """The title of the period the grey column speaks of; empty before the first."""
        before = self.plan.period_before(self.period.code)
        return lower_first(before.title) if before else ""

    @property
    def report_words(self) -> str:
        """The report's name within a sentence."""
        return f"báo cáo {lower_first(self.period_words)}"

    def describe_previous(self) -> str:
        """Say in one sentence what stands in the grey column."""
        if not self.previous_title:
            return "Cột “Kỳ trước” để trống vì đây là kỳ báo cáo đầu tiên."
        if self.previous is None:
            return f"Cột “Kỳ trước” để trống vì Phòng chưa có báo cáo {self.previous_title} của {self.unit_word}."
        return f"Cột “Kỳ trước” là số liệu {self.unit_word} đã báo cáo kỳ {self.previous_title}, để đối chiếu."


def describe_deadline(deadline: date) -> str:
    """Say a strict deadline in words: before it, which is the end of the day before."""
    return f"trước ngày {format_date(deadline)}, tức chậm nhất hết ngày {format_date(deadline - timedelta(days=1))}"
