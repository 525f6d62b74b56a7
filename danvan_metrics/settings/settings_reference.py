"""The list of all settings: as a page of the documentation, and as a danvan.toml to begin with.

`python -m danvan_metrics.settings.settings_reference > docs/cai-dat.md` writes the page anew.
"""

from __future__ import annotations

import json
import sys
import textwrap
from collections.abc import Iterator
from typing import Any, Final

from pydantic import SecretStr

from danvan_metrics.settings.declaring import Declaration, find_section
from danvan_metrics.settings.sections import DECLARATIONS, Declared

_WIDTH: Final = 79
_PAGE: Final = """\
# Cài đặt

Chương trình chạy được ngay, không cần cài đặt gì. Khi cần khác đi (kho dữ liệu ở chỗ khác, danh sách trường
của Phòng, đăng nhập…), người phụ trách máy tính ghi vào **một tệp `danvan.toml`**, hoặc đặt **biến môi trường**.
Biến môi trường hơn tệp; tệp hơn mặc định; biến, khóa để trống coi như chưa ghi.

```
danvan settings                                # mọi cài đặt đang có hiệu lực, và lấy từ đâu
danvan settings --example --out danvan.toml    # ghi một tệp mẫu đầy đủ, có chú thích
danvan settings --json                         # cho máy đọc
```

(Chạy từ mã nguồn: `python -m danvan_metrics settings`.) Có cài đặt sai thì lệnh chỉ ra từng chỗ và kết thúc với mã 2.
Mật khẩu và mã bí mật không bao giờ được in ra.

## Tệp nằm ở đâu

Chỉ **một** tệp có hiệu lực, là tệp đầu tiên tìm thấy:

1. tệp ghi ở biến `DANVAN_SETTINGS` (đã ghi thì phải có); mở bằng `chay-danvan` thì đó là `danvan.toml` cạnh tệp ấy, nếu có;
2. `danvan.toml` trong thư mục của chương trình (cạnh `dashboard.py`), khi chạy từ mã nguồn;
3. `danvan.toml` trong thư mục cài đặt của người dùng: Windows `%LOCALAPPDATA%\\danvan`, Linux `~/.config/danvan`,
   macOS `~/Library/Application Support/danvan`.

Tệp trong thư mục đang đứng không tự có hiệu lực: thư mục giải nén từ tệp của người khác không được chọn kho dữ liệu
thay cho Phòng. `danvan settings` cho biết đã thấy tệp ấy; muốn dùng thì đặt `DANVAN_SETTINGS` trỏ tới nó.

## Cách ghi

- Lưu bằng mã UTF-8 (Notepad: Save as → Encoding: UTF-8).
- Chữ và đường dẫn đặt trong dấu nháy; đường dẫn Windows trong dấu nháy **đơn**: `roster = 'D:\\dan-van\\truong.csv'`.
- Số, `true`, `false` và ngày không có dấu nháy.
- Đường dẫn không đầy đủ trong tệp tính từ thư mục của tệp; trong biến môi trường tính từ thư mục đang đứng.
- Tệp có mật khẩu hoặc mã bí mật thì chỉ cho tài khoản chạy chương trình đọc (Linux: `chmod 600 danvan.toml`).
"""
_HEAD: Final = """\
# danvan.toml: cài đặt của chương trình Dân vận khéo
#
# Mỗi dòng dạng #khóa = giá trị là một cài đặt đang để mặc định: bỏ dấu # ở đầu
# dòng rồi sửa giá trị. Để "" là chưa ghi. Đường dẫn Windows đặt trong dấu nháy
# đơn: 'D:\\dan-van'. Đường dẫn không đầy đủ tính từ thư mục của tệp này.
# Biến môi trường (nếu đặt) hơn tệp này. Xem cài đặt nào đang có hiệu lực:
# danvan settings
"""


def describe_settings() -> str:
    """docs/cai-dat.md: where settings are said and a table of all of them, in Markdown."""
    return "\n".join([_PAGE, *(_describe_section(section) for section in Declared.model_fields)])


def write_example() -> str:
    """A danvan.toml in which every setting stands, explained, at its default; it says nothing until a line is uncommented."""
    return "\n".join([_HEAD, *(_write_section(section) for section in Declared.model_fields)])


def _describe_section(section: str) -> str:
    rows = "\n".join(map(_describe_row, _list_section(section)))
    head = "| Khóa | Biến môi trường | Chọn gì | Ghi | Mặc định |\n|---|---|---|---|---|"
    return f"## `[{section}]` {_head(section)}\n\n{head}\n{rows}\n"


def _describe_row(one: Declaration) -> str:
    default = one.about.otherwise or f"`{_write_toml(one.default)}`"
    cells = (f"`{one.key.name}`", f"`{one.about.variable}`", one.about.words, one.about.kind.words, default)
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def _write_section(section: str) -> str:
    return "\n".join(
        [f"[{section}]  # {_head(section)}", *(line for one in _list_section(section) for line in _write_lines(one)), ""]
    )


def _write_lines(one: Declaration) -> Iterator[str]:
    about = one.about
    yield ""
    yield from _comment(f"{about.words}.")
    yield from _comment(f"Ghi: {about.kind.words}." + (f" Mặc định: {about.otherwise}." if about.otherwise else ""))
    yield f"# Biến môi trường: {about.variable}"
    yield f"#{one.key.name} = {_write_toml(one.default)}"


def _comment(sentence: str) -> list[str]:
    marked = textwrap.TextWrapper(
        _WIDTH, initial_indent="# ", subsequent_indent="# ", break_long_words=False, break_on_hyphens=False
    )
    return marked.wrap(sentence)


def _list_section(section: str) -> list[Declaration]:
    return [one for key, one in DECLARATIONS.items() if key.section == section]


def _head(section: str) -> str:
    return (find_section(Declared.model_fields[section]).__doc__ or "").removesuffix(".")


def _write_toml(default: Any) -> str:
    if default is None or isinstance(default, SecretStr):
        return '""'
    return json.dumps(list(default) if isinstance(default, tuple) else default, ensure_ascii=False)


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.stdout.write(describe_settings())
