"""The deck as a whole: what it consists of, that the office can edit it, and what stands on every slide."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date

import pytest
from pptx import Presentation
from pptx.util import Inches

from danvan_metrics.exports.slides import write_slides
from danvan_metrics.formats.package import settle_package
from danvan_metrics.formats.plotly.frame import WATERMARK
from danvan_metrics.metrics.actions import Action
from danvan_metrics.metrics.dataset import Scope, SnapshotLabel
from danvan_metrics.metrics.marks import SYMBOLS
from danvan_metrics.topics.completion.chart import collect_completion_by_level
from danvan_metrics.topics.indicators.status_chart import collect_statuses
from danvan_metrics.topics.meeting import Meeting
from danvan_metrics.topics.model_schools.chart import collect_model_tracks
from danvan_metrics.topics.overview.key_figures import collect_key_figures
from danvan_metrics.topics.overview.sentences import collect_sentences
from danvan_metrics.topics.spread.ladder_chart import collect_ladder
from danvan_metrics.topics.spread.models_chart import collect_models_by_field
from tests.builders_slides import (
    find_slides,
    read_alternatives,
    read_charts,
    read_findings,
    read_heads,
    read_slides,
    read_tables,
    read_texts,
    read_title,
    read_workbook,
)

HOSTILE = '=HYPERLINK("http://x","y")\x01\x0b\ud800 <b>&amp; ]]>'


@pytest.fixture(scope="module")
def meeting(meeting_dataset):
    return Meeting(meeting_dataset, Scope("9m"))


@pytest.fixture(scope="module")
def content(meeting):
    return write_slides(meeting)


@pytest.fixture(scope="module")
def slides(content):
    return read_slides(content)


def test_the_deck_is_wide_and_tells_the_meeting_in_order(content, slides):
    file = Presentation(io.BytesIO(content))
    assert (file.slide_width, file.slide_height) == (Inches(13.333), Inches(7.5))
    told = [head for slide in slides for head in read_heads(slide)]
    order = (
        "kỳ 9 tháng · tự khai · toàn huyện",  # what needs attention
        "8/19 trường, thấp nhất trước",
        "kỳ 9 tháng · tự khai · toàn huyện · %",  # the scorecard
        "Theo cấp học",
        "Chỉ tiêu cụ thể: bao nhiêu trường đạt từng chỉ tiêu",
        "Nhiệm vụ, giải pháp: bao nhiêu trường đạt từng chỉ tiêu",
        "Trường học hạnh phúc: bao nhiêu trường đạt từng nội dung",
        "Trường điểm qua các kỳ",
        "Bậc thang lan tỏa: các trường đã bước tới đâu · ",
        "Bậc thang lan tỏa: các trường đã bước tới đâu, theo cấp học",
        "10/19 trường ở bậc 4 trở lên",  # the communes
        "Mô hình “Dân vận khéo” đăng ký theo lĩnh vực",
        "Ngày nhận báo cáo kỳ 9 tháng so với hạn",
        "Việc đã giao",
        "Việc chưa xong của Phòng",
    )
    places = [next(place for place, head in enumerate(told) if head.startswith(subject)) for subject in order]
    assert places == sorted(places)


def test_no_title_or_sentence_holds_a_mark_and_every_slide_has_its_own_finding(slides):
    marks = set("".join(SYMBOLS.values())) - set("·—?")  # these three are letters of any text
    for slide in slides:
        told = [*read_findings(slide), *read_heads(slide)]
        assert not any(marks & set(text) for text in told)
    titles = [read_title(slide).removesuffix(" (tiếp)") for slide in slides]
    assert not {"Bảng điểm", "Việc đã giao", "Việc của Phòng", "Kết quả thẩm định"} & set(titles)


def test_the_first_slide_says_whose_when_and_of_whom(slides):
    told = "\n".join(read_texts(slides[0]))
    for words in (
        "Phòng Giáo dục và Đào tạo huyện Ba Chẽ",
        "Kỳ 9 tháng",
        "Tính đến 17/12/2020 · số liệu của 18/19 trường",
        "tự khai · toàn huyện",
    ):
        assert words in told


def test_every_sentence_and_key_figure_stands_on_the_second_slide_its_lead_in_bold(meeting, slides):
    told = "\n".join(read_texts(slides[1]))
    assert len(meeting.take(collect_sentences)) > 3
    for sentence in meeting.take(collect_sentences):
        assert sentence.lead + sentence.text in told
    runs = [run for shape in slides[1].shapes if shape.has_text_frame for p in shape.text_frame.paragraphs for run in p.runs]
    bold = {run.text for run in runs if run.font.bold}
    assert {sentence.lead for sentence in meeting.take(collect_sentences)} <= bold
    for figure in meeting.take(collect_key_figures):
        assert f"{figure.label}\n{figure.value}\n{figure.note}" in told


def test_nothing_is_a_picture_and_every_chart_can_be_edited(content, slides):
    names = zipfile.ZipFile(io.BytesIO(content)).namelist()
    assert not [name for name in names if name.endswith((".png", ".jpeg", ".jpg", ".emf", ".bin"))]
    charts = [chart for slide in slides for chart in read_charts(slide)]
    assert len(charts) == sum(name.startswith("ppt/charts/chart") for name in names) > 10
    for chart in charts:
        categories, series = read_workbook(chart)
        assert list(chart.plots[0].categories) == categories
        assert {one.name: list(one.values) for one in chart.plots[0].series} == {
            name: pytest.approx(values, nan_ok=True) if None not in values else values for name, values in series.items()
        }


def test_charts_and_tables_have_alternative_text(meeting, slides):
    told = [alternative for slide in slides for alternative in read_alternatives(slide)]
    assert all(told)
    short = [
        record for record in meeting.take(collect_statuses) if len(record.rows) > 2
    ]  # a shorter one is a table under another's
    records = (
        meeting.take(collect_completion_by_level),
        *short,
        meeting.take(collect_model_tracks),
        meeting.take(collect_ladder),
        meeting.take(collect_models_by_field),
    )
    assert {record.alt for record in records} <= set(told)


def test_a_short_group_shares_the_slide_of_another(slides):
    [slide] = find_slides(slides, "Kế hoạch và báo cáo")
    assert [row[0] for row in read_tables(slide)[0][1:]] == ["BC1.1", "BC1.2"]
    assert read_charts(slide)


def test_every_slide_has_footer_and_number(meeting, slides):
    for number, slide in enumerate(slides, start=1):
        texts = read_texts(slide)
        assert meeting.footer in texts
        assert str(number) in texts
        assert len(slide.element.findall(".//{*}fld[@type='slidenum']")) == 1


def test_runs_are_vietnamese_and_no_text_is_smaller_than_10_points(content):
    archive = zipfile.ZipFile(io.BytesIO(content))
    parts = [name for name in archive.namelist() if name.startswith(("ppt/slides/slide", "ppt/charts/chart"))]
    texts = [archive.read(name).decode() for name in parts]
    assert not [name for name, text in zip(parts, texts, strict=True) if 'lang="en' in text]
    looks = [element for slide in read_slides(content) for element in slide.element.iter("{*}rPr")]
    assert {look.get("lang") for look in looks} == {"vi-VN"}
    assert min(int(look.get("sz")) for look in looks) >= 1000


def test_the_sample_is_marked_on_every_slide_and_real_figures_on_none(meeting_dataset, slides):
    assert all(WATERMARK in read_texts(slide) for slide in slides)
    real = read_slides(write_slides(Meeting(replace(meeting_dataset, sample=False), Scope("9m"))))
    assert not any(WATERMARK in text for slide in real for text in read_texts(slide))


def test_a_snapshot_is_told_on_the_first_slide_and_in_every_footer(meeting_dataset):
    label = SnapshotLabel("Họp quý III", date(2020, 9, 20), "9m", date(2020, 9, 18))
    told = read_slides(write_slides(Meeting(replace(meeting_dataset, snapshot=label), Scope("9m"))))
    assert "Bản chốt “Họp quý III” (họp ngày 20/09/2020)" in "\n".join(read_texts(told[0]))
    assert all(any("bản chốt “Họp quý III”" in text for text in read_texts(slide)) for slide in told)


def test_the_office_is_the_author(meeting, content):
    assert Presentation(io.BytesIO(content)).core_properties.author == meeting.plan.office.name


def test_a_period_without_returns_has_no_empty_slide_and_the_first_says_what_is_not_there(meeting_dataset):
    nothing = {name: getattr(meeting_dataset, name).iloc[:0] for name in ("answers", "models", "receipts")}
    early = replace(meeting_dataset, as_of=date(2020, 5, 1), actions=(), **nothing)
    told = read_slides(write_slides(Meeting(early, Scope("6m"))))
    assert not any(read_charts(slide) for slide in told)
    first = "\n".join(read_texts(told[0]))
    assert "Chưa có trường nào nộp báo cáo kỳ 6 tháng; kỳ này chưa đến hạn (trước 14/06/2020)." in first
    for subject in ("Bảng điểm", "Mức độ hoàn thành theo cấp học", "Trường học hạnh phúc", "Bậc thang lan tỏa"):
        assert subject in first
    findings = [finding for slide in told for finding in read_findings(slide)]
    assert "Chưa nhận báo cáo nào, 19 trường chưa nộp, chưa đến hạn" in findings
    assert "Chưa giao việc nào về các trường này" in findings
    assert len(told) < 8  # cover, attention, returns with actions, the office's work


def test_a_deck_of_the_sample_leaves_out_only_what_has_no_figures(slides):
    [note] = [shape.text_frame.text for shape in slides[0].shapes if shape.name == "Phần không có"]
    assert note == "Không có trang về: Kết quả thẩm định. Chưa có trường nào được thẩm định ở kỳ 9 tháng."


@pytest.mark.parametrize(
    ("selection", "told_as"),
    [({"commune": "Ba Chẽ"}, "Ba Chẽ"), ({"model": True}, "trường điểm"), ({"model": False}, "ngoài trường điểm")],
)
def test_any_selection_of_schools_makes_a_deck_that_says_which(meeting_dataset, selection, told_as):
    told = read_slides(write_slides(Meeting(meeting_dataset, Scope("12m", "evidenced", **selection))))
    assert read_findings(told[-1])[-1].startswith("Phòng đã xong")
    assert all(told_as in "".join(read_texts(slide)) for slide in told)


def test_hostile_text_stays_text(meeting_dataset):
    school = replace(
        meeting_dataset.roster.by_code["MN-DAPTHANH"], short_name=HOSTILE.replace("\ud800", "")
    )  # pandas keeps no surrogate
    roster = replace(
        meeting_dataset.roster,
        schools=tuple(school if one.code == school.code else one for one in meeting_dataset.roster.schools),
    )
    action = Action(1, "9m", school.code, "CT", HOSTILE, HOSTILE, date(2020, 10, 1), date(2020, 9, 20))
    told = read_slides(write_slides(Meeting(replace(meeting_dataset, roster=roster, actions=(action,)), Scope("9m"))))
    plain = '=HYPERLINK("http://x","y") <b>&amp; ]]>'
    tasks = read_tables(find_slides(told, "Việc đã giao")[0])
    assert plain in [row[0] for table in tasks for row in table]
    [tracks] = find_slides(told, "Trường điểm qua các kỳ")
    assert plain in [chart.chart_title.text_frame.text for chart in read_charts(tracks)]


def test_many_actions_go_on_on_a_next_slide_and_none_is_lost(meeting_dataset):
    many = tuple(
        Action(
            i,
            "9m",
            "MN-DAPTHANH",
            "CT",
            f"Việc số {i} " + "làm cho xong " * (i % 9),
            "Cô Lan",
            date(2020, 10, 1),
            date(2020, 9, 20),
        )
        for i in range(40)
    )
    told = read_slides(write_slides(Meeting(replace(meeting_dataset, actions=many), Scope("9m"))))
    pages = find_slides(told, "Việc đã giao")
    assert len(pages) > 2
    assert all(finding.endswith(" (tiếp)") for slide in pages[1:] for finding in read_findings(slide)[:1])
    tables = [table for slide in pages for table in read_tables(slide) if table[0][0] == "Việc cần làm"]
    assert [row[0].split()[2] for table in tables for row in table[1:]] == [str(i) for i in range(40)]


def test_no_shape_leaves_its_slide(slides):
    for slide in slides:
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.left + shape.width <= Inches(13.34)
            assert shape.top + shape.height <= Inches(7.5)


def test_a_settled_package_keeps_members_contents_and_order():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(zipfile.ZipInfo("b", date_time=(2026, 1, 2, 3, 4, 6)), "hai")
        archive.writestr("a", "một")
    settled = zipfile.ZipFile(io.BytesIO(settle_package(buffer.getvalue())))
    assert [(one.filename, one.date_time) for one in settled.infolist()] == [
        ("b", (2020, 1, 1, 0, 0, 0)),
        ("a", (2020, 1, 1, 0, 0, 0)),
    ]
    assert settled.read("b").decode() == "hai"
    assert settle_package(settle_package(buffer.getvalue())) == settle_package(buffer.getvalue())
