"""Reads the schools' report workbooks, judges them, measures completion and shows it."""

__version__ = "1.1.0"
