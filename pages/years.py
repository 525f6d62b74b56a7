"""So với năm trước: every indicator beside the year before, in the schools that reported in both, and what cannot be compared."""

from danvan_metrics.web.plans.years_beside import show_years
from danvan_metrics.web.state import read_scope
from danvan_metrics.web.widgets.first_steps import stop_without_schools

stop_without_schools()
show_years(read_scope())
