"""The command line. Verbs are declared in `declared`; the module that does a verb's work is imported when it is called."""

from __future__ import annotations

import click

from danvan_metrics import __version__
from danvan_metrics.commands.behaviour import Commands
from danvan_metrics.commands.declared.figure_verbs import export, snapshot, snapshots, summary
from danvan_metrics.commands.declared.helping_verbs import completion, sample, show_help
from danvan_metrics.commands.declared.keeping_verbs import audit, backup, restore, scores, verify
from danvan_metrics.commands.declared.look_verbs import look
from danvan_metrics.commands.declared.people_verbs import people
from danvan_metrics.commands.declared.return_verbs import appraise, check, import_files, mark, template
from danvan_metrics.commands.declared.settings_verb import show_settings
from danvan_metrics.commands.declared.shared_options import TASKS
from danvan_metrics.commands.parameters import KnownWord
from danvan_metrics.commands.units.unit_commands import units


@click.group(
    cls=Commands,
    subcommand_metavar="LỆNH …",
    invoke_without_command=True,
    tasks=TASKS,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.option("--sample", is_flag=True, help="Làm việc với kho dữ liệu minh họa thay cho kho thật.")
@click.option("--create", is_flag=True, help="Cho tạo kho dữ liệu mới ở DANVAN_DATABASE_URL nếu ở đó chưa có.")
@click.option(
    "--plan",
    type=KnownWord("plan"),
    metavar="MÃ",
    help="Làm việc với kế hoạch có mã này, khi có nhiều kế hoạch (DANVAN_PLANS).",
)
@click.version_option(__version__, "-V", "--version", message="%(version)s", help="In phiên bản của chương trình.")
def danvan(**asked: object) -> None:
    """Dân vận khéo: biểu mẫu, nhận báo cáo và tổng hợp trên dòng lệnh.

    Kho dữ liệu, kế hoạch, danh sách trường … chọn trong tệp danvan.toml hoặc bằng biến môi trường; xem: settings.

    Mã thoát của mọi lệnh: 0 đã xong, 2 không làm được, 70 lỗi của chương trình, 130 dừng bằng Ctrl-C, 141 nơi đọc kết quả đã
    đóng, 143 bị hệ thống dừng. Mã 1 và nghĩa riêng của mã khác: xem từng lệnh.
    """
    context = click.get_current_context()
    if context.invoked_subcommand is not None:
        return
    if any(asked.values()):
        context.fail("Còn thiếu lệnh.")
    click.echo(context.get_help())  # whoever types nothing else wants to know what there is


for verb in (
    *(template, check, mark, import_files, appraise),
    *(summary, export, snapshot, snapshots),
    *(units, people),
    *(backup, restore, verify, audit, scores),
    *(show_settings, look, sample, show_help, completion),
):
    danvan.add_command(verb)
