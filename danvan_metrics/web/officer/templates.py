"""Templates to send out: who gets one, building them with a progress bar, and the download."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Final

import streamlit as st

from danvan_metrics.access.actor import Actor
from danvan_metrics.access.acts import Act
from danvan_metrics.access.rights import may, reach
from danvan_metrics.district import District
from danvan_metrics.formats.package import NamedFile, pack_files
from danvan_metrics.handing_out import hand_out_templates, make_template
from danvan_metrics.plan.model import Period, Plan
from danvan_metrics.units.roster import School
from danvan_metrics.vietnamese import fold, format_date
from danvan_metrics.web import state as keys
from danvan_metrics.web.escaping import escape_markdown, escape_names
from danvan_metrics.web.officer.mail_offers import offer_covering
from danvan_metrics.web.signing_in.visitor import as_visitor
from danvan_metrics.web.widgets.downloads import XLSX

ZIP: Final = "application/zip"
ALL, BY_LEVEL, BY_SCHOOL = "all", "level", "school"
_UNITS = {ALL: "Tất cả trường", BY_LEVEL: "Theo cấp học", BY_SCHOOL: "Chọn từng trường"}
_CONTENTS = """
**Trong mỗi biểu mẫu có gì**

- **Hướng dẫn**: cách ghi, hạn nộp, người liên hệ.
- **Thông tin**: người lập, số cán bộ, giáo viên, học sinh, người phụ trách.
- **Chỉ tiêu – Nhiệm vụ**: từng chỉ tiêu của kế hoạch, ghi số hoặc chọn Có / Không, kèm minh chứng.
- **Trường học hạnh phúc**: các nội dung theo ba tiêu chí, chọn mức độ.
- **Mô hình**: mỗi mô hình “Dân vận khéo” đã đăng ký là một dòng.

Tên trường, kỳ báo cáo, mã và nội dung đã ghi sẵn và khóa lại; ô cần ghi có danh sách chọn hoặc giới hạn số.
Cột xám **Kỳ trước** chép lại điều nhà trường đã báo ở kỳ trước để đối chiếu. Số liệu ghi cộng dồn từ đầu năm.
Nhà trường đổi tên tệp, phần mềm vẫn nhận ra.
"""


@dataclass(frozen=True)
class TemplateChoice:
    """What to build: one workbook per unit, for one period."""

    period: Period
    units: tuple[School, ...]


@dataclass(frozen=True)
class TemplatePackage:
    """One file to download, the choice it was built for, and the version of the store whose answers it copies."""

    choice: TemplateChoice
    version: int
    name: str
    content: bytes
    mime: str
    files: tuple[NamedFile, ...] = ()  # one per unit of the choice, in its order


def choose(district: District, actor: Actor) -> TemplateChoice:
    """Ask for the period and the units, of those that are the actor's."""
    plan = district.plan
    titles = {period.code: period.title for period in plan.periods}
    usual = next_period(plan, district.today()).code
    keys.settle_default(keys.TEMPLATE_PERIOD, usual)
    code = st.segmented_control(
        "Kỳ báo cáo",
        list(titles),
        required=True,
        format_func=escape_names(titles.__getitem__),
        key=keys.TEMPLATE_PERIOD,
    )
    period = plan.find_period(code or usual)
    return TemplateChoice(period, _choose_units(district, period, actor))


def next_period(plan: Plan, today: date) -> Period:
    """The period that schools fill in next: the first whose deadline is still to come, else the last."""
    return next((period for period in plan.periods if today < period.deadline), plan.periods[-1])


def show_choice(choice: TemplateChoice) -> None:
    """Say in one line what will be built, and by when it comes back."""
    period = choice.period
    title = escape_markdown(period.title.lower())
    whose = f" của {escape_markdown(choice.units[0].short_name)}" if len(choice.units) == 1 else ""
    st.markdown(
        f"**{len(choice.units)} biểu mẫu**{whose} · kỳ {title} · hạn nộp: trước {format_date(period.deadline)} "
        f"(ngày cuối còn đúng hạn: {format_date(period.last_day_on_time)})"
    )


def show_contents() -> None:
    """A short explanation of what is in a workbook."""
    with st.container(border=True):
        st.markdown(_CONTENTS)


def build(district: District, choice: TemplateChoice, actor: Actor) -> None:
    """Build what was chosen under a progress bar and keep it for download."""
    bar = st.progress(0.0, "Đang tạo biểu mẫu…")
    total = len(choice.units)

    def report(done: int, name: str) -> None:
        bar.progress(done / total, f"Đã tạo {done}/{total:d}: {escape_markdown(name)}")

    version = district.repository.version()
    files = build_files(district, choice, report, actor=actor)
    bar.empty()
    keys.keep(keys.TEMPLATE_PACKAGE, make_package(district.plan, choice, files, version=version))


def build_files(
    district: District, choice: TemplateChoice, progress: Callable[[int, str], None], *, actor: Actor
) -> list[NamedFile]:
    """A template per unit, with last period's answers where the unit handed them in; NotAllowed for a unit not the actor's."""
    files = []
    for done, unit in enumerate(choice.units, start=1):
        files.append(make_template(district, unit, choice.period, actor=actor))
        progress(done, unit.short_name)
    return files


def make_package(plan: Plan, choice: TemplateChoice, files: list[NamedFile], *, version: int) -> TemplatePackage:
    """The one workbook as it is, or several in a zip."""
    if len(files) == 1:
        name, content = files[0]
        return TemplatePackage(choice, version, name, content, XLSX, tuple(files))
    name = f"bieu-mau_{_slug(plan.code)}_{_slug(choice.period.title)}.zip"
    return TemplatePackage(choice, version, name, pack_files(files), ZIP, tuple(files))


def show_download(district: District, choice: TemplateChoice, actor: Actor) -> None:
    """The download of what was built, as long as the choice and what the schools have reported are still the same.

    With the letter that goes with templates, for whom sends them out.
    """
    package: TemplatePackage | None = keys.recall(keys.TEMPLATE_PACKAGE)
    fresh = package is not None and package.choice == choice and package.version == district.repository.version()
    if package is not None and fresh:
        _offer_package(district, package)
    if may(actor, Act.SEE_CONTACTS):
        files = list(zip(choice.units, package.files, strict=True)) if package is not None and fresh else ()
        offer_covering(district, choice.period, files)


def _offer_package(district: District, package: TemplatePackage) -> None:
    units = [unit.code for unit in package.choice.units]
    st.success(f"Đã tạo xong {len(units)} biểu mẫu, kỳ {escape_markdown(package.choice.period.title.lower())}.")
    st.download_button(
        f"Tải xuống {escape_markdown(package.name)}",
        as_visitor(partial(hand_out_templates, district, (package.name, package.content), units)),
        package.name,
        package.mime,
        key=keys.TEMPLATE_DOWNLOAD,
        type="primary",
        on_click="ignore",
    )


def _choose_units(district: District, period: Period, actor: Actor) -> tuple[School, ...]:
    """Everybody's for whom sends templates out; whoever has their own schools only is asked nothing."""
    schools = district.roster.select(on=period.last_day_on_time)
    own = reach(actor, Act.MAKE_TEMPLATES)
    if own is not None:
        return tuple(school for school in schools if school.code in own)
    manner = st.segmented_control(
        "Trường", list(_UNITS), default=ALL, required=True, format_func=_UNITS.__getitem__, key=keys.TEMPLATE_UNITS
    )
    narrow = {BY_LEVEL: _choose_levels, BY_SCHOOL: _choose_schools}.get(manner)
    chosen = narrow(schools) if narrow else schools
    office = st.checkbox(f"Kèm biểu mẫu của chính {escape_markdown(district.roster.office.short_name)}", key=keys.TEMPLATE_OFFICE)
    return (*chosen, district.roster.office) if office else chosen


def _choose_levels(schools: tuple[School, ...]) -> tuple[School, ...]:
    levels = list(dict.fromkeys(school.level for school in schools))
    counts = {level: sum(school.level == level for school in schools) for level in levels}
    chosen = st.pills(
        "Cấp học",
        levels,
        selection_mode="multi",
        format_func=lambda level: escape_markdown(f"{level} ({counts[level]})"),
        key=keys.TEMPLATE_LEVELS,
        wrap=True,
    )
    return tuple(school for school in schools if school.level in chosen)


def _choose_schools(schools: tuple[School, ...]) -> tuple[School, ...]:
    names = {school.code: school.short_name for school in schools}
    chosen = st.pills(
        "Chọn trường",
        list(names),
        selection_mode="multi",
        format_func=escape_names(names.__getitem__),
        key=keys.TEMPLATE_SCHOOLS,
        wrap=True,
    )
    return tuple(school for school in schools if school.code in chosen)


def _slug(text: str) -> str:
    return fold(text).replace(" ", "-")
