"""Xuất báo cáo."""
