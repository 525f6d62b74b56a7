"""What a proxy in front of the server asks before it lets a call through, and the way in that it shows to a stranger.

A stranger gets no page of Streamlit's: every open page costs memory, and through it files could be put there before any sign-in.
"""

from __future__ import annotations

import json
from html import escape
from typing import Any, Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route
from streamlit.auth_util import encode_provider_token, get_cookie_with_chunks, get_origin_from_redirect_uri
from streamlit.web.server.server_util import get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from danvan_metrics.access.actor import STRANGER
from danvan_metrics.errors import UserError
from danvan_metrics.settings import load_settings
from danvan_metrics.web import text
from danvan_metrics.web.signing_in.sign_in import Visit, judge_claims
from danvan_metrics.web.signing_in.visitor import find_person

_NOT_KEPT: Final = {"Cache-Control": "no-store"}
_DEFAULT_PROVIDER: Final = "default"
_WAY_IN: Final = """<!DOCTYPE html>
<html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,"><title>{title}</title><style>
body {{ font: 1rem/1.5 "Source Sans", system-ui, sans-serif; color: #17222c; background: #fff; margin: 0; padding: 12vh 1rem; }}
main {{ max-width: 30rem; margin: 0 auto; padding: 1.5rem; border: 1px solid #d9dee3; border-radius: 0.5rem; }}
h1 {{ font-size: 1.3rem; margin: 0 0 0.75rem; }}
a {{ display: inline-block; padding: 0.4rem 1rem; border-radius: 0.5rem; }}
a {{ color: #fff; background: #0f5c8c; text-decoration: none; }}
a:focus-visible {{ outline: 3px solid #17222c; outline-offset: 2px; }}
</style></head><body><main><h1>{title}</h1><p>{told}</p><a href="/dang-nhap/mo">Đăng nhập</a></main></body></html>
"""


async def answer_signed_in(request: Request) -> Response:
    """/phien/dang-nhap: 204 for a sign-in that has not run out, known to the office or not; else 401."""
    visit = read_visit_of(request)
    return _answer(401 if visit is None or visit.over else 204)


async def answer_let_in(request: Request) -> Response:
    """/phien: 204 for whoever the office has let in, as the store says now; 403 for others who signed in, 401 for nobody."""
    visit = read_visit_of(request)
    if visit is None or visit.over:
        return _answer(401)
    try:
        return _answer(204 if await run_in_threadpool(_is_let_in, visit) else 403)
    except UserError:
        return _answer(503)


async def show_way_in(_request: Request) -> Response:
    """/dang-nhap: a plain page with the way to the provider."""
    return HTMLResponse(_WAY_IN.format(title=escape(text.APP_TITLE), told=escape(text.INVITED)), headers=_NOT_KEPT)


async def go_to_provider(_request: Request) -> Response:
    """/dang-nhap/mo: on to Streamlit's own sign-in; its token holds two minutes, so it is made when the button is pressed."""
    return RedirectResponse(f"/auth/login?provider={encode_provider_token(_DEFAULT_PROVIDER)}", 302, _NOT_KEPT)


SESSION_ROUTES: Final[tuple[BaseRoute, ...]] = (
    Route("/phien", answer_let_in),
    Route("/phien/dang-nhap", answer_signed_in),
    Route("/dang-nhap", show_way_in),
    Route("/dang-nhap/mo", go_to_provider),
)


def _is_let_in(visit: Visit) -> bool:
    return find_person(visit) != STRANGER


def read_visit_of(request: Request) -> Visit | None:
    """The sign-in that a call's cookies tell of, run out or not; None where they tell of none."""
    return judge_claims(_read_claims(request), load_settings().sign_in)


def _read_claims(request: Request) -> dict[str, Any]:
    """What Streamlit signed into the visitor's cookies when they came back from the provider to this address; {} without."""

    def open_cookie(name: str) -> bytes | None:
        given = request.cookies.get(name)
        return decode_signed_value(get_cookie_secret(), name, given.encode("latin-1", "replace")) if given else None

    signed = get_cookie_with_chunks(open_cookie, USER_COOKIE_NAME)
    claims: dict[str, Any] = json.loads(signed) if signed else {}
    return claims if claims.get("origin") == get_origin_from_redirect_uri() else {}


def _answer(status: int) -> Response:
    return PlainTextResponse("", status, _NOT_KEPT) if status != 204 else Response(status_code=204, headers=_NOT_KEPT)
