"""At the head of every act: `check_can_…` passes, or raises one sentence and tells the actor's witness."""

from __future__ import annotations

from typing import Final

from danvan_metrics.access.actor import AccessRole, Actor, Denial
from danvan_metrics.access.acts import Act
from danvan_metrics.access.rights import PAGE_ACTS, RIGHTS, Sight, find_sight, list_pages, may, may_everywhere
from danvan_metrics.errors import UserError

_NAMELESS: Final = "Chưa biết ai đang làm việc này; hãy ghi họ tên của bạn một lần ở mục “Tôi là” góc trên trang rồi làm lại."
_READING: Final = frozenset(act for act in Act if act.startswith("see_")) | {
    Act.READ_AUDIT, Act.EXPORT, Act.EXPORT_PAPERS, Act.TAKE_DATA, Act.GET_ORIGINALS, Act.GET_MARKED, Act.MAKE_TEMPLATES,
}  # fmt: skip


class NotAllowed(UserError):
    """The actor has no right to the act; nothing was read and nothing was written."""

    def __init__(self, denial: Denial) -> None:
        super().__init__(describe_denial(denial))
        self.denial = denial


class Nameless(UserError):
    """Somebody at the laptop has not said their name yet."""


def check(actor: Actor, act: Act, school: str = "") -> None:
    """NotAllowed where the actor has no right to the act, for this school or ("") for the whole district.

    Nameless where what is written would carry no name.
    """
    if not (may(actor, act, school) if school else may_everywhere(actor, act)):
        refuse(Denial(actor, act, school))
    _check_named(actor, act)


def check_some(actor: Actor, act: Act) -> None:
    """NotAllowed where the actor has the right for no school at all; Nameless as `check`."""
    if not may(actor, act):
        refuse(Denial(actor, act))
    _check_named(actor, act)


def _check_named(actor: Actor, act: Act) -> None:
    if act not in _READING and not actor.name.strip():
        raise Nameless(_NAMELESS)


def check_can_open(actor: Actor, page: str) -> None:
    """NotAllowed where the page of this address is not the actor's to open."""
    act = PAGE_ACTS[page]
    if not may(actor, act):
        refuse(Denial(actor, act, page=page))


def check_still_shown(actor: Actor, sight: Sight) -> None:
    """NotAllowed where what was drawn for this sight is not what the actor is shown now: their rights changed, or are gone."""
    if find_sight(actor) != sight or not list_pages(actor):
        refuse(Denial(actor, Act.SEE_SUMMARIES))


def refuse(denial: Denial) -> None:
    """Tell the witness, and raise NotAllowed."""
    if denial.actor.witness:
        denial.actor.witness(denial)
    raise NotAllowed(denial)


def describe_denial(denial: Denial) -> str:
    """The denial in one sentence with whom to ask."""
    who = denial.actor.name or "Người chưa đăng nhập"
    of_school = f" của trường “{denial.school}”" if denial.school else ""
    roles = ", ".join(role.words for role in AccessRole if role in RIGHTS[denial.act])
    return f"{who} không có quyền {denial.act.words}{of_school}; việc này dành cho: {roles}. Cần quyền thì hãy nhờ quản trị cấp."


def check_can_receive(actor: Actor, school: str) -> None:
    """Refuse whoever may not hand in, or receive, a school's return."""
    check(actor, Act.RECEIVE, school)


def check_can_receive_some(actor: Actor) -> None:
    """Refuse whoever may hand in no school's return at all."""
    check_some(actor, Act.RECEIVE)


def check_can_answer_questions(actor: Actor) -> None:
    """Refuse whoever may not say yes to what was asked about a file."""
    check(actor, Act.ANSWER_QUESTIONS)


def check_can_decide(actor: Actor, school: str = "") -> None:
    """Refuse whoever may not choose a revision, withdraw one, or set right the day it was received."""
    check(actor, Act.DECIDE, school)


def check_can_keep_evidence(actor: Actor, school: str = "") -> None:
    """Refuse whoever may not name or withdraw a file of evidence."""
    check(actor, Act.KEEP_EVIDENCE, school)


def check_can_get_original(actor: Actor, school: str) -> None:
    """Refuse whoever may not have a school's workbook or evidence as it was handed in."""
    check(actor, Act.GET_ORIGINALS, school)


def check_can_get_marked(actor: Actor, school: str) -> None:
    """Refuse whoever may not have the marked copy of a school's file."""
    check(actor, Act.GET_MARKED, school)


def check_can_make_templates(actor: Actor, school: str) -> None:
    """Refuse whoever may not have a school's template."""
    check(actor, Act.MAKE_TEMPLATES, school)


def check_can_see_school(actor: Actor, school: str) -> None:
    """Refuse whoever may not see a school's page and the rows behind its figures."""
    check(actor, Act.SEE_SCHOOL, school)


def check_can_see_contacts(actor: Actor) -> None:
    """Refuse whoever may not see whom to ask at the schools."""
    check(actor, Act.SEE_CONTACTS)


def check_can_organise_appraisal(actor: Actor) -> None:
    """Refuse whoever may not form teams and assign schools to them."""
    check(actor, Act.ORGANISE_APPRAISAL)


def check_can_step_appraisal(actor: Actor, school: str) -> None:
    """Refuse whoever may not take a school's appraisal a step on: send, sign, conclude, reopen."""
    check(actor, Act.STEP_APPRAISAL, school)


def check_can_judge(actor: Actor, school: str) -> None:
    """Refuse whoever may not judge a school's lines (whether they sit in its team is the appraisal's own rule)."""
    check(actor, Act.JUDGE, school)


def check_can_give_tasks(actor: Actor) -> None:
    """Refuse whoever may not agree on an action, change it, close it."""
    check(actor, Act.GIVE_TASKS)


def check_can_conclude_meeting(actor: Actor) -> None:
    """Refuse whoever may not keep the conclusions of a meeting."""
    check(actor, Act.CONCLUDE_MEETING)


def check_can_fix_figures(actor: Actor) -> None:
    """Refuse whoever may not fix figures as a snapshot."""
    check(actor, Act.FIX_FIGURES)


def check_can_reward(actor: Actor) -> None:
    """Refuse whoever may not recognise models, propose and decide rewards."""
    check(actor, Act.REWARD)


def check_can_report_office_work(actor: Actor) -> None:
    """Refuse whoever may not hand in the office's own work."""
    check(actor, Act.REPORT_OFFICE_WORK)


def check_can_export(actor: Actor) -> None:
    """Refuse whoever may not have slides, report, workbook or charts of the district."""
    check(actor, Act.EXPORT)


def check_can_export_paper(actor: Actor, school: str) -> None:
    """Refuse whoever may not have a paper about a school (minute, one-page paper)."""
    check(actor, Act.EXPORT_PAPERS, school)


def check_can_export_papers(actor: Actor) -> None:
    """Refuse whoever may not have a paper about the district (rewards, conclusions)."""
    check(actor, Act.EXPORT_PAPERS)


def check_can_take_data(actor: Actor) -> None:
    """Refuse whoever may have no school's rows as tables; whose rows they have their sight says."""
    check_some(actor, Act.TAKE_DATA)


def check_can_read_audit(actor: Actor) -> None:
    """Refuse whoever may not read who did what."""
    check(actor, Act.READ_AUDIT)


def check_can_manage_people(actor: Actor) -> None:
    """Refuse whoever may not add people, grant roles, withdraw them."""
    check(actor, Act.MANAGE_PEOPLE)


def check_can_keep_store(actor: Actor) -> None:
    """Refuse whoever may not back up, restore or verify the store."""
    check(actor, Act.KEEP_STORE)


def check_can_manage_roster(actor: Actor) -> None:
    """Refuse whoever may not add, rename, merge, close or correct units and schools."""
    check(actor, Act.MANAGE_ROSTER)
