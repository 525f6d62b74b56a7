"""Is it true: the three lenses side by side, sums of what stands above them, the most lowered on top."""

from danvan_metrics.metrics.dataset import Scope
from danvan_metrics.plan.verdicts import Stage
from danvan_metrics.topics.appraisal.figures import AppraisalFigures, SchoolAppraisal, Violations
from danvan_metrics.topics.appraisal.lens_table import lay_out_lenses

SCOPE = Scope("12m")


def test_the_looked_into_stand_by_what_was_lowered_the_others_by_missing_evidence():
    record = build_record(
        build_school("A", declared=60, evidenced=50, appraised=True, checked=70, met=58, high=58, lowered=2),
        build_school("B", declared=66, evidenced=40, appraised=True, checked=35, met=30, high=45, lowered=5, raised=1),
        build_school("C", declared=50, evidenced=48),
        build_school("D", declared=50, evidenced=20),
    )
    found, rest = (lay_out_lenses(record, SCOPE, found=flag) for flag in (True, False))
    assert [read(row) for row in found.rows] == [
        ["B", "66/70", "40/70", "26", "30/70 đến 45", "35/70", "hạ 5, nâng 1"],
        ["A", "60/70", "50/70", "10", "58/70", "70/70", "hạ 2"],
        ["Cộng 2 trường", "126/140", "90/140", "36", "88/140 đến 103", "105/140", "hạ 7, nâng 1"],
    ]
    assert [read(row) for row in rest.rows] == [
        ["D", "50/70", "20/70", "30"],
        ["C", "50/70", "48/70", "2"],
        ["Cộng 2 trường", "100/140", "68/140", "32"],
    ]
    assert found.notes == ("“đến”: nếu các dòng chưa kiểm đúng như tự khai",)


def test_one_school_is_not_summed_up_and_one_without_lines_has_no_row():
    record = build_record(build_school("A", declared=60, evidenced=50), build_school("B", state="not_reported", applicable=0))
    assert [read(row)[0] for row in lay_out_lenses(record, SCOPE, found=False).rows] == ["A"]
    assert lay_out_lenses(record, SCOPE, found=True).rows == ()


def test_what_the_office_left_as_it_was_says_so():
    record = build_record(build_school("A", declared=60, evidenced=50, appraised=True, checked=70, met=60, high=60))
    [row] = lay_out_lenses(record, SCOPE, found=True).rows
    assert read(row)[-1] == "giữ nguyên"


def read(row):
    return [" ".join(filter(None, (cell.text, cell.note))) for cell in row]


def build_school(name, **counts):
    return SchoolAppraisal(**{"school": name, "name": name, "model": False, "stage": Stage.UNASSIGNED, "applicable": 70} | counts)


def build_record(*schools):
    told = {"title": "Thẩm định", "subtitle": "", "file_name": "tham-dinh", "sample": False, "sentence": ""}
    return AppraisalFigures(**told, schools=schools, violations=Violations(0, 0, 0))
