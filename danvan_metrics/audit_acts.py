"""The trail of who did what: read, and handed out as a file."""

from __future__ import annotations

from collections.abc import Sequence

from danvan_metrics.access.actor import ROLE_WORDS, Actor
from danvan_metrics.access.acts import Act
from danvan_metrics.access.policies import check_can_read_audit
from danvan_metrics.access.taking import note_taken
from danvan_metrics.district import District
from danvan_metrics.formats.package import NamedFile
from danvan_metrics.store.people.people_records import AttemptRecord
from danvan_metrics.store.records import Event
from danvan_metrics.topics.audit.figures import Wanted, choose, tell
from danvan_metrics.topics.audit.trace import Trace
from danvan_metrics.topics.audit.trace_details import Namer
from danvan_metrics.topics.audit.trail_file import TITLE, TrailForm, write_trail
from danvan_metrics.vietnamese import format_date, format_quantity, slug


def load_trail(district: District, *, actor: Actor) -> tuple[Trace, ...]:
    """Everything that was done and tried, oldest first; no contact data stands in it. NotAllowed for whom it is not."""
    check_can_read_audit(actor)
    events = map(_read_event, district.repository.list_events())
    attempts = map(_read_attempt, district.repository.people.list_attempts())
    return tuple(sorted((*events, *attempts), key=lambda trace: trace.at))


def make_namer(district: District) -> Namer:
    """How the codes of a trail are called."""
    return Namer(district.plan, district.roster, {role.value: words for role, words in ROLE_WORDS.items()})


def hand_out_trail(district: District, wanted: Wanted, form: TrailForm, *, actor: Actor) -> NamedFile:
    """The part asked for as a file, oldest first; NotAllowed for whom it is not. That it was taken is kept."""
    traces, namer = choose(load_trail(district, actor=actor), wanted), make_namer(district)
    name = f"{slug(TITLE, district.today().isoformat())}.{form}"
    lines = [tell(trace, namer) for trace in traces]
    content = write_trail(lines, form, subtitle=describe_part(traces, wanted, namer), sample=district.sample)
    if not district.sample:
        note_taken(district.repository, actor, Act.READ_AUDIT, wanted.school, name)
    return name, content


def describe_part(traces: Sequence[Trace], wanted: Wanted, namer: Namer) -> str:
    """“12 việc; của Cô Lan; từ 01/06/2020”."""
    parts = {
        "": f"{format_quantity(len(traces))} việc",
        "của ": wanted.person,
        "của trường ": namer.name_school(wanted.school),
        "từ ": format_date(wanted.first) if wanted.first else "",
        "đến ": format_date(wanted.last) if wanted.last else "",
        "chỉ việc ": "bị từ chối" if wanted.refused_only else "",
    }
    return "; ".join(f"{before}{told}" for before, told in parts.items() if told)


def _read_event(event: Event) -> Trace:
    return Trace(event.at, event.actor, event.action, event.school, event.period, event.detail)


def _read_attempt(attempt: AttemptRecord) -> Trace:
    """By the name; of somebody the office does not know, by what they signed in with."""
    right = Act(attempt.act).words if attempt.act in set(Act) else attempt.act
    detail = {"right": right, "target": attempt.target}
    return Trace(attempt.at, attempt.actor or attempt.subject, attempt.deed.value, attempt.school, detail=detail)
