"""The catalogue carries the plan's own wording, mended: held against the plan's text as it was scanned."""

import re

import pytest

from danvan_metrics.folders import DATA
from danvan_metrics.plan.loader import load_plan
from danvan_metrics.vietnamese import clean_text, repair_tones

PLAN = load_plan(DATA / "plans" / "2020")

# Section III.8.2 as scanned: line breaks, loose tone marks (“hoc̣ haṇh”) and slips are the scan's.
SCANNED = """
Tiêu chí 1. Về môi trường nhà trường và phát triển cá nhân
- Đảm bảo sức khoẻ thể chất và sức khoẻ tâm lý (phòng ngừa và ứng phó với
bắt nạt, bạo lực học đường, …) cho học sinh và cán bộ, nhà giáo, người lao động
(CBNGNLĐ) khi học tập và tham gia các hoạt động giáo dục do nhà trường tổ
chức; không để xảy ra các hiện tượng vi phạm đạo đức nhà giáo và bạo lực học
đường.
- Phòng học, phòng làm việc, khu vệ sinh, nhà ăn, nhà thể chất, sân chơi, bể
bơi, các phòng thí nghiệm, các phòng hướng nghiệp vv… phải đảm bảo các điều
kiện tiêu chuẩn theo quy định; tạo môi trường xanh sạch đẹp, thân thiện, cởi mở;
- Duy trì bầu không khí học tập, lao động ấm áp và thân thiện; mọi thành
viên trong trường học, trong lớp học được yêu thương, được tôn trọng, được hiểu,
được có giá trị và được bảo đảm an toàn;
- CBNGNLĐ thường xuyên sử dụng các biện pháp giáo dục kỷ luật tích cực;
- Đảm bảo vệ sinh thực phẩm, dinh dưỡng tốt cho cả học sinh, CBNGNLĐ;
- Nhà trường tạo cơ hội để mỗi học sinh và mỗi NGNLĐ đều được phát triển
tối đa tiềm năng của bản thân, không ai bị bỏ lại, tất cả cùng thay đổi và tiến bộ;
- Nhà trường thực hiện tốt quy chế dân chủ cơ sở.
Tiêu chí 2. Về dạy và học
- Các CBNGNLĐ làm gương cho học sinh trong mọi hoạt động giáo dục,
hoạt động dạy và học;
- Thực hiện việc phân công nhiệm vụ cho học sinh và CBNGNLĐ trong
trường một cách công bằng, hợp lý và phù hợp với điều kiện, năng lực cá nhân;
- Mọi hoạt động liên quan tới dạy và học, tới công tác quản lý được bàn bạc
cởi mở, lắng nghe thấu hiểu, đối thoại tích cực;
- Nội dung dạy học hữu ích, hấp dẫn và lôi cuốn học sinh;
- Bài tập về nhà và thi cử vừa sức, không gây ảnh hưởng xấu tới sức khoẻ
thể chất và tâm lý của học sinh;
- Phương pháp và hình thức tổ chức dạy học tạo hứng thú, phù hợp, thấu
hiểu và chấp nhận sự khác biệt tâm lý, thể chất, hoàn cảnh của mỗi học sinh;
- Học sinh và CBNGNLĐ được tự do phản hồi, sáng tạo và gắn kết; được
chủ động thể hiện quan điểm, ý tưởng; có thói quen làm việc nhóm và hợp tác;
- Tạo các điều kiện tốt nhất để mỗi học sinh và CBNGNLĐ có cơ hội phát
triển, thể hiện và khẳng định năng lực, giá trị của bản thân;
- Thành lập và duy trì các “Nhóm nhà giáo cùng nhau phát triển” ngay từ
các tổ chuyên môn để có thể hỗ trợ nhau khắc phục khó khăn, hoàn thành tốt
nhiệm vụ được giao;
- Tổ chức các hoạt động ngoại khóa để tăng cường các mối quan hệ, giao
lưu, tăng cường thể lực và nuôi dưỡng cảm xúc tích cực;
- Khắc phục triệt để cách quản lý và tương tác mang tính áp đặt, gây căng
thẳng cho học sinh và NGNLĐ trong nhà trường.
- CBNGNLĐ tự chăm sóc sức khoẻ tâm lý và thể chất cho bản thân, tự trang
bị cho mình và thực hành được các giá trị sống, kỹ năng sống phù hợp với đạo đức,
nhân cách nhà giáo trong môi trường giáo dục.
Tiêu chí 3. Về các mối quan hệ trong và ngoài nhà trường
- Các CBNGNLĐ làm gương cho học sinh trong các mối quan hệ, trong
tương tác, giao tiếp và đối thoại;
- Học sinh và CBNGNLĐ tôn trọng, lắng nghe thấu hiểu và chủ động xây
dựng được các mối quan hệ tích cực, tốt đẹp;
- Quản lý cảm xúc tiêu cực trong đối thoại, tương tác, giao tiếp và làm việc
với HSSV,với CBNGNLĐ;
- Học sinh và CBNGNLĐ hợp tác, chia sẻ, hỗ trợ lẫn nhau trong các nhiệm
vụ được giao;
- Giúp đỡ, chia sẻ với học sinh và CBNGNLĐ có nhu cầu đặc biệt; có hoàn
cảnh riêng;
- Học tập, bồi dưỡng nâng cao năng lực chuyên môn, nghiệp vụ, thường
xuyên rèn luyện đạo đức tác phong và kỹ năng làm việc chuyên nghiệp đáp ứng
yêu cầu công việc một cách tốt nhất;
- Các cán bộ quản lý, CBNGNLĐ lắng nghe tích cực, phản hồi mang tính
xây dựng trong xử lý công việc với đồng nghiệp và học sinh;
- Phối hợp và hợp tác hiệu quả với phụ huynh, cộng đồng địa phương và các
lực lượng liên quan trong công tác giáo dục học sinh, xây dựng "Trường hoc̣ haṇh
phúc".
"""

# What the catalogue mends beyond tone marks, spaces and closing punctuation.
MENDED = {
    "các phòng hướng nghiệp vv…": "các phòng hướng nghiệp v.v…",
    "HSSV,với": "HSSV, với",
    '"Trường học hạnh phúc"': "“Trường học hạnh phúc”",
}
SLIPS = ("xây dụng", "củng cổ", "tố chức", "kỉnh tế", "hoc̣", "haṇh", "hàng tháng", "vv…", "TW về", "Nội Trú")


def read_bullets() -> dict[str, str]:
    """Code → bullet, from the scanned text: HP<criterion>.<bullet>."""
    criteria = re.split(r"^Tiêu chí \d\..*$", SCANNED.strip(), flags=re.MULTILINE)[1:]
    return {
        f"HP{criterion}.{number}": mend(bullet)
        for criterion, text in enumerate(criteria, start=1)
        for number, bullet in enumerate(re.split(r"^- ", text, flags=re.MULTILINE)[1:], start=1)
    }


def mend(text: str) -> str:
    mended = repair_tones(clean_text(text)).rstrip(" ;.")
    for slip, right in MENDED.items():
        mended = mended.replace(slip, right)
    return mended


BULLETS = read_bullets()


def test_the_plan_has_seven_twelve_and_eight_bullets():
    assert list(BULLETS) == [f"HP{c}.{n}" for c, count in ((1, 7), (2, 12), (3, 8)) for n in range(1, count + 1)]


@pytest.mark.parametrize("code", BULLETS)
def test_an_item_of_the_happy_school_is_the_plans_bullet(code):
    assert PLAN.indicator_by_code[code].text == BULLETS[code]


def test_items_stand_in_the_plans_order_and_there_are_no_others():
    assert [indicator.code for indicator in PLAN.indicators_in("HP")] == list(BULLETS)


def every_wording() -> list[tuple[str, str]]:
    """(where, text) of every word a school or an officer reads from the plan."""
    lines = [(line.code, line.text) for indicator in PLAN.indicators for line in (indicator, *indicator.lines)]
    short = [(item.code, text) for item in PLAN.indicators for text in (item.title, item.unit, item.to_do_label, item.done_label)]
    facts = [(fact.key, text) for fact in PLAN.facts for text in (fact.label, fact.prompt)]
    groups = [(group.code, text) for group in PLAN.groups for text in (group.title, group.short)]
    return lines + short + facts + groups + [(one.area, one.name) for one in PLAN.fields_of_models]


def test_wording_is_nfc_without_loose_marks_double_spaces_or_invisibles():
    assert [place for place, text in every_wording() if repair_tones(clean_text(text)) != text] == []


def test_no_slip_of_the_scan_is_left():
    assert [(place, slip) for place, text in every_wording() for slip in SLIPS if slip in text] == []


def test_quotation_marks_are_typographic_and_paired():
    assert [place for place, text in every_wording() if re.search(r"[\"'`]", text) or text.count("“") != text.count("”")] == []


def test_no_text_ends_in_punctuation_of_the_list_it_was_taken_from():
    texts = [(line.code, line.text) for indicator in PLAN.indicators for line in (indicator, *indicator.lines)]
    assert [code for code, text in texts if text.endswith((";", ".", ",", ":"))] == []


def test_titles_are_short_and_told_apart():
    titles = [indicator.title for indicator in PLAN.indicators]
    assert [title for title in titles if len(title) > 60] == []
    assert len(set(titles)) == len(titles)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("CT1.2.1", "34/2007/PL-UBTVQH11"),
        ("CT1.2.2", "04/2015/NĐ-CP"),
        ("CT1.2.3", "149/2018/NĐ-CP"),
        ("CT1.2.4", "04/2000/QĐ-BGDĐT"),
        ("NV2.1.1", "25-NQ/TW"),
        ("NV2.1.2", "16/CT-TTg"),
        ("NV2.1.3", "120-KL/TW"),
        ("NV2.1.4", "113-QĐ/HU"),
        ("NV2.1.5", "175-CV/HU"),
        ("NV2.1.6", "42-CT/TU"),
        ("NV2.1.7", "64/KH-UBND"),
    ],
)
def test_a_document_is_named_by_its_number(code, words):
    lines = {line.code: line.text for indicator in PLAN.indicators for line in indicator.lines}
    assert words in lines[code]
