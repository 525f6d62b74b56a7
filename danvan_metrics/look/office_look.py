"""The office's look as everything takes it: one object per version of the folder, each part read when it is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from danvan_metrics.errors import UserError
from danvan_metrics.look.look_faults import CREST, CRESTS, FOLDER, PAPER, SLIDES, WORDS, LookFault, find_grave
from danvan_metrics.look.look_files import WrongFile, list_strange, name_version, read_look_file
from danvan_metrics.look.look_words import LARGEST as LARGEST_WORDS
from danvan_metrics.look.look_words import LookWords, WrongWords, name_office_anew, parse_words
from danvan_metrics.plan.model import Plan
from danvan_metrics.settings import Limits

if TYPE_CHECKING:
    from danvan_metrics.formats.pptx.slide_dress import SlideDress
    from danvan_metrics.look.crest import Crest

_REMEDY: Final = "Hãy sửa, hoặc tạm bỏ tệp đó khỏi thư mục diện mạo (DANVAN_LOOK) rồi làm lại."


@dataclass(frozen=True)
class Look:
    """The office's look; without a folder the program's own. version: changes with the folder's files, "" without one.

    What is wrong with a part keeps that part from being used: pages show the program's own in its place and say so, files that
    leave are not made.
    """

    folder: Path | None = None
    version: str = ""
    limits: Limits = field(default_factory=Limits)

    @cached_property
    def words(self) -> LookWords:
        """What the office is called; nothing where `look.toml` is missing or wrong."""
        return self._words[0]

    @cached_property
    def crest(self) -> Crest | None:
        """The crest; None where there is none that can be used."""
        return self._crest[0]

    def list_faults(self) -> tuple[LookFault, ...]:
        """Everything that is wrong or noteworthy, of every part."""
        if self.folder is None:
            return ()
        return (*self._folder_faults, *self._words[1], *self._crest[1], *self._slides[1], *self._paper[1])

    def list_usable(self) -> list[str]:
        """The parts that are there and nothing is wrong with, by their files' names."""
        if self.folder is None or find_grave(self._folder_faults, ()):
            return []
        words = self._read(WORDS, WORDS, LARGEST_WORDS)[0] is not None and not self._words[1]
        parts = {WORDS: words, CREST: self.crest is not None, SLIDES: bool(self._slides[0]), PAPER: bool(self._paper[0])}
        return [part for part, usable in parts.items() if usable]

    def dress(self, plan: Plan) -> Plan:
        """The plan with its office under these names; the same object where they change nothing."""
        office = name_office_anew(plan.office, self.words.office)
        return plan if office == plan.office else plan.model_copy(update={"office": office})

    def require_names(self) -> None:
        """UserError where it cannot be known what the office is called: nothing leaves under a name that may be wrong."""
        if self.folder is not None:
            self._require((*self._folder_faults, *self._words[1]), WORDS)

    def take_slides(self, plan: Plan) -> SlideDress:
        """What a deck of this plan's office wears; UserError where a part of it is wrong."""
        from danvan_metrics.formats.pptx.slide_dress import PLAIN, SlideDress  # noqa: PLC0415 - only when slides are made

        if self.folder is None:
            return PLAIN
        self.require_names()
        self._require((*self._folder_faults, *self._crest[1], *self._slides[1]), CREST, SLIDES)
        return SlideDress(
            template=self._slides[0],
            crest=self.crest.png if self.crest else b"",
            crest_shape=self.crest.shape if self.crest else 1.0,
            crest_name=f"Biểu trưng của {plan.office.name}" if self.crest else "",
            accent=self.words.accent or PLAIN.accent,
        )

    def take_paper(self) -> bytes:
        """The template of papers, b"" for the program's own; UserError where it is wrong."""
        if self.folder is None:
            return b""
        self.require_names()
        self._require((*self._folder_faults, *self._paper[1]), PAPER)
        return self._paper[0]

    @cached_property
    def _folder_faults(self) -> tuple[LookFault, ...]:
        if self.folder is None:
            return ()
        if not self.folder.is_dir():
            return (LookFault(FOLDER, str(self.folder), "không thấy thư mục diện mạo này; hãy kiểm tra DANVAN_LOOK"),)
        return tuple(list_strange(self.folder))

    @cached_property
    def _words(self) -> tuple[LookWords, tuple[LookFault, ...]]:
        content, faults = self._read(WORDS, WORDS, LARGEST_WORDS)
        if content is None:
            return LookWords(), faults
        try:
            return parse_words(content), faults
        except WrongWords as error:
            return LookWords(), tuple(LookFault(WORDS, WORDS, mistake) for mistake in error.mistakes)

    @cached_property
    def _crest(self) -> tuple[Crest | None, tuple[LookFault, ...]]:
        from danvan_metrics.look.crest import LARGEST, WrongCrest, read_crest  # noqa: PLC0415 - loads Pillow

        for name in CRESTS:
            content, faults = self._read(CREST, name, LARGEST)
            if faults:
                return None, faults
            if content is not None:
                try:
                    return read_crest(content), ()
                except WrongCrest as error:
                    return None, (LookFault(CREST, name, str(error)),)
        return None, ()

    @cached_property
    def _slides(self) -> tuple[bytes, tuple[LookFault, ...]]:
        from danvan_metrics.look.slide_template import judge_slides  # noqa: PLC0415 - loads python-pptx
        from danvan_metrics.look.template_package import LARGEST  # noqa: PLC0415 - as above

        content, faults = self._read(SLIDES, SLIDES, LARGEST)
        return _keep(content, judge_slides(content, self.limits) if content else faults)

    @cached_property
    def _paper(self) -> tuple[bytes, tuple[LookFault, ...]]:
        from danvan_metrics.look.paper_template import judge_paper  # noqa: PLC0415 - loads python-docx
        from danvan_metrics.look.template_package import LARGEST  # noqa: PLC0415 - as above

        content, faults = self._read(PAPER, PAPER, LARGEST)
        return _keep(content, judge_paper(content, self.limits) if content else faults)

    def _read(self, part: str, name: str, largest: int) -> tuple[bytes | None, tuple[LookFault, ...]]:
        if self.folder is None or not self.folder.is_dir():
            return None, ()
        try:
            return read_look_file(self.folder, name, largest), ()
        except WrongFile as error:
            return None, (LookFault(part, name, str(error)),)

    def _require(self, faults: Sequence[LookFault], *parts: str) -> None:
        wrong = find_grave(faults, parts)
        if wrong:
            more = f" (còn {len(wrong) - 1} lỗi khác, xem bằng lệnh look check)" if len(wrong) > 1 else ""
            raise UserError(f"Diện mạo riêng của Phòng chưa dùng được: {wrong[0].told}{more} {_REMEDY}")


NO_LOOK: Final = Look()


def find_look(folder: Path | None, limits: Limits) -> Look:
    """The look kept in a folder, None for the program's own; the same object until a file of the folder changes."""
    return _open_look(folder.absolute(), name_version(folder), limits) if folder else NO_LOOK


@lru_cache(maxsize=4)
def _open_look(folder: Path, version: str, limits: Limits) -> Look:
    return Look(folder, version, limits)


def _keep(content: bytes | None, faults: Iterable[LookFault]) -> tuple[bytes, tuple[LookFault, ...]]:
    """A template that may be used, else b""; and what is to be said of it."""
    told = tuple(faults)
    return (b"" if content is None or any(fault.grave for fault in told) else content), told
