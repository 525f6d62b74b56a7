"""Người dùng: who may sign in, and as what."""

from danvan_metrics.web.people.people_page import show_people

show_people()
