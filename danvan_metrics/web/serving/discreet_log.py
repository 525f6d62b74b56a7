"""The server's log: what happened and where in the program, and nothing of what people handed in, typed or are called.

A record says the sentence that stands in this program's code. What was put into it is left out, but for numbers and kinds of
errors; so are the words of errors, which quote cells and names, and those of libraries, put together before they are logged.
"""

from __future__ import annotations

import json
import logging
import logging.handlers
import sys
import traceback
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from danvan_metrics.errors import UserError
from danvan_metrics.settings import MEGABYTE, Serving

_LARGEST: Final = 5 * MEGABYTE
_KEPT: Final = 10
_OURS: Final = "danvan_metrics"
_LEFT_OUT: Final = "…"
_TEXT: Final = "%(asctime)s %(levelname)s %(name)s:%(lineno)d %(message)s"
_LIBRARIES: Final = ("streamlit", "uvicorn", "websockets", "asyncio")


class DiscreetRecord(logging.LogRecord):
    """A record that lost its secrets when it was made: whoever writes it, on the console too, has nothing to tell."""

    trace: tuple[str, ...] = ()

    def __init__(self, name: str, level: int, path: str, line: int, msg: object, *said: Any, **more: Any) -> None:
        args, exc_info, *place = said
        super().__init__(name, level, path, line, _describe_event(name, msg, args), (), None, *place[:1], **more)
        if exc_info and exc_info[1]:
            self.trace = tuple(list_places(exc_info[1]))
            self.exc_text = "\n".join(f"    {one}" for one in self.trace)


class JsonFormatter(logging.Formatter):
    """A record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """{"at", "level", "logger", "line", "message"}, and "error" where there was one: the places it passed."""
        told: dict[str, object] = {
            "at": self.formatTime(record),
            "level": record.levelname,
            "logger": record.name,
            "line": record.lineno,
            "message": record.getMessage(),
        }
        trace = getattr(record, "trace", ())
        return json.dumps(told | ({"error": trace} if trace else {}), ensure_ascii=False)


@contextmanager
def keep_log(serving: Serving, port: int) -> Iterator[None]:
    """Log to the console, and for this port into the folder of the settings, 10 files of 5 MB; UserError where it cannot be.

    A file for each port: of two processes that turn over the same one, one would write into what the other has put away.
    """
    handlers = [logging.StreamHandler(sys.stderr), *_open_files(serving, port)]
    before = logging.getLogRecordFactory()
    logging.setLogRecordFactory(DiscreetRecord)
    root = logging.getLogger()
    for handler in handlers:
        handler.setFormatter(JsonFormatter() if serving.log_json else logging.Formatter(_TEXT))
        root.addHandler(handler)
    logging.getLogger(_OURS).setLevel(logging.INFO)
    try:
        yield
    finally:
        logging.setLogRecordFactory(before)
        for handler in handlers:
            root.removeHandler(handler)
            handler.close()


def gather_logs() -> None:
    """Let what libraries log, from warnings upward, be written where ours is; they set up writers of their own."""
    for name, logger in list(logging.Logger.manager.loggerDict.items()):
        if name.partition(".")[0] in _LIBRARIES and isinstance(logger, logging.Logger):
            logger.setLevel(logging.WARNING)
            logger.handlers.clear()
            logger.propagate = True


def list_places(error: BaseException) -> Iterator[str]:
    """An error's kind and the places it passed, then the same of the error it came from; none of its words."""
    yield type(error).__name__
    for frame, line in traceback.walk_tb(error.__traceback__):
        yield f"{frame.f_code.co_filename}:{line} {frame.f_code.co_name}"
    before = error.__cause__ or error.__context__
    if before is not None:
        yield from list_places(before)


def _open_files(serving: Serving, port: int) -> list[logging.Handler]:
    if serving.log_folder is None:
        return []
    try:
        return [_open_file(serving.log_folder, port)]
    except OSError as error:
        raise UserError(
            f"Không ghi được nhật ký vào “{serving.log_folder}”; hãy kiểm tra DANVAN_LOG_FOLDER và quyền ghi."
        ) from error


def _open_file(folder: Path, port: int) -> logging.Handler:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"danvan-{port}.log"
    return logging.handlers.RotatingFileHandler(path, maxBytes=_LARGEST, backupCount=_KEPT - 1, encoding="utf-8")


def _describe_event(logger: str, msg: object, args: object) -> str:
    if logger.partition(".")[0] != _OURS:
        return ""
    try:
        return str(msg) % _spare_arguments(args) if args else str(msg)
    except (TypeError, ValueError):  # %d, into which something else was put
        return str(msg)


def _spare_arguments(args: object) -> tuple[object, ...] | dict[str, object]:
    if isinstance(args, Mapping):
        return {str(name): _spare(given) for name, given in args.items()}
    return tuple(map(_spare, args)) if isinstance(args, tuple) else (_spare(args),)


def _spare(given: object) -> object:
    if isinstance(given, type):
        return given.__name__
    return given if isinstance(given, (int, float)) else _LEFT_OUT
