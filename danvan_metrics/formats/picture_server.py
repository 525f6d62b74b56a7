"""A browser kept open that draws charts one after another, for every thread of the process; nothing is fetched from outside."""

from __future__ import annotations

import asyncio
import atexit
import contextlib
import threading
from collections.abc import Coroutine
from typing import Any, Final

import plotly.graph_objects as go

from danvan_metrics.errors import UserError

SECONDS: Final = 30.0  # for one picture, the browser's start included
_CLOSING_SECONDS: Final = 2.0
_NOWHERE: Final = "127.0.0.1:9"  # nobody listens there: what the browser would like to fetch by itself stays on the machine

# Plotly names clips by chance. Every picture is drawn on a page loaded anew, so chance that begins anew gives equal bytes.
_SAME_CHANCE: Final = """
        <script>
            let state = 20200101;
            Math.random = () => (state = (state * 48271) % 2147483647) / 2147483647;
        </script>"""


class PictureFailed(UserError):
    """A chart that could not be drawn; the browser is started anew for the next."""


class PictureServer:
    """The browser at `path`: started with the first picture, anew where it died, and ended with the process."""

    def __init__(self, path: str) -> None:
        """Start nothing but the thread the browser is spoken to from."""
        self._path = path
        self._turn = threading.Lock()
        self._browser: Any = None
        self._loop = asyncio.new_event_loop()
        threading.Thread(target=self._loop.run_forever, name="pictures", daemon=True).start()
        atexit.register(self._end)  # without waiting for a turn

    @property
    def pid(self) -> int | None:
        """The process that holds the browser; None where none is open."""
        return self._browser.subprocess.pid if self._browser else None

    def draw(self, figure: go.Figure, options: dict[str, Any], *, seconds: float = SECONDS) -> bytes:
        """One picture, as Kaleido's `options` say (format, width, height, scale); PictureFailed where it takes longer.

        Threads take turns; waiting for one's turn does not count.
        """
        with self._turn:
            try:
                return self._draw_again(figure, options, seconds)
            except TimeoutError as error:
                self._end()
                raise PictureFailed(f"Vẽ ảnh quá {seconds:.0f} giây nên đã dừng; hãy thử lại, hoặc đóng bớt ứng dụng.") from error
            except Exception as error:
                self._end()
                raise PictureFailed(
                    "Trình duyệt trên máy này không vẽ được ảnh; hãy thử lại, hoặc cập nhật Chrome hay Edge rồi thử lại."
                ) from error

    def close(self) -> None:
        """End the browser; the next picture starts another."""
        with self._turn:
            self._end()

    def _draw_again(self, figure: go.Figure, options: dict[str, Any], seconds: float) -> bytes:
        """Draw; a browser that died before or while drawing gets one successor."""
        was_open = self._is_open()
        try:
            return self._wait_for(self._draw(figure, options), seconds)
        except TimeoutError:
            raise
        except Exception:
            if not was_open:
                raise
        self._end()
        return self._wait_for(self._draw(figure, options), seconds)

    async def _draw(self, figure: go.Figure, options: dict[str, Any]) -> bytes:
        if not self._is_open():
            self._browser = _make_browser(self._path)
            await self._browser.open()
        drawn: bytes = await self._browser.calc_fig(figure, options)
        return drawn

    def _is_open(self) -> bool:
        return self._browser is not None and self._browser.subprocess.poll() is None

    def _wait_for(self, work: Coroutine[Any, Any, bytes], seconds: float) -> bytes:
        future = asyncio.run_coroutine_threadsafe(work, self._loop)
        try:
            return future.result(seconds)
        finally:
            future.cancel()

    def _end(self) -> None:
        """Ask it to close, which also takes its temporary files away, and kill it at once: one that hangs would not hear."""
        browser, self._browser = self._browser, None
        process = getattr(browser, "subprocess", None)
        if process is None:
            return
        closing = asyncio.run_coroutine_threadsafe(browser.close(), self._loop)
        _kill(process.pid)
        with contextlib.suppress(Exception):
            closing.result(_CLOSING_SECONDS)
        closing.cancel()  # where it still waits for an answer: it then goes on to tidy up


def _make_browser(path: str) -> Any:
    from kaleido import Kaleido  # noqa: PLC0415 - only where a picture is asked for

    # timeout=None: `draw` has a limit of its own, by which the browser is killed; Kaleido's 90 s would outlast it.
    return Kaleido(path=path, timeout=None, page_generator=make_page(), proxy_server=_NOWHERE)


def make_page() -> Any:
    """What writes the page charts are drawn on (`generate_index`): the installed Plotly and no other library."""
    from kaleido import PageGenerator  # noqa: PLC0415

    page = PageGenerator(mathjax=False)
    page.header += _SAME_CHANCE
    return page


def _kill(pid: int) -> None:
    """Kill the browser; where a wrapper started it, that is left a moment to tell of its end."""
    import psutil  # type: ignore[import-untyped]  # noqa: PLC0415

    with contextlib.suppress(psutil.Error):
        top = psutil.Process(pid)
        for process in top.children(recursive=True):
            with contextlib.suppress(psutil.Error):
                process.kill()
        _, alive = psutil.wait_procs([top], timeout=1)
        for process in alive:
            process.kill()
