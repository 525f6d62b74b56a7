"""A province seen on pages: its communes, one commune's schools, and the way between them (many.md, “Roll-up at every node”).

The small province has three communes: An Bình with four schools, Bến Sông with three, Cù Mông with two; one school
stands under the province itself.
"""

import pytest

from danvan_metrics.errors import UserError
from danvan_metrics.meeting_acts import fix_figures, open_dataset
from tests.builders_access import OFFICE
from tests.builders_stage import set_up_province
from tests.builders_web import open_app, read_component, read_words


@pytest.fixture
def province(monkeypatch, tmp_path):
    return set_up_province(monkeypatch, tmp_path)


def read_choice(app):
    [box] = [box for box in app.selectbox if box.label == "Đơn vị"]
    return box


def test_the_highest_unit_is_looked_at_first_and_offers_what_is_under_it(province):
    app = open_app("overview")
    assert read_choice(app).options == ["Tỉnh Sông Mây", "Xã An Bình", "Phường Bến Sông", "Xã Cù Mông"]
    assert "thuoc" not in app.query_params


def test_a_commune_is_its_schools_and_the_way_up_stays_open(province):
    app = open_app("overview", thuoc="SM-AB")
    assert read_choice(app).options == ["↑ Tỉnh Sông Mây", "Xã An Bình", "Phường Bến Sông", "Xã Cù Mông"]
    rows = [row[0]["text"] for band in read_component(app, "scorecard")["bands"] for row in band["rows"]]
    assert [name for name in rows if not name.startswith("Toàn")] == ["MN An Bình", "MN An Bình 2", "TH An Bình", "THCS An Bình"]
    assert [name for name in rows if name.startswith("Toàn")] == ["Toàn xã An Bình · 4/4 trường"]
    assert "toàn huyện" not in read_words(app).lower()


def test_choosing_a_commune_opens_it_and_keeps_it_in_the_address(province):
    app = open_app("overview")
    read_choice(app).set_value("SM-BS").run()
    assert app.query_params["thuoc"] in ("SM-BS", ["SM-BS"])
    read_choice(app).set_value("SM").run()
    assert "thuoc" not in app.query_params


def test_a_unit_that_there_is_not_is_one_sentence_and_a_way_back(province):
    app = open_app("overview", thuoc="SM-XX")
    assert "Không có đơn vị “SM-XX” trong danh sách đơn vị" in read_words(app)
    app.button(key="leave_unknown_unit").click().run()
    assert read_choice(app).value == "SM"


@pytest.mark.parametrize("page", ["model_schools", "appraisal", "school", "source"])
def test_a_page_of_single_schools_offers_the_units_under_a_province(province, page):
    app = open_app(page)
    assert "hãy chọn một đơn vị bên dưới" in read_words(app)
    assert [button.label for button in app.button if button.key and button.key.startswith("below_")] == [
        "Xã An Bình",
        "Phường Bến Sông",
        "Xã Cù Mông",
    ]


def test_another_communes_return_leaves_a_communes_figures_as_they_are(province):
    before = province.version_of("SM-AB"), province.version_of("SM")
    province.repository.record_event("received_corrected", school="MN-BS", period="6m")
    assert province.version_of("SM-AB") == before[0]
    assert province.version_of("SM") == before[1] + 1


def test_a_commune_loads_its_own_schools_only(province):
    dataset = province.load_dataset("SM-CM")
    assert {school.code for school in dataset.roster.schools} == {"MN-CM", "TT-CM"}
    assert set(dataset.receipts["school"]) <= {"MN-CM", "TT-CM"}
    assert dataset.whole == "toàn xã Cù Mông"


def test_figures_are_fixed_of_a_unit_with_schools_and_are_another_units_no_earlier_meeting(province):
    """What was fixed of An Bình says nothing of Cù Mông; of the province, whose schools are not at hand, nothing is fixed."""
    with pytest.raises(UserError, match="hãy chọn một đơn vị có trường trực thuộc"):
        fix_figures(province, "Họp tỉnh", "6m", actor=OFFICE, dataset=open_dataset(province))
    fix_figures(province, "Họp An Bình", "6m", actor=OFFICE, dataset=open_dataset(province, unit="SM-AB"))
    earlier = open_dataset(province, unit="SM-AB").earlier
    assert (earlier.snapshot.name, earlier.unit, earlier.whole) == ("Họp An Bình", "SM-AB", "toàn xã An Bình")
    assert open_dataset(province, unit="SM-CM").earlier is None
    assert open_dataset(province).earlier is None
    assert "chọn một đơn vị có trường trực thuộc rồi chốt" in read_words(open_app("exports"))
