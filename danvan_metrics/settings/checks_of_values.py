"""What a setting must be besides its type."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit

from pydantic import SecretStr

_LEAST_SECRET: Final = 16


def check_site(address: str) -> str:
    """The address of a site, without the slash at its end; ValueError for any other address."""
    bare = address.rstrip("/")
    parts = urlsplit(bare)  # ValueError for a port that is none
    whole = parts.netloc == bare.partition("://")[2]
    if bare and not (parts.scheme in {"http", "https"} and parts.hostname and whole and parts.port != 0):
        raise ValueError
    return bare


def check_long_secret(secret: SecretStr) -> SecretStr:
    """A secret that is asked for on the network: too long to be tried out; ValueError for a short one."""
    if 0 < len(secret) < _LEAST_SECRET:
        raise ValueError
    return secret
