"""Xuất báo cáo: data for Power BI, Excel and R, with the rows of every table and the dictionary beside it."""

from __future__ import annotations

import pytest

from danvan_metrics.access.actor import AccessRole
from danvan_metrics.topics.data_out.table_catalogue import BY_NAME
from danvan_metrics.web.meeting.data_forms import TITLE
from tests.app.test_meetings import hand_in
from tests.builders_data import take_csv
from tests.builders_visitors import claim, let_in, open_as, open_store
from tests.builders_web import open_app, read_rows, read_words

TODAY = "2020-09-17"


@pytest.fixture
def office(monkeypatch, stores):
    """The office on 17/9/2020 with one return of 9 months."""
    monkeypatch.setenv("DANVAN_TODAY", TODAY)
    district = open_store()
    hand_in(district, "9m", done=1)
    yield district
    district.repository.close()


def unfold(app):
    app.session_state["data_tables"] = True
    return app.run()


def test_a_reader_sees_how_many_rows_each_table_has(office, tmp_path):
    app = unfold(open_app("exports", ky="9 tháng"))
    shown = {row[0]: row[3] for row in read_rows(app, "data_counts")}
    assert shown == {
        name: f"{len(rows):,}".replace(",", ".") for name, rows in take_csv(office, tmp_path).items() if name in BY_NAME
    }
    assert shown["receipts"] == "57"
    words = {row[1] for row in read_rows(app, "data_dictionary") if row[0] == "scores"}
    assert words == set(BY_NAME["scores"].names)


def test_what_it_takes_is_said_and_nothing_is_counted_before_it_is_asked(office):
    app = open_app("exports", ky="9 tháng")
    assert TITLE in read_words(app)
    assert app.radio(key="data_format").options == ["Excel", "CSV (ZIP)", "Parquet (ZIP)"]
    assert "Không có cột nào nêu tên người" in read_words(app)
    assert not [one for one in app.get("bidi_component") if one.proto.id.endswith("-data_counts")]


def test_the_address_is_named_only_where_it_answers(office, monkeypatch):
    assert "/du-lieu/" in read_words(open_app("exports", ky="9 tháng"))
    monkeypatch.setenv("DANVAN_DATA_OUT", "0")
    assert "/du-lieu/" not in read_words(open_app("exports", ky="9 tháng"))


def test_a_leader_who_signs_in_is_offered_it(office, monkeypatch):
    monkeypatch.setenv("DANVAN_SIGN_IN", "oidc")
    app = open_as(claim(let_in(AccessRole.LEADER)), "exports", ky="9 tháng")
    assert TITLE in read_words(app)
