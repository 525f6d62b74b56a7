"""Every way a school of the shipped roster is written leads to that school and to no other; what fits several is left open."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_metrics.plan.loader import load_plan
from danvan_metrics.plan.period_names import find_periods
from danvan_metrics.plan.roster import load_roster
from danvan_metrics.plan.school_names import Named, find_schools, spell
from danvan_metrics.settings import DATA, ROOT


def strip(text: str) -> str:
    plain = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


PLAN = load_plan(DATA / "plans" / "2020")
ROSTER = load_roster(DATA / "schools.csv", PLAN)
SMALL = load_plan(ROOT / "tests" / "plans" / "small")
DISTRICT = PLAN.office.district
WRITTEN = [(unit.code, name) for unit in ROSTER.schools for name in (unit.name, unit.short_name, *unit.other_names, unit.code)]
WAYS = {
    "as it is": lambda name: name,
    "without accents": strip,
    "accents split": lambda name: unicodedata.normalize("NFD", name),
    "in capitals": str.upper,
    "with trường": lambda name: f"Trường {name}",
    "without trường": lambda name: name.removeprefix("Trường "),
    "with the district": lambda name: f"{name} huyện Ba Chẽ",
    "within a sentence": lambda name: f"Báo cáo 6 tháng của {name}, năm 2020",
    "as a file's name": lambda name: f"bao_cao-{strip(name).replace(' ', '_')}_6-thang(1).xlsx",
}


@pytest.mark.parametrize("way", WAYS)
def test_every_name_of_every_school_leads_to_it_and_to_no_other(way):
    found = {(code, name): find_schools(ROSTER, WAYS[way](name), district=DISTRICT) for code, name in WRITTEN}
    assert found == {(code, name): Named((code,), exact=True) for code, name in WRITTEN}


@pytest.mark.parametrize(
    ("text", "codes", "exact"),
    [
        ("MN xã Đạp Thanh", ["MN-DAPTHANH"], True),
        ("Trường TH & THCS Đạp Thanh", ["THTHCS-DAPTHANH"], True),
        ("Tiểu học và Trung học cơ sở xã Đạp Thanh", ["THTHCS-DAPTHANH"], True),
        ("mndapthanh", ["MN-DAPTHANH"], True),
        ("PT Dân tộc nội trú", ["PTDTNT"], True),
        ("truong phổ thông dân tộc nội trú Ba Chẽ", ["PTDTNT"], True),
        ("MN TT Ba Chẽ", ["MN-THITRAN"], True),
        ("TH Thị trấn Ba Chẽ", ["TH-THITRAN"], True),
        ("Trươǹg Mâm̀ non Đap̣ Thanh", ["MN-DAPTHANH"], True),
        ("Đạp Thanh", ["MN-DAPTHANH", "THTHCS-DAPTHANH"], False),
        ("TH Thanh Sơn", ["MN-THANHSON", "THTHCS-THANHSON"], False),
        ("TH&THCS Đồn Đạc", ["MN-DONDAC", "TH-DONDAC", "THCS-DONDAC"], False),
        ("MN Đồn Đạc và THCS Đồn Đạc", ["MN-DONDAC", "THCS-DONDAC"], True),
        ("THPT Ba Chẽ", [], False),
        ("huyện Ba Chẽ", [], False),
        ("Ba Chẽ", [], False),
        ("Trường Mầm non", [], False),
        ("", [], False),
    ],
)
def test_what_a_text_names(text, codes, exact):
    assert find_schools(ROSTER, text, district=DISTRICT) == Named(tuple(codes), exact)


def test_the_office_is_a_unit_too():
    assert find_schools(ROSTER, PLAN.office.name, district=DISTRICT).codes == (PLAN.office.code,)


@given(st.text(max_size=60))
def test_no_text_raises_and_none_names_a_school_whose_place_is_not_in_it(text):
    found = find_schools(ROSTER, text, district=DISTRICT)
    for code in found.codes:
        unit = ROSTER.by_code[code]
        names = (unit.name, unit.short_name, *unit.other_names, unit.code, unit.commune)
        last_words = {spell(name).split()[-1] for name in names} | {code.lower().replace("-", "")}
        assert any(word in spell(text) for word in last_words)


class TestPeriods:
    @pytest.mark.parametrize(
        ("text", "codes"),
        [
            ("6 tháng", ["6m"]),
            ("BÁO CÁO 6 THÁNG NĂM 2020", ["6m"]),
            ("bao cao 9-thang.xlsx", ["9m"]),
            ("9m", ["9m"]),
            ("Cả năm", ["12m"]),
            ("1 năm", ["12m"]),
            ("12 tháng", ["12m"]),
            ("Kế hoạch Dân vận khéo năm 2020", []),
            ("16 tháng", []),
            ("so sánh 6 tháng với 9 tháng", ["6m", "9m"]),
        ],
    )
    def test_of_the_shipped_plan(self, text, codes):
        assert find_periods(PLAN, text) == tuple(codes)

    @pytest.mark.parametrize(("text", "codes"), [("Học kỳ I", ["hk1"]), ("HỌC KỲ II năm 2022", ["hk2"]), ("hk2", ["hk2"])])
    def test_of_another_plan(self, text, codes):
        assert find_periods(SMALL, text) == tuple(codes)
