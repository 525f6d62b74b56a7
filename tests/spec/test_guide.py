"""The guide says what the program says: bold words stand on the screen, links lead somewhere, pictures are there."""

import ast
import io
import re
from functools import cache
from pathlib import Path

import click
import pytest
from PIL import Image

from danvan_metrics.__main__ import assemble
from danvan_metrics.folders import DATA, SHIPPED
from danvan_metrics.plan.loader import load_plan
from danvan_metrics.web.officer.guide import CHAPTERS, GUIDE, find_chapter, lead_links, read_title, split_guide
from danvan_metrics.web.pages import PAGES

EVERY = (GUIDE, *CHAPTERS)
BOLD = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)
LINK = re.compile(r"(?<!!)\[[^\]]+\]\(([^)\s]+)\)")
PUT_IN = "\x00"
PARTS = re.compile(r"[:(·|\n]|\*\*|[<>\"]")
QUOTED = re.compile(r"[\"`>]([^\"`<>]+)[\"`<]")
COMMAND = re.compile(r"(?:^|`)danvan ([^`\n]+)", re.MULTILINE)
LARGEST = 150 * 1024


def read(chapter):
    return chapter.read_text(encoding="utf-8")


def one_line(text):
    """Words as a reader sees them, wherever lines are broken."""
    return re.sub(r"\s+", " ", text.replace("\\", "")).strip()


def list_strings(path):
    """What a module may say: its constants, and as patterns its sentences with something put in."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
        if isinstance(node, ast.JoinedStr):
            yield "".join(part.value if isinstance(part, ast.Constant) else PUT_IN for part in node.values)


@cache
def read_program():
    """Every word and sentence that may stand on the screen by itself: whole, or up to a colon, a bracket or a point."""
    package = SHIPPED / "danvan_metrics"
    modules = [*package.rglob("*.py"), *(SHIPPED / "pages").glob("*.py")]
    texts = [text for path in modules if path.name != "guide.py" for text in list_strings(path)]
    texts += [text for path in package.rglob("*.js") for text in QUOTED.findall(path.read_text(encoding="utf-8"))]
    return frozenset(one_line(part) for text in texts for part in (text, *PARTS.split(text)))


@cache
def list_patterns():
    """The sentences with something put in that say enough by themselves to be known again."""
    told = [text for text in read_program() if PUT_IN in text and len(text.replace(PUT_IN, "")) > 9]
    return [re.compile(".+".join(re.escape(part) for part in text.split(PUT_IN))) for text in told]


def is_said(words):
    return words in read_program() or any(pattern.fullmatch(words) for pattern in list_patterns())


def list_bold(chapter):
    """Bold words, a way through several pages step by step; what stands for a name (…) is left open."""
    for found in BOLD.findall(read(chapter)):
        yield from (one_line(step).removesuffix(" …") for step in one_line(found).split(" → "))


@pytest.mark.parametrize("chapter", EVERY, ids=lambda one: one.stem)
def test_what_is_bold_stands_on_the_screen(chapter):
    assert [words for words in list_bold(chapter) if not is_said(words)] == []


@pytest.mark.parametrize(
    ("words", "said"), [("Kiểm tra và nhận", True), ("Kiểm kê và nhận", False), ("Nhận", False), ("bấm", False)]
)
def test_words_that_only_stand_within_others_are_not_said(words, said):
    assert is_said(words) is said


def test_the_ten_chapters_stand_in_the_contents_in_order():
    named = [Path(target).stem for target in LINK.findall(read(GUIDE)) if target.startswith("huong-dan/")]

    assert len(CHAPTERS) == 10
    assert named[:10] == [chapter.stem for chapter in CHAPTERS]
    assert [read_title(chapter).partition(".")[0] for chapter in CHAPTERS] == [str(number) for number in range(1, 11)]


@pytest.mark.parametrize("chapter", EVERY, ids=lambda one: one.stem)
def test_every_link_leads_to_a_file(chapter):
    targets = [target.partition("#")[0] for target in LINK.findall(read(chapter)) if ":" not in target]

    assert [target for target in targets if not (chapter.parent / target).is_file()] == []


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda one: one.stem)
def test_a_chapter_has_pictures_small_enough_and_described(chapter):
    pictures = [(chapter.parent / picture, alt) for _, picture, alt in split_guide(read(chapter)) if picture]

    assert 1 <= len(pictures) <= 3
    for path, alt in pictures:
        content = path.read_bytes()
        assert len(content) <= LARGEST, path.name
        assert Image.open(io.BytesIO(content)).width >= 700, path.name  # else letters cannot be read
        assert len(alt) > 20, path.name


def test_no_picture_lies_about_unused():
    shown = {Path(picture).name for chapter in EVERY for _, picture, _ in split_guide(read(chapter)) if picture}

    assert {path.name for path in (SHIPPED / "docs" / "images").iterdir()} == shown


def test_the_year_at_a_glance_names_the_deadlines_of_the_plan():
    deadlines = [f"trước {period.deadline.day}/{period.deadline.month}" for period in load_plan(DATA / "plans" / "2020").periods]

    assert [deadline for deadline in deadlines if deadline not in read(GUIDE)] == []


@pytest.mark.parametrize("page", [*EVERY, SHIPPED / "README.md", SHIPPED / "docs" / "CONTRIBUTING.md"], ids=lambda one: one.stem)
def test_every_command_that_is_named_is_one(page):
    assert [words for words in COMMAND.findall(read(page)) if not is_command(words.split())] == []


@pytest.mark.parametrize(
    ("words", "known"), [("backup kho", True), ("check bao-cao --json", True), ("sao-luu", False), ("backup --nhanh", False)]
)
def test_a_command_or_an_option_that_is_none_is_noticed(words, known):
    assert is_command(words.split()) is known


def is_command(words):
    """Whether these are a verb, perhaps of a group, and options that it has."""
    command, left = assemble(), list(words)
    while left and isinstance(command, click.Group) and left[0] in command.list_commands(click.Context(command)):
        command = command.get_command(click.Context(command), left.pop(0))
    verb = not isinstance(command, click.Group) or not left or left[0].startswith("--")
    options = {"--help", "--version", *(option for parameter in command.params for option in parameter.opts)}
    return verb and {word for word in left if word.startswith("--")} <= options


def test_every_page_of_the_officer_is_named():
    told = " ".join(words for chapter in EVERY for words in list_bold(chapter))

    assert [page.title for page in PAGES if page.listed and page.title not in told and page.url != "huong-dan"] == []


def test_a_link_to_a_chapter_leads_to_this_page_with_what_goes_along():
    led = lead_links("[trang 4](04-don-doc.md#ai-chua-nop), [đầu](../huong-dan.md)", {"minh-hoa": "1"})

    assert led == "[trang 4](?minh-hoa=1&trang=04-don-doc), [đầu](?minh-hoa=1)"


def test_what_the_page_does_not_show_is_named_without_a_link():
    assert lead_links("[tài liệu máy chủ](../../deploy/README.md)", {}) == "tài liệu máy chủ"


def test_an_unknown_chapter_opens_the_beginning():
    assert find_chapter("../../etc/passwd") == GUIDE
    assert find_chapter("04-don-doc").name == "04-don-doc.md"
