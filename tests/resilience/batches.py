"""Batches of filled returns, and what must be in the store after them."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterable, Sequence
from hashlib import sha256
from pathlib import Path

from sqlalchemy import func, select

from danvan_metrics.plan.rules import Field
from danvan_metrics.store.engine import open_engine, reading
from danvan_metrics.store.tables import answers, events, files, submissions
from tests.builders_cli import ROSTER, fill_template

SCHOOLS = tuple(unit.code for unit in ROSTER.schools)


def make_returns(folder: Path, count: int) -> list[bytes]:
    """Filled returns of the first `count` schools, again from the first where there are fewer schools."""
    folder.mkdir(parents=True, exist_ok=True)
    made = [
        fill_template(folder / f"{code}.xlsx", code, lines={"NV2.3": {Field.DONE: 2}}).read_bytes() for code in SCHOOLS[:count]
    ]
    return [made[number % len(made)] for number in range(count)]


def write_batch(returns: Sequence[bytes], mark: str, folder: Path) -> dict[str, str]:
    """These returns as files nobody has seen before (each carries the mark); their SHA-256 by name."""
    folder.mkdir(parents=True, exist_ok=True)
    digests = {}
    for number, content in enumerate(returns):
        file = mark_file(content, f"{mark}/{number}")
        name = f"{number:03}.xlsx"
        (folder / name).write_bytes(file)
        digests[name] = sha256(file).hexdigest()
    return digests


def mark_file(content: bytes, mark: str) -> bytes:
    """The same workbook in other bytes: a comment in its zip."""
    packed = io.BytesIO(content)
    with zipfile.ZipFile(packed, "a") as archive:
        archive.comment = mark.encode()
    return packed.getvalue()


def read_acknowledged(printed: str) -> list[str]:
    """The names of the files that `import --json-lines` said were kept; a line cut short by a kill says nothing."""
    names = []
    for line in printed.splitlines():
        try:
            told = json.loads(line)
        except ValueError:
            continue
        if told["stored"]:
            names.append(Path(told["file"]).name)
    return names


def judge_store(url: str, acknowledged: Iterable[str]) -> str:
    """What is wrong with a store that these files (SHA-256) were acknowledged to be in; "" where nothing is."""
    engine = open_engine(url)
    try:
        with reading(engine) as connection:
            kept = [digest for (digest,) in connection.execute(select(submissions.c.sha256))]
            lines = connection.execute(
                select(submissions.c.id, func.count(answers.c.line)).outerjoin(answers).group_by(submissions.c.id)
            ).all()
            traced = connection.execute(select(func.count()).where(events.c.action == "accepted")).scalar()
            contents = {row.sha256: bytes(row.content) for row in connection.execute(select(files.c.sha256, files.c.content))}
    finally:
        engine.dispose()
    lost = set(acknowledged) - set(kept)
    half = {count for _, count in lines} - {max((count for _, count in lines), default=0)}
    wrong = {
        f"{len(lost)} acknowledged files lost": lost,
        f"{len(kept) - len(set(kept))} files kept twice": len(kept) != len(set(kept)),
        f"returns with {sorted(half)} lines": half,
        "returns without their event": traced != len(kept),
        "bytes that are not what was handed in": any(
            sha256(content).hexdigest() != digest for digest, content in contents.items()
        ),
    }
    return "; ".join(words for words, found in wrong.items() if found)
