"""Files, folders and zips named on the command line, received in one batch, and what is said about each file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from danvan_metrics.commands.lookups import find_period, find_school
from danvan_metrics.commands.telling import Words, describe_flaw, describe_reading, tell_each
from danvan_metrics.correspondence.mending import describe_mended
from danvan_metrics.district import District
from danvan_metrics.errors import UserError
from danvan_metrics.intake.archive import HandedIn, is_noise, list_files
from danvan_metrics.intake.beside import gather_beside
from danvan_metrics.intake.outcome import FileOutcome, Status
from danvan_metrics.validation.bounding import MOST_READINGS
from danvan_metrics.validation.issues import Severity
from danvan_metrics.vietnamese import format_quantity
from danvan_metrics.workbook.recognising.recognise import Candidate, Doubt, Told

VERDICTS = {
    Status.ACCEPTED: "không có lỗi",
    Status.RETURNED: "cần sửa",
    Status.DUPLICATE: "đã nhận từ trước, không lưu thêm",
    Status.ASKED: "cần hỏi",
    Status.BLANK: "biểu mẫu chưa điền",
    Status.UNREADABLE: "không đọc được",
    Status.NOT_ALLOWED: "không được nộp",
}

_HOW_TO_ACCEPT: Final = "Nếu đồng ý, hãy chạy lại lệnh import với --accept cho tệp này."


def list_workbooks(district: District, paths: Iterable[Path], *, told: Told | None = None) -> list[HandedIn]:
    """The files named, every file under the folders named, and what is in zips, in order; systems' leavings are skipped.

    `told`, whose return it is, goes with a single file: UserError where there are several.
    """
    named = [file for path in paths for file in (_search(path) if path.is_dir() else [path])]
    listed = list_files([HandedIn(str(path), path, told=told) for path in named], district.settings.limits)
    files = gather_beside(listed, district.plan)
    if told and len(files) > 1:
        raise UserError("--school và --period chỉ dùng cho một tệp; hãy chạy lệnh riêng cho từng tệp cần xác nhận.")
    return files


def read_told(district: District, school: str | None, period: str | None) -> Told | None:
    """What the officer says of a file; UserError for half of it, or for codes there are not."""
    if school is None and period is None:
        return None
    if school is None or period is None:
        raise UserError("Hãy ghi cả hai: --school MÃ và --period KỲ.")
    return Told(find_school(district.roster, school).code, find_period(district.plan, period).code)


def report_each(district: District, outcomes: Iterable[FileOutcome], *, total: int, **shown: bool) -> int:
    """Print what came of each of `total` files (`shown`: as_json, json_lines); the exit code.

    It is 2 where a file cannot be read at all, else 1 where an error stands, else 0.
    """
    words = Words(partial(describe_outcome, district), describe_counts, _is_sound)
    done = tell_each(outcomes, words, total=total, **shown)
    return _judge({outcome.status for outcome in done})


def describe_outcome(district: District, outcome: FileOutcome) -> Iterator[str]:
    """What came of a file: a line about the file, and a line per issue with its place."""
    told = filter(None, (outcome.school, outcome.period, outcome.plan))
    whose = f" [{', '.join(told)}]" if outcome.school else ""
    lines = f", {outcome.answered}/{outcome.askable} dòng đã điền" if outcome.askable else ""
    kept = f", đã lưu (lần nộp {outcome.revision})" if outcome.stored else ""
    if outcome.put_in_force:
        kept = f", đã đưa lần nộp {outcome.revision} vào hiệu lực"
    yield f"{outcome.file}{whose}: {VERDICTS[outcome.status]}{_count_issues(outcome)}{lines}{kept}"
    if outcome.doubt:
        yield from _describe_doubt(district, outcome.doubt)
    yield from (f"    Cần quyết định: {question.sentence} {_HOW_TO_ACCEPT}" for question in outcome.questions)
    if outcome.mended:
        yield f"    {describe_mended(outcome.mended)}"
    if outcome.beside:
        yield f"    {outcome.beside.describe()}"
    shown, more = outcome.normalised[:MOST_READINGS], len(outcome.normalised) - MOST_READINGS
    yield from map(describe_reading, shown)
    if more > 0:
        yield f"    Đã đọc theo nghĩa {format_quantity(more)} ô nữa."
    yield from map(describe_flaw, outcome.issues)


def describe_counts(outcomes: Sequence[FileOutcome]) -> str:
    """The closing line: how many files, and what came of them."""
    counts = Counter(outcome.status for outcome in outcomes)
    told = ", ".join(f"{counts[status]} {verdict}" for status, verdict in VERDICTS.items() if counts[status])
    return f"Tổng cộng {len(outcomes)} tệp: {told}."


def _is_sound(outcome: FileOutcome) -> bool:
    return outcome.status in {Status.ACCEPTED, Status.DUPLICATE} and not outcome.issues


def _judge(statuses: set[Status]) -> int:
    if Status.UNREADABLE in statuses:
        return 2
    return 1 if statuses & {Status.RETURNED, Status.ASKED, Status.BLANK, Status.NOT_ALLOWED} else 0


def _search(folder: Path) -> list[Path]:
    found = [path for path in sorted(folder.rglob("*")) if path.is_file() and not is_noise(str(path.relative_to(folder)))]
    if not found:
        raise UserError(f"Không có tệp nào trong “{folder}”; hãy kiểm tra lại thư mục.")
    return found


def _count_issues(outcome: FileOutcome) -> str:
    counts = Counter(issue.severity for issue in outcome.issues)
    words = {Severity.ERROR: "lỗi", Severity.WARNING: "cảnh báo"}
    return "".join(f", {counts[severity]} {word}" for severity, word in words.items() if counts[severity])


def _describe_doubt(district: District, doubt: Doubt) -> Iterator[str]:
    yield f"    {doubt.why} Hãy chạy lại với --school MÃ --period KỲ để xác nhận."
    names = {code: unit.short_name for code, unit in district.roster.by_code.items()}
    titles = {period.code: period.title for period in district.plan.periods}
    for what, candidates, words in (("Đơn vị", doubt.schools, names), ("Kỳ", doubt.periods, titles)):
        yield from (f"    {what} có thể là {_describe_candidate(one, words)}" for one in candidates)


def _describe_candidate(candidate: Candidate, words: Mapping[str, str]) -> str:
    signals = f" ({'; '.join(candidate.signals)})" if candidate.signals else ""
    return f"{candidate.code} – {words.get(candidate.code, candidate.code)}{signals}"
