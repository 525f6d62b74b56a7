"""What is installed is what was locked: every package at one version, every file of it by its SHA-256."""

import re
import tomllib
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
LOCK = (ROOT / "deploy" / "requirements.lock").read_text(encoding="utf-8")
PINNED = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)(\[[^]]*\])?==(?P<version>[^ ;\\]+)(?P<marker> ;[^\\]*)?\s*\\?$", re.MULTILINE)
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")


def read_lock():
    """The blocks of the lock: package, version, and how many files of it are known by their SHA-256."""
    found = list(PINNED.finditer(LOCK))
    ends = [one.start() for one in found[1:]] + [len(LOCK)]
    return {
        (canonicalize_name(one["name"]), one["version"]): len(HASH.findall(LOCK[one.end() : end]))
        for one, end in zip(found, ends, strict=True)
    }


def read_requirements():
    """What requirements.txt asks for, as (package, version)."""
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    wanted = [Requirement(line) for line in lines if line.strip() and not line.startswith("#")]
    return {(canonicalize_name(one.name), str(one.specifier).removeprefix("==")): one for one in wanted}


def walk_installed(requirements):
    """Every package that these draw in on this machine, as (package, version)."""
    seen, waiting = {}, [(one, extra) for one in requirements for extra in (one.extras or {""})]
    while waiting:
        requirement, extra = waiting.pop()
        name = canonicalize_name(requirement.name)
        if (name, extra) in seen:
            continue
        try:
            found = distribution(name)
        except PackageNotFoundError:  # its marker is for another system
            continue
        seen[name, extra] = found.version
        for line in found.requires or ():
            needed = Requirement(line)
            if needed.marker is None or needed.marker.evaluate({"extra": extra}):
                waiting.extend((needed, one) for one in (needed.extras or {""}))
    return {(name, version) for (name, _), version in seen.items()}


def test_every_line_of_the_lock_is_pinned_and_hashed():
    packages = read_lock()
    lines = [line for line in LOCK.splitlines() if line and not line.startswith(("#", "    --hash=sha256:"))]
    assert [line for line in lines if not PINNED.match(line)] == []
    assert len(packages) == len(lines)
    assert [name for name, hashes in packages.items() if hashes == 0] == []


def test_requirements_and_lock_name_the_same_versions():
    assert set(read_requirements()) <= set(read_lock())


def test_every_requirement_is_pinned_to_one_version():
    assert [str(one) for one in read_requirements().values() if not str(one.specifier).startswith("==")] == []


def test_whatever_the_requirements_draw_in_stands_in_the_lock():
    locked = {name for name, _ in read_lock()}
    assert {name for name, _ in walk_installed(read_requirements().values())} - locked == set()


@pytest.mark.parametrize("file", ["requirements.txt", "tests/requirements.txt", "deploy/requirements.lock"])
def test_no_file_of_requirements_names_a_registry(file):
    text = (ROOT / file).read_text(encoding="utf-8")
    assert re.findall(r"(?m)^\s*(?:-i|--index-url|--extra-index-url|-f|--find-links|--trusted-host)\b|https?://", text) == []


def test_the_wheel_is_built_by_the_tests_with_what_builds_it_elsewhere():
    built_with = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["build-system"]["requires"]
    assert set(built_with) <= set((ROOT / "tests" / "requirements.txt").read_text(encoding="utf-8").splitlines())
    assert [one for one in built_with if not str(Requirement(one).specifier).startswith("==")] == []
