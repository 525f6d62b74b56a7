"""What a drop-down answers, whatever its label, and the labels."""

from __future__ import annotations

from enum import StrEnum


class Choice(StrEnum):
    """What a drop-down answers, whatever its label."""

    YES = "yes"
    NO = "no"
    MET = "met"
    DOING = "doing"
    NOT_STARTED = "not_started"
    NOT_APPLICABLE = "not_applicable"


class ModelStatus(StrEnum):
    """How far a registered model is."""

    REGISTERED = "registered"
    DOING = "doing"
    FINISHED = "finished"
    STOPPED = "stopped"


class Owner(StrEnum):
    """Whose model it is."""

    COLLECTIVE = "collective"
    INDIVIDUAL = "individual"


YES_NO = {Choice.YES: "Có", Choice.NO: "Không"}
CHECKLIST = {**YES_NO, Choice.NOT_APPLICABLE: "Không áp dụng"}
LEVELS = {
    Choice.MET: "Đạt",
    Choice.DOING: "Đang thực hiện",
    Choice.NOT_STARTED: "Chưa thực hiện",
    Choice.NOT_APPLICABLE: "Không áp dụng",
}
STATUSES = {
    ModelStatus.REGISTERED: "Đăng ký",
    ModelStatus.DOING: "Đang thực hiện",
    ModelStatus.FINISHED: "Hoàn thành",
    ModelStatus.STOPPED: "Dừng",
}
OWNERS = {Owner.COLLECTIVE: "Tập thể", Owner.INDIVIDUAL: "Cá nhân"}
