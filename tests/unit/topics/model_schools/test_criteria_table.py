"""One model school for a meeting: its criteria by period, the others' middle, and the items it does not meet."""

from datetime import date

from danvan_metrics.metrics.dataset import Scope
from danvan_metrics.metrics.marks import Mark
from danvan_metrics.topics.model_schools.chart import collect_model_tracks
from danvan_metrics.topics.model_schools.criteria_table import lay_out_criteria
from tests.builders import PLAN, PlainReturn, build_dataset

FIRST = PLAN.indicators_in("HP1")  # seven items
MET, DOING = ({"choice": choice, "evidence_count": 1} for choice in ("met", "doing"))


def test_what_is_met_stands_by_period_and_what_is_not_is_named():
    """Of the seven items of criterion 1 five were met at 9 months, six at 12: 86 % is near all that is due by then."""
    [row, *_] = lay_out(("9m", 5), ("12m", 6)).rows
    told = [" ".join(filter(None, (cell.text, cell.note))) for cell in row]
    assert told[1:4] == ["chưa báo cáo", "71\xa0% 5/7", "86\xa0% 6/7"]
    assert [cell.mark for cell in row[1:4]] == [None, None, Mark.NEAR]
    assert told[-1] == f"{FIRST[6].code} {FIRST[6].title}"


def test_without_other_schools_there_is_no_middle():
    assert [str(one) for one in lay_out(("12m", 7)).columns] == ["Tiêu chí", "6 tháng", "9 tháng", "Cả năm", "Nội dung chưa đạt"]


def test_all_met_is_said():
    assert lay_out(("12m", 7)).rows[0][-1].text == "đạt đủ"


def lay_out(*met):
    """The table of one model school with so many of the items of criterion 1 met in each period."""
    dataset = build_dataset([PlainReturn("MN-DAPTHANH", period, date(2020, 12, 1), answer(count)) for period, count in met])
    record = collect_model_tracks(dataset, Scope("12m"))
    [school] = [one for one in record.schools if one.school == "MN-DAPTHANH"]
    return lay_out_criteria(dataset, Scope("12m"), record, school)


def answer(count):
    return {item.code: MET if place < count else DOING for place, item in enumerate(FIRST)}
