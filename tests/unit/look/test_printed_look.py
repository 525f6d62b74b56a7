"""A paper on an office's template as a word processor prints it."""

from __future__ import annotations

from danvan_metrics.exports.making import ExportKind, make_export
from danvan_metrics.metrics.dataset import Scope
from tests.builders_look import FOOTER, HEADER, look_at, write_look
from tests.recomputing import print_pages


def test_every_page_bears_the_template_s_words_and_the_source_and_all_but_the_first_a_number(meeting_dataset, tmp_path):
    look = look_at(write_look(tmp_path / "dien-mao"))
    _, content = make_export(ExportKind.REPORT, meeting_dataset, Scope("9m"), (), look)
    file = tmp_path / "print" / "bao-cao.docx"
    file.parent.mkdir()
    file.write_bytes(content)
    pages = print_pages(file).split("\f")[:-1]
    assert len(pages) > 10
    assert all(HEADER in page and FOOTER in page and "tính đến 17/12/2020" in page for page in pages)
    numbers = [[line.strip() for line in page.splitlines()[:4]] for page in pages]
    assert [str(number) in own for number, own in enumerate(numbers, start=1)] == [False, *[True] * (len(pages) - 1)]
