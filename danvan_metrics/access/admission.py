"""From a sign-in to an actor: what the provider says of a person, and what the store grants them at this moment."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any

from danvan_metrics.access.actor import EVERY_UNIT, STRANGER, AccessRole, Actor, Denial, Units
from danvan_metrics.settings import SignIn
from danvan_metrics.store.people.people_records import PersonRecord
from danvan_metrics.store.people.people_store import PeopleStore, fold_subject

Witness = Callable[[Denial], None]
ListAppraised = Callable[[str], Collection[str]]


def read_subject(claims: Mapping[str, Any], sign_in: SignIn) -> str:
    """Who the provider says this is, by the claim the settings name; "" where it says nothing that can be relied on.

    An address counts only where the provider has verified it: at some anybody may write any address into their own profile.
    """
    said = str(claims.get(sign_in.claim) or "")
    if sign_in.claim == "email" and claims.get("email_verified") not in {True, "true"}:
        return ""
    return fold_subject(said)


def is_keeper(sign_in: SignIn, subject: str) -> bool:
    """Whether the settings themselves name this sign-in as an administrator, whatever the store says."""
    return bool(subject) and subject in {fold_subject(one) for one in sign_in.admins}


def find_actor(
    people: PeopleStore,
    sign_in: SignIn,
    subject: str,
    *,
    said_name: str = "",
    list_appraised: ListAppraised = lambda _name: (),
    witness: Witness | None = None,
) -> Actor:
    """The person of this sign-in with their rights as they stand now; STRANGER for nobody, or somebody withdrawn.

    said_name: what the provider calls an administrator of the settings whom the store does not know. list_appraised: the schools
    assigned to the teams in which the person of a name sits: an appraiser's schools, beside those granted by name.
    """
    if not subject:
        return STRANGER
    person = people.find(subject)
    is_admin = is_keeper(sign_in, subject)
    if person is None or person.withdrawn:
        return Actor(said_name or subject, {AccessRole.ADMIN: EVERY_UNIT}, subject, witness) if is_admin else STRANGER
    grants = dict(_read_grants(person, list_appraised))
    if is_admin:
        grants[AccessRole.ADMIN] = EVERY_UNIT
    return Actor(person.name, grants, subject, witness)


def _read_grants(person: PersonRecord, list_appraised: ListAppraised) -> Mapping[AccessRole, Units | None]:
    read: dict[AccessRole, Units | None] = {}
    for name, units in person.grants.items():
        role = AccessRole(name)
        read[role] = None if not role.is_for_units else frozenset(units or ())
    if AccessRole.APPRAISER in read:
        read[AccessRole.APPRAISER] = frozenset(read[AccessRole.APPRAISER] or ()) | frozenset(list_appraised(person.name))
    return read
