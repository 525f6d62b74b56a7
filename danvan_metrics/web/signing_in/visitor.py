"""Who looks at this page: on a laptop whoever said their name, in a shared office who signed in."""

from __future__ import annotations

from collections.abc import Callable, Collection
from contextlib import suppress
from functools import partial
from typing import Any

from danvan_metrics.access.actor import STRANGER, Actor, Denial, sit_at_laptop
from danvan_metrics.access.admission import find_actor
from danvan_metrics.access.rights import find_sight, list_pages
from danvan_metrics.access.taking import note_refused
from danvan_metrics.appraising import team_acts
from danvan_metrics.errors import UserError
from danvan_metrics.settings import load_settings
from danvan_metrics.store.people.people_records import AttemptDeed, NewAttempt
from danvan_metrics.store.people.people_store import PeopleStore
from danvan_metrics.vietnamese import clean_text
from danvan_metrics.web import state
from danvan_metrics.web.resources import get_district
from danvan_metrics.web.signing_in.sign_in import Visit, read_visit


def current_actor() -> Actor:
    """The visitor as they stand at this moment, their rights read anew; STRANGER for nobody who was let in."""
    sign_in = load_settings().sign_in
    return find_person(read_visit(sign_in)) if sign_in.required else sit_at_laptop(read_name(), note_denial)


def settle_visitor() -> Actor:
    """Who looks, at the head of every run: from here on the run's figures and links are what this person is shown."""
    actor = current_actor()
    state.keep_sight(find_sight(actor))
    state.keep_own_pages(list_pages(actor))
    return actor


def as_visitor(load: Callable[..., bytes]) -> Callable[..., bytes]:
    """`load(…, actor=…)` for a download button: the actor is found when it is pressed, which may be long after it was drawn."""
    find = _remember_visitor()

    def load_for_visitor(*given: Any, **options: Any) -> bytes:
        return load(*given, **options, actor=find())

    return load_for_visitor


def _remember_visitor() -> Callable[[], Actor]:
    """How the visitor is found again where no session is at hand any more."""
    sign_in = load_settings().sign_in
    if not sign_in.required:
        return partial(sit_at_laptop, read_name(), note_denial)
    return partial(find_person, read_visit(sign_in))


def find_person(visit: Visit | None) -> Actor:
    """The actor of a sign-in with the rights the store gives now; STRANGER without one, or where it has run out."""
    if visit is None or visit.over:
        return STRANGER
    return find_actor(
        find_people(),
        load_settings().sign_in,
        visit.subject,
        said_name=visit.name,
        list_appraised=_list_appraised,
        witness=note_denial,
    )


def find_people() -> PeopleStore:
    """People and attempts, of the real store whatever is looked at: the sample knows nobody."""
    return get_district(sample=False).repository.people


def read_name() -> str:
    """The name said at this laptop: in this session, else by DANVAN_ACTOR, else the last time; "" where none was."""
    said = str(state.recall(state.ACTOR_NAME) or load_settings().sign_in.name)
    if not said:
        with suppress(UserError):  # no store, no name: the page says itself what is wrong with the store
            said = find_people().find_name_said()
            state.keep(state.ACTOR_NAME, said)
    return said


def say_name(name: str) -> None:
    """Keep who sits at this laptop, for this session and the next start; UserError for a blank name."""
    said = clean_text(name)
    if not said:
        raise UserError("Chưa ghi họ tên; hãy ghi họ tên của bạn.")
    find_people().attempt(NewAttempt(AttemptDeed.NAMED, said))
    state.keep(state.ACTOR_NAME, said)


def note_denial(denial: Denial) -> None:
    """Keep that something was refused."""
    note_refused(find_people(), denial)


def note_once(deed: AttemptDeed, actor: str, subject: str) -> None:
    """Keep how a session began: once, whatever is clicked afterwards."""
    if state.recall(state.ENTRANCE) != (deed, subject):
        find_people().attempt(NewAttempt(deed, actor, subject))
        state.keep(state.ENTRANCE, (deed, subject))


def _list_appraised(name: str) -> Collection[str]:
    return team_acts.list_appraised(get_district(sample=False), name)
