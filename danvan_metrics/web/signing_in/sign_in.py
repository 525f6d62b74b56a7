"""What the sign-in provider said of whoever sits in front of this page: the one place that reads `st.user`."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st

from danvan_metrics.access.admission import read_subject
from danvan_metrics.settings import SignIn


@dataclass(frozen=True)
class Visit:
    """One sign-in: the subject ("" where the provider vouches for none), the name it gives, and when it ends (epoch seconds)."""

    subject: str
    name: str
    ends: float

    @property
    def over(self) -> bool:
        """Whether the sign-in has run out: Streamlit's own cookie would hold for thirty days."""
        return time.time() >= self.ends


def read_visit(sign_in: SignIn) -> Visit | None:
    """The sign-in of this session, run out or not; None where nobody has signed in."""
    return judge_claims(read_claims(), sign_in)


def judge_claims(claims: Mapping[str, Any], sign_in: SignIn) -> Visit | None:
    """The sign-in that these claims tell of, run out or not; None where they tell of none."""
    if not claims.get("is_logged_in"):
        return None
    return Visit(read_subject(claims, sign_in), str(claims.get("name") or ""), _read_end(claims))


def read_claims() -> Mapping[str, Any]:
    """The claims of the provider's token as Streamlit keeps them."""
    return st.user.to_dict()


def _read_end(claims: Mapping[str, Any]) -> float:
    """A token that does not say when it ends has ended."""
    try:
        return float(claims.get("exp") or 0)
    except (TypeError, ValueError):
        return 0.0
