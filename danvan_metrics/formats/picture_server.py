"""A browser kept open that draws charts one after another, for every thread of the process; nothing is fetched from outside."""

from __future__ import annotations

import atexit
import base64
import contextlib
import json
import logging
import tempfile
import threading
from pathlib import Path
from typing import Any, Final

import plotly.graph_objects as go

from danvan_metrics.child_processes import close_pipes, name_module, open_pipe, start_process
from danvan_metrics.errors import UserError

SECONDS: Final = 30.0  # for one picture, the browser's start included

_WORKER: Final = name_module("danvan_metrics.formats.picture_worker")
_TOLD: Final = 2_000  # bytes of a worker's last words that are worth a line in the log
_LOG: Final = logging.getLogger(__name__)


class PictureFailed(UserError):
    """A chart that could not be drawn; the browser is started anew for the next."""


class PictureServer:
    """The browser at `path`: started with the first picture, anew where it died, and ended with the process."""

    def __init__(self, path: str) -> None:
        """Start nothing yet."""
        self._path = path
        self._turn = threading.Lock()
        self._process: _DrawingProcess | None = None
        atexit.register(self._end)  # without waiting for a turn

    @property
    def pid(self) -> int | None:
        """The process that holds the browser; None where none is open."""
        return self._process.pid if self._process else None

    def draw(self, figure: go.Figure, options: dict[str, Any], *, seconds: float = SECONDS) -> bytes:
        """One picture, as Kaleido's `options` say (format, width, height, scale); PictureFailed where it takes longer.

        Threads take turns; waiting for one's turn does not count. A browser that died, before or while drawing, gets one
        successor.
        """
        request = json.dumps({"figure": json.loads(figure.to_json()), "options": options}).encode() + b"\n"
        with self._turn:
            picture = self._draw(request, seconds, again=self._process is not None)
        if picture is None:
            raise PictureFailed(
                "Trình duyệt trên máy này không vẽ được ảnh; hãy thử lại, hoặc cập nhật Chrome hay Edge rồi thử lại."
            )
        return picture

    def close(self) -> None:
        """End the browser; the next picture starts another."""
        with self._turn:
            self._end()

    def _draw(self, request: bytes, seconds: float, *, again: bool) -> bytes | None:
        try:
            self._process = self._process or _DrawingProcess(self._path)
            picture = self._process.ask(request, seconds)
        except TimeoutError as error:
            self._end()
            raise PictureFailed(f"Vẽ ảnh quá {seconds:.0f} giây nên đã dừng; hãy thử lại, hoặc đóng bớt ứng dụng.") from error
        except BaseException:  # Ctrl-C too: an answer left in the pipe would be taken for the next picture
            self._end()
            raise
        if picture is None:
            self._end()
            return self._draw(request, seconds, again=False) if again else None
        return picture

    def _end(self) -> None:
        process, self._process = self._process, None
        if process:
            process.end()


class _DrawingProcess:
    """A worker with its browser, and the folder that both leave their temporary files in."""

    def __init__(self, path: str) -> None:
        # ignore_cleanup_errors: Windows keeps files of a process that has only just ended
        self._folder = tempfile.TemporaryDirectory(prefix="danvan-ve-", ignore_cleanup_errors=True)
        self._errors = Path(self._folder.name, "errors.txt").open("wb+")  # noqa: SIM115 - closed by `end`
        self._process = start_process([*_WORKER, path, self._folder.name], errors=self._errors)
        self._overdue = False
        self.pid = self._process.pid

    def ask(self, request: bytes, seconds: float) -> bytes | None:
        """The picture; None where the worker or its browser came to an end over it, TimeoutError where it took too long."""
        clock = threading.Timer(seconds, self._give_up)
        clock.daemon = True
        clock.start()
        try:
            line = self._exchange(request)
        finally:
            clock.cancel()
        if self._overdue:
            raise TimeoutError
        if not line.endswith(b"\n"):
            _LOG.warning("a drawing process ended: %s", self._read_last_words())
            return None
        return base64.b64decode(json.loads(line)["picture"])

    def end(self) -> None:
        """Kill it with its browser, and take their files away."""
        _kill_tree(self.pid)
        self._process.wait()
        close_pipes(self._process)
        self._errors.close()
        self._folder.cleanup()

    def _exchange(self, request: bytes) -> bytes:
        try:
            open_pipe(self._process.stdin).write(request)
            open_pipe(self._process.stdin).flush()
            return open_pipe(self._process.stdout).readline()
        except OSError:  # it is gone
            return b""

    def _give_up(self) -> None:
        self._overdue = True  # first: whoever waits for the picture wakes with the kill, and asks why
        _kill_tree(self.pid)

    def _read_last_words(self) -> str:
        self._errors.seek(0)
        return self._errors.read()[-_TOLD:].decode(errors="replace")


def _kill_tree(pid: int) -> None:
    """Kill a process and all it started: a browser that hangs would not hear a request."""
    import psutil  # type: ignore[import-untyped]  # noqa: PLC0415 - only where there is something to end

    with contextlib.suppress(psutil.Error):
        top = psutil.Process(pid)
        family = [top, *top.children(recursive=True)]
        for process in family:
            with contextlib.suppress(psutil.Error):
                process.kill()
        psutil.wait_procs(family, timeout=1)
