"""Chấm thẩm định: the board of appraisals, teams and assignments; and a school's desk, opened from the board or by link."""

from danvan_metrics.web.appraiser.desk_page import show_appraising

show_appraising()
