"""A page's figures are of one version of the data, however many returns arrive while it is drawn."""

from threading import Thread

import pytest

from danvan_metrics.web.one_moment import find_once, forget_moment, one_moment
from tests.builders_store import build_submission, open_store

KEY = "the store's version"


@pytest.fixture
def store(tmp_path):
    return open_store(tmp_path)


def write(store) -> int:
    """Keep another version of a return; the version the store has then."""
    store.save(build_submission(content=f"after event {store.version()}".encode()))
    return store.version()


def write_elsewhere(store) -> None:
    other = Thread(target=write, args=[store])
    other.start()
    other.join()


def test_what_others_write_during_a_run_is_seen_by_the_next_one(store):
    with one_moment():
        before = find_once(KEY, store.version)
        write_elsewhere(store)
        assert find_once(KEY, store.version) == before
    with one_moment():
        assert find_once(KEY, store.version) > before


def test_what_the_run_itself_writes_is_seen_at_once(store):
    with one_moment():
        before = find_once(KEY, store.version)
        after = write(store)
        assert find_once(KEY, store.version) == after > before


def test_outside_a_run_the_store_is_asked_every_time(store):
    before = find_once(KEY, store.version)
    write_elsewhere(store)
    assert find_once(KEY, store.version) > before


def test_a_run_that_ends_with_an_error_holds_nothing_back(store):
    before = store.version()

    def fail() -> None:
        with one_moment():
            find_once(KEY, store.version)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    write_elsewhere(store)
    assert find_once(KEY, store.version) > before


def test_another_visitors_run_has_a_moment_of_its_own(store):
    seen = []

    def look() -> None:
        with one_moment():
            seen.append(find_once(KEY, store.version))

    with one_moment():
        before = find_once(KEY, store.version)
        write_elsewhere(store)
        visitor = Thread(target=look)
        visitor.start()
        visitor.join()
        assert (seen, find_once(KEY, store.version)) == ([store.version()], before)


def test_a_store_begun_anew_is_asked_again(store):
    with one_moment():
        before = find_once(KEY, store.version)
        write_elsewhere(store)
        forget_moment()
        assert find_once(KEY, store.version) > before
