"""The words of the sheet Hướng dẫn."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from danvan_metrics.plan.choices import CHECKLIST, LEVELS, YES_NO, Choice
from danvan_metrics.vietnamese import format_date
from danvan_metrics.workbook.layout import SHEET_EVIDENCE, SHEET_GUIDE, SHEET_ITEMS, SHEET_MODELS, SHEET_TASKS
from danvan_metrics.workbook.request import Request, describe_deadline
from danvan_metrics.workbook.template.evidence_sheet import describe_example
from danvan_metrics.workbook.template.line_looks import Style
from danvan_metrics.workbook.template.row_contents import COMPUTED, NOT_TAKEN

Entry = tuple[str, Style, str]  # label, the label's look, text

_STEPS: Final = (
    ("Thứ tự", "Điền lần lượt các sheet: {sheets}. Bấm vào ô để xem gợi ý; ô có danh sách thì chọn trong danh sách."),
    (
        "Số liệu cộng dồn",
        (
            "Mọi con số tính từ ngày {first_day} đến khi báo cáo. Số của kỳ sau gồm cả số của kỳ trước, "
            "nên không nhỏ hơn số ở cột “Kỳ trước”."
        ),
    ),
    ("Số 0 và ô trống", "Không có thì ghi 0. Ô để trống nghĩa là chưa báo cáo: không phải là “Không”, cũng không phải là 0."),
    (
        "Phải thực hiện, đã thực hiện",
        "Điền cả hai ô; số đã thực hiện không lớn hơn số phải thực hiện. Không phát sinh thì ghi 0 ở ô đầu, nói rõ ở Ghi chú.",
    ),
    (
        "Minh chứng",
        (
            "Ghi số minh chứng và tên, số, ngày của văn bản, biên bản, ảnh… Dòng chưa có minh chứng "
            "vẫn tính là kết quả tự khai, nhưng chưa tính là kết quả có minh chứng."
        ),
    ),
)
_MODEL_STEP: Final = (
    SHEET_MODELS,
    (
        f"Trả lời câu hỏi ở đầu sheet {SHEET_MODELS}, rồi ghi mỗi mô hình một dòng. "
        f"Dòng “{COMPUTED}” lấy số từ sheet này ở sheet {SHEET_TASKS} không phải điền."
    ),
)
_EVIDENCE_STEP: Final = (
    (
        "Trường điểm: hãy liệt kê ở sheet {sheet}, mỗi minh chứng một dòng, một mã, ví dụ {code}; "
        "ở ô Minh chứng của từng dòng chỉ cần ghi mã."
    ),
    (
        "Không bắt buộc. Nếu lập, mỗi minh chứng ghi một dòng ở sheet {sheet} với một mã, ví dụ {code}; "
        "ở ô Minh chứng của từng dòng ghi mã đó."
    ),
)
_LAST_STEP: Final = (
    "Giữ nguyên biểu mẫu",
    (
        "Không thêm, xóa, đổi tên sheet, dòng, cột; có thể kéo rộng dòng, cột, lọc và in. "
        "Khi dán số liệu, hãy dán giá trị (Dán đặc biệt → Giá trị)."
    ),
)
_COLOURS: Final = (
    ("Nền vàng", Style.ENTRY_SAMPLE, "Ô cần điền."),
    (NOT_TAKEN, Style.NOT_TAKEN, "Ô không cần điền: dòng này không hỏi."),
    (COMPUTED, Style.NOT_TAKEN, "Ô không cần điền: phần mềm của Phòng tự tính."),
    ("Kỳ trước", Style.PREVIOUS, "Kết quả đã báo cáo ở kỳ trước, chỉ để đối chiếu; ví dụ “12/15 · 2 minh chứng”."),
)
_LEVEL_MEANINGS: Final = (
    (LEVELS[Choice.MET], "Đã thực hiện đầy đủ nội dung; hãy ghi ít nhất một minh chứng."),
    (LEVELS[Choice.DOING], "Đã bắt đầu, chưa đầy đủ; được ghi nhận nhưng chưa tính là đạt."),
    (LEVELS[Choice.NOT_STARTED], "Chưa bắt đầu."),
)
_MEANINGS: Final = (
    (f"{YES_NO[Choice.YES]} / {YES_NO[Choice.NO]}", "Đã thực hiện / chưa thực hiện, tính đến khi báo cáo."),
    (CHECKLIST[Choice.NOT_APPLICABLE], "Nội dung không thuộc {unit}; hãy ghi lý do vào cột Ghi chú (bắt buộc)."),
)


def list_sections(request: Request) -> Iterator[tuple[str, tuple[Entry, ...]]]:
    """The guide's sections: heading and entries."""
    yield "1. Báo cáo này", tuple(_list_subject(request))
    yield "2. Cách điền", tuple(_list_steps(request))
    yield "3. Màu ô và ý nghĩa các lựa chọn", tuple(_list_meanings(request))
    yield "4. Nơi gửi, nơi hỏi", tuple(_list_contacts(request))


def _list_subject(request: Request) -> Iterator[Entry]:
    first_day = format_date(request.plan.first_day)
    yield "Đơn vị báo cáo", Style.LABEL, f"{request.school.name} (mã {request.school.code})"
    yield "Kỳ báo cáo", Style.LABEL, f"{request.period_words}; số liệu cộng dồn từ ngày {first_day}"
    yield "Hạn nộp", Style.LABEL, f"Phòng nhận được {describe_deadline(request.period.deadline)}"


def _list_steps(request: Request) -> Iterator[Entry]:
    layout = request.layout
    sheets = [sheet for sheet in layout.sheets if sheet in layout.asked_sheets or (sheet != SHEET_GUIDE and request.school.model)]
    models = (_MODEL_STEP,) if request.layout.models else ()
    evidence = tuple(_list_evidence(request))
    for label, text in (*_STEPS, *models, *evidence, _LAST_STEP):
        yield label, Style.LABEL, text.format(sheets=" → ".join(sheets), first_day=format_date(request.plan.first_day))


def _list_evidence(request: Request) -> Iterator[tuple[str, str]]:
    """Asked of the model schools; whoever else uses the sheet does it the same way."""
    if request.layout.evidence:
        asked, free = _EVIDENCE_STEP
        text = asked if request.school.model else free
        yield f"Sheet {SHEET_EVIDENCE}", text.format(sheet=SHEET_EVIDENCE, code=describe_example(request.plan)[0])


def _list_meanings(request: Request) -> Iterator[Entry]:
    yield from _COLOURS
    levels = _LEVEL_MEANINGS if SHEET_ITEMS in request.layout.sheets else ()
    for label, text in (*levels, *_MEANINGS):
        yield label, Style.LABEL, text.format(unit=request.unit_word)


def _list_contacts(request: Request) -> Iterator[Entry]:
    office = request.plan.office
    yield "Nơi gửi", Style.LABEL, f"Gửi nguyên tệp Excel này qua thư điện tử về {office.name}; tên tệp đặt thế nào cũng được."
    yield "Nơi hỏi", Style.LABEL, f"{office.reach}."
