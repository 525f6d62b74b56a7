"""The command line. Commands are declared here; the module that does a command's work is imported when it is called."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

import click

from danvan_metrics import __version__
from danvan_metrics.access.actor import AccessRole
from danvan_metrics.commands.behaviour import Commands
from danvan_metrics.commands.parameters import Day, ExportName, LensName
from danvan_metrics.commands.units.unit_commands import units
from danvan_metrics.plan.lens import Lens

Location = click.Path(path_type=Path)
json_option = click.option("--json", "as_json", is_flag=True, help="In kết quả dạng JSON, mã UTF-8.")
json_lines_option = click.option(
    "--json-lines", is_flag=True, help="In mỗi tệp một dòng JSON ngay khi xong tệp đó (đã lưu, nếu là lệnh import)."
)
force_option = click.option("--force", is_flag=True, help="Ghi đè tệp đã có.")
told_school_option = click.option("--school", metavar="MÃ", help="Xác nhận tệp này là của trường nào (khi phần mềm hỏi).")
told_period_option = click.option("--period", metavar="KỲ", help="Xác nhận tệp này là báo cáo kỳ nào (khi phần mềm hỏi).")
period_option = click.option("--period", required=True, metavar="KỲ", help="Mã kỳ báo cáo, ví dụ 6m, 9m, 12m.")
level_option = click.option("--level", metavar="CẤP", help="Chỉ các trường của một cấp học, ví dụ “Mầm non”.")
unit_option = click.option(
    "--unit", metavar="MÃ", help="Chỉ các trường dưới một đơn vị; đơn vị có đơn vị cấp dưới thì theo từng đơn vị."
)
lens_option = click.option(
    "--lens",
    type=LensName(),
    default=Lens.DECLARED,
    metavar="LOẠI",
    help="; ".join(f"{lens}: {lens.words}" for lens in Lens) + f". Mặc định {Lens.DECLARED}.",
)
_ROLES_HELP = "; ".join(f"{role}: {role.words}" for role in AccessRole) + ". Ghi được nhiều lần."


@click.group(cls=Commands, subcommand_metavar="LỆNH …")
@click.option("--sample", is_flag=True, help="Làm việc với kho dữ liệu minh họa thay cho kho thật.")
@click.option("--create", is_flag=True, help="Cho tạo kho dữ liệu mới ở DANVAN_DATABASE_URL nếu ở đó chưa có.")
@click.option("--plan", metavar="MÃ", help="Làm việc với kế hoạch có mã này, khi có nhiều kế hoạch (DANVAN_PLANS).")
@click.version_option(__version__, message="%(version)s", help="In phiên bản của chương trình.")
@click.pass_context
def danvan(context: click.Context, *, sample: bool, create: bool, plan: str | None) -> None:  # noqa: ARG001 - `open_office` asks
    """Dân vận khéo: biểu mẫu, nhận báo cáo và tổng hợp trên dòng lệnh.

    Kho dữ liệu, kế hoạch và danh sách trường chọn bằng DANVAN_DATABASE_URL, DANVAN_PLAN, DANVAN_ROSTER.

    Mã thoát của mọi lệnh: 2 không làm được, 130 dừng bằng Ctrl-C, 143 bị hệ thống dừng.
    """
    context.obj = sample


@danvan.command()
@click.option("--school", "code", metavar="MÃ", help="Mã trường trong danh sách trường, ví dụ MN-DAPTHANH.")
@click.option("--all", "every", is_flag=True, help="Tất cả các trường, đóng vào một tệp ZIP.")
@click.option("--appraisal", is_flag=True, help="Phiếu thẩm định báo cáo của trường, thay cho biểu mẫu báo cáo.")
@click.option("--round", "round_code", metavar="ĐỢT", help="Đợt thẩm định (với --appraisal), ví dụ to-phong; mặc định đợt đầu.")
@click.option("--appraiser", default="", metavar="NGƯỜI", help="Ai sẽ chấm phiếu (với --appraisal).")
@period_option
@click.option("--out", metavar="TỆP", type=Location, help="Tệp .xlsx (một trường) hoặc .zip (tất cả); phiếu có sẵn tên tệp.")
@force_option
def template(**options: Any) -> None:
    """Tạo biểu mẫu báo cáo của một kỳ, có sẵn thông tin nhận dạng và số liệu kỳ trước; hoặc phiếu thẩm định (--appraisal)."""
    _run("template", options)


@danvan.command()
@click.argument("paths", nargs=-1, required=True, metavar="TỆP|THƯ-MỤC|ZIP…", type=Location)
@told_school_option
@told_period_option
@json_option
@json_lines_option
def check(**options: Any) -> None:
    """Kiểm tra từng ô của tệp báo cáo, của cả thư mục hoặc tệp nén, không lưu.

    Mã thoát: 0 không có lỗi (có thể có cảnh báo), 1 có lỗi hoặc cần hỏi, 2 có tệp không đọc được.
    """
    _run("check", options)


@danvan.command()
@click.argument("file", metavar="TỆP", type=Location)
@told_school_option
@told_period_option
@click.option("--out", required=True, metavar="TỆP", type=Location, help="Tệp .xlsx nhận bản đánh dấu.")
@force_option
def mark(**options: Any) -> None:
    """Đánh dấu trong chính tệp báo cáo những ô cần sửa: tô màu, ghi chú, thêm sheet “Cần sửa”; không lưu vào kho.

    Mã thoát: 0 đã ghi bản đánh dấu, 1 không có gì phải đánh dấu (không ghi tệp), 2 tệp không đọc hoặc không đánh dấu được.
    """
    _run("mark", options)


@danvan.command("import")
@click.argument("paths", nargs=-1, required=True, metavar="TỆP|THƯ-MỤC|ZIP…", type=Location)
@told_school_option
@told_period_option
@click.option("--received", type=Day(), metavar="NGÀY", help="Ngày Phòng nhận được báo cáo, ví dụ 2020-06-13; mặc định hôm nay.")
@click.option("--accept", is_flag=True, help="Trả lời “có” cho mọi điều phần mềm hỏi trước khi lưu (ít dòng hơn, trùng kỳ…).")
@json_option
@json_lines_option
def import_files(**options: Any) -> None:
    """Nhận tệp báo cáo, cả thư mục hoặc tệp nén: lưu tệp không có lỗi, báo từng ô cần sửa của tệp có lỗi.

    Tệp có điều cần hỏi thì chưa lưu; thêm --accept nếu đồng ý.

    Mã thoát: 0 không có lỗi (có thể có cảnh báo), 1 có lỗi hoặc cần hỏi, 2 có tệp không đọc được.
    """
    _run("receive", options)


@danvan.command()
@click.argument("paths", nargs=-1, required=True, metavar="TỆP|THƯ-MỤC|ZIP…", type=Location)
@json_option
@json_lines_option
def appraise(**options: Any) -> None:
    """Nhận phiếu thẩm định đã chấm: lưu cả phiếu nếu không có lỗi; có lỗi thì báo từng ô và chưa lưu dòng nào.

    Mã thoát: 0 không có lỗi (có thể có cảnh báo), 1 có phiếu cần sửa hoặc chưa chấm, 2 có tệp không đọc được.
    """
    _run("appraise", options)


@danvan.command()
@period_option
@level_option
@lens_option
@unit_option
@json_option
def summary(**options: Any) -> None:
    """Tổng hợp một kỳ: đã nhận, đúng hạn, kết quả từng trường và từng chỉ tiêu, luôn kèm n/N."""
    _run("summary", options)


@danvan.command()
@click.argument("kind", type=ExportName())
@click.option("--period", metavar="KỲ", help="Mã kỳ báo cáo, ví dụ 6m, 9m, 12m; rewards, evidence: mặc định kỳ sau cùng.")
@level_option
@lens_option
@unit_option
@click.option("--snapshot", metavar="TÊN", help="Số liệu của bản chốt này thay cho số liệu hiện tại.")
@click.option("--school", metavar="MÃ", help="Trường của biên bản (minute), minh chứng (evidence) hay phiếu (school-paper).")
@click.option("--round", "round_code", metavar="ĐỢT", help="Đợt thẩm định (với minute); mặc định đợt đã kết luận sau cùng.")
@click.option("--version", type=int, metavar="N", help="Biên bản của lần kết luận thứ N (với minute); mặc định lần sau cùng.")
@click.option("--with-pictures", is_flag=True, help="Kèm cả ảnh, video (với evidence); mặc định không kèm.")
@click.option(
    "--meeting", metavar="TÊN", help="Cuộc họp có kết luận cần thông báo (với conclusions); mặc định cuộc họp sau cùng."
)
@click.option("--out", required=True, metavar="TỆP", type=Location, help="Tệp .pptx, .docx, .xlsx, hoặc .zip (charts, evidence).")
@force_option
def export(**options: Any) -> None:
    """Xuất bản trình chiếu (pptx), báo cáo (docx), bảng tính (xlsx) hoặc tất cả biểu đồ (charts) của một kỳ.

    Cũng xuất biên bản thẩm định của một trường (minute --school MÃ) và danh sách đề nghị khen thưởng (rewards, .docx hoặc .xlsx),
    minh chứng của một trường kèm danh sách (evidence --school MÃ, .zip), thông báo kết luận cuộc họp (conclusions, .docx),
    phiếu trường một trang ghi những chỗ chưa đạt (school-paper --school MÃ, .docx).
    """
    _run("export", options)


@danvan.command()
@click.argument("name", metavar="TÊN")
@period_option
@click.option("--meeting", "meeting_on", type=Day(), metavar="NGÀY", help="Ngày họp, ví dụ 2020-09-18; mặc định hôm nay.")
def snapshot(**options: Any) -> None:
    """Chốt số liệu đang có hiệu lực dưới một tên; báo cáo nhận sau không làm thay đổi bản chốt."""
    _run("snapshot", options)


@danvan.command()
@json_option
def snapshots(**options: Any) -> None:
    """Liệt kê các bản chốt, báo cáo dùng trong mỗi bản và SHA-256 của từng tệp."""
    _run("snapshots", options)


@danvan.command()
@click.option("--out", metavar="THƯ-MỤC", type=Location, help="Thư mục nhận tệp; chưa có thì tạo mới.")
@click.option("--fill", is_flag=True, help="Nạp sẵn kho minh họa; của một tỉnh (DANVAN_SAMPLE=tinh) mất vài phút.")
@force_option
def sample(**options: Any) -> None:
    """Ghi bộ tệp báo cáo minh họa (số liệu bịa) của mọi trường, mọi kỳ, để xem thử, hoặc nạp vào kho minh họa."""
    _run("sample", options)


@danvan.group(cls=Commands, subcommand_metavar="LỆNH …")
def people() -> None:
    """Người dùng của một kho chung: ai được vào, với vai trò gì (việc của quản trị)."""


@people.command("list")
@json_option
def list_people(**options: Any) -> None:
    """Liệt kê mọi người dùng, cả người đã thôi quyền."""
    _run("people.people_list", options)


@people.command("add")
@click.argument("subject", metavar="ĐĂNG-NHẬP")
@click.argument("name", metavar="HỌ-TÊN")
@click.option("--role", "roles", multiple=True, required=True, metavar="VAI-TRÒ", help=_ROLES_HELP)
@click.option("--school", "schools", multiple=True, metavar="MÃ", help="Người này là của trường nào (vai trò school).")
@click.option("--appraise", "appraised", multiple=True, metavar="MÃ", help="Trường thẩm định thêm, ngoài trường tổ được giao.")
def add_person(**options: Any) -> None:
    """Cho một người vào làm việc, hoặc đổi vai trò của người đã có.

    ĐĂNG-NHẬP là địa chỉ thư (hoặc mã, theo DANVAN_SIGN_IN_CLAIM) mà nơi đăng nhập biết về người ấy.
    """
    _run("people.people_add", options)


@people.command("withdraw")
@click.argument("subject", metavar="ĐĂNG-NHẬP")
@click.option("--reason", required=True, metavar="LÝ-DO", help="Vì sao người này thôi quyền; được lưu lại.")
def withdraw_person(**options: Any) -> None:
    """Thôi quyền một người: từ lần bấm tiếp theo họ không xem, không làm được gì nữa."""
    _run("people.people_withdraw", options)


@people.command("import")
@click.argument("file", metavar="TỆP.csv", type=Location)
def import_people(**options: Any) -> None:
    """Ghi người dùng theo danh sách CSV UTF-8 có các cột subject, name, roles, schools, appraised.

    Một ô nhiều vai trò hoặc nhiều trường thì ngăn bằng dấu chấm phẩy; dòng sai được chỉ ra và để nguyên như cũ.

    Mã thoát: 0 mọi dòng đã ghi, 1 có dòng cần sửa.
    """
    _run("people.people_import", options)


@danvan.group(cls=Commands, subcommand_metavar="LỆNH …")
def scores() -> None:
    """Điểm và số cộng theo đơn vị mà kho giữ sẵn cho trang mở nhanh (việc của quản trị)."""


@scores.command("rebuild")
def rebuild_scores(**options: Any) -> None:
    """Tính lại từ đầu điểm của mọi báo cáo và số cộng của mọi đơn vị; trong lúc đó trang vẫn đúng nhưng chậm hơn."""
    _run("scores.scores_rebuild", options)


@scores.command("check")
def check_scores(**options: Any) -> None:
    """Tính lại trong bộ nhớ rồi so với điểm, số cộng đã giữ; không ghi gì.

    Mã thoát: 0 khớp, 1 có chỗ khác.
    """
    _run("scores.scores_check", options)


@danvan.command()
@click.argument("out", metavar="TỆP", type=Location)
def backup(**options: Any) -> None:
    """Sao lưu kho dữ liệu, kể cả tệp gốc, vào một tệp mới; mọi người vẫn làm việc được trong lúc đó.

    Tên không có đuôi thì thêm .sqlite3 (hay .dump với PostgreSQL). Bản sao được kiểm tra xong mới mang tên đó.

    Mã thoát: 0 đã sao lưu, 1 đã sao lưu nhưng kho có chỗ không còn nguyên vẹn.
    """
    _run("keeping.backup", options)


@danvan.command()
@click.argument("copy", metavar="TỆP", type=Location)
def restore(**options: Any) -> None:
    """Khôi phục kho dữ liệu từ bản sao lưu vào DANVAN_DATABASE_URL, chỉ khi ở đó còn trống, rồi kiểm tra lại.

    Mã thoát: 0 đã khôi phục, 1 đã khôi phục nhưng có chỗ không còn nguyên vẹn.
    """
    _run("keeping.restore", options)


@danvan.command()
@click.argument("copy", metavar="[TỆP]", required=False, type=Location)
@json_option
def verify(**options: Any) -> None:
    """Kiểm tra kho dữ liệu (hoặc một bản sao lưu): tệp kho, SHA-256 của từng tệp đã nhận, khóa chống sửa xóa, phiên bản.

    Không ghi gì. Mã thoát: 0 nguyên vẹn, 1 có chỗ không còn nguyên vẹn.
    """
    _run("keeping.verify", options)


@danvan.command()
@click.option("--person", default="", metavar="HỌ-TÊN", help="Chỉ việc của người này.")
@click.option("--act", default="", metavar="VIỆC", help="Chỉ một loại việc, ghi như trong nhật ký, ví dụ “Rút báo cáo”.")
@click.option("--school", default="", metavar="MÃ", help="Chỉ việc về trường này.")
@click.option("--from", "first", type=Day(), metavar="NGÀY", help="Từ ngày này, ví dụ 2020-06-01.")
@click.option("--to", "last", type=Day(), metavar="NGÀY", help="Đến hết ngày này.")
@click.option("--refused", "refused_only", is_flag=True, help="Chỉ việc bị từ chối.")
@click.option("--out", metavar="TỆP", type=Location, help="Ghi vào tệp .xlsx hoặc .csv thay cho in ra.")
@force_option
@json_option
def audit(**options: Any) -> None:
    """Nhật ký: ai làm gì, với cái gì, từ gì thành gì, lúc nào; cả việc bị từ chối, từ cũ đến mới."""
    _run("keeping.audit", options)


danvan.add_command(units)


def _run(module: str, options: dict[str, Any]) -> None:
    """Do a command's work, and leave with the code it gives."""
    context = click.get_current_context()
    context.exit(import_module(f"danvan_metrics.commands.{module}").run(sample=context.obj, **options))
