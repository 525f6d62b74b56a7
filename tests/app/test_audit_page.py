"""The page Nhật ký: the trail from the newest on, narrowed as asked, and only for whom it is."""

import pytest

from danvan_metrics.district import open_district
from danvan_metrics.settings import load_settings
from danvan_metrics.store.people.people_records import AttemptDeed
from tests.builders_audit import agree, hand_in, try_out
from tests.builders_web import open_app, read_component, read_rows, read_words


@pytest.fixture
def office(stores):
    """Two hand-ins, an action, and something refused."""
    district = open_district(load_settings(), create=True)
    hand_in(district, b"mot", actor="Cô Lan")
    hand_in(district, b"hai", actor="Cô Mai")
    agree(district, actor="Anh Minh")
    try_out(district, AttemptDeed.REFUSED, "Cô Thu", act="read_audit")
    return district


def list_deeds(app) -> list[tuple[str, str]]:
    return [(row[1], row[2]) for row in read_rows(app, "audit")]


def test_the_newest_stands_on_top_and_what_was_refused_is_marked(office):
    app = open_app("audit")
    assert not app.exception
    assert list_deeds(app) == [
        ("Cô Thu", "Bị từ chối"), ("Anh Minh", "Giao việc"), ("Cô Mai", "Nhận báo cáo"), ("Cô Lan", "Nhận báo cáo"),
    ]  # fmt: skip
    assert "4 dòng, 1 dòng bị từ chối (✕)" in read_words(app)
    alerts = [row[2]["alert"] for band in read_component(app, "audit")["bands"] for row in band["rows"]]
    assert alerts == ["✕", "", "", ""]


def test_by_person_by_act_by_school_by_day_or_only_what_was_refused(office):
    app = open_app("audit")
    app.selectbox(key="audit_person").select("Cô Mai").run()
    assert list_deeds(app) == [("Cô Mai", "Nhận báo cáo")]
    app.selectbox(key="audit_person").select("").run()
    app.selectbox(key="audit_act").select("accepted").run()
    assert [who for who, _ in list_deeds(app)] == ["Cô Mai", "Cô Lan"]
    app.selectbox(key="audit_act").select("").run()
    app.toggle(key="audit_refused").set_value(True).run()
    assert list_deeds(app) == [("Cô Thu", "Bị từ chối")]
    app.toggle(key="audit_refused").set_value(False).run()
    app.selectbox(key="audit_school").select("MN-DAPTHANH").run()
    assert len(list_deeds(app)) == 3
    app.date_input(key="audit_last").set_value("2020-06-14").run()
    assert "Không có dòng nhật ký nào như vậy." in read_words(app)


def test_older_lines_come_when_asked_for(office):
    for number in range(120):
        try_out(office, AttemptDeed.DOWNLOADED, "Cô Lan", target=f"{number}.xlsx")
    app = open_app("audit")
    assert len(list_deeds(app)) == 100
    assert "124 dòng" in read_words(app)
    app.button(key="audit_more").click().run()
    assert len(list_deeds(app)) == 124


def test_a_trail_without_a_line_says_so(stores):
    assert "Chưa có việc nào được ghi." in read_words(open_app("audit"))


def test_the_sample_shows_the_sample_s_own(sample):
    app = open_app("audit", minh_hoa="1")
    assert not app.exception
    assert ("Nạp dữ liệu minh họa") in {deed for _, deed in list_deeds(app)}
