"""What lies where in the bundle, and the ZIP file around it."""

from __future__ import annotations

import hashlib
import shutil
import sys
import zipfile
from pathlib import Path

from fetching import CannotBundle

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))  # whoever makes a bundle has the source, and need not have installed it

from danvan_metrics.whole_files import has_no_room, prepare_beside  # noqa: E402

_SUMS = "SHA256SUMS"
_FIRST = """Dân vận khéo – Trường học hạnh phúc, bản {version}

1. Giải nén cả tệp ZIP này vào một thư mục, ví dụ Documents.
2. Windows: mở chay-danvan.cmd. Linux: chạy sh chay-danvan.sh.
   Lần đầu chương trình tự cài, mất vài phút, không cần mạng; các lần sau mở ngay.
3. Trình duyệt tự mở. Giữ cửa sổ đen mở trong khi làm việc; đóng nó là dừng chương trình.

Cần có Python {pythons} loại 64-bit (https://www.python.org/downloads/). Có bản khác từ 3.11 đến 3.15 thì vẫn chạy,
nhưng lần đầu cần có mạng.
Số liệu không nằm ở đây mà trong thư mục riêng của người dùng: %LOCALAPPDATA%\\danvan, trên Linux là ~/.local/share/danvan.
Xóa hay thay thư mục này không mất số liệu. Bản mới: giải nén ra thư mục mới rồi mở như trên.
Hướng dẫn sử dụng: huong-dan/huong-dan.md. Kiểm tra tệp chép có đúng không: sha256sum -c SHA256SUMS.
"""


def check_free(out: Path, *, replace: bool) -> None:
    """CannotBundle where something stands that may not be replaced: told before anything is fetched."""
    if out.exists() and not replace:
        raise CannotBundle(f"Đã có “{out}”; thêm --force để ghi đè, hoặc chọn tên khác.")


def lay_out(root: Path, program: Path, installers: list[Path], folder: Path) -> None:
    """Put everything but the wheels, which are there, where it is to be in the ZIP file."""
    inside = folder / "chuong-trinh"
    shutil.copytree(root / "deploy" / "start", inside / "start", ignore=shutil.ignore_patterns("__pycache__"))
    wheels = (folder / "wheels").rename(inside / "wheels")
    lock = (root / "deploy" / "requirements.lock").read_text(encoding="utf-8")
    own = f"danvan=={name_version(program)} --hash=sha256:{_digest(wheels / program.name)}\n"
    (inside / "requirements.lock").write_text(lock.rstrip("\n") + "\n" + own, encoding="utf-8")
    shutil.copy2(root / "deploy" / "windows" / "chay-danvan.cmd", folder)
    shutil.copy2(root / "deploy" / "linux" / "chay-danvan.sh", folder)
    _copy_guide(root / "docs", folder / "huong-dan")
    for installer in installers:
        if not installer.is_file():
            raise CannotBundle(f"Không thấy bộ cài Python “{installer}”.")
        shutil.copy2(installer, folder)
    pythons = sorted({path.name.split("-")[2].removeprefix("cp3") for path in wheels.glob("numpy-*.whl")}, key=int)
    told = _FIRST.format(version=name_version(program), pythons=", ".join(f"3.{minor}" for minor in pythons))
    (folder / "DOC-TRUOC.txt").write_text(told, encoding="utf-8-sig", newline="\r\n")  # opened in Notepad


def write_zip(folder: Path, program: Path, out: Path, *, replace: bool) -> int:
    """The ZIP file, whole or not at all, with the SHA-256 of every file in it; its size in bytes."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    sums = "".join(f"{_digest(path)}  {path.relative_to(folder).as_posix()}\n" for path in files)
    (folder / _SUMS).write_text(sums, encoding="utf-8")
    top = f"danvan-{name_version(program)}"
    try:
        with prepare_beside(out, replace=replace) as beside, zipfile.ZipFile(beside, "w", zipfile.ZIP_DEFLATED) as archive:
            for path in [*files, folder / _SUMS]:
                packed = zipfile.ZIP_STORED if path.suffix == ".whl" else zipfile.ZIP_DEFLATED
                archive.write(path, f"{top}/{path.relative_to(folder).as_posix()}", packed)
    except FileExistsError as error:
        raise CannotBundle(f"Đã có “{out}”; thêm --force để ghi đè, hoặc chọn tên khác.") from error
    except OSError as error:
        if has_no_room(error):
            raise CannotBundle(f"Ổ đĩa chứa “{out}” không đủ chỗ; hãy chọn nơi khác.") from error
        raise CannotBundle(f"Không ghi được “{out}”; hãy kiểm tra thư mục đó và quyền ghi.") from error
    return out.stat().st_size


def name_version(program: Path) -> str:
    """The version in the name of the program's wheel."""
    return program.name.split("-")[1]


def _copy_guide(docs: Path, folder: Path) -> None:
    folder.mkdir()
    for part in (*docs.glob("huong-dan*"), docs / "images"):
        if part.is_dir():
            shutil.copytree(part, folder / part.name)
        else:
            shutil.copy2(part, folder)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
