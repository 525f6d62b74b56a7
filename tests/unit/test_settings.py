"""What the environment may say about limits on files, and what is answered when it says nonsense."""

from __future__ import annotations

import pytest

from danvan_metrics.errors import UserError
from danvan_metrics.settings import Limits, Serving, load_limits, load_serving, load_settings, name_browser


def test_without_a_word_the_defaults_hold():
    assert load_limits({}) == load_limits({"DANVAN_MOST_FILES": " "}) == load_settings({}).limits == Limits()
    assert (Limits().seconds, Limits().memory, Limits().workers) == (30, 2**30, 2)


@pytest.mark.parametrize(
    ("variable", "said", "limit", "value"),
    [
        ("DANVAN_LARGEST_FILE_MB", "5", "largest_file", 5_000_000),
        ("DANVAN_LARGEST_UNPACKED_MB", "50", "largest_unpacked", 50_000_000),
        ("DANVAN_MOST_MEMBERS", "500", "most_members", 500),
        ("DANVAN_MOST_SHEETS", "30", "most_sheets", 30),
        ("DANVAN_LARGEST_RANGE", "1000000", "largest_range", 1_000_000),
        ("DANVAN_MOST_FILES", "300", "most_files", 300),
        ("DANVAN_LARGEST_ARCHIVE_MB", "80", "largest_archive", 80_000_000),
        ("DANVAN_READ_SECONDS", "10", "seconds", 10),
        ("DANVAN_READ_MEMORY_MB", "512", "memory", 512 * 2**20),
        ("DANVAN_READ_WORKERS", " 1 ", "workers", 1),
    ],
)
def test_each_limit_has_its_variable(variable, said, limit, value):
    assert getattr(load_limits({variable: said}), limit) == value


@pytest.mark.parametrize("said", ["0", "-3", "2,5", "nhiều", "²", "9" * 12])
def test_a_wrong_value_is_told_with_its_variable(said):
    with pytest.raises(UserError, match=f"DANVAN_READ_WORKERS đang là “{said}”; hãy ghi một số nguyên từ 1 trở lên."):
        load_settings({"DANVAN_READ_WORKERS": said})


def test_too_little_memory_to_read_anything_is_refused():
    with pytest.raises(UserError, match="từ 256 trở lên"):
        load_limits({"DANVAN_READ_MEMORY_MB": "100"})


def test_the_browser_that_draws_is_the_one_named_or_to_be_looked_for():
    assert name_browser({"CHROMIUM": " /opt/chrome "}) == "/opt/chrome"
    assert name_browser({}) == name_browser({"CHROMIUM": " "}) == ""


# ── serving ──────────────────────────────────────────────────────────────────


def test_on_a_laptop_nothing_of_serving_needs_to_be_said():
    assert load_serving({}) == load_settings({"DANVAN_SITE": " "}).serving == Serving(site="", log_folder=None, token="")


def test_each_part_of_serving_has_its_variable(tmp_path):
    said = {
        "DANVAN_SITE": "https://dan-van.example.vn:8443/",
        "DANVAN_LOG_FOLDER": str(tmp_path),
        "DANVAN_LOG_FORM": "json",
        "DANVAN_METRICS_TOKEN": "chìa",
    }
    serving = load_serving(said)
    assert (serving.site, serving.log_folder, serving.log_json) == ("https://dan-van.example.vn:8443", tmp_path, True)
    assert serving.token == "chìa"  # noqa: S105


@pytest.mark.parametrize("site", ["dan-van.example.vn", "ftp://a.vn", "https://", "https://a.vn/thu-muc", "https://a.vn:cổng"])
def test_an_address_that_is_none_of_a_site_is_told(site):
    with pytest.raises(UserError, match=f"DANVAN_SITE đang là “{site}”"):
        load_serving({"DANVAN_SITE": site})


def test_a_form_of_log_there_is_not_is_told():
    with pytest.raises(UserError, match=r"DANVAN_LOG_FORM đang là “xml”; hãy ghi text hoặc json\."):
        load_serving({"DANVAN_LOG_FORM": "xml"})


def test_the_token_is_shown_to_nobody():
    assert "chìa" not in repr(load_settings({"DANVAN_METRICS_TOKEN": "chìa"}))
