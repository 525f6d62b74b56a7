"""Links that open a form over the page they stand on, instead of leading away."""

from __future__ import annotations

from danvan_metrics.web.navigation import asks_for_act, asks_for_task, read_act, read_task
from danvan_metrics.web.tasks.action_dialog import offer_act
from danvan_metrics.web.tasks.task_dialog import offer_task


def open_form(link: str) -> bool:
    """Open the form that a link asks for; False where it leads to a page."""
    if asks_for_task(link):
        offer_task(read_task(link))
        return True
    if asks_for_act(link):
        form = read_act(link)
        if form is not None:
            offer_act(form)
        return True
    return False
