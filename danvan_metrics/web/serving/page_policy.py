"""What a browser may load and run on a page: this server's own files and the few scripts known by their fingerprints.

It is said here and not by a proxy, since it changes with the program's scripts and with Streamlit's release.
"""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path
from typing import Final

import streamlit as st
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from danvan_metrics.web.inline_scripts import EVERY_SCRIPT

_STREAMLIT_PAGE: Final = Path(st.__file__).parent / "static" / "index.html"
_INLINE: Final = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_POLICY: Final = (
    "default-src 'none'",
    "script-src 'self' blob: {fingerprints}",  # blob: as Streamlit loads the scripts of components
    "style-src 'self' 'unsafe-inline'",  # Streamlit writes its styles into the page
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'self'",
)


class PagePolicy:
    """Adds the policy to every page that is answered."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._policy = write_policy()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the call on, and its answer back."""

        async def send_with_policy(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._add_policy(MutableHeaders(scope=message))
            await send(message)

        await self._app(scope, receive, send_with_policy)

    def _add_policy(self, headers: MutableHeaders) -> None:
        if headers.get("content-type", "").startswith("text/html"):
            headers["content-security-policy"] = self._policy


def write_policy() -> str:
    """The value of Content-Security-Policy for a page."""
    scripts = [*_INLINE.findall(_STREAMLIT_PAGE.read_text(encoding="utf-8")), *EVERY_SCRIPT]
    return "; ".join(_POLICY).format(fingerprints=" ".join(map(_write_fingerprint, scripts)))


def _write_fingerprint(script: str) -> str:
    return f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'"
