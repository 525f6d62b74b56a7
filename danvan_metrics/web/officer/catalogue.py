"""The catalogue: every indicator in words, by group and searchable; ladder, marks, thresholds, roster and sources."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

import pandas as pd
import streamlit as st

from danvan_metrics import __version__
from danvan_metrics.district import District
from danvan_metrics.metrics.bands import BANDS, BandLimits, set_limits
from danvan_metrics.metrics.marks import LABELS, SYMBOLS, Mark
from danvan_metrics.metrics.words import name_indicators
from danvan_metrics.plan.descriptions import (
    describe_evidence,
    describe_formula,
    describe_kind,
    describe_paces,
    describe_reporters,
    describe_rung,
    describe_target,
)
from danvan_metrics.plan.model import Group, Indicator, Plan
from danvan_metrics.vietnamese import NOTHING, fold, format_date, format_percent, format_quantity
from danvan_metrics.web import state as keys
from danvan_metrics.web.escaping import escape_markdown
from danvan_metrics.web.officer.text_tables import show_text_table

COLUMNS: Final = (
    "Mã", "Nội dung", "Mục kế hoạch", "Cách ghi", "Cách tính mức hoàn thành",
    "Chỉ tiêu", "Đơn vị tính", "Ai báo cáo", "Minh chứng",
)  # fmt: skip
_MOST_SCHOOLS: Final = 700  # in one table; more are looked at unit by unit
_MARKS = {
    Mark.VIOLATED: "Số đã ghi vượt giới hạn, ví dụ “có 1 vụ (giới hạn 0)”: nặng nhất, luôn kèm con số.",
    Mark.MET: "Hoàn thành trọn 100 %: “đạt” là nói chỉ tiêu, nội dung; của một nhóm là mọi phần áp dụng đều trọn.",
    Mark.ABOVE: "Làm nhiều hơn chỉ tiêu của năm; số đã ghi giữ nguyên, cộng toàn huyện chỉ tính đến mức chỉ tiêu.",
    Mark.ON_PACE: "Chưa trọn, nhưng không thấp hơn phần việc của năm phải xong đến kỳ ấy.",
    Mark.NEAR: "Thấp hơn phần phải xong đến kỳ ấy, còn từ {near} phần đó.",
    Mark.BEHIND: "Dưới {near}, còn từ {behind} phần phải xong đến kỳ ấy.",
    Mark.FAR_BEHIND: "Dưới {behind} phần phải xong đến kỳ ấy.",
    Mark.DOING: "Nội dung trường học hạnh phúc ghi “Đang thực hiện”: hiện ra, chưa tính là đạt.",
    Mark.ZERO: (
        "Nhà trường báo số 0 hoặc “Không”, “Chưa thực hiện”: đó là số thật, không phải ô trống. "
        "Theo góc nhìn có minh chứng: chưa làm hoặc chưa có minh chứng; theo góc nhìn thẩm định: chưa được xác nhận."
    ),
    Mark.NOT_APPLICABLE: "Nhà trường ghi không áp dụng, có lý do; không tính vào mẫu số.",
    Mark.NOT_REPORTED: "Ô để trống hoặc chưa nộp báo cáo; không coi là 0, vẫn tính vào mẫu số.",
    Mark.NOT_DUE: "Kỳ này chưa đến hạn và nhà trường chưa nộp.",
    Mark.SENT_BACK: "Báo cáo đã gửi nhưng còn lỗi nên Phòng trả lại: tính là đã nhận từ ngày gửi đầu tiên, chưa có số liệu.",
    Mark.NOT_APPRAISED: "Theo góc nhìn thẩm định: Phòng chưa kiểm hoặc chưa kiểm lại; chưa tính là đạt, vẫn ở trong mẫu số.",
    Mark.INVALID: "Giá trị trong ô không đọc được; tệp có ô như vậy bị trả lại.",
}
_TERMS = (
    ("đã nhận", "Phòng đã nhận được tệp của kỳ, kể cả tệp phải trả lại; tính từ ngày nhận đầu tiên."),
    ("hợp lệ", "Tệp không còn lỗi, đã được lưu; chỉ tệp hợp lệ mới có số liệu."),
    ("đủ", "Mọi dòng của biểu mẫu đều có trả lời: số 0, “Không” và “Không áp dụng” là trả lời; ô trống là thiếu."),
    ("đạt", "Chỉ tiêu, nội dung hoàn thành 100 %; không nói về tệp."),
    ("trả lại, chờ sửa", "Tệp còn lỗi, Phòng đã gửi lại bản đánh dấu; nhà trường vẫn tính trong mẫu số."),
    ("phần trăm", "Làm tròn đến đơn vị; chưa trọn thì không ghi 100 %, đã có thì không ghi 0 % (99,6 %; 0,4 %; dưới 0,1 %)."),
    (
        "bình quân",
        "Mức hoàn thành của một nhóm: trung bình của mọi phần áp dụng; phần trăm và màu là của số này, n/N đứng bên.",
    ),
    ("n/N", "Số chỉ tiêu, nội dung đạt trọn trên số áp dụng; một chỉ tiêu làm được một nửa vào bình quân, chưa vào n."),
    ("khoảng 40–62 %", "Khi còn dòng chưa báo cáo: mức thấp nếu các dòng ấy đều là 0, mức cao nếu đều hoàn thành."),
    ("đã trả lời 3/7 dòng", "Bảng kiểm mới trả lời một phần: dòng trống tính 0 và mở khoảng phần trăm lên trên."),
    ("có minh chứng", "Chỉ tính dòng có ít nhất một minh chứng; bảng kiểm xét từng dòng, mô hình xét từng mô hình."),
    ("mức giữa của n trường khác", "Xếp n trường có số liệu từ thấp lên cao, lấy trường đứng giữa."),
)


def show_search() -> str:
    """The search box; gives what to look for."""
    return st.text_input(
        "Tìm trong danh mục",
        key=keys.CATALOGUE_SEARCH,
        placeholder="Mã hoặc từ khóa, ví dụ: NV2.3, đối thoại, minh bạch (gõ xong nhấn Enter; không cần dấu)",
    ).strip()


def show_indicators(plan: Plan, wanted: str) -> None:
    """Every indicator by group, or those that match the search."""
    if wanted:
        _show_found(plan, wanted)
        return
    groups = [group for group in plan.groups if group.parent is None]
    for tab, group in zip(st.tabs([escape_markdown(f"{group.code} · {group.short}") for group in groups]), groups, strict=True):
        with tab:
            _show_group(plan, group)


def find_indicators(plan: Plan, wanted: str) -> list[Indicator]:
    """Indicators whose code or words hold every word asked for, without regard to case and accents."""
    words = fold(wanted).split()
    return [indicator for indicator in plan.indicators if all(word in _searchable(indicator) for word in words)]


def tabulate_indicators(indicators: list[Indicator]) -> pd.DataFrame:
    """One row per indicator, and one per line under it; columns COLUMNS."""
    return pd.DataFrame([row for indicator in indicators for row in _list_rows(indicator)], columns=list(COLUMNS))


def show_deadlines(plan: Plan) -> None:
    """When returns are due, and the share of the year each stands for."""
    periods = " · ".join(f"**{escape_markdown(period.title)}** trước {format_date(period.deadline)}" for period in plan.periods)
    st.markdown(f"Hạn nộp báo cáo: {periods}. “Trước” là chặt: nhận đúng ngày đó đã là trễ.")
    st.caption(
        f"Phần việc của năm phải xong đến kỳ ấy: {escape_markdown(describe_paces(plan))}; từ mức đó là đúng tiến độ, "
        "dưới mức đó xem “Bậc, dấu và ngưỡng”. Loại ghi ngày, Có / Không và giới hạn chỉ có đạt hoặc chưa. "
        f"Hệ số của mọi chỉ tiêu là {escape_markdown(_describe_weights(plan))}."
    )


def show_ladder(plan: Plan) -> None:
    """The spread ladder in words."""
    st.subheader("Bậc thang lan tỏa", anchor=False)
    st.caption("Đọc từ báo cáo của nhà trường, không chấm tay; lên một bậc phải đủ điều kiện của mọi bậc dưới.")
    rows = [("0", "Chưa khởi động", "Có báo cáo hợp lệ nhưng chưa đủ điều kiện của bậc 1.")]
    rows += [(str(rung.rung), rung.title, describe_rung(plan, rung)) for rung in plan.ladder]
    frame = pd.DataFrame(rows, columns=["Bậc", "Tên bậc", "Điều kiện"])
    show_text_table(frame, caption="Bậc thang lan tỏa", key="catalogue_ladder")


def show_marks(plan: Plan) -> None:
    """The legend of every mark a cell can carry, and the words whose meaning must not be guessed."""
    st.subheader("Dấu trong các bảng", anchor=False)
    st.caption(
        "Màu càng đậm là càng chậm; trắng hoặc gần trắng là tốt. Mức xét theo phần trăm đang hiện ra, so với phần việc của năm "
        "phải xong đến kỳ ấy: phần trăm và màu luôn của cùng một số. Nộp sớm hay trễ thì ghi bằng chữ, có màu riêng."
    )
    limits = {period.title: set_limits(plan, period.code) for period in plan.periods}
    rows = [(SYMBOLS[mark], _read_mark(mark, limits), _explain_mark(plan, mark, limits)) for mark in Mark]
    frame = pd.DataFrame(rows, columns=["Dấu", "Đọc là", "Khi nào"])
    show_text_table(frame, caption="Dấu trong các bảng", key="catalogue_marks")
    st.subheader("Từ dùng trong các bảng", anchor=False)
    terms = pd.DataFrame(_TERMS, columns=["Từ", "Nghĩa là"])
    show_text_table(terms, caption="Từ dùng trong các bảng", key="catalogue_terms")


def _read_mark(mark: Mark, limits: Mapping[str, BandLimits]) -> str:
    """The mark in words; what is called otherwise in some period with that period: “hơi chậm (Cả năm: gần đạt)”."""
    others = [f"{title}: {one.name(mark)}" for title, one in limits.items() if one.name(mark) != LABELS[mark]]
    return f"{LABELS[mark]} ({'; '.join(others)})" if others else LABELS[mark]


def _explain_mark(plan: Plan, mark: Mark, limits: Mapping[str, BandLimits]) -> str:
    """When the mark stands there; of a band with its limits in every period: “6 tháng 25–39 %”."""
    thresholds = plan.thresholds
    near, behind = (format_percent(one.value) for one in (thresholds.near_from, thresholds.behind_from))
    told = _MARKS[mark].format(near=near, behind=behind)
    if mark not in BANDS or mark is Mark.MET:
        return told
    spans = ((title, one.describe(mark).removeprefix(one.name(mark))) for title, one in limits.items())
    return f"{told} {'; '.join(f'{title}{span}' for title, span in spans if span)}."


def show_roster(district: District) -> None:
    """The schools, with what still waits for the office's confirmation."""
    schools = district.roster.schools
    if waiting := sum(not school.confirmed for school in schools):
        told = f"Danh sách trường tạm thời: {waiting}/{len(schools)} trường chờ Phòng xác nhận."
        st.warning(escape_markdown(f"{told} Phòng xác nhận, thêm, sáp nhập trường ở trang “Đơn vị, trường”."), icon="⚠")
    if len(schools) > _MOST_SCHOOLS:
        st.caption(escape_markdown(f"{format_quantity(len(schools))} trường: xem theo đơn vị ở trang “Đơn vị, trường”."))
        return
    rows = [
        (
            s.code,
            s.name,
            s.level,
            s.type or NOTHING,
            s.commune,
            "Có" if s.model else "",
            "Đã xác nhận" if s.confirmed else "Tạm thời",
        )
        for s in schools
    ]
    frame = pd.DataFrame(rows, columns=["Mã", "Tên trường", "Cấp học", "Loại", "Xã, thị trấn", "Trường điểm", "Xác nhận"])
    show_text_table(frame, caption="Danh sách trường", key="catalogue_roster")


def show_model_fields(plan: Plan) -> None:
    """The fields a model can be registered in."""
    st.subheader("Lĩnh vực của mô hình “Dân vận khéo”", anchor=False)
    frame = pd.DataFrame(
        [(field.name, field.area) for field in plan.fields_of_models], columns=["Lĩnh vực", "Thuộc lĩnh vực chuẩn"]
    )
    show_text_table(frame, caption="Lĩnh vực của mô hình", key="catalogue_fields")


def show_sources(plan: Plan) -> None:
    """Where plan, roster and map come from, and on which terms."""
    issued = f", ban hành ngày {format_date(plan.issued_on)}" if plan.issued_on else ""
    told = escape_markdown(f"{plan.title} của {plan.office.name}{issued}; bản dữ liệu {plan.version}.")
    st.markdown(
        f"""
- **Kế hoạch**: {told}
  Điều kế hoạch không đặt chỉ tiêu thì chỉ theo dõi, không chấm điểm.
- **Danh sách trường**: ba trường điểm lấy từ kế hoạch; các trường khác là tạm thời, chờ Phòng xác nhận.
- **Ranh giới xã, thị trấn**: ranh giới khái quát, chỉ để minh hoạ; như từ năm 2019 đến tháng 10/2024; trích từ gói R
  *censusVN2009* (© 2017 Marc Choisy, giấy phép MIT).
- **Dữ liệu minh họa**: do phần mềm tự tạo theo một công thức cố định, không phải số liệu của trường nào.
- **Số liệu thật**: chỉ lấy từ báo cáo các trường nộp; tệp gốc được giữ nguyên, bản nộp sau không xóa bản nộp trước.
        """
    )


def show_version() -> None:
    """Which version of the program this is, for whoever is asked about it."""
    st.caption(f"Phiên bản chương trình: {escape_markdown(__version__)}")


def _show_found(plan: Plan, wanted: str) -> None:
    found = find_indicators(plan, wanted)
    st.caption(f"{len(found)}/{len(plan.indicators)} chỉ tiêu, nội dung khớp “{escape_markdown(wanted)}”.")
    if found:
        show_text_table(tabulate_indicators(found), caption="Chỉ tiêu tìm thấy", key="catalogue_found")


def _show_group(plan: Plan, group: Group) -> None:
    children = plan.children_of(group.code) or (group,)
    for part in children:
        indicators = [indicator for indicator in plan.indicators if indicator.group == part.code]
        st.markdown(f"**{escape_markdown(part.title)}** {escape_markdown(f'(mục {part.section}) · {_count(indicators)}')}")
        show_text_table(tabulate_indicators(indicators), caption=part.title, key=f"catalogue_{part.code}")


def _count(indicators: list[Indicator]) -> str:
    scored = sum(indicator.scored for indicator in indicators)
    return f"{len(indicators)} {name_indicators(indicators)}, {scored} được tính điểm"


def _list_rows(indicator: Indicator) -> Iterator[tuple[str, ...]]:
    yield (
        indicator.code,
        indicator.text,
        indicator.section,
        describe_kind(indicator.kind),
        describe_formula(indicator),
        describe_target(indicator),
        indicator.unit,
        describe_reporters(indicator),
        describe_evidence(indicator),
    )
    for line in indicator.lines:
        yield (line.code, f"– {line.text}", "", "", "", "", line.unit, "", "")


def _searchable(indicator: Indicator) -> str:
    lines = " ".join(f"{line.code} {line.text}" for line in indicator.lines)
    return fold(f"{indicator.code} {indicator.title} {indicator.text} {indicator.section} {lines}")


def _describe_weights(plan: Plan) -> str:
    weights = sorted({indicator.weight for indicator in plan.indicators})
    return " hoặc ".join(format_quantity(weight) for weight in weights)
