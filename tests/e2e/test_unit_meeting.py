"""The meeting of a province fits every screen, as that of a district does."""

import pytest

from tests.builders_stage import set_up_province
from tests.builders_units import AS_OF
from tests.e2e.screen_fit import walk_meeting
from tests.e2e.server import serve

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def province(tmp_path_factory, browser):
    folder = tmp_path_factory.mktemp("province")
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("DANVAN_DATABASE_URL", f"sqlite:///{folder / 'danvan.sqlite3'}")
        patched.setenv("DANVAN_CREATE", "1")
        set_up_province(patched, folder)
    named = {"DANVAN_UNITS": str(folder / "units.csv"), "DANVAN_ROSTER": str(folder / "schools.csv")}
    with serve(folder, **named | {"DANVAN_TODAY": AS_OF.isoformat(), "DANVAN_ACTOR": "Nguyễn Thị Lan"}) as served:
        warm_up(browser, served)
        yield served


def warm_up(browser, served):
    """Until a first visitor has come, the server knows no page but the first."""
    from tests.e2e.reader import Reader, open_context  # noqa: PLC0415 - Playwright may be missing

    context = open_context(browser)
    Reader(context.new_page(), served.url).open()
    context.close()


@pytest.mark.parametrize(("width", "height"), [(1024, 768), (1366, 768), (1920, 1080)], ids=["1024", "1366", "1920"])
def test_every_step_fits_the_screen_in_letters_read_from_the_last_row(read, province, width, height):
    visitor = read(province, {"width": width, "height": height})
    visitor.open("hop", ky="Cả năm")
    misfits, steps = walk_meeting(visitor)
    assert {title: found for title, found in misfits.items() if found} == {}
    assert len(misfits) == steps


def test_a_bar_of_the_chart_opens_its_commune(read, province):
    visitor = read(province)
    visitor.open("lan-toa", ky="Cả năm")
    drawing = visitor.page.locator(".st-key-card_unit_ladder .point path").first
    drawing.scroll_into_view_if_needed()
    box = drawing.bounding_box()
    visitor.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    visitor.page.wait_for_url("**/lan-toa?*thuoc=SM-AB*")
    visitor.sees("toàn xã An Bình")
