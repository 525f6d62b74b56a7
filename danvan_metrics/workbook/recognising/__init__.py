"""Whose return it is, and for which period."""
