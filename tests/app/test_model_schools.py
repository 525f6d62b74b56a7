"""Trường điểm: three schools, 27 items, three periods."""

from danvan_metrics.metrics.standing import list_standing
from danvan_metrics.plan.verdicts import OUTCOMES, Outcome
from tests.builders_cards import open_figures
from tests.builders_web import find_row, open_app, read_charts, read_component, read_component_texts, read_rows, read_words

WORDS = {"met": "đạt", "doing": "đang thực hiện", "not_started": "chưa thực hiện (0)", "not_applicable": "không áp dụng"}


def test_all_items_stand_there_for_every_period_as_the_school_declared_them(sample):
    table = read_component(open_app("model_schools", minh_hoa="1", ma="TH-MINHCAM"), "items")

    rows = {row[0]["text"]: row for band in table["bands"] for row in band["rows"]}
    assert len(rows) == 27
    given = answers_of(sample, "TH-MINHCAM")
    for code, row in rows.items():
        for position, period in enumerate(sample.plan.periods):
            declared = row[2 + 3 * position]
            assert declared["words"].endswith(f": {WORDS[given[code, period.code].choice]}")


def test_evidence_and_the_offices_word_stand_beside_what_is_declared(sample):
    table = read_component(open_app("model_schools", minh_hoa="1", ma="MN-DAPTHANH"), "items")

    rows = {row[0]["text"]: row for band in table["bands"] for row in band["rows"]}
    given = answers_of(sample, "MN-DAPTHANH")
    bare = [code for code in rows if is_bare(given[code, "12m"])]
    counts = list_standing(sample, "12m")
    own = counts[counts["school"].eq("MN-DAPTHANH") & counts["checked"]]
    judged = {row.line: OUTCOMES[Outcome(row.outcome)].lower() for row in own.itertuples()}
    assert bare
    for code in bare:
        declared, evidenced, appraised = rows[code][8:11]
        assert (declared["mark"], evidenced["mark"], evidenced["text"]) == ("met", "zero", "0")
        outcome = judged.get(code)
        assert appraised["words"].endswith("chưa thẩm định") if outcome is None else f"({outcome}" in appraised["words"]


def test_model_schools_are_compared_with_the_rest_over_schools_that_reported(sample):
    app = open_app("model_schools", minh_hoa="1", ky="9 tháng")

    models = {school.code for school in sample.roster.schools if school.model}
    items = {item.code for item in sample.plan.indicators if item.kind == "level"}
    reported = set(sample.receipts.loc[sample.receipts["period"] == "9m", "school"]) - {sample.plan.office.code}
    shown = find_row(app, "comparison", "Trường học hạnh phúc")
    assert shown[1].split()[-1] == count_met(sample, reported & models, items)
    assert shown[2].split()[-1] == count_met(sample, reported - models, items)
    assert shown[3].endswith(f"của {len(reported - models)} trường khác")


def test_what_moved_names_the_items(sample):
    app = open_app("model_schools", minh_hoa="1", ky="9 tháng")

    given = answers_of(sample, "MN-DAPTHANH")
    items = [item.code for item in sample.plan.indicators if item.kind == "level"]
    known = [code for code in items if {given[code, period].state for period in ("6m", "9m")} == {"value"}]
    gained = [code for code in known if given[code, "9m"].choice == "met" != given[code, "6m"].choice]
    assert gained
    titles = {item.code: item.title for item in sample.plan.indicators}
    band = next(one for one in read_component(app, "movements")["bands"] if one["title"] == "Mầm non Đạp Thanh")
    told = {row[0]["text"]: (row[1]["text"], row[2]["text"]) for row in band["rows"]}
    assert told["Mới đạt"] == (str(len(gained)), "; ".join(f"{code} {titles[code]}" for code in gained))


def test_the_first_period_has_nothing_to_be_compared_with(sample):
    app = open_app("model_schools", minh_hoa="1", ky="6 tháng")

    assert not [one for one in app.get("bidi_component") if one.proto.id.endswith("-movements")]


def test_the_tracks_show_all_three_schools(sample):
    app = open_app("model_schools", minh_hoa="1")

    words = [note["text"] for note in read_charts(app)[0]["layout"]["annotations"]]
    assert all(any(school.short_name in text for text in words) for school in sample.roster.select(model=True))
    assert len(read_rows(open_figures(app, "model_tracks"), "figures_model_tracks")) > 0


def test_the_evidence_of_all_model_schools_is_listed_each_piece_leading_to_what_it_proves(sample):
    app = open_app("model_schools", minh_hoa="1", ky="Cả năm")

    for school in sample.roster.select(model=True):
        own = [one for one in sample.evidence.itertuples() if (one.school, one.period) == (school.code, "12m")]
        table = read_component(app, f"evidence_{school.code}")
        rows = [row for band in table["bands"] for row in band["rows"]]
        assert own
        assert [row[0]["text"] for row in rows][: len(own)] == [one.code for one in own]
        assert f"Danh mục minh chứng của {school.name}" in read_words(app)
        assert all(school.code in row[6]["opens"] for row in rows if row[6]["text"].startswith("HP"))


def test_a_filter_without_a_model_school_shows_one_sentence(sample):
    app = open_app("model_schools", minh_hoa="1", ky="9 tháng", xa="Đồn Đạc")

    drawn = [note["text"] for note in read_charts(app)[0]["layout"]["annotations"]]
    assert "Không có trường điểm nào khớp bộ lọc; hãy chọn cấp học hoặc xã khác." in drawn
    shown = [one.proto.id for one in app.get("bidi_component")]
    assert not [name for name in shown if name.endswith(("-items", "-comparison", "-movements"))]


def test_a_level_narrows_the_schools_and_what_they_are_compared_with(sample):
    app = open_app("model_schools", minh_hoa="1", ky="9 tháng", cap="Mầm non")

    reported = set(sample.receipts.loc[sample.receipts["period"] == "9m", "school"])
    others = [one for one in sample.roster.select(level="Mầm non", model=False) if one.code in reported]
    assert f"mức giữa của {len(others)} trường khác" in read_charts(app)[0]["layout"]["annotations"][1]["text"]
    assert [band["title"] for band in read_component(app, "movements")["bands"]] == ["Mầm non Đạp Thanh"]


def test_the_middle_is_called_so_and_by_no_statisticians_word(sample):
    app = open_app("model_schools", minh_hoa="1")

    drawn = (note["text"] for note in read_charts(app)[0]["layout"]["annotations"])
    texts = [*read_component_texts(app), read_words(app), *drawn]
    assert any("mức giữa" in text for text in texts)
    assert not [text for text in texts if "trung vị" in text.casefold()]


def answers_of(dataset, school):
    return {(one.line, one.period): one for one in dataset.answers.itertuples() if one.school == school}


def is_bare(answer):
    return answer.choice == "met" and not answer.evidence_count >= 1


def count_met(dataset, schools, items):
    """n/N of items met, an item left blank standing in N."""
    given = [one for one in dataset.answers.itertuples() if one.school in schools and one.period == "9m" and one.line in items]
    out = sum(one.state == "not_applicable" for one in given)
    return f"{sum(one.choice == 'met' for one in given)}/{len(schools) * len(items) - out}"
