"""Which school a text names, over the roster as shipped: every spelling that reaches the office, and none confused."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_metrics.plan.kinds import Reporter
from danvan_metrics.units.roster import Roster, School
from danvan_metrics.units.school_names import Fit, Named, SchoolNames
from danvan_metrics.vietnamese import fold
from tests.builders_reader import PLAN, ROSTER, SHIPPED_PLAN, SHIPPED_ROSTER

UNITS = list(SHIPPED_ROSTER.by_code.values())
NAMES = SchoolNames(SHIPPED_ROSTER, SHIPPED_PLAN.office.district)
SMALL = SchoolNames(ROSTER, PLAN.office.district)


def strip_accents(text: str) -> str:
    letters = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


SPELLINGS = {
    "as it is": str,
    "without accents": strip_accents,
    "accents split": lambda name: unicodedata.normalize("NFD", name),
    "capitals": str.upper,
    "small letters": str.lower,
    "another Đ": lambda name: name.replace("Đ", "Ð"),
    "spaces that do not break": lambda name: name.replace(" ", "\u00a0"),
    "underscores": lambda name: strip_accents(name).replace(" ", "_"),
    "dashes": lambda name: strip_accents(name).replace(" ", "-"),
    "nothing between": lambda name: strip_accents(name).replace(" ", ""),
    "in a file's name": lambda name: f"Bao cao dan van_{strip_accents(name)}_6 thang 2020 (1)",
    "within a sentence": lambda name: f"Báo cáo của {name}, kỳ 6 tháng",
}


def list_names(unit: School) -> Iterator[str]:
    """Everything the roster calls a unit, and a school's names with and without “Trường”, “xã” and the district."""
    for name in (unit.name, unit.short_name, *unit.other_names, unit.code):
        yield name
        if unit.reporter is Reporter.SCHOOL:
            yield name.removeprefix("Trường ")
            yield f"Trường {name.removeprefix('Trường ')}"
            yield f"{name} huyện Ba Chẽ"
            yield f"{name}, H. Ba Chẽ, Quảng Ninh"
            yield name.replace(unit.commune, f"xã {unit.commune}") if "xã" not in name and unit.commune != "Ba Chẽ" else name


class TestEverySchool:
    @pytest.mark.parametrize("spelling", SPELLINGS)
    @pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.code)
    def test_is_known_by_all_its_names_in_every_spelling(self, unit, spelling):
        texts = [SPELLINGS[spelling](name) for name in list_names(unit)]
        if spelling == "nothing between" and unit.code in {"PTDTNT", SHIPPED_ROSTER.office.code}:
            texts = [text for text in texts if "huyen" not in text]  # their names hold the district, which nothing then parts
        assert {text: NAMES.find(text) for text in texts} == {text: Named((unit.code,)) for text in texts}

    @pytest.mark.parametrize("unit", [unit for unit in UNITS if unit.level], ids=lambda unit: unit.code)
    def test_is_known_by_its_level_and_commune(self, unit):
        text = f"{unit.type or unit.level} {unit.commune}"
        assert NAMES.find(text) == Named((unit.code,))

    @pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.code)
    def test_is_known_by_its_code_alone_however_cased_and_parted(self, unit):
        for text in (unit.code, unit.code.lower(), unit.code.replace("-", ""), unit.code.replace("-", " ")):
            assert NAMES.find_code(text) == unit.code

    def test_a_tone_on_the_wrong_letter_does_no_harm(self):
        assert NAMES.find("Trường Tiêu\u0309 hoc\u0323 Minh Câm\u0300") == Named(("TH-MINHCAM",))


class TestLevels:
    @pytest.mark.parametrize(
        ("text", "school"),
        [
            ("MN Đạp Thanh", "MN-DAPTHANH"),
            ("TH&THCS Đạp Thanh", "THTHCS-DAPTHANH"),
            ("TH - THCS Đạp Thanh", "THTHCS-DAPTHANH"),
            ("Tiểu học & Trung học cơ sở Đạp Thanh", "THTHCS-DAPTHANH"),
            ("PTCS Đạp Thanh", "THTHCS-DAPTHANH"),
            ("TH Đồn Đạc", "TH-DONDAC"),
            ("THCS Đồn Đạc", "THCS-DONDAC"),
            ("THCS TT Ba Chẽ", "THCS-THITRAN"),
            ("TH thị trấn Ba Chẽ", "TH-THITRAN"),
            ("TH Ba Chẽ", "TH-THITRAN"),
            ("THCS Ba Chẽ", "THCS-THITRAN"),
            ("PTDTNT THCS huyện Ba Chẽ", "PTDTNT"),
            ("Trường PTDT NT", "PTDTNT"),
            ("Trường MN Đạp Thanh - Ba Chẽ", "MN-DAPTHANH"),
            ("PGD&ĐT Ba Chẽ", "PGDDT"),
            ("Phòng GDĐT", "PGDDT"),
        ],
    )
    def test_the_level_tells_schools_of_one_commune_apart(self, text, school):
        assert NAMES.find(text) == Named((school,))

    @pytest.mark.parametrize(
        ("text", "schools"),
        [
            ("TH Thanh Sơn", ("MN-THANHSON", "THTHCS-THANHSON")),
            ("Trường Tiểu học xã Thanh Sơn", ("MN-THANHSON", "THTHCS-THANHSON")),
            ("THPT Ba Chẽ", ("PTDTNT", "MN-THITRAN", "TH-THITRAN", "THCS-THITRAN")),
        ],
    )
    def test_a_level_no_school_there_has_names_nobody_for_sure(self, text, schools):
        assert NAMES.find(text) == Named(schools, Fit.MISFIT)

    @pytest.mark.parametrize("text", ["Thanh Sơn", "xã Thanh Sơn", "Trường Thanh Sơn", "bao_cao_thanh_son"])
    def test_a_commune_alone_names_nobody_for_sure(self, text):
        assert NAMES.find(text) == Named(("MN-THANHSON", "THTHCS-THANHSON"), Fit.PLACE)

    def test_a_commune_alone_is_no_school_even_where_it_has_only_one(self):
        assert SMALL.find("Sông Mây") == Named()  # the district's name as well
        lonely = SchoolNames(ROSTER, "Huyện Khác")
        assert lonely.find("xã Sông Mây") == Named(("TH01",), Fit.PLACE)

    @pytest.mark.parametrize("text", ["Ba Chẽ", "huyện Ba Chẽ", "UBND huyện Ba Chẽ", "Ba Chẽ, ngày 10 tháng 6 năm 2020"])
    def test_the_districts_name_names_nobody(self, text):
        assert NAMES.find(text) == Named()

    def test_the_town_of_that_name_does(self):
        assert NAMES.find("thị trấn Ba Chẽ") == Named(("PTDTNT", "MN-THITRAN", "TH-THITRAN", "THCS-THITRAN"), Fit.PLACE)

    @pytest.mark.parametrize("text", ["MN Thanh Sơn huyện Sơn Động", "PTDTNT huyện Tiên Yên", "TH Đồn Đạc, thành phố Hạ Long"])
    def test_a_school_of_another_district_is_none_of_ours(self, text):
        assert NAMES.find(text).codes == ()


class TestSeveral:
    def test_two_schools_named_are_two(self):
        assert NAMES.find("MN Nam Sơn và TH Minh Cầm") == Named(("MN-NAMSON", "TH-MINHCAM"))

    def test_a_school_outweighs_the_office_its_return_is_addressed_to(self):
        assert NAMES.find("MN Nam Sơn gửi Phòng GD&ĐT") == Named(("MN-NAMSON",))

    def test_schools_that_share_level_and_commune_are_told_apart_by_name_only(self):
        [first] = SHIPPED_ROSTER.select(level="Tiểu học", commune="Đồn Đạc")
        second = replace(first, code="TH-KIMDONG", name="Trường Tiểu học Kim Đồng", short_name="TH Kim Đồng", other_names=())
        third = replace(first, code="TH-DONDAC2", name="Trường Tiểu học Đồn Đạc 2", short_name="TH Đồn Đạc 2", other_names=())
        names = SchoolNames(Roster((first, second, third), SHIPPED_ROSTER.office), "Ba Chẽ")
        assert names.find("TH Đồn Đạc") == Named(("TH-DONDAC",))
        assert names.find("TH Đồn Đạc 2") == Named(("TH-DONDAC2",))
        assert names.find("TH Kim Đồng xã Đồn Đạc") == Named(("TH-KIMDONG",))
        assert SchoolNames(Roster((second, third), SHIPPED_ROSTER.office), "").find("TH Đồn Đạc").codes == (
            "TH-KIMDONG",
            "TH-DONDAC2",
        )

    def test_a_boarding_school_is_called_by_its_level_only_where_no_plain_school_has_it(self):
        [boarding] = [school for school in SHIPPED_ROSTER.schools if school.type]
        alone = SchoolNames(Roster((boarding,), SHIPPED_ROSTER.office), "Ba Chẽ")
        assert alone.find("THCS Ba Chẽ") == Named(("PTDTNT",))
        assert NAMES.find("THCS Ba Chẽ") == Named(("THCS-THITRAN",))


class TestAnotherDistrict:
    @pytest.mark.parametrize(
        ("text", "codes"),
        [
            ("TTHTCĐ Ấp Cũ, cơ sở 2", ("TT02",)),
            ("Trung tâm học tập cộng đồng Đá Bạc", ("TT01",)),
            ("TT Đá Bạc", ("TT01",)),
            ("Trung tâm Đá Bạc", ("TT01", "TT02")),
            ("trường tiểu học xã Sông Mây", ("TH01",)),
            ("Sông Mây 1", ("TH01",)),
            ("Phòng Giáo dục và Đào tạo huyện Sông Mây", ("SONGMAY",)),
        ],
    )
    def test_its_levels_and_names_come_from_its_own_roster(self, text, codes):
        assert SMALL.find(text) == Named(codes)


class TestAnything:
    WORDS = st.sampled_from(
        ["MN", "TH", "THCS", "&", "Trường", "xã", "huyện", "Ba", "Chẽ", "Thị trấn", "Thanh", "Sơn", "Lâm", "Đạp", "PTDTNT", "6"]
    )

    @given(st.one_of(st.text(max_size=60), st.lists(WORDS, max_size=8).map(" ".join)))
    def test_never_raises_and_names_one_school_only_by_a_name_code_or_level_and_commune(self, text):
        named = NAMES.find(text)
        if named.fit is Fit.NAMED and len(named.codes) == 1:
            [code] = named.codes
            glued = fold(NAMES.read(text)).replace(" ", "")
            assert any(sign in glued for sign in list_signs(SHIPPED_ROSTER.by_code[code]))

    @given(st.text(max_size=60))
    def test_codes_are_never_guessed(self, text):
        code = NAMES.find_code(text)
        assert code is None or fold(code).replace(" ", "") == fold(text).replace(" ", "")


def list_signs(unit: School) -> Iterator[str]:
    """The unit's names, code, and level or type with its commune, as letters run together."""
    for name in (unit.name, unit.short_name, *unit.other_names, unit.code):
        yield NAMES.read(name).replace(" ", "")
    for level in filter(None, (unit.level, unit.type)):
        for town in ("", "tt"):
            yield f"{NAMES.read(level)}{town}{NAMES.read(unit.commune)}".replace(" ", "")
