"""/so-do: the measures, for this machine or for whoever shows the token."""

from __future__ import annotations

from prometheus_client import CONTENT_TYPE_LATEST
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from danvan_metrics.settings import load_serving
from danvan_metrics.web.serving.callers import comes_from_here, shows_token
from danvan_metrics.web.serving.measures import write_measures


async def answer_measures(request: Request) -> Response:
    """Prometheus' text form; 403 for everybody else."""
    if not (comes_from_here(request) or shows_token(request, load_serving().token)):
        return PlainTextResponse("Chỉ xem được từ chính máy chủ này, hoặc bằng mã đã đặt.", status_code=403)
    return Response(await run_in_threadpool(write_measures), media_type=CONTENT_TYPE_LATEST)
