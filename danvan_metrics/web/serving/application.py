"""The dashboard as one ASGI application: Streamlit's pages behind a gate, and a few addresses of our own."""

from __future__ import annotations

import asyncio
import webbrowser
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any, Final

import click
import streamlit as st
from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Route

from danvan_metrics.folders import SHIPPED
from danvan_metrics.web.serving.data_routes import DATA_ROUTES
from danvan_metrics.web.serving.discreet_log import gather_logs
from danvan_metrics.web.serving.gate import Gate
from danvan_metrics.web.serving.health_routes import answer_alive, answer_ready
from danvan_metrics.web.serving.measure_route import answer_measures
from danvan_metrics.web.serving.measures import count_surprise, watch_store
from danvan_metrics.web.serving.page_policy import PagePolicy
from danvan_metrics.web.serving.session_route import SESSION_ROUTES

ROUTES: Final[tuple[BaseRoute, ...]] = (
    Route("/song", answer_alive),
    Route("/san-sang", answer_ready),
    Route("/so-do", answer_measures),
    *SESSION_ROUTES,
    *DATA_ROUTES,
)


def build_app(opened_at: str = "") -> st.App:
    """The application, to be run once in a process; `opened_at` is shown in this machine's browser as soon as it answers.

    Routes: /song (the process answers), /san-sang (the store can be worked with), /so-do (measures), what a proxy
    asks about a visitor (`session_route`), and tables for other programs (`data_routes`).
    """
    watch_store()
    return st.App(
        SHIPPED / "dashboard.py",
        routes=ROUTES,
        middleware=[Middleware(Gate), Middleware(PagePolicy)],
        on_script_error=count_surprise,
        lifespan=_live(opened_at),
    )


def open_browser(url: str) -> None:
    """Show the dashboard; a machine without a browser is told the address."""
    if not webbrowser.open(url):
        click.echo(f"Không mở được trình duyệt; hãy tự mở {url}.")


def _live(opened_at: str) -> Callable[[st.App], AbstractAsyncContextManager[dict[str, Any] | None]]:
    @asynccontextmanager
    async def live(_app: st.App) -> AsyncIterator[None]:
        gather_logs()  # not earlier: Streamlit and uvicorn have set up theirs by now
        if opened_at:
            asyncio.get_running_loop().run_in_executor(None, open_browser, opened_at)
        yield

    return live
