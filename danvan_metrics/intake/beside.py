"""Files that lie beside a workbook in one zip: evidence, told and kept with the return (appraisal.md, “Evidence”).

A file belongs to the one workbook of its folder, or, where its folder has none, of the nearest folder above it in the zip; one
whose name begins with a code of evidence also to the only workbook of the whole zip. Loose files, and what is attached to a mail
(signatures' pictures among it), belong to nobody: they are told one by one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from danvan_metrics.errors import UnreadableWorkbook
from danvan_metrics.intake.archive import ArchiveMember, HandedIn
from danvan_metrics.plan.evidence_codes import find_leading_code
from danvan_metrics.plan.model import Plan
from danvan_metrics.settings import Limits
from danvan_metrics.topics.evidence.photographs import FILMS, PICTURES
from danvan_metrics.vietnamese import format_quantity

if TYPE_CHECKING:
    from danvan_metrics.store.appraising.evidence_keeping import EvidenceFiles, NewEvidenceFile

_PAPERS: Final = frozenset({".pdf", ".doc", ".docx", ".odt", ".rtf", ".txt", ".ppt", ".pptx"})
_WORKBOOKS: Final = frozenset({".xlsx", ".xls", ".xlsm", ".xlsb", ".ods", ".csv"})  # evidence only where a code says so


_UNREADABLE: Final = {
    "archive_damaged": "không mở được trong tệp nén",
    "archive_too_large": "tệp nén chứa quá nhiều dữ liệu",
    "empty_file": "tệp rỗng",
}
_MOST_TOLD: Final = 5


@dataclass(frozen=True, slots=True)
class KeptBeside:
    """What became of the files beside a return: how many were kept, were there already, or wait, and which were not kept and why.

    `waiting` files are kept once the return is taken; `until` says in words what that takes.
    """

    kept: int = 0
    known: int = 0
    left: tuple[tuple[str, str], ...] = ()  # name and reason
    waiting: int = 0
    until: str = ""

    def describe(self) -> str:
        """In one sentence."""
        return f"{'; '.join(self._list_parts())}."

    def _list_parts(self) -> Iterator[str]:
        if self.kept:
            yield f"Đã giữ {format_quantity(self.kept)} tệp minh chứng gửi kèm"
        if self.known:
            yield f"{format_quantity(self.known)} tệp minh chứng đã có từ trước, không giữ thêm bản nữa"
        if self.left:
            told = ", ".join(f"“{name}” ({why})" for name, why in self.left[:_MOST_TOLD])
            more = "…" if len(self.left) > _MOST_TOLD else ""
            yield f"{format_quantity(len(self.left))} tệp minh chứng không giữ được: {told}{more}"
        if self.waiting:
            yield f"{format_quantity(self.waiting)} tệp minh chứng gửi kèm chưa giữ: {self.until}"


def gather_beside(files: Sequence[HandedIn], plan: Plan) -> list[HandedIn]:
    """The files without those that are evidence, which now stand with the workbook they lie beside (`HandedIn.beside`)."""
    coded = {id(one): bool(find_leading_code(PurePosixPath(one.name).name, plan)) for one in files}
    evidence = [one for one in files if _may_be_evidence(one, coded=coded[id(one)])]
    if not evidence:
        return list(files)
    taken = {id(one) for one in evidence}
    workbooks: dict[str, list[HandedIn]] = {}
    for one in files:
        if isinstance(one.source, ArchiveMember) and id(one) not in taken:
            workbooks.setdefault(_folder(one.name), []).append(one)
    return list(_attach(files, {id(one): _find_owner(one, workbooks, coded=coded[id(one)]) for one in evidence}))


def _may_be_evidence(one: HandedIn, *, coded: bool) -> bool:
    suffix = PurePosixPath(one.name).suffix.casefold()
    if not isinstance(one.source, ArchiveMember) or one.flaw:
        return False
    return suffix in PICTURES | FILMS | _PAPERS or (coded and suffix in _WORKBOOKS)


def _find_owner(one: HandedIn, workbooks: Mapping[str, list[HandedIn]], *, coded: bool) -> HandedIn | None:
    """The workbook a file belongs to; None where there is none near it, or more than one."""
    for folder in _list_folders(one.name):
        if folder in workbooks:
            return workbooks[folder][0] if len(workbooks[folder]) == 1 else None
    if not coded or not isinstance(one.source, ArchiveMember):
        return None
    archive = one.source.archive
    inside = [other for others in workbooks.values() for other in others if _is_in(other, archive)]
    return inside[0] if len(inside) == 1 else None


def _is_in(one: HandedIn, archive: object) -> bool:
    return isinstance(one.source, ArchiveMember) and one.source.archive is archive


def _attach(files: Sequence[HandedIn], owners: Mapping[int, HandedIn | None]) -> Iterator[HandedIn]:
    beside: dict[int, list[HandedIn]] = {}
    for one in files:
        owner = owners.get(id(one))
        if owner is not None:
            beside.setdefault(id(owner), []).append(one)
    for one in files:
        if owners.get(id(one)) is None:
            yield replace(one, beside=tuple(beside[id(one)])) if id(one) in beside else one


def _folder(name: str) -> str:
    return str(PurePosixPath(name).parent)


def _list_folders(name: str) -> Iterator[str]:
    """The folder a file lies in, and those above it: a zip's name is the first of its members' folders."""
    yield from map(str, PurePosixPath(name).parents)


def keep_beside(
    store: EvidenceFiles, about: NewEvidenceFile, beside: Sequence[HandedIn], plan: Plan, limits: Limits
) -> KeptBeside:
    """Keep the files beside a return that was taken; `about` says whose they are and by whom they were handed in.

    Each is kept by itself, under the limits of the settings; what cannot be kept is told with its reason.
    """
    from danvan_metrics.store.appraising.evidence_keeping import TooManyFiles  # noqa: PLC0415 - few returns bring any

    kept = known = 0
    left: list[tuple[str, str]] = []
    for one in beside:
        name = PurePosixPath(one.name).name
        try:
            content = _load(one, limits)
            new = replace(about, file_name=name, content=content, code=find_leading_code(name, plan))
            is_new = store.keep(new, most=limits.most_evidence)
        except UnreadableWorkbook as error:
            left.append((name, _UNREADABLE.get(error.code, str(error))))
        except TooManyFiles as error:
            left.append((name, str(error)))
        else:
            kept, known = kept + is_new, known + (not is_new)
    return KeptBeside(kept, known, tuple(left))


def hold_beside(beside: Sequence[HandedIn], until: str) -> KeptBeside:
    """Tell that the files wait for their return: what was not taken leaves no file in the store."""
    return KeptBeside(waiting=len(beside), until=until)


def _load(one: HandedIn, limits: Limits) -> bytes:
    content = one.load(replace(limits, largest_file=limits.largest_evidence))
    if not content:
        raise UnreadableWorkbook("empty_file", "tệp rỗng")
    return content
