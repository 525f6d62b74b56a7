"""Figures and papers: summary, export, snapshot, snapshots."""

from __future__ import annotations

from typing import Any

import click

from danvan_metrics.commands.behaviour import Command, Example
from danvan_metrics.commands.declared.calling import run_verb
from danvan_metrics.commands.declared.shared_options import (
    FIGURES,
    force_option,
    json_option,
    lens_option,
    level_option,
    period_option,
    unit_option,
)
from danvan_metrics.commands.parameters import DataFormatName, Day, ExportName, KnownWord, OwnPath


@click.command(
    cls=Command,
    task=FIGURES,
    examples=(
        Example("summary --period 6m", "Kỳ 6 tháng, mỗi trường một dòng"),
        Example("summary --period 6m --lens evidenced --json", "Chỉ tính dòng có minh chứng, cho chương trình khác đọc"),
        Example('summary --period 9m --level "mầm non"', "Chỉ các trường mầm non"),
    ),
)
@period_option
@level_option
@lens_option
@unit_option
@json_option
def summary(**options: Any) -> None:
    """Tổng hợp một kỳ, luôn kèm n/N.

    Đã nhận bao nhiêu, đúng hạn bao nhiêu, kết quả từng trường; với --json có cả từng chỉ tiêu.
    """
    run_verb("summary", options)


@click.command(
    cls=Command,
    task=FIGURES,
    examples=(
        Example("export pptx --period 9m --out hop-quy-iii.pptx", "Bản trình chiếu cho cuộc họp"),
        Example("export docx --period 6m --out bao-cao-6-thang.docx", "Báo cáo tổng hợp"),
        Example("export school-paper --school TH-DONDAC --period 12m --out phieu.docx", "Một trang gửi một trường"),
        Example("export evidence --school PTDTNT --out minh-chung.zip", "Minh chứng của một trường, kèm danh sách"),
        Example("export data --format csv --out du-lieu.zip", "Mọi bảng số liệu và từ điển, cho Power BI, Excel, R"),
    ),
)
@click.argument(
    "kind",
    type=ExportName(),
    metavar="LOẠI",
    help="pptx, docx, xlsx, charts (mọi biểu đồ), minute (biên bản), rewards (khen thưởng), conclusions (kết luận họp), "
    "evidence (minh chứng), school-paper (phiếu trường) hoặc data (bảng số liệu cho Power BI, Excel, R).",
)
@click.option(
    "--period",
    type=KnownWord("period"),
    metavar="KỲ",
    help="Mã kỳ báo cáo, ví dụ 6m, 9m, 12m; rewards, evidence: mặc định kỳ sau cùng; data: mọi kỳ.",
)
@level_option
@lens_option
@unit_option
@click.option("--snapshot", type=KnownWord("snapshot"), metavar="TÊN", help="Số liệu của bản chốt này thay cho số liệu hiện tại.")
@click.option(
    "--school",
    type=KnownWord("school"),
    metavar="MÃ",
    help="Trường của biên bản (minute), minh chứng (evidence) hay phiếu (school-paper).",
)
@click.option(
    "--round",
    "round_code",
    type=KnownWord("round"),
    metavar="ĐỢT",
    help="Đợt thẩm định (với minute); mặc định đợt đã kết luận sau cùng.",
)
@click.option("--version", type=int, metavar="N", help="Biên bản của lần kết luận thứ N (với minute); mặc định lần sau cùng.")
@click.option("--with-pictures", is_flag=True, help="Kèm cả ảnh, video (với evidence); mặc định không kèm.")
@click.option(
    "--meeting", metavar="TÊN", help="Cuộc họp có kết luận cần thông báo (với conclusions); mặc định cuộc họp sau cùng."
)
@click.option(
    "--format",
    "data_format",
    type=DataFormatName(),
    metavar="DẠNG",
    help="csv, parquet hoặc xlsx (với data); mặc định theo đuôi của --out.",
)
@click.option(
    "--table", "tables", multiple=True, metavar="BẢNG", help="Chỉ bảng này (với data), ví dụ scores; ghi được nhiều lần."
)
@click.option(
    "--out",
    required=True,
    metavar="TỆP",
    type=OwnPath(),
    help="Tệp .pptx, .docx, .xlsx, hoặc .zip (charts, evidence); với data: .zip, .xlsx hoặc một thư mục.",
)
@force_option
def export(**options: Any) -> None:
    """Xuất bản trình chiếu, báo cáo, bảng tính, biểu đồ hoặc văn bản.

    Của một kỳ: bản trình chiếu (pptx), báo cáo (docx), bảng tính (xlsx), tất cả biểu đồ (charts).

    Biên bản thẩm định của một trường (minute --school MÃ) và danh sách đề nghị khen thưởng (rewards, .docx hoặc .xlsx),
    minh chứng của một trường kèm danh sách (evidence --school MÃ, .zip), thông báo kết luận cuộc họp (conclusions, .docx),
    phiếu trường một trang ghi những chỗ chưa đạt (school-paper --school MÃ, .docx).

    Bảng số liệu để phân tích (data): mọi kỳ, mọi góc nhìn nếu không ghi --period, --lens; mỗi cột được giải thích trong từ điển
    đi kèm.
    """
    run_verb("export", options)


@click.command(
    cls=Command,
    task=FIGURES,
    examples=(Example('snapshot "Họp quý III" --period 9m --meeting 2020-09-18', "Chốt số liệu cho cuộc họp ngày 18/9"),),
)
@click.argument("name", metavar="TÊN", help="Tên của bản chốt, chưa dùng lần nào.")
@period_option
@click.option("--meeting", "meeting_on", type=Day(), metavar="NGÀY", help="Ngày họp, ví dụ 2020-09-18; mặc định hôm nay.")
def snapshot(**options: Any) -> None:
    """Chốt số liệu đang có hiệu lực dưới một tên.

    Báo cáo nhận sau không làm thay đổi bản chốt; export --snapshot TÊN dùng lại số liệu ấy.
    """
    run_verb("snapshot", options)


@click.command(cls=Command, task=FIGURES, examples=(Example("snapshots --json", "Mọi bản chốt, kèm SHA-256 của từng tệp"),))
@json_option
def snapshots(**options: Any) -> None:
    """Liệt kê các bản chốt.

    Với --json có cả báo cáo dùng trong mỗi bản, SHA-256 của từng tệp, và số liệu nay có còn tính ra như lúc chốt không.
    """
    run_verb("snapshots", options)
