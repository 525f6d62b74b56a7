"""Who calls an address that no page of the program opens: this machine itself, or whoever shows a token."""

from __future__ import annotations

from base64 import b64decode
from hmac import compare_digest
from ipaddress import ip_address
from typing import Final

from starlette.requests import Request

_PASSED_ON: Final = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip", "via")


def comes_from_here(request: Request) -> bool:
    """From this machine itself; what a proxy on this machine passes on comes from elsewhere."""
    if request.client is None or any(name in request.headers for name in _PASSED_ON):
        return False
    try:
        return ip_address(request.client.host).is_loopback
    except ValueError:
        return False


def shows_token(request: Request, token: str) -> bool:
    """Whether the call bears the token (“Bearer …”, or as the password of any name); how long that takes tells nothing of it."""
    return bool(token) and compare_digest(_read_token(request.headers.get("authorization", "")), token.encode())


def _read_token(said: str) -> bytes:
    kind, _, shown = said.partition(" ")
    if kind.casefold() != "basic":
        return said.removeprefix("Bearer ").encode()
    try:
        return b64decode(shown, validate=True).partition(b":")[2]
    except ValueError:
        return b""
