"""The laws of the house that no import rule can say, and proof that every law is noticed when it is broken."""

import ast
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "danvan_metrics"
ROOMS = {"figures", "table", "chart", "slides", "sheet", "section", "source"}  # what every topic may have
MOST_FILES = 22


def list_modules():
    return sorted(PACKAGE.rglob("*.py"))


def list_pages():
    return [*(PACKAGE / "web").rglob("*.py"), *(ROOT / "pages").glob("*.py"), ROOT / "dashboard.py"]


def find_attributes(path, name):
    """Lines on which an attribute of `st` of this name is used."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    nodes = (node for node in ast.walk(tree) if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name))
    return [f"{path.name}:{node.lineno}" for node in nodes if node.value.id == "st" and node.attr == name]


def find_caches(path):
    """Lines that import a cache of functools or use one of Streamlit's."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module == "functools"]
    kept = [f"{path.name}:{node.lineno}" for node in imports if {"cache", "lru_cache"} & {name.name for name in node.names}]
    return kept + find_attributes(path, "cache_data") + find_attributes(path, "cache_resource")


def list_public_classes():
    for path in list_modules():
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                yield node.name


def find_twice(names):
    return {name for name, times in Counter(names).items() if times > 1}


def test_the_session_is_read_and_written_in_one_module():
    others = [path for path in list_pages() if path != PACKAGE / "web/state.py"]
    assert [use for path in others for use in find_attributes(path, "session_state")] == []


def test_what_pages_keep_stands_in_one_module():
    others = [path for path in list_pages() if path != PACKAGE / "web/resources.py"]
    assert [use for path in others for use in find_caches(path)] == []


def test_no_two_modules_share_a_name_but_the_rooms_of_topics():
    topics = PACKAGE / "topics"
    names = [path.stem for path in list_modules() if not (path.parent.parent == topics and path.stem in ROOMS)]
    assert find_twice(names) <= {"__init__"}


def test_no_two_public_classes_share_a_name():
    assert find_twice(list_public_classes()) == set()


def test_no_folder_is_too_full():
    folders = Counter(path.parent for path in list_modules())
    assert {folder.name: files for folder, files in folders.items() if files > MOST_FILES} == {}


def test_importing_a_topic_loads_nothing():
    for path in (PACKAGE / "topics").glob("*/__init__.py"):
        [docstring] = ast.parse(path.read_text(encoding="utf-8")).body
        assert isinstance(docstring, ast.Expr), path


def run_tool(folder, *arguments):
    return subprocess.run([sys.executable, "-m", *arguments], cwd=folder, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def copied(tmp_path_factory):
    """A copy of the house that may be broken."""
    folder = tmp_path_factory.mktemp("house")
    shutil.copytree(PACKAGE, folder / "danvan_metrics", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


@pytest.fixture
def broken(copied, request):
    """The copy with one line more in one module."""
    module, line = request.param
    path = copied / "danvan_metrics" / module
    whole = path.read_text(encoding="utf-8")
    path.write_text(f"{whole}\n{line}\n", encoding="utf-8")
    yield copied
    path.write_text(whole, encoding="utf-8")


LINT_IMPORTS = "from importlinter.cli import lint_imports; import sys; sys.exit(lint_imports(no_cache=True))"


def lint_imports(folder):
    return subprocess.run([sys.executable, "-c", LINT_IMPORTS], cwd=folder, capture_output=True, text=True, check=False)


def test_the_house_keeps_its_import_laws(copied):
    done = lint_imports(copied)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("broken", "law"),
    [
        pytest.param(broken, law, id=law)
        for broken, law in [
            (("topics/school/figures.py", "import danvan_metrics.exports.making"), "Data flows one way"),
            (("formats/theme.py", "import danvan_metrics.topics.school.figures"), "Data flows one way"),
            (("metrics/marks.py", "import danvan_metrics.store.records"), "Store and metrics do not know each other"),
            (
                ("topics/school/figures.py", "import danvan_metrics.validation.issues"),
                "What is measured and told does not know what was checked or how it is kept",
            ),
            (("spreadsheets/grid.py", "import danvan_metrics.plan.model"), "A stranger's spreadsheet knows no plan"),
            (("topics/timeliness/chart.py", "import danvan_metrics.topics.overview.sentences"), "Nothing goes round in a circle"),
            (("plan/references.py", "import danvan_metrics.plan.loader"), "Nothing goes round in a circle"),
        ]
    ],
    indirect=["broken"],
)
def test_a_broken_law_is_noticed(broken, law):
    done = lint_imports(broken)
    assert done.returncode == 1
    assert f"{law} BROKEN" in done.stdout


@pytest.mark.parametrize("broken", [("topics/school/figures.py", "import streamlit")], indirect=True)
def test_streamlit_outside_the_web_is_noticed(broken):
    done = run_tool(broken, "ruff", "check", "--no-cache", "--select", "TID251", "danvan_metrics")
    assert done.returncode == 1
    assert "only web/, pages/ and dashboard.py know the browser" in done.stdout


def test_a_session_key_or_a_cache_elsewhere_is_noticed(tmp_path):
    page = tmp_path / "page.py"
    page.write_text("from functools import cache\nst.session_state['a'] = 1\n@st.cache_data\ndef f(): ...\n", encoding="utf-8")
    assert find_attributes(page, "session_state") == ["page.py:2"]
    assert find_caches(page) == ["page.py:1", "page.py:3"]
