"""How the year went for a school, in the words of the office's appraisal."""

from __future__ import annotations

import streamlit as st

from danvan_metrics.metrics.dataset import Scope
from danvan_metrics.plan.kinds import Reporter
from danvan_metrics.topics.year_result.figures import describe_year
from danvan_metrics.units.roster import School
from danvan_metrics.web.escaping import escape_markdown
from danvan_metrics.web.school.parts import fold_part
from danvan_metrics.web.state import looked_at, measure


def show_year(school: School, scope: Scope) -> None:
    """Draw the description; a plan without rounds of appraisal has none, and neither has the office."""
    dataset = looked_at()
    if school.reporter is not Reporter.SCHOOL or not dataset.plan.rounds:
        return
    title = f"Kết quả {dataset.plan.find_period(scope.period).title.lower()} theo thẩm định"
    with fold_part(title, key="profile_result_part") as opened:
        if opened:
            st.markdown(escape_markdown(measure(describe_year, scope, school.code)))
