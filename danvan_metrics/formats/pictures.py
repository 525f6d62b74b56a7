"""Charts as pictures for print, drawn by the Chrome, Edge or Chromium of this machine."""

from __future__ import annotations

import os
import shutil
import struct
import threading
import zlib
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any, Final

import plotly.graph_objects as go

from danvan_metrics.errors import UserError
from danvan_metrics.formats import theme
from danvan_metrics.formats.picture_server import PictureServer
from danvan_metrics.settings import name_browser

KINDS: Final = ("png", "svg")
NO_BROWSER: Final = (
    "Máy này chưa có Chrome hoặc Edge nên chưa tạo được ảnh hàng loạt; "
    "hãy dùng nút Tải ảnh PNG ở từng biểu đồ, hoặc cài Chrome rồi thử lại."
)
_DOTS_PER_METRE: Final = round(300 / 0.0254)
_HEADER: Final = 33  # bytes of a PNG before what may say its size on paper
_opening: Final = threading.Lock()


class NoBrowser(UserError):
    """No browser on this machine that could draw pictures."""

    def __init__(self) -> None:
        super().__init__(NO_BROWSER)


def find_chrome() -> str | None:
    """The browser that draws: the one CHROMIUM names, and no other then; else Chrome, Chromium or Edge where they usually are."""
    if named := name_browser():
        return shutil.which(named)
    from choreographer.browsers.chromium import Chromium  # noqa: PLC0415 - only where a picture is asked for

    found = Chromium.find_browser(skip_local=False)
    return found if found and os.access(found, os.X_OK) else None


def describe_missing_pictures() -> str:
    """Why there will be no pictures, as a sentence; "" where there will."""
    return "" if find_chrome() else NO_BROWSER


def draw_images(figures: Iterable[tuple[str, go.Figure]], *, kinds: Sequence[str] = KINDS) -> Iterator[tuple[str, bytes]]:
    """Each figure as “name.png” (180 mm wide at 300 dots an inch) and “name.svg”, drawn as they are taken.

    Equal figures are equal bytes. NoBrowser at once; PictureFailed where one cannot be drawn.
    """
    server = find_server()
    return ((f"{name}.{kind}", _draw(server, figure, kind)) for name, figure in figures for kind in kinds)


def find_server() -> PictureServer:
    """The one server of this process for the browser found; NoBrowser where there is none."""
    path = find_chrome()
    if path is None:
        raise NoBrowser
    with _opening:
        return _open_server(path)


@cache
def _open_server(path: str) -> PictureServer:
    return PictureServer(path)


def _draw(server: PictureServer, figure: go.Figure, kind: str) -> bytes:
    options: dict[str, Any] = {"format": kind, "width": theme.PRINT_WIDTH, "height": figure.layout.height}
    if kind == "svg":
        return server.draw(figure, options)
    return _say_size(server.draw(figure, options | {"scale": theme.PRINT_SCALE}))


def _say_size(png: bytes) -> bytes:
    """The same PNG, which now says how large it is on paper, so that a document shows it 180 mm wide."""
    said = b"pHYs" + struct.pack(">IIB", _DOTS_PER_METRE, _DOTS_PER_METRE, 1)
    return png[:_HEADER] + struct.pack(">I", 9) + said + struct.pack(">I", zlib.crc32(said)) + png[_HEADER:]
