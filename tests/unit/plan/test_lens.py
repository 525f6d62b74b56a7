"""How figures are looked at: the words of each lens, and none that shows another's figures."""

import pytest

from danvan_metrics.errors import UserError
from danvan_metrics.metrics.dataset import Scope
from danvan_metrics.metrics.words import offer_lenses, require_lens
from danvan_metrics.plan.lens import Lens
from tests.builders import build_dataset, generate_returns

VERDICT = {"school": "MN-DAPTHANH", "period": "9m", "line": "CT3.1"}


def test_its_value_is_what_addresses_and_files_hold():
    assert [*Lens] == ["declared", "evidenced", "appraised"]
    assert [lens.words for lens in Lens] == ["tự khai", "có minh chứng", "thẩm định"]
    assert [lens.short for lens in Lens] == ["Tự khai", "Minh chứng", "Thẩm định"]


def test_each_asks_its_own_evidence_and_the_office_has_already_looked():
    assert [lens.pieces for lens in Lens] == [0, 1, 0]


def test_the_offices_lens_is_offered_only_in_a_period_in_which_it_has_judged_something():
    dataset = build_dataset(generate_returns(0), verdicts=[VERDICT])
    assert offer_lenses(dataset, "6m") == (Lens.DECLARED, Lens.EVIDENCED)
    assert offer_lenses(dataset, "9m") == (Lens.DECLARED, Lens.EVIDENCED, Lens.APPRAISED)
    require_lens(dataset, Scope("9m", "appraised"))


def test_a_period_that_the_office_has_not_appraised_is_refused_not_shown_as_declared():
    dataset = build_dataset(generate_returns(0), verdicts=[VERDICT])
    for lens in (Lens.DECLARED, Lens.EVIDENCED):
        require_lens(dataset, Scope("6m", lens))
    with pytest.raises(UserError) as refused:
        require_lens(dataset, Scope("6m", "appraised"))
    assert str(refused.value) == (
        "Kỳ 6 tháng chưa có trường nào được Phòng thẩm định; hãy chọn góc nhìn “tự khai” hoặc “có minh chứng”."
    )


def test_there_is_no_lens_of_another_name():
    with pytest.raises(ValueError, match="is not a valid Lens"):
        Scope("9m", "guessed")
