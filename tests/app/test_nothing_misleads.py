"""Every page of the sample, read as a whole: no sentence or figure that could rightly be disputed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.builders_web import open_app, read_charts, read_component_texts, read_words
from tests.misleading import find_misleading

FIGURES = ("", "criteria", "model_schools", "spread", "actions", "school")
PERIODS = ("6 tháng", "9 tháng", "Cả năm")


@pytest.mark.parametrize("lens", ["declared", "evidenced"])
@pytest.mark.parametrize("period", PERIODS)
@pytest.mark.parametrize("page", FIGURES)
def test_pages_of_figures(sample, page, period, lens):
    app = open_app(page, minh_hoa="1", ky=period, nhin=lens)

    assert not app.exception
    assert not find_misleading(read_everything(app))


def test_a_school_whose_file_was_sent_back_never_reads_as_one_that_sent_none(sample):
    for page in FIGURES:
        texts = [
            text
            for text in read_everything(open_app(page, minh_hoa="1", ky="Cả năm", ma="MN-THANHLAM"))
            if "MN Thanh Lâm" in text
        ]
        assert not [text for text in texts if "chưa nộp" in text and "TH&THCS Thanh Lâm" not in text], page


def read_everything(app) -> Iterator[str]:
    yield from read_words(app).splitlines()
    yield from read_component_texts(app)
    for chart in read_charts(app):
        yield from (note["text"].replace("<b>", "").replace("</b>", "") for note in chart["layout"].get("annotations", ()))
        yield chart["layout"].get("title", {}).get("text", "")
