"""TCVN3 and VNI: every letter of the tables, against the published code, against iconv, and there and back."""

from __future__ import annotations

import shutil
import subprocess
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_metrics.spreadsheets.fonts.old_fonts import decode, decode_tcvn3, decode_vni, is_old

SMALL = (
    "àảãáạ ăằẳẵắặ âầẩẫấậ đ èẻẽéẹ êềểễếệ ìỉĩíị òỏõóọ ôồổỗốộ ơờởỡớợ ùủũúụ ưừửữứự ỳỷỹýỵ"
).replace(" ", "")  # fmt: skip
LETTERS = SMALL + SMALL.upper()

# The code charts, a letter and the codes it is written with, in the order of SMALL.
TCVN3_CODES = bytes.fromhex(
    "B5B6B7B8B9 A8BBBCBDBEC6 A9C7C8C9CACB AE CCCECFD0D1 AAD2D3D4D5D6 D7D8DCDDDE"
    "DFE1E2E3E4 ABE5E6E7E8E9 ACEAEBECEDEE EFF1F2F3F4 ADF5F6F7F8F9 FAFBFCFDFE"
)
VNI_CODES = (
    "aø aû aõ aù aï aê aè aú aü aé aë aâ aà aå aã aá aä ñ eø eû eõ eù eï eâ eà eå eã eá eä ì æ ó í ò "
    "oø oû oõ où oï oâ oà oå oã oá oä ô ôø ôû ôõ ôù ôï uø uû uõ uù uï ö öø öû öõ öù öï yø yû yõ yù î"
)
TCVN3_OF = dict(zip(SMALL, TCVN3_CODES.decode("latin-1"), strict=True)) | dict(zip("ĂÂÊÔƠƯĐ", "¡¢£¤¥¦§", strict=True))
VNI_OF = dict(zip(SMALL, VNI_CODES.split(), strict=True)) | {
    letter.upper(): codes.upper() for letter, codes in zip(SMALL, VNI_CODES.split(), strict=True)
}


def test_there_are_67_small_letters_with_marks_and_as_many_capitals():
    assert len(set(LETTERS)) == 134
    assert all(unicodedata.is_normalized("NFC", letter) for letter in LETTERS)


@pytest.mark.parametrize("letter", SMALL)
def test_tcvn3_small_letters(letter):
    assert decode(TCVN3_OF[letter], ".VnTime") == letter


@pytest.mark.parametrize("letter", SMALL)
def test_tcvn3_capitals_are_small_letters_in_a_font_of_capitals(letter):
    assert decode(TCVN3_OF[letter], ".VnTimeH") == letter.upper()


@pytest.mark.parametrize("letter", "ĂÂÊÔƠƯĐ")
def test_the_seven_capitals_that_tcvn3_has_itself(letter):
    assert decode(TCVN3_OF[letter], ".VnTime") == letter


@pytest.mark.parametrize("letter", LETTERS)
def test_vni(letter):
    assert decode(VNI_OF[letter], "VNI-Times") == letter


def test_no_two_letters_are_written_alike():
    assert len(set(TCVN3_OF.values())) == 67 + 7
    assert len(set(VNI_OF.values())) == 134


@pytest.mark.parametrize("letter", TCVN3_OF)
def test_tcvn3_as_glibc_has_it(letter):
    iconv = shutil.which("iconv")
    command = [iconv or "", "-f", "TCVN5712-1", "-t", "UTF-8"]
    given = TCVN3_OF[letter].encode("latin-1")
    done = subprocess.run(command, input=given, capture_output=True, check=False) if iconv else None
    if done is None or done.returncode:
        pytest.skip("no iconv here that knows TCVN5712-1")
    assert decode_tcvn3(TCVN3_OF[letter]) == done.stdout.decode()


@pytest.mark.parametrize(
    ("written", "font", "meant"),
    [
        ("Phßng Gi¸o dôc vµ §µo t¹o huyÖn Ba ChÏ", ".VnTime", "Phòng Giáo dục và Đào tạo huyện Ba Chẽ"),
        ("Tr\xadêng MÇm non §¹p Thanh", ".VnArial", "Trường Mầm non Đạp Thanh"),
        ("tr\xadêng häc h¹nh phóc", ".VnTimeH", "TRƯỜNG HỌC HẠNH PHÚC"),
        ("“D©n vËn khÐo” – 100 %", ".VnTime", "“Dân vận khéo” – 100 %"),
        ("Phoøng Giaùo duïc vaø Ñaøo taïo huyeän Ba Cheõ", "VNI-Times", "Phòng Giáo dục và Đào tạo huyện Ba Chẽ"),
        ("Tröôøng Maàm non Ñaïp Thanh", "VNI-Helve", "Trường Mầm non Đạp Thanh"),
        ("TRÖÔØNG HOÏC HAÏNH PHUÙC", "VNI-Times", "TRƯỜNG HỌC HẠNH PHÚC"),
        ("ÑAÏT Yù kieán", "VNI-Times", "ĐẠT Ý kiến"),
    ],
)
def test_whole_sentences(written, font, meant):
    assert decode(written, font) == meant


@pytest.mark.parametrize("font", [".VnTime", ".VnTimeH", "VNI-Times"])
@pytest.mark.parametrize("text", ["", "CT1.1", "Bien ban so 12/BB", "Biên bản họp", "Đạt", "Ba\u0323n", "37 °C, 20 m²"])
def test_what_is_unicode_already_or_has_no_marks_stays(text, font):
    assert decode(text, font) == text


@pytest.mark.parametrize(("text", "font"), [("Hà", ".VnTime"), ("Hà", "VNI-Times"), ("5 × 2 ÿ", ".VnTime"), ("Zoë", "VNI-Times")])
def test_what_an_old_font_cannot_spell_stays(text, font):
    assert decode(text, font) == text


@pytest.mark.parametrize("font", ["Times New Roman", "Arial", "Vn", "VNI", "My .VnTime", ""])
def test_no_other_font_is_decoded_whatever_stands_there(font):
    assert not is_old(font)
    assert decode("§¹t", font) == "§¹t"


@pytest.mark.parametrize(
    ("quoted", "meant"), [("\x93§¹t\x94", "“Đạt”"), ("“§¹t”", "“Đạt”"), ("§¹t\x85", "Đạt…"), ("\x81§¹t", "Đạt")]
)
def test_signs_of_windows_are_read_as_such_even_where_a_program_kept_their_code(quoted, meant):
    assert decode(quoted, ".VnTime") == meant


@given(st.text(st.sampled_from(LETTERS + "bcdfghklmnpqrstvx 0123456789.,/-")))
def test_vni_there_and_back(text):
    written = "".join(VNI_OF.get(letter, letter) for letter in text)
    assert decode(written, "VNI-Times") == text


@given(st.text(st.sampled_from([*TCVN3_OF, *"bcdfghklmnpqrstvx 0123456789.,/-"])))
def test_tcvn3_there_and_back(text):
    written = "".join(TCVN3_OF.get(letter, letter) for letter in text)
    assert decode(written, ".VnTime") == text


@given(st.text(), st.sampled_from([".VnTime", ".VnTimeH", "VNI-Times"]))
def test_any_text_is_taken(text, font):
    assert isinstance(decode(text, font), str)
    assert decode_vni(text) == decode(text, "VNI-Times") or text.isascii()
