"""A stranger opens the dashboard for the first time: three steps, then the sample district."""

import re

import pytest
from playwright.sync_api import expect

from danvan_metrics.district import open_district
from danvan_metrics.metrics.dataset import Scope
from danvan_metrics.metrics.summarising import summarise
from danvan_metrics.settings import load_settings

pytestmark = pytest.mark.browser


def test_an_empty_store_shows_three_steps_and_the_third_opens_the_sample(read, newcomer):
    visitor = read(newcomer)
    visitor.open()

    visitor.sees("1. Lấy biểu mẫu", "2. Tiếp nhận báo cáo", "3. Xem thử")

    with visitor.run():
        visitor.page.get_by_role("link", name="Mở dữ liệu minh họa").click()
    visitor.sees("DỮ LIỆU MINH HỌA — không phải số liệu thật")
    assert "minh-hoa=1" in visitor.page.url

    expected = summarise_sample(newcomer, "12m")
    visitor.sees(f"{expected['received']['n']}/{expected['received']['N']} trường")
    visitor.sees(f"{expected['on_time']['n']}/{expected['on_time']['N']} báo cáo")


def test_the_scorecard_shows_the_figures_of_the_summary(read, newcomer):
    visitor = read(newcomer)
    visitor.open(sample=True, ky="9 tháng")

    summary = summarise_sample(newcomer, "9m")
    names = open_sample(newcomer).roster.by_code
    shown = {row["school"]: ratios(visitor.cells(names[row["school"]].short_name)[:-2]) for row in summary["schools"]}
    expected = {row["school"]: [f"{group['n']}/{group['N']}" for group in reported(row)] for row in summary["schools"]}
    assert shown == expected


def test_a_filter_in_the_address_narrows_the_scorecard(read, newcomer):
    visitor = read(newcomer)
    visitor.open(sample=True, ky="9 tháng", cap="Tiểu học")

    schools = [school for school in open_sample(newcomer).roster.schools if school.level == "Tiểu học"]
    assert all(visitor.cells(school.short_name) for school in schools)
    expect(visitor.page.get_by_role("row").filter(has_text="MN Đồn Đạc")).to_have_count(0)


def test_leaving_the_sample_leads_back_to_the_empty_store(read, newcomer):
    visitor = read(newcomer)
    visitor.open(sample=True)
    visitor.press("Về số liệu thật")

    visitor.sees("1. Lấy biểu mẫu")
    visitor.misses("DỮ LIỆU MINH HỌA — không phải số liệu thật")


def ratios(cells):
    """What of a row is written as n/N, the returns on time and the appraisal at its end left out."""
    return [found[0] for cell in cells if (found := re.search(r"\b\d+/\d+\b", cell))]


def reported(school):
    """The groups of the scorecard a school reported something of: Tổ chức, which has one line, is folded away."""
    return [group for code, group in school["groups"].items() if group["reported"] and code != "BC"]


def open_sample(served):
    return open_district(load_settings({"DANVAN_SAMPLE_DATABASE_URL": served.sample_database_url}), sample=True)


def summarise_sample(served, period):
    return summarise(open_sample(served).load_dataset(), Scope(period))
