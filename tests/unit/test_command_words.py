"""Click's words in Vietnamese: what is written is what is compiled, and click still asks for it."""

import gettext
import re
from pathlib import Path

import click
import pytest

from danvan_metrics.commands import behaviour

FOLDER = Path(behaviour.__file__).with_name("locale") / "vi" / "LC_MESSAGES"
WRITTEN = (FOLDER / "messages.po").read_text(encoding="utf-8")
WORDS = dict(re.findall(r'^msgid "(.+)"\n(?:msgid_plural .*\n)?msgstr(?:\[0\])? "(.+)"$', WRITTEN, re.MULTILINE))


def test_the_compiled_catalogue_says_what_the_written_one_says():
    with (FOLDER / "messages.mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    assert WORDS
    assert len(WORDS) == WRITTEN.count("msgid ") - 1
    assert {asked: compiled.gettext(asked) for asked in WORDS} == WORDS


@pytest.mark.parametrize("asked", WORDS)
def test_click_still_asks_for_it(asked):
    sources = (path.read_text(encoding="utf-8") for path in Path(click.__file__).parent.glob("*.py"))
    assert any(f'"{asked}"' in source for source in sources)
