"""What of a text goes into XML, against a parser of XML."""

from hypothesis import example, given
from hypothesis import strategies as st
from lxml import etree

from danvan_metrics.xml_text import make_xml_safe

ANY_TEXT = st.text(st.characters(codec=None))  # lone surrogates and noncharacters among them
FORBIDDEN = "\x00\x08\x0b\x0c\x0e\x1f\ud800\udfff\ufffe\uffff"


@given(ANY_TEXT)
@example(FORBIDDEN)
def test_whatever_is_left_can_be_written_and_read_again(text):
    element = etree.Element("a")
    element.text = make_xml_safe(text)
    assert (etree.fromstring(etree.tostring(element)).text or "") == make_xml_safe(text)


@given(ANY_TEXT)
@example(FORBIDDEN)
def test_only_what_a_parser_refuses_is_dropped(text):
    assert make_xml_safe(text) == "".join(letter for letter in text if stands_in_xml(letter))


@given(ANY_TEXT)
def test_what_is_safe_stays_as_it_is(text):
    assert make_xml_safe(make_xml_safe(text)) == make_xml_safe(text)


def test_words_marks_and_spaces_stay():
    kept = "tiê\u0301ng Việt\u00a0\t\n\r<b>&amp; ]]> \"' \u200f\u202e \x7f\x85\ufffd\ue000\U0001f600 _x0041_ =1+1"
    assert make_xml_safe(kept) == kept


def stands_in_xml(letter: str) -> bool:
    try:
        etree.Element("a").text = letter
    except (ValueError, UnicodeEncodeError):
        return False
    return True
