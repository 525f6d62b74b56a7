"""Another school's secrets in a store of two schools, and everything a page gave its visitor, as bytes."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Block, Node

from danvan_metrics.district import District
from danvan_metrics.intake.archive import HandedIn
from danvan_metrics.intake.receiving import Receiving, receive_files
from danvan_metrics.meeting_acts import agree_action
from danvan_metrics.plan.rules import Field
from danvan_metrics.raw import Raw
from danvan_metrics.store.records import Agreement
from danvan_metrics.workbook.answering.form import prepare_form
from danvan_metrics.workbook.template.build import build_workbook
from danvan_metrics.workbook.template.filling import Contents, fill_cells
from tests.builders import PLAN, ROSTER
from tests.builders_access import OFFICE

OWN, OTHER = "MN-DAPTHANH", "TH-MINHCAM"
PERIOD = "6m"
HANDED_IN = date(2020, 6, 14)
OWN_COUNT, OTHER_COUNT = 12_000, 81_937  # cuộc, of one tracked line

# Plain letters: they stand the same in a protocol buffer, in JSON, in Arrow and in a picture's text.
PERSONS = {
    "prepared by": ("KINDAOLAP",),
    "telephone": ("0203555777",),
    "asked": ("KINDAOGIAO",),
    "leader": ("KINDAODAU",),
}
SECRETS = PERSONS | {
    "note": ("KINDAOGHICHU",),
    "evidence": ("KINDAOMINHCHUNG",),
    "model": ("KINDAOMOHINH",),
    "task": ("KINDAOVIEC",),
    "count": ("81937", "81.937"),
    "both counts": ("93937", "93.937"),  # 12.000 + 81.937
}
OWN_FIGURE = {"own count": ("12.000",)}
_DRAWN_BY_LOT = re.compile(rb"[0-9a-f]{32,}")  # names of elements and files: one in ten thousand has “81937” in it
# Whom to ask stands in reminders, who leads a model in the workbook; no page shows either.
IN_FILES_ONLY = {"prepared by", "telephone", "leader"}


def fill_store(district: District) -> None:
    """A return of each of the two schools, the other's full of secrets, and a task given to it."""
    files = [
        HandedIn("cua-minh.xlsx", _fill_return(OWN, {Field.DONE: OWN_COUNT}, "Chu Thị Hoa", "0203111222")),
        HandedIn(
            "cua-ban.xlsx",
            _fill_return(
                OTHER, {Field.DONE: OTHER_COUNT, Field.NOTE: _spell("note")}, _spell("prepared by"), _spell("telephone")
            ),
        ),
    ]
    outcomes = list(receive_files(district, files, Receiving(HANDED_IN, accept=True, actor=OFFICE)))
    if not all(one.stored for one in outcomes):
        raise AssertionError([issue for one in outcomes for issue in one.issues])
    agreement = Agreement(PERIOD, OTHER, "NV1.2", _spell("task"), _spell("asked"), date(2020, 7, 1))
    agree_action(district, agreement, actor=OFFICE)


def _fill_return(school: str, line: dict[Field, Raw], person: str, telephone: str) -> bytes:
    facts: dict[str, Raw] = {"prepared_by": person, "phone": telephone, "staff": 30}
    evidence: tuple[dict[str, Raw], ...] = ({"code": "MC-NV1.2-01", "title": _spell("evidence"), "used_for": "NV1.2"},)
    model: dict[str, Raw] = {"name": _spell("model"), "leader": _spell("leader"), "field": "Xây dựng nông thôn mới"}
    models = (model | {"owner": "Tập thể", "status": "Đang thực hiện"},) if school == OTHER else ()
    contents = Contents({"NV1.2": line}, facts, "Có" if models else "Không", models, evidence if school == OTHER else ())
    workbook = build_workbook(PLAN, ROSTER.by_code[school], PLAN.find_period(PERIOD))
    fill_cells(workbook, prepare_form(PLAN, ROSTER.by_code[school].reporter).layout, contents)
    packed = io.BytesIO()
    workbook.save(packed)
    return packed.getvalue()


def _spell(secret: str) -> str:
    return SECRETS[secret][0]


def find_secrets(app: AppTest, secrets: Mapping[str, Sequence[str]]) -> list[str]:
    """Which of the secrets was sent to the browser, in one of its spellings."""
    sent = _DRAWN_BY_LOT.sub(b"", read_everything(app))
    return [what for what, spellings in secrets.items() if any(one.encode() in sent for one in spellings)]


def read_everything(app: AppTest) -> bytes:
    """All that was sent to the browser: every element's own message, whatever kind it is of."""
    return b"\n".join(_list_messages(app._tree))


def _list_messages(node: Node) -> Iterator[bytes]:
    if isinstance(node, Block):
        for child in node.children.values():
            yield from _list_messages(child)
    if proto := getattr(node, "proto", None):  # the root has none
        yield proto.SerializeToString()
