"""The documentation's page of settings says what is declared, and any bytes as a settings file are answered with a sentence."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings, strategies

from danvan_metrics.errors import UserError
from danvan_metrics.settings import load_settings
from danvan_metrics.settings.declaring import SettingKey
from danvan_metrics.settings.sections import DECLARATIONS, Declared
from danvan_metrics.settings.settings_reference import describe_settings
from tests.builders_settings import SAID

PAGE = Path(__file__).parents[3] / "docs" / "cai-dat.md"
PIECES = [
    "[limits]",
    "[store]",
    "read_seconds",
    "database_url",
    " = ",
    "'",
    '"',
    "\\",
    "{",
    "[",
    "]",
    "\n",
    "1",
    "2020-01-01",
    "ô",
    ".",
]


def test_the_page_says_what_is_declared():
    """Else: python -m danvan_metrics.settings.settings_reference > docs/cai-dat.md."""
    assert PAGE.read_text(encoding="utf-8") == describe_settings()


def test_every_setting_and_every_variable_has_its_row():
    rows = re.findall(r"^\| `(\w+)` \| `(\w+)` \|", describe_settings(), re.MULTILINE)
    assert rows == [(said.name, said.variable) for said in SAID]
    assert len({said.variable for said in SAID}) == len(SAID)


def test_what_the_tests_know_of_is_what_is_declared():
    assert [said.key for said in SAID] == list(DECLARATIONS)


def test_the_defaults_are_values_of_their_settings():
    """They are taken unseen where nothing is said."""
    unseen = Declared.model_construct()
    sections = {name: dict(getattr(unseen, name)) for name in Declared.model_fields}
    assert Declared.model_validate(sections) == unseen
    assert {SettingKey(section, name) for section, held in sections.items() for name in held} == set(DECLARATIONS)


@given(
    strategies.lists(strategies.sampled_from(PIECES), max_size=12).map(lambda pieces: "".join(pieces).encode())
    | strategies.binary(max_size=200)
)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(b"[limits]\nread_seconds" + b".a" * 5000 + b" = 1")
@example(b"[limits]\nread_seconds = " + b"{a=" * 200 + b"1" + b"}" * 200)
@example(b"[limits]\nread_seconds = inf")
@example(b"[store]\ndatabase_url = '" + "\u2028".encode() + b"'\n\x0b\n\\")
@example(b"\xef\xbb\xbf")
@example(b"\x00")
def test_whatever_the_file_holds_settings_or_one_sentence_come_back(tmp_path: Path, content: bytes):
    path = tmp_path / "danvan.toml"
    path.write_bytes(content)
    try:
        found = load_settings({"DANVAN_SETTINGS": str(path)})
    except UserError as told:
        assert (str(path) in str(told), str(told).isprintable()) == (True, True)  # noqa: PT017 - settings are as good an answer
    else:
        assert found.limits.seconds >= 1


def test_a_file_that_cannot_be_opened_is_told(tmp_path: Path):
    with pytest.raises(UserError, match=r"Không đọc được tệp cài đặt “.+”; hãy kiểm tra quyền đọc tệp\."):
        load_settings({"DANVAN_SETTINGS": str(tmp_path / ("a" * 300))})  # no system takes such a name
