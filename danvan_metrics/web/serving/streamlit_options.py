"""What Streamlit is told for one run of the server, over its file of settings (.streamlit/config.toml)."""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import urlsplit

from danvan_metrics.settings import Serving

_THIS_MACHINE: Final = ("localhost", "127.0.0.1", "::1")
_EVERY_ADDRESS: Final = {"0.0.0.0", "::"}  # noqa: S104 - to be told apart, not to be listened on
_USUAL_PORTS: Final = {"http": 80, "https": 443}


def choose_options(serving: Serving, host: str, port: int) -> dict[str, Any]:
    """Streamlit's options by name.

    browser.serverAddress is always set: else Streamlit asks an internet address for its own. No other site may speak to the
    pages (client.allowedOrigins), and nobody reaches them by another name than those of `list_names`.
    """
    site = urlsplit(serving.site or f"http://localhost:{port}")
    return {
        "server.address": host,
        "server.port": port,
        "server.headless": True,  # the browser is opened here, once the server answers
        "server.allowedHosts": list_names(serving, host),
        "client.allowedOrigins": [],
        "browser.serverAddress": site.hostname,
        "browser.serverPort": site.port or _USUAL_PORTS[site.scheme],
        "browser.gatherUsageStats": False,
        "logger.level": "warning",
        "logger.hideWelcomeMessage": True,
    }


def list_names(serving: Serving, host: str) -> list[str]:
    """The names a browser may call this server by: this machine's own, where it listens, and the office's address."""
    listening = [] if host in _EVERY_ADDRESS else [host]
    public = urlsplit(serving.site).hostname
    return list(dict.fromkeys([*_THIS_MACHINE, *listening, *([public] if public else [])]))
