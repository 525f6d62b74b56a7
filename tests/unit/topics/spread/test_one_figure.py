"""One figure for “bậc 4 trở lên” wherever it is told: of all schools, unless the words say which (indicators.md, “Spread”)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import pytest

from danvan_metrics.metrics.dataset import Dataset, Scope
from danvan_metrics.metrics.reference import Reference, Subject
from danvan_metrics.metrics.summarising import summarise
from danvan_metrics.topics.meeting import Meeting
from danvan_metrics.topics.overview.key_figures import collect_key_figures
from danvan_metrics.topics.overview.sentences import collect_sentences
from danvan_metrics.topics.sources import collect_source
from danvan_metrics.topics.spread.ladder_chart import collect_ladder, draw_ladder
from danvan_metrics.topics.spread.map_chart import collect_commune_map
from danvan_metrics.topics.spread.slides import describe_reached
from danvan_metrics.topics.spread.table import lay_out_communes, lay_out_ladder
from tests.builders import PLAN, ROSTER, PlainReturn, build_dataset
from tests.builders_cards import lines_of

NOTABLE = PLAN.notable_rung
PROVEN = {
    "CT3.1": {"choice": "yes"},
    "NV1.1": {"choice": "yes"},
    **{f"HP{k}.1": {"choice": "met", "evidence_count": 1} for k in (1, 2, 3)},
}
GROWING = [{"name": "Vườn rau", "status": "doing", "has_result": False}]
MODELS = [school.code for school in ROSTER.select(model=True)]
OTHERS = [school.code for school in ROSTER.select(model=False)]
REACHED = [*MODELS[:2], *OTHERS[2:7]]  # two of the model schools and five of the others: 7/19, and 5/16 without them
WHOLE, WITHOUT, ALONE = "7/19", "5/16", "2/3"
TOLD = {None: WHOLE, False: WITHOUT, True: ALONE}


@pytest.mark.parametrize("model", [None, False, True])
def test_every_place_tells_the_figure_of_the_schools_looked_at(model):
    dataset, scope = build(), Scope("9m", model=model)
    figures = dict(list_figures(dataset, scope))
    assert len(figures) == 9
    assert {place for place, told in figures.items() if told != TOLD[model]} == set()


@pytest.mark.parametrize("model", [None, False, True])
def test_a_sentence_tells_it_of_all_schools_or_says_of_whom(model):
    sentences = [one.lead + one.text for one in collect_sentences(build(), Scope("9m", model=model))]
    [told] = [sentence for sentence in sentences if f"ở bậc {NOTABLE}" in sentence]
    figure, whom = re.search(rf"(\d+/\d+) trường([^,;.]*) ở bậc {NOTABLE}", told).groups()
    assert figure == (WITHOUT if "ngoài trường điểm" in whom else TOLD[model])


def list_figures(dataset: Dataset, scope: Scope) -> Iterator[tuple[str, str]]:
    ladder, levels = collect_ladder(dataset, scope), collect_ladder(dataset, scope, by_level=True)
    row = next(row for row in ladder.rows if row.name == "9 tháng")
    yield "ladder", f"{row.at_or_above}/{row.schools}"
    yield "ladder drawn", next(line for line in lines_of(draw_ladder(ladder)) if re.fullmatch(r"[1-9]\d*/\d+", line))
    yield "ladder laid out", next(row[-1].text for row in lay_out_ladder(ladder, "").rows if row[0].text == "9 tháng")
    yield "levels", add_up((row.at_or_above, row.schools) for row in levels.rows)
    communes = collect_commune_map(dataset, scope, ())
    yield "map", re.match(r"\d+/\d+", communes.subtitle)[0]
    pairs = (row[1].text.split("/") for row in lay_out_communes(communes).rows)
    yield "communes", add_up((int(n), int(total)) for n, total in pairs)
    yield "source", re.match(r"\d+/\d+", collect_source(dataset, Reference(Subject.LADDER, scope)).value)[0]
    strip = next(one for one in collect_key_figures(dataset, scope) if one.reference == Reference(Subject.LADDER, scope))
    yield "key figure", re.match(r"\d+/\d+", strip.value)[0]
    yield "slide", re.match(r"\d+/\d+", describe_reached(Meeting(dataset, scope).take(collect_ladder), "9 tháng"))[0]


def add_up(pairs) -> str:
    both = list(pairs)
    return f"{sum(n for n, _ in both)}/{sum(total for _, total in both)}"


def test_the_summary_of_the_command_line_has_the_rungs_it_is_counted_from():
    schools = summarise(build(), Scope("9m"))["schools"]
    assert f"{sum((one['rung'] or 0) >= NOTABLE for one in schools)}/{len(schools)}" == WHOLE


def build() -> Dataset:
    """Nine months: some stand on the rung, the rest on rung 0, one is silent."""
    returns = [
        PlainReturn(school.code, "9m", date(2020, 9, 1), *((PROVEN, GROWING) if school.code in REACHED else ({}, [])))
        for school in ROSTER.schools
        if school.code != OTHERS[-1]
    ]
    return build_dataset(returns, as_of=date(2020, 9, 20))
