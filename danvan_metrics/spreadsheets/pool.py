"""A few long-lived processes that open strangers' files: whatever a file does to its parser, the app goes on."""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from threading import Lock, local
from typing import Final

from danvan_metrics.errors import UnreadableWorkbook
from danvan_metrics.settings import MEGABYTE, Limits
from danvan_metrics.spreadsheets.grid import Sheets
from danvan_metrics.spreadsheets.process import WORKER, EndedWhileStarting, ReadingProcess
from danvan_metrics.spreadsheets.watch import Watch
from danvan_metrics.vietnamese import format_quantity

Given = bytes | UnreadableWorkbook
Answer = Sheets | UnreadableWorkbook

_FILES_PER_PROCESS: Final = 500  # then a fresh one, lest memory creep
_STARTS: Final = 3  # of a process that somebody ends before it is up
_HAS_LIMITS: Final = sys.platform == "linux"  # macOS takes a limit on memory and does not hold to it


class Pool:
    """`limits.workers` threads, each with a process of its own that is started when it is first needed.

    Threads of their own, because Ctrl-C reaches the main thread alone: none is ever stopped in mid-answer. `command` starts
    a worker; `watch_memory` is for systems without limits on a process's memory.
    """

    def __init__(self, limits: Limits, *, command: Sequence[str] = WORKER, watch_memory: bool = not _HAS_LIMITS) -> None:
        self._limits, self._command = limits, command
        self._watch = Watch(limits, memory=watch_memory)
        self._threads = ThreadPoolExecutor(limits.workers, thread_name_prefix="reading")
        self._own = local()
        self._started: set[ReadingProcess] = set()
        self._lock = Lock()
        self._closed = False

    def read(self, content: bytes) -> Sheets:
        """The sheets of one file; UnreadableWorkbook says why there are none."""
        answer = self._submit(content).result()
        if isinstance(answer, UnreadableWorkbook):
            raise answer
        return answer

    def read_ahead(self, contents: Iterable[Given]) -> Iterator[Answer]:
        """The answers in the files' order, while at most `workers` + 2 files are taken in beyond the caller's.

        A file that could not even be had is passed on with its reason.
        """
        waiting: deque[Future[Answer]] = deque()
        try:
            for content in contents:
                waiting.append(self._submit(content))
                if len(waiting) >= self._limits.workers + 2:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            for future in waiting:
                future.cancel()

    def start_ahead(self) -> None:
        """Start one process before there is a file for it; whether it comes up is told with the first file."""
        self._threads.submit(self._find_process)

    def close(self) -> None:
        """End every process; whoever still waits for one is told that the file could not be read."""
        self._closed = True  # whoever waits does not ask again
        self._threads.shutdown(wait=False, cancel_futures=True)  # first, else each thread starts a new process for its next file
        with self._lock:
            for process in self._started:
                process.end()

    def list_processes(self) -> tuple[int, ...]:
        """The numbers of the processes that are up."""
        with self._lock:
            return tuple(sorted(process.pid for process in self._started if process.pid and process.alive))

    def _submit(self, content: Given) -> Future[Answer]:
        return self._threads.submit(self._read, content)

    def _read(self, content: Given) -> Answer:
        if isinstance(content, UnreadableWorkbook):
            return content
        if len(content) > self._limits.largest_file:
            return UnreadableWorkbook("too_large", f"tệp {format_quantity(-(-len(content) // MEGABYTE))} MB")
        answer = self._find_process().ask(content)
        # A reader that somebody ended tells nothing of its file; one that is ended twice over the same file is told so.
        return self._find_process().ask(content) if _was_ended(answer) and not self._closed else answer

    def _find_process(self) -> ReadingProcess:
        """The thread's own, or a fresh one where that has died or done its share."""
        mine: ReadingProcess | None = getattr(self._own, "process", None)
        if mine and mine.alive and mine.asked < _FILES_PER_PROCESS:
            return mine
        if mine:
            self._dismiss(mine)
        self._own.process = fresh = self._start_process()
        with self._lock:
            self._started.add(fresh)
        return fresh

    def _start_process(self) -> ReadingProcess:
        """A process that came up; UserError where none does."""
        for _ in range(_STARTS - 1):
            with suppress(EndedWhileStarting):
                return ReadingProcess(self._command, self._limits, self._watch)
        return ReadingProcess(self._command, self._limits, self._watch)

    def _dismiss(self, process: ReadingProcess) -> None:
        self._own.process = None
        with self._lock:
            self._started.discard(process)
        process.close()


def _was_ended(answer: Answer) -> bool:
    return isinstance(answer, UnreadableWorkbook) and answer.code == "reader_ended"
