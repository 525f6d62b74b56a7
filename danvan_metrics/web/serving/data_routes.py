"""/du-lieu: the tidy tables as CSV for Power Query, Excel and R, read only, for whoever may have them."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from danvan_metrics.access.actor import Actor
from danvan_metrics.data_acts.data_files import note_data_taken, take_rows
from danvan_metrics.errors import UserError
from danvan_metrics.formats.tidy.csv_text import write_csv
from danvan_metrics.formats.tidy.table_spool import list_rows, shape_frame, write_schema
from danvan_metrics.formats.tidy.tidy_table import TidyTable
from danvan_metrics.settings import load_settings
from danvan_metrics.store.failures import StoreError
from danvan_metrics.topics.data_out.dictionary import DICTIONARY
from danvan_metrics.topics.data_out.table_catalogue import BY_NAME, collect_dictionary
from danvan_metrics.web.resources import get_dataset
from danvan_metrics.web.serving.data_address import DataAddress, read_address
from danvan_metrics.web.serving.data_index import write_index
from danvan_metrics.web.serving.data_version import name_version, still_holds
from danvan_metrics.web.serving.data_visitor import Refused, find_data_visitor

DICTIONARY_ADDRESS: Final = "tu-dien"
_HEADERS: Final = {
    "Cache-Control": "private, no-cache",
    "Vary": "Cookie, Authorization, Accept-Encoding",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_TOLD: Final = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
_CSV: Final = "text/csv; charset=utf-8"
_GZIP: Final = 16 + zlib.MAX_WBITS  # gzip's head around the packed bytes, without a time
_NO_TABLE: Final = "Không có bảng này; mở /du-lieu/ để xem các bảng."


async def answer_table(request: Request) -> Response:
    """/du-lieu/<bảng>.csv: 200, or 304 for whoever has it; 400, 401, 403, 404 and 503 in one sentence."""
    return await run_in_threadpool(_answer, request, _answer_table)


async def answer_index(request: Request) -> Response:
    """/du-lieu/: which tables there are and what their columns mean."""
    return await run_in_threadpool(_answer, request, _answer_index)


async def answer_data_visitor(request: Request) -> Response:
    """/phien/du-lieu: what a proxy asks: 204 for whoever may have tables, else 401 or 403, the only refusals that nginx knows."""
    answer = await run_in_threadpool(_answer, request, lambda _request, _actor: Response(status_code=204, headers=_TOLD))
    return Response(status_code=403, headers=_TOLD) if answer.status_code == 404 else answer


DATA_ROUTES: Final[tuple[BaseRoute, ...]] = (
    Route("/du-lieu", answer_index),
    Route("/du-lieu/", answer_index),
    Route("/du-lieu/{table}.csv", answer_table),
    Route("/phien/du-lieu", answer_data_visitor),
)


def _answer(request: Request, answer: Callable[[Request, Actor], Response]) -> Response:
    try:
        return answer(request, find_data_visitor(request))
    except Refused as refused:
        return refused.answer
    except StoreError as error:
        return PlainTextResponse(str(error), 503, _TOLD)
    except UserError as error:
        return PlainTextResponse(str(error), 400, _TOLD)


def _answer_index(request: Request, _actor: Actor) -> Response:
    site = load_settings().serving.site  # behind a proxy the call itself does not know how it was reached
    return HTMLResponse(write_index(f"{site}/" if site else str(request.base_url)), headers=_TOLD)


def _answer_table(request: Request, actor: Actor) -> Response:
    name = request.path_params["table"]
    table = DICTIONARY if name == DICTIONARY_ADDRESS else BY_NAME.get(name)
    if table is None:
        return PlainTextResponse(_NO_TABLE, 404, _TOLD)
    address = read_address(table.name, request.query_params)
    packed = "gzip" if _takes_gzip(request.headers.get("accept-encoding", "")) else ""
    headers = _HEADERS | {
        "ETag": name_version(address, actor, packed),
        "Content-Disposition": f'attachment; filename="{name}.csv"',
    }
    headers |= {"Content-Encoding": packed} if packed else {}
    if still_holds(headers["ETag"], request.headers.get("if-none-match", "")):
        return Response(status_code=304, headers=headers)
    if request.method == "HEAD":
        return Response(headers=headers, media_type=_CSV)
    pieces = _write(table, address, actor)
    return StreamingResponse(_pack(pieces) if packed else pieces, headers=headers, media_type=_CSV)


def _write(table: TidyTable, address: DataAddress, actor: Actor) -> Iterator[bytes]:
    schema = write_schema(table)
    if table is DICTIONARY:
        frames = iter([collect_dictionary().assign(watermark="")])
    else:
        load = partial(get_dataset, address.edition)
        frames = take_rows(address.district, address.request, load, actor=actor)
        note_data_taken(address.district, actor, f"{table.name}.csv")
    return write_csv(table, (batch for frame in frames for batch in list_rows(shape_frame(table, frame, schema))))


def _takes_gzip(said: str) -> bool:
    """Whether the caller asks for gzip, and not with “q=0”."""
    offered = dict(_read_choice(one) for one in said.casefold().split(","))
    return offered.get("gzip", 0.0) > 0


def _read_choice(said: str) -> tuple[str, float]:
    name, _, weight = said.partition(";")
    try:
        return name.strip(), float(weight.strip().removeprefix("q=") or 1)
    except ValueError:
        return name.strip(), 0.0


def _pack(pieces: Iterable[bytes]) -> Iterator[bytes]:
    packer = zlib.compressobj(wbits=_GZIP)
    for piece in pieces:
        if packed := packer.compress(piece):
            yield packed
    yield packer.flush()
