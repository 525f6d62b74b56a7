"""Hướng dẫn: the office's guide, a chapter at a time."""

from danvan_metrics.web.officer.guide import show_guide

show_guide()
