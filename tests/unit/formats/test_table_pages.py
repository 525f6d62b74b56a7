"""A long table as screens of a meeting: nothing is lost, told twice or torn where it need not be."""

from danvan_metrics.formats.table import Band, Cell, Table, name_columns
from danvan_metrics.formats.table_pages import cut_table, split_table

SUMS = Band("", ((Cell("Cộng"),),), total=True)


def test_bands_stay_whole_where_they_fit_and_the_sums_stand_under_each():
    """3 + 7 fill a screen of ten; 2 + 2 + 5 are nine."""
    pages = split_table(build_table(3, 7, 2, 2, 5), 10)
    assert [[len(band.rows) for band in page.bands] for page in pages] == [[3, 7, 1], [2, 2, 5, 1]]
    assert all(page.bands[-1] is SUMS for page in pages)


def test_a_band_too_long_is_cut_evenly_under_its_own_title():
    pages = split_table(build_table(27), 10)
    assert [[(band.title, len(band.rows)) for band in page.bands[:-1]] for page in pages] == [[("0", 9)]] * 3


def test_every_row_is_told_once_in_its_order():
    table = build_table(4, 13, 1, 9)
    told = [row for page in split_table(table, 6) for band in page.bands if not band.total for row in band.rows]
    assert told == [row for band in table.bands if not band.total for row in band.rows]
    assert all(len(page.rows) <= 6 + 1 for page in split_table(table, 6))


def test_a_short_table_is_one_screen():
    table = build_table(2)
    assert [page.bands for page in split_table(table, 10)] == [table.bands]


def test_the_first_rows_are_cut_off_with_the_sums_of_all():
    [first, sums] = cut_table(build_table(3, 7), 5).bands
    assert [row[0].text for row in first.rows] == ["0.0", "0.1", "0.2", "1.0", "1.1"]
    assert sums is SUMS


def build_table(*sizes):
    bands = (Band(str(number), tuple((Cell(f"{number}.{row}"),) for row in range(size))) for number, size in enumerate(sizes))
    return Table("Bảng", name_columns("Trường"), (*bands, SUMS), "l")
