"""A district opened: plan, roster and store together, real and sample apart."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from danvan_metrics.district import open_district, read_sample_day
from danvan_metrics.errors import UserError
from danvan_metrics.folders import SHIPPED
from danvan_metrics.settings import load_settings
from danvan_metrics.workbook.answers import ANSWER_COLUMNS, MODEL_COLUMNS, RECEIPT_COLUMNS
from tests.builders_store import build_count, build_return, build_submission


@pytest.fixture
def settings(tmp_path, store_url):
    return load_settings(
        {
            "DANVAN_DATABASE_URL": store_url,
            "DANVAN_CREATE": "1",
            "DANVAN_SAMPLE_DATABASE_URL": f"sqlite:///{tmp_path / 'minh-hoa.sqlite3'}",
            "DANVAN_TODAY": "2020-06-20",
        }
    )


def test_an_empty_store_gives_an_empty_dataset_with_its_columns(settings):
    dataset = open_district(settings).load_dataset()
    assert dataset.empty
    assert tuple(dataset.answers.columns) == ANSWER_COLUMNS
    assert tuple(dataset.models.columns) == MODEL_COLUMNS
    assert tuple(dataset.receipts.columns) == RECEIPT_COLUMNS


def test_the_dataset_holds_what_is_in_force_for_this_plan_on_this_day(settings):
    district = open_district(settings)
    answers = [build_count("NV2.3", 2)]
    district.repository.save(build_submission(build_return("MN-DONDAC", "6m", answers=answers, plan=district.plan.code)))
    district.repository.save(build_submission(build_return("MN-DONDAC", "6m", answers=answers, plan="another plan")))
    dataset = district.load_dataset()
    assert dataset.answers[["school", "period", "line", "done"]].values.tolist() == [["MN-DONDAC", "6m", "NV2.3", 2.0]]
    assert (dataset.as_of, dataset.sample) == (date(2020, 6, 20), False)


def test_sample_and_real_returns_never_share_a_store(settings):
    real, sample = open_district(settings), open_district(settings, sample=True)
    sample.repository.save(build_submission(build_return(plan=sample.plan.code)))
    assert real.load_dataset().empty
    assert not sample.load_dataset().empty
    assert sample.load_dataset().sample


def test_the_sample_lives_on_the_day_of_its_recipe_whatever_today_is(settings):
    sample = open_district(settings, sample=True)
    assert sample.today() == sample.load_dataset().as_of == date(2020, 12, 17)


def test_the_sample_of_a_later_plan_lives_after_that_plan_s_last_deadline(settings):
    small = replace(settings, plan_path=SHIPPED / "tests/plans/small", roster_path=SHIPPED / "tests/plans/small_schools.csv")
    sample = open_district(small, sample=True)
    # Second term 2022 is due on 20/12/2022; three days later the last of those who are late has handed in.
    assert sample.today() == sample.load_dataset().as_of == date(2022, 12, 20 + 3)


@pytest.mark.parametrize("text", ['as_of = "17/12/2020"', "seed = 1", "as_of = ", None])
def test_a_recipe_without_a_day_is_told_in_a_sentence(tmp_path, text):
    recipe = tmp_path / "recipe.toml"
    if text is not None:
        recipe.write_text(text, encoding="utf-8")
    with pytest.raises(UserError, match=r"recipe\.toml.*hãy"):
        read_sample_day(recipe)


def test_a_plan_that_cannot_be_read_opens_no_store(tmp_path):
    settings = load_settings(
        {"DANVAN_PLAN": str(tmp_path / "khong-co.toml"), "DANVAN_DATABASE_URL": f"sqlite:///{tmp_path / 'kho.sqlite3'}"}
    )
    with pytest.raises(UserError, match="DANVAN_PLAN"):
        open_district(settings)
    assert list(tmp_path.iterdir()) == []
