"""Lines are credited by the name their kind gives."""

import pytest

from danvan_metrics.metrics.completion import score_indicators
from danvan_metrics.metrics.credit import CREDITS, credit_lines
from danvan_metrics.metrics.dataset import Scope
from danvan_metrics.metrics.lines import collect_lines
from danvan_metrics.plan.lens import Lens
from tests.builders import build_dataset, generate_returns


def test_a_credit_that_nothing_computes_is_an_error():
    dataset = build_dataset(generate_returns(0))
    scope = Scope("9m")
    lines = collect_lines(dataset, scope, scope.schools(dataset))
    with pytest.raises(KeyError, match="guessed"):
        credit_lines(lines.assign(credit="guessed"), Lens.DECLARED)


def test_every_credit_is_between_nothing_and_a_number():
    dataset = build_dataset(generate_returns(1))
    scope = Scope("12m", Lens.EVIDENCED)
    lines = collect_lines(dataset, scope, scope.schools(dataset))
    assert set(lines["credit"]) == set(CREDITS)
    n, total = credit_lines(lines, scope.lens)
    assert n.ge(0).all()
    assert total[lines["state"].eq("value")].gt(0).all()
    assert credit_lines(lines.head(0), scope.lens)[0].empty
    assert score_indicators(dataset, scope)["completion"].dropna().between(0, 1).all()
