"""Many at once: threads that save, processes that open, a reader among writers."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from danvan_metrics.folders import SHIPPED
from danvan_metrics.plan.rules import Field
from danvan_metrics.store.engine import open_engine, writing
from danvan_metrics.store.repository import open_repository
from tests.builders_cli import PLAN, ROSTER, Office, fill_template
from tests.builders_store import PLAN_CODE, build_count, build_return, build_submission, open_store

SCHOOLS = [unit.code for unit in ROSTER.schools[:8]]


def test_eight_threads_save_and_every_revision_number_is_given_once(store_url):
    store = open_repository(store_url)

    def save_ten(thread: int) -> list[int]:
        return [store.save(build_submission(content=f"{thread}/{number}".encode())).revision for number in range(10)]

    with ThreadPoolExecutor(8) as threads:
        revisions = [revision for given in threads.map(save_ten, range(8)) for revision in given]
    assert sorted(revisions) == list(range(1, 8 * 10 + 1))
    assert len(store.list_events(action="accepted")) == 8 * 10


def test_the_same_file_from_eight_threads_at_once_is_stored_once(store_url):
    store = open_repository(store_url)
    with ThreadPoolExecutor(8) as threads:
        saved = list(threads.map(lambda _: store.save(build_submission(content=b"the same")), range(8)))
    assert sorted(each.stored for each in saved) == [False] * 7 + [True]
    assert {(each.submission, each.revision) for each in saved} == {(1, 1)}


def test_a_reader_never_sees_half_a_hand_in(store_url):
    store = open_repository(store_url)

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


def test_readers_are_answered_while_many_writers_wait(store_url):
    """Twenty wait for another program's lock: more than there are connections, and one of them is the readers'."""
    store = open_repository(store_url)
    store.save(build_submission(content=b"before"))
    with ThreadPoolExecutor(20) as threads:
        with writing(open_engine(store_url)):
            waiting = [threads.submit(store.save, build_submission(content=bytes([number]))) for number in range(20)]
            time.sleep(0.5)
            start = time.monotonic()
            assert len(store.list_submissions(PLAN_CODE)) == 1
            assert time.monotonic() - start < 5
            assert not any(each.done() for each in waiting)
        assert sorted(each.result().revision for each in waiting) == list(range(2, 2 + 20))


def test_processes_that_open_a_new_store_together_do_not_collide(new_store_url):
    """One of them makes the tables; the others wait, and none makes anything twice."""
    program = (
        "import sys; from danvan_metrics.store.repository import open_repository; print(open_repository(sys.argv[1]).version())"
    )
    command = [sys.executable, "-c", program, new_store_url]
    processes = [
        subprocess.Popen(command, cwd=SHIPPED, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(4)
    ]
    results = [process.communicate(timeout=60) for process in processes]
    assert results == [("0\n", "")] * 4
    assert open_store(new_store_url).save(build_submission()).revision == 1


def test_two_new_stores_opened_by_threads_of_one_process(tmp_path):
    with ThreadPoolExecutor(8) as threads:
        stores = list(threads.map(lambda number: open_store(tmp_path / str(number % 4)), range(8)))
    assert [store.version() for store in stores] == [0] * 8


def test_a_store_that_is_up_to_date_opens_without_the_migrations(store_url):
    open_store(store_url).close()
    opening = "from danvan_metrics.store.repository import open_repository; open_repository(sys.argv[1])"
    program = f"import sys; {opening}; print('alembic' in sys.modules)"
    command = [sys.executable, "-c", program, store_url]
    assert subprocess.run(command, cwd=SHIPPED, capture_output=True, text=True, check=True).stdout == "False\n"


def test_two_processes_that_take_the_same_batch_keep_each_file_once(store_url, tmp_path):
    """Both start together; between them they tell of every file, and of each only one says that it was kept."""
    (tmp_path / "batch").mkdir()
    for school in SCHOOLS:
        fill_template(tmp_path / "batch" / f"{school}.xlsx", school, lines={"NV2.3": {Field.DONE: 2}})
    environment = Office(tmp_path, today="2020-06-12").environment | {"DANVAN_DATABASE_URL": store_url}
    command = [sys.executable, "-m", "danvan_metrics", "import", str(tmp_path / "batch"), "--accept", "--json-lines"]
    processes = [
        subprocess.Popen(command, cwd=SHIPPED, env=os.environ | environment, stdout=subprocess.PIPE, text=True) for _ in range(2)
    ]
    told = [[json.loads(line) for line in process.communicate(timeout=120)[0].splitlines()] for process in processes]
    assert [process.returncode for process in processes] == [0, 0]
    assert [len(lines) for lines in told] == [len(SCHOOLS)] * 2
    assert sorted(Path(line["file"]).stem for lines in told for line in lines if line["stored"]) == sorted(SCHOOLS)
    kept = open_store(store_url).list_submissions(PLAN.code)
    assert sorted((one.school, one.revision) for one in kept) == sorted((school, 1) for school in SCHOOLS)
