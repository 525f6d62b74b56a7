"""docs/dong-lenh.md says what the commands say of themselves, and every example in it has been run (issue 16, point 3)."""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from danvan_metrics.__main__ import PROGRAM, assemble
from danvan_metrics.commands.behaviour import Command, Example
from danvan_metrics.commands.declared.command_reference import write_reference
from danvan_metrics.folders import DATA
from danvan_metrics.plan.rules import Field
from tests.builders_cli import Office, fill_template
from tests.builders_officer import fill_workbook
from tests.write_command_reference import PAGE

NOT_RUN = {"serve"}  # until somebody stops it; tests/integration/test_serving.py runs it
PROVINCE = DATA / "sample" / "province"
TOO_MANY = {"CT1.1": {Field.TO_DO: 5, Field.DONE: 8}}


def walk(command: click.Command, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Every command that does something, with the words it is called by."""
    if isinstance(command, click.Group):
        for name in command.list_commands(click.Context(command)):
            yield from walk(command.commands[name], (*path, name))
    else:
        yield path, command


COMMANDS = dict(walk(assemble()))


def test_the_page_is_what_the_commands_say_of_themselves():
    assert PAGE.read_text(encoding="utf-8") == write_reference(assemble(), PROGRAM), (
        "run: python -m tests.write_command_reference"
    )


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_every_command_option_and_argument_is_documented(path: tuple[str, ...]):
    command = COMMANDS[path]
    assert isinstance(command, Command), "else its help has no examples"
    assert command.help
    assert [one.name for one in command.params if not getattr(one, "help", None)] == []
    assert command.examples
    assert all(example.line.startswith(" ".join(path)) and example.told for example in command.examples)


def test_every_option_stands_on_the_page():
    page = PAGE.read_text(encoding="utf-8")
    for path, command in COMMANDS.items():
        [section] = re.findall(rf"^### danvan {re.escape(' '.join(path))}\n(.*?)(?=^##|\Z)", page, re.MULTILINE | re.DOTALL)
        named = [option for one in command.params if isinstance(one, click.Option) for option in one.opts if option != "-q"]
        assert [option for option in named if option != "--quiet" and option not in section] == [], path


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, filled_sample: Path) -> Path:
    """The folder the examples are typed in: a district's store with a year in it, and the files the examples name."""
    folder = tmp_path_factory.mktemp("examples")
    shutil.copy(filled_sample / "minh-hoa.sqlite3", folder / "kho.sqlite3")
    shutil.copy(filled_sample / "minh-hoa.sqlite3", folder / "sao-luu.sqlite3")
    (folder / "bao-cao.xlsx").write_bytes(fill_workbook("TH-MINHCAM", "6m"))
    (folder / "khong-ro.xlsx").write_bytes(fill_workbook("MN-DAPTHANH", "6m"))
    fill_template(folder / "sai.xlsx", "TH-MINHCAM", lines=TOO_MANY)
    (folder / "bao-cao").mkdir()
    shutil.copy(folder / "bao-cao.xlsx", folder / "bao-cao" / "a.xlsx")
    shutil.copy(folder / "sai.xlsx", folder / "bao-cao" / "b.xlsx")
    shutil.make_archive(str(folder / "thu-ngay-12"), "zip", folder / "bao-cao")
    people = "subject,name,roles,schools,appraised\nmai@example.vn,Trần Thị Mai,leader,,\n"
    (folder / "nguoi-dung.csv").write_text(people, encoding="utf-8")
    shutil.copy(PROVINCE / "units.csv", folder / "don-vi.csv")
    return folder


def list_examples() -> Iterator[tuple[tuple[str, ...], Example]]:
    for path, command in COMMANDS.items():
        if path[0] not in NOT_RUN and isinstance(command, Command):
            yield from ((path, example) for example in command.examples)


@pytest.mark.parametrize("group", sorted({path[0] for path, _ in list_examples()}))
def test_the_examples_do_what_they_say(group: str, desk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Those of one command, or group of commands, one after the other in the order of the page."""
    folder = shutil.copytree(desk, tmp_path / "desk")
    monkeypatch.chdir(folder)
    for path, example in list_examples():
        if path[0] == group:
            if path[0] == "appraise":  # receives what an example of another command makes
                run(folder, "template --appraisal --school PTDTNT --period 12m --out phieu.xlsx")
            result = run(folder, example.line, units=group == "units")
            assert result.exit_code == example.code, (example.line, result.output)
            assert bool(result.stderr) == (example.code == 2), (example.line, result.stderr)
            assert_written(folder, example.line)


def run(folder: Path, line: str, *, units: bool = False):
    roster = {"DANVAN_UNITS": str(PROVINCE / "units.csv"), "DANVAN_ROSTER": str(PROVINCE / "schools.csv")} if units else {}
    store = {"DANVAN_DATABASE_URL": f"sqlite:///{folder / 'tinh.sqlite3'}"} if units else {}
    environment = Office(folder, today="2020-12-17").environment | roster | store
    return CliRunner().invoke(assemble(), shlex.split(line), env=environment, catch_exceptions=False)


def assert_written(folder: Path, line: str) -> None:
    """What the example says it writes is there."""
    words = shlex.split(line)
    if "--out" in words and "restore" not in words:
        written = folder / words[words.index("--out") + 1]
        assert any(written.iterdir()) if written.is_dir() else written.stat().st_size, line
