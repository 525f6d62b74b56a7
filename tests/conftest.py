"""The sample district, filled once for every test that looks at it."""

from dataclasses import replace

import pytest

from danvan_metrics.district import open_district
from danvan_metrics.sample import fill_sample_store
from danvan_metrics.settings import load_settings
from tests.builders_meeting import AGREED


@pytest.fixture(scope="session")
def filled_sample(tmp_path_factory):
    """A folder with a sample store in which every workbook of the recipe is handed in."""
    folder = tmp_path_factory.mktemp("sample")
    settings = load_settings({"DANVAN_SAMPLE_DATABASE_URL": f"sqlite:///{folder / 'minh-hoa.sqlite3'}"})
    district = open_district(settings, sample=True)
    fill_sample_store(district)
    district.repository.close()
    return folder


@pytest.fixture(scope="session")
def meeting_dataset(filled_sample):
    """Everything in force in the sample district, with three actions agreed (tests.builders_meeting.AGREED)."""
    settings = load_settings({"DANVAN_SAMPLE_DATABASE_URL": f"sqlite:///{filled_sample / 'minh-hoa.sqlite3'}"})
    return replace(open_district(settings, sample=True).load_dataset(), actions=AGREED)
