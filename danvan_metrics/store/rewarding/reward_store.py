"""What the office recognised, proposed and decided: kept, and found again. Rows are only ever added."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import Connection, Engine, RowMapping, insert, select

from danvan_metrics.errors import UserError
from danvan_metrics.store.engine import reading, writing
from danvan_metrics.store.force import match_schools
from danvan_metrics.store.rewarding.reward_records import (
    CouncilRecord,
    ModelKey,
    NewCouncil,
    NewProposal,
    NewRecognition,
    NewRewardStep,
    ProposalRecord,
    RecognitionRecord,
    RewardHistory,
    RewardStepRecord,
)
from danvan_metrics.store.rewarding.reward_tables import council_meetings, proposal_steps, proposals, recognitions
from danvan_metrics.store.saving import add_event, first_key
from danvan_metrics.vietnamese import fold

RECOGNISED: Final = "model_recognised"
UNRECOGNISED: Final = "model_unrecognised"
COUNCIL_HELD: Final = "council_held"
PROPOSED: Final = "reward_proposed"
STEPPED: Final = "reward_stepped"
_STALE: Final = "Có người vừa ghi thêm vào đề nghị này; hãy tải lại trang để xem tình trạng mới nhất rồi làm lại."
_TAKEN: Final = (
    "{name} đã được đề nghị “{form}” trong kỳ này (đề nghị số {number}); hãy làm tiếp đề nghị ấy, hoặc thôi đề nghị ấy trước."
)


class Rewarding:
    """The store's part that recognition and reward write to; safe to share between threads, as the repository it belongs to.

    Whoever calls has checked what is kept against plan, roster and returns (rewarding); what two people may do at the same
    moment is checked here.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def recognise(self, new: NewRecognition, *, seen: int = 0) -> int:
        """Keep a recognition, or its withdrawal; its number. UserError where the model's last one is not `seen` any more."""
        now, key = datetime.now(UTC), asdict(new.key)
        with writing(self._engine) as connection:
            same = (recognitions.c[name] == value for name, value in key.items())
            query = select(recognitions.c.id, recognitions.c.level, recognitions.c.withdrawn).where(*same)
            last = connection.execute(query.order_by(recognitions.c.id.desc()).limit(1)).first()
            if (last.id if last else 0) != seen:
                raise UserError(
                    "Có người vừa ghi việc công nhận mô hình này; hãy tải lại trang để xem tình trạng mới nhất rồi làm lại."
                )
            row = {**asdict(new), **key, "at": now}
            del row["key"]
            number = _insert(connection, recognitions, row)
            before = last.level if last and not last.withdrawn else None
            detail = {
                "recognition": number,
                "model": new.key.model,
                "before": before,
                "level": new.level,
                "decision": new.decision,
            }
            action = UNRECOGNISED if new.withdrawn else RECOGNISED
            _log(connection, action, row, detail | ({"reason": new.reason} if new.withdrawn else {}))
            return number

    def hold(self, new: NewCouncil) -> int:
        """Keep a meeting of the council; its number."""
        with writing(self._engine) as connection:
            row = {**asdict(new), "attendance": [{"name": name, "title": title} for name, title in new.present]}
            row["at"] = datetime.now(UTC)
            del row["present"]
            number = _insert(connection, council_meetings, row)
            detail = {"council": number, "present": len(new.present), "members": new.members}
            _log(connection, COUNCIL_HELD, {**row, "school": ""}, detail)
            return number

    def propose(self, new: NewProposal) -> int:
        """Keep a proposal; its number. UserError where the same one for the same form is still open or was decided."""
        with writing(self._engine) as connection:
            _refuse_twice(connection, new)
            row = {**asdict(new), "figures": dict(new.figures), "at": datetime.now(UTC)}
            number = _insert(connection, proposals, row)
            _log(connection, PROPOSED, row, {"proposal": number, "owner": new.owner, "form": new.form})
            return number

    def step(self, proposal: int, new: NewRewardStep, *, seen: int) -> int:
        """Keep what was done to a proposal of which `seen` steps were known; UserError where there are others by now."""
        with writing(self._engine) as connection:
            found = _find_proposal(connection, proposal)
            if len(found.steps) != seen:
                raise UserError(_STALE)
            row = {**asdict(new), "detail": dict(new.detail), "proposal": proposal, "at": datetime.now(UTC)}
            number = _insert(connection, proposal_steps, row)
            about = {"school": found.school, "period": found.period, "actor": new.actor, "at": row["at"]}
            before = found.steps[-1].step if found.steps else "proposed"
            detail = {"proposal": proposal, "owner": found.owner, "form": found.form, "before": before, "step": new.step}
            _log(connection, STEPPED, about, detail)
            return number

    def find_proposal(self, proposal: int) -> ProposalRecord:
        """A proposal with its steps; UserError where there is none of this number."""
        with reading(self._engine) as connection:
            return _find_proposal(connection, proposal)

    def load_history(self, plan: str, schools: Collection[str] | None = None) -> RewardHistory:
        """Everything of a plan, or what is about these schools and every meeting of the council, of one moment, oldest first."""
        with reading(self._engine) as connection:
            of_plan = select(recognitions).where(*match_schools(recognitions, plan, schools)).order_by(recognitions.c.id)
            held = select(council_meetings).where(council_meetings.c.plan == plan).order_by(council_meetings.c.id)
            return RewardHistory(
                recognitions=tuple(_read_recognition(row) for row in connection.execute(of_plan).mappings()),
                councils=tuple(_read_council(row) for row in connection.execute(held).mappings()),
                proposals=_list_proposals(connection, *match_schools(proposals, plan, schools)),
            )


def _insert(connection: Connection, table: Any, row: Mapping[str, Any]) -> int:
    return first_key(connection.execute(insert(table), row).inserted_primary_key)


def _refuse_twice(connection: Connection, new: NewProposal) -> None:
    """A name is the same however it is spelled; what was dropped or withdrawn may be proposed again."""
    same = [proposals.c[name] == getattr(new, name) for name in ("plan", "period", "owner", "school", "form")]
    for known in _list_proposals(connection, *same):
        if fold(known.name) == fold(new.name) and known.step not in {"withdrawn", "dropped"}:
            raise UserError(_TAKEN.format(name=new.name, form=new.form, number=known.id))


def _find_proposal(connection: Connection, proposal: int) -> ProposalRecord:
    found = _list_proposals(connection, proposals.c.id == proposal)
    if not found:
        raise UserError(f"Không có đề nghị số {proposal} trong kho dữ liệu; hãy tải lại trang Khen thưởng.")
    return found[0]


def _list_proposals(connection: Connection, *conditions: Any) -> tuple[ProposalRecord, ...]:
    chosen = select(proposals).where(*conditions).order_by(proposals.c.id)
    found = connection.execute(chosen).mappings().all()
    of_these = proposal_steps.join(proposals, proposals.c.id == proposal_steps.c.proposal)
    query = select(proposal_steps).select_from(of_these).where(*conditions).order_by(proposal_steps.c.id)
    steps: dict[int, list[RewardStepRecord]] = defaultdict(list)
    for row in connection.execute(query).mappings():
        steps[row["proposal"]].append(RewardStepRecord(**row))
    return tuple(ProposalRecord(**row, steps=tuple(steps[row["id"]])) for row in found)


def _read_recognition(row: RowMapping) -> RecognitionRecord:
    values = dict(row)
    key = ModelKey(*(values.pop(name) for name in ("plan", "school", "period", "model")))
    return RecognitionRecord(key=key, **values)


def _read_council(row: RowMapping) -> CouncilRecord:
    values = dict(row)
    present: Sequence[Mapping[str, str]] = values.pop("attendance")
    return CouncilRecord(present=tuple((one["name"], one["title"]) for one in present), **values)


def _log(connection: Connection, action: str, about: Mapping[str, Any], detail: Mapping[str, object]) -> None:
    named = {name: about[name] for name in ("school", "period", "actor", "at")}
    add_event(connection, {"action": action, "submission": None, "detail": dict(detail), **named})
