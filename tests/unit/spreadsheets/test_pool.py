"""The processes that open strangers' files: what a file does to its own, and what the next file notices of it: nothing."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from dataclasses import replace
from itertools import count

import psutil
import pytest

from danvan_metrics.errors import UnreadableWorkbook, UserError
from danvan_metrics.settings import Limits
from danvan_metrics.spreadsheets import pool as pool_module
from danvan_metrics.spreadsheets.grid import Sheets
from danvan_metrics.spreadsheets.pool import Pool
from tests.builders_reader import fill_workbook
from tests.misbehaving_worker import CHATTER, COMMAND, DIE, EAT, FLOOD, HANG, KILLED, KILLED_ONCE, LIE, SPIN, WAIT

GOOD = fill_workbook("| line | done |\n| T2 | 4 |")
SMALL = Limits(seconds=2, memory=300 * 2**20, workers=1, largest_file=1_000_000, largest_unpacked=5_000_000)
ENDED = getattr(signal, "SIGKILL", signal.SIGTERM)
DAMAGED = ("damaged_file", "tệp Excel hỏng")


@pytest.fixture
def open_pool():
    pools = []

    def open_one(limits=SMALL, **options):
        pools.append(Pool(limits, command=COMMAND, **options))
        return pools[-1]

    yield open_one
    for pool in pools:
        pool.close()


class TestOneFile:
    @pytest.mark.parametrize(
        ("deed", "told"),
        [
            (DIE, DAMAGED),
            (HANG, ("too_large", "đọc 2 giây vẫn chưa xong")),
            (SPIN, ("too_large", "đọc 2 giây vẫn chưa xong")),
            (LIE, DAMAGED),
            (FLOOD, ("too_large", "các ô chứa quá nhiều dữ liệu")),
            (bytes(1_000_001), ("too_large", "tệp 2 MB")),
        ],
    )
    def test_whatever_it_does_is_told_and_the_next_is_read(self, open_pool, deed, told):
        pool = open_pool()
        assert refuse(pool, deed) == told
        assert "_danvan" in pool.read(GOOD).names

    @pytest.mark.skipif(sys.platform != "linux", reason="only Linux holds a process to a limit on memory")
    def test_too_much_memory_is_refused_by_the_system(self, open_pool):
        pool = open_pool(watch_memory=False)
        assert refuse(pool, EAT) == ("too_large", "đọc tệp cần hơn 300 MB bộ nhớ")
        assert "_danvan" in pool.read(GOOD).names

    def test_where_the_system_has_no_limits_the_pool_watches_memory(self, open_pool):
        pool = open_pool(replace(SMALL, seconds=60), watch_memory=True)
        assert "_danvan" in pool.read(GOOD).names
        assert refuse(pool, EAT) == ("too_large", "đọc tệp cần hơn 300 MB bộ nhớ")
        assert "_danvan" in pool.read(GOOD).names

    def test_a_process_ended_by_another_is_replaced_and_its_file_read_once_more(self, open_pool):
        """Whoever reads the second time tells its own number."""
        pool = open_pool(replace(SMALL, seconds=60))
        pool.read(GOOD)
        (pid,) = pool.list_processes()
        killer = threading.Timer(0.1, os.kill, (pid, ENDED))
        killer.start()
        answer = read_pid(pool.read(WAIT))
        killer.join()
        assert answer != str(pid)
        assert pool.list_processes() == (int(answer),)

    def test_nothing_is_told_of_a_reader_ended_once(self, open_pool, tmp_path):
        pool = open_pool()
        assert read_pid(pool.read(KILLED_ONCE + str(tmp_path / "mark").encode()))
        assert (tmp_path / "mark").exists()

    def test_one_ended_over_the_same_file_again_is_no_fault_of_the_file(self, open_pool):
        pool = open_pool()
        assert refuse(pool, KILLED) == ("reader_ended", "việc đọc tệp bị ngắt")
        assert "_danvan" in pool.read(GOOD).names

    @pytest.mark.parametrize("sent", [signal.SIGTERM, *filter(None, [getattr(signal, "SIGHUP", None)])])
    def test_any_way_of_ending_it_counts(self, open_pool, sent):
        pool = open_pool(replace(SMALL, seconds=60))
        pool.read(GOOD)
        (pid,) = pool.list_processes()
        killer = threading.Timer(0.1, os.kill, (pid, sent))
        killer.start()
        answer = read_pid(pool.read(WAIT))
        killer.join()
        assert answer != str(pid)

    def test_a_pool_that_is_closed_reads_nothing_again(self, open_pool):
        """Closed while a file is read: it is told, as the machine's doing, and no new process comes up."""
        pool = open_pool(replace(SMALL, seconds=60))
        pool.read(GOOD)
        closer = threading.Timer(0.1, pool.close)
        closer.start()
        assert refuse(pool, HANG)[0] == "reader_ended"
        closer.join()
        assert pool.list_processes() == ()

    def test_one_that_died_between_two_files_is_replaced_before_the_next(self, open_pool):
        pool = open_pool()
        pool.read(GOOD)
        (pid,) = pool.list_processes()
        psutil.Process(pid).kill()
        wait_for(lambda: pool.list_processes() == ())
        assert "_danvan" in pool.read(GOOD).names

    def test_what_a_library_prints_is_no_answer(self, open_pool):
        pool = open_pool()
        assert pool.read(CHATTER) == Sheets({})
        assert "_danvan" in pool.read(GOOD).names

    def test_a_killed_watch_never_hits_the_file_after(self, open_pool):
        """Each takes 0.3 of 1 second; together they take longer than one may."""
        pool = open_pool(replace(SMALL, seconds=1))
        assert len({read_pid(pool.read(WAIT)) for _ in range(5)}) == 1


class TestManyFiles:
    def test_answers_come_in_the_order_of_the_files(self, open_pool):
        pool = open_pool(replace(SMALL, workers=2))
        answers = list(pool.read_ahead([WAIT, b"", GOOD, DIE, GOOD, LIE, GOOD]))
        told = [answer.code if isinstance(answer, UnreadableWorkbook) else answer.names[-1] for answer in answers]
        assert told == ["pid", "empty_file", "_danvan", "damaged_file", "_danvan", "damaged_file", "_danvan"]

    def test_no_file_no_answer(self, open_pool):
        assert list(open_pool().read_ahead([])) == []

    def test_no_more_files_are_taken_in_than_there_is_room_for(self, open_pool):
        taken = []

        def bring():
            for number in count():
                taken.append(number)
                yield GOOD

        answers = open_pool(replace(SMALL, workers=2)).read_ahead(bring())
        for received in range(1, 10):
            next(answers)
            assert len(taken) <= received + 3  # the caller's one, and 2 workers + 2 beyond the first
        answers.close()

    def test_both_processes_are_at_work(self, open_pool):
        pool = open_pool(replace(SMALL, workers=2))
        assert len({read_pid(answer) for answer in pool.read_ahead([WAIT] * 4)}) == 2
        assert len(pool.list_processes()) == 2

    def test_visitors_share_the_processes(self, open_pool):
        pool = open_pool(replace(SMALL, workers=2))
        with ThreadPoolExecutor(6) as visitors:
            answers = list(visitors.map(pool.read, [GOOD] * 30))
        assert answers == answers[:1] * 30
        assert len(pool.list_processes()) <= 2

    def test_a_caller_that_stops_early_leaves_the_pool_usable(self, open_pool):
        pool = open_pool()
        for answer in pool.read_ahead([GOOD] * 10):
            assert "_danvan" in answer.names
            break
        assert "_danvan" in pool.read(GOOD).names

    def test_a_process_makes_way_for_a_fresh_one_now_and_then(self, open_pool, monkeypatch):
        monkeypatch.setattr(pool_module, "_FILES_PER_PROCESS", 2)
        pool = open_pool()
        assert len({read_pid(pool.read(WAIT)) for _ in range(5)}) == 3  # two files each, and the fifth


class TestItsLife:
    def test_nothing_is_started_before_a_file_comes(self, open_pool):
        assert open_pool().list_processes() == ()

    def test_closing_ends_every_process(self, open_pool):
        pool = open_pool()
        pool.read(GOOD)
        (pid,) = pool.list_processes()
        pool.close()
        wait_for(lambda: not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE)
        assert pool.list_processes() == ()

    def test_a_worker_leaves_when_its_pool_is_gone(self):
        """Whoever asks is killed without a chance to say goodbye."""
        script = (
            "import sys, time; from danvan_metrics.settings import Limits; from danvan_metrics.spreadsheets.pool import Pool\n"
        )
        script += "pool = Pool(Limits(workers=1))\ntry: pool.read(b'')\nexcept Exception: pass\n"
        script += "print(*pool.list_processes(), flush=True); time.sleep(60)"
        with psutil.Popen([sys.executable, "-c", script], stdout=-1, text=True) as asking:
            worker = int(asking.stdout.readline())
            asking.kill()
        wait_for(lambda: not psutil.pid_exists(worker) or psutil.Process(worker).status() == psutil.STATUS_ZOMBIE)
        assert worker

    def test_a_worker_that_does_not_come_up_is_no_fault_of_the_file(self):
        pool = Pool(SMALL, command=(sys.executable, "-c", "raise SystemExit('no')"))
        with pytest.raises(UserError, match="Không khởi động được chương trình đọc tệp") as told:
            pool.read(GOOD)
        assert not isinstance(told.value, UnreadableWorkbook)
        pool.close()

    @pytest.mark.parametrize(("ended", "reads"), [(2, True), (3, False)])
    def test_a_worker_that_somebody_ends_before_it_is_up_is_started_three_times(self, tmp_path, ended, reads):
        """As when all readers are killed at once while one of them is just being started again."""
        counted = f"import os, sys; from pathlib import Path; starts = Path({str(tmp_path / 'starts')!r})\n"
        counted += "many = len(starts.read_text()) if starts.exists() else 0; starts.write_text('x' * (many + 1))\n"
        counted += f"os.kill(os.getpid(), {int(ENDED)}) if many < {ended} else None\n"
        counted += "from danvan_metrics.spreadsheets.worker import main; main()"
        pool = Pool(SMALL, command=(sys.executable, "-c", counted))
        with nullcontext() if reads else pytest.raises(UserError, match="Không khởi động được chương trình đọc tệp"):
            assert "_danvan" in pool.read(GOOD).names
        assert len((tmp_path / "starts").read_text()) == 3
        pool.close()

    def test_nor_is_a_program_that_is_not_there(self, tmp_path):
        pool = Pool(SMALL, command=(str(tmp_path / "no-such-program"),))
        with pytest.raises(UserError, match="Không khởi động được chương trình đọc tệp") as told:
            list(pool.read_ahead([GOOD, GOOD]))
        assert not isinstance(told.value, UnreadableWorkbook)
        pool.close()

    def test_the_worker_learns_nothing_of_the_store(self, monkeypatch):
        monkeypatch.setenv("DANVAN_DATABASE_URL", "postgresql://danvan:secret@localhost/danvan")
        pool = Pool(SMALL)
        pool.read(GOOD)
        (pid,) = pool.list_processes()
        assert not [name for name in psutil.Process(pid).environ() if name.startswith("DANVAN_")]
        pool.close()

    def test_it_loads_nothing_that_reading_does_not_need(self):
        script = "import sys, danvan_metrics.spreadsheets.worker; print(*sys.modules)"
        with psutil.Popen([sys.executable, "-c", script], stdout=-1, text=True) as asked:
            loaded = set(asked.stdout.read().split())
        assert "danvan_metrics.spreadsheets.parsing" in loaded
        assert not loaded & {"pandas", "numpy", "openpyxl", "streamlit", "sqlalchemy", "pydantic", "psutil"}


# ── Builders ─────────────────────────────────────────────────────────────────────────────────────────


def refuse(pool: Pool, content: bytes) -> tuple[str, str]:
    with pytest.raises(UnreadableWorkbook) as refused:
        pool.read(content)
    return refused.value.code, str(refused.value)


def read_pid(sheets: Sheets) -> str:
    return str(sheets.grid("pid").value(1, 1))


def wait_for(condition) -> None:
    for _ in range(200):
        if condition():
            return
        time.sleep(0.05)
    pytest.fail("waited ten seconds")
