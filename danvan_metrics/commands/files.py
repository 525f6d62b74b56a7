"""Files and folders named on the command line, received one by one, and what is said about each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import click

from danvan_metrics.commands.output import print_json
from danvan_metrics.district import District
from danvan_metrics.errors import UserError
from danvan_metrics.intake import Outcome, Status, receive_file
from danvan_metrics.validation.issues import Issue, Severity
from danvan_metrics.workbook.answers import Place

VERDICTS = {
    Status.ACCEPTED: "không có lỗi",
    Status.RETURNED: "cần sửa",
    Status.DUPLICATE: "đã nhận từ trước, không lưu thêm",
    Status.UNREADABLE: "không đọc được",
}


def list_workbooks(paths: Iterable[Path]) -> list[Path]:
    """The files named, and every .xlsx under the folders named, in order; Excel's lock files (~$…) are skipped."""
    return [file for path in paths for file in (_search(path) if path.is_dir() else [path])]


def receive_each(district: District, paths: Iterable[Path], *, store: bool, received_on: date | None = None) -> Iterator[Outcome]:
    """Receive files one by one; one that cannot be opened is unreadable and stops nothing. Outcomes name files by path."""
    for path in paths:
        flaw = _find_flaw(path)
        if flaw:
            yield Outcome(str(path), None, None, Status.UNREADABLE, (flaw,), stored=False if store else None)
        else:
            outcome = receive_file(district, path.name, path, received_on=received_on, store=store)
            yield replace(outcome, file=str(path))


def report_each(outcomes: Iterable[Outcome], *, as_json: bool) -> int:
    """Print what came of each file, as it comes; the exit code.

    It is 2 where a file cannot be read at all, else 1 where an error stands, else 0. Where the store fails half-way, what was
    done until then is still told.
    """
    done: list[Outcome] = []
    try:
        for outcome in outcomes:
            done.append(outcome)
            if not as_json:
                click.echo("\n".join(tell_outcome(outcome)))
    finally:
        if done:
            _close(done, as_json=as_json)
    return _judge({outcome.status for outcome in done})


def tell_outcome(outcome: Outcome) -> Iterator[str]:
    """What came of a file: a line about the file, and a line per issue with its place."""
    whose = f" [{outcome.school}, {outcome.period}]" if outcome.school else ""
    lines = f", {outcome.answered}/{outcome.askable} dòng đã điền" if outcome.askable else ""
    kept = f", đã lưu (lần nộp {outcome.revision})" if outcome.stored else ""
    yield f"{outcome.file}{whose}: {VERDICTS[outcome.status]}{_count_issues(outcome)}{lines}{kept}"
    yield from map(_tell_issue, outcome.issues)


def tell_counts(outcomes: Sequence[Outcome]) -> str:
    """The closing line: how many files, and what came of them."""
    counts = Counter(outcome.status for outcome in outcomes)
    told = ", ".join(f"{counts[status]} {verdict}" for status, verdict in VERDICTS.items() if counts[status])
    return f"Tổng cộng {len(outcomes)} tệp: {told}."


def _close(done: Sequence[Outcome], *, as_json: bool) -> None:
    if as_json:
        print_json([outcome.to_json() for outcome in done])
    else:
        click.echo(tell_counts(done))


def _judge(statuses: set[Status]) -> int:
    if Status.UNREADABLE in statuses:
        return 2
    return 1 if Status.RETURNED in statuses else 0


def _search(folder: Path) -> list[Path]:
    found = [path for path in sorted(folder.rglob("*")) if path.suffix.lower() == ".xlsx" and not path.name.startswith("~$")]
    if not found:
        raise UserError(f"Không có tệp .xlsx nào trong “{folder}”; hãy kiểm tra lại thư mục.")
    return found


def _find_flaw(path: Path) -> Issue | None:
    try:
        path.open("rb").close()
    except FileNotFoundError:
        return Issue("damaged_file", Place(""), found="không có tệp này ở đường dẫn đã ghi")
    except OSError:
        return Issue("damaged_file", Place(""), found="máy tính không cho đọc tệp này")
    return None


def _count_issues(outcome: Outcome) -> str:
    counts = Counter(issue.severity for issue in outcome.issues)
    words = {Severity.ERROR: "lỗi", Severity.WARNING: "cảnh báo"}
    return "".join(f", {counts[severity]} {word}" for severity, word in words.items() if counts[severity])


def _tell_issue(issue: Issue) -> str:
    kind = "LỖI" if issue.severity is Severity.ERROR else "Cảnh báo"
    place = (
        f" {issue.place.sheet} › {issue.place.cell}:"
        if issue.place.cell
        else f" {issue.place.sheet}:"
        if issue.place.sheet
        else ""
    )
    return f"    {kind}{place} {issue.message} {issue.remedy}"
