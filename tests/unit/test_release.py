"""What a release has to say: one version in every place, a day for it, and under which licences everything stands."""

import re
from datetime import date

from danvan_metrics import __version__
from danvan_metrics.folders import SHIPPED

HEADING = re.compile(r"^## \[(?P<version>\d+\.\d+\.\d+)\] - (?P<day>\d{4}-\d\d-\d\d)$", re.MULTILINE)
KINDS = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}  # of Keep a Changelog


def read(*path):
    return SHIPPED.joinpath(*path).read_text(encoding="utf-8")


def test_the_newest_heading_of_the_changelog_is_this_version():
    found = HEADING.findall(read("CHANGELOG.md"))

    assert found[0][0] == __version__
    assert [date.fromisoformat(day) for _, day in found] == sorted((date.fromisoformat(day) for _, day in found), reverse=True)
    assert len({version for version, _ in found}) == len(found)


def test_every_change_is_of_a_known_kind():
    assert set(re.findall(r"^### (.+)$", read("CHANGELOG.md"), re.MULTILINE)) <= KINDS


def test_the_licence_names_what_keeps_its_own():
    licence = read("LICENSE")

    assert licence.startswith("MIT License\n\nCopyright (c) 2026 ")
    assert "data/communes" in licence
    assert "Marc Choisy" in licence
    assert "Marc Choisy" in read("data", "communes", "LICENSE")
    assert "Marc Choisy" in read("README.md")
    assert "(LICENSE)" in read("README.md")


def test_what_the_site_carries_of_others_stands_with_its_licence():
    assert "Martin Donath" in read("docs", "site", "assets", "iframe-worker.LICENSE")
    assert "MIT" in read("docs", "site", "assets", "iframe-worker.js").split("*/")[0]
