"""Rows as CSV: what Excel, Power Query and R read back is what stood there, and nothing of it is computed."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_metrics.formats.tidy.csv_text import neutralise, restore, write_csv
from danvan_metrics.formats.tidy.tidy_table import Column, ColumnKind, TidyTable

TABLE = TidyTable(
    "thu",
    "Thử",
    "một dòng",
    ("text",),
    tuple(Column(kind.name.lower(), kind, "Thử.") for kind in ColumnKind),
    of_plan=False,
)
STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")


def write(*rows: tuple[object, ...]) -> bytes:
    return b"".join(write_csv(TABLE, [rows]))


def read(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_every_kind_of_value_is_written_one_way():
    moment = datetime(2020, 6, 12, 3, 4, 5, tzinfo=UTC)
    content = write(("Đạt", -5, -0.25, 1.0, date(2020, 6, 14), moment, False, ""), (None,) * 7 + ("mẫu",))
    assert content.startswith(b"\xef\xbb\xbftext,whole,number,share,day,moment,yes_no,watermark\r\n")
    assert read(content)[1:] == [
        ["Đạt", "-5", "-0.25", "1", "2020-06-14", "2020-06-12T03:04:05Z", "FALSE", ""],
        ["", "", "", "", "", "", "", "mẫu"],
    ]


@pytest.mark.parametrize("number", [0.1, 1 / 3, 1e300, 123456789.5, -1e-9, 2.0**53])
def test_a_number_is_read_back_exactly(number: float):
    [_, row] = read(write((None, None, number, None, None, None, None, None)))
    assert float(row[2]) == number


@pytest.mark.parametrize("start", STARTS)
def test_a_text_that_would_be_computed_gets_an_apostrophe(start: str):
    text = f"{start}HYPERLINK(1)"
    assert neutralise(text) == f"'{text}"
    [_, row] = read(write((text, *(None,) * 7)))
    assert row[0] == f"'{text}"


def test_spaces_before_the_sign_hide_nothing():
    assert neutralise("\u00a0\u200b =1+1") == "'\u00a0\u200b =1+1"


@pytest.mark.parametrize("text", ["-5", "-1,5", "-0.25", "5", "Đạt", "a=b", "'tá", "15/KH-MN", "", "'"])
def test_what_is_no_formula_stays_as_it_is(text: str):
    assert neutralise(text) == text


@given(st.text(alphabet=st.sampled_from([*"=+-@' \t\r\n1,.aĐ＝＋－＠\u200b\ufeff"]), max_size=8) | st.text(max_size=20))
def test_one_apostrophe_taken_away_gives_back_what_was_written(text: str):
    written = neutralise(text)
    assert restore(written) == text
    assert written[:1] not in STARTS or written.lstrip("-").replace(",", ".", 1).replace(".", "", 1).isdigit()


def test_quotes_lines_and_letters_no_file_can_hold_come_back():
    [_, row] = read(write(('Họp "tổ", 12/6\nghi: a;b\x00\ud800', *(None,) * 7)))
    assert row[0] == 'Họp "tổ", 12/6\nghi: a;b?'
