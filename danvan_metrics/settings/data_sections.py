"""Settings of what is worked on and with: the store, the plan, the sample, the office's look, pictures."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import SecretStr

from danvan_metrics.settings.declaring import About, SettingsSection
from danvan_metrics.settings.value_kinds import DAY, FOLDER, STORE_ADDRESS, YES, make_choice, make_place, make_text

_UNSAID: Final = SecretStr("")


class StoreSection(SettingsSection):
    """Kho dữ liệu."""

    database_url: Annotated[
        SecretStr,
        About(
            "DANVAN_DATABASE_URL",
            STORE_ADDRESS,
            "Kho dữ liệu: một tệp SQLite, hoặc PostgreSQL (postgresql+psycopg://tên:mật-khẩu@máy/kho)",
            otherwise="tệp danvan.sqlite3 trong thư mục data của chương trình (bản cài: thư mục dữ liệu của người dùng)",
        ),
    ] = _UNSAID
    create: Annotated[
        bool, About("DANVAN_CREATE", YES, "Cho tạo kho mới nếu ở địa chỉ ấy chưa có", otherwise="chỉ tạo ở chỗ mặc định")
    ] = False
    backup_folder: Annotated[
        Path | None,
        About(
            "DANVAN_BACKUP_FOLDER",
            FOLDER,
            "Thư mục sao lưu kho trước khi nâng cấp các bảng",
            otherwise="cạnh tệp kho; với PostgreSQL thì không sao lưu",
        ),
    ] = None


class PlanSection(SettingsSection):
    """Kế hoạch, danh sách trường, bản đồ."""

    plan: Annotated[
        Path | None,
        About(
            "DANVAN_PLAN",
            FOLDER,
            "Kế hoạch: một tệp .toml hoặc thư mục các tệp ấy",
            otherwise="data/plans/2020 của chương trình",
        ),
    ] = None
    plans: Annotated[
        Path | None,
        About(
            "DANVAN_PLANS",
            FOLDER,
            "Thư mục có các kế hoạch khác để chọn, mỗi thư mục con một kế hoạch",
            otherwise="data/plans của chương trình; không có nếu đã đặt plan",
        ),
    ] = None
    roster: Annotated[
        Path | None,
        About("DANVAN_ROSTER", make_place("truong.csv"), "Danh sách trường (CSV)", otherwise="data/schools.csv của chương trình"),
    ] = None
    units: Annotated[
        Path | None,
        About(
            "DANVAN_UNITS",
            make_place("units.csv"),
            "Đơn vị ở trên các trường: xã, tỉnh, cả nước (CSV)",
            otherwise="không có: trường trực thuộc Phòng",
        ),
    ] = None
    communes: Annotated[
        Path | None,
        About(
            "DANVAN_COMMUNES",
            make_place("xa.geojson"),
            "Bản đồ xã (GeoJSON)",
            otherwise="data/communes/ba_che_communes.geojson của chương trình",
        ),
    ] = None
    today: Annotated[
        date | None, About("DANVAN_TODAY", DAY, "Ngày dùng để xét đúng hạn, quá hạn", otherwise="hôm nay theo giờ Việt Nam")
    ] = None


class SampleSection(SettingsSection):
    """Dữ liệu minh họa."""

    kind: Annotated[
        Literal["", "tinh"],
        About(
            "DANVAN_SAMPLE",
            make_choice("tinh", in_text="tinh để xem dữ liệu minh họa của một tỉnh, hoặc để trống"),
            "Xem dữ liệu minh họa nào: tinh là của một tỉnh 54 xã",
            otherwise="của một huyện",
        ),
    ] = ""
    database_url: Annotated[
        SecretStr,
        About(
            "DANVAN_SAMPLE_DATABASE_URL",
            STORE_ADDRESS,
            "Kho của dữ liệu minh họa",
            otherwise="tệp minh-hoa.sqlite3 (của tỉnh: minh-hoa-tinh.sqlite3) cạnh kho mặc định",
        ),
    ] = _UNSAID


class LookSection(SettingsSection):
    """Dáng vẻ riêng của Phòng."""

    folder: Annotated[
        Path | None,
        About(
            "DANVAN_LOOK",
            FOLDER,
            "Thư mục có tên, biểu trưng, mẫu trình chiếu và văn bản của Phòng",
            otherwise="của chương trình",
        ),
    ] = None


class PicturesSection(SettingsSection):
    """Vẽ ảnh."""

    chromium: Annotated[
        str,
        About(
            "CHROMIUM",
            make_text("C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe"),
            "Chrome, Edge hoặc Chromium dùng để vẽ ảnh: tên lệnh hoặc đường dẫn đầy đủ",
            otherwise="trình duyệt tìm thấy trên máy",
        ),
    ] = ""
