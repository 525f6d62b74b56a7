"""Two addresses for whoever watches over the server: does the process answer, and can it work."""

from __future__ import annotations

import logging
from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse

from danvan_metrics.errors import UserError
from danvan_metrics.web.resources import get_district

_LOG: Final = logging.getLogger(__name__)
_NOT_KEPT: Final = {"Cache-Control": "no-store"}
ALIVE: Final = "Đang chạy."
READY: Final = "Sẵn sàng."
NOT_READY: Final = "Chưa sẵn sàng: kho dữ liệu không mở được, chưa nâng cấp xong hoặc ổ đĩa sắp đầy; xem nhật ký của máy chủ."


async def answer_alive(_request: Request) -> PlainTextResponse:
    """/song: 200 as long as the process answers, whatever its store does: a restart would not mend that."""
    return PlainTextResponse(ALIVE, headers=_NOT_KEPT)


async def answer_ready(_request: Request) -> PlainTextResponse:
    """/san-sang: 200 where pages can be shown and returns taken, else 503 with one sentence that names no place."""
    if await run_in_threadpool(is_ready):
        return PlainTextResponse(READY, headers=_NOT_KEPT)
    return PlainTextResponse(NOT_READY, status_code=503, headers=_NOT_KEPT)


def is_ready() -> bool:
    """Whether plan, roster and store open, the store's tables are up to date and there is room to write."""
    try:
        get_district(sample=False).repository.watch.check_ready()
    except UserError as error:
        _LOG.warning("not ready: %s", type(error))
        return False
    return True
