"""Settle what the signals say: they agree, or the officer is asked, with what speaks for whom."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from danvan_metrics.vietnamese import capitalise
from danvan_metrics.workbook.recognising.identity_signals import Signal, SignalPlace
from danvan_metrics.workbook.recognising.recognition import Candidate


@dataclass(frozen=True, slots=True)
class Settlement:
    """What came of one subject: settled `by` a signal on the only candidate, or not, and why.

    `unknown` is the hidden code where there is nothing but one that nobody has; with no candidate and no `why` nothing spoke.
    """

    candidates: tuple[Candidate, ...] = ()
    by: Signal | None = None
    why: str = ""
    unknown: str = ""

    @property
    def code(self) -> str:
        """The code settled; empty where it is not."""
        return self.candidates[0].code if self.by else ""


@dataclass(frozen=True, slots=True)
class Matter:
    """What is settled, in words: “đơn vị” or “kỳ”, what is said of one that is not there and of an odd one, a code's name."""

    word: str
    absent: str
    odd: str
    name: Callable[[str], str]


def settle(signals: Sequence[Signal], subject: Matter) -> Settlement:
    """Settle one subject.

    What stands inside the workbook must agree, and be plain. The file's name speaks only where the inside says nothing, for
    schools rename files at will; elsewhere it may at most stand beside a candidate that the inside names.
    """
    inside = [signal for signal in signals if signal.source is not SignalPlace.FILE]
    unknown = [signal for signal in inside if not signal.codes]
    known = [signal for signal in inside if signal.codes]
    if not unknown:
        return _settle_known(known or list(signals), signals, subject)
    if not known and unknown[0].source is SignalPlace.HIDDEN:
        return Settlement(why=f"{capitalise(unknown[0].words)}, {subject.absent}.", unknown=unknown[0].quote)
    candidates = _list_candidates(_collect_codes(known or signals), signals)
    why = f"{capitalise(unknown[0].words)}, {subject.absent}"
    return Settlement(candidates, why=f"{why}; chỗ khác chỉ {_join(candidates, subject, 'và')}." if known else f"{why}.")


def _settle_known(speaking: Sequence[Signal], signals: Sequence[Signal], subject: Matter) -> Settlement:
    if not speaking:
        return Settlement()
    common = [code for code in speaking[0].codes if all(code in one.codes for one in speaking)]
    odd = next((one for one in speaking if not one.plain), None)
    candidates = _list_candidates(common if common and not odd else _collect_codes(speaking), signals)
    if odd:
        return Settlement(candidates, why=f"{capitalise(odd.words)}, {subject.odd}.")
    if not common:
        return Settlement(candidates, why=f"Các chỗ trong tệp ghi {subject.word} khác nhau: {_join(candidates, subject, 'và')}.")
    by = next((one for one in speaking if one.sure), None)
    if len(common) == 1 and by:
        return Settlement(candidates, by)
    return Settlement(candidates, why=f"{capitalise(speaking[0].words)}, có thể là {_join(candidates, subject, 'hoặc')}.")


def _collect_codes(signals: Iterable[Signal]) -> list[str]:
    return list(dict.fromkeys(code for signal in signals for code in signal.codes))


def _list_candidates(codes: Iterable[str], signals: Sequence[Signal]) -> tuple[Candidate, ...]:
    """The likeliest first: whom the strongest signal names, then whom most of them name."""
    for_each = {code: [one for one in signals if code in one.codes] for code in codes}
    order = sorted(for_each, key=lambda code: (min(one.source for one in for_each[code]), -len(for_each[code])))
    return tuple(Candidate(code, tuple(dict.fromkeys(one.words for one in for_each[code]))) for code in order)


def _join(candidates: Sequence[Candidate], subject: Matter, last: str) -> str:
    names = [subject.name(one.code) for one in candidates]
    return f" {last} ".join(filter(None, (", ".join(names[:-1]), names[-1])))
