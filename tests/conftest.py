"""The sample district, filled once for every test that looks at it, and how tests share two cores."""

import os
from dataclasses import replace
from pathlib import Path

import hypothesis
import pytest
from filelock import FileLock

from danvan_metrics.district import open_district
from danvan_metrics.sample import fill_sample_store
from danvan_metrics.settings import load_settings
from tests.both_stores import (  # noqa: F401 - fixtures for everybody
    lend_store,
    new_store_url,
    postgresql,
    postgresql_url,
    store,
    store_url,
)
from tests.builders_meeting import AGREED

os.environ.setdefault("DANVAN_ACTOR", "Nguyễn Thị Lan")  # who sits at the laptop, here and in every process started
os.environ.setdefault("DANVAN_SETTINGS", os.devnull)  # whatever settings file this machine has

BROWSER_TESTS = Path(__file__).parent / "e2e"

# A busy machine takes ten times as long for the same example: time is measured in tests/bench, not here.
hypothesis.settings.register_profile("any machine", deadline=None)
hypothesis.settings.load_profile("any machine")


def pytest_collection_modifyitems(items):
    """Browser tests first: their files take longest, and with `-n` the small ones then fill up whatever core is free."""
    items.sort(key=lambda item: BROWSER_TESTS not in item.path.parents)


@pytest.fixture(scope="session")
def filled_sample(tmp_path_factory):
    """A folder with a sample store in which every workbook of the recipe is handed in; workers share one and only look."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "sample"
    with FileLock(f"{folder}.lock"):
        if not folder.exists():
            fill_sample(folder)
    return folder


def fill_sample(folder):
    """Fill beside the folder and rename: a worker that is killed leaves no half of a sample behind."""
    filling = folder.with_name("filling")
    filling.mkdir()
    settings = load_settings({"DANVAN_SAMPLE_DATABASE_URL": f"sqlite:///{filling / 'minh-hoa.sqlite3'}"})
    district = open_district(settings, sample=True)
    fill_sample_store(district)
    district.repository.close()
    filling.rename(folder)


@pytest.fixture(scope="session")
def meeting_dataset(filled_sample):
    """Everything in force in the sample district, with three actions agreed (tests.builders_meeting.AGREED)."""
    settings = load_settings({"DANVAN_SAMPLE_DATABASE_URL": f"sqlite:///{filled_sample / 'minh-hoa.sqlite3'}"})
    return replace(open_district(settings, sample=True).load_dataset(), actions=AGREED)
