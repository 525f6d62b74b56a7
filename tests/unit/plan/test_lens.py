"""How figures are looked at: the words of each lens, and none that shows another's figures."""

import pytest

from danvan_metrics.errors import UserError
from danvan_metrics.metrics.credit import credit_lines
from danvan_metrics.metrics.dataset import Scope
from danvan_metrics.metrics.lines import collect_lines
from danvan_metrics.plan.lens import Lens
from tests.builders import build_dataset, generate_returns


def test_its_value_is_what_addresses_and_files_hold():
    assert [*Lens] == ["declared", "evidenced", "appraised"]
    assert [lens.words for lens in Lens] == ["tự khai", "có minh chứng", "Phòng thẩm định"]
    assert [lens.short for lens in Lens] == ["Tự khai", "Minh chứng", "Thẩm định"]


def test_each_asks_its_own_evidence():
    assert (Lens.DECLARED.require_pieces(), Lens.EVIDENCED.require_pieces()) == (0, 1)
    assert [lens for lens in Lens if lens.computed] == [Lens.DECLARED, Lens.EVIDENCED]


def test_a_lens_that_no_metric_computes_is_refused_not_replaced():
    dataset = build_dataset(generate_returns(0))
    scope = Scope("9m")
    lines = collect_lines(dataset, scope, scope.schools(dataset))
    for look in (
        lambda: Scope("9m", Lens.APPRAISED),
        lambda: Scope("9m", "appraised"),
        lambda: credit_lines(lines, Lens.APPRAISED),
    ):
        with pytest.raises(UserError, match="Chưa có số liệu theo góc nhìn “Phòng thẩm định”"):
            look()


def test_there_is_no_lens_of_another_name():
    with pytest.raises(ValueError, match="is not a valid Lens"):
        Scope("9m", "guessed")
