"""One set of figures of a node: every number of its slides, report and workbook is the summary's.

The summary itself is counted a second, slow way in tests/spec/test_unit_summary.py.
"""

import io
import re
import zipfile
from dataclasses import replace
from functools import cache

import pytest
from docx import Document
from openpyxl import load_workbook
from pptx import Presentation

from danvan_metrics.exports.making import ExportKind, make_export, name_export
from danvan_metrics.exports.units.unit_charts import list_unit_charts, pack_unit_charts
from danvan_metrics.exports.units.unit_report import write_unit_report
from danvan_metrics.exports.units.unit_slides import write_unit_slides
from danvan_metrics.exports.units.unit_workbook import write_unit_workbook
from danvan_metrics.metrics.dataset import Scope
from danvan_metrics.metrics.rollup.unit_summary import summarise_node
from danvan_metrics.plan.lens import Lens
from danvan_metrics.topics.meeting import Meeting
from danvan_metrics.units.unit import Membership, Unit
from danvan_metrics.vietnamese import format_percent
from tests.builders import build_dataset, generate_returns
from tests.builders_units import PROVINCE, build_province, build_roster, look_at_node
from tests.recomputing import recompute

ROSTER = build_roster()
SCOPES = [Scope("6m"), Scope("12m"), Scope("12m", Lens.EVIDENCED), Scope("9m", level="Mầm non")]
FEW = 3


@cache
def look(seed=5):
    whole = build_dataset(generate_returns(seed, roster=ROSTER, missing=0.25), roster=ROSTER)
    return replace(look_at_node(whole, PROVINCE), unit=PROVINCE)


def meet(scope):
    dataset = look()
    return Meeting(dataset, replace(scope, whole=dataset.whole))


def read_slide_rows(content, second):
    """The rows of the tables whose second heading is this one."""
    for slide in Presentation(io.BytesIO(content)).slides:
        for shape in slide.shapes:
            if shape.has_table and shape.table.cell(0, 1).text == second:
                yield from ([cell.text for cell in row.cells] for row in list(shape.table.rows)[1:])


def name_units(summary):
    return {one["name"]: one for one in summary["units"]} | {"Cộng": summary["total"]}


def find_unit(units, name):
    """By the name that a cell begins with: few schools stand beside it."""
    return next((units[one] for one in sorted(units, key=len, reverse=True) if name.startswith(one)), None)


@pytest.mark.parametrize("scope", SCOPES, ids=lambda scope: f"{scope.period}-{scope.lens}-{scope.level}")
def test_the_slides_tell_the_summarys_counts(scope):
    units, content = name_units(summarise_node(look(), scope)), write_unit_slides(meet(scope))
    returns = list(read_slide_rows(content, "Đã nộp (n/N)"))
    behind = [one for one in units.values() if one["returns"]["missing"] + one["returns"]["sent_back"]]
    assert len(returns) == (len(behind) or len(units))  # those with schools behind, and the sum
    for name, received, on_time, *_ in returns:
        unit = find_unit(units, name)
        assert received == f"{unit['received']['n']}/{unit['received']['N']}"
        assert on_time == (f"{unit['on_time']['n']}/{unit['on_time']['N']}" if unit["on_time"]["N"] else "–")
    for name, reached, *_ in read_slide_rows(content, "Bậc 4 trở lên (n/N)"):
        assert reached == f"{find_unit(units, name)['rung']['n']}/{find_unit(units, name)['rung']['N']}"


@pytest.mark.parametrize("scope", SCOPES, ids=lambda scope: f"{scope.period}-{scope.lens}-{scope.level}")
def test_the_report_tells_every_unit(scope):
    summary, document = summarise_node(look(), scope), Document(io.BytesIO(write_unit_report(meet(scope))))
    units = name_units(summary)
    tables = {table.rows[0].cells[1].text: table for table in document.tables if table.rows[0].cells[0].text == "Đơn vị"}
    returns = {row.cells[0].text: [cell.text for cell in row.cells] for row in tables["Đã nộp (n/N)"].rows[1:]}
    assert len(returns) == len(units)
    for name, cells in returns.items():
        unit = find_unit(units, name)
        assert cells[1] == f"{unit['received']['n']}/{unit['received']['N']}"
    rungs = {row.cells[0].text: [cell.text for cell in row.cells] for row in tables["Bậc 4 trở lên (n/N)"].rows[1:]}
    for name, cells in rungs.items():
        unit = find_unit(units, name)
        assert cells[1] == f"{unit['rung']['n']}/{unit['rung']['N']}"
        assert [int(one) for one in cells[3:9]] == unit["rung"]["exactly"]


@pytest.mark.parametrize("scope", SCOPES, ids=lambda scope: f"{scope.period}-{scope.lens}-{scope.level}")
def test_the_workbook_holds_the_same_and_adds_up_by_itself(scope, tmp_path):
    summary, content = summarise_node(look(), scope), write_unit_workbook(meet(scope))
    units = name_units(summary)
    for book in (load_workbook(io.BytesIO(content), data_only=True), recompute({"node": content}, tmp_path)["node"]):
        returns = read_rows(book["Nộp theo đơn vị"])
        for name, unit in units.items():
            row = returns[name]
            assert (row["Đã nộp"], row["Số trường (N)"]) == (unit["received"]["n"], unit["received"]["N"])
            assert row["Quá hạn chưa nộp"] == unit["returns"]["missing"]
            received, on_time = unit["received"]["n"], unit["on_time"]["n"]
            assert row["Tỉ lệ đúng hạn"] == (pytest.approx(on_time / received) if received >= FEW else "–")
        ladder = read_rows(book["Lan tỏa theo đơn vị"])
        for name, unit in units.items():
            assert (ladder[name]["Bậc 4 trở lên (n)"], ladder[name]["Số trường (N)"]) == (unit["rung"]["n"], unit["rung"]["N"])
        models = read_rows(book["Mô hình theo đơn vị"])
        assert {name: models[name]["Mô hình"] for name in units} == {name: unit["models"] for name, unit in units.items()}


def read_rows(sheet):
    """The rows by their first cell, each by its headings."""
    rows = list(sheet.iter_rows(values_only=True))
    top = next(number for number, row in enumerate(rows) if row[0] == "Đơn vị")
    return {row[0]: dict(zip(rows[top], row, strict=True)) for row in rows[top + 1 :] if row[0]}


def test_the_scorecard_is_the_first_sheet_and_tells_the_summarys_groups():
    scope = Scope("12m")
    summary = summarise_node(look(), scope)
    book = load_workbook(io.BytesIO(write_unit_workbook(meet(scope))), data_only=True)
    assert book.sheetnames[0] == "Bảng điểm theo đơn vị"
    words = " ".join(str(value) for row in book.worksheets[0].iter_rows(values_only=True) for value in row if value is not None)
    shares = [one["groups"]["HP"] for one in summary["units"] if one["groups"]["HP"]["told"]["n"] >= FEW]
    values = {
        round(value, 9) for row in book.worksheets[0].iter_rows(values_only=True) for value in row if isinstance(value, float)
    }
    assert all(round(one["value"], 9) in values or format_percent(one["value"]) in words for one in shares)


def test_the_chart_pack_has_what_the_pages_draw():
    dataset = look()
    names = [record.file_name for record, _ in list_unit_charts(dataset, Scope("12m"))]
    with zipfile.ZipFile(io.BytesIO(pack_unit_charts(dataset, Scope("12m"), pictures=False))) as packed:
        books = [one for one in packed.namelist() if one.endswith(".xlsx")]
    assert books == [f"{number:02}_{name}.xlsx" for number, name in enumerate(names, start=1)]
    assert len(names) == 6  # the returns, four groups of the plan, the ladder


@pytest.mark.parametrize("kind", [ExportKind.SLIDES, ExportKind.REPORT, ExportKind.WORKBOOK])
def test_the_same_meeting_gives_the_same_bytes(kind):
    scope = Scope("12m", whole=look().whole)
    name, content = make_export(kind, look(), scope, ())
    again = replace(
        look_at_node(build_dataset(generate_returns(5, roster=ROSTER, missing=0.25), roster=ROSTER), PROVINCE), unit=PROVINCE
    )
    assert (name, content) == make_export(kind, again, scope, ())
    assert name == name_export(kind, look(), scope)
    assert "song-may" in name


def test_a_unit_below_the_highest_signs_its_own_paper():
    tree = build_roster().tree
    country = Unit("QG", "Cả nước", "Cả nước")
    own = replace(tree.by_code["SM"], signer="Lê Văn Tám", recipients=("Sở GD&ĐT", "Các xã"))
    units = (country, own, *(one for one in tree.units if one.code != "SM"))
    roster = replace(ROSTER, tree=replace(tree, units=units, memberships=(*tree.memberships, Membership("SM", "QG"))))
    whole = build_dataset(list(build_province().returns), roster=roster)
    dataset = replace(look_at_node(whole, PROVINCE), unit=PROVINCE)
    document = Document(io.BytesIO(write_unit_report(Meeting(dataset, Scope("12m", whole=dataset.whole)))))
    words = "\n".join(cell.text for table in document.tables for row in table.rows for cell in row.cells)
    assert words.startswith("CẢ NƯỚC\nTỈNH SÔNG MÂY")
    assert re.search(r"Nơi nhận:\n- Sở GD&ĐT;\n- Các xã;\n- Lưu: VT.", words)
    assert re.search(r"THỦ TRƯỞNG ĐƠN VỊ\n+Lê Văn Tám", words)
