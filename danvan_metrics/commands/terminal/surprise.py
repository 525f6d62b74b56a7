"""What nobody has foreseen: one sentence for the person, the details in a file for whoever mends it."""

from __future__ import annotations

import platform
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Final

from platformdirs import user_log_path

from danvan_metrics import __version__
from danvan_metrics.commands.terminal.leaving import drop_output, leave

SURPRISED: Final = 70  # as sysexits.h tells a mistake of the program from one of whoever calls it
_SENTENCE: Final = "Chương trình gặp lỗi ngoài dự kiến; dữ liệu đã lưu không bị ảnh hưởng."


@contextmanager
def tell_surprise() -> Iterator[None]:
    """Leave with 70 and a sentence where an exception comes that nobody has foreseen; its traceback goes into a file."""
    try:
        yield
    except Exception:  # noqa: BLE001 - whatever it is
        drop_output()
        leave(f"{_SENTENCE} {_keep_details(traceback.format_exc())}", SURPRISED)


def _keep_details(trace: str) -> str:
    """Where the details are, in a sentence with what to do."""
    moment = datetime.now(UTC)
    folder = user_log_path("danvan", appauthor=False)
    path = folder / f"loi-{moment:%Y%m%d-%H%M%S}.txt"
    command = sys.argv[1:2]  # the verb alone: what follows it may name people
    text = f"{moment.isoformat()}\ndanvan {__version__}, Python {platform.python_version()}, {platform.platform()}\n{command}\n\n"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.write_text(text + trace, encoding="utf-8", errors="backslashreplace")
    except OSError:
        return "Chi tiết không ghi được vào đâu; hãy chạy lại lệnh, nếu vẫn vậy thì báo người phụ trách phần mềm."
    return f"Chi tiết ở “{path}”; hãy gửi tệp ấy cho người phụ trách phần mềm."
