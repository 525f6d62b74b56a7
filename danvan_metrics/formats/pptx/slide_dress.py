"""What a deck wears: the program's own white, or an office's template, crest and colour."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from danvan_metrics.formats import theme


@dataclass(frozen=True, slots=True)
class SlideDress:
    """template: a PPTX that was checked, b"" for the program's own. crest: a PNG, b"" for none.

    crest_shape: its width in heights. crest_name: read out by screen readers. accent: of titles and the bar of the cover.
    """

    template: bytes = field(default=b"", repr=False)
    crest: bytes = field(default=b"", repr=False)
    crest_shape: float = 1.0
    crest_name: str = ""
    accent: str = theme.ACCENT


PLAIN: Final = SlideDress()
