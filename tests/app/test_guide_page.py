"""Hướng dẫn, as a reader reads it: contents, one chapter at a time with its pictures, and the way to the next."""

from danvan_metrics.web.officer.guide import CHAPTERS, GUIDE, read_title, split_guide
from tests.builders_web import open_app, read_words


def list_links(page):
    """Label and query of every link to a page."""
    return [(link.proto.label, link.proto.query_string) for link in page.get("page_link")]


def count_pictures(chapter):
    return sum(bool(picture) for _, picture, _ in split_guide(chapter.read_text(encoding="utf-8")))


def test_it_begins_with_the_year_at_a_glance_and_the_contents():
    page = open_app("guide")

    assert "# Hướng dẫn sử dụng" in read_words(page)
    labels = [label.strip("*") for label, _ in list_links(page)]
    assert labels[: len(CHAPTERS) + 1] == [read_title(chapter) for chapter in (GUIDE, *CHAPTERS)]
    assert "Tiếp: [1. Bắt đầu](?trang=01-bat-dau)" in read_words(page)


def test_every_chapter_is_shown_alone_with_its_pictures():
    page = open_app("guide")
    for chapter in CHAPTERS:
        page.query_params["trang"] = chapter.stem
        page.run()

        headings = [element.value.split("\n", 1)[0] for element in page.markdown if element.value.startswith("# ")]
        assert headings == [f"# {read_title(chapter)}"]
        assert len(page.get("image")) == count_pictures(chapter) > 0


def test_links_of_the_contents_carry_the_sample_along():
    page = open_app("guide", trang=CHAPTERS[0].stem, minh_hoa="1")

    assert dict(list_links(page))[read_title(CHAPTERS[1])] == f"minh-hoa=1&trang={CHAPTERS[1].stem}"
    assert f"](?minh-hoa=1&trang={CHAPTERS[1].stem})" in read_words(page)


def test_the_last_chapter_leads_nowhere_further():
    page = open_app("guide", trang=CHAPTERS[-1].stem)

    assert "Tiếp:" not in read_words(page)
