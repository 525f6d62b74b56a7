"""Hooks of the site: pages that stand outside docs/ become its pages, and links lead to them or to nothing."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING, Final

from mkdocs.structure.files import File, Files

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.pages import Page

#: By the place on the site: where the file stands, from docs/.
OUTSIDE: Final = {"CHANGELOG.md": "../CHANGELOG.md", "deploy/README.md": "../deploy/README.md"}
_LINK: Final = re.compile(r"(?<!!)\[(?P<words>[^\]]+)\]\((?P<target>[^)\s#]+)(?P<anchor>#[^)\s]*)?\)")


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """The files outside docs/, as if they stood in it."""
    for place, path in OUTSIDE.items():
        source = posixpath.normpath(posixpath.join(config.docs_dir.replace("\\", "/"), path))
        files.append(File.generated(config, place, abs_src_path=source))
    return files


def on_page_markdown(markdown: str, page: Page, **_: object) -> str:
    """Links out of docs/ lead to their page on the site; a file that is no page is named without a link."""
    here = posixpath.dirname(OUTSIDE.get(page.file.src_uri, page.file.src_uri))
    on_site = {path: place for place, path in OUTSIDE.items()}

    def lead(found: re.Match[str]) -> str:
        if ":" in found["target"]:
            return found[0]
        target = posixpath.normpath(posixpath.join(here, found["target"]))
        if target.startswith("../") and not target.startswith("../docs/"):
            place = on_site.get(target)
        else:
            place = target.removeprefix("../docs/")
        if place is None:
            return found["words"]
        way = posixpath.relpath(place, posixpath.dirname(page.file.src_uri) or ".")
        return f"[{found['words']}]({way}{found['anchor'] or ''})"

    return _LINK.sub(lead, markdown)
