"""Vietnamese text: repaired, matched, sorted and written as people expect."""

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_metrics.vietnamese import (
    clean_text,
    fold,
    format_date,
    format_number,
    format_percent,
    format_quantity,
    format_range,
    repair_tones,
    sort_key,
)

WORDS = "an ăn ấn bà các chẽ dân đạp đồn giáo hòa khéo lương mầm nghĩa người ơn phúc quyền sơn thuở trường ưng vận xuyên yêu"
SYLLABLES = WORDS.split()
TONES = "\u0300\u0309\u0303\u0301\u0323"
syllables = st.sampled_from(SYLLABLES)
phrases = st.lists(syllables, min_size=1, max_size=5).map(" ".join)


# Cleaning


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("  Nam\u00a0Sơn \t\n xã ", "Nam Sơn xã"),
        ("Nam\u200b So\u031bn\ufeff", "Nam Sơn"),
        ("học\u00adsinh", "họcsinh"),
        ("\u3000\u2003", ""),
        ("Tru\u031bo\u031b\u0300ng", "Trường"),
        ("Tru\u031bo\u0300\u031bng", "Trường"),  # marks in the other order
    ],
)
def test_text_is_cleaned(raw, clean):
    assert clean_text(raw) == clean


@given(st.text())
def test_cleaning_twice_is_cleaning_once(text):
    assert clean_text(clean_text(text)) == clean_text(text)


@given(st.text(alphabet=st.sampled_from("aạ\u0323 \t\n\u00a0\u200b\u00adĐ")))
def test_text_already_clean_is_told_from_text_that_is_not(text):
    visible = text.translate(dict.fromkeys(map(ord, "\u200b\u00ad")))
    assert clean_text(text) == unicodedata.normalize("NFC", " ".join(visible.split()))


@given(st.text())
def test_clean_text_is_nfc_and_single_spaced(text):
    clean = clean_text(text)
    assert unicodedata.is_normalized("NFC", clean)
    assert clean == " ".join(clean.split())


# Repair


@pytest.mark.parametrize(
    ("scanned", "right"),
    [
        ("hoc̣", "học"),
        ("haṇh phúc", "hạnh phúc"),  # NFC made one letter of n and its mark
        ("ha\u1e47h", "hạnh"),
        ("TRƯƠN\u0300G HOC\u0323", "TRƯỜNG HỌC"),
        ("quyên\u0300", "quyền"),
        ("hoat\u0323 đông\u0323", "hoạt động"),
        ("Trường học hạnh phúc", "Trường học hạnh phúc"),
        ("hoà giải, hòa giải", "hoà giải, hòa giải"),
        ("viê\u0323t", "việt"),
    ],
)
def test_a_mark_on_a_consonant_goes_back_to_its_vowel(scanned, right):
    assert repair_tones(scanned) == unicodedata.normalize("NFC", right)


@given(phrases)
def test_right_words_are_left_alone(phrase):
    assert repair_tones(phrase) == phrase


@given(syllable=syllables, data=st.data())
def test_whatever_consonant_the_mark_slipped_to_it_comes_back(syllable, data):
    decomposed = unicodedata.normalize("NFD", syllable)
    tone = next((mark for mark in decomposed if mark in TONES), "")
    bare = unicodedata.normalize("NFC", decomposed.replace(tone, "") if tone else decomposed)
    end = len(bare.rstrip("bcdghklmnpqrstvx"))  # the last vowel's index, plus one
    slipped_to = data.draw(st.integers(min_value=end, max_value=len(bare)))
    expected = unicodedata.normalize("NFC", bare[:end] + tone + bare[end:])
    assert repair_tones(bare[:slipped_to] + tone + bare[slipped_to:]) == expected


@given(st.text())
def test_repair_keeps_every_mark_and_letter(text):
    assert sorted(unicodedata.normalize("NFD", repair_tones(text))) == sorted(unicodedata.normalize("NFD", text))


# Folding, for matching


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hoà Bình", "hòa bình"),
        ("ĐỒN ĐẠC", "Ðồn Ðạc"),  # U+0110 and U+00D0
        ("Trường TH&THCS Nam Sơn", "trường th & thcs nam sơn"),
        ("MN. Đạp-Thanh", "mn đạp thanh"),
        ("Nam Sơn", "Nam So\u031bn"),
        ("hoc̣ haṇh", "học hạnh"),
        ("ℌà Nội", "Hà Nội"),
    ],
)
def test_what_people_write_for_the_same_matches(one, other):
    assert fold(one) == fold(other)


def test_words_stay_apart():
    assert fold("MN Đạp Thanh") == "mn dap thanh"
    assert fold("TH&THCS") == "th thcs"


@given(st.text())
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_a_folded_key_has_only_small_letters_digits_and_single_spaces(text):
    key = fold(text)
    assert set(key) <= set("abcdefghijklmnopqrstuvwxyz0123456789 ")
    assert key == " ".join(key.split())


@given(phrases)
def test_case_accents_and_form_do_not_matter(phrase):
    assert fold(phrase.upper()) == fold(unicodedata.normalize("NFD", phrase)) == fold(clean_text(phrase))


# Order


@pytest.mark.parametrize(
    "ordered",
    [
        "a ă â b c d đ e ê g h i k l m n o ô ơ p q r s t u ư v x y",
        "ma mà mả mã má mạ",  # ngang huyền hỏi ngã sắc nặng
        "dạ dân đa đân",
        "an anh ăn ân",
        "tam tám tạm tăm tằm tâm tấm",  # letters come before tones
        "oan oàn oản oãn oán oạn",
    ],
)
def test_order_of_the_alphabet(ordered):
    words = ordered.split()
    backwards = words[::-1]
    assert sorted(backwards, key=sort_key) == words


@pytest.mark.parametrize(
    "ordered",
    [
        ["lan", "lan anh", "lan yên", "làn", "làn an"],  # dictionaries go word by word
        ["Đạp Thanh", "Đồn Đạc", "Lương Mông", "Minh Cầm", "Nam Sơn", "Thanh Lâm", "Thanh Sơn"],
        ["TH Đồn Đạc", "TH Thị trấn", "TH&THCS Nam Sơn", "THCS Đồn Đạc"],
        ["6 tháng", "9 tháng", "An"],
    ],
)
def test_order_of_names(ordered):
    backwards = ordered[::-1]
    assert sorted(backwards, key=sort_key) == ordered


@pytest.mark.parametrize(
    ("one", "other"), [("NAM SƠN", "nam sơn"), ("hoà", "hòa"), ("Nam  Sơn", "Nam So\u031bn"), ("Ðồn", "đồn"), ("hoc̣", "học")]
)
def test_ways_to_write_one_word_sort_as_one(one, other):
    assert sort_key(one) == sort_key(other)


def test_a_lone_mark_does_not_stop_a_sort():
    assert min(["\u0301", "b\u0301", "a", ""], key=sort_key) == ""


@given(st.text(), st.text())
def test_any_two_texts_can_be_compared(one, other):
    assert (sort_key(one) < sort_key(other)) is not (sort_key(one) >= sort_key(other))


@given(phrases, phrases)
def test_different_words_never_sort_as_one(one, other):
    assert (sort_key(one) == sort_key(other)) is (one == other)


@given(st.sampled_from("aăâeêioôơuưy"), st.sampled_from("aăâeêioôơuưy"))
def test_letters_outweigh_tones_within_a_word(one, other):
    heavy, light = unicodedata.normalize("NFC", f"t{one}\u0323n"), f"t{other}n"  # nặng against ngang
    if one != other:
        assert (sort_key(heavy) < sort_key(light)) is ("aăâeêioôơuưy".index(one) < "aăâeêioôơuưy".index(other))
    else:
        assert sort_key(light) < sort_key(heavy)


# Numbers and dates


@pytest.mark.parametrize(
    ("value", "decimals", "written"),
    [
        (1234.5, 1, "1.234,5"),
        (1234567, 0, "1.234.567"),
        (0, 0, "0"),
        (12.5, 0, "13"),  # halves up, as a spreadsheet shows them
        (13.5, 0, "14"),
        (-0.4, 0, "0"),
        (-1234.5, 1, "-1.234,5"),
        (0.1 + 0.2, 1, "0,3"),
        (1e28, 0, "10" + ".000" * 9),
    ],
)
def test_numbers(value, decimals, written):
    assert format_number(value, decimals) == written


@pytest.mark.parametrize(("value", "written"), [(3, "3"), (3.0, "3"), (2.5, "2,5"), (1200, "1.200")])
def test_quantities(value, written):
    assert format_quantity(value) == written


@pytest.mark.parametrize(
    ("share", "written"),
    [
        (0.875, "88\u00a0%"),  # half up
        (0.285, "29\u00a0%"),  # 0.285 × 100 is a little less than 28.5 in binary
        (1, "100\u00a0%"),
        (0, "0\u00a0%"),
        (269 / 270, "99,6\u00a0%"),  # 99.63 %: not all
        (4 / 1000, "0,4\u00a0%"),  # not nothing
        (2999 / 3000, "99,9\u00a0%"),  # 99.967 %: cut, for rounded it would be 100
        (1 / 3000, "dưới 0,1\u00a0%"),
        (0.995, "99,5\u00a0%"),
        (0.9949, "99\u00a0%"),
        (0.005, "1\u00a0%"),
        (1.004, "100\u00a0%"),  # more than all may read 100 %
    ],
)
def test_what_is_not_all_never_reads_100_and_what_is_not_nothing_never_0(share, written):
    assert format_percent(share) == written


@given(st.integers(0, 50_000), st.integers(1, 50_000))
def test_a_percentage_is_the_nearest_whole_one_or_one_decimal_cut(n, total):
    whole = (200 * n + total) // (2 * total)  # floor(100·n/N + 1/2) in whole numbers
    if (whole == 0 and n) or (whole == 100 and n < total):
        tenths = 1000 * n // total
        written = f"{tenths // 10},{tenths % 10}" if tenths else "dưới 0,1"
    else:
        written = f"{whole:,}".replace(",", ".")
    assert format_percent(n / total) == f"{written}\u00a0%"


@pytest.mark.parametrize(
    ("low", "high", "written"),
    [
        (0.4, 0.62, "40–62\u00a0%"),
        (0.4, 0.404, "40\u00a0%"),
        (0.004, 269 / 270, "0,4–99,6\u00a0%"),
        (1 / 3000, 0.5, "dưới 0,1\u00a0% – 50\u00a0%"),
    ],
)
def test_a_range_is_two_percentages_by_the_same_rule(low, high, written):
    assert format_range(low, high) == written


@given(st.floats(allow_nan=True, allow_infinity=True), st.integers(0, 3))
def test_no_number_stops_a_page(value, decimals):
    assert format_number(value, decimals)


@given(st.integers(-(10**12), 10**12))
def test_a_whole_number_reads_back(number):
    assert int(format_number(number).replace(".", "")) == number


def test_dates_are_padded():
    assert format_date(date(2020, 6, 4)) == "04/06/2020"
