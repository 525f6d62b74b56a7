"""Columns declared alike, for the tables as they are and for the migrations that led there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Column


def required(kind: Any, *names: str) -> Iterator[Column[Any]]:
    """Columns of one type that must hold something."""
    return (Column(name, kind, nullable=False) for name in names)


def optional(kind: Any, *names: str) -> Iterator[Column[Any]]:
    """Columns of one type that may be empty."""
    return (Column(name, kind) for name in names)
