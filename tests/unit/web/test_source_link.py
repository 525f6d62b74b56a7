"""A figure's reference goes into an address and comes back whole; a page's foot cannot end its own style."""

import re
from urllib.parse import parse_qsl, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_metrics.errors import UserError
from danvan_metrics.metrics.dataset import Scope
from danvan_metrics.metrics.reference import Reference
from danvan_metrics.web.printing import quote_css
from danvan_metrics.web.source_link import read_reference, write_reference
from tests.builders import build_dataset

WORDS = st.text(min_size=1, max_size=12)
SCOPES = st.builds(
    Scope,
    period=st.sampled_from(["6m", "9m", "12m"]),
    lens=st.sampled_from(["declared", "evidenced"]),
    level=st.none() | WORDS,
    commune=st.none() | WORDS,
    model=st.sampled_from([None, True, False]),
)


@given(st.builds(Reference, subject=WORDS, scope=SCOPES, school=st.just("") | WORDS, field=st.just("") | WORDS))
def test_a_reference_comes_back_from_its_address(reference):
    address = urlencode(write_reference(reference))
    assert read_reference(dict(parse_qsl(address)), build_dataset([])) == reference


@pytest.mark.parametrize("parameters", [{}, {"so": "CT"}, {"so": "CT", "luc": "13m"}, {"so": "CT", "luc": "9m", "nhin": "khac"}])
def test_an_address_without_a_period_or_with_another_lens_is_refused(parameters):
    with pytest.raises(UserError, match="không đúng hoặc đã cũ"):
        read_reference(parameters, build_dataset([]))


def test_a_lens_that_shows_no_figures_yet_is_refused_with_those_that_do():
    with pytest.raises(
        UserError, match="chưa có trường nào được Phòng thẩm định; hãy chọn góc nhìn “tự khai” hoặc “có minh chứng”"
    ):
        read_reference({"so": "CT", "luc": "9m", "nhin": "appraised"}, build_dataset([]))


@given(st.text())
def test_no_text_ends_the_string_or_the_style_it_is_quoted_in(text):
    quoted = quote_css(text)
    assert not set(quoted) & set("\"<>'\n;{}")
    back = re.sub(r"\\([0-9a-f]{6}) ", lambda found: chr(int(found[1], 16)), quoted)
    assert back == text
