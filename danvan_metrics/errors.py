"""The errors this project raises on purpose."""


class DanvanError(Exception):
    """Base of every error raised on purpose."""


class UserError(DanvanError):
    """A failure told to the person as one Vietnamese sentence with what to do, without a traceback."""


class PlanError(UserError):
    """The plan or the roster file is wrong; the sentence names file, key and remedy."""


class UnreadableWorkbook(UserError):
    """A file that cannot be opened as a workbook at all; `code` is the issue code that says why."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
