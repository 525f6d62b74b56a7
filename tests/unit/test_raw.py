"""What stands in a cell, read as a number or a day: what is taken, and what is left alone rather than guessed."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_metrics.plan.shares import read_fraction, read_percent
from danvan_metrics.raw import guess_date, is_plain_date, is_plain_number, narrow, read_date, read_number
from danvan_metrics.vietnamese import format_date, format_quantity

FIRST, LAST = date(2020, 1, 1), date(2020, 12, 31)
UNITS = ("cuộc",)


class TestNumbers:
    @pytest.mark.parametrize(
        ("raw", "number"),
        [
            ("12", 12),
            ("-3", -3),
            ("87,5", 87.5),
            ("87.5", 87.5),
            ("1.234", 1234),
            ("1.234,5", 1234.5),
            ("1.234.567", 1_234_567),
            ("0.125", 0.125),  # no thousands: nobody writes 0.125 for 125
            ("1\u00a0234", 1234),
            ("1\u202f234\u2009567", 1_234_567),
            ("１２", 12),
            ("12 cuộc", 12),
            ("12 CUOC", 12),
            ("1.234 cuộc", 1234),
        ],
    )
    def test_taken(self, raw, number):
        assert read_number(raw, UNITS) == number

    @pytest.mark.parametrize(
        "raw",
        [
            "",
            "1 234",
            "1.23.4",
            "1\u00a023",
            "1e5",
            "5³",
            "١٢",
            "12 người",
            "12 cuộc họp",
            "cuộc 12",
            "cuộc",
            "12/12",
            "12 %",
            True,
        ],
    )
    def test_left_alone(self, raw):
        assert read_number(raw, UNITS) is None

    def test_without_a_unit_no_word_is_taken(self):
        assert (read_number("12 cuộc"), read_number("12 cuộc", ("",))) == (None, None)

    def test_a_sign_before_a_zero_is_dropped_and_told(self):
        assert (str(read_number("-0")), is_plain_number("-0")) == ("0.0", False)

    @given(st.integers(-(10**9), 10**9))
    def test_a_number_as_people_write_it_comes_back(self, number):
        assert read_number(format_quantity(number)) == number
        assert is_plain_number(format_quantity(number))

    @pytest.mark.parametrize(("raw", "plain"), [("12", True), (" 12 ", True), ("1.234", True), (12.0, True), ("12 cuộc", False)])
    def test_plain_is_what_anybody_reads(self, raw, plain):
        assert is_plain_number(raw) is plain


class TestDays:
    @pytest.mark.parametrize(
        "raw",
        [
            "14/6/2020",
            "14.06.2020",
            "14-6-2020",
            "14 / 6 / 2020",
            "2020-06-14",
            "2020-06-14 00:00:00",
            "2020-06-14T00:00:00",
            "ngày 14 tháng 6 năm 2020",
            "Ngày 14 tháng 06 năm 2020",
            "14 thang 6 nam 2020",
            "１４/６/２０２０",
            datetime(2020, 6, 14, 9),  # noqa: DTZ001 - cells have no time zone
        ],
    )
    def test_taken(self, raw):
        assert read_date(raw) == date(2020, 6, 14)

    @pytest.mark.parametrize(
        "raw", ["6/14/2020", "31/6/2020", "14/6", "14/6/20", "tháng 6 năm 2020", "43996", 43996.0, "0/0/0000"]
    )
    def test_left_alone(self, raw):
        assert read_date(raw) is None

    @pytest.mark.parametrize("raw", [43996, 43996.0, "43996", "14/6/20", "14.06.20"])
    def test_one_day_of_the_year_is_meant(self, raw):
        assert guess_date(raw, FIRST, LAST) == date(2020, 6, 14)

    @pytest.mark.parametrize(
        "raw", ["4/6/20", "20/6/14", "6/14/20", 43996.5, 43465, 44562, True, float("inf"), date(2020, 6, 14)]
    )
    def test_no_day_or_several_are_meant(self, raw):
        assert guess_date(raw, FIRST, LAST) is None

    @pytest.mark.parametrize(
        ("moment", "day"),
        [
            (datetime(2020, 5, 31, 23, 59, 59, 999_900), date(2020, 6, 1)),  # noqa: DTZ001 - left over from reckoning
            (datetime(2020, 5, 31, 23, 59, 59), date(2020, 5, 31)),  # noqa: DTZ001 - the last second of a day is that day's
            (datetime(9999, 12, 31, 23, 59, 59, 999_900), date(9999, 12, 31)),  # noqa: DTZ001
        ],
    )
    def test_a_moment_just_short_of_midnight_is_the_next_day(self, moment, day):
        assert read_date(moment) == day

    def test_so_is_a_serial(self):
        assert guess_date(43995.999999, FIRST, LAST) == date(2020, 6, 14)

    @given(st.dates(FIRST, LAST))
    def test_a_serial_is_its_day(self, day):
        assert guess_date((day - date(1899, 12, 30)) / timedelta(days=1), FIRST, LAST) == day

    @given(st.dates(date(1000, 1, 1)))
    def test_a_day_as_people_write_it_comes_back(self, day):
        assert read_date(format_date(day)) == day
        assert is_plain_date(format_date(day))
        assert read_date(day.isoformat()) == day


class TestShares:
    @pytest.mark.parametrize(
        ("text", "percent"),
        [("95 %", "95"), ("95%", "95"), ("đạt 87,5 %", "87.5"), ("Đã đạt 100%", "100"), ("９５％", "95"), ("0.5\u00a0%", "0.5")],
    )
    def test_a_percentage(self, text, percent):
        assert str(read_percent(text)).removesuffix(".0") == percent

    @pytest.mark.parametrize("text", ["95", "%", "-5 %", "khoảng 95 %", "95 % trở lên", "90-95 %", "1e2 %", "1234567 %"])
    def test_no_percentage(self, text):
        assert read_percent(text) is None

    @pytest.mark.parametrize(
        ("text", "numbers"), [("12/12", (12, 12)), ("8 / 10 cuộc", (8, 10)), ("đạt 8/10", (8, 10)), ("1.200/1.234", (1200, 1234))]
    )
    def test_a_fraction(self, text, numbers):
        assert read_fraction(text, UNITS) == numbers

    @pytest.mark.parametrize("text", ["12", "12/", "1/2/3", "14/6/2020", "8/10 người", "-1/2", "1,5/3", "1.2/3."])
    def test_no_fraction(self, text):
        assert read_fraction(text, UNITS) is None


def test_only_full_width_signs_are_narrowed():
    assert (narrow("Ｔ２．３"), narrow("5³ ½")) == ("T2.3", "5³ ½")
