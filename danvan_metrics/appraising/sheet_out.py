"""The phiếu thẩm định of one appraisal as a workbook, half done where some lines are judged already."""

from __future__ import annotations

from danvan_metrics.access.actor import Actor
from danvan_metrics.access.acts import Act
from danvan_metrics.access.policies import check, check_can_organise_appraisal
from danvan_metrics.access.taking import note_taken
from danvan_metrics.appraising.desk import load_desk
from danvan_metrics.appraising.sheet_preparing import prepare_sheet
from danvan_metrics.district import District
from danvan_metrics.errors import UserError
from danvan_metrics.formats.package import NamedFile
from danvan_metrics.store.appraising.appraisal_records import AppraisalKey
from danvan_metrics.vietnamese import fold
from danvan_metrics.workbook.appraisal_sheet.sheet_build import build_sheet, name_sheet


def write_sheet(district: District, key: AppraisalKey, *, actor: Actor, appraiser: str = "") -> NamedFile:
    """The workbook and its file's name; `appraiser`: whose verdicts stand on it, and who fills it in.

    For somebody else only who organises appraisals may have it, so that neither of two who judge independently sees the other's.
    UserError where the school has no return in force for the period, where two judge independently and none of them is named,
    and for a key that fits no school, period or round.
    """
    check(actor, Act.SEE_APPRAISING, key.school)
    if appraiser and fold(appraiser) != fold(actor.name):
        check_can_organise_appraisal(actor)
    desk = load_desk(district, key, appraiser=appraiser)
    if desk.record.appraisers and not appraiser:
        pair = " hoặc ".join(desk.record.appraisers)
        raise UserError(f"Trường này do hai người thẩm định độc lập; hãy chọn người nhận phiếu ({pair}), mỗi người một phiếu.")
    request = prepare_sheet(district, desk)
    name, content = name_sheet(request), build_sheet(request)
    if not district.sample:
        note_taken(district.repository, actor, Act.SEE_APPRAISING, key.school, name)
    return name, content
