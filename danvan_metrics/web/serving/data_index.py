"""The page at /du-lieu/: which tables there are, what every column means, and how to connect."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Final

from danvan_metrics.formats.tidy.tidy_table import TidyTable
from danvan_metrics.topics.data_out.dictionary import describe_codes
from danvan_metrics.topics.data_out.table_catalogue import TABLES

_PAGE: Final = """<!DOCTYPE html>
<html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,"><title>Dữ liệu để phân tích</title><style>
body {{ font: 1rem/1.5 "Source Sans", system-ui, sans-serif; color: #17222c; background: #fff; margin: 0; padding: 1.5rem; }}
main {{ max-width: 62rem; margin: 0 auto; }}
h1 {{ font-size: 1.5rem; }} h2 {{ font-size: 1.1rem; margin: 1.5rem 0 0.25rem; }}
p {{ margin: 0.25rem 0; }} a {{ color: #0f5c8c; }}
a:focus-visible, summary:focus-visible {{ outline: 3px solid #17222c; outline-offset: 2px; }}
table {{ border-collapse: collapse; width: 100%; margin: 0.5rem 0; }}
th, td {{ border: 1px solid #d9dee3; padding: 0.25rem 0.5rem; text-align: left; vertical-align: top; overflow-wrap: anywhere; }}
code {{ background: #f2f4f6; padding: 0 0.2rem; }} td:nth-child(-n + 2) {{ white-space: nowrap; }}
</style></head><body><main><h1>Dữ liệu để phân tích</h1>
<p>Mỗi bảng là một tệp CSV chỉ đọc, luôn theo số liệu hiện tại. Trong Excel hoặc Power BI: Lấy dữ liệu › Từ Web, rồi dán địa chỉ
của bảng, ví dụ <code>{base}du-lieu/scores.csv</code>.</p>
<p>Thu hẹp bằng chữ thêm vào địa chỉ: <code>?ky=6m</code> (kỳ), <code>goc=evidenced</code> (góc nhìn), <code>cap=mầm non</code>
(cấp học), <code>thuoc=MÃ</code> (đơn vị), <code>ke-hoach=MÃ</code>, <code>chot=TÊN</code> (bản chốt), <code>minh-hoa=1</code>
(dữ liệu minh họa); nối nhiều điều bằng <code>&amp;</code>.</p>
<p>Ô trống không phải 0: xem cột <code>state</code>. Từ điển của mọi cột: <a href="/du-lieu/tu-dien.csv">tu-dien.csv</a>.</p>
{tables}</main></body></html>
"""
_TABLE: Final = """<h2>{title}</h2>
<p><a href="{address}">{name}.csv</a> · mỗi dòng: {row}</p>
<details><summary>Các cột của {name}</summary>
<table><thead><tr><th>Cột</th><th>Loại</th><th>Nghĩa</th></tr></thead><tbody>{columns}</tbody></table></details>
"""


def write_index(base: str) -> str:
    """The page; base: the address the caller reached the server by, with its last slash."""
    return _PAGE.format(base=escape(base), tables="".join(map(_write_table, TABLES)))


def _write_table(table: TidyTable) -> str:
    return _TABLE.format(
        title=escape(table.title),
        name=escape(table.name),
        row=escape(table.row),
        address=f"/du-lieu/{escape(table.name)}.csv",
        columns="".join(_list_columns(table)),
    )


def _list_columns(table: TidyTable) -> Iterator[str]:
    for column in table.columns:
        codes, blank = describe_codes(column), f"Ô trống: {column.blank}." if column.blank else ""
        told = " ".join(filter(None, (column.meaning, f"Mã: {codes}." if codes else "", blank)))
        kind = f"{column.kind}, {column.unit}" if column.unit else str(column.kind)
        yield f"<tr><td><code>{escape(column.name)}</code></td><td>{escape(kind)}</td><td>{escape(told)}</td></tr>"
