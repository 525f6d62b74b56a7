"""Settings of who works with the program, and how it is reached."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, SecretStr

from danvan_metrics.settings.checks_of_values import check_long_secret, check_site
from danvan_metrics.settings.declaring import About, SettingsSection
from danvan_metrics.settings.value_kinds import FOLDER, LONG_SECRET, NAMES, SECRET, YES, YES_OR_NO, make_choice, make_text

_UNSAID: Final = SecretStr("")
_CLAIMS: Final = ("email", "sub", "preferred_username", "oid")
_SITE_REMEDY: Final = "địa chỉ mọi người mở chương trình, dạng https://dan-van.example.vn"


class SignInSection(SettingsSection):
    """Đăng nhập, người làm việc."""

    kind: Annotated[
        Literal["", "oidc"],
        About(
            "DANVAN_SIGN_IN",
            make_choice("oidc", in_text="oidc, hoặc để trống trên máy một người dùng"),
            "oidc: mọi người phải đăng nhập (địa chỉ, mã của nơi đăng nhập ghi ở .streamlit/secrets.toml)",
            otherwise="không ai phải đăng nhập",
        ),
    ] = ""
    claim: Annotated[
        Literal["email", "sub", "preferred_username", "oid"],
        About(
            "DANVAN_SIGN_IN_CLAIM",
            make_choice(*_CLAIMS, in_text=f"một trong: {', '.join(_CLAIMS)}"),
            "Nhận ra người đăng nhập bằng thông tin nào của nơi đăng nhập",
        ),
    ] = "email"
    admins: Annotated[
        tuple[str, ...],
        About(
            "DANVAN_ADMINS",
            NAMES,
            "Luôn là quản trị, theo địa chỉ đăng nhập: để người đầu tiên vào được",
            otherwise="không có ai",
        ),
    ] = ()
    actor: Annotated[
        str,
        About(
            "DANVAN_ACTOR",
            make_text("Nguyễn Thị Lan"),
            "Lệnh trên máy này làm việc dưới tên ai: họ tên, hoặc địa chỉ đăng nhập ở nơi phải đăng nhập",
            otherwise="tên đã khai lần trước; dòng lệnh: tên tài khoản của máy",
        ),
    ] = ""


class ServingSection(SettingsSection):
    """Phục vụ qua mạng."""

    site: Annotated[
        str,
        AfterValidator(check_site),
        About(
            "DANVAN_SITE",
            make_choice("https://…", in_text=_SITE_REMEDY),
            "Địa chỉ mọi người mở chương trình",
            otherwise="địa chỉ của chính máy này",
        ),
    ] = ""
    log_folder: Annotated[
        Path | None, About("DANVAN_LOG_FOLDER", FOLDER, "Thư mục nhật ký của chương trình", otherwise="không ghi")
    ] = None
    log_form: Annotated[
        Literal["text", "json"],
        About("DANVAN_LOG_FORM", make_choice("text", "json", in_text="text hoặc json"), "Nhật ký là dòng chữ hay dòng JSON"),
    ] = "text"
    metrics_token: Annotated[
        SecretStr,
        About(
            "DANVAN_METRICS_TOKEN",
            SECRET,
            "Ai đưa mã này thì đọc được số đo của chương trình (/so-do) từ máy khác",
            otherwise="chỉ đọc được từ chính máy chủ",
        ),
    ] = _UNSAID
    data_out: Annotated[
        bool | None,
        About(
            "DANVAN_DATA_OUT",
            YES_OR_NO,
            "Cho Excel, Power BI đọc bảng số liệu ở /du-lieu/*.csv (chỉ đọc)",
            otherwise="có trên máy một người dùng; không ở nơi phải đăng nhập",
        ),
    ] = None
    data_token: Annotated[
        SecretStr,
        AfterValidator(check_long_secret),
        About(
            "DANVAN_DATA_TOKEN",
            LONG_SECRET,
            "Ở nơi phải đăng nhập: mật khẩu để Excel, Power BI đọc /du-lieu/*.csv",
            otherwise="chỉ ai đã đăng nhập mới đọc được",
        ),
    ] = _UNSAID


class CommandLineSection(SettingsSection):
    """Dòng lệnh."""

    progress: Annotated[
        bool,
        About(
            "DANVAN_PROGRESS",
            YES,
            "In tiến độ của lệnh thành từng dòng cả khi không có màn hình, để ghi vào nhật ký",
            otherwise="chỉ hiện tiến độ trên màn hình",
        ),
    ] = False
