"""One document from first line to last: styles, properties, first page, its parts in order, and equal bytes for equal parts."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, time

import docx
from docx.document import Document

from danvan_metrics.formats.docx.paper import Paper
from danvan_metrics.formats.docx.pieces import plain
from danvan_metrics.formats.docx.sheets import set_first_page
from danvan_metrics.formats.docx.styles import LANGUAGE, set_styles
from danvan_metrics.formats.docx.template_document import list_kept_styles, open_template
from danvan_metrics.formats.imprint import Imprint
from danvan_metrics.formats.package import settle_package


def compose_document(
    title: str, author: str, imprint: Imprint, parts: Iterable[Callable[[Paper], None]], template: bytes = b""
) -> bytes:
    """A DOCX in the layout of NĐ 30/2020/NĐ-CP; `title` and `author` are its properties.

    template: an office's DOCX that was checked: what stands around its pages stays, and its styles where they are the decree's.
    """
    document = open_template(template) if template else docx.Document()
    set_styles(document, list_kept_styles(document) if template else ())
    _set_properties(document, title, author, imprint)
    set_first_page(document, imprint)
    paper = Paper(document)
    for write_part in parts:
        write_part(paper)
    content = io.BytesIO()
    document.save(content)
    return settle_package(content.getvalue())


def _set_properties(document: Document, title: str, author: str, imprint: Imprint) -> None:
    """Properties speak of the day judged on and the office, never of this machine or moment."""
    properties = document.core_properties
    properties.title = plain(title)
    properties.author = properties.last_modified_by = plain(author)
    properties.created = properties.modified = datetime.combine(imprint.day, time(), UTC)
    properties.language, properties.comments, properties.revision = LANGUAGE, "", 1
