"""Keeping the store safe, and reading who did what."""
