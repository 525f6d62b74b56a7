"""How long files for a meeting take, of the whole sample district: each with its figures computed anew, and one after another."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from statistics import median

from pptx import Presentation

from danvan_metrics.district import District, open_district
from danvan_metrics.exports.making import ExportKind, make_export
from danvan_metrics.metrics.dataset import Scope
from danvan_metrics.sample import fill_sample_store
from danvan_metrics.settings import load_settings
from danvan_metrics.topics.spread.outlines import load_outlines
from tests.bench.measures import Measure, time_call

SCOPE = Scope("9m")
BLANK_SLIDES = 20
TOGETHER = (ExportKind.SLIDES, ExportKind.REPORT, ExportKind.WORKBOOK)
SECONDS = 3  # the aim for these three of the sample district, their figures computed once, as the dashboard keeps them


def run(rounds: int) -> Iterator[Measure]:
    """Seconds per file, and of the three; slides stand beside as many blank ones, which python-pptx writes."""
    with tempfile.TemporaryDirectory() as folder:
        district = _open_sample(Path(folder))
        taken: dict[ExportKind, list[float]] = {kind: [] for kind in ExportKind}
        blank: list[float] = []
        together: list[float] = []
        _export(district, ExportKind.SLIDES)
        for _ in range(rounds):
            time_call(blank, _write_blank)
            for kind, seconds in taken.items():
                time_call(seconds, partial(_export, district, kind))
            time_call(together, partial(_export, district, *TOGETHER))
        verdict = "within" if median(together) <= SECONDS else "NOT within"
        yield Measure(f"slides, report and workbook of one loading ({verdict} {SECONDS} s)", together)
        yield Measure(f"slides, beside {BLANK_SLIDES} blank ones", taken.pop(ExportKind.SLIDES), blank)
        for kind, seconds in taken.items():
            yield Measure({"docx": "report", "xlsx": "workbook", "charts": "every chart as PNG, SVG and XLSX"}[kind], seconds)


def _open_sample(folder: Path) -> District:
    district = open_district(
        load_settings({"DANVAN_SAMPLE_DATABASE_URL": f"sqlite:///{folder / 'minh-hoa.sqlite3'}"}), sample=True
    )
    fill_sample_store(district)
    return district


def _export(district: District, *kinds: ExportKind) -> None:
    dataset = district.load_dataset()  # a new one: nothing is kept from the time before
    for kind in kinds:
        make_export(kind, dataset, SCOPE, load_outlines(district.settings.communes_path))


def _write_blank() -> None:
    slides = Presentation()
    for _ in range(BLANK_SLIDES):
        slides.slides.add_slide(slides.slide_layouts[5])
    slides.save(io.BytesIO())
