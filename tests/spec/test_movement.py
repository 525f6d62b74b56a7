"""Movement on the ladder (indicators.md, “Changes”): three lists, among schools with a figure twice, and how many these are."""

from __future__ import annotations

from datetime import date

import pytest

from danvan_metrics.metrics.dataset import Scope
from danvan_metrics.topics.spread.rung_moves import collect_rung_moves, lay_out_rung_moves
from tests.builders import PLAN, ROSTER, PlainReturn, build_dataset, generate_returns, send_back

FIRST, SECOND, THIRD, FOURTH = "MN-DONDAC", "TH-DONDAC", "THCS-DONDAC", "MN-MINHCAM"
PLANNED = {"CT3.1": {"choice": "yes"}}  # rung 1; a return without anything stands on rung 0


def test_who_rose_who_fell_and_who_gives_no_figure_are_three_lists():
    moves = collect_rung_moves(
        build_dataset(
            [
                *(hand_in(FIRST, "6m", {}), hand_in(FIRST, "9m", PLANNED)),
                *(hand_in(SECOND, "6m", PLANNED), hand_in(SECOND, "9m", {})),
                *(hand_in(FOURTH, "6m", PLANNED), hand_in(FOURTH, "9m", PLANNED)),
                hand_in(THIRD, "6m", PLANNED),
            ]
        ),
        Scope("9m", commune="Đồn Đạc"),
    )
    assert [(one.school, one.before, one.now) for one in moves.risen] == [(FIRST, 0, 1)]
    assert [(one.school, one.before, one.now) for one in moves.fallen] == [(SECOND, 1, 0)]
    # what is told no longer is no fall; MN-MINHCAM is of another commune
    assert [(one.school, one.before, one.now, one.state) for one in moves.silent] == [(THIRD, 1, None, "not_reported")]
    assert (moves.compared, moves.schools, moves.kept) == (2, 3, 0)
    assert "so được 2/3 trường" in moves.subtitle


def test_a_return_that_came_in_is_no_rise_and_one_sent_back_no_fall():
    returns = [hand_in(FIRST, "6m", PLANNED), hand_in(SECOND, "9m", PLANNED), *twice(THIRD)]
    moves = collect_rung_moves(
        build_dataset(returns, sent_back=(send_back(FIRST, "9m", date(2020, 9, 10)),)), Scope("9m", commune="Đồn Đạc")
    )
    assert (moves.risen, moves.fallen, moves.kept) == ((), (), 1)
    assert [(one.school, one.state) for one in moves.silent] == [(FIRST, "sent_back")]
    assert [(one.school, one.now) for one in moves.came] == [(SECOND, 1)]
    rows = {row[0].text: row[-1].text for row in lay_out_rung_moves(moves).rows}
    assert rows[ROSTER.by_code[FIRST].short_name] == "trả lại, chờ sửa"


def test_nothing_is_compared_with_a_period_in_which_nobody_reported():
    moves = collect_rung_moves(build_dataset([hand_in(FIRST, "9m", PLANNED)]), Scope("9m"))
    assert (moves.risen, moves.fallen, moves.came, moves.compared) == ((), (), (), 0)
    assert moves.empty == "Chưa có trường nào có số liệu ở cả kỳ 6 tháng và kỳ 9 tháng nên chưa so được."
    assert len(moves.silent) == len(ROSTER.schools) - 1


def test_the_first_period_has_none_before_it_and_still_names_who_is_silent():
    moves = collect_rung_moves(build_dataset([hand_in(FIRST, "6m", PLANNED)]), Scope("6m"))
    assert moves.empty == "Kỳ 6 tháng là kỳ đầu của năm nên chưa có kỳ trước để so."
    table = lay_out_rung_moves(moves)
    assert [band.title for band in table.bands] == [f"Chưa có số liệu: {len(ROSTER.schools) - 1} trường"]


def test_a_list_without_a_school_says_so():
    table = lay_out_rung_moves(collect_rung_moves(build_dataset(twice(FIRST)), Scope("9m", commune="Lương Mông")))
    assert "không có trường nào" not in [row[0].text for row in table.rows]  # nothing was compared there at all
    table = lay_out_rung_moves(collect_rung_moves(build_dataset(twice(FIRST)), Scope("9m", commune="Đồn Đạc")))
    assert [(band.title, band.rows[0][0].text) for band in table.bands[:2]] == [
        ("Xuống bậc", "không có trường nào"),
        ("Lên bậc", "không có trường nào"),
    ]
    assert table.notes == ("1/1 trường so được giữ nguyên bậc",)


def test_a_filter_without_a_school_is_said():
    assert "Không có trường nào khớp bộ lọc" in collect_rung_moves(build_dataset([]), Scope("9m", commune="Ở đâu")).empty


@pytest.mark.parametrize("seed", [3, 8, 21])
@pytest.mark.parametrize(("before", "now"), [("6m", "9m"), ("9m", "12m")])
def test_as_counted_school_by_school(seed, before, now):
    returns = generate_returns(seed, missing=0.3)
    rungs = {(given.school, given.period): climb_slowly(given) for given in returns}
    moves = collect_rung_moves(build_dataset(returns), Scope(now))

    risen, fallen, silent, kept = [], [], [], 0
    for school in ROSTER.schools:
        then, today = rungs.get((school.code, before)), rungs.get((school.code, now))
        if today is None:
            silent.append((school.code, then))
        elif then is not None and today != then:
            (risen if today > then else fallen).append((school.code, then, today))
        elif then is not None:
            kept += 1
    assert [(one.school, one.before, one.now) for one in moves.risen] == risen
    assert [(one.school, one.before, one.now) for one in moves.fallen] == fallen
    assert [(one.school, one.before) for one in moves.silent] == silent
    assert moves.kept == kept
    assert moves.compared == len(risen) + len(fallen) + kept


def climb_slowly(given: PlainReturn) -> int:
    """The rung of one return, condition by condition as indicators.md words them (nobody is appraised here)."""
    answers = given.answers
    items = {code: answer for code, answer in answers.items() if code.startswith("HP")}
    planned = "dated" in answers.get("BC1.1", {}) or answers.get("CT3.1", {}).get("choice") == "yes"
    assigned = answers.get("NV1.1", {}).get("choice") == "yes" and len(given.models) >= 1
    moving = any(model["status"] in {"doing", "finished"} for model in given.models)
    begun = any(answer.get("choice") in {"met", "doing"} for answer in items.values())
    proven = [prove_slowly(items, criterion) for criterion in ("HP1.", "HP2.", "HP3.")]
    rung = 0
    for held in (planned, assigned, moving and begun, all(one is not False for one in proven) and any(proven)):
        if not held:
            break
        rung += 1
    return rung


def prove_slowly(items: dict, criterion: str) -> bool | None:
    """Whether a criterion has an item met with evidence; None where all of it is not applicable."""
    codes = [item.code for item in PLAN.indicators_in(criterion[:3])]
    if all(items.get(code, {}).get("choice") == "not_applicable" for code in codes):
        return None
    given = [items[code] for code in codes if code in items]
    return any(answer.get("choice") == "met" and (answer.get("evidence_count") or 0) >= 1 for answer in given)


def twice(school: str) -> list[PlainReturn]:
    return [hand_in(school, period, PLANNED) for period in ("6m", "9m")]


def hand_in(school: str, period: str, answers: dict) -> PlainReturn:
    return PlainReturn(school, period, PLAN.find_period(period).deadline.replace(day=1), answers)
