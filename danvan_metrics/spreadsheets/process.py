"""One worker process as its pool sees it: started, asked file after file, ended, and why it came to an end."""

from __future__ import annotations

import json
import logging
import os
import signal
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from pickle import UnpicklingError
from typing import IO, Final

from danvan_metrics.child_processes import close_pipes, name_module, open_pipe, start_process
from danvan_metrics.errors import UnreadableWorkbook, UserError
from danvan_metrics.settings import MEBIBYTE, Limits
from danvan_metrics.spreadsheets.exchange import read_frame, unpack_answer, write_frame
from danvan_metrics.spreadsheets.grid import Sheets
from danvan_metrics.spreadsheets.watch import Excess, Watch
from danvan_metrics.vietnamese import format_quantity

WORKER: Final = name_module("danvan_metrics.spreadsheets.worker")

_NOT_STARTED: Final = "Không khởi động được chương trình đọc tệp; hãy mở lại ứng dụng, nếu vẫn lỗi thì báo người quản trị."
_LOG: Final = logging.getLogger(__name__)
# The last words of Rust and of Python: a process beyond its RLIMIT_AS is sent no signal to tell it by.
_OUT_OF_MEMORY: Final = (b"memory allocation of", b"MemoryError")
_OUT_OF_TIME: Final = -int(getattr(signal, "SIGXCPU", 0))  # 0 on Windows, where it must not match an ordinary end
# What a process is sent by people, systems and their want of memory, never by its own parser (which aborts or faults).
_FROM_OUTSIDE: Final = {
    -int(sent) for name in ("SIGKILL", "SIGTERM", "SIGINT", "SIGHUP", "SIGQUIT") if (sent := getattr(signal, name, 0))
}


class EndedWhileStarting(UserError):
    """Somebody ended it before it came up: another may come up as well as ever."""


class ReadingProcess:
    """For one thread at a time; `end` alone may come from another."""

    def __init__(self, command: Sequence[str], limits: Limits, watch: Watch) -> None:
        """Start it; UserError where it does not come up, EndedWhileStarting where that was no doing of its own."""
        self._limits, self._watch = limits, watch
        self._excess: Excess | None = None
        self._overcome = False
        self._errors, self._process = _start([*command, json.dumps(asdict(limits)), watch.guard])
        self.pid: int | None = None
        self.asked = 0
        with watch.over(self):
            told = read_frame(open_pipe(self._process.stdout))
        if told is None:
            _LOG.error("a reading process did not start: %s", self._read_errors().decode(errors="replace"))
            self._kill()
            by_somebody = self._excess is None and self._ended_from_outside
            self._errors.close()
            raise (EndedWhileStarting if by_somebody else UserError)(_NOT_STARTED)
        self.pid = int(told)

    @property
    def alive(self) -> bool:
        """Whether it can be asked again."""
        return self._excess is None and self._process.poll() is None

    def ask(self, content: bytes) -> Sheets | UnreadableWorkbook:
        """What it makes of one file; where it dies of it, why: “reader_ended” where that was no doing of the file."""
        self.asked += 1
        with self._watch.over(self):
            answer = self._exchange(content)
        if answer is not None:
            return answer
        self._kill()
        refusal = self._explain(content)
        _LOG.warning("a reading process ended (%s) and is replaced: %s", self._process.returncode, refusal)
        return refusal

    def end(self, excess: Excess | None = None) -> None:
        """End it at once, for what it took too much of."""
        self._excess = excess  # first: whoever waits for the answer wakes with the kill, and asks why
        self._process.kill()

    def close(self) -> None:
        """End it and give back what it held."""
        self._kill()
        self._errors.close()

    def _exchange(self, content: bytes) -> Sheets | UnreadableWorkbook | None:
        try:
            write_frame(open_pipe(self._process.stdin), content)
            packed = read_frame(open_pipe(self._process.stdout))
            return None if packed is None else unpack_answer(packed)
        except UnpicklingError:
            self._overcome = True
        except OSError:  # it is gone
            pass
        return None

    def _kill(self) -> None:
        self._process.kill()  # one that is gone already keeps the reason why
        self._process.wait()
        close_pipes(self._process)

    def _explain(self, content: bytes) -> UnreadableWorkbook:
        # Looks into containers, which whoever has a sound file to read need not load.
        from danvan_metrics.spreadsheets.container import explain_failure, is_old_excel  # noqa: PLC0415

        if self._excess is Excess.TIME or (_OUT_OF_TIME and self._process.returncode == _OUT_OF_TIME):
            return UnreadableWorkbook("too_large", f"đọc {self._limits.seconds} giây vẫn chưa xong")
        hungry = self._excess is Excess.MEMORY or any(mark in self._read_errors() for mark in _OUT_OF_MEMORY)
        if hungry and not is_old_excel(content):  # an .xls is not packed: one that grows without end runs in a circle
            return UnreadableWorkbook(
                "too_large", f"đọc tệp cần hơn {format_quantity(self._limits.memory // MEBIBYTE)} MB bộ nhớ"
            )
        return (
            UnreadableWorkbook("reader_ended", "việc đọc tệp bị ngắt") if self._ended_from_outside else explain_failure(content)
        )

    @property
    def _ended_from_outside(self) -> bool:
        if self._overcome:
            return False
        if os.name == "nt":  # there a process ended by another leaves with 1, as Python does after an error, and says nothing
            return self._process.returncode in {1, int(signal.SIGTERM)} and not self._read_errors()
        return self._process.returncode in _FROM_OUTSIDE

    def _read_errors(self) -> bytes:
        self._errors.seek(0)
        return self._errors.read(MEBIBYTE)


def _start(command: list[str]) -> tuple[IO[bytes], subprocess.Popen[bytes]]:
    """The process, and the file that takes what it says of itself; UserError where the system has no room for them."""
    try:
        errors = tempfile.TemporaryFile()  # noqa: SIM115 - closed by `close`
    except OSError as error:
        raise UserError(_NOT_STARTED) from error
    try:
        return errors, start_process(command, errors=errors)
    except OSError as error:
        errors.close()
        raise UserError(_NOT_STARTED) from error
