"""The measures: what is counted, and that nothing is told of a school or a person."""

from __future__ import annotations

import pytest
import streamlit as st
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy.exc import OperationalError

from danvan_metrics.store.engine import reading
from danvan_metrics.store.failures import StoreError
from danvan_metrics.store.people.people_records import AttemptDeed, NewAttempt
from danvan_metrics.web.resources import get_district
from danvan_metrics.web.serving.measures import count_surprise, time_run, watch_store, write_measures
from tests.builders_store import build_refusal, build_return, build_submission, open_empty


def read_measures() -> dict[tuple[str, ...], float]:
    """Every number by its name and its labels' values."""
    families = text_string_to_metric_families(write_measures().decode())
    return {(one.name, *one.labels.values()): one.value for family in families for one in family.samples}


@pytest.fixture(autouse=True)
def repository(tmp_path, monkeypatch: pytest.MonkeyPatch):
    """A store of this test's own, which the measures look at."""
    monkeypatch.setenv("DANVAN_DATABASE_URL", f"sqlite:///{tmp_path / 'kho.sqlite3'}")
    monkeypatch.setenv("DANVAN_CREATE", "1")
    st.cache_resource.clear()
    yield get_district(sample=False).repository
    st.cache_resource.clear()


def test_a_run_of_a_page_is_counted_however_it_ends():
    before = read_measures().get(("danvan_run_seconds_count", "truong"), 0)
    with time_run("truong"):
        pass
    with pytest.raises(KeyError), time_run("truong"):
        raise KeyError
    assert read_measures()["danvan_run_seconds_count", "truong"] == before + 2


def test_the_first_page_is_counted_by_its_own_name():
    before = read_measures().get(("danvan_run_seconds_count", "tong-quan"), 0)
    with time_run(""):  # its address is “/”
        pass
    assert read_measures()["danvan_run_seconds_count", "tong-quan"] == before + 1


def test_hand_ins_files_sent_back_and_refusals_are_counted_in_the_store(repository):
    """The same in every process, and still there after a restart."""
    repository.save(build_submission(build_return("MN-1"), content=b"1"))
    repository.save(build_submission(build_return("MN-2"), content=b"2"))
    repository.refuse(build_refusal("MN-3"))
    repository.people.attempt(NewAttempt(AttemptDeed.REFUSED, "Nguyễn Thị Lan", "lan@example.vn", "export"))
    told = read_measures()
    assert told["danvan_store_events_total", "accepted"] == 2
    assert told["danvan_store_events_total", "returned"] == 1
    assert told["danvan_store_attempts_total", "refused"] == 1


def test_no_measure_names_a_person_or_a_school(repository):
    repository.save(build_submission(build_return("MN-DAPTHANH"), file_name="bao-cao-cua-Hang.xlsx", sender="Nguyễn Thị Lan"))
    repository.people.attempt(NewAttempt(AttemptDeed.DOWNLOADED, "Nguyễn Thị Lan", "lan@example.vn", "export", "MN-DAPTHANH"))
    told = write_measures().decode()
    assert 'danvan_store_attempts_total{deed="downloaded"} 1.0' in told
    assert [word for word in ("Lan", "lan@", "DAPTHANH", "Hang", "example") if word in told] == []


def test_what_the_database_cannot_do_is_counted_by_kind(tmp_path):
    watch_store()
    before = read_measures().get(("danvan_store_failures_total", OperationalError.__name__), 0)
    (tmp_path / "gone").mkdir()
    engine = open_empty(tmp_path / "gone")
    (tmp_path / "gone" / "kho.sqlite3").unlink()
    with pytest.raises(StoreError), reading(engine):
        pass
    assert read_measures()["danvan_store_failures_total", "OperationalError"] == before + 1


def test_an_error_nobody_foresaw_is_counted_and_its_words_are_not_kept():
    before = read_measures().get(("danvan_surprises_total", "ZeroDivisionError"), 0)
    count_surprise(ZeroDivisionError("Nguyễn Thị Lan"))
    assert read_measures()["danvan_surprises_total", "ZeroDivisionError"] == before + 1


def test_a_store_out_of_reach_leaves_the_rest_of_the_measures(tmp_path):
    """Whoever watches wants them then most of all."""
    st.cache_resource.clear()
    (tmp_path / "kho.sqlite3").unlink()
    (tmp_path / "kho.sqlite3").mkdir()
    names = {name for name, *_ in read_measures()}
    assert "danvan_version" in names
    assert "danvan_store_events_total" not in names
