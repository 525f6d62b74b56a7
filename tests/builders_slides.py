"""Slides read back: their texts, tables, charts and the workbooks behind the charts."""

from __future__ import annotations

import io

import openpyxl
from pptx import Presentation


def read_slides(content):
    """The slides of a deck, in order."""
    return list(Presentation(io.BytesIO(content)).slides)


def read_title(slide):
    """A slide's title."""
    return slide.shapes.title.text_frame.text


def read_texts(slide):
    """Every paragraph of a slide's boxes and tables."""
    boxes = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
    return boxes + [text for table in read_tables(slide) for row in table for text in row]


def read_tables(slide):
    """A slide's tables as rows of text."""
    tables = (shape.table for shape in slide.shapes if shape.has_table)
    return [[[cell.text_frame.text for cell in row.cells] for row in table.rows] for table in tables]


def read_charts(slide):
    """A slide's charts."""
    return [shape.chart for shape in slide.shapes if shape.has_chart]


def read_workbook(chart):
    """The workbook behind a chart: categories, and values by series (None: an empty cell)."""
    sheet = openpyxl.load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob)).active
    head, *rows = sheet.iter_rows(values_only=True)
    return [row[0] for row in rows], {name: [row[number] for row in rows] for number, name in enumerate(head) if number}


def read_heads(slide):
    """What a slide covers: its subtitle, and that of every subject that follows on the same slide."""
    boxes = [shape for shape in slide.shapes if shape.name in {"Phụ đề", "Nội dung tiếp theo"}]
    return [shape.text_frame.paragraphs[-1].text for shape in boxes]


def read_findings(slide):
    """What a slide states: its title, and the findings of the subjects that follow."""
    boxes = [shape for shape in slide.shapes if shape.name == "Nội dung tiếp theo"]
    return [read_title(slide), *(shape.text_frame.paragraphs[0].text for shape in boxes)]


def read_alternatives(slide):
    """The alternative texts of a slide's charts and tables."""
    frames = [shape for shape in slide.shapes if shape.has_chart or shape.has_table]
    return [frame.element.nvGraphicFramePr.cNvPr.get("descr") for frame in frames]


def find_slides(slides, subject):
    """The slides on which something covers this subject (or these), or is told so in an alternative text."""
    return [
        slide for slide in slides if any(told.startswith(subject) for told in (*read_heads(slide), *read_alternatives(slide)))
    ]
