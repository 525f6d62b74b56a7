"""What stands before every address of the server, Streamlit's own too: who may speak to it, and what is closed."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit.web.server.starlette.starlette_websocket import is_host_allowed

_CLOSED: Final = ("/_stcore/metrics", "/_stcore/agent", "/_stcore/script-health-check")


class Gate:
    """Refuses what calls the server by another name than its own, and what another site's page sends.

    Streamlit looks at the name only where the pages' connection is opened, and to judge another site's call it asks the
    internet for this machine's address: such a call never reaches it.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a call through, or answer it."""
        refusal = _find_refusal(scope) if scope["type"] in {"http", "websocket"} else None
        if refusal is None:
            await self._app(scope, receive, send)
        elif scope["type"] == "http":
            await refusal(scope, receive, send)
        else:  # closed before it was accepted, which the server tells as 403
            await receive()
            await send({"type": "websocket.close", "code": 1008})


def _find_refusal(scope: Scope) -> PlainTextResponse | None:
    headers = Headers(scope=scope)
    if not is_host_allowed(headers.get("host")):
        return PlainTextResponse("Tên máy chủ này không được phép.", status_code=400)
    origin = headers.get("origin")
    if origin is not None and not is_host_allowed(urlsplit(origin).netloc):
        return PlainTextResponse("Trang khác không được gọi chương trình này.", status_code=403)
    if _is_closed(scope["path"]):
        return PlainTextResponse("Không có địa chỉ này.", status_code=404)
    return None


def _is_closed(path: str) -> bool:
    return path.rstrip("/").startswith(_CLOSED)
