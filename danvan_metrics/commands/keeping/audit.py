"""`audit`: who did what to what, when, from what to what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from danvan_metrics.access.actor import Actor
from danvan_metrics.audit_acts import hand_out_trail, load_trail, make_namer
from danvan_metrics.commands.office import find_office_actor, open_office
from danvan_metrics.commands.output import print_json, write_file
from danvan_metrics.commands.terminal.narrow_table import print_lines
from danvan_metrics.commands.terminal.saying import say
from danvan_metrics.district import District
from danvan_metrics.errors import UserError
from danvan_metrics.topics.audit.figures import TrailLine, Wanted, choose, tell
from danvan_metrics.topics.audit.trace import ACT_WORDS
from danvan_metrics.topics.audit.trail_file import TrailForm
from danvan_metrics.vietnamese import fold


def run(*, sample: bool, out: Path | None, force: bool, as_json: bool, **asked: Any) -> int:
    """Print the lines or write them into a file; `asked`: the fields of Wanted."""
    district = open_office(sample=sample)
    wanted = Wanted(**asked | {"act": _find_act(asked["act"])})
    actor = find_office_actor(district)
    if out is not None:
        _write(district, wanted, out, actor, force=force)
        return 0
    namer = make_namer(district)
    lines = [tell(trace, namer) for trace in choose(load_trail(district, actor=actor), wanted)]
    if as_json:
        print_json([asdict(line) for line in lines])
    else:
        print_lines(map(_describe, lines) if lines else ["Không có dòng nhật ký nào như vậy."])
    return 0


def _write(district: District, wanted: Wanted, out: Path, actor: Actor, *, force: bool) -> None:
    form = next((one for one in TrailForm if out.suffix.casefold() == f".{one}"), None)
    if form is None:
        raise UserError(f"Nhật ký chỉ ghi được vào tệp .xlsx hoặc .csv; hãy đổi đuôi của “{out}”.")
    write_file(out, hand_out_trail(district, wanted, form, actor=actor)[1], force=force)
    say(f"Đã ghi {out}.")


def _find_act(said: str) -> str:
    """The act of these words, or of its name in the store; UserError for none."""
    if not said:
        return ""
    acts: Sequence[str] = [act for act, words in ACT_WORDS.items() if said == act or fold(said) == fold(words)]
    if not acts:
        raise UserError(f"Không có loại việc “{said}”; hãy ghi một trong: {', '.join(ACT_WORDS.values())}.")
    return acts[0]


def _describe(line: TrailLine) -> str:
    change = " → ".join(filter(None, (line.before, line.after)))
    told = " | ".join(filter(None, (line.about, change, line.reason)))
    return " | ".join(filter(None, (line.moment, line.person or "không rõ ai", line.deed, told)))
