"""Which pieces of evidence prove which lines of a return: as the sheet Minh chứng lists them, and as cells name their codes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from danvan_metrics.plan.evidence_codes import find_codes, find_lines
from danvan_metrics.plan.model import Plan
from danvan_metrics.vietnamese import fold
from danvan_metrics.workbook.answers import EvidenceItem, Place, Return

_PLAN: Final = "ke hoach"


@dataclass(frozen=True)
class EvidenceLinks:
    """The pieces of one return and its lines, each way."""

    plan: Plan
    returned: Return

    @cached_property
    def named(self) -> Mapping[str, tuple[str, ...]]:
        """The codes that each line's cell Minh chứng names; lines that name none are left out."""
        found = {answer.line: find_codes(answer.evidence, self.plan) for answer in self.returned.answers}
        return {line: codes for line, codes in found.items() if codes}

    @cached_property
    def named_by_models(self) -> frozenset[str]:
        """The codes that the sheet Mô hình names."""
        return frozenset(code for model in self.returned.models for code in find_codes(model.evidence, self.plan))

    @cached_property
    def used_for(self) -> Mapping[Place, tuple[str, ...]]:
        """The lines that each row of the sheet says it is used for."""
        return {piece.place: find_lines(piece.used_for, self.plan) for piece in self.returned.evidence}

    @cached_property
    def _naming(self) -> Mapping[str, tuple[str, ...]]:
        lines: dict[str, list[str]] = {}
        for line, codes in self.named.items():
            for code in codes:
                lines.setdefault(code, []).append(line)
        return {code: tuple(named) for code, named in lines.items()}

    def list_proven(self, piece: EvidenceItem) -> tuple[str, ...]:
        """The lines a piece is used for by its own row or by the lines' cells, in the plan's order."""
        proven = {*self.used_for[piece.place], *self._naming.get(piece.code, ())}
        return tuple(line for line in self.plan.indicator_of_line if line in proven)

    def list_pieces(self, line: str) -> tuple[str, ...]:
        """The codes that prove a line: those its cell names, then those whose row names the line."""
        rows = (piece.code for piece in self.returned.evidence if piece.code and line in self.used_for[piece.place])
        return tuple(dict.fromkeys((*self.named.get(line, ()), *rows)))

    def is_unused(self, piece: EvidenceItem) -> bool:
        """Whether no line, and no model, is proven by a piece."""
        return not self.list_proven(piece) and piece.code not in self.named_by_models

    @cached_property
    def hanging(self) -> Mapping[str, tuple[str, ...]]:
        """Codes that cells name and no row lists, with the lines that name them; none where nothing is listed at all."""
        listed = {piece.code for piece in self.returned.evidence}
        return {code: lines for code, lines in self._naming.items() if code not in listed} if listed else {}

    @cached_property
    def twins(self) -> Mapping[str, tuple[Place, ...]]:
        """Codes that stand in more than one row, with the cells."""
        places: dict[str, list[Place]] = {}
        for piece in self.returned.evidence:
            if piece.code:
                places.setdefault(piece.code, []).append(piece.place)
        return {code: tuple(rows) for code, rows in places.items() if len(rows) > 1}

    def find_sole_plan(self, line: str) -> EvidenceItem | None:
        """The plan (“kế hoạch”) that is all that proves a line; None where there is more, or the line is about a plan itself."""
        codes = self.list_pieces(line)
        listed = {piece.code: piece for piece in self.returned.evidence}
        sole = listed.get(codes[0]) if len(codes) == 1 else None
        return sole if sole and is_plan(sole) and not self._is_about_plan(line) else None

    def _is_about_plan(self, line: str) -> bool:
        indicator = self.plan.indicator_of_line[line]
        texts = [indicator.text, indicator.title, *(one.text for one in indicator.rows if one.code == line)]
        return not indicator.needs_evidence or any(_PLAN in fold(text) for text in texts)


def is_plan(piece: EvidenceItem) -> bool:
    """Whether a piece is a plan by its kind or its title: it says what is meant, not what is done."""
    return fold(piece.kind).startswith(_PLAN) or fold(piece.title).startswith(_PLAN)
