"""The uploader, in Vietnamese: files, or a whole folder."""

from __future__ import annotations

from typing import Final, Protocol

import streamlit as st

from danvan_metrics.vietnamese import format_quantity
from danvan_metrics.web import state as keys
from danvan_metrics.web.escaping import escape_markdown

OF_ALL_SCHOOLS: Final = "Báo cáo của các trường (Excel, LibreOffice), hoặc một tệp nén .zip chứa nhiều báo cáo"
OF_ONE_SCHOOL: Final = "Báo cáo của trường (Excel, LibreOffice), hoặc một tệp nén .zip có báo cáo và minh chứng"
_ZONE: Final = "[data-testid='stFileUploaderDropzone']"
_INSTRUCTIONS: Final = "[data-testid='stFileUploaderDropzoneInstructions']"
# The uploader's own texts are English: each is hidden, from screen readers too, and ours stands in its place.
_WORDS: Final = {
    f"{_ZONE} > span > button p": "Chọn {what}",
    f"{_ZONE} > div > span": "Thả {what} vào đây",
    f"{_INSTRUCTIONS} span": "hoặc kéo thả {what} vào khung này · mỗi tệp không quá {megabytes} MB",
    "[data-testid='stFileChip'][aria-invalid='true'] [data-testid='stFileChipName'] + div": "quá lớn, hãy bỏ ra",
}
_OURS: Final = "font-size: 0.875rem; visibility: visible; content:"


class Uploaded(Protocol):
    """What the uploader hands over."""

    name: str

    def getvalue(self) -> bytes:
        """The file's bytes."""


def show_uploader(turn: int, *, whose: str = OF_ALL_SCHOOLS) -> tuple[Uploaded, ...]:
    """What was dropped or chosen; another `turn` begins with an empty uploader. whose: its label."""
    whole_folder = bool(keys.recall(keys.UPLOAD_FOLDER))
    key = f"{keys.UPLOAD_FILES}_{turn}"
    st.html(translate_uploader(key, "cả thư mục" if whole_folder else "tệp"))
    uploads = st.file_uploader(
        escape_markdown(whose),
        accept_multiple_files="directory" if whole_folder else True,
        key=key,
        help="Phần mềm nhận ra trường và kỳ báo cáo từ bên trong tệp; đổi tên tệp không sao.",
    )
    st.toggle("Chọn cả thư mục", key=keys.UPLOAD_FOLDER)
    return tuple(uploads)


def translate_uploader(key: str, what: str) -> str:
    """A style sheet that says in Vietnamese what an uploader of this key says, of `what` is chosen."""
    megabytes = format_quantity(st.get_option("server.maxUploadSize"))
    rules = (
        f".st-key-{key} {part} {{ font-size: 0 !important; visibility: hidden; }} "
        f'.st-key-{key} {part}::after {{ {_OURS} "{words.format(what=what, megabytes=megabytes)}"; }}'
        for part, words in _WORDS.items()
    )
    return f"<style>{' '.join(rules)}</style>"
