"""Reads the schools' report workbooks, judges them, measures completion and shows it."""
