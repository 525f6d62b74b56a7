"""Text nobody would type on purpose, in every file that leaves: the file opens, holds the words, and computes nothing."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date

import docx
import openpyxl
import pandas as pd
import pytest
from lxml import etree
from pptx import Presentation
from python_calamine import CalamineWorkbook

from danvan_metrics.district import open_district
from danvan_metrics.exports.chart_pack import list_charts, pack_charts
from danvan_metrics.exports.making import ExportKind, make_export
from danvan_metrics.folders import DATA
from danvan_metrics.formats.docx.pieces import plain
from danvan_metrics.formats.package import pack_files
from danvan_metrics.formats.pictures import draw_images, find_chrome
from danvan_metrics.formats.table import tabulate
from danvan_metrics.formats.xlsx.plain_sheet import write_figures
from danvan_metrics.intake.receiving import Receiving, receive_file
from danvan_metrics.metrics.dataset import Scope, SnapshotLabel
from danvan_metrics.metrics.reference import Reference, Subject
from danvan_metrics.settings import load_settings
from danvan_metrics.spreadsheets.grid import Grid, Sheets
from danvan_metrics.topics.source_rows import lay_out_source
from danvan_metrics.topics.sources import collect_source
from danvan_metrics.topics.spread.outlines import load_outlines
from danvan_metrics.units.roster import Roster
from danvan_metrics.workbook.answers import FactAnswer, Identity, ModelEntry, Place, Return
from danvan_metrics.workbook.layout import SHEET_FACTS, SHEET_FIXES, SHEET_TASKS, build_layout
from danvan_metrics.workbook.marking.conversion import convert_workbook
from danvan_metrics.workbook.marking.marked_copy import Remark, mark_workbook
from danvan_metrics.workbook.template.build import build_template, write_dated_workbook
from danvan_metrics.xml_text import make_xml_safe
from tests.builders_access import OFFICE
from tests.builders_officer import PLAN, ROSTER, fill_workbook

HOSTILE = "=1+1 _x0041_ ]]> <b>&amp; \"'\u200f\u202e\u00a0tiê\u0301ng \uffff\ufffe\x00\x08."
LONE = f"{HOSTILE}\ud800"  # pandas and the store hold no half of a letter, what an officer types might
SAFE = "=1+1 _x0041_ ]]> <b>&amp; \"'\u200f\u202e\u00a0tiê\u0301ng ."
LONG = "dài lắm " * 5000
TEXTS = {"hostile": HOSTILE, "lone surrogate": LONE, "long": LONG}
LONGEST_CELL = 32_767  # Excel's
SCOPE = Scope("9m")
SCHOOL = ROSTER.by_code["MN-DAPTHANH"]
OUTLINES = load_outlines(DATA / "communes" / "ba_che_communes.geojson")


@pytest.fixture(scope="module")
def hostile(meeting_dataset):
    """The sample district with hostile text wherever people write: names, tasks, models, the plan, and the snapshot's label."""
    names = [HOSTILE, LONG, *[f"{HOSTILE} {number}" for number in range(len(meeting_dataset.roster.schools) - 2)]]
    schools = tuple(
        replace(school, short_name=name, name=name) for school, name in zip(meeting_dataset.roster.schools, names, strict=True)
    )
    models = meeting_dataset.models.assign(name=[LONG, *[HOSTILE] * (len(meeting_dataset.models) - 1)])
    task, other, *others = meeting_dataset.actions
    actions = (replace(task, task=LONE, person=LONE), replace(other, task=LONG), *others)
    return replace(
        meeting_dataset,
        plan=spoil_plan(meeting_dataset.plan),
        roster=Roster(schools, meeting_dataset.roster.office),
        models=models,
        actions=actions,
        snapshot=SnapshotLabel(HOSTILE, date(2020, 9, 15), "9m", date(2020, 9, 14)),
    )


def spoil_plan(plan):
    office = plan.office.model_copy(
        update={"name": HOSTILE, "short": HOSTILE, "parent": HOSTILE, "contact": HOSTILE, "district": HOSTILE}
    )
    return plan.model_copy(update={"title": HOSTILE, "short_title": HOSTILE, "office": office})


def test_the_safe_text_is_the_hostile_without_what_xml_forbids():
    assert make_xml_safe(LONE) == SAFE


def test_a_model_named_with_a_letter_xml_forbids_is_received_and_its_figures_leave(tmp_path):
    """Such a file cannot be typed, but programs write it; the letter is cleaned away where text is read."""
    settings = {"DANVAN_DATABASE_URL": f"sqlite:///{tmp_path / 'kho.sqlite3'}", "DANVAN_TODAY": "2020-06-12"}
    district = open_district(load_settings(settings))
    outcome = receive_file(
        district, "bao-cao.xlsx", name_model(fill_workbook(SCHOOL.code, "6m"), "Mô hình\uffff hay"), Receiving(actor=OFFICE)
    )
    assert outcome.status == "accepted"
    dataset = district.load_dataset()
    assert list(dataset.models["name"]) == ["Mô hình hay"]
    source = collect_source(dataset, Reference(Subject.MODELS, Scope("6m")))
    assert "Mô hình hay" in list_texts(
        write_figures(source.title, source.subtitle, tabulate(lay_out_source(source)), sample=False)
    )


def name_model(content: bytes, name: str) -> bytes:
    """The return with its model called so, whatever XML says."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    table = build_layout(PLAN, SCHOOL.reporter).models
    place = table.cell(table.first_row, "name")
    book[place.sheet][place.cell].value = "NAME-OF-MODEL"
    named = io.BytesIO()
    book.save(named)
    with zipfile.ZipFile(named) as archive:
        parts = [(part, archive.read(part).replace(b"NAME-OF-MODEL", name.encode())) for part in archive.namelist()]
    return pack_files(parts)


# ── what leaves for a meeting ────────────────────────────────────────────────


def test_slides(hostile):
    _, content = make_export(ExportKind.SLIDES, hostile, SCOPE, OUTLINES)
    shapes = [shape for slide in Presentation(io.BytesIO(content)).slides for shape in slide.shapes]
    texts = [shape.text_frame.text for shape in shapes if shape.has_text_frame]
    texts += [cell.text for shape in shapes if shape.has_table for row in shape.table.rows for cell in row.cells]
    charts = [shape.chart for shape in shapes if shape.has_chart]
    texts += [str(category) for chart in charts for category in chart.plots[0].categories]
    assert SAFE in texts
    assert [text for text in texts if make_xml_safe(text) != text] == []
    for chart in charts:
        assert list_formulas(chart.part.chart_workbook.xlsx_part.blob) == []


def test_report(hostile):
    _, content = make_export(ExportKind.REPORT, hostile, SCOPE, OUTLINES)
    document = docx.Document(io.BytesIO(content))
    texts = {cell.text for table in document.tables for row in table.rows for cell in row.cells}
    assert plain(LONE) in texts
    assert plain(LONG).strip() in {text.strip() for text in texts}
    assert plain(HOSTILE) in document.sections[0].footer.paragraphs[0].text


def test_workbook(hostile):
    _, content = make_export(ExportKind.WORKBOOK, hostile, SCOPE, OUTLINES)
    assert [formula for formula in list_formulas(content) if formula.startswith("=1+1")] == []
    texts = list_texts(content)
    assert {SAFE, LONG[:LONGEST_CELL]} <= texts
    assert spelled_otherwise(texts) == set()


def test_every_chart_s_figures_in_the_pack(hostile):
    content = pack_charts(hostile, SCOPE, OUTLINES, pictures=False)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        books = [archive.read(name) for name in archive.namelist() if name.endswith(".xlsx")]
        assert HOSTILE.split(maxsplit=1)[0] in archive.read("doc-toi.txt").decode("utf-8-sig")
    assert len(books) == len(list(list_charts(hostile, SCOPE, OUTLINES)))
    assert [formula for book in books for formula in list_formulas(book)] == []
    texts = set().union(*map(list_texts, books))
    assert SAFE in texts
    assert spelled_otherwise(texts) == set()


def test_every_chart_s_picture(hostile):
    if find_chrome() is None:
        pytest.skip("no Chrome, Edge or Chromium here")
    figures = [(record.file_name, figure) for record, figure in list_charts(hostile, SCOPE, OUTLINES)]
    pictures = [etree.fromstring(svg) for _, svg in draw_images(figures, kinds=["svg"])]
    assert all(picture.tag.endswith("svg") for picture in pictures)
    assert "=1+1 _x0041_ ]]> <b>&amp;" in "".join("".join(picture.itertext()) for picture in pictures)


# ── figures of one table ─────────────────────────────────────────────────────


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_figures_of_any_table(text):
    table = pd.DataFrame([[text, 1]], columns=pd.Index([text, "Số"], dtype=object), dtype=object)
    content = write_figures(text, text, table, sample=True, source=text)
    told = [row[0] for row in CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()]
    safe = make_xml_safe(text)[:LONGEST_CELL]
    assert (told[0], told[1], told[2], told[-2], told[-1]) == (safe,) * 5
    assert list_formulas(content) == []


@pytest.mark.parametrize("subject", [Subject.MODELS, Subject.RECEIPTS, Subject.LADDER, "CT", "CT1.1"])
def test_figures_of_a_source(hostile, subject):
    source = collect_source(hostile, Reference(subject, SCOPE, SCHOOL.code))
    content = write_figures(source.title, source.subtitle, tabulate(lay_out_source(source)), sample=False)
    assert list_formulas(content) == []
    assert spelled_otherwise(list_texts(content)) == set()


# ── what goes to the schools ─────────────────────────────────────────────────


@pytest.mark.parametrize("text", [HOSTILE, LONE], ids=["hostile", "lone surrogate"])
def test_template(text):
    school = replace(SCHOOL, name=text, short_name=text, commune=text, type=text)
    identity = Identity(PLAN.code, PLAN.version, SCHOOL.code, "6m", "1")
    place = Place(SHEET_FACTS)
    models = (ModelEntry(place, name=text), ModelEntry(place, name=LONG))
    previous = Return(identity, (FactAnswer("phone", text, place),), (), models, True, ())
    content = build_template(spoil_plan(PLAN), school, PLAN.find_period("9m"), previous)
    assert list_formulas(content) == []
    texts = list_texts(content)
    assert SAFE in texts
    assert spelled_otherwise(texts) == set()
    assert openpyxl.load_workbook(io.BytesIO(content))[SHEET_FACTS].oddHeader.left.text.endswith("tiê\u0301ng .")


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_marked_return(text):
    remark = Remark(Place(SHEET_TASKS, "F6"), True, text, text, text, text, text)
    content = mark_workbook(fill_workbook(SCHOOL.code, "6m"), [remark, replace(remark, place=Place(text, "A1"))])
    assert list_formulas(content) == []
    rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name(SHEET_FIXES).to_python()
    assert rows[-2][3:8] == [make_xml_safe(text)[:LONGEST_CELL]] * 5
    again = mark_workbook(content, [remark])
    rows = CalamineWorkbook.from_filelike(io.BytesIO(again)).get_sheet_by_name(SHEET_FIXES).to_python()
    assert rows[-1][3:8] == [make_xml_safe(text)[:LONGEST_CELL]] * 5


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_return_of_another_format_as_xlsx(text):
    workbook = convert_workbook(Sheets({"A": Grid("A", cells=[[text, 1.0]])}))
    content = write_dated_workbook(workbook, moment=workbook.properties.created)
    assert list_formulas(content) == []
    assert make_xml_safe(text)[:LONGEST_CELL] in list_texts(content)


# ── as Excel would ───────────────────────────────────────────────────────────


def list_formulas(content: bytes) -> list[str]:
    cells = (cell for sheet in openpyxl.load_workbook(io.BytesIO(content)) for row in sheet.iter_rows() for cell in row)
    return [str(cell.value) for cell in cells if cell.data_type == "f"]


def list_texts(content: bytes) -> set[str]:
    """Every text of every sheet; calamine reads `_x0041_` as Excel does, openpyxl as it stands in the file."""
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
    sheets = (workbook.get_sheet_by_name(name).to_python() for name in workbook.sheet_names)
    return {value for sheet in sheets for row in sheet for value in row if isinstance(value, str)}


def spelled_otherwise(texts: set[str]) -> set[str]:
    """Texts that hold a piece of the hostile one, but not as it was typed."""
    return {text for text in texts if text.count("=1+1") != text.lower().count("=1+1 _x0041_")}
