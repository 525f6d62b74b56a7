"""A few of each scenario of `python -m tests.resilience`, which prints figures for hundreds: what it says holds for a handful."""

import subprocess

import pytest

from tests.resilience import faults, kills, sessions
from tests.resilience.findings import Finding
from tests.resilience.places import Place, open_place


@pytest.fixture
def place(request, tmp_path, lend_store):
    """A store nobody has used yet, on each of both."""
    folder = tmp_path / "place"
    folder.mkdir()
    with lend_store(request.param, folder) as url:
        yield Place(request.param, url, folder)


on_both = pytest.mark.parametrize("place", ["sqlite", "postgresql"], indirect=True)


@on_both
def test_imports_that_are_killed_lose_nothing(place):
    assert_good([kills.kill_imports(place, 2)])


@on_both
def test_sessions_that_hand_in_at_once_lose_nothing(place):
    kept, _ = sessions.hand_in_together(place, sessions=3, rounds=1)
    assert "72/72 kept, none lost, half or twice" in kept.seen  # 3 × 24; how long it took is the command's to say


@on_both
def test_a_batch_goes_on_when_its_readers_are_killed(place):
    assert_good([faults.kill_readers(place)])


@on_both
def test_a_store_that_another_program_writes_is_waited_for(place):
    assert_good(faults.lock(place, 2))


def test_a_server_that_is_restarted_in_mid_import_is_gone_on_with(tmp_path, postgresql):
    """A server of its own: the others' tests go on."""
    assert postgresql
    with open_place("postgresql", tmp_path) as place:
        assert_good(faults.restart_server(place))


def test_a_damaged_store_is_said_to_be_damaged(tmp_path):
    with open_place("sqlite", tmp_path) as place:
        assert_good(faults.damage(place))


def test_a_full_disk_and_a_read_only_folder_are_said(tmp_path):
    try:
        with faults.mount_small(tmp_path / "small") as remount, open_place("sqlite", tmp_path / "small") as place:
            assert_good(faults.fill_disk(place, remount))
            assert_good(faults.forbid_writing(place, remount))
    except (OSError, subprocess.CalledProcessError) as error:
        pytest.skip(f"nobody may mount a small disk here: {error}")


def test_pictures_go_on_when_chromium_is_killed(tmp_path):
    assert_good([faults.kill_browser(tmp_path)])


def assert_good(findings) -> None:
    found: list[Finding] = list(findings)
    assert found
    assert [one.cells() for one in found if not one.good] == []
