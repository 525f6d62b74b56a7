"""Whatever is typed wrongly is told in one Vietnamese sentence, with what was probably meant (issue 16, point 3)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from danvan_metrics.__main__ import assemble
from danvan_metrics.commands.parameters import Day, LensName
from tests.builders_cli import Office, fill_template

PROGRAM = assemble()
ENGLISH = re.compile(
    r"\b(usage|options?|commands?|arguments?|error|aborted|try|missing|invalid|value|such|did|you|mean|got|unexpected|extra|"
    r"requires?|required|choose|from|does|not|take|default|show this|message|exit|valid|range|integer|one|of|none|traceback|path|"
    r"file|directory)\b",
    re.IGNORECASE,
)
TYPED = re.compile(r"--?[a-z][\w-]*|\b[A-Z][A-Z_]{2,}\b|“[^”]*”|\.\w+\b|\S+\.\w+|danvan(_metrics)?( [a-z-]+)*|\([^)]*\)")


def walk(command: click.Command, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    yield path, command
    if isinstance(command, click.Group):
        for name in command.list_commands(click.Context(command)):
            yield from walk(command.commands[name], (*path, name))


EVERY = dict(walk(PROGRAM))
GROUPS = {path: command for path, command in EVERY.items() if isinstance(command, click.Group)}
VERBS = {path: command for path, command in EVERY.items() if path not in GROUPS}


def find_english(text: str) -> list[str]:
    """Click's words in what was said, what was typed aside: names of commands, options and files are no language."""
    return [word[0] for word in ENGLISH.finditer(TYPED.sub(" ", text))]


def test_the_search_for_english_finds_what_click_says_by_itself():
    bare = click.Command("x", params=[click.Argument(["file"])])
    result = CliRunner(env={"LANGUAGE": "en"}).invoke(bare, ["--nothing"])
    assert find_english(result.stderr.replace("'", "")) != []


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    monkeypatch.chdir(tmp_path)
    return Office(tmp_path)


def list_wrong_values(command: click.Command) -> Iterator[list[str]]:
    """Every option with a value of the wrong kind."""
    for option in command.params:
        if isinstance(option, click.Option) and isinstance(option.type, Day | LensName | click.Choice | click.types.IntParamType):
            for value in ("xyz", "99999999", "-1", ""):
                yield [option.opts[0], value]


def list_faults(path: tuple[str, ...], command: click.Command) -> Iterator[list[str]]:
    """Wrong ways to call a command."""
    yield [*path, "--khong-co"]
    yield [*path, *["một", "hai"] * 4] if not any(one.nargs == -1 for one in command.params) else [*path, "--json=1"]
    for option in command.params:
        if isinstance(option, click.Option) and not option.is_flag:
            yield [*path, option.opts[0]]
        elif isinstance(option, click.Option):
            yield [*path, f"{option.opts[0]}=1"] if option.opts[0].startswith("--") else [*path, f"{option.opts[-1]}=1"]
    yield from ([*path, *wrong] for wrong in list_wrong_values(command))


@pytest.mark.parametrize("path", VERBS, ids=" ".join)
def test_every_wrong_call_of_a_command_is_one_vietnamese_sentence(office: Office, path: tuple[str, ...]):
    for words in list_faults(path, VERBS[path]):
        if path == ("help",) and "--khong-co" not in words:
            continue
        result = invoke(office, words)
        assert_told(result, words)
    assert list(office.folder.iterdir()) == [], "a wrong call opens no store"


@pytest.mark.parametrize(
    "path", [path for path, command in VERBS.items() if any(one.required for one in command.params)], ids=" ".join
)
def test_what_is_left_out_is_named(office: Office, path: tuple[str, ...]):
    result = invoke(office, [*path])
    assert_told(result, path)
    [first] = [one for one in VERBS[path].params if one.required][:1]
    assert result.stderr.startswith(f"Còn thiếu {first.opts[0] if isinstance(first, click.Option) else first.metavar}")


@pytest.mark.parametrize("path", EVERY, ids=lambda path: " ".join(path) or "danvan")
def test_help_is_vietnamese_and_fits_80_columns(office: Office, path: tuple[str, ...], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("COLUMNS", "80")
    for asked in ("-h", "--help"):
        result = invoke(office, [*path, asked])
        assert (result.exit_code, result.stderr) == (0, "")
        assert result.stdout.startswith("Cách dùng: danvan")
    described = [
        line for line in result.stdout.splitlines() if not line.strip().startswith("danvan ")
    ]  # examples are to be copied
    assert [line for line in described if len(line) > 80] == []
    assert [line for line in described if find_english(line)] == []
    assert invoke(office, ["help", *path]).stdout == result.stdout


@pytest.mark.parametrize("path", GROUPS, ids=lambda path: " ".join(path) or "danvan")
def test_a_misspelt_command_is_answered_with_the_one_that_was_meant(office: Office, path: tuple[str, ...]):
    for name in GROUPS[path].commands:
        misspelt = f"{name[:-2]}{name[-1]}{name[-2]}"  # two letters changed about
        if misspelt == name or misspelt in GROUPS[path].commands:
            continue
        result = invoke(office, [*path, misspelt])
        assert_told(result, [*path, misspelt])
        assert f"Không có lệnh “{misspelt}”." in result.stderr
        assert f"“{name}”" in result.stderr.partition("Có phải là")[2]


@pytest.mark.parametrize("path", VERBS, ids=" ".join)
def test_a_misspelt_option_is_answered_with_the_one_that_was_meant(office: Office, path: tuple[str, ...]):
    for option in (one.opts[-1] for one in VERBS[path].params if isinstance(one, click.Option)):
        result = invoke(office, [*path, f"{option}x"])
        assert_told(result, [*path, f"{option}x"])
        assert f"“{option}”" in result.stderr.partition("Có phải là")[2]


NEAR = {
    "a school": (("template", "--school", "MN-DAPTHAN", "--period", "6m", "--out", "x.xlsx"), "MN-DAPTHANH"),
    "a school in small letters": (("template", "--school", "mn-dapthnah", "--period", "6m", "--out", "x.xlsx"), "MN-DAPTHANH"),
    "a period": (("summary", "--period", "6"), "6m"),
    "a level": (("summary", "--period", "6m", "--level", "mâm non"), None),
    "a level misspelt": (("summary", "--period", "6m", "--level", "Mầm nom"), "Mầm non"),
    "a lens": (("summary", "--period", "6m", "--lens", "evidence"), "evidenced"),
    "a kind of export": (("export", "pptxx", "--period", "6m", "--out", "x.pptx"), "pptx"),
    "a shell": (("completion", "bahs"), "bash"),
}


@pytest.mark.parametrize(("words", "meant"), NEAR.values(), ids=NEAR)
def test_a_misspelt_code_is_answered_with_the_one_that_was_meant(office: Office, words: tuple[str, ...], meant: str | None):
    result = invoke(office, words)
    if meant is None:  # accents alone make no difference
        assert result.exit_code == 0
        return
    assert_told(result, words)
    assert f"“{meant}”" in result.stderr.partition("Có phải là")[2]


def test_a_code_like_no_other_is_answered_without_a_guess(office: Office):
    result = invoke(office, ["template", "--school", "ZZZZ", "--period", "6m", "--out", "x.xlsx"])
    assert_told(result, [])
    assert "Có phải" not in result.stderr


def test_the_program_alone_tells_what_there_is(office: Office):
    result = invoke(office, [])
    assert (result.exit_code, result.stderr) == (0, "")
    for command in PROGRAM.commands.values():
        assert f"  {command.name} " in result.stdout
    assert invoke(office, ["-V"]).stdout == invoke(office, ["--version"]).stdout


def test_commands_stand_by_task(office: Office):
    told = invoke(office, []).stdout
    headings = ["Mở chương trình:", "Biểu mẫu gửi đi, báo cáo nhận về:", "Số liệu và văn bản:", "Đơn vị và người dùng:"]
    assert [told.index(heading) for heading in headings] == sorted(told.index(heading) for heading in headings)
    assert "Việc khác" not in told, "every command has its task"


# ── quiet ────────────────────────────────────────────────────────────────────


def test_quiet_leaves_results_and_what_is_wrong(office: Office):
    sound = fill_template(office.folder / "a.xlsx", "TH-MINHCAM")
    wrong = office.folder / "b.xlsx"
    wrong.write_bytes(b"PK\x03\x04 cut short")
    loud, quiet = (invoke(office, ["check", str(wrong), str(sound), *more]) for more in ([], ["-q"]))
    assert loud.exit_code == quiet.exit_code == 2
    assert "Tổng cộng 2 tệp" in loud.stdout
    assert [line for line in quiet.stdout.splitlines() if "b.xlsx" in line] != []
    assert "Tổng cộng" not in quiet.stdout
    assert (
        invoke(office, ["summary", "--period", "6m", "-q"]).stdout
        == invoke(office, ["-q", "summary", "--period", "6m"]).stdout
        != ""
    )


@pytest.mark.parametrize("words", [["-q", "template"], ["template", "--quiet"]], ids=["before the verb", "after it"])
def test_quiet_says_nothing_of_what_went_well(office: Office, words: list[str]):
    result = invoke(office, [*words, "--school", "PTDTNT", "--period", "6m", "--out", "x.xlsx"])
    assert (result.exit_code, result.output) == (0, "")
    assert (office.folder / "x.xlsx").stat().st_size > 0


# ── what it fits ─────────────────────────────────────────────────────────────


def invoke(office: Office, words: list[str] | tuple[str, ...]) -> Result:
    return CliRunner().invoke(PROGRAM, list(words), env=office.environment, catch_exceptions=False, prog_name="danvan")


def assert_told(result: Result, words: object) -> None:
    """Refused in one line of Vietnamese on stderr, nothing printed."""
    assert (result.exit_code, result.stdout) == (2, ""), (words, result.output)
    assert len(result.stderr.splitlines()) == 1, (words, result.stderr)
    assert find_english(result.stderr) == [], (words, result.stderr)
    assert result.stderr.rstrip().endswith(("--help", ".", "?")), (words, result.stderr)
