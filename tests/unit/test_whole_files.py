"""A file is there whole or not at all: whatever keeps it from being written, what stood there before still stands."""

from __future__ import annotations

import errno
import os
import stat
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from danvan_metrics.whole_files import has_no_room, prepare_beside, write_whole

needs_posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permissions, links or devices")


@pytest.mark.parametrize("replace", [False, True])
def test_a_new_file_is_written_with_nothing_left_beside_it(tmp_path, replace):
    write_whole(tmp_path / "a.xlsx", b"whole", replace=replace)
    assert read(tmp_path) == {"a.xlsx": b"whole"}


def test_what_stands_there_is_replaced_only_on_demand(tmp_path):
    write_whole(tmp_path / "a.xlsx", b"first", replace=False)
    with pytest.raises(FileExistsError):
        write_whole(tmp_path / "a.xlsx", b"second", replace=False)
    assert read(tmp_path) == {"a.xlsx": b"first"}
    write_whole(tmp_path / "a.xlsx", b"second", replace=True)
    assert read(tmp_path) == {"a.xlsx": b"second"}


@pytest.mark.parametrize("links", [True, False], ids=["with hard links", "without"])
def test_of_many_who_write_one_new_file_the_first_has_it(tmp_path, monkeypatch, links):
    if not links:
        forbid_links(monkeypatch)

    def write(number):
        try:
            write_whole(tmp_path / "a.xlsx", f"{number}".encode() * 1000, replace=False)
        except FileExistsError:
            return None
        return f"{number}".encode() * 1000

    with ThreadPoolExecutor(8) as threads:
        written = [content for content in threads.map(write, range(8)) if content]
    assert read(tmp_path) == {"a.xlsx": written[0]}
    assert len(written) == 1


def test_a_file_that_comes_while_another_is_written_is_kept(tmp_path):
    def write_slowly():
        with prepare_beside(tmp_path / "a.xlsx", replace=False) as beside:
            beside.write_bytes(b"late")
            (tmp_path / "a.xlsx").write_bytes(b"quicker")

    with pytest.raises(FileExistsError):
        write_slowly()
    assert read(tmp_path) == {"a.xlsx": b"quicker"}


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EFBIG, errno.EDQUOT])
@pytest.mark.parametrize("stood", [None, b"before"])
def test_a_disk_that_fills_up_half_way_leaves_what_was_there(tmp_path, monkeypatch, number, stood):
    if stood:
        (tmp_path / "a.xlsx").write_bytes(stood)
    write = Path.write_bytes

    def fill_up(path, content):
        write(path, content[: len(content) // 2])
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(Path, "write_bytes", fill_up)
    with pytest.raises(OSError, match=os.strerror(number)) as caught:
        write_whole(tmp_path / "a.xlsx", b"a whole file", replace=True)
    assert has_no_room(caught.value)
    assert read(tmp_path) == ({"a.xlsx": stood} if stood else {})


def test_a_full_disk_is_told_from_other_failures():
    assert not has_no_room(PermissionError(errno.EACCES, "denied"))


def test_ctrl_c_half_way_leaves_nothing(tmp_path):
    def write_until_stopped():
        with prepare_beside(tmp_path / "a.xlsx", replace=False) as beside:
            beside.write_bytes(b"half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_until_stopped()
    assert read(tmp_path) == {}


def test_a_folder_in_its_place_or_none_around_it(tmp_path):
    (tmp_path / "a.xlsx").mkdir()
    for replace in (False, True):
        with pytest.raises(OSError, match=r"a\.xlsx"):
            write_whole(tmp_path / "a.xlsx", b"x", replace=replace)
        with pytest.raises(FileNotFoundError):
            write_whole(tmp_path / "khong-co" / "a.xlsx", b"x", replace=replace)
    assert [path.name for path in tmp_path.iterdir()] == ["a.xlsx"]


@needs_posix
def test_permissions_are_those_any_new_file_has_and_are_handed_on(tmp_path):
    (tmp_path / "plain").write_bytes(b"")
    write_whole(tmp_path / "a.xlsx", b"x", replace=False)
    assert mode(tmp_path / "a.xlsx") == mode(tmp_path / "plain")
    (tmp_path / "a.xlsx").chmod(0o640)
    write_whole(tmp_path / "a.xlsx", b"y", replace=True)
    assert mode(tmp_path / "a.xlsx") == 0o640


@needs_posix
def test_a_link_goes_on_pointing_at_the_file_it_points_at(tmp_path):
    (tmp_path / "that").write_bytes(b"before")
    (tmp_path / "link").symlink_to("that")
    write_whole(tmp_path / "link", b"after", replace=True)
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "that").read_bytes() == b"after"


@needs_posix
def test_a_device_stays_one(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    with ThreadPoolExecutor(1) as threads:
        taken = threads.submit((tmp_path / "pipe").read_bytes)
        write_whole(tmp_path / "pipe", b"x", replace=True)
    assert taken.result() == b"x"
    assert stat.S_ISFIFO((tmp_path / "pipe").stat().st_mode)


def read(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def forbid_links(monkeypatch):
    """As on a memory stick."""

    def refuse(*_):
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(os, "link", refuse)
    monkeypatch.setattr(Path, "hardlink_to", refuse)
