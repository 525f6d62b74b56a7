"""A group's indicators for a meeting: of the schools with a figure how many meet each, the fewest first, and who does not."""

from datetime import date

from danvan_metrics.metrics.dataset import Scope
from danvan_metrics.metrics.marks import Mark
from danvan_metrics.topics.indicators.met_table import collect_met, lay_out_met
from tests.builders import PlainReturn, build_dataset

SCOPE = Scope("12m")
MEETINGS = "NV2.3"  # two a year are asked for


def test_schools_are_counted_among_those_with_a_figure_and_the_others_named():
    """Two a year are asked for: of three that told, one has done them; the one that has done least is named first."""
    record = collect_met(build_year({"MN-DAPTHANH": 2, "TH-MINHCAM": 1, "PTDTNT": 0, "MN-DONDAC": None}), SCOPE, "NV")
    [row] = [row for row in record.rows if row.code == MEETINGS]
    assert (row.met.n, row.met.total, row.mark) == (1, 3, Mark.FAR_BEHIND)  # 33 % of what is due at the year's end
    assert row.unmet == ("PTDT Nội trú", "Tiểu học Minh Cầm")


def test_what_nobody_has_a_figure_of_is_left_out():
    record = collect_met(build_year({"MN-DAPTHANH": 2}), SCOPE, "NV")
    assert [row.code for row in record.rows] == [MEETINGS]


def test_the_fewest_come_first():
    returns = [
        PlainReturn(school, "12m", date(2020, 12, 1), {MEETINGS: {"done": done}, "CT1.1": {"to_do": 4, "done": 4}})
        for school, done in (("MN-DAPTHANH", 2), ("PTDTNT", 0))
    ]
    record = collect_met(build_dataset(returns), SCOPE, "CT")
    assert [row.code for row in record.rows] == ["CT1.1"]
    shares = [row.met.n / row.met.total for row in collect_met(build_dataset(returns), SCOPE, "NV").rows]
    assert shares == sorted(shares)


def test_the_table_names_five_schools_and_counts_the_rest():
    schools = ["MN-DAPTHANH", "TH-MINHCAM", "PTDTNT", "MN-DONDAC", "MN-MINHCAM", "MN-NAMSON", "MN-THANHSON"]
    table = lay_out_met(collect_met(build_year(dict.fromkeys(schools, 0)), SCOPE, "NV"))
    [[code, _, met, unmet]] = table.rows  # no column of changes: nothing can be compared
    assert (code.text, met.text, met.note) == (MEETINGS, "0\xa0%", "0/7")
    assert unmet.text.count(",") == 4
    assert unmet.text.endswith(" và 2 trường khác")


def build_year(done):
    """Returns of the year with one line answered: meetings with the staff, two of which are asked for."""
    answers = {school: {} if number is None else {MEETINGS: {"done": number}} for school, number in done.items()}
    return build_dataset([PlainReturn(school, "12m", date(2020, 12, 1), given) for school, given in answers.items()])
