"""The reference of the command line, written from the very declarations: docs/dong-lenh.md."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from typing import Final

import click

from danvan_metrics.commands.behaviour import Command, Commands

_INTRODUCTION: Final = """# Dòng lệnh

Mọi việc của chương trình làm được mà không cần trình duyệt, cho người quen gõ lệnh và cho máy chạy theo lịch.
Gọi bằng `danvan` khi đã cài gói; trong thư mục mã nguồn thì `.venv/bin/python -m danvan_metrics` thay cho `danvan`.
Trang này do chương trình tự ghi từ khai báo của lệnh, và các ví dụ đều được chạy thử; đừng sửa bằng tay.

**Kết quả** in ra stdout, **lời báo lỗi và tiến độ** in ra stderr. Tiến độ (`12/57`) chỉ hiện khi stderr là cửa sổ lệnh,
hoặc khi đặt `DANVAN_PROGRESS=1` (mỗi phần mười một dòng, cho nhật ký). `-q` chỉ để lại kết quả và lỗi. Bảng in ra cửa sổ lệnh
thì vừa bề rộng của cửa sổ (hoặc `COLUMNS`); in vào tệp hay ống dẫn thì mỗi dòng để nguyên. Chữ in ra luôn là UTF-8.

| mã thoát | nghĩa |
|---|---|
| 0 | đã xong |
| 1 | đã xong, nhưng có điều phải xem lại; nghĩa riêng ghi ở từng lệnh |
| 2 | không làm được: gọi sai, sai cài đặt, không đọc hay không ghi được; một câu ở stderr nói vì sao và phải làm gì |
| 70 | lỗi của chương trình; chi tiết nằm trong tệp mà câu báo lỗi nêu tên |
| 130, 143 | dừng bằng Ctrl-C, hoặc bị hệ thống dừng; việc đã báo xong vẫn còn |
| 141 | nơi đọc kết quả đã đóng, ví dụ sau `| head` |

Nhận nhiều tệp với `--json-lines`: mỗi tệp một dòng JSON, in ra ngay khi tệp đó đã nằm trong kho. Bị dừng giữa chừng thì những
dòng đã in là những tệp đã giữ; chạy lại lệnh để làm các tệp còn lại, tệp đã giữ được nhận ra và không lưu thêm.
"""


def write_reference(program: Commands, name: str) -> str:
    """The reference as Markdown; `name`: what the program is called by."""
    context = click.Context(program, info_name=name, **program.context_settings)
    shared = "## Tùy chọn chung\n\nĐứng trước tên lệnh (riêng `-q`, `-h` đứng sau cũng được).\n"
    parts = [_INTRODUCTION, shared, _write_options(context)]
    for task, commands in _group(program).items():
        parts.append(f"## {task}\n")
        parts += [part for command in commands for part in _write_command(command, context)]
    return "\n".join(parts)


def _group(program: Commands) -> dict[str, list[click.Command]]:
    tasks: dict[str, list[click.Command]] = {}
    for verb in program.list_commands(click.Context(program)):
        command = program.commands[verb]
        tasks.setdefault(getattr(command, "task", ""), []).append(command)
    return tasks


def _write_command(command: click.Command, parent: click.Context) -> Iterator[str]:
    """A command's section; those of a group follow its own."""
    context = click.Context(command, info_name=command.name, parent=parent)
    yield f"### {context.command_path}\n"
    yield f"{_write_help(command)}\n"
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            yield from _write_command(command.commands[name], context)
        return
    yield f"```\n{context.command_path} {' '.join(command.collect_usage_pieces(context))}\n```\n"
    yield _write_options(context)
    if isinstance(command, Command) and command.examples:
        yield "```bash\n" + "\n".join(_write_examples(command, context)) + "\n```\n"


def _write_help(command: click.Command) -> str:
    """The help as paragraphs; what click keeps line by line is code."""
    paragraphs = inspect.cleandoc(command.help or "").split("\n\n")
    return "\n\n".join(f"```\n{part[2:]}\n```" if part.startswith("\b") else part.replace("<", "\\<") for part in paragraphs)


def _write_options(context: click.Context) -> str:
    rows = ["| | nghĩa |", "|---|---|"]
    for one in context.command.get_params(context):
        record = one.get_help_record(context)
        if record and not (context.parent and {"--quiet", "--help"} & set(one.opts)):  # said once, above all
            rows.append(f"| `{_escape(record[0])}` | {_escape(record[1])} |")
    return "\n".join(rows) + "\n" if len(rows) > 2 else ""


def _write_examples(command: Command, context: click.Context) -> Iterator[str]:
    for example in command.examples:
        yield f"# {example.told}" + (f" (mã thoát {example.code})" if example.code else "")
        yield f"{context.find_root().info_name} {example.line}"


def _escape(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
