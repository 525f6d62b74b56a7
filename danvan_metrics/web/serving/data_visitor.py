"""Who may read the tables at /du-lieu: on a laptop whoever sits there, in a shared office who signed in, or shows the token."""

from __future__ import annotations

from typing import Final

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from danvan_metrics.access.actor import EVERY_UNIT, STRANGER, AccessRole, Actor, sit_at_laptop
from danvan_metrics.access.policies import NotAllowed, check_can_take_data
from danvan_metrics.settings import Settings, load_settings
from danvan_metrics.web.serving.callers import comes_from_here, shows_token
from danvan_metrics.web.serving.session_route import read_visit_of
from danvan_metrics.web.signing_in.visitor import find_people, find_person

TOKEN_NAME: Final = "mã dữ liệu (DANVAN_DATA_TOKEN)"  # noqa: S105 - how the audit calls whoever shows it
_HEADERS: Final = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
_OFF: Final = "Không có địa chỉ này."
_UNKNOWN: Final = (
    "Hãy đăng nhập chương trình trong trình duyệt này rồi mở lại, "
    "hoặc trong Power Query chọn Basic và ghi mã dữ liệu của Phòng vào ô mật khẩu."
)
_ELSEWHERE: Final = "Chỉ lấy được số liệu từ chính máy đang chạy chương trình, hoặc bằng mã dữ liệu (DANVAN_DATA_TOKEN)."
_NOT_KNOWN: Final = "Phòng chưa cấp quyền cho tài khoản này; hãy nhờ quản trị của Phòng cấp quyền."


class Refused(Exception):
    """The answer to whoever may not."""

    def __init__(self, answer: Response) -> None:
        super().__init__(answer.status_code)
        self.answer = answer


def find_data_visitor(request: Request) -> Actor:
    """Who calls, with the right to tables; Refused with the answer (401, 403, 404) for everybody else."""
    settings = load_settings()
    if not settings.serving.data_out:
        raise Refused(PlainTextResponse(_OFF, 404, _HEADERS))
    actor = _find_actor(request, settings)
    try:
        check_can_take_data(actor)
    except NotAllowed as error:
        raise Refused(PlainTextResponse(str(error), 403, _HEADERS)) from error
    return actor


def _find_actor(request: Request, settings: Settings) -> Actor:
    if shows_token(request, settings.serving.data_token):
        return Actor(TOKEN_NAME, {AccessRole.LEADER: EVERY_UNIT})  # sees what the office sees, and can do nothing
    if not settings.sign_in.required:
        if not comes_from_here(request):
            raise Refused(_ask_for_token(settings, _ELSEWHERE))
        return sit_at_laptop(settings.sign_in.name or find_people().find_name_said())
    visit = read_visit_of(request)
    if visit is None or visit.over:
        raise Refused(_ask_for_token(settings, _UNKNOWN))
    actor = find_person(visit)
    if actor == STRANGER:
        raise Refused(PlainTextResponse(_NOT_KNOWN, 403, _HEADERS))
    return actor


def _ask_for_token(settings: Settings, told: str) -> Response:
    """401; where there is a token, the form for it is offered."""
    offered = {"WWW-Authenticate": 'Basic realm="du-lieu", charset="UTF-8"'} if settings.serving.data_token else {}
    return PlainTextResponse(told, 401, _HEADERS | offered)
