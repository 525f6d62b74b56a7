"""The files of a folder of the office's look: which are there, as of when, and their bytes, taken with care."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Final

from danvan_metrics.look.look_faults import CREST, CRESTS, FOLDER, PAPER, SLIDES, WORDS, LookFault
from danvan_metrics.settings import MEGABYTE
from danvan_metrics.vietnamese import format_quantity

KNOWN: Final = (WORDS, *CRESTS, SLIDES, PAPER)
_BESIDE: Final = (".txt", ".md")  # what an office may note beside them
_MOST_ENTRIES: Final = 200
_OTHER_PICTURES: Final = (".svg", ".gif", ".webp", ".bmp", ".tif", ".tiff", ".ico", ".emf", ".wmf", ".heic", ".avif")
_OTHER_DOCUMENTS: Final = {
    "slides": (SLIDES, (".ppt", ".pptm", ".potx", ".potm", ".odp", ".key")),
    "report": (PAPER, (".doc", ".docm", ".dotx", ".dotm", ".odt", ".rtf")),
}


class WrongFile(ValueError):
    """A file that is not taken; the text says why and what to do, without a full stop."""


def name_version(folder: Path) -> str:
    """Changes whenever a file of the folder does: a fingerprint of names, sizes and times, none of them read."""
    try:
        with os.scandir(folder) as entries:
            found = sorted(_sign(entry) for entry in islice(entries, _MOST_ENTRIES))
    except OSError as error:
        found = [f"{type(error).__name__}"]
    return sha256("\n".join((str(folder), *found)).encode("utf-8", "surrogatepass")).hexdigest()


def _sign(entry: os.DirEntry[str]) -> str:
    try:
        state = entry.stat()
    except OSError:  # a link to nowhere
        return entry.name
    return f"{entry.name}\t{state.st_mtime_ns}\t{state.st_size}\t{state.st_ino}"


def read_look_file(folder: Path, name: str, largest: int) -> bytes | None:
    """The bytes of one of the folder's files, None where there is none; WrongFile where it is not taken."""
    try:
        path = _find(folder, name)
        if not path.exists():
            if path.is_symlink():
                raise WrongFile("là lối tắt không trỏ tới tệp nào; hãy chép chính tệp đó vào thư mục diện mạo")
            return None
        if not path.resolve(strict=True).is_relative_to(folder.resolve(strict=True)):
            raise WrongFile("là lối tắt trỏ ra ngoài thư mục diện mạo; hãy chép chính tệp đó vào thư mục")
        if not stat.S_ISREG(path.stat().st_mode):
            raise WrongFile("không phải một tệp; hãy xóa đi rồi đặt tệp cùng tên vào")
        with path.open("rb") as file:
            content = file.read(largest + 1)
    except OSError as error:
        raise WrongFile("không mở được; hãy kiểm tra quyền đọc tệp và đóng tệp nếu đang mở ở chương trình khác") from error
    return _judge(content, largest)


def _find(folder: Path, name: str) -> Path:
    """Where the file stands, however its name is written: “Crest.PNG” is the same on Windows."""
    return next((path for path in sorted(folder.iterdir()) if path.name.casefold() == name), folder / name)


def _judge(content: bytes, largest: int) -> bytes:
    if not content:
        raise WrongFile("tệp rỗng; hãy chép lại tệp")
    if len(content) > largest:
        most = f"{format_quantity(largest // MEGABYTE)} MB" if largest >= MEGABYTE else f"{largest // 1024} KB"
        raise WrongFile(f"tệp lớn hơn {most}; hãy nén ảnh hoặc bỏ bớt nội dung trong tệp")
    return content


def list_strange(folder: Path) -> Iterator[LookFault]:
    """What stands in the folder under a name nothing is looked for: told, for it would be missed in silence."""
    try:
        names = sorted(path.name for path in islice(folder.iterdir(), _MOST_ENTRIES))
    except OSError:
        return
    if sum(name.casefold() in CRESTS for name in names) > 1:
        yield LookFault(CREST, CREST, "có hai tệp crest trong thư mục; hãy giữ một tệp")
    for name in names:
        if name.casefold() in KNOWN or name.startswith((".", "~$")) or name.casefold().endswith(_BESIDE):
            continue
        yield _explain_strange(name)


def _explain_strange(name: str) -> LookFault:
    stem, ending = os.path.splitext(name.casefold())  # noqa: PTH122 - a name alone, no path
    if stem == "crest" and ending in _OTHER_PICTURES:
        told = f"ảnh dạng {ending[1:].upper()} không dùng được; hãy xuất ảnh ra PNG hoặc JPEG, đặt tên crest.png hoặc crest.jpg"
        return LookFault(CREST, name, told)
    meant, endings = _OTHER_DOCUMENTS.get(stem, ("", ()))
    if ending in endings:
        return LookFault(meant, name, f"dạng {ending} không dùng được; hãy lưu lại (Save As) thành {meant}")
    told = f"tên tệp lạ nên không được dùng; tệp diện mạo phải có tên {', '.join((WORDS, CREST, SLIDES, PAPER))}"
    return LookFault(FOLDER, name, told, grave=False)
