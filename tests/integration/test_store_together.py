"""Many at once: threads that save, processes that open, a reader among writers."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

from danvan_metrics.settings import ROOT
from danvan_metrics.store.repository import open_repository
from tests.builders_store import PLAN_CODE, build_count, build_return, build_submission, open_store


def test_eight_threads_save_and_every_revision_number_is_given_once(tmp_path):
    store = open_repository(f"sqlite:///{tmp_path / 'kho.sqlite3'}")

    def save_ten(thread: int) -> list[int]:
        return [store.save(build_submission(content=f"{thread}/{number}".encode())).revision for number in range(10)]

    with ThreadPoolExecutor(8) as threads:
        revisions = [revision for given in threads.map(save_ten, range(8)) for revision in given]
    assert sorted(revisions) == list(range(1, 8 * 10 + 1))
    assert len(store.list_events(action="accepted")) == 8 * 10


def test_the_same_file_from_eight_threads_at_once_is_stored_once(tmp_path):
    store = open_repository(f"sqlite:///{tmp_path / 'kho.sqlite3'}")
    with ThreadPoolExecutor(8) as threads:
        saved = list(threads.map(lambda _: store.save(build_submission(content=b"the same")), range(8)))
    assert sorted(each.stored for each in saved) == [False] * 7 + [True]
    assert {(each.submission, each.revision) for each in saved} == {(1, 1)}


def test_a_reader_never_sees_half_a_hand_in(tmp_path):
    store = open_repository(f"sqlite:///{tmp_path / 'kho.sqlite3'}")

    def save(number: int) -> None:
        answers = [build_count(f"L{line}", number) for line in range(50)]
        store.save(build_submission(build_return(answers=answers), content=str(number).encode()))

    with ThreadPoolExecutor(2) as threads:
        writing = [threads.submit(save, number) for number in range(1, 31)]
        while not all(each.done() for each in writing):
            frames = store.load_frames(PLAN_CODE)
            assert len(frames.answers) == 50 * len(frames.receipts)
            assert frames.answers["done"].nunique() == len(frames.receipts)  # one school: all its lines of one revision
    assert [each.result() for each in writing] == [None] * 30


def test_processes_that_open_a_new_store_together_do_not_collide(tmp_path):
    program = (
        "import sys; from danvan_metrics.store.repository import open_repository; print(open_repository(sys.argv[1]).version())"
    )
    command = [sys.executable, "-c", program, f"sqlite:///{tmp_path / 'kho.sqlite3'}"]
    processes = [subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(4)]
    results = [process.communicate(timeout=60) for process in processes]
    assert results == [("0\n", "")] * 4
    assert open_store(tmp_path).save(build_submission()).revision == 1


def test_two_new_stores_opened_by_threads_of_one_process(tmp_path):
    with ThreadPoolExecutor(8) as threads:
        stores = list(threads.map(lambda number: open_store(tmp_path / str(number % 4)), range(8)))
    assert [store.version() for store in stores] == [0] * 8


def test_a_store_that_is_up_to_date_opens_without_the_migrations(tmp_path):
    open_store(tmp_path).close()
    opening = "from danvan_metrics.store.repository import open_repository; open_repository(sys.argv[1])"
    program = f"import sys; {opening}; print('alembic' in sys.modules)"
    command = [sys.executable, "-c", program, f"sqlite:///{tmp_path / 'kho.sqlite3'}"]
    assert subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout == "False\n"
