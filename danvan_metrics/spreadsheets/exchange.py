"""How a pool and its workers talk: frames of bytes over pipes, and answers that hold plain values and nothing else."""

from __future__ import annotations

import io
import pickle
import struct
from typing import IO, Any, Final

from danvan_metrics.errors import UnreadableWorkbook
from danvan_metrics.spreadsheets.grid import Grid, Sheets

LIMITED: Final = "limited"  # a worker is held to its memory by the system
WATCHED: Final = "watched"  # or by the pool

_LENGTH: Final = struct.Struct("<Q")
_PLAIN: Final = {("datetime", name) for name in ("date", "datetime", "time", "timedelta")}
_OURS: Final = {(kind.__module__, kind.__name__) for kind in (Grid, Sheets)}


def write_frame(stream: IO[bytes], content: bytes) -> None:
    """Send bytes whole."""
    stream.write(_LENGTH.pack(len(content)))
    stream.write(content)
    stream.flush()


def read_frame(stream: IO[bytes]) -> bytes | None:
    """The next bytes sent; None where the other side is gone, be it in mid-frame."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    content = stream.read(length)
    return content if len(content) == length else None


def pack_answer(answer: Sheets | UnreadableWorkbook) -> bytes:
    """What a worker found, as bytes."""
    return pickle.dumps((answer.code, str(answer)) if isinstance(answer, UnreadableWorkbook) else answer, protocol=5)


def unpack_answer(packed: bytes) -> Sheets | UnreadableWorkbook:
    """What a worker found; pickle.UnpicklingError where the bytes hold anything but plain values."""
    try:
        answer = _PlainUnpickler(io.BytesIO(packed)).load()
        return answer if isinstance(answer, Sheets) else UnreadableWorkbook(*answer)
    except Exception as error:  # bytes that are no pickle raise a dozen kinds of error
        raise pickle.UnpicklingError from error


class _PlainUnpickler(pickle.Unpickler):
    """Knows sheets and dates: a parser overcome by its file could otherwise answer with a program."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) not in _PLAIN | _OURS:
            raise pickle.UnpicklingError(f"{module}.{name}")
        return super().find_class(module, name)
