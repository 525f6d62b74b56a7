"""Đơn vị, trường: who stands under whom, and every change of it."""

from danvan_metrics.web.roster.roster_page import show_roster_page

show_roster_page()
