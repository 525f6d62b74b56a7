"""Which version this is: written once, told by the command line, on the page Danh mục and in the measures."""

from __future__ import annotations

import re
from pathlib import Path

from click.testing import CliRunner

from danvan_metrics import __version__
from danvan_metrics.commands import danvan

ROOT = Path(__file__).parents[2]


def test_the_command_line_tells_it():
    told = CliRunner().invoke(danvan, ["--version"])
    assert (told.exit_code, told.stdout) == (0, f"{__version__}\n")


def test_it_is_written_in_one_place():
    sources = [*ROOT.glob("*.toml"), *(ROOT / "danvan_metrics").rglob("*.py"), *(ROOT / "pages").glob("*.py")]
    said = [path.name for path in sources if re.search(rf"(?<![\d.]){re.escape(__version__)}(?![\d.])", path.read_text("utf-8"))]
    assert said == ["__init__.py"]
