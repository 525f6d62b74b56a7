"""Appraising in a shared office, in browsers: whoever signed in judges under their own name, and only their schools."""

import pytest
from playwright.sync_api import expect

from danvan_metrics.access.actor import AccessRole
from danvan_metrics.district import open_district
from danvan_metrics.settings import load_settings
from danvan_metrics.store.people.people_records import AttemptDeed
from tests.builders_appraiser import HEAD, SCHOOL, assign_team, build_key, hand_in
from tests.builders_provider import run_provider, write_secrets
from tests.builders_visitors import let_in, list_deeds
from tests.e2e.server import find_port, serve

pytestmark = pytest.mark.browser

PAGE, ELSEWHERE = "cham-tham-dinh", "MN-DONDAC"
APPRAISER, LEADER = "appraiser@example.vn", "leader@example.vn"


@pytest.fixture
def office(tmp_path, browser, monkeypatch):
    """A dashboard where people sign in, and its district: two schools with a return, one of them given to HEAD's team."""
    port = find_port()
    with run_provider(APPRAISER, LEADER) as provider:
        options = ("--secrets.files", str(write_secrets(tmp_path, port, provider)))
        with serve(tmp_path, port=port, options=options, DANVAN_SIGN_IN="oidc") as served:
            monkeypatch.setenv("DANVAN_DATABASE_URL", served.database_url)
            district = open_district(load_settings(), create=True)
            hand_in(district)
            hand_in(district, school=ELSEWHERE)
            assign_team(district)
            let_in(AccessRole.APPRAISER, name=HEAD)
            let_in(AccessRole.LEADER, name="Trần Văn Minh")
            yield served, district


def test_an_appraiser_judges_their_own_school_and_a_leader_looks_on(sign_in, office):
    served, district = office
    mai = sign_in(served, APPRAISER)
    mai.open(PAGE, ky="6 tháng")
    expect(mai.page.get_by_role("button", name="Mở phiếu Mầm non Đạp Thanh")).to_have_count(2)  # in each of two rounds
    expect(mai.page.get_by_role("button", name="Mở phiếu MN Đồn Đạc")).to_have_count(0)
    with mai.run():
        mai.page.get_by_role("button", name="Mở phiếu Mầm non Đạp Thanh, đã phân công").click()
    mai.page.get_by_role("button", name="HP1.2:").focus()
    mai.page.keyboard.press("1")
    with mai.run():
        mai.page.keyboard.press("Enter")
    mai.sees("đã kiểm 1/71")
    [kept] = district.repository.appraisals.find(build_key()).verdicts
    assert (kept.verdict.line, kept.verdict.appraiser) == ("HP1.2", HEAD)
    assert mai.download("^Tải phiếu thẩm định")[0].endswith(".xlsx")
    [taken] = list_deeds(AttemptDeed.DOWNLOADED)
    assert (taken.subject, taken.school) == (APPRAISER, SCHOOL)

    mai.open(PAGE, ky="6 tháng", ma=ELSEWHERE, dot="to-phong")
    mai.sees(f"{HEAD} không có quyền xem bàn chấm thẩm định của trường “{ELSEWHERE}”")
    assert {(one.subject, one.school) for one in list_deeds(AttemptDeed.REFUSED)} == {(APPRAISER, ELSEWHERE)}

    minh = sign_in(served, LEADER)
    minh.open(PAGE, ky="6 tháng", ma=SCHOOL, dot="to-phong")
    minh.sees("Trần Văn Minh không chấm trường này", "đã kiểm 1/71")
    minh.misses("Gửi trường có ý kiến")
    minh.misses("Phiếu đã điền")
    expect(minh.page.get_by_role("combobox", name="Tôi là")).to_have_count(0)
