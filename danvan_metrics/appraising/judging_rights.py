"""Who may write on an appraisal, and when: each refusal one sentence with what to do."""

from __future__ import annotations

from danvan_metrics.appraising.appraisal_case import AppraisalCase, explain_gone, works_in
from danvan_metrics.appraising.line_states import LineState, Onlooker
from danvan_metrics.errors import UserError
from danvan_metrics.plan.verdicts import Lane, Stage
from danvan_metrics.store.appraising.appraisal_records import Member
from danvan_metrics.vietnamese import clean_text, fold, format_date


def check_entry(case: AppraisalCase, appraiser: str) -> Member:
    """The member who may write now; UserError says why this person may not."""
    told = explain_no_entry(case, appraiser)
    if told:
        raise UserError(told)
    return check_member(case, appraiser)


def explain_no_entry(case: AppraisalCase, appraiser: str) -> str:
    """Why this person cannot write on an appraisal now; "" where they can."""
    try:
        _check_open(case)
        member = check_member(case, appraiser)
    except UserError as error:
        return str(error)
    onlooker = Onlooker(case, member.name)
    if onlooker.independent and onlooker.own_lane is None and not onlooker.is_head and not case.objections:
        pair = " và ".join(case.record.appraisers)
        return f"Trường này do hai người thẩm định độc lập ({pair}); {member.name} không nhập, trưởng thống nhất dòng khác nhau."
    return ""


def check_member(case: AppraisalCase, name: str) -> Member:
    """The member of this name; UserError for nobody, somebody not in the team, or who works in the school."""
    if case.team is None or not case.record.steps:
        raise UserError(f"{case.school.name} chưa được phân công thẩm định trong đợt này; hãy phân công tổ trước.")
    if case.team.dissolved:
        raise UserError(f"“{case.team.name}” đã giải thể; hãy phân công tổ khác cho {case.school.name}.")
    if not clean_text(name):
        raise UserError(f"Chưa chọn người thẩm định; hãy chọn tên trong “{case.team.name}”.")
    member = case.find_member(name)
    if member is None:
        raise UserError(f"{clean_text(name)} không thuộc “{case.team.name}”; hãy để người trong tổ chấm, hoặc bổ sung vào tổ.")
    if works_in(member, case.school):
        raise UserError(f"{member.name} làm việc tại {case.school.name} nên không thẩm định trường này; hãy chọn người khác.")
    return member


def check_line(case: AppraisalCase, member: Member, line: str) -> None:
    """UserError where this member must not judge this line now."""
    onlooker = Onlooker(case, member.name)
    state, standing = onlooker.find_state(line), case.find_standing(line)
    if state is LineState.OBJECTED and fold(member.name) in {fold(name) for name in standing.judges}:
        raise UserError(
            f"Trường chưa đồng ý dòng {line} do {member.name} thẩm định; hãy để người khác trong tổ thẩm định lại dòng này."
        )
    if state is LineState.LOCKED:
        raise UserError(_explain_lock(case, line))
    if onlooker.independent and onlooker.own_lane is None and state is not LineState.OBJECTED:
        _check_reconciling(case, onlooker, line)


def _check_reconciling(case: AppraisalCase, onlooker: Onlooker, line: str) -> None:
    """Where two judge alone the head has a word only on what they found differently, and may put that word right."""
    counting, state = case.find_standing(line).counting, onlooker.find_state(line)
    own_word = state is LineState.JUDGED and counting is not None and counting.lane is Lane.TEAM
    if not (onlooker.is_head and (own_word or state is LineState.DIFFERS)):
        pair = " và ".join(case.record.appraisers)
        raise UserError(f"Dòng {line} do {pair} thẩm định độc lập; trưởng chỉ thống nhất khi hai người đã chấm và khác nhau.")


def _explain_lock(case: AppraisalCase, line: str) -> str:
    if case.laid_out:
        return (
            f"Phiếu đã gửi trường nên dòng {line} không sửa được; chỉ dòng trường chưa đồng ý hoặc đã báo cáo lại mới sửa được."
        )
    if case.record.appraisers:
        return f"Dòng {line} đã thống nhất; chỉ thẩm định lại khi trường báo cáo khác đi hoặc chưa đồng ý."
    return f"Dòng {line} đã được xác nhận ở lần kết luận trước; lần này chỉ thẩm định lại các dòng chưa được xác nhận."


def _check_open(case: AppraisalCase) -> None:
    stage, school = case.record.stage, case.school.name
    if stage is Stage.UNASSIGNED:
        raise UserError(f"{school} chưa được phân công thẩm định trong đợt này; hãy phân công tổ trước.")
    if stage is Stage.CONCLUDED:
        raise UserError(f"Thẩm định {school} đã kết luận nên không sửa được; nếu cần, hãy mở lại và ghi lý do.")
    if gone := explain_gone(case):
        raise UserError(gone)
    if case.returned is None:
        raise UserError(f"{school} chưa có báo cáo hợp lệ của kỳ này để thẩm định; hãy nhận báo cáo trước.")
    sent = case.record.sent
    if stage is Stage.WITH_SCHOOL and not case.answered and sent and sent.due:
        raise UserError(
            f"Phiếu đang chờ {school} có ý kiến đến hết {format_date(sent.due)}; hãy ghi ý kiến của trường trước khi sửa."
        )
