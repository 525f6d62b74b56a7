"""Open a meeting at a step, as its own first screen names them."""

from __future__ import annotations

import re

from streamlit.testing.v1 import AppTest

from tests.builders_web import open_app, read_component


def open_meeting(step: int = 1, **parameters: str) -> AppTest:
    """The meeting at the step of this number."""
    return open_app("meeting", buoc=str(step), **parameters)


def open_part(part: str, **parameters: str) -> AppTest:
    """The meeting at the first step of a part, by its title on the first screen."""
    return open_meeting(list_parts(open_meeting(**parameters))[part], **parameters)


def list_parts(app: AppTest) -> dict[str, int]:
    """Titles of the parts that follow the first screen, each with the number of its first step."""
    steps = read_component(app, "step_opening")["steps"]
    return {one["title"]: int(one["link"].rpartition("=")[2]) for one in steps}


def read_title(app: AppTest) -> tuple[str, str]:
    """Title and subtitle of the step."""
    [head] = [one.proto.body for one in app.get("html") if 'class="step-head"' in one.proto.body]
    title, told = re.search(r"<h1[^>]*>(.*?)</h1><p><span>(.*?)</span>", head).groups()
    return title.replace("&amp;", "&"), told.replace("&amp;", "&")


def read_bar(app: AppTest) -> dict:
    """What the bar at the foot says."""
    return read_component(app, "meeting_bar_keys")
