"""One table: what it says of itself, and that page, slide, paper and figures say the same of it."""

from datetime import date

import docx

from danvan_metrics.formats import theme
from danvan_metrics.formats.docx.paper import Paper
from danvan_metrics.formats.docx.styles import set_styles
from danvan_metrics.formats.imprint import Imprint
from danvan_metrics.formats.pptx.deck import Deck
from danvan_metrics.formats.pptx.slide_tables import add_table_slides, set_table
from danvan_metrics.formats.table import Band, Cell, Heading, IndicatorPage, SchoolPage, Table, group_rows, name_columns, tabulate
from danvan_metrics.metrics.dataset import Scope
from danvan_metrics.metrics.marks import LABELS, Mark
from danvan_metrics.metrics.reference import Reference
from danvan_metrics.web.navigation import link_target
from danvan_metrics.web.widgets.table import _to_json
from tests.builders_slides import read_slides, read_tables

TABLE = Table(
    caption="Hai trường",
    subtitle="kỳ 9 tháng",
    headings=(
        (Heading("Trường", rows=2), Heading("Trường đạt", 2), Heading("Hạn", rows=2)),
        (
            Heading("n/N", alone="Trường đạt (n/N)", figures=("Số đạt", "Số áp dụng")),
            Heading("Tỉ lệ", figures=("Tỉ lệ trường đạt",)),
        ),
    ),
    bands=(
        Band(
            "Mầm non",
            (
                (
                    Cell("MN Ba Chẽ", opens=SchoolPage("MN-BACHE"), strong=True),
                    Cell("3/4", "+2 mục ⚑", Mark.BEHIND, printed="+2", figures=(3, 4)),
                    Cell("75 %", figures=(0.75,)),
                    Cell("15/09/2020", figures=(date(2020, 9, 15),)),
                ),
            ),
        ),
        Band(
            "Tiểu học",
            (
                (
                    Cell("TH Minh Cầm"),
                    Cell(LABELS[Mark.NOT_REPORTED], "⚑", printed="", mark=Mark.NOT_REPORTED, figures=(None, None)),
                    Cell("–", figures=(None,)),
                    Cell("–", figures=(None,)),
                ),
            ),
        ),
    ),
    align="nccm",
    band_heading="Cấp học",
)
HEADER = ["Trường", "Trường đạt (n/N)", "Tỉ lệ", "Hạn"]
PRINTED = [
    HEADER,
    ["Mầm non"],
    ["MN Ba Chẽ", "▼ 3/4 +2", "75 %", "15/09/2020"],
    ["Tiểu học"],
    ["TH Minh Cầm", "? chưa báo cáo", "–", "–"],
]


def test_columns_are_named_by_their_lowest_heading_as_it_reads_alone():
    assert [str(heading) for heading in TABLE.columns] == HEADER
    assert [str(heading) for heading in Table("", name_columns("A", "B"), (), "ll").columns] == ["A", "B"]


def test_selected_columns_keep_their_cells_bands_and_alignment_in_the_order_asked():
    chosen = TABLE.select(3, 0)

    assert chosen.headings == ((Heading("Hạn"), Heading("Trường")),)
    assert [band.title for band in chosen.bands] == ["Mầm non", "Tiểu học"]
    assert [[cell.text for cell in row] for row in chosen.rows] == [["15/09/2020", "MN Ba Chẽ"], ["–", "TH Minh Cầm"]]
    assert chosen.align == "mn"


def test_figures_stand_apart_and_typed_and_what_is_missing_is_never_a_zero():
    figures = tabulate(TABLE, bands=True)

    assert list(figures.columns) == ["Cấp học", "Trường", "Số đạt", "Số áp dụng", "Tỉ lệ trường đạt", "Hạn"]
    assert figures.iloc[0].tolist() == ["Mầm non", "MN Ba Chẽ", 3, 4, 0.75, date(2020, 9, 15)]
    assert figures.iloc[1, 2:].isna().all()
    assert figures["Số đạt"].dtype == "Int64"


def test_a_table_without_rows_keeps_its_columns():
    assert list(tabulate(Table("", name_columns("A", "B"), group_rows([]), "ll")).columns) == ["A", "B"]


def test_a_page_gets_every_row_of_headings_the_long_note_and_addresses():
    shown = _to_json(TABLE)

    assert shown["caption"] == "Hai trường. kỳ 9 tháng"
    assert [heading["text"] for heading in shown["headings"][1]] == ["n/N", "Tỉ lệ"]
    name, ratio = shown["bands"][0]["rows"][0][:2]
    assert name["opens"] == "ho-so-truong?ma=MN-BACHE"
    assert (ratio["text"], ratio["note"], ratio["mark"], ratio["opens"]) == ("3/4", "+2 mục ⚑", "behind", "")
    assert list(shown["marks"]) == [Mark.BEHIND, Mark.NOT_REPORTED]


def test_every_kind_of_destination_has_an_address():
    assert link_target(IndicatorPage("CT1.1")) == "chi-tieu?muc=CT1.1"
    assert link_target(Reference("CT", Scope("9m"))) == "nguon?so=CT&luc=9m"


def test_slides_and_paper_say_the_same():
    [slide] = draw_slides(set_table(TABLE, (3.0, 2.0, 1.0, 1.5), 12))
    [told] = read_tables(slide)
    paper = draw_paper((50, 40, 30, 30))

    assert [[" ".join(text.split()) for text in row if text] for row in told] == PRINTED
    assert [[cell.text for cell in row.cells[: len(row._tr.tc_lst)]] for row in paper.rows] == PRINTED


def test_a_mark_fills_its_cell_on_slides_and_paper():
    [slide] = draw_slides(set_table(TABLE, (3.0, 2.0, 1.0, 1.5), 12))
    table = next(shape.table for shape in slide.shapes if shape.has_table)
    color = theme.MARK_FILLS[Mark.BEHIND].color.removeprefix("#").upper()

    assert str(table.cell(2, 1).fill.fore_color.rgb) == color
    assert color in draw_paper((50, 40, 30, 30)).cell(2, 1)._tc.tcPr.xml


def test_a_table_too_high_for_a_slide_goes_on_under_its_header_and_long_text_is_cut():
    many = Table("Nhiều", name_columns("Việc"), group_rows([f"{number} " + "làm cho xong " * 40] for number in range(30)), "l")
    slides = draw_slides(set_table(many, (4.0,), 12, most=2))
    rows = [row for slide in slides for row in read_tables(slide)[0][1:]]

    assert len(slides) > 1
    assert all(read_tables(slide)[0][0] == ["Việc"] for slide in slides)
    assert [row[0].split()[0] for row in rows] == [str(number) for number in range(30)]
    assert all(row[0].endswith("…") for row in rows)


def draw_slides(table):
    deck = Deck(Imprint("t", "s", "a", "f", date(2020, 9, 15), sample=False))
    add_table_slides(deck, table, "Hai trường", "", alt="Hai trường")
    return read_slides(deck.write())


def draw_paper(widths):
    document = docx.Document()
    set_styles(document)
    Paper(document).add_table(TABLE, widths)
    return document.tables[0]
