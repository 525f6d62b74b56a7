"""Issues: what is wrong with a return, where, what was found and what is expected."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from danvan_metrics.validation.messages import MESSAGES
from danvan_metrics.vietnamese import lower_first
from danvan_metrics.workbook.answers import EMPTY, Place


class Severity(StrEnum):
    """An error keeps a return out; a warning asks to look again."""

    ERROR = "error"
    WARNING = "warning"


BLANK: Final = EMPTY
ABSENT: Final = "(không thấy)"


@dataclass(frozen=True, slots=True)
class Issue:
    """A value with a place; its sentence is made only when shown.

    `found` and `expected` also stand alone, under “Đã thấy” and “Cần ghi”: each is a phrase that needs no sentence round it.
    """

    code: str
    place: Place
    line: str = ""
    found: str = ""
    expected: str = ""
    mild: bool = False

    @property
    def severity(self) -> Severity:
        """As the catalogue says; a `mild` case of what is an error elsewhere is a warning."""
        return Severity.WARNING if self.mild or MESSAGES[self.code].warning else Severity.ERROR

    @property
    def message(self) -> str:
        """What is wrong, in one Vietnamese sentence."""
        return self._fill(MESSAGES[self.code].text)

    @property
    def remedy(self) -> str:
        """What to do about it, in one Vietnamese sentence."""
        return self._fill(MESSAGES[self.code].remedy)

    def _fill(self, sentence: str) -> str:
        within = lower_first(self.expected)
        return sentence.format(found=self.found, expected=self.expected, within=within, line=self.line)


def describe_issue(issue: Issue) -> dict[str, str]:
    """One issue as JSON tells it."""
    return {
        "code": issue.code,
        "severity": issue.severity.value,
        "sheet": issue.place.sheet,
        "cell": issue.place.cell,
        "line": issue.line,
        "found": issue.found,
        "message": f"{issue.message} {issue.remedy}".strip(),
    }
