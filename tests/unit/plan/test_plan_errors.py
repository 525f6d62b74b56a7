"""A mistake in a plan is told as one Vietnamese sentence that names the file, the key and the remedy."""

import re
import shutil
from pathlib import Path

import pytest

from danvan_metrics.errors import PlanError, UserError
from danvan_metrics.plan.loader import load_plan

SMALL = Path(__file__).parents[2] / "plans" / "small"
PLAN, INDICATORS = "plan.toml", "chi-tieu.toml"


@pytest.fixture
def folder(tmp_path) -> Path:
    """A copy of the small plan to spoil."""
    return shutil.copytree(SMALL, tmp_path / "small")


# (file, right, wrong, key named, words of the remedy)
MISTAKES = {
    "unknown group": (INDICATORS, 'group = "LH-A"', 'group = "LHA"', "indicators.L1.group", "không có nhóm “LHA”; hãy sửa group"),
    "missing deadline of a period": (PLAN, "deadline = 2022-07-01\n", "", "periods.hk1.deadline", "thiếu khóa này; hãy thêm vào"),
    "missing deadline of a date": (INDICATORS, "deadline = 2022-03-01\n", "", "indicators.T6", "date cần deadline; hãy ghi"),
    "date in words": (
        PLAN,
        "deadline = 2022-07-01",
        'deadline = "1/7"',
        "periods.hk1.deadline",
        "“1/7”, không phải ngày; hãy ghi dạng",
    ),
    "number for a date": (
        INDICATORS,
        "deadline = 2022-03-01",
        "deadline = true",
        "indicators.T6.deadline",
        "không phải ngày; hãy ghi dạng",
    ),
    "date with hours": (PLAN, "= 2022-07-01", "= 2022-07-01T08:30:00", "periods.hk1.deadline", "không phải ngày; hãy ghi dạng"),
    "unknown key": (INDICATORS, "weight = 2.5", "wieght = 2.5", "indicators.L2.wieght", "khóa lạ; hãy xóa hoặc sửa tên khóa"),
    "unknown key of a line": (
        INDICATORS,
        'text = "Sổ tay"',
        'txt = "a"\ntext = "b"',
        "indicators.T3.lines.T3.1.txt",
        "khóa lạ; hãy xóa",
    ),
    "unknown top key": (PLAN, "year = 2022", "year = 2022\ncolour = 1", "colour", "khóa lạ; hãy xóa"),
    "unknown kind": (
        INDICATORS,
        'kind = "limit"',
        'kind = "max"',
        "indicators.T4.kind",
        "đang là “max”; hãy dùng một trong: ratio, count,",
    ),
    "unknown source": (
        INDICATORS,
        '"receipts_on_time"',
        '"mail"',
        "indicators.D1.source",
        "“mail”; hãy dùng một trong: models_registered",
    ),
    "unknown reporter": (
        INDICATORS,
        '"school", "office"',
        '"pupil"',
        "indicators.T1.reporters.[1]",
        "“pupil”; hãy dùng một trong",
    ),
    "unknown status": (
        PLAN,
        '["finished"]',
        '["done"]',
        "ladder.2.model_status.[1]",
        "“done”; hãy dùng một trong: registered, doing",
    ),
    "words for a number": (
        INDICATORS,
        "target = 5",
        'target = "năm"',
        "indicators.T2.target",
        "“năm”, không phải số; hãy ghi số",
    ),
    "fraction for a whole": (PLAN, "year = 2022", "year = 2022.5", "year", "đang là 2022.5; hãy ghi số nguyên"),
    "number for words": (
        PLAN,
        'district = "Sông Mây"',
        "district = 12",
        "office.district",
        "“12”, không phải chữ; hãy đặt trong dấu nháy",
    ),
    "words for a flag": (PLAN, "required = true", 'required = "cần"', "facts.writer.required", "hãy ghi true hoặc false"),
    "share above one": (PLAN, "share = 0.4", "share = 40", "periods.hk1.share", "đang là 40; hãy ghi số không quá 1"),
    "weight of nothing": (INDICATORS, "weight = 2.5", "weight = 0", "indicators.L2.weight", "đang là 0; hãy ghi số lớn hơn 0"),
    "rung zero": (PLAN, "rung = 1", "rung = 0", "ladder.0.rung", "đang là 0; hãy ghi số từ 1 trở lên"),
    "blank title": (INDICATORS, 'title = "Có tủ sách"', 'title = " "', "indicators.T5.title", "đang để trống; hãy ghi nội dung"),
    "title too long": (
        INDICATORS,
        'title = "Có tủ sách"',
        f'title = "{"a" * 61}"',
        "indicators.T5.title",
        "dài quá 60 ký tự; hãy rút gọn",
    ),
    "code with a space": (INDICATORS, 'code = "T5"', 'code = "T 5"', "indicators.T 5.code", "“T 5”; hãy chỉ dùng chữ không dấu"),
    "missing code": (
        INDICATORS,
        'code = "L1"\n',
        "",
        "indicators.[10].code",
        "thiếu khóa này",
    ),  # tenth once TT's nine stand first
    "no levels": (PLAN, 'levels = ["Trung tâm", "Tiểu học"]', "levels = []", "levels", "hãy ghi ít nhất 1 mục"),
    "level not a list": (
        PLAN,
        'levels = ["Trung tâm", "Tiểu học"]',
        'levels = "Tiểu học"',
        "levels",
        "sai dạng; hãy ghi thành danh sách",
    ),
    "same indicator twice": (INDICATORS, 'code = "T2"', 'code = "T1"', "indicators.T1", "mã “T1” có hai lần; hãy đổi một mã"),
    "same line twice": (INDICATORS, 'code = "T3.2"', 'code = "T3.1"', "indicators.T3", "mã “T3.1” có hai lần; hãy đổi một mã"),
    "line named as an indicator": (INDICATORS, 'code = "T3.2"', 'code = "T5"', "indicators.T5", "mã “T5” có hai lần"),
    "same period twice": (PLAN, 'code = "hk2"', 'code = "hk1"', "periods.hk1", "mã “hk1” có hai lần"),
    "same group twice": (PLAN, 'code = "LH-B"', 'code = "LH-A"', "groups.LH-A", "mã “LH-A” có hai lần"),
    "same fact twice": (PLAN, 'key = "members"', 'key = "writer"', "facts.writer", "mã “writer” có hai lần"),
    "periods out of order": (PLAN, "2022-12-20", "2022-06-30", "periods.hk2.deadline", "phải sau hạn của kỳ “hk1”; hãy xếp"),
    "periods on one day": (PLAN, "2022-12-20", "2022-07-01", "periods.hk2.deadline", "phải sau hạn của kỳ “hk1”; hãy xếp"),
    "unknown parent": (PLAN, 'parent = "LH"', 'parent = "XX"', "groups.LH-A.parent", "không có nhóm “XX”; hãy sửa parent"),
    "parent under a parent": (
        PLAN,
        'section = "2"\n',
        'section = "2"\nparent = "TT"\n',
        "groups.LH-A.parent",
        "hãy chỉ lồng một cấp",
    ),
    "unknown fact": (
        INDICATORS,
        'people = "members"',
        'people = "staff"',
        "indicators.T1.people",
        "không có mục “staff” trong facts; hãy",
    ),
    "unknown indicator in the ladder": (PLAN, '["M1"]', '["M9"]', "ladder.1.all_met", "không có chỉ tiêu “M9”; hãy sửa mã"),
    "unknown group in the ladder": (PLAN, '"LH-B"]', '"LH-C"]', "ladder.2.each_group_in", "không có nhóm “LH-C”; hãy sửa mã"),
    "rungs out of order": (PLAN, "rung = 2", "rung = 3", "ladder.3.rung", "phải là 2 vì đứng thứ 2; hãy sửa số"),
    "rung without a condition": (PLAN, 'all_met = ["M1"]\n', "", "ladder.1", "bậc này chưa có điều kiện; hãy thêm"),
    "rung without choices": (PLAN, 'item_choices = ["met"]\n', "", "ladder.2", "phải đi cùng item_choices; hãy ghi cả hai"),
    "notable rung beyond the ladder": (PLAN, "value = 2", "value = 3", "thresholds.notable_rung.value", "hãy ghi từ 1 đến 2"),
    "setting without its day": (PLAN, "set_on = 2022-01-15\n", "", "thresholds.notable_rung.set_on", "thiếu khóa này"),
    "checklist without lines": (
        INDICATORS,
        'kind = "limit"',
        'kind = "checklist"',
        "indicators.T4",
        "cần ít nhất một dòng; hãy thêm",
    ),
    "lines without a checklist": (
        INDICATORS,
        'kind = "checklist"',
        'kind = "yes_no"',
        "indicators.T3",
        "hãy bỏ lines hoặc đổi kind",
    ),
    "count without a target": (INDICATORS, "target = 5\n", "", "indicators.T2", "count cần target lớn hơn 0; hãy ghi target"),
    "limit without a target": (INDICATORS, "target = 3\n", "", "indicators.T4", "limit cần target từ 0 trở lên; hãy ghi target"),
    "derived from nowhere": (INDICATORS, 'source = "receipts_on_time"\n', "", "indicators.D1", "derived cần source; hãy ghi"),
    "source of another kind": (
        INDICATORS,
        '"models_registered"',
        '"model_schools"',
        "indicators.M1",
        "chỉ đi với kind derived; hãy sửa kind",
    ),
}


@pytest.mark.parametrize(("file", "right", "wrong", "key", "remedy"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_names_file_key_and_remedy(folder, file, right, wrong, key, remedy):
    spoil(folder / file, right, wrong)
    message = complaint(folder)
    assert message.startswith(f"{file}: {key}: ")
    assert remedy in message


@pytest.mark.parametrize(("file", "right", "wrong", "key", "remedy"), MISTAKES.values(), ids=MISTAKES)
def test_no_english_is_left_in_the_sentence(folder, file, right, wrong, key, remedy):
    spoil(folder / file, right, wrong)
    sentence = complaint(folder).removeprefix(f"{file}: {key}: ")
    assert re.findall(r"\b(?:should|input|valid|value error|field|must|expected|the|be)\b", sentence, re.IGNORECASE) == []


def test_a_key_missing_at_the_top_is_looked_for_in_the_whole_folder(folder):
    spoil(folder / PLAN, "year = 2022\n", "")
    assert complaint(folder) == "small: year: thiếu khóa này; hãy thêm vào."


def test_the_first_mistake_is_told_in_full_and_the_others_are_counted(folder):
    for key in ("share = 0.4\n", "share = 1.0\n", 'district = "Sông Mây"\n'):
        spoil(folder / PLAN, key, "")
    assert complaint(folder).endswith("thiếu khóa này; hãy thêm vào. Còn 2 chỗ khác cần sửa.")


def test_the_file_named_is_the_one_the_second_of_two_equal_codes_stands_in(folder):
    (folder / "them.toml").write_text(
        '[[indicators]]\ncode = "T2"\ngroup = "TT"\nsection = "1"\ntitle = "a"\ntext = "b"\nkind = "yes_no"\n'
    )
    assert complaint(folder).startswith("them.toml: indicators.T2: mã “T2” có hai lần")


@pytest.mark.parametrize(
    ("wrong", "place"),
    [("year = ", "ở dòng 8, cột "), ("year = 2022\nyear = 2023", "ở dòng 9, cột "), ("year = 2022-13-45", "ở dòng 8, cột ")],
    ids=["nothing after =", "key twice", "no such date"],
)
def test_broken_toml_is_told_with_its_line(folder, wrong, place):
    spoil(folder / PLAN, "year = 2022", wrong)
    assert line_of(SMALL / PLAN, "year = 2022") == 8
    message = complaint(folder)
    assert message.startswith("plan.toml: sai cú pháp TOML ")
    assert place in message


def test_a_quote_left_open_at_the_end_of_the_file(folder):
    (folder / "zz.toml").write_text('extra = """abc', encoding="utf-8")
    assert complaint(folder).startswith("zz.toml: sai cú pháp TOML ở cuối tệp; hãy xem lại dấu nháy")


def test_a_key_that_stands_in_two_files(folder):
    (folder / "zz.toml").write_text("year = 2023\n", encoding="utf-8")
    assert complaint(folder) == "zz.toml: year: đã có ở tệp khác; hãy giữ ở một tệp."


def test_a_file_in_another_encoding(folder):
    (folder / INDICATORS).write_bytes('title = "Tiểu học"'.encode("utf-16"))
    assert complaint(folder) == "chi-tieu.toml: không phải UTF-8; hãy lưu lại tệp bằng mã UTF-8."


def test_a_folder_that_is_not_there(tmp_path):
    message = complaint(tmp_path / "2021")
    assert "2021" in message
    assert "hãy kiểm tra DANVAN_PLAN" in message


def test_a_folder_without_plans(tmp_path):
    (tmp_path / "readme.txt").write_text("x")
    assert "hãy kiểm tra DANVAN_PLAN" in complaint(tmp_path)


def test_an_empty_file_lacks_everything(tmp_path):
    (tmp_path / "plan.toml").write_text("")
    assert complaint(tmp_path / "plan.toml").startswith("plan.toml: code: thiếu khóa này; hãy thêm vào. Còn ")


def test_words_of_the_office_with_braces_do_not_break_the_sentence(folder):
    spoil(folder / INDICATORS, 'people = "members"', 'people = "{0}"')
    assert "không có mục “{0}” trong facts" in complaint(folder)


def test_a_plan_error_is_shown_to_the_user_as_a_sentence():
    assert issubclass(PlanError, UserError)


# Words of appraisal and reward, as a plan with rounds has them; (right, wrong, key named, words of the remedy)

APPRAISED = """
evidence_code = "MC-{line}-{number:02}"

[honours]
levels = ["Cấp xã", "Cấp huyện"]
collective_rewards = ["Giấy khen"]
individual_rewards = ["Giấy khen"]
office_rewards = ["Giấy khen"]

[[rounds]]
code = "to"
title = "Tổ thẩm định"
short = "Tổ"

[[rounds]]
code = "doan"
title = "Đoàn thẩm định"
short = "Đoàn"
model_schools = true

[year_result]
note = "do Phòng đặt"
set_on = 2022-02-01
weights = {LH-A = 2, TT = 1}
pass_marks = [{title = "Tốt", at_least = 0.8}, {title = "Đạt", at_least = 0.5}]
""" + "".join(
    f'\n[thresholds.{name}]\nvalue = {value}\nnote = "do Phòng đặt"\nset_on = 2022-01-15\n'
    for name, value in {
        "opinion_days": 5, "fewest_members": 3, "verified_from": 0.9, "verified_to": 1.1, "quorum": 0.6667, "pass_share": 0.7,
    }.items()
)  # fmt: skip
OF_APPRAISAL = {
    "same round twice": ('code = "doan"', 'code = "to"', "rounds.to", "mã “to” có hai lần"),
    "rounds without a setting": (
        '[thresholds.quorum]\nvalue = 0.6667\nnote = "do Phòng đặt"\nset_on = 2022-01-15\n',
        "",
        "thresholds.quorum",
        "thiếu con số do Phòng đặt; hãy thêm [thresholds.quorum]",
    ),
    "half a day": ("value = 5", "value = 2.5", "thresholds.opinion_days.value", "đang là 2.5; hãy ghi số nguyên từ 1 trở lên"),
    "quorum in percent": ("value = 0.6667", "value = 67", "thresholds.quorum.value", "đang là 67; hãy ghi một phần của 1"),
    "a band without 1": ("value = 1.1", "value = 0.95", "thresholds.verified_to.value", "phải từ 1 trở lên"),
    "nothing to honour with": ('levels = ["Cấp xã", "Cấp huyện"]', "levels = []", "honours.levels", "hãy ghi ít nhất một mục"),
    "the office's own reward that is none": (
        'office_rewards = ["Giấy khen"]',
        'office_rewards = ["Bằng khen"]',
        "honours.office_rewards.[1]",
        "“Bằng khen” không có trong collective_rewards",
    ),
    "an honour twice": ('"Cấp xã", "Cấp huyện"', '"Cấp xã", "Cấp xã"', "honours.levels.[2]", "“Cấp xã” có hai lần; hãy bỏ"),
    "a code without a number": ("-{number:02}", "", "evidence_code", "hãy ghi có {line} và {number}"),
    "a code of something else": ("{number:02}", "{number:02}{school}", "evidence_code", "hãy ghi có {line} và {number}"),
    "a broken code": ("{line}", "{line", "evidence_code", "hãy ghi có {line} và {number}"),
    "weight of an unknown group": (
        "LH-A = 2",
        "LH-Z = 2",
        "year_result.weights.LH-Z",
        "không có nhóm “LH-Z” được chấm; hãy sửa mã",
    ),
    "marks from below": (
        "at_least = 0.8",
        "at_least = 0.4",
        "year_result.pass_marks.[2].at_least",
        "phải thấp hơn mức đứng trên",
    ),
    "one mark twice": ('title = "Đạt"', 'title = "Tốt"', "year_result.pass_marks.[2].title", "“Tốt” có hai lần; hãy đổi tên"),
    "weight of nothing": ("TT = 1", "TT = 0", "year_result.weights.TT", "đang là 0; hãy ghi số lớn hơn 0"),
}


@pytest.fixture
def appraised(folder) -> Path:
    """The small plan with rounds, honours and a year's result."""
    text = (folder / PLAN).read_text(encoding="utf-8")
    code, rest = APPRAISED.split("\n[honours]", 1)
    (folder / PLAN).write_text(f"{code.strip()}\n{text}\n[honours]{rest}", encoding="utf-8")
    return folder


def test_a_plan_may_have_rounds_honours_and_a_year_s_result(appraised):
    plan = load_plan(appraised)
    assert [one.code for one in plan.rounds] == ["to", "doan"]
    assert [mark.title for mark in plan.year_result.pass_marks] == ["Tốt", "Đạt"]


@pytest.mark.parametrize(("right", "wrong", "key", "remedy"), OF_APPRAISAL.values(), ids=OF_APPRAISAL)
def test_a_mistake_about_appraisal_names_file_key_and_remedy(appraised, right, wrong, key, remedy):
    spoil(appraised / PLAN, right, wrong)
    message = complaint(appraised)
    assert re.match(rf"(?:{PLAN}|small): {re.escape(key)}: ", message), message
    assert remedy in message


def test_model_schools_appraised_are_counted_only_where_a_round_is_theirs(appraised):
    spoil(appraised / PLAN, "model_schools = true\n", "")
    spoil(appraised / INDICATORS, 'source = "receipts_on_time"', 'source = "model_schools_appraised"')
    assert "cần một đợt thẩm định trường điểm; hãy thêm [[rounds]]" in complaint(appraised)


def test_what_is_counted_is_an_indicator_that_is_scored(appraised):
    spoil(appraised / INDICATORS, 'source = "receipts_on_time"', 'source = "schools_meeting"\ncounts = "D1"')
    assert "indicators.D1.counts: không có chỉ tiêu “D1” được chấm; hãy sửa counts" in complaint(appraised)
    spoil(appraised / INDICATORS, 'counts = "D1"\n', "")
    assert "counts đi cùng source schools_meeting; hãy ghi cả hai" in complaint(appraised)


def test_contact_data_are_kept_for_a_time_that_is_set(folder):
    spoil(folder / PLAN, 'key = "writer"', 'key = "writer"\ncontact = true')
    assert "thresholds.contact_months: thiếu con số do Phòng đặt; hãy thêm [thresholds.contact_months]" in complaint(folder)


def spoil(file: Path, right: str, wrong: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert right in text
    file.write_text(text.replace(right, wrong, 1), encoding="utf-8")


def complaint(path: Path) -> str:
    with pytest.raises(PlanError) as caught:
        load_plan(path)
    return str(caught.value)


def line_of(file: Path, words: str) -> int:
    return file.read_text(encoding="utf-8").splitlines().index(words) + 1
