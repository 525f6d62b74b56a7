"""Every key of the session and of the URL, and how they are read."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from typing import Any, Concatenate, Final, NoReturn

import streamlit as st
from streamlit.errors import StreamlitAPIException

from danvan_metrics.access.rights import WHOLE, Sight
from danvan_metrics.district import District
from danvan_metrics.errors import UserError
from danvan_metrics.metrics.dataset import Dataset, Scope
from danvan_metrics.metrics.words import require_lens
from danvan_metrics.plan.lens import Lens
from danvan_metrics.plan.model import Plan
from danvan_metrics.settings import load_settings
from danvan_metrics.units.tree import UnitTree
from danvan_metrics.web.resources import Arguments, Edition, Result, compute, get_dataset, get_district

PERIOD: Final = "ky"
LEVEL: Final = "cap"
COMMUNE: Final = "xa"
SCHOOLS: Final = "truong"
LENS: Final = "goc"
SOURCE_LENS: Final = "nhin"  # of the figure whose source is shown
SOURCE_PERIOD: Final = "luc"
SCHOOL: Final = "ma"
BESIDE: Final = "canh"  # the school that another stands beside
ITEM: Final = "muc"
MODEL_FIELD: Final = "linh-vuc"  # of the models that are listed
MODEL_STATUS: Final = "trang-thai"
TASK: Final = "giao"  # the form that gives a task stands open
ACTION: Final = "viec"  # whose form stands open
ACT: Final = "lam"  # what that form does to it
PLAN: Final = "ke-hoach"  # the plan whose returns are looked at, where there are several
UNIT: Final = "thuoc"  # the unit whose schools, or whose units, are looked at
SAMPLE: Final = "minh-hoa"
SNAPSHOT: Final = "chot"
ORDER: Final = "thu-tu"  # of the scorecard's schools
COMPARED_WITH: Final = "so-voi"  # the snapshot that changes are told against
STEP: Final = "buoc"  # of the meeting that is shown, or that a page was opened from

ALL: Final = ""
MODEL: Final = "model"
OTHERS: Final = "others"

ARRIVED: Final = "arrived"
TRAIL: Final = "trail"  # of pages, as figures were followed
FOLLOWED: Final = "followed"
SCORECARD_ORDER: Final = "scorecard_order"
MEETING_FILTERS: Final = "meeting_filters"
MEETING_FROM: Final = "meeting_from"  # the page it was begun on
MEETING_STEP: Final = "meeting_step"  # title of the step shown last
SCREEN: Final = "screen"  # width and height of the window, in pixels
WIDE_SCREEN: Final = "wide_screen"  # two charts beside each other have room for larger letters
TASK_FORM: Final = "task_form"  # the cell its form stands open about
TASK_SENT: Final = "task_sent"  # the last one kept, and when: a second press is no second task
TASK_KEPT: Final = "task_kept"
TASK_REFUSED: Final = "task_refused"
TASK_SAID: Final = "task_said"
ACTION_FORM: Final = "action_form"  # the action and the act its form stands open for
ACTION_KEPT: Final = "action_kept"
ACTION_REFUSED: Final = "action_refused"
WEAK_ORDER: Final = "weak_order"
SNAPSHOT_SAID: Final = "snapshot_said"
SNAPSHOT_OPENED: Final = "snapshot_opened"
COMPARED: Final = "compared"
CONCLUSION_LINES: Final = "conclusion_lines"  # drafted, and not yet kept
CONCLUSION_HEAD: Final = "conclusion_head"  # of the meeting they are of, by field
CONCLUSION_TASK: Final = "conclusion_task"  # the task of the line that is typed anew
CONCLUSION_CORRECTS: Final = "conclusion_corrects"  # the version that the draft stands in for
CONCLUSION_KEPT: Final = "conclusion_kept"  # the number of the one kept last
CONCLUSION_SAID: Final = "conclusion_said"
CONCLUSION_REFUSED: Final = "conclusion_refused"
CONCLUSION_BOX: Final = "conclusion_box"
DECISION_DONE: Final = "decision_done"
UNMET_WHOLE: Final = "unmet_whole"

TEMPLATE_PERIOD: Final = "template_period"
TEMPLATE_UNITS: Final = "template_units"
TEMPLATE_LEVELS: Final = "template_levels"
TEMPLATE_SCHOOLS: Final = "template_schools"
TEMPLATE_OFFICE: Final = "template_office"
TEMPLATE_BUILD: Final = "template_build"
TEMPLATE_DOWNLOAD: Final = "template_download"
TEMPLATE_PACKAGE: Final = "template_package"

UPLOAD_FILES: Final = "upload_files"
UPLOAD_FOLDER: Final = "upload_folder"
UPLOAD_RECEIVED_ON: Final = "upload_received_on"
UPLOAD_DAY_USED: Final = "upload_day_used"
UPLOAD_SENDER: Final = "upload_sender"
UPLOAD_START: Final = "upload_start"
UPLOAD_BATCH: Final = "upload_batch"
UPLOAD_ROUND: Final = "upload_round"
UPLOAD_EACH_DAY: Final = "upload_each_day"
UPLOAD_DAYS: Final = "upload_days"
UPLOAD_CHOSEN_DAYS: Final = "upload_chosen_days"
UPLOAD_VIEW: Final = "upload_view"
CHASING_PERIOD: Final = "chasing_period"
UPLOAD_SUMMARY: Final = "upload_summary"
UPLOAD_DOUBT: Final = "upload_doubt"
UPLOAD_ACCEPT: Final = "upload_accept"
UPLOAD_LEAVE: Final = "upload_leave"
UPLOAD_ISSUES: Final = "upload_issues"
UPLOAD_DRAFT: Final = "upload_draft"
UPLOAD_MARKED: Final = "upload_marked"
UPLOAD_MARKED_ALL: Final = "upload_marked_all"

EVIDENCE_PICTURES: Final = "evidence_pictures"
EVIDENCE_ROUND: Final = "evidence_round"
EVIDENCE_PACK: Final = "evidence_pack"
EVIDENCE_DONE: Final = "evidence_done"

CATALOGUE_SEARCH: Final = "catalogue_search"

GUIDE_CHAPTER: Final = "trang"  # of the guide, in the address

REWARD_PERIOD: Final = "reward_period"
REWARD_PART: Final = "reward_part"
REWARD_SAID: Final = "reward_said"

OFFICE_PERIOD: Final = "office_period"
OFFICE_REPORT: Final = "office_report"
OFFICE_RELOAD: Final = "office_reload"
OFFICE_SAID: Final = "office_said"
OFFICE_OPEN: Final = "office_open"

ROUND: Final = "dot"  # of appraisal, in the address
APPRAISING_PERIOD: Final = "appraising_period"
APPRAISING_SAID: Final = "appraising_said"
APPRAISING_ANSWERS: Final = "appraising_answers"
APPRAISER: Final = "appraiser"

ACTOR_NAME: Final = "actor_name"  # said once by whoever sits at a laptop
NAME_TYPED: Final = "name_typed"
ENTRANCE: Final = "entrance"  # how this session began: signed in, turned away
PEOPLE_SAID: Final = "people_said"
ROSTER_ENTRY: Final = "ma"  # the unit or school shown, in the address
ROSTER_SEARCH: Final = "roster_search"
ROSTER_CHOICE: Final = "roster_choice"
ROSTER_SAID: Final = "roster_said"
ROSTER_TURN: Final = "roster_turn"  # grows with every change kept: the forms are new ones then
AUDIT_SHOWN: Final = "audit_shown"  # how many lines were asked for

OPEN_PAGE: Final = "open_page"
UNIT_CHOICE: Final = "unit_choice"
UNIT_CHASED: Final = "unit_chased"  # whose letter is shown
UNIT_MEASURE: Final = "unit_measure"  # followed through the periods
PLAN_CHOICE: Final = "plan_choice"

_SIGHT: Final = "sight"
_UNIT: Final = "unit"
_PLAN: Final = "plan"
_OWN_PAGES: Final = "own_pages"
_NO_SIGHT: Final = Sight(frozenset(), persons=False)
_SAMPLE_ON: Final = "sample_mode"
_SNAPSHOT_NAME: Final = "snapshot_name"
_LAST_PERIOD: Final = "last_period"
_USUAL_PERIOD: Final = "usual_period"
_PERIOD_LINKED: Final = "period_linked"


def keep(key: str, value: object) -> None:
    """Keep a value for the session's next runs."""
    st.session_state[key] = value


def recall(key: str, otherwise: Any = None) -> Any:
    """What was kept, or chosen in the widget of this key."""
    return st.session_state.get(key, otherwise)


def holds(key: str) -> bool:
    """Whether the session knows this key, be it with nothing chosen."""
    return key in st.session_state


def take(key: str) -> Any:
    """What was kept, for this one run: a message said once, a link followed once. None where nothing was."""
    return st.session_state.pop(key, None)


def settle_default(key: str, usual: object, options: Collection[object] = ()) -> None:
    """Let a widget show what is usual now, until something else is chosen in it: before the widget of this key is drawn.

    A widget with a key keeps its first default for ever, and a page stays open overnight: a day, a period or a version
    that was usual when the page was opened may not be taken for one that somebody chose.
    """
    remembered = f"{key}_usual"
    chosen, before = st.session_state.get(key), st.session_state.get(remembered)
    outdated = chosen == before and usual != before  # written only then: what is being typed in a form stays
    if chosen is None or outdated or (options and chosen not in options):
        st.session_state[key] = usual
    st.session_state[remembered] = usual


def drop_choice(key: str) -> None:
    """Forget what was chosen in a widget: `settle_default` shows what is usual again."""
    st.session_state.pop(key, None)


def sample_mode() -> bool:
    """Whether this session looks at the sample store."""
    return bool(st.session_state.get(_SAMPLE_ON, False))


def settle_sample_mode() -> None:
    """`?minh-hoa=1` switches the sample on; once on it stays, and stays in the URL, from page to page."""
    if st.query_params.get(SAMPLE) == "1":
        st.session_state[_SAMPLE_ON] = True
    elif sample_mode():
        st.query_params[SAMPLE] = "1"


def leave_sample() -> None:
    """Back to the office's own figures."""
    st.session_state[_SAMPLE_ON] = False
    st.query_params.pop(SAMPLE, None)
    leave_snapshot()


def current_district() -> District:
    """The office at the plan this session looks at, real or sample."""
    return get_district(sample=sample_mode(), plan=read_plan())


def settle_plan() -> None:
    """`?ke-hoach=<mã>` opens a plan; it stays open, and in the URL, from page to page. UserError where there is no such plan."""
    asked = st.query_params.get(PLAN)
    if asked is not None and asked != recall(_PLAN, ""):
        open_plan(asked)
    if read_plan():
        st.query_params[PLAN] = read_plan()


def open_plan(code: str) -> None:
    """Look at a plan; the usual one needs no name in the URL. UserError where there is none of this code."""
    before, lineup = read_plan(), get_district(sample=False).lineup
    plan = lineup.find(code)
    usual = plan.code == lineup.usual.code
    st.session_state[_PLAN] = "" if usual else plan.code
    if usual:
        st.query_params.pop(PLAN, None)
    if read_plan() != before:
        _drop_strange_choices(plan)


def leave_plan() -> None:
    """Back to the usual plan."""
    open_plan("")


def read_plan() -> str:
    """The code of the plan looked at; "" for the usual one. The sample has one plan."""
    return "" if sample_mode() else str(recall(_PLAN, ""))


def _drop_strange_choices(plan: Plan) -> None:
    """Forget what was chosen of another plan and does not stand in this one: its periods, levels and snapshots.

    What the address says stays: a link may name a snapshot of the plan that it names.
    """
    st.session_state[_SNAPSHOT_NAME] = ""
    if recall(_LAST_PERIOD) not in plan.period_by_code:
        drop_choice(_LAST_PERIOD)
    if recall(PERIOD, plan.periods[0].code) not in plan.period_by_code:
        st.session_state[PERIOD] = default_period(looked_at())
    if recall(LEVEL, ALL) not in {ALL, *plan.levels}:
        st.session_state[LEVEL] = ALL


def settle_unit() -> None:
    """`?thuoc=<mã>` opens a unit; it stays open, and in the URL, from page to page. UserError where there is no such unit."""
    asked = st.query_params.get(UNIT)
    if asked is not None and asked != recall(_UNIT, ""):
        open_unit(asked)
    if read_unit():
        st.query_params[UNIT] = read_unit()


def open_unit(code: str) -> None:
    """Look at a unit; the highest needs no name in the URL. UserError where there is none of this code."""
    tree = _find_tree()
    if code and code not in tree.by_code:
        raise UserError(f"Không có đơn vị “{code}” trong danh sách đơn vị; hãy mở lại từ trang Tổng quan.")
    top = tree.root is not None and tree.root.code == code
    st.session_state[_UNIT] = "" if top else code
    if top or not code:
        st.query_params.pop(UNIT, None)


def leave_unit() -> None:
    """Back to the highest unit."""
    open_unit("")


def read_unit() -> str:
    """The unit looked at; "" for the highest, or where there is no tree of units (as between real figures and sample)."""
    kept = str(recall(_UNIT, ""))
    return kept if kept and kept in _find_tree().by_code else ""


def _find_tree() -> UnitTree:
    return current_district().roster.tree


def snapshot_name() -> str:
    """The snapshot this session looks at; "" for the figures as they stand."""
    return str(st.session_state.get(_SNAPSHOT_NAME, ""))


def settle_snapshot() -> None:
    """`?chot=<tên>` opens a snapshot, at the period it was taken for; it stays open, and in the URL, from page to page."""
    asked = st.query_params.get(SNAPSHOT)
    if asked and asked != snapshot_name():
        open_snapshot(asked)
    elif snapshot_name():
        st.query_params[SNAPSHOT] = snapshot_name()


def open_snapshot(name: str) -> None:
    """Look at a snapshot; UserError where there is none of this name."""
    label = get_dataset(edition_of(name)).snapshot
    st.session_state[_SNAPSHOT_NAME] = label.name if label else ""
    if label and PERIOD not in st.query_params:
        st.session_state[_LAST_PERIOD] = label.period


def leave_snapshot() -> None:
    """Back to the figures as they stand."""
    st.session_state[_SNAPSHOT_NAME] = ""
    st.query_params.pop(SNAPSHOT, None)


def meeting_mode() -> bool:
    """Whether a meeting is shown this page: its address names the step it stands in or was opened from."""
    return STEP in st.query_params


def read_step() -> int:
    """The step of the meeting that the address names, from 1 on; 1 where it names none that is a number."""
    asked = read_address(STEP)
    return max(1, int(asked)) if asked.isdecimal() else 1


def turn_step(number: str) -> NoReturn:
    """Show another step of the meeting."""
    st.query_params[STEP] = number
    st.rerun()


def read_screen() -> tuple[int, int]:
    """Width and height of the window in pixels, as a meeting's bar told them; a usual projector's before that."""
    size: tuple[int, int] = st.session_state.get(SCREEN, (1366, 768))
    return size


def keep_parameters() -> dict[str, str]:
    """The parameters that go along from page to page beside the shared filters."""
    kept = {
        SAMPLE: "1" if sample_mode() else "",
        SNAPSHOT: snapshot_name(),
        UNIT: read_unit(),
        PLAN: read_plan(),
        STEP: read_address(STEP),
    }
    return {name: value for name, value in kept.items() if value}


def list_own_parameters() -> dict[str, str]:
    """What the address says beside the shared filters, the edition and the meeting: a page's own."""
    shared = {PERIOD, LEVEL, COMMUNE, SCHOOLS, LENS, SAMPLE, SNAPSHOT, UNIT, PLAN, STEP, TASK}
    return {name: value for name, value in st.query_params.to_dict().items() if name not in shared}


def filters_set(names: Collection[str]) -> bool:
    """Whether any of these filters narrows what is shown, or looks at it through another lens; a period always stands."""
    usual = {LEVEL: ALL, COMMUNE: ALL, SCHOOLS: ALL, LENS: Lens.DECLARED.value}
    return any((st.session_state.get(name) or usual[name]) != usual[name] for name in names if name in usual)


def clear_filters() -> None:
    """Callback: show all schools, as they declare; the period stays."""
    for name, usual in ((LEVEL, ALL), (COMMUNE, ALL), (SCHOOLS, ALL), (LENS, Lens.DECLARED.value)):
        if holds(name):
            st.session_state[name] = usual


def edition() -> Edition:
    """Which data this session looks at, and what is shown of it."""
    return edition_of(snapshot_name())


def edition_of(snapshot: str) -> Edition:
    """The same for the snapshot of this name; "" for what is in force."""
    return Edition(sample_mode(), snapshot, read_sight(), read_unit(), read_plan())


def keep_sight(sight: Sight) -> None:
    """Keep, at the head of every run, what its visitor is shown."""
    st.session_state[_SIGHT] = sight


def read_sight() -> Sight:
    """What the visitor is shown; where people sign in and nobody has been asked yet, nothing."""
    usual = _NO_SIGHT if load_settings().sign_in.required else WHOLE
    sight: Sight = st.session_state.get(_SIGHT, usual)
    return sight


def keep_own_pages(pages: Collection[str]) -> None:
    """Keep, at the head of every run, the addresses of the pages that its visitor may open."""
    st.session_state[_OWN_PAGES] = frozenset(pages)


def offers_page(url: str) -> bool:
    """Whether a link to the page of this address is worth offering: what it opens is decided there."""
    pages: frozenset[str] | None = st.session_state.get(_OWN_PAGES)
    return not load_settings().sign_in.required if pages is None else url in pages


def asked_lens() -> Lens:
    """The lens chosen in the bar, or asked for by the address before the bar is drawn."""
    asked = st.session_state[LENS] if holds(LENS) else st.query_params.get(LENS)
    return next((lens for lens in Lens if asked in {lens, lens.words, lens.words.capitalize()}), Lens.DECLARED)


def refuse_lens() -> None:
    """UserError where the lens asked for has no figures in the period shown: no other's stand in for them."""
    dataset = looked_at()
    if not dataset.empty:
        require_lens(dataset, Scope(st.session_state.get(PERIOD) or default_period(dataset), asked_lens()))


def refuse_source_lens() -> None:
    """The same of the figure whose source the address asks for."""
    dataset, lens, period = looked_at(), st.query_params.get(SOURCE_LENS), st.query_params.get(SOURCE_PERIOD, "")
    if lens in list(Lens) and period in dataset.plan.period_by_code:
        require_lens(dataset, Scope(period, Lens(lens)))


def leave_lens() -> None:
    """Back to what schools declare."""
    st.query_params.pop(SOURCE_LENS, None)
    if holds(LENS):  # the bar is drawn: the parameter is its own
        st.session_state[LENS] = Lens.DECLARED.value
    else:
        st.query_params.pop(LENS, None)


def looked_at() -> Dataset:
    """The data this session looks at."""
    return get_dataset(edition())


def read_scope() -> Scope:
    """The shared filters as the figures take them."""
    chosen = st.session_state
    return Scope(
        period=chosen.get(PERIOD) or last_period() or default_period(looked_at()),
        lens=Lens(chosen.get(LENS) or Lens.DECLARED),
        level=chosen.get(LEVEL) or None,
        commune=chosen.get(COMMUNE) or None,
        model={MODEL: True, OTHERS: False}.get(chosen.get(SCHOOLS) or ALL),
        whole=looked_at().whole,
    )


def last_period() -> str | None:
    """The period shown last in this session."""
    period: str | None = st.session_state.get(_LAST_PERIOD)
    return period


def follow_period(dataset: Dataset) -> None:
    """Where the period shown is the usual one and another has become that meanwhile, show the other.

    Such is a page left open overnight, or since before a period's first return; not in a meeting, not between editions,
    and not where the address the visitor came by names the period.
    """
    if last_period() is None and PERIOD in st.query_params:
        st.session_state[_PERIOD_LINKED] = True
    usual, before = (edition(), default_period(dataset)), st.session_state.get(_USUAL_PERIOD)
    st.session_state[_USUAL_PERIOD] = usual
    if before is None or before[0] != usual[0] or meeting_mode() or recall(_PERIOD_LINKED):
        return
    if before != usual and st.session_state.get(PERIOD) == before[1]:
        st.session_state[PERIOD] = usual[1]


def remember_period() -> None:
    """Keep the period shown; a step back in the browser may take it from the URL, and it is then put back."""
    if not st.session_state.get(PERIOD):
        st.rerun()
    st.session_state[_LAST_PERIOD] = st.session_state[PERIOD]


def measure(
    figure: Callable[Concatenate[Dataset, Arguments], Result], *arguments: Arguments.args, **named: Arguments.kwargs
) -> Result:
    """`figure(dataset, *arguments)` of the store this session looks at, computed once per version of the data."""
    return compute(figure, edition(), *arguments, **named)


def default_period(dataset: Dataset) -> str:
    """The newest period that has returns, a file sent back too; else the latest past its deadline, or the first."""
    handed_in = dataset.reported_periods
    codes = [period.code for period in dataset.plan.periods]
    past = [period.code for period in dataset.plan.periods if period.deadline <= dataset.as_of]
    return ([code for code in codes if code in handed_in] or past or codes[:1])[-1]


def settle_choice(key: str, options: Sequence[str]) -> None:
    """Set a page's own choice from the URL, else as before, else to the first; the URL names all but the first."""
    asked = st.query_params.get(key) or st.session_state.get(key)
    choice = str(asked) if asked in options else options[0]
    st.session_state[key] = choice
    if choice != options[0]:
        st.query_params[key] = choice


def follow_choice(key: str) -> None:
    """Callback of a page's own choice: carry it into the URL."""
    st.query_params[key] = st.session_state[key]


def settle_named_choice(key: str, name: str, options: Mapping[str, str], usual: str) -> None:
    """Set a page's own choice from the URL, which names it by its title under `name`, else as before, else to the usual one."""
    by_title = {title: code for code, title in options.items()}
    asked = st.query_params.get(name, "")
    code = by_title.get(asked, asked if asked in options else st.session_state.get(key))
    st.session_state[key] = code if code in options else usual
    write_address(name, options[st.session_state[key]])


def read_address(name: str) -> str:
    """What the URL says under a name; "" for nothing."""
    return str(st.query_params.get(name, ""))


def write_address(name: str, value: str) -> None:
    """Let the URL say so; "" takes the name out of it.

    On the run that leaves a page with filters their names still belong to them: the next run says it.
    """
    with suppress(StreamlitAPIException):
        if value:
            st.query_params[name] = value
        else:
            st.query_params.pop(name, None)


def follow_named_choice(key: str, name: str, options: Mapping[str, str]) -> None:
    """Callback of such a choice: carry it into the URL; a period goes along to the other pages."""
    write_address(name, options[st.session_state[key]])
    if name == PERIOD:
        st.session_state[_LAST_PERIOD] = st.session_state[key]
