"""Nhật ký: who did what to what, when, from what to what."""

from danvan_metrics.web.audit.audit_page import show_audit

show_audit()
