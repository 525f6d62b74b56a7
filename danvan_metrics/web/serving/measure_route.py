"""/so-do: the measures, for this machine or for whoever shows the token."""

from __future__ import annotations

from hmac import compare_digest
from ipaddress import ip_address
from typing import Final

from prometheus_client import CONTENT_TYPE_LATEST
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from danvan_metrics.settings import load_serving
from danvan_metrics.web.serving.measures import write_measures

_PASSED_ON: Final = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip", "via")


async def answer_measures(request: Request) -> Response:
    """Prometheus' text form; 403 for everybody else."""
    if not (_comes_from_here(request) or _shows_token(request, load_serving().token)):
        return PlainTextResponse("Chỉ xem được từ chính máy chủ này, hoặc bằng mã đã đặt.", status_code=403)
    return Response(await run_in_threadpool(write_measures), media_type=CONTENT_TYPE_LATEST)


def _comes_from_here(request: Request) -> bool:
    """From this machine itself; what a proxy on this machine passes on comes from elsewhere."""
    if request.client is None or any(name in request.headers for name in _PASSED_ON):
        return False
    try:
        return ip_address(request.client.host).is_loopback
    except ValueError:
        return False


def _shows_token(request: Request, token: str) -> bool:
    shown = request.headers.get("authorization", "").removeprefix("Bearer ")
    return bool(token) and compare_digest(shown.encode(), token.encode())
